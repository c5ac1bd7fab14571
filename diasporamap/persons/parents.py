"""Gives members of a repeated group what the submission that they belong to says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from diasporamap.errors import CountsError
from diasporamap.persons.kobo import INDEX, PARENT, PARENT_TABLE, sheet_of
from diasporamap.persons.questions import look_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from diasporamap.persons.codebook import Codebook


@dataclass(frozen=True)
class Sheets:
    """The sheets of a workbook: headers, rows under them and how many rows stand above, by name."""

    headers: Mapping[str, tuple[str, ...]]
    rows: Callable[[str], Iterator[tuple[int, Sequence[str]]]]
    titles: Mapping[str, int] = field(default_factory=dict)


def with_parents(
    sheets: Sheets,
    sheet: str,
    rows: Iterator[tuple[int, Sequence[str]]],
    wanted: Sequence[str],
    *,
    codebook: Codebook | None = None,
) -> tuple[tuple[str, ...], Iterator[tuple[int, Sequence[str]]]]:
    """Add the columns that a sheet lacks and the row that each of its rows belongs to has.

    Only these columns of the other sheets are kept in memory.
    """
    header = sheets.headers[sheet]
    missing = [name for name in wanted if look_for(header, name, codebook=codebook) is None]
    if not missing or PARENT not in header:
        return header, rows
    parent = _parent_of(sheets, sheet)
    others = {name: titles for name, titles in sheets.headers.items() if name != sheet}
    more, known = _known(Sheets(others, sheets.rows), parent, missing, codebook)
    return (*header, *more), _linked(rows, header.index(PARENT), known, ("",) * len(more))


def _known(
    sheets: Sheets, sheet: str, missing: Sequence[str], codebook: Codebook | None
) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """Return headers of a sheet, and its cells under them by the index of the row."""
    own = sheets.headers[sheet]
    header, rows = with_parents(sheets, sheet, sheets.rows(sheet), missing, codebook=codebook)
    found = [look_for(header, name, codebook=codebook) for name in missing]
    positions = list(
        dict.fromkeys(at for column in found if column for at in (column.position, *column.others))
    )
    if INDEX not in own:
        raise CountsError.of("index_missing", sheet=sheet, index=INDEX)
    at = own.index(INDEX)
    same: dict[tuple[str, ...], tuple[str, ...]] = {}
    known = {}
    for _, cells in rows:
        values = tuple(cells[position] for position in positions)
        known[cells[at]] = same.setdefault(values, values)
    return tuple(header[position] for position in positions), known


def _parent_of(sheets: Sheets, sheet: str) -> str:
    """Return the sheet that the rows of a repeated group belong to, as its first row says."""
    first = next(sheets.rows(sheet), None)
    header = sheets.headers[sheet]
    name = first[1][header.index(PARENT_TABLE)] if first and PARENT_TABLE in header else ""
    parent = sheet_of(name, [other for other in sheets.headers if other != sheet])
    if parent is not None:
        return parent
    raise CountsError.of("submissions_missing", column=PARENT_TABLE)


def _linked(
    rows: Iterator[tuple[int, Sequence[str]]],
    at: int,
    known: Mapping[str, tuple[str, ...]],
    blank: tuple[str, ...],
) -> Iterator[tuple[int, Sequence[str]]]:
    """Give the rows with the cells of those that they belong to; name rows that belong to none."""
    lost = []
    for row, cells in rows:
        if cells[at] not in known:
            lost.append(row)
        yield row, [*cells, *known.get(cells[at], blank)]
    if lost:
        listed = ", ".join(map(str, lost[:5]))
        raise CountsError.of("members_lost", row=listed, column=PARENT, number=len(lost))
