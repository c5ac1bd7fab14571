"""Reads shipped figures of any country of origin: UN DESA's migrants, the World Bank's money."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from diasporamap.counts.origin import Bilingual
from diasporamap.counts.origin_files import read_origin
from diasporamap.counts.sources import SHIPPED, Source
from diasporamap.errors import CountsError, UsageError
from diasporamap.language import joined, message
from diasporamap.readers.database import database_origin
from diasporamap.readers.publishers import REVISIONS
from diasporamap.readers.reader import table_of, title_of
from diasporamap.readers.undesa_units import type_notes, undesa_table
from diasporamap.resources import shipped
from diasporamap.tables.amounts import amounts_of
from diasporamap.tables.figures import Numerals
from diasporamap.tables.raw import Book, Grid

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from diasporamap.counts.notes import Note
    from diasporamap.counts.origin import Origin
    from diasporamap.counts.table import Table
    from diasporamap.language import Language
    from diasporamap.readers.options import ReadingOptions

#: Revisions of which a map says more than UN DESA's own words.
_PRELIMINARY: Final = ("2024",)
#: M49 codes of what has no alpha-3 code: the Channel Islands.
_M49: Final = {"XCX": "830"}

#: Options that are about a file, and of no use where none is read.
_OF_FILES: Final = ("sheet", "format", "sex_codes", "codebook", "quantity", "unit")

#: What stands in the place of a revision for the World Bank's estimates.
_REMITTANCES: Final = "remittances"

#: The title of the World Bank's estimates, as it has it.
_ESTIMATES: Final = "Bilateral Remittance Estimates" + " for 2017"

#: The source of `read_remittances`.
WORLD_BANK: Final = Source(
    name="world_bank_2017",
    title=_ESTIMATES,
    citation_fr=f"Banque mondiale (2018). {_ESTIMATES}",
    citation_en=f"World Bank (2018). {_ESTIMATES}",
    published=True,
    licence="CC BY 4.0",
    url="https://www.worldbank.org/en/topic/migrationremittancesdiasporaissues/brief/"
    "migration-remittances-data",
    quantity={"fr": "Transferts de fonds reçus", "en": "Remittances received"},
    unit="USD million",
    note_fr="Estimations analytiques, d'après les effectifs de migrants et les revenus : ce ne "
    "sont pas des données déclarées.",
    note_en="Analytical estimates from migrant stocks and incomes: not reported data.",
)


class Named(NamedTuple):
    """Figures of one origin, as "undesa:SEN", "undesa-2024:SEN" or "remittances:SEN" names them."""

    revision: str
    origin: str


def named(table: object) -> Named | None:
    """Return the shipped figures that stand in the place of a file, None for any other table."""
    found = SHIPPED.fullmatch(str(table)) if not hasattr(table, "columns") else None
    if found is None:
        return None
    revision = found[1] or found[2] or REVISIONS[0]
    if revision not in (*REVISIONS, _REMITTANCES):
        known = joined(REVISIONS)
        raise UsageError(message("readers.no_revision", table=str(table), known=known))
    return Named(revision, read_origin(found[3]).code)


def origin_named(tables: Iterable[object]) -> str | None:
    """Return the country of origin of the first shipped figures or database among tables."""
    of_each = (database_origin(table) or getattr(named(table), "origin", None) for table in tables)
    return next(filter(None, of_each), None)


def with_origin(options: ReadingOptions, *tables: object) -> ReadingOptions:
    """Take the country of origin from shipped figures where none is given; refuse another one."""
    own = origin_named(tables)
    if own is not None and options.origin is None:
        return replace(options, origin=own)
    if own is not None and options.country.code != own:
        named_here = options.country.code
        raise UsageError(message("readers.other_origin", own=own, named=named_here))
    return options


def read_named(name: Named, file: str, options: ReadingOptions) -> Table:
    """Read the figures of one origin; a place that the revision has no row of is in no row."""
    options.refuse(_OF_FILES, message("readers.is_shipped", file=file))
    if name.revision == _REMITTANCES:
        return _remittances(file, read_origin(name.origin))
    header, rows = _rows_of(f"undesa_stock_{name.revision}.csv", name.origin)
    if not rows:
        of = read_origin(name.origin).of
        other = next(f"undesa-{one}:{name.origin}" for one in REVISIONS if one != name.revision)
        where = {"file": file, "of": of, "revision": name.revision, "other": other}
        raise CountsError.of("undesa_not_reported", **where)
    # Notes tell a place by its alpha-3 code, and what is no single place by its M49 code.
    places = [(row, _M49.get(cells[1], cells[1]), cells) for row, cells in rows]
    years = [(at, label[0], label[1:]) for at, label in enumerate(header) if label[1:].isdigit()]
    records = [
        {"row": row, "place": place, "year": year, "sex": sex, "count": int(cells[at])}
        for row, place, cells in places
        for at, sex, year in sorted(years, key=lambda column: (column[2], column[1]))
    ]
    grid = Grid(())
    table = undesa_table(
        *(Book(file, "text", (grid,)), grid, records),
        revision=name.revision,
        born_in=name.origin,
        format="undesa",
        title=title_of("undesa_shipped"),
        headers={"place": "destination", "count": message("readers.years")},
        notes=type_notes((place, cells[2].split()) for _, place, cells in places),
    )
    french = english = ""
    if name.revision in _PRELIMINARY:
        said = message(f"readers.preliminary.{name.revision}")
        french, english = f" {said.text('fr')}", f" {said.text('en')}"
    for note in table.recognised.notes:
        if note.left_out:  # who is on no map is told under every map
            french, english = french + _sentence(note, "fr"), english + _sentence(note, "en")
    sources = {
        source.name: replace(
            source, note_fr=f"{source.note_fr}{french}", note_en=f"{source.note_en}{english}"
        )
        for source in table.sources.values()
    }
    types = {row: cells[2] for row, cells in rows}
    kinds = table.counts.index.map(types).astype("string")
    return replace(table, counts=table.counts.assign(type=kinds), sources=sources)


def _remittances(file: str, origin: Origin) -> Table:
    """Read the World Bank's estimates as figures of a quantity."""
    _, rows = _rows_of("remittances_2017.csv", origin.code)
    if not rows:
        raise CountsError.of("remittances_none", file=file, of=origin.of)
    amounts = amounts_of((cells[2] for _, cells in rows), Numerals("."))
    received = Bilingual(
        f"Transferts de fonds reçus {origin.within.fr}, par pays d'envoi",
        f"Remittances received {origin.within.en}, by sending country",
    )
    quantity = WORLD_BANK.measured
    quantity = quantity and replace(quantity, decimals=amounts.decimals, title=received)
    records = [
        {
            "row": row,
            "place": cells[1],
            "sex": "U",
            "count": amounts.read(cells[2], Numerals(".")).count,
            "year": "2017",
            "source": WORLD_BANK.name,
        }
        for row, cells in rows
    ]
    grid = Grid(())
    return table_of(
        *(Book(file, "text", (grid,)), grid, records, records[0]),
        format="remittances",
        headers={"place": "place", "count": "usd_million"},
        layout="remittances",
        sources={WORLD_BANK.name: WORLD_BANK},
        quantity=quantity,
    )


def shipped_people(origin: Origin, revision: str) -> dict[str, dict[int, int]]:
    """Return the people of an origin by place and year, as a revision of UN DESA's counts them."""
    header, rows = _rows_of(f"undesa_stock_{revision}.csv", origin.code)
    years = [(at, int(label[1:])) for at, label in enumerate(header) if label[1:].isdigit()]
    found: dict[str, dict[int, int]] = {}
    for _, cells in rows:
        people = found.setdefault(cells[1], {})
        for at, year in years:
            people[year] = people.get(year, 0) + int(cells[at])
    return {place: people for place, people in found.items() if place not in _M49}


def _sentence(note: Note, language: Language) -> str:
    text = note.text(language)
    return f" {text[0].upper()}{text[1:]}."


def read_remittances(origin: str | Origin) -> tuple[pd.DataFrame, Source]:
    """Read what the World Bank estimates that people sent to one country in 2017.

    These are analytical estimates from migrant stocks and incomes, not reported data; the note of
    the source says so, and whoever shows them must.

    Parameters
    ----------
    origin : str or Origin
        The country that the money goes to, ISO 3166-1 alpha-3.

    Returns
    -------
    table : pandas.DataFrame
        `place` that it is sent from, `usd_million` (millions of US dollars); no row where there is
        no estimate.
    source : Source
        The World Bank, published.

    Raises
    ------
    UsageError
        If there is no such country.
    """
    import pandas as pd

    _, rows = _rows_of("remittances_2017.csv", read_origin(origin).code)
    found = [(place, float(money)) for _, (_, place, money) in rows]
    table = pd.DataFrame(found, columns=["place", "usd_million"])
    return table.astype({"place": "string", "usd_million": "float64"}), WORLD_BANK


def _rows_of(table: str, origin: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return the header of a shipped table and the rows of one origin, with their numbers."""
    start = f"{origin},"
    with (shipped("reference") / table).open(encoding="utf-8") as stream:
        header = next(stream).rstrip("\n").split(",")
        rows = [(row, line) for row, line in enumerate(stream, start=2) if line.startswith(start)]
    return header, [(row, line.rstrip("\n").split(",")) for row, line in rows]
