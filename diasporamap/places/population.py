"""How many inhabitants places have: shipped of countries, of any place by one's own table."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from diasporamap.counts.origin import Origin, read_origin
from diasporamap.counts.schema import FIRST_YEAR, LAST_YEAR
from diasporamap.errors import DataError, Problem
from diasporamap.places.countries import match_place
from diasporamap.places.origins.matching import match_origin, parts_of, unmatched_origin
from diasporamap.places.plausibility import nearest_year, populations
from diasporamap.places.units import match_subdivision
from diasporamap.tables.figures import Numerals, numerals_of, read_figure
from diasporamap.tables.headers import plain_header

if TYPE_CHECKING:
    import os
    from collections.abc import Collection, Mapping, Sequence

    from diasporamap.tables.raw import RawTable

#: Headers of the columns, in French and English.
_HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "place": (
        *("place", "country", "pays", "territoire", "lieu", "code", "iso3", "name", "nom"),
        *("district", "circonscription"),
    ),
    "origin": ("origin", "origine", "region", "departement", "division", "arrondissement"),
    "subdivision": ("subdivision", "admin1", "state", "etat", "province"),
    "year": ("year", "annee", "an"),
    "population": ("population", "inhabitants", "habitants", "pop", "population_totale"),
}
#: By how many times the shipped figure may be another one: beyond are thousands, or another place.
_TIMES: Final = 20
#: Blanks and apostrophes between the digits of a number.
_GROUPS: Final = re.compile(r"(?<=\d)[ \u00a0\u2007\u2009\u202f'\u2019](?=\d{3})")


class Inhabited(NamedTuple):
    """How many people live in a place, in which year (None if it is not said), by whose table."""

    people: int
    year: int | None
    own: bool


@dataclass(frozen=True)
class Populations:
    """Inhabitants of places: `own` figures by place and year (None where none is said), then WPP's.

    Places are countries, admin-1 units, consular districts or parts of the origin, by code; `file`
    is the name of the table that the own ones are of.
    """

    own: Mapping[str, Mapping[int | None, int]] = field(default_factory=dict)
    file: str = ""

    def of(self, place: str, year: int | None) -> Inhabited | None:
        """Return the inhabitants of a place in the nearest year known, the last one by default."""
        given = self.own.get(place, {})
        if None in given:
            return Inhabited(given[None], None, own=True)
        figures = {at: people for at, people in given.items() if at is not None}
        shipped = populations().get(place, {})
        if not figures and not shipped:
            return None
        at = nearest_year(figures or shipped, year)
        return Inhabited((figures or shipped)[at], at, own=bool(figures))


def read_population(
    path: str | os.PathLike[str],
    *,
    origin: Origin | str | None = None,
    districts: Collection[str] = (),
) -> Populations:
    """Read a table of inhabitants of one's own.

    Parameters
    ----------
    path : path-like
        CSV (UTF-8) or XLSX, header in row 1: `place` (a country, an admin-1 unit by its code, a
        part of the origin or a consular district, by code or name), `population` (people, a whole
        number) and optionally `year`; `subdivision` names an admin-1 unit of the country `place`,
        and `region`, or `origin`, in the place of `place` a part of the origin alone.
    origin : Origin or str, optional
        The country of origin whose parts may be among the places.
    districts : collection of str, optional
        Codes of the consular districts that may be.

    Returns
    -------
    Populations
        What it says; of other countries the shipped figures of World Population Prospects 2024.

    Raises
    ------
    DataError
        If the file cannot be read, a column is missing, a place is not known or stands twice in a
        year, a figure is no whole number, or it is over 20 times the shipped one, or under a
        twentieth, as thousands are. Every problem is listed.
    """
    from diasporamap.readers.registry import read_raw

    table, home = read_raw(path), read_origin(origin)
    columns = _columns(table, str(path))
    named = "place" if "place" in columns else "origin"
    numerals = numerals_of(cells[columns["population"]] for _, cells in table.rows)
    own: dict[str, dict[int | None, int]] = {}
    problems = []
    for row, cells in table.rows:
        given = {name: cells[at] for name, at in columns.items()}
        if "place" in given:
            code, wrong = _place(given["place"], given.get("subdivision", ""), home, districts)
        else:
            code, wrong = _part(given["origin"], home)
        found: list[tuple[str, Problem | None]] = [(named, wrong)]
        year, wrong = _year(given.get("year", ""))
        found.append(("year", wrong))
        people, wrong = _people(given["population"], numerals)
        found.append(("population", wrong))
        if code and people is not None:
            found.append(("population", _doubtful(code, people, year)))
            if year in own.setdefault(code, {}):
                message = f"'{code}' stands twice{f' in {year}' if year else ''}"
                found.append((named, Problem(message, "Keep one of the rows.")))
            own[code][year] = people
        problems += [
            Problem(at.message, at.hint, str(path), row, table.header[columns[name]])
            for name, at in found
            if at is not None
        ]
    for code, figures in own.items():
        if None in figures and len(figures) > 1:
            hint = "Give all its rows a year, or keep one row without."
            problems.append(Problem(f"'{code}' has rows with and without a year", hint, str(path)))
    if problems:
        raise DataError(problems)
    return Populations(own, Path(path).name)


def _columns(table: RawTable, file: str) -> dict[str, int]:
    """Return the position of each column that there is; place and population must be."""
    written = [plain_header(name) for name in table.header]
    found: dict[str, int] = {}
    for column, headers in _HEADERS.items():
        named: Sequence[int] = [written.index(name) for name in headers if name in written]
        if named:
            found[column] = named[0]
    seen = ", ".join(filter(None, table.header)) or "none"
    lacking = [column for column in ("place", "population") if column not in found]
    problems = [
        Problem(f"the column '{column}' is missing", f"Add it. Columns found: {seen}.", file, 1)
        for column in lacking
        if column != "place" or "origin" not in found
    ]
    if not problems and not table.rows:
        problems.append(Problem("the table has no rows", "Give at least one.", file, 1))
    if problems:
        raise DataError(problems)
    return found


def _place(
    name: str, subdivision: str, origin: Origin, districts: Collection[str]
) -> tuple[str, Problem | None]:
    """Return the code of what a row is about, or what is wrong with it."""
    if name in districts and not subdivision:
        return name, None
    country = match_place(name, units=True)
    if subdivision and country.place is None:
        return "", Problem(f"'{name}' is not a known country", f"{country.hint} its code.")
    if subdivision:
        unit = match_subdivision(subdivision, country.place or "")
        message = f"'{subdivision}' is no known part of {country.place}"
        wrong = None if unit.place else Problem(message, f"{unit.hint} its ISO 3166-2 code.")
        return unit.place or "", wrong
    part = parts_of(origin).register.match(name)
    known = [match.place for match in (country, part) if match.place is not None]
    if len(set(known)) > 1:
        hint = f"Write the code of what is meant: {' or '.join(known)}."
        return "", Problem(f"'{name}' is a country and a part of {origin.name.en}", hint)
    if known or not name:
        blank = Problem("the place is blank", "Write it, or delete the row.")
        return (known[0], None) if known else ("", blank)
    offered = " or ".join(dict.fromkeys((*country.suggestions, *part.suggestions)))
    unclear = "unclear" in (country.reason, part.reason)
    message = f"'{name}' does not tell which place is meant" if unclear else ""
    asked = f"Is it {offered}? Write the code." if offered else "Write its name or code."
    return "", Problem(
        message or f"'{name}' is no known country, unit, district or part of {origin.name.en}",
        asked,
    )


def _part(name: str, origin: Origin) -> tuple[str, Problem | None]:
    """Return the code of a part of the origin, in a column of these alone."""
    match = match_origin(name, origin)
    wrong = None if match.place else unmatched_origin(name, match, origin)
    return match.place or "", wrong


def _year(text: str) -> tuple[int | None, Problem | None]:
    if not text:
        return None, None
    if text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return int(text), None
    return None, Problem(f"'{text}' is not a year", "Write four digits, or leave it blank.")


def _people(text: str, numerals: Numerals) -> tuple[int | None, Problem | None]:
    """Read inhabitants, of whom there may be more than a count of migrants has."""
    digits = _GROUPS.sub("", text.strip())
    if numerals.group:
        digits = digits.replace(numerals.group, "")
    if digits.isascii() and digits.isdigit():
        return int(digits), None
    figure = read_figure(text, numerals)
    if figure.count is not None:
        return figure.count, None
    said = "is not a number of people" if text else "the population is blank"
    hint = "Write a whole number, as 26545863, or delete the row."
    return None, Problem(f"'{text}' {said}" if text else said, hint)


def _doubtful(code: str, people: int, year: int | None) -> Problem | None:
    """Refuse what is far from the shipped figure: thousands, or another place."""
    shipped = populations().get(code)
    if not shipped:
        return None
    known = shipped[at := nearest_year(shipped, year)]
    if known <= people * _TIMES and people <= known * _TIMES:
        return None
    message = f"{people:,} inhabitants of {code} are far from the {known:,} of {at} (WPP 2024)"
    return Problem(message, "Write people, not thousands, and check the place.")
