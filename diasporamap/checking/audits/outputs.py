"""Reads figures back from our own outputs: pages, tables, and what describes a map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.checking.audits.descriptions import (
    of_packet,
    of_pdf,
    of_png,
    of_svg,
    of_text,
    read_description,
)
from diasporamap.checking.audits.pages import read_page
from diasporamap.checking.audits.readback import Names, Output, Read
from diasporamap.checking.audits.tables import (
    of_geopackage,
    of_html,
    of_markdown,
    of_word,
    read_grids,
    read_sdmx,
    read_wide,
)
from diasporamap.counts.aggregation import APART
from diasporamap.errors import CountsError, DataError, UsageError, reason
from diasporamap.files import is_ours
from diasporamap.language import LANGUAGES, in_print, message
from diasporamap.places.geography import NOWHERE, countries, in_un_names
from diasporamap.places.layers import read_table
from diasporamap.places.origins import parts_of
from diasporamap.places.units import known_units
from diasporamap.protection.by import ADMIN1
from diasporamap.protection.linked import Cell
from diasporamap.tables.frames import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from diasporamap.districts.choice import DistrictChoice


def read_outputs(folder: Path, choice: DistrictChoice) -> tuple[Output, ...]:
    """Read all files of a folder and of those in it, sorted by name.

    Raises
    ------
    UsageError
        If the folder cannot be read.
    CountsError
        If no file has figures, nor changes.
    """
    try:
        files = sorted(path for path in folder.rglob("*") if path.is_file())
    except OSError as error:
        raise UsageError(
            message("audit.unreadable", file=str(folder), why=reason(error))
        ) from error
    names = _names(choice)
    found = tuple(_read(path, str(path.relative_to(folder)), choice, names) for path in files)
    if not any(output.figures or output.changes for output in found):
        raise CountsError.of("nothing_read", file=str(folder))
    return found


def _read(path: Path, name: str, choice: DistrictChoice, names: Names) -> Output:
    readers: Mapping[str, Callable[[], Output]] = {
        ".html": lambda: _page(path.read_text(encoding="utf-8"), name, choice, names),
        ".gpkg": lambda: _layers(path, name),
        ".parquet": lambda: _parquet(path, name, choice),
        ".docx": lambda: read_grids(of_word(path), name, choice, names, ours=is_ours(path)),
        ".csv": lambda: _table(path, name, choice, names),
        ".xlsx": lambda: _table(path, name, choice, names),
        ".svg": lambda: read_description(of_svg(path), name, choice, names),
        ".png": lambda: read_description(of_png(path), name, choice, names),
        **dict.fromkeys(
            (".jpg", ".jpeg", ".webp"),
            lambda: read_description(of_packet(path), name, choice, names),
        ),
        ".pdf": lambda: read_description(of_pdf(path), name, choice, names),
        ".txt": lambda: read_description(of_text(path), name, choice, names),
        ".md": lambda: _markdown(path, name, choice, names),
    }
    ending = path.suffix.lower()
    if ending not in readers or not (is_ours(path) or ending in (".csv", ".xlsx", ".docx")):
        ours = ending in (".geojson", ".fgb") and is_ours(path)
        return Output(name, why="no_figures" if ours else "unknown_file")
    try:
        return readers[ending]()
    except (OSError, ValueError, KeyError, TypeError, DataError, UsageError):
        return Output(name, why="damaged")


def _page(page: str, name: str, choice: DistrictChoice, names: Names) -> Output:
    """Read an interactive page, or the table of a page that has nothing else."""
    found = read_page(page, name)
    return found if found.why != "no_figures" else read_grids(of_html(page), name, choice, names)


def _markdown(path: Path, name: str, choice: DistrictChoice, names: Names) -> Output:
    """Read a published table, or the words of a map."""
    if grids := of_markdown(path):
        return read_grids(grids, name, choice, names)
    return read_description(of_text(path), name, choice, names)


def _layers(path: Path, name: str) -> Output:
    """Read the published table in a GeoPackage."""
    for table, frame in of_geopackage(path):
        return read_wide(frame, table, name) if table != ADMIN1 else Output(name, why="no_figures")
    return Output(name, why="no_figures")


def _parquet(path: Path, name: str, choice: DistrictChoice) -> Output:
    """Read a published table in Parquet, which does not say by what its places are."""
    import pandas as pd

    frame = pd.read_parquet(path)
    places = set(frame["place"]) - {NOWHERE}
    of_districts = choice.known and bool(places & set(choice.tables.missions["mission"]))
    table = "district" if of_districts else _table_of(places, [], choice)
    if table == ADMIN1 or not _is_of_places(places, choice):
        return Output(name, why="no_figures")
    return read_wide(frame, table, name)


def _is_of_places(places: set[str], choice: DistrictChoice) -> bool:
    """Tell whether places are those of an audit, and not ages or years."""
    known = {*known_units().country_of, *known_units().parts, *parts_of(choice.origin).levels}
    if choice.known:
        known |= set(choice.tables.missions["mission"])
    return bool(places & known)


def _table(path: Path, name: str, choice: DistrictChoice, names: Names) -> Output:
    """Read the table of a release, or a published one."""
    why = "no_figures" if is_ours(path) else "unknown_file"
    for grid in opened(path).grids:
        lines = [cells for _, cells in grid.rows if not cells[0].startswith("# ")]
        if not lines:
            continue
        header = list(lines[0])
        if {"lowest", "highest"} <= set(header):
            return Output(name, why="comparison")
        if not {"place", "sex", "count"} <= set(header):
            above = " ".join(cells[0] for _, cells in grid.rows[:2] if cells[0].startswith("# "))
            found = _published(lines, above, name, choice, names, ours=is_ours(path))
            if found.figures:
                return found
            continue
        if "state" not in header:
            return Output(name, why="unprotected")
        rows = [dict(zip(header, cells, strict=False)) for cells in lines[1:]]
        rows = [row for row in rows if row.get("apportioned") != "True"]
        table = _table_of({row["place"] for row in rows}, header, choice)
        if table == ADMIN1:  # what countries and their units say together is not read back
            return Output(name, why="no_figures")
        figures = [
            Read(
                Cell(table, row["place"], row["sex"]),
                int(row["count"]) if row["state"] == "value" else None,
                tuple(row.get(column, "") for column in APART),
            )
            for row in rows
            if row["state"] in ("value", "suppressed")
        ]
        return Output(name, tuple(figures), frozenset([table]))
    return Output(name, why=why)


def _published(
    lines: Sequence[Sequence[str]],
    above: str,
    name: str,
    choice: DistrictChoice,
    names: Names,
    *,
    ours: bool,
) -> Output:
    """Read a published table: as SDMX-CSV, or under the headers of a reader's table."""
    header = list(lines[0])
    if {"OBS_VALUE", "CONF_STATUS", "SEX"} <= set(header) and header[0] == "STRUCTURE":
        return read_sdmx([dict(zip(header, cells, strict=False)) for cells in lines[1:]], name)
    return read_grids([([list(cells) for cells in lines], above)], name, choice, names, ours=ours)


def _table_of(places: set[str], header: Sequence[str], choice: DistrictChoice) -> str:
    """Return by what the places of a table are: of levels the last, which has parts above it."""
    if "attachment" in header:
        return "district"
    parts = parts_of(choice.origin).levels
    named = {parts[place] for place in places if place in parts}
    levels = [level.name for level in choice.origin.levels if level.name in named]
    known = known_units().country_of
    units = any(known.get(place, place) != place for place in places)
    return levels[-1] if levels else ADMIN1 if units else "country"


def _names(choice: DistrictChoice) -> Names:
    """Return the short names of the places of every table, as any style writes them."""
    found: Names = {}
    plain, layers = countries(), choice.origin.levels
    tables = [("country", geography.table, "short") for geography in (plain, in_un_names(plain))]
    if choice.known:
        table = choice.geography.table
        tables.append(("district", table[table["status"] == "district"], "short"))
    tables += [(at.name, read_table(at.layer).set_index("place"), "name") for at in layers]
    for language in LANGUAGES:
        for by, rows, column in tables:
            names = found.setdefault((by, language), {})
            for name, place in zip(rows[f"{column}_{language}"], rows.index, strict=True):
                names |= dict.fromkeys((str(name), in_print(str(name), language)), str(place))
    return found
