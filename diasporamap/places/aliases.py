"""Takes names of one's own for places: countries, their parts, parts of the origin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from diasporamap.counts.origin_files import read_origin
from diasporamap.errors import CountsError, Problem
from diasporamap.places.origins.matching import parts_of
from diasporamap.places.registers import own_key
from diasporamap.places.units import known_units
from diasporamap.tables.frames import read_raw
from diasporamap.tables.redaction import redacted_headers, redacted_place, redacted_value

if TYPE_CHECKING:
    import os

    from diasporamap.counts.origin import Origin

#: What stands before a code that `check` suggests and nobody has confirmed.
UNCONFIRMED: Final = "?"

#: Headers that show that a table is meant to be one of names and places.
_HEADERS: Final = frozenset(["name", "place", "nom", "lieu", "code", "suggestions"])


def read_aliases(
    path: str | os.PathLike[str], *, origin: Origin | str | None = None
) -> dict[str, str]:
    """Read names of one's own: a CSV or XLSX table with the columns `name` and `place` (a code).

    A code is ISO 3166-1 alpha-3 (a country or territory), ISO 3166-2 or another code of the layer
    ``admin1`` (a part of a country), or the code of a part of the origin. Other columns, such as
    the suggestions of ``check``, are passed over. Place codes are returned by name as written.

    It is a CountsError that the file cannot be read, lacks a column, a row gives no name or no
    known code, or two rows give one name different codes. Every problem is listed.
    """
    table, home = read_raw(path), read_origin(origin)
    if not {"name", "place"} <= set(table.header):
        found = redacted_headers(table.header, known=_HEADERS.__contains__)
        raise CountsError.one(
            "an alias table has the columns name and place",
            f"Write these two headers in row 1. {found}",
            file=str(path),
            row=1,
        )
    name_at, place_at = table.header.index("name"), table.header.index("place")
    aliases: dict[str, str] = {}
    given: dict[str, tuple[int, str]] = {}
    problems = []
    for row, cells in table.rows:
        name, written = cells[name_at], cells[place_at]
        code = known_code(written, home) or ""
        first, other = given.setdefault(own_key(name), (row, code))
        problem = _problem(name, written, code)
        if problem is None and code != other:
            meant = other or "something else"
            message = f"{redacted_place(name)} is {code} here and {meant} in row {first}"
            problem = (message, "Keep one of the two rows.", "name")
        if problem is not None:
            message, hint, column = problem
            problems.append(Problem(message, hint, str(path), row, column))
        aliases[name] = code
    if problems:
        raise CountsError(problems)
    return aliases


def _problem(name: str, written: str, code: str) -> tuple[str, str, str] | None:
    """Return what is wrong with one row, the hint and the column."""
    if not name:
        return "the name is blank", "Write it.", "name"
    if written in ("", UNCONFIRMED):
        message = "no place is written yet" if written else "the place is blank"
        return message, "Write the code of what is meant, or delete the row.", "place"
    if written.startswith(UNCONFIRMED):
        hint = "Delete the '?' if it is right, write another code, or delete the row."
        told = redacted_value(written.removeprefix(UNCONFIRMED)).replace("'", "'?", 1)
        return f"{told} is a suggestion that nobody confirmed", hint, "place"
    if not code:
        hint = "Write an ISO 3166-1 alpha-3 code, for example FRA, or the code of a part, as NG-LA."
        return f"{redacted_value(written)} is not the code of a place", hint, "place"
    return None


def known_code(text: str, origin: Origin) -> str | None:
    """Return the code of a country, a part of one or of the origin, as the layers write it."""
    code = text.strip().upper()
    known = code if code in known_units().country_of else None
    return parts_of(origin).register.codes.get(code, known)
