"""Defaults of options: environment variables, and ``diasporamap.toml`` in the working folder.

An option that is not given takes the first of: the variable of its command, as
``DIASPORAMAP_MAP_SIZE``; the variable of all commands, as ``DIASPORAMAP_SIZE``; the table of its
command in the file, as ``[map]``; the file's first lines, which are for all commands.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from diasporamap.errors import UsageError, reason
from diasporamap.language import LANGUAGES, message
from diasporamap.language.texts import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from diasporamap.language import Language

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


def language_set() -> Language | None:
    """Return the language that the file of defaults names, None where a variable goes before."""
    if os.environ.get(variable((), "language")):
        return None
    try:
        named = settings().get("language")
    except UsageError:  # a command says so, once it looks for its defaults
        return None
    return next((known for known in LANGUAGES if known == named), None)


@cache
def _read(path: Path, _changed: int) -> Mapping[str, Any]:
    """Read a file, and refuse what no command has."""
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise UsageError(message("config.unreadable", file=FILE, why=reason(error))) from error
    _refuse_unknown(read, catalogue("en", "help"))
    return read


def _refuse_unknown(table: Mapping[str, Any], texts: Mapping[str, Any]) -> None:
    """Refuse tables that name no command, and keys that name no option, with the nearest name."""
    commands = _below(texts["commands"])
    named = {*texts["options"], *(each for path in commands for each in path[1])}
    options = {name for name in named if "_" not in name}  # others are further texts of an option
    tables = {".".join(path) for path, _ in commands}
    for where, name, value in _entries(table):
        option = name.replace("_", "-")
        if isinstance(value, dict):
            if ".".join(filter(None, (where, name))) not in tables:
                near = _near(name, tables)
                raise UsageError(message("config.no_command", file=FILE, name=name, near=near))
        elif option in EACH_TIME:
            raise UsageError(message("config.each_time", file=FILE, option=option))
        elif option not in options:
            near = _near(option, options)
            raise UsageError(message("config.no_option", file=FILE, name=name, near=near))


def _near(name: str, known: Iterable[str]) -> str:
    return ", ".join(difflib.get_close_matches(name, sorted(known), n=3)) or ", ".join(
        sorted(known)
    )


def _below(
    texts: Mapping[str, Any], path: tuple[str, ...] = ()
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the commands of the catalogue of help, by their names, with options of their own."""
    found = []
    for name, entry in texts.items():
        if isinstance(entry, dict) and name != "options":
            found.append(((*path, name), tuple(entry.get("options", ()))))
            found += _below(entry, (*path, name))
    return found


def _table(file: Mapping[str, Any], command: Sequence[str]) -> Mapping[str, Any]:
    found: Any = file
    for name in command:
        found = found.get(name, {}) if isinstance(found, dict) else {}
    return found if isinstance(found, dict) else {}


def _entries(table: Mapping[str, Any], where: str = "") -> Iterator[tuple[str, str, Any]]:
    """Give what a file says: the table that it stands in, as ``db.load``, the name, the value."""
    for name, value in table.items():
        yield where, name, value
        if isinstance(value, dict):
            yield from _entries(value, f"{where}.{name}".strip("."))
