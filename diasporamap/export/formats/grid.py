"""The grid of a published table for CSV and workbooks: codes, names, typed figures, signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from diasporamap.counts.characteristics import is_characteristic
from diasporamap.counts.origin import Bilingual

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diasporamap.export.published import PublishedTable, Row

#: The header of the codes of places, the same in both languages: by it such a table is known.
CODE: Final = "place"
#: What a country, district, part of the origin or year is in HXL.
_TAGS: Final = {
    "country": "#country",
    "sources": "#country",
    "log": "#meta+table",
    "year": "#date+year",
    "age": "#indicator+age",
}

#: A cell: a figure, a sign or a name, or nothing.
Cell = str | int | float | None


def header_of(table: PublishedTable) -> tuple[str, ...]:
    """Return the headers: the code of the place, its name, the columns."""
    return CODE, *table.header


def tags_of(table: PublishedTable) -> tuple[str, ...]:
    """Return the HXL tags of the columns."""
    other = "#indicator+category" if is_characteristic(table.by) else "#adm1+origin"
    tag = _TAGS.get(table.by, other)
    coded = f"{tag}+code" + ("+v_iso3" if table.by in ("country", "sources") else "")
    return coded, f"{tag}+name+i_{table.language}", *(column.tag for column in table.columns)


def rows_of(table: PublishedTable) -> Iterator[tuple[Row, tuple[Cell, ...]]]:
    """Give the rows with their cells: figures as numbers, signs where there are none."""
    for row in table.rows:
        cells = (row.cells[column.name] for column in table.columns)
        yield (
            row,
            (row.place or row.name, row.name, *(_typed(one.value, one.text) for one in cells)),
        )


def _typed(value: float | None, sign: str) -> Cell:
    if value is None:
        return sign or None
    return int(value) if float(value).is_integer() else value


def codebook(table: PublishedTable) -> tuple[tuple[str, Bilingual, Bilingual], ...]:
    """Return the columns of a grid: header, meaning and kind of each, in both languages."""
    from diasporamap.language import text

    def both(key: str) -> Bilingual:
        return Bilingual(text(key, "fr"), text(key, "en"))

    return (
        (CODE, Bilingual(CODE, CODE), both("table.meaning.place")),
        ("name", table.words.label, both("table.meaning.name")),
        *((column.name, column.header, column.meaning) for column in table.columns),
    )
