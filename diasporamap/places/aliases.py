"""Takes names of one's own for places: countries, their parts, parts of the origin."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from diasporamap.counts.origin_files import read_origin
from diasporamap.errors import CountsError, Problem, problem
from diasporamap.language import message
from diasporamap.places.origins.matching import parts_of
from diasporamap.places.registers import own_key
from diasporamap.places.units import known_units
from diasporamap.tables.frames import read_raw
from diasporamap.tables.redaction import (
    quoted,
    redacted_headers,
    redacted_place,
    redacted_value,
    shown_codes,
)

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
        raise CountsError.of("alias_headers", file=str(path), row=1, found=found)
    name_at, place_at = table.header.index("name"), table.header.index("place")
    aliases: dict[str, str] = {}
    given: dict[str, tuple[int, str]] = {}
    problems = []
    for row, cells in table.rows:
        name, written = cells[name_at], cells[place_at]
        code = known_code(written, home) or ""
        first, other = given.setdefault(own_key(name), (row, code))
        wrong = _problem(name, written, code)
        if wrong is None and code != other:
            meant = other or message("places.something_else")
            wrong = problem(
                "alias_twice",
                column="name",
                name=redacted_place(name),
                code=code,
                meant=meant,
                other=first,
            )
        if wrong is not None:
            problems.append(replace(wrong, file=str(path), row=row))
        aliases[name] = code
    if problems:
        raise CountsError(problems)
    return aliases


def _problem(name: str, written: str, code: str) -> Problem | None:
    """Return what is wrong with one row."""
    if not name:
        return problem("alias_name_blank", column="name")
    if not written:
        return problem("alias_place_blank", column="place")
    if written == UNCONFIRMED:
        return problem("alias_no_place", column="place")
    if written.startswith(UNCONFIRMED):
        suggested = written.removeprefix(UNCONFIRMED)
        fine, _ = shown_codes([suggested])
        told = quoted(written) if fine else redacted_value(suggested)
        return problem("alias_unconfirmed", column="place", code=told)
    if not code:
        return problem("alias_no_code", column="place", code=redacted_value(written))
    return None


def known_code(text: str, origin: Origin) -> str | None:
    """Return the code of a country, a part of one or of the origin, as the layers write it."""
    code = text.strip().upper()
    known = code if code in known_units().country_of else None
    return parts_of(origin).register.codes.get(code, known)
