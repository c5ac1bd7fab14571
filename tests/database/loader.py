"""Loads in processes of their own, which begin at once since all that they need is imported."""

from __future__ import annotations

from typing import Any

from tests.processes import context


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
    told, tells = context().Pipe(duplex=False)
    process = context().Process(target=load_all, args=(database, paths, tells), daemon=True)
    process.start()
    tells.close()
    return process, told
