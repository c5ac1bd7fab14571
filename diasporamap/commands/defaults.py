"""Defaults of options: environment variables, and ``diasporamap.toml`` in the working folder.

An option that is not given takes the first of: the variable of its command, as
``DIASPORAMAP_MAP_SIZE``; the variable of all commands, as ``DIASPORAMAP_SIZE``; the table of its
command in the file, as ``[map]``; the file's first lines, which are for all commands.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from diasporamap.errors import UsageError
from diasporamap.language import message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: The file of defaults.
FILE: Final = "diasporamap.toml"
#: What the names of environment variables begin with.
PREFIX: Final = "DIASPORAMAP"
#: Options that give away or write over: they are said each time.
EACH_TIME: Final = ("no-protection", "sums", "force", "restricted")
#: Options that say what to do this time, and have no default of one's own.
NOT_KEPT: Final = ("help", "version", "json")


@dataclass(frozen=True)
class Default:
    """A value that an option takes where it is not given, and `where` it is from."""

    value: Any
    where: str


def default_of(command: Sequence[str], option: str) -> Default | None:
    """Return the default that somebody set for an option of a command, by its name without dashes.

    Raises
    ------
    UsageError
        If the file cannot be read, or sets an option that is said each time.
    """
    if option in EACH_TIME or option in NOT_KEPT:
        return None
    for path in ((*command,), ()):
        name = variable(path, option)
        if os.environ.get(name):
            return Default(os.environ[name], name)
    file = settings()
    for table in (_table(file, command), file):
        value = table.get(option, table.get(option.replace("-", "_")))
        if value is not None and not isinstance(value, dict):
            return Default(value, FILE)
    return None


def variable(command: Sequence[str], option: str) -> str:
    """Return the environment variable of an option, of one command or of all of them."""
    return "_".join((PREFIX, *command, option)).replace("-", "_").upper()


def settings(folder: Path | None = None) -> Mapping[str, Any]:
    """Return what the file of defaults of the working folder says, nothing where there is none."""
    path = (folder or Path.cwd()) / FILE
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        return {}
    return _read(path, changed)


@cache
def _read(path: Path, _changed: int) -> Mapping[str, Any]:
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise UsageError(message("config.unreadable", file=FILE, why=error)) from error
    for where, option in _options(read):
        if option.replace("_", "-") in EACH_TIME:
            raise UsageError(
                message("config.each_time", file=FILE, option=option, where=where)
            )
    return read


def _table(file: Mapping[str, Any], command: Sequence[str]) -> Mapping[str, Any]:
    found: Any = file
    for name in command:
        found = found.get(name, {}) if isinstance(found, dict) else {}
    return found if isinstance(found, dict) else {}


def _options(table: Mapping[str, Any], where: str = "") -> Iterator[tuple[str, str]]:
    """Give the options of a file with the table, as ``map``, that each stands in."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _options(value, f"{where}.{name}".strip("."))
        else:
            yield where, name
