"""Tells the rows of UN DESA's workbooks apart: places, groups, units that are no single place."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from diasporamap.counts.codes import alpha2, alpha3, names_of
from diasporamap.counts.notes import Note, shortened
from diasporamap.errors import CountsError, problem
from diasporamap.language import message
from diasporamap.readers.aggregates import is_group_code
from diasporamap.readers.observations import by_sex
from diasporamap.readers.publishers import undesa as publisher
from diasporamap.readers.reader import table_of, title_of
from diasporamap.resources import rows_of
from diasporamap.tables.books import number_of_column
from diasporamap.tables.redaction import quoted, redacted_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from diasporamap.counts.table import Table
    from diasporamap.errors import Problem
    from diasporamap.readers.undesa_rows import Columns
    from diasporamap.tables.encoded import Row
    from diasporamap.tables.figures import Figure
    from diasporamap.tables.raw import Book, Grid

#: How many rows a note names.
NAMED: Final = 8
_M49_DIGITS: Final = 3


class Unit(NamedTuple):
    """A unit of UN DESA that is several places, or that there is no more, in both languages."""

    name: Mapping[str, str]
    why: Mapping[str, str]


class Chosen(NamedTuple):
    """The rows of one country of origin, notes on the others, and what is wrong."""

    rows: tuple[Row, ...]
    notes: list[Note]
    problems: list[Problem]


@cache
def no_single_places() -> dict[str, Unit]:
    """Return the units that are no single place, by M49 code; see ``several_places.csv``."""
    return {
        row["m49"]: Unit(*({"fr": row[f"{name}_fr"], "en": row[name]} for name in Unit._fields))
        for row in rows_of(Path(__file__).with_name("several_places.csv"))
    }


def set_aside(
    records: Sequence[dict[str, Any]],
) -> tuple[list[dict[str, Any]], list[Note]]:
    """Take the units that are no single place out of the records."""
    units = no_single_places()
    kept = [record for record in records if record["place"] not in units]
    notes = []
    for code in dict.fromkeys(record["place"] for record in records if record["place"] in units):
        unit = units[code]
        own = [record for record in records if record["place"] == code]
        last = max(record["year"] for record in own)
        counts = [record["count"] for record in own if record["year"] == last]
        known = [count for count in counts if count is not None]
        people = Note("people", {"number": sum(known)}) if known else Note("no_figure")
        fields = {**unit._asdict(), "code": code, "people": people, "year": last}
        notes.append(Note("no_single_place", fields))
    return kept, notes


def type_notes(places: Iterable[tuple[str, Sequence[str]]]) -> list[Note]:
    """Name the places whose figures are of citizens, and count those that UN DESA imputed.

    Each place comes with the letters of its type of data.
    """
    given = list(places)
    citizens = dict.fromkeys(alpha3(place) for place, kinds in given if "C" in kinds)
    said = (
        Note("citizens", {"number": len(citizens), "places": tuple(sorted(citizens))}),
        Note("imputed", {"number": sum("I" in kinds for _, kinds in given)}),
    )
    return [note for note in said if note.fields["number"]]


def code_of(row: Row, column: int) -> str:
    """Return an M49 code with three digits, "" where the cell has none."""
    text = row[1][column] if column < len(row[1]) else ""
    return text.zfill(_M49_DIGITS) if text.isascii() and text.isdigit() else ""


def of_origin(rows: Sequence[Row], columns: Columns, origin: str, file: str) -> Chosen:
    """Keep the rows of one country of origin.

    A row without a code that is known, whose name is not that of another origin in the workbook,
    may be of any: it is a problem. The others are told by their rows.
    """
    at = columns.origin or 0
    wanted = alpha2(origin)
    codes = {code_of(row, at) for row in rows} - {""}
    kept = tuple(row for row in rows if alpha2(code_of(row, at)) == wanted != "")
    name = names_of(origin)
    if not kept:
        raise CountsError.of("origin_not_in_workbook", file=file, country=name, origin=origin)
    notes = [Note("origin_of_workbook", {"name": name, "origins": len(codes)})]
    by_name: dict[str, set[str]] = {}
    for row in rows:
        if _is_known(code_of(row, at)):
            by_name.setdefault(_origin_name(row, columns), set()).add(alpha2(code_of(row, at)))
    others, problems = [], []
    for row in rows:
        if _is_known(code_of(row, at)) or not has_figures(row, columns):
            continue
        meant = by_name.get(_origin_name(row, columns), set())
        if _origin_name(row, columns) and meant and wanted not in meant:
            others.append(row[0])
        else:
            problems.append(_no_code(row, at, "origin"))
    if others:
        notes.append(Note("origins_uncoded", {"rows": shortened(list(map(str, others)), NAMED)}))
    return Chosen(kept, notes, problems)


def without_destination(rows: Iterable[Row], columns: Columns) -> Iterator[Problem]:
    """Name the rows that have figures and no code of the destination."""
    for row in rows:
        if not code_of(row, columns.destination) and has_figures(row, columns):
            yield _no_code(row, columns.destination, "destination")


def has_figures(row: Row, columns: Columns) -> bool:
    """Tell whether a row holds a number in a column of figures."""
    cells = row[1]
    return any(cells[column].isdigit() for column in columns.figures.values() if cells[column:])


def _is_known(code: str) -> bool:
    return bool(code) and (bool(alpha2(code)) or is_group_code(code) or code in no_single_places())


def _origin_name(row: Row, columns: Columns) -> str:
    column = columns.origin_name
    return "" if column is None else " ".join(row[1][column].strip(" *").casefold().split())


def _no_code(row: Row, column: int, what: str) -> Problem:
    code = code_of(row, column)
    written = quoted(code) if len(code) == _M49_DIGITS else redacted_code(row[1][column])
    said = message("readers.code_blank")
    if row[1][column]:
        said = message("readers.no_m49", code=written)
    fields = {"said": said, "what": message(f"readers.of.{what}")}
    return problem("undesa_no_code", row=row[0], column=number_of_column(column), **fields)


def records_of(
    place: str, by_year: Mapping[str, dict[str, tuple[int, Figure]]], notes: list[Note]
) -> Iterator[dict[str, Any]]:
    """Make a record of each figure of a place, by year and sex."""
    for year, figures in by_year.items():
        for sex, (row, figure) in by_sex(figures, {"F", "M"}, notes):
            yield {
                "row": row,
                "place": place,
                "year": year,
                "sex": sex,
                "count": figure.count,
                "status": figure.status,
            }


def undesa_table(
    book: Book,
    grid: Grid,
    records: list[dict[str, Any]],
    *,
    revision: str,
    born_in: str,
    format: str,  # noqa: A002 - as the option is called
    title: str = "",
    notes: Sequence[Note],
    **more: Any,  # noqa: ANN401 - those of table_of
) -> Table:
    """Make the table of one revision, "" being born in any country, without what is no place."""
    kept, aside = set_aside(records)
    source = publisher(revision, born_in)
    kept = [{**record, "source": source.name, "definition": "born_in"} for record in kept]
    return table_of(
        *(book, grid, kept, ("place", "sex", "count", "year", "source", "definition", "status")),
        format=format,
        title=message("readers.revision", title=title or title_of(format), revision=revision),
        notes=[*notes, *aside],
        sources=source.declared,
        all_origins=not born_in,
        **more,
    )
