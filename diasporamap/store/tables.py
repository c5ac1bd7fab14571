"""The tables of a database: what tells a row from another, and what each column holds.

Every table but `loads` and `meta` only grows. A row says what one load said of its key; the state
after a load is the last row of each key up to it. Nothing is ever written over.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

from diasporamap.counts.schema import COLUMNS, KEY
from diasporamap.counts.sources import Source

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

#: What every row of a table of states has: the load that wrote it, and whether that withdrew it.
OF_LOADS: Final[Mapping[str, str]] = {"load": "int64", "withdrawn": "boolean"}


@dataclass(frozen=True)
class StoreTable:
    """A table of states.

    `keys` tell rows apart, `columns` are all with their types; `grows` says that it takes columns
    of one's own.
    """

    name: str
    keys: tuple[str, ...]
    columns: Mapping[str, str]
    grows: bool = False

    @property
    def schema(self) -> dict[str, str]:
        """All columns of the table, those of loads first."""
        return {**OF_LOADS, **self.columns}

    def keys_in(self, columns: Collection[str]) -> list[str]:
        """Return what tells rows apart, with the columns of one's own that there are."""
        own = [name for name in columns if self.grows and name.startswith("by_")]
        return [*(name for name in self.keys if name in columns), *own]


def _texts(*names: str, **others: str) -> dict[str, str]:
    return {**dict.fromkeys(names, "string"), **others}


_NUMBERS: Final = {"count": "int64", "year": "int64"}
_SOURCE: Final = {
    field.name: "boolean" if field.type == "bool" else "string"
    for field in fields(Source)
    if field.name not in ("quantity", "unit")
}

META: Final = _texts("name", "value")
LOADS: Final = {
    "load": "int64",
    "at": "timestamp('UTC')",
    **_texts("table", "author", "reason", "file", "sha256", "read_with", "made_with"),
    **dict.fromkeys(("added", "corrected", "withdrawn"), "int64"),
}
COUNTS: Final = StoreTable(
    "counts",
    KEY,
    {name: _NUMBERS.get(name, "string") for name in (*COLUMNS, "type")},
    grows=True,
)
SOURCES: Final = StoreTable("sources", ("name",), _SOURCE)
DEFINITIONS: Final = StoreTable(
    "definitions", ("definition",), _texts("definition", "name_fr", "name_en")
)
CODEBOOK: Final = StoreTable(
    "codebook", ("about", "code"), _texts("about", "code", "meaning_fr", "meaning_en")
)
_MISSION: Final = ("kind", "city", "host", "precision", "name_fr", "name_en", "existence")
MISSIONS: Final = StoreTable(
    "missions",
    ("mission",),
    _texts("mission", *_MISSION, "source", "note", lon="float64", lat="float64"),
)
_RANGE: Final = ("district", "unit", "valid_from")
DISTRICTS: Final = StoreTable(
    "districts", _RANGE, _texts(*_RANGE, "valid_to", "confidence", "basis", "source", "note")
)
_POINT: Final = ("name", "kind", "city", "country")
ASSOCIATIONS: Final = StoreTable(
    "associations",
    (*_POINT, "lon", "lat", "date"),
    _texts(*_POINT, "women_led", "date", lon="float64", lat="float64"),
)
RELEASES: Final = StoreTable("releases", ("salt",), _texts("salt", "release"))

TABLES: Final = {
    table.name: table
    for table in (
        *(COUNTS, SOURCES, DEFINITIONS, CODEBOOK),
        *(MISSIONS, DISTRICTS, ASSOCIATIONS, RELEASES),
    )
}
