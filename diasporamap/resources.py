"""Finds the folders that ship with the package, as boundaries and styles, and reads its tables."""

from __future__ import annotations

import csv
from importlib import import_module
from pathlib import Path

from diasporamap.errors import UsageError
from diasporamap.language import message

PACKAGE = Path(__file__).resolve().parent


def shipped(folder: str) -> Path:
    """Return a shipped folder, as "boundaries" or "styles", of the wheel or of a checkout."""
    for candidate in (PACKAGE / "shipped" / folder, PACKAGE.parent / folder):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(message("files.no_folder", folder=folder))


def rows_of(table: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV table in UTF-8, by column."""
    with table.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def require_library(module: str, extra: str, what: str) -> None:
    """Refuse what needs a library that is not installed, and say what installs it."""
    try:
        import_module(module)
    except ImportError:
        raise UsageError(message("files.no_library", what=what, extra=extra)) from None
