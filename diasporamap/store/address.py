"""Tells a database from a file of counts: a file of DuckDB, or an address of PostgreSQL."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

from diasporamap.errors import UsageError
from diasporamap.language import message
from diasporamap.resources import shipped

ENDING: Final = ".duckdb"
#: An address as it is typed, and as it is left of one that was taken for a path.
_SERVER: Final = re.compile(r"postgres(?:ql)?:(/{1,3})([^?]*)(\?.*)?")
_PASSWORD: Final = re.compile(r"[^/@]*:[^/@]*@|[?&]password=")


def is_server(table: object) -> bool:
    """Tell whether something is an address of a server."""
    path = isinstance(table, str | os.PathLike)
    return path and _SERVER.fullmatch(str(table)) is not None


def is_database(table: object) -> bool:
    """Tell whether what counts are taken from is a database."""
    if not isinstance(table, str | os.PathLike):
        return False
    return is_server(table) or Path(table).suffix.lower() == ENDING


def server_address(table: str | os.PathLike[str]) -> str:
    """Return an address whole; of a path, `postgresql:/name` is of this machine.

    Raises
    ------
    UsageError
        If it holds a password, which outputs and messages would repeat, or names no database.
    """
    found = _SERVER.fullmatch(str(table))
    if found is None:
        raise UsageError(message("store.no_address", table=str(table)))
    if _PASSWORD.search(f"{found[2]}{found[3] or ''}"):
        raise UsageError(message("store.password"))
    host, _, name = found[2].rpartition("/")
    if not name:
        raise UsageError(message("store.no_name"))
    return f"postgresql://{host}/{name}{found[3] or ''}"


def name_of(table: str | os.PathLike[str]) -> str:
    """Return how outputs call a database: its name, without folder or host."""
    return Path((server_address(table) if is_server(table) else str(table)).partition("?")[0]).name


def label(table: str | os.PathLike[str]) -> str:
    """Return how messages call a database."""
    return server_address(table) if is_server(table) else str(table)


def pattern_file_of(
    counts: str | os.PathLike[str], pattern_file: str | os.PathLike[str] | None = None
) -> Path | None:
    """Return where a release of a file of counts keeps what it hides; None for shipped ones."""
    beside = Path(counts)
    if pattern_file is not None:
        return Path(pattern_file)
    if is_server(counts):
        return beside
    if not beside.is_file() or beside.resolve().is_relative_to(shipped("examples").resolve()):
        return None
    return beside.parent / f"{beside.stem}.release.json"
