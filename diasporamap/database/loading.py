"""Loads a file into a database: all of it or nothing, and nothing that is there is lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from diasporamap.database.given import ABOUT, given_by, reference_of
from diasporamap.errors import UsageError
from diasporamap.language import message
from diasporamap.readers.options import ReadingKeywords, reading_options
from diasporamap.store.address import is_server, label
from diasporamap.store.connection import opened
from diasporamap.store.states import load_of, meta, migrate, require_current, state
from diasporamap.store.tables import TABLES
from diasporamap.store.writing import Loaded, write

if TYPE_CHECKING:
    import os

    import pandas as pd

    from diasporamap.counts.origin import Origin

    Address = str | os.PathLike[str]


def create(
    database: Address, *, origin: str | Origin | None = None, author: str | None = None
) -> list[int]:
    """Make a database with the codebook and what is shipped of an origin, or bring one up to date.

    Parameters
    ----------
    database : path-like
        A file that ends in .duckdb, which only its owner may open, or postgresql://host/name.
    origin : str or Origin, optional
        The country that the people come from; one that there is keeps its own.
    author : str, optional
        Who does it; see `load`.

    Returns
    -------
    list of int
        The steps that were taken, none where the database is as it should be.

    Raises
    ------
    UsageError
        If it cannot be made, or is of another origin.
    """
    from diasporamap.counts.origin_files import read_origin

    server, path = is_server(database), Path(database)
    there = server or path.exists()
    home = read_origin(origin)
    if not there:
        path.parent.mkdir(parents=True, exist_ok=True)
    target = database if there else path.with_name(f".{path.name}.new{path.suffix}")
    try:
        with opened(target, write=True, new=not there) as store:
            if "meta" in store.ibis.list_tables():
                own = meta(store)["origin"]
                if origin is not None and own != home.code:
                    raise UsageError(_other_origin(database, own, home.code))
                home = read_origin(own)
            steps = migrate(store, home.code)
            if steps:
                districts_too = not len(state(store, TABLES["districts"], load_of(store, None)))
                given = reference_of(home, districts_too=districts_too)
                write(store, given, author=author, again=True)
            store.settle()
        if not there:
            Path(target).replace(path)
    finally:
        if not there:
            for left in path.parent.glob(f"{Path(target).name}*"):
                left.unlink()
    return steps


def load(
    database: Address,
    table: str | os.PathLike[str] | pd.DataFrame,
    *,
    about: str = "counts",
    missions: str | os.PathLike[str] | None = None,
    author: str | None = None,
    reason: str = "",
    whole: bool = False,
    again: bool = False,
    **options: Unpack[ReadingKeywords],
) -> Loaded:
    """Load a file into a database in one transaction.

    Parameters
    ----------
    database : path-like
        The database, made by `create`.
    table : path-like or pandas.DataFrame
        What is loaded: counts of any kind that `read_counts` reads, but no table of persons.
    about : {"counts", "sources", "districts", "associations", "releases"}, default "counts"
        What the table is: counts of people; a sources file alone; consular
        districts, as for `read_districts`; points,
        as for `read_points`; a .release.json.
    missions : path-like, optional
        The missions of a table of districts that does not hold them.
    author : str, optional
        Who loads it; the variable DIASPORAMAP_AUTHOR or the user of the system when left out.
    reason : str, optional
        Why. Needed where figures that are there are said otherwise.
    whole : bool, default False
        Whether the counts are all that there are of their sources, definitions and years, so that
        figures that are not in them are withdrawn. Districts and associations always are.
    again : bool, default False
        Whether a file that was loaded before counts anew, so that corrections of it since are
        undone.
    **options
        Fields of `diasporamap.readers.options.ReadingOptions`.

    Returns
    -------
    Loaded
        What was done. A file that was loaded before changes nothing.

    Raises
    ------
    DataError
        If something in the table is wrong: all that `check` calls an error.
    UsageError
        If the database is in use, or figures would change without a reason.
    """
    if about not in ABOUT:
        raise UsageError(message("database.no_about", name=about, known=[*ABOUT]))
    with opened(database) as store:
        origin = require_current(store)["origin"]
    if options.get("origin") is None:
        options["origin"] = origin
    asked = reading_options(options)
    if asked.country.code != origin:
        raise UsageError(_other_origin(database, origin, asked.country.code))
    given = given_by(table, about, asked, database=database, missions=missions)
    with opened(database, write=True) as store:
        whole = whole or about in ("districts", "associations")
        return write(store, given, author=author, reason=reason, whole=whole, again=again)


def _other_origin(database: Address, own: str, named: str) -> str:
    return message("database.other_origin", database=label(database), own=own, named=named)
