"""Writes the figures of a published table as SDMX-CSV 2.0, what is not shown by its status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from diasporamap.counts.characteristics import not_stated
from diasporamap.errors import UsageError
from diasporamap.export.tables import quoted
from diasporamap.language import message
from diasporamap.places.geography import NOWHERE
from diasporamap.protection.linked.system import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from diasporamap.export.published import PublishedTable
    from diasporamap.protection import ProtectedCounts

#: The dimension of the country that people come from, by their definition.
_ORIGIN: Final = {"born_in": "C_BIRTH", "national": "CITIZENSHIP"}
#: The dimension of the places of a table; others bear the name of what the table is by.
_PLACE: Final = {"country": "REF_AREA"}
#: What the rows are of: people, or another quantity.
_FLOW: Final = "diasporamap:DF_DIASPORA_{}(1.0)"
#: Codes of SDMX: not stated, both sexes; of places, not specified.
_SEX: Final = {"U": "_U", TOTAL: "_T"}
_NOT_SPECIFIED: Final = "_X"
#: Status of an observation, and of its confidentiality (CL_OBS_STATUS, CL_CONF_STATUS): a hidden
#: figure is confidential, whichever way it came to be hidden.
_STATUS: Final = {"value": ("A", "F"), "suppressed": ("Q", "C"), "no_data": ("O", "F")}
#: The status of what is shown in a confidential table: not for publication.
_RESTRICTED: Final = "N"


def write(table: PublishedTable, path: Path) -> None:
    """Write a row a figure of every place; figures of a confidential table are restricted."""
    if table.of:
        raise UsageError(message("export.no_sdmx", of=table.of))
    write_tables(table.tables, path, stamp=table.words.stamp)


def write_tables(tables: Sequence[ProtectedCounts], path: Path, *, stamp: str) -> int:
    """Write the figures of protected tables, one a year, of one definition; return how many."""
    rows = [*_rows(tables, stamp)]
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        stream.writelines(f"{','.join(map(quoted, row))}\n" for row in rows)
    return len(rows) - 1


def _rows(
    tables: Sequence[ProtectedCounts], stamp: str
) -> Iterator[tuple[str | float | None, ...]]:
    first = tables[0]
    definition = next(iter(first.cells.get("definition", [""])), "")
    place = _PLACE.get(first.by, first.by.upper())
    yield (
        *("STRUCTURE", "STRUCTURE_ID", "ACTION", place, "SEX"),
        *(_ORIGIN.get(str(definition), "ORIGIN"), "TIME_PERIOD", "OBS_VALUE"),
        *("OBS_STATUS", "CONF_STATUS", "UNIT_MEASURE"),
        *(["COMMENT_OBS"] if first.confidential else []),
    )
    for one in tables:
        if one.year is None:
            raise UsageError(message("export.sdmx_without_year"))
        for part in one.with_aside:
            yield from _observations(part, one.year, stamp)


def _observations(
    table: ProtectedCounts, year: int, stamp: str
) -> Iterator[tuple[str | float | None, ...]]:
    unit = table.quantity.unit if table.quantity else None
    flow = _FLOW.format("QUANTITY" if table.quantity else "STOCK")
    unit_code = (unit.currency or unit.short("en")) if unit else "PS"
    columns = (table.cells[name].tolist() for name in ("place", "sex", "count", "state"))
    for place, sex, count, state in zip(*columns, strict=True):
        status, confidential = _STATUS[state]
        code = _NOT_SPECIFIED if place in (NOWHERE, not_stated(table.by)) else place
        if stamp and confidential == "F":
            confidential = _RESTRICTED
        yield (
            *("dataflow", flow, "I"),
            *(code, _SEX.get(sex, sex), table.origin.code, str(year)),
            *(count if state == "value" else None, status, confidential, unit_code),
            *([stamp] if stamp else []),
        )
