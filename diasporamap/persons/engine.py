"""Counts rows by a few of their columns in DuckDB or in Spark, by one expression of Ibis.

What comes back are the cells that differ and how many persons have them: a row a group. All that
is known of persons (what sexes, years and codes mean, which columns are refused) is asked of these
rows by the code that reads files row by row. Days and coordinates become years and areas by
batches, which are not kept; rows of an identifier that stands more than once, or is blank, are
looked at one by one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final

from diasporamap.errors import CountsError
from diasporamap.persons.coordinates import BLANK, LARGEST, Coordinates, Located, areas_of
from diasporamap.persons.tally import REMEMBERED, year_of
from diasporamap.tables.frames import RowLabel, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd
    import pyarrow as pa

    from diasporamap.persons.coordinates import Locator
    from diasporamap.persons.scans import Scan

#: How many groups of cells as written an engine gives back, far more than a result may have.
MOST_GROUPS: Final = 2_000_000
#: How many rows are fetched together.
TOGETHER: Final = 100_000

_YEAR: Final = re.compile(r"(?:\d{4})?")
#: What an identifier has that names somebody; others are looked at.
_NAMED: Final = "[1-9]"
_BESIDE: Final = "[^0-9A-Za-z]"
#: What stands for a number that is none.
_NO_DEGREES: Final = 999.0


class DeclinedError(Exception):
    """An engine cannot count a table, which is read row by row then."""


@dataclass(frozen=True)
class Wanted:
    """The positions of the columns that persons are counted by.

    `days` are those whose days may become years at once, `points` longitude and latitude.
    """

    columns: tuple[int, ...]
    days: tuple[int, ...] = ()
    points: tuple[int, int] | None = None
    identifier: int | None = None


def grouped(
    scan: Scan, wanted: Wanted, coordinates: Coordinates | None, located: Located
) -> Iterator[tuple[int, Sequence[str]]]:
    """Give a row a group: the cells of the file, the number of persons, codes of coordinates.

    Such a row is numbered 0, or as its first person where the scan is numbered. With an identifier
    rows that may be of one person are given one by one, with their own numbers.
    """
    kept = [f"c{at}" for at in wanted.columns]
    kept += ["broken"] if "broken" in scan.table.columns else []
    table = _prepared(scan, wanted, kept, coordinates)
    keys = [*kept, *(["at"] if "at" in table.columns else [])]
    if wanted.identifier is None:
        frames = iter([_groups(table, keys, numbered=scan.numbered)])
    else:
        frames = _apart(table, keys, f"c{wanted.identifier}")
    blanks = _Blanks(scan)
    for frame in frames:
        if "broken" in frame and frame["broken"].any():
            raise CountsError.of(
                "rows_broken", number=int(frame.loc[frame["broken"], "people"].sum())
            )
        yield from _rows(scan, frame, coordinates, (located, blanks))
    if coordinates is not None:
        located.checked(coordinates)


def repeated(scan: Scan, position: int) -> int:
    """Return how many rows repeat what a column tells submissions apart by."""
    column = _text(scan.table[f"c{position}"]).strip()
    filled = scan.table.select(value=column).filter(column != "")
    found = filled.aggregate(rows=filled.count(), values=filled.value.nunique()).to_pyarrow()
    row = found.to_pylist()[0]
    return int(row["rows"] - row["values"])


def _prepared(scan: Scan, wanted: Wanted, kept: list[str], coordinates: Coordinates | None) -> Any:
    """Return the columns that are needed: days as years, coordinates as areas, others as is."""
    table, functions = scan.table, dict[str, tuple[Any, tuple[str, ...]]]()
    if wanted.identifier is not None:
        kept = [*dict.fromkeys([*kept, f"c{wanted.identifier}"])]
    if scan.numbered or wanted.identifier is not None:
        table = scan.with_row(table)
        kept = [*kept, "row"]
    for at in wanted.days:
        name = f"c{at}"
        if table[name].type().is_string() and not all(
            _YEAR.fullmatch(cells[at].strip()) for _, cells in scan.top
        ):
            functions[name] = (years, (name,))
        elif table[name].type().is_temporal():
            # As a day of this year, since years of four digits are told as those of days are.
            table = table.mutate(**{name: table[name].strftime("%Y-01-01")})
    if wanted.points is not None and coordinates is not None:
        found = zip(("lon", "lat"), wanted.points, LARGEST, strict=True)
        table = table.mutate(**{to: _degrees(table[f"c{at}"], most) for to, at, most in found})
        functions["at"] = (Areas(coordinates.locator), ("lon", "lat"))
    table = scan.applied(table, functions, kept) if functions else table.select(kept)
    # A function is not asked about blanks.
    return table.mutate(at=table.at.fill_null(BLANK)) if "at" in functions else table


def _degrees(column: Any, largest: float) -> Any:
    """Return a column of degrees: null where it is blank, too large where it is no number."""
    import ibis

    if column.type().is_string():
        text = column.strip().replace(",", ".").nullif("")
        number = text.try_cast("float64")
        wrong = text.notnull() & (number.isnull() | text.contains("_"))
        number = ibis.cases((wrong, _NO_DEGREES), else_=number)
    else:
        number = column.cast("float64")
    number = ibis.cases((number.isnan(), ibis.null("float64")), else_=number)
    return ibis.cases((number.abs() > largest, _NO_DEGREES), else_=number)


def _groups(table: Any, keys: list[str], *, numbered: bool) -> pd.DataFrame:
    """Count the rows of each group of cells."""
    counted: dict[str, Any] = {"people": table.count()}
    if numbered:
        counted["row"] = table.row.min()
    found = table.group_by(keys).aggregate(**counted).limit(MOST_GROUPS + 1).to_pyarrow()
    if len(found) > MOST_GROUPS:
        raise DeclinedError
    frame: pd.DataFrame = found.to_pandas()
    return frame.sort_values("row", kind="stable") if numbered else frame


def _apart(table: Any, keys: list[str], identifier: str) -> Iterator[pd.DataFrame]:
    """Give the groups of persons who stand once, then the rows of those who may stand twice.

    Signs that an identifier may be written with or without tell nobody apart here; whether two rows
    are of one person is asked of the rows.
    """
    text = _text(table[identifier])
    named = table.mutate(
        hash=text.re_replace(_BESIDE, "").upper().hash(), named=text.re_search(_NAMED)
    )
    twice = named.group_by("hash").aggregate(rows=named.count())
    twice = twice.filter(twice.rows > 1).hash
    looked = ~named.named | named.hash.isin(twice)
    yield _groups(named.filter(~looked), keys, numbered=False)
    rows = named.filter(looked).select(*dict.fromkeys([*keys, identifier, "row"])).order_by("row")
    for batch in rows.mutate(people=1).to_pyarrow_batches(chunk_size=TOGETHER):
        yield batch.to_pandas()


def _rows(
    scan: Scan,
    frame: pd.DataFrame,
    coordinates: Coordinates | None,
    found: tuple[Located, _Blanks],
) -> Iterator[tuple[int, Sequence[str]]]:
    """Give the groups of a frame as rows of the file."""
    located, blanks = found
    names = [name for name in frame.columns if name[1:].isdigit()]
    positions = [int(name[1:]) for name in names]
    texts: Iterable[tuple[str, ...]] = [()] * len(frame)
    if names:
        texts = zip(*(texts_of(frame[name]) for name in names), strict=True)
    rows = frame["row"].tolist() if "row" in frame else [0] * len(frame)
    areas = frame["at"].tolist() if "at" in frame else [None] * len(frame)
    numbers = frame["people"].tolist()
    for given, people, area, row in zip(texts, numbers, areas, rows, strict=True):
        if scan.blanks_are_none and area in (None, BLANK) and not any(given):
            people = blanks.without(people)  # noqa: PLW2901
            if not people:
                continue
        at = RowLabel(row, row - 1) if scan.blanks_are_none and row else row
        cells = [""] * len(scan.header)
        for position, text in zip(positions, given, strict=True):
            cells[position] = text
        cells.append(str(people))
        if coordinates is not None and area is not None:
            located.note(area, at, people)
            cells += coordinates.cells(area)
        yield at, cells


class _Blanks:
    """The rows without any cell, which are no persons; they are looked for where some may be."""

    def __init__(self, scan: Scan) -> None:
        self._scan = scan

    @cached_property
    def _rows(self) -> list[int]:
        """How many of them are left, the only member of a list."""
        import ibis

        table = self._scan.table
        blanks = [_text(table[name]).strip() == "" for name in table.columns]
        return [int(table.filter(ibis.and_(*blanks)).count().to_pyarrow().as_py())]

    def without(self, people: int) -> int:
        """Return how many persons are left of rows that are blank in what is counted by."""
        gone = min(people, self._rows[0])
        self._rows[0] -= gone
        return people - gone


def _text(column: Any) -> Any:
    """Return a column as texts, blank where it is null."""
    return column.cast("string").fill_null("")


def years(column: pa.Array) -> pa.Array:
    """Return the years of days, and what is no day as it is; each that differs is read once."""
    import pyarrow as pa

    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    coded = column.dictionary_encode()
    known = [_year(value) for value in coded.dictionary.to_pylist()]
    return pa.array(known, pa.string()).take(coded.indices)


@lru_cache(maxsize=REMEMBERED)
def _year(text: str) -> str:
    return year_of(text.strip()) or text


@dataclass(frozen=True)
class Areas:
    """The areas that points lie in, as positions, or why there is none."""

    locator: Locator

    def __call__(self, lon: pa.Array, lat: pa.Array) -> pa.Array:
        """Look up a batch of points."""
        import numpy as np
        import pyarrow as pa

        x, y = (
            np.asarray(column.fill_null(float("nan")), dtype=np.float64) for column in (lon, lat)
        )
        return pa.array(areas_of(x, y, self.locator), pa.int32())
