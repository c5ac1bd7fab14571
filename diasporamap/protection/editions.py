"""What readers have from earlier releases of a register: the pattern file that remembers them.

The file says of every place and sex whether it was shown or hidden, and no figure. It is as
confidential as the register: who has it knows where few people are.
"""

from __future__ import annotations

import hmac
import json
import secrets
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from diasporamap.errors import DataError, problem
from diasporamap.files import VERSION, whole_file
from diasporamap.language import LANGUAGES
from diasporamap.language.messages import written
from diasporamap.protection.linked import Cell, Pattern
from diasporamap.store.address import is_database, is_server

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pandas as pd

    from diasporamap.protection.linked.system import System

#: What the files say that they are.
FORMAT: Final = "diasporamap release, version 1"


@dataclass(frozen=True)
class Edition:
    """One release of the figures of a year, definition and source: what was shown and hidden.

    Attributes
    ----------
    key : tuple of str
        Year, definition and source, as far as the register has them.
    salt, register : str
        A salt of its own, so that nobody can try registers until one fits, and the digest of the
        rows with it.
    districts : str
        Digest of what the districts cover; figures by district are of other people if it changes.
    profile : str
    threshold : int
    shown, hidden : frozenset of Cell
        The cells of every table.
    occupied : frozenset of Cell
        Hidden cells that the release tells to be 1 or more, unless they are 0.
    admin1 : int
        1 where it has a table by first-level units.
    """

    key: tuple[str, ...]
    salt: str
    register: str
    districts: str
    profile: str
    threshold: int
    shown: frozenset[Cell]
    hidden: frozenset[Cell]
    occupied: frozenset[Cell]
    admin1: int = 0

    @classmethod
    def of(
        cls,
        system: System,
        pattern: Pattern,
        secret: bytes,
        **named: Any,  # noqa: ANN401 - fields
    ) -> Edition:
        """Write down what a release of rows, by their digest, shows and hides."""
        salt = secrets.token_hex(16)
        return cls(
            salt=salt,
            register=_digest(salt, secret),
            threshold=pattern.threshold,
            shown=frozenset(system.cells.keys() - pattern.hidden),
            hidden=pattern.hidden,
            occupied=frozenset(cell for cell in pattern.hidden if pattern.tells_anyone(cell)),
            **named,
        )

    @property
    def tables(self) -> set[str]:
        """The tables that it has."""
        return {cell.table for cell in self.shown | self.hidden}

    def is_of(self, secret: bytes) -> bool:
        """Tell whether it is a release of these rows, by their digest."""
        return hmac.compare_digest(self.register, _digest(self.salt, secret))


def _digest(salt: str, secret: bytes) -> str:
    return hmac.new(bytes.fromhex(salt), secret, "sha256").hexdigest()


def known_of(
    editions: Iterable[Edition], system: System, districts: str
) -> tuple[Pattern | None, frozenset[Cell]]:
    """Return what earlier releases hide and tell, and the cells of a system that they show."""
    hidden: set[Cell] = set()
    occupied: set[Cell] = set()
    shown: set[Cell] = set()
    threshold = 0
    for edition in editions:
        same = edition.districts == districts
        hidden |= {cell for cell in edition.hidden if same or cell.table != "district"}
        shown |= {cell for cell in edition.shown if same or cell.table != "district"}
        occupied |= edition.occupied
        threshold = max(threshold, edition.threshold)
    if not threshold:
        return None, frozenset()
    # Level 2: what is told of a hidden cell is in `occupied`, whichever release told it.
    pattern = Pattern(threshold, 2, frozenset(hidden), occupied=frozenset(occupied & hidden))
    return pattern, frozenset(shown & system.cells.keys())


def has_editions(path: Path) -> bool:
    """Tell whether releases may be kept there: in a file, or on a server."""
    return is_server(path) or path.is_file()


def read_editions(path: Path) -> tuple[Edition, ...]:
    """Read the releases that are kept in a pattern file, or in a database.

    Raises
    ------
    DataError
        If it is no pattern file, or cannot be read.
    """
    if is_database(path):
        from diasporamap.store.reading import read_stored

        kept = read_stored(path, "releases")["release"]
        return tuple(_edition(json.loads(str(text))) for text in kept)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        editions = tuple(map(_edition, content["releases"]))
        known = content["format"] == FORMAT
    except OSError as error:
        why = error.strerror
        raise DataError([problem("pattern_unreadable", file=str(path), why=why)]) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError([problem("pattern_no_file", file=str(path))]) from error
    if not known:
        raise DataError([problem("pattern_no_file", file=str(path))])
    return editions


def write_editions(editions: Iterable[Edition], path: Path) -> None:
    """Write releases to a pattern file, or add them to those of a server."""
    from importlib.metadata import version

    if is_server(path):
        _write_to_server(editions, path)
        return
    made_with = {"diasporamap": VERSION, "highspy": version("highspy")}
    content = {
        "format": FORMAT,
        "notice": " / ".join(written("protection.notice", each, {}) for each in LANGUAGES),
        "made_with": made_with,
        "releases": [_record(edition) for edition in editions],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    with whole_file(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def _write_to_server(editions: Iterable[Edition], path: Path) -> None:
    from diasporamap.store.connection import opened
    from diasporamap.store.writing import Given, write

    with opened(path, write=True) as store:
        given = Given("releases", "", "", {"releases": as_rows(editions)}, needs_reason=False)
        write(store, given, again=True)


def as_rows(editions: Iterable[Edition]) -> pd.DataFrame:
    """Return releases as the rows of a database, told apart by their salts."""
    import pandas as pd

    rows = [(e.salt, json.dumps(_record(e), sort_keys=True)) for e in editions]
    return pd.DataFrame(rows, columns=["salt", "release"])


#: How the states of a place are written, a table by name.
_Places = dict[str, dict[str, dict[str, str]]]


def _record(edition: Edition) -> dict[str, object]:
    tables: _Places = {}
    for state in ("shown", "hidden", "occupied"):
        for cell in sorted(getattr(edition, state)):
            place = tables.setdefault(cell.table, {}).setdefault(cell.place, {})
            place[state] = place.get(state, "") + cell.sex
    named = {name: value for name, value in asdict(edition).items() if isinstance(value, str | int)}
    return {"key": list(edition.key), **named, "tables": tables}


def _edition(record: dict[str, Any]) -> Edition:
    def cells(state: str) -> frozenset[Cell]:
        return frozenset(
            Cell(str(table), str(place), sex)
            for table, places in record["tables"].items()
            for place, states in places.items()
            for sex in _sexes(states.get(state, ""))
        )

    return Edition(
        key=tuple(map(str, record["key"])),
        salt=bytes.fromhex(record["salt"]).hex(),
        register=str(record["register"]),
        districts=str(record["districts"]),
        profile=str(record["profile"]),
        threshold=int(record["threshold"]),
        shown=cells("shown"),
        hidden=cells("hidden"),
        occupied=cells("occupied"),
        admin1=int(record.get("admin1", 0)),
    )


def _sexes(text: str) -> str:
    if not set(text) <= set("FMUT"):
        raise ValueError(text)
    return text
