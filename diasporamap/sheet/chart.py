"""Sets the chart beside a map: how many places have a row in a box, and where all stands in it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from diasporamap.language import text
from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.layout import CAPITAL, DESCENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.maps import Composition, Style
    from diasporamap.maps.companion import Companion, Row
    from diasporamap.sheet.fonts import Face, Fonts
    from diasporamap.sheet.page import Box

#: Rows of single places: the most beside a map, and fewer than these are no chart worth its room.
MOST, LEAST = 12, 5
#: At text of 7.5 points, in millimetres: pitch of rows, height of a bar, room under the heading and
#: under the heads of columns, more room over the last rows, and between a bar and its number.
SET: Final = 7.5
ROW, BAR, HEAD, FIRST, RULE, GAP = 4.35, 2.85, 6.1, 4.8, 1.0, 1.0
#: How much farther apart rows may be that have more room than they need, beside a map and alone.
WIDER, WIDEST = 1.6, 2.4
#: Smallest text on paper, in points.
FLOOR = 7.0
#: The longest name, as a share of the breadth; the least room for bars or dots, in millimetres.
NAMES, LEAST_BARS = 0.36, 16.0
#: How many times the longest bar of a place that of several together may be before it is broken.
LONGER = 1.25
#: The heads that columns of figures are as broad as, by the form of a chart; "" for none.
HEADS: Final = {"sexes": ("women", "men", "share"), "share": ("people", ""), "total": ("",)}


@dataclass(frozen=True, eq=False)
class Chart:
    """A chart that is set for a box: its rows, `wider` apart than usual, note, sizes in points."""

    composition: Composition | None
    companion: Companion
    fonts: Fonts
    box: Box
    rows: tuple[Row, ...]
    title: str
    note: tuple[str, ...]
    size: float
    small: float
    wider: float = 1.0

    @property
    def row(self) -> float:
        """The pitch of rows."""
        return ROW * self.unit * self.wider

    @property
    def bar(self) -> float:
        """The height of a bar."""
        return BAR * self.unit * self.wider

    @property
    def unit(self) -> float:
        """How much larger than usual rows are, as the text is."""
        return self.size / SET

    @cached_property
    def ruled(self) -> set[int]:
        """The rows with a rule over them: the first of several places, and the total."""
        return {sum(row.part == "place" for row in self.rows), len(self.rows) - 1}

    @property
    def title_base(self) -> float:
        """Where the title stands."""
        return self.box.top - CAPITAL * 1.2 * self.size * POINT

    @property
    def head(self) -> float:
        """Where the heads of the columns stand: at the top where there is no title."""
        if not self.title:
            return self.box.top - CAPITAL * self.size * POINT
        return self.title_base - HEAD * self.unit

    @cached_property
    def middles(self) -> tuple[float, ...]:
        """The height of the middle of each row."""
        middle = self.head - (FIRST - ROW / 2) * self.unit - self.row / 2
        middle += CAPITAL * self.size * POINT / 2
        found = []
        for number in range(len(self.rows)):
            if number in self.ruled:
                middle -= RULE * self.unit
            found.append(middle)
            middle -= self.row
        return tuple(found)

    @property
    def span(self) -> tuple[float, float]:
        """The upper end of the first row and the lower end of the last one."""
        half = self.row / 2
        return self.middles[0] + half, self.middles[-1] - half

    @property
    def height(self) -> float:
        """How high all is, the note with it."""
        note = (1.2 * len(self.note) + DESCENT) * self.small * POINT
        return self.box.top - self.span[1] + note

    @cached_property
    def names(self) -> float:
        """The breadth of the names of rows."""
        faces: tuple[Face, ...] = ("semibold", "regular")  # figures are wider in the second
        names = itertools.product({row.name for row in self.rows}, faces)
        widest = max(self.fonts.width(name, face, self.size) for name, face in names)
        return min(widest, NAMES * self.box.width)

    @property
    def room(self) -> float:
        """The breadth that is left for bars or dots, between names, numbers and shares."""
        wide = self.box.width - self.names - 3 * GAP
        if self.companion.form == "total":
            return wide - self.widest(0)
        wide -= self.widest(0) + self.widest(-1) + 2 * GAP
        return wide - (self.widest(1) + GAP if self.companion.form == "sexes" else 3 * GAP)

    def widest(self, column: int) -> float:
        """Return the breadth of a column of figures, in the face of the total, and of its head."""
        written = [self.companion.written(row)[column].text for row in self.rows]
        if column == 1:
            unknown = [self.companion.unknown(row) for row in self.rows]
            written = [f"{men} {more}".rstrip() for men, more in zip(written, unknown, strict=True)]
        if name := HEADS[self.companion.form][column]:
            written.append(self.named(name))
        return max(self.fonts.width(words, "semibold", self.small) for words in written)

    def named(self, column: str) -> str:
        """Return the head of a column of figures."""
        return text(f"chart.{column}", self.companion.spec.language)

    def longest(self, *figures: str) -> float:
        """Return the length of the longest bar in people: that of sums as far as it is whole."""

        def of(rows: Sequence[Row]) -> float:
            lengths = (sum(row.figures[f].value or 0.0 for f in figures) for row in rows)
            return max(lengths, default=0.0)

        places = of([row for row in self.rows if row.part == "place"])
        sums = of([row for row in self.rows if row.part not in ("place", "total")])
        return max(places, min(sums, LONGER * places))

    def cut(self, name: str, face: Face) -> str:
        """Shorten a name that is too long for its column, after a whole sign."""
        if self.fonts.width(name, face, self.size) <= self.names + 0.01:
            return name
        while name and self.fonts.width(f"{name}…", face, self.size) > self.names:
            name = name[:-1].rstrip()
        return f"{name}…"


def set_chart(
    composition: Composition, fonts: Fonts, box: Box, *, most: int = MOST, alone: bool = False
) -> Chart | None:
    """Set as many rows as a box holds; None where it holds too few to be worth its room.

    Its rows fill the box; where the chart is `alone` on a sheet its title is the sheet's.
    """
    companion = composition.companion
    if companion is None:
        return None
    return set_rows(companion, composition.style, fonts, box, composition, most=most, alone=alone)


def set_rows(
    companion: Companion,
    style: Style,
    fonts: Fonts,
    box: Box,
    composition: Composition | None = None,
    *,
    most: int = MOST,
    alone: bool = False,
) -> Chart | None:
    """Set the rows of a companion, of a map where there is one; see `set_chart`."""
    size = max(style.text["legend"], FLOOR)
    small = max(size - 0.5, FLOOR)
    most = min(most, len(companion.ranked))
    for places in range(most, most - 1 if alone else 0, -1):
        rows = companion.rows(places)
        shown = sum(row.part == "place" for row in rows)
        if shown < min(LEAST, len(companion.ranked), most):
            return None
        note = fonts.wrap(companion.note(rows), "regular", small, width=box.width)
        title = "" if alone else companion.title(places)
        chart = Chart(composition, companion, fonts, box, rows, title, tuple(note), size, small)
        free = (box.height - chart.height) / (len(rows) * chart.row)
        if free < -1e-9:  # noqa: PLR2004 - what no print shows
            continue
        wide = fonts.width(title, "semibold", 1.2 * size) <= box.width
        chart = replace(chart, wider=min(1 + free, WIDER if composition else WIDEST))
        return chart if wide and chart.room >= LEAST_BARS else None
    return None
