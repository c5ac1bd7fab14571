"""Takes figures out of a database: protected ones for others, all that there is for its keeper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from diasporamap.counts.sources import write_sources
from diasporamap.errors import UsageError
from diasporamap.export.tables import ABOVE, unprotected, write_table, write_workbook
from diasporamap.files import whole_file
from diasporamap.language import both, message
from diasporamap.store.connection import opened
from diasporamap.store.reading import read_state, read_stored
from diasporamap.store.states import load_of, loads, past, require_current
from diasporamap.store.tables import COUNTS, TABLES

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from diasporamap.protection import Release

    Address = str | os.PathLike[str]

#: How files that are written end.
SDMX: Final = ".sdmx.csv"
ENDINGS: Final = (SDMX, ".csv", ".xlsx")
#: What no workbook holds: patterns of releases, which are longer than a cell may be.
_NOT_IN_CELLS: Final = ("releases",)


def require_export(path: Path) -> None:
    """Refuse a file of another kind before any work is done."""
    if not path.name.lower().endswith(ENDINGS):
        raise UsageError(message("database.export_ending", file=str(path), known=ENDINGS))


def export_figures(release: Release, path: Path, by: str = "country") -> int:
    """Write the figures of a release, of each of its years, that may be shown; return how many.

    As SDMX-CSV 2.0, or as a table with their states.
    """
    import pandas as pd

    from diasporamap.export.formats.sdmx import write_tables

    require_export(path)
    tables = release.each(by)
    if path.name.lower().endswith(SDMX):
        with whole_file(path) as temporary:
            stamp = both("confidential.stamp") if release.confidential else ""
            return write_tables(tables, temporary, stamp=stamp)
    cells = [part.cells for table in tables for part in table.with_aside]
    figures = pd.concat(cells, ignore_index=True)
    if release.confidential:
        figures.attrs[ABOVE] = both("confidential.stamp")
    write_table(figures, path)
    return len(figures)


def export_all(database: Address, path: Path, as_of: str | None = None) -> int:
    """Write all that a database holds, unprotected and stamped so; return how many counts.

    A CSV has the counts, with their sources beside it, and loads back whole; a workbook has every
    table in a sheet.
    """
    require_export(path)
    if path.name.lower().endswith(SDMX):
        raise UsageError(message("database.sdmx_all", file=str(path)))
    stored = read_state(database, as_of)
    if path.suffix.lower() == ".csv":
        counts = stored.counts.dropna(axis="columns", how="all")
        write_table(unprotected(counts.drop(columns="type", errors="ignore")), path)
        used = set(stored.counts["source"].dropna())
        write_sources([s for name, s in stored.sources.items() if name in used], path)
        return len(stored.counts)
    sheets = {
        name: read_stored(database, name, as_of) for name in TABLES if name not in _NOT_IN_CELLS
    }
    sheets["counts"] = stored.counts
    with opened(database) as store:
        done = loads(store, load_of(store, as_of))
    sheets["loads"] = done.assign(at=done["at"].dt.strftime("%Y-%m-%dT%H:%M:%SZ"))
    write_workbook(sheets, path, above=both("confidential.unprotected"))
    return len(stored.counts)


def history(
    database: Address, chosen: Mapping[str, object], *, table: str = "counts"
) -> pd.DataFrame:
    """Return what loads said of some rows of a table: when, who and why, the oldest first.

    Parameters
    ----------
    database : path-like
        The database.
    chosen : mapping of str to object
        Columns and the value that each has, as ``{"place": "FRA", "year": 2024}``.
    table : str, default "counts"
        The table.

    Returns
    -------
    pandas.DataFrame
        A row for each time that a row was said, with its columns as it said them, and `load`,
        `withdrawn`, `at`, `author`, `reason` and `file` of the load. Figures are not protected.

    Raises
    ------
    UsageError
        If there is no such table or column.
    """
    if table not in TABLES:
        raise UsageError(message("database.no_table", name=table, known=[*TABLES]))
    with opened(database) as store, store.snapshot():
        require_current(store)
        columns = store.ibis.table(table).columns
        for name in chosen:
            if name not in columns:
                told = {"table": table, "name": name, "known": TABLES[table].keys_in(columns)}
                raise UsageError(message("database.no_column", **told))
        said = past(store, TABLES[table], chosen)
        done = loads(store)[["load", "at", "author", "reason", "file"]]
    return said.merge(done, on="load", how="left")


def contents(database: Address, as_of: str | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the loads of a database, and the series of counts that it holds, without a figure.

    A series is a source, definition and year.
    """
    with opened(database) as store, store.snapshot():
        require_current(store)
        last = load_of(store, as_of)
        done = loads(store, last)
        counts = store.ibis.table(COUNTS.name)
        counts = counts.filter(counts.load <= last)
        series = store.frame(counts.select("source", "definition", "year").distinct())
    return done, series.sort_values(["source", "definition", "year"], ignore_index=True)
