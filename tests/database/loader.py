"""Loads in processes of their own, which begin at once since all that they need is imported."""

from __future__ import annotations

import multiprocessing
from typing import Any

#: What a load needs; imported once, before processes are made.
NEEDED = [
    *("duckdb", "ibis", "ibis.backends.duckdb", "ibis.backends.postgres", "psycopg"),
    *("pandas", "pyarrow", "geopandas", "diasporamap.database", "diasporamap.intake"),
    "tests.database.loader",
]


def load_all(database: str, paths: list[str], told: Any) -> None:
    """Load files one after another, and say when each begins to be written."""
    from diasporamap.database import loading

    write = loading.write

    def writing(*given: Any, **options: Any) -> Any:
        told.send("writing")
        return write(*given, **options)

    loading.write = writing
    for path in paths:
        loading.load(database, path, reason="another")
    told.send("done")


def loader(database: str, paths: list[str]) -> tuple[Any, Any]:
    """Begin to load files in another process; return it, and what tells how far it is."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(NEEDED)
    told, tells = context.Pipe(duplex=False)
    process = context.Process(target=load_all, args=(database, paths, tells), daemon=True)
    process.start()
    tells.close()
    return process, told
