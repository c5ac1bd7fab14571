"""What points are: a table, the kinds that they are of, and the sign of each kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from diasporamap.language import in_print, text
from diasporamap.resources import rows_of
from diasporamap.tables.headers import plain_header

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from diasporamap.counts.notes import Note
    from diasporamap.counts.sources import Source
    from diasporamap.language import Language

#: The columns of points; text is blank where it is not known. The codebook says what each holds:
#: places are ISO 3166-1 alpha-3, degrees EPSG:4326, days ISO 8601.
COLUMNS: Final = ("name", "kind", "city", "country", "lon", "lat", "women_led", "date")

#: Known kinds, in the order of the legend, and the sign of each.
KNOWN: Final[Mapping[str, str]] = {
    "association": "house",
    "event": "star",
    "business": "bar",
    "school": "trapezoid",
    "worship": "diamond",
    "mission": "square",
    "embassy": "square",
    "high_commission": "diamond",
    "consulate_general": "triangle",
    "consulate": "triangle_down",
    "honorary_consulate": "plus",
}
#: The kind of points whose kind is not told, or is one of too many to draw.
OTHER: Final = "other"
#: What words mean that only persons are.
PERSON: Final = "person"
#: Every sign, in the order in which kinds without one of their own take them; none is round, for
#: people are circles.
SIGNS: Final = (
    *("triangle", "triangle_down", "plus", "trapezoid", "bar", "diamond", "star", "square"),
    "house",
)
#: How many kinds can be told apart on one map; where there are more the rarest are others.
MOST_KINDS: Final = 6
#: Values of `women_led`.
YES, NO, UNKNOWN = "yes", "no", ""


@cache
def words(what: str) -> Mapping[str, str]:
    """Return the words of a list of ``words.csv``, as "kind" or "header", and what each means.

    Kinds that only persons have mean "person"; ``kinds.py`` reads the other lists.
    """
    rows = rows_of(Path(__file__).with_name("words.csv"))
    return {row["word"]: row["key"] for row in rows if row["what"] == what}


def known_kind(written: str) -> str:
    """Return the known kind that words mean, "person", or "" where they mean none."""
    return words("kind").get(plain_header(written), "")


@dataclass(frozen=True)
class PointKind:
    """A kind of points: its `key` in the table, its `sign`, and how many there are.

    `led` are those that women lead, of `stated` of which that is known.
    """

    key: str
    sign: str
    number: int
    led: int = 0
    stated: int = 0

    def name(self, language: Language, *, many: bool = False) -> str:
        """Return what one is called, or many; a kind that is not known as the table writes it."""
        if self.key not in (*KNOWN, OTHER):
            return in_print(self.key, language)
        return text(f"point.{self.key}.{'many' if many else 'one'}", language)


@dataclass(frozen=True, eq=False)
class Points:
    """Points beside the counts of people, made by `read_points`; no row is a person.

    Attributes
    ----------
    table : pandas.DataFrame
        A row a point with the columns of `diasporamap.points.model.COLUMNS`; the index `row` is
        the row in the file, or the position in a frame.
    file : str
        The file as the user named it, "" for a frame or the missions of an origin.
    sources : mapping of str to Source
        Where the points come from, as the sources file beside the table says.
    notes : tuple of Note
        What was left out, and what was put together.
    credit : tuple of str
        What is said of the source where there is no sources file, in French and in English.
    """

    table: pd.DataFrame
    file: str = ""
    sources: Mapping[str, Source] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    credit: tuple[str, str] = ("", "")

    def __len__(self) -> int:
        return len(self.table)

    @property
    def kinds(self) -> tuple[PointKind, ...]:
        """The kinds that there are, known ones first, each with a sign of its own."""
        return kinds_of(self.table)

    def names(self, language: Language) -> list[str]:
        """Return what points are called; the missions of an origin have names in English too."""
        column = "name_en" if language == "en" and "name_en" in self.table else "name"
        return [in_print(name, language) for name in self.table[column]]

    @property
    def label(self) -> str:
        """The name of the file without its folder."""
        return PurePath(self.file).name


def kinds_of(table: pd.DataFrame) -> tuple[PointKind, ...]:
    """Return the kinds of points in a table, each with a sign of its own."""
    counted = Counter(table["kind"])
    led = Counter(table.loc[table["women_led"] == YES, "kind"])
    stated = Counter(table.loc[table["women_led"] != UNKNOWN, "kind"])
    ranks = {kind: rank for rank, kind in enumerate(KNOWN)}
    order = sorted(
        counted,
        key=lambda kind: (kind == OTHER, ranks.get(kind, len(ranks)), -counted[kind], kind),
    )
    signs = _signs(order)
    return tuple(
        PointKind(kind, signs[kind], counted[kind], led[kind], stated[kind]) for kind in order
    )


def _signs(kinds: Iterable[str]) -> dict[str, str]:
    """Give each kind its own sign, or the first that no kind before it has."""
    own = {**KNOWN, OTHER: "plus"}
    signs: dict[str, str] = {}
    # Kinds of known signs choose before those without one.
    for kind in sorted(kinds, key=lambda kind: kind not in own):
        free = [sign for sign in SIGNS if sign not in signs.values()]
        sign = own.get(kind, "")
        signs[kind] = sign if sign in free else free[0]
    return signs
