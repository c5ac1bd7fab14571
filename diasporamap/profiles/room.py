"""Shares out the paper of a profile: how high its pictures are beside the words that it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from diasporamap.sheet.fonts import POINT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from diasporamap.profiles.model import Grid, KeyFigure
    from diasporamap.sheet.fonts import Face, Fonts

#: The page, its margins, its text and the gap between two columns, in millimetres.
PAGE, SIDES, TOP, BOTTOM = (210.0, 297.0), 18.0, 16.0, 15.0
TEXT_WIDE, GUTTER = PAGE[0] - 2 * SIDES, 6.0
HALF: Final = (TEXT_WIDE - GUTTER) / 2
#: Of the height between the margins so much is kept free, in millimetres.
SPARE: Final = 1.0
#: Sizes of text in points: over and under the name, the name, figures, their labels and what they
#: are held against, text, headings of blocks, tables, what stands at the foot.
KICKER, NAME, SUBTITLE, FIGURE, LABEL, BESIDE = 8.5, 22.0, 9.5, 17.0, 8.5, 7.5
BODY, HEADING, CELL, BELOW = 9.2, 9.5, 8.2, 7.2
#: Distance of lines in sizes of the text, of paragraphs and of blocks in millimetres.
LEADING, PARAGRAPH, BLOCK, CLEAR = 1.24, 1.2, 2.8, 1.8
#: Height of a map: of a country and of a district, and the least; of lines, and the least.
COUNTRY, DISTRICT, LEAST_MAP = 94.0, 66.0, 44.0
LINES, LEAST_LINES = 56.0, 32.0
#: Heights of the chart of the sexes, at most and at least, and of its head and a row at most.
SEXES, LEAST_SEXES, SEX_HEAD, SEX_ROW = 56.0, 18.0, 6.0, 13.0
#: What a row is higher than its lines.
PADDING: Final = 0.8


@dataclass(frozen=True)
class Heights:
    """How high the pictures are, in millimetres."""

    map: float
    sexes: float
    lines: float


@dataclass(frozen=True, eq=False, kw_only=True)
class Room:
    """The words of a profile, measured in its font, and how high the pictures beside them can be.

    `places` is the height of the chart of the largest places, 0 without one, and `sex_rows` how
    many years the one of the sexes has.
    """

    fonts: Fonts
    subtitle: str
    figures: tuple[KeyFigure, ...]
    sentence: str
    points: tuple[str, ...]
    grids: tuple[Grid, ...]
    has_lines: bool
    sex_rows: int
    places: float
    tall: bool
    stamped: bool

    @property
    def first(self) -> float:
        """The height of the map where there is room enough."""
        return COUNTRY if self.tall else DISTRICT

    def fitted(self, below: Iterable[tuple[str, str]]) -> Heights:
        """Return heights with which the page holds everything, the largest that do."""
        foot = self._high(" ".join(f"{head} {told}" for head, told in below), BELOW, TEXT_WIDE)
        room = (
            PAGE[1] - TOP - BOTTOM - SPARE - self._head() - foot - sum(map(self._grid, self.grids))
        )
        for step in range(21):
            share = step / 20
            map_high = self.first - share * (self.first - LEAST_MAP)
            lines = LINES - share * (LINES - LEAST_LINES)
            if self._upper(map_high) + self._lower(lines) <= room:
                break
        map_high = max(map_high, self._beside(LEAST_SEXES))
        return Heights(round(map_high, 1), round(self._sexes(map_high), 1), round(lines, 1))

    def _high(self, words: str, size: float, width: float, face: Face = "regular") -> float:
        lines = self.fonts.wrap(words, face, size, width=width)
        return len(lines) * LEADING * size * POINT

    def _heading(self) -> float:
        return LEADING * HEADING * POINT + CLEAR

    def _head(self) -> float:
        """Return the height of the name and the four figures."""
        high = LEADING * POINT * (KICKER * (1 + self.stamped) + NAME)
        high += self._high(self.subtitle, SUBTITLE, TEXT_WIDE) + 2 * CLEAR
        wide = (TEXT_WIDE - 3 * 4.0) / 4
        figures = [
            LEADING * FIGURE * POINT
            + self._high(one.label, LABEL, wide)
            + self._high(one.beside, BESIDE, wide)
            for one in self.figures
        ]
        return high + max(figures) + BLOCK

    def _beside(self, sexes: float) -> float:
        """Return the height of what stands beside the map under its heading."""
        high = self._high(self.sentence, BODY, HALF) + PARAGRAPH
        high += sexes if self.sex_rows else 0.0
        return high + (self.places + self._heading() + BLOCK if self.places else 0.0)

    def _sexes(self, map_high: float) -> float:
        """Return the height of the chart of the sexes, so that both columns end together."""
        most = min(SEXES, SEX_HEAD + SEX_ROW * self.sex_rows)
        return min(max(map_high - self._beside(0.0), LEAST_SEXES), most)

    def _upper(self, map_high: float) -> float:
        beside = self._beside(self._sexes(map_high))
        return self._heading() + max(map_high, beside) + BLOCK

    def _lower(self, lines: float) -> float:
        wide = (HALF if self.has_lines else TEXT_WIDE) - 4.0
        points = sum(self._high(point, BODY, wide) + PARAGRAPH for point in self.points)
        return self._heading() + max(points, lines if self.has_lines else 0.0) + BLOCK

    def _grid(self, grid: Grid) -> float:
        whole = sum(grid.shares)
        high = self._heading() + BLOCK
        for row in (grid.header, *grid.rows):
            high += PADDING + max(self._cells(row, grid.shares, whole))
        return high

    def _cells(self, row: Sequence[str], shares: Sequence[float], whole: float) -> list[float]:
        widths = [TEXT_WIDE * share / whole - 2.5 for share in shares]
        return [
            max(self._high(cell, CELL, wide, "semibold"), LEADING * CELL * POINT)
            for cell, wide in zip(row, widths, strict=True)
        ]
