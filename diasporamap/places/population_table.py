"""Reads a table of inhabitants: of countries, admin-1 units, districts, parts of the origin."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from diasporamap.counts.origin_files import read_origin
from diasporamap.counts.schema import FIRST_YEAR, LAST_YEAR
from diasporamap.errors import DataError, Problem, problem
from diasporamap.language import message
from diasporamap.language.messages import joined
from diasporamap.places.countries import match_place
from diasporamap.places.origins.matching import match_origin, parts_of, unmatched_origin
from diasporamap.places.plausibility import doubtful_figure, doubtful_parts
from diasporamap.places.population import Populations
from diasporamap.places.units import match_subdivision
from diasporamap.tables.books import formula_problems, table_under
from diasporamap.tables.figures import Numerals, numerals_of, read_figure
from diasporamap.tables.frames import name_of, opened
from diasporamap.tables.headers import plain_header

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from diasporamap.counts.origin import Origin
    from diasporamap.places.registers import Match
    from diasporamap.tables.frames import Source
    from diasporamap.tables.raw import Grid, RawTable

#: Headers of codes of parts as humanitarian tables have them, the lowest level first.
_CODES: Final = ("pcode", *(f"adm{level}_pcode" for level in range(4, 0, -1)))
#: Headers of the columns, in French and English.
_HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "place": (
        *("place", "country", "pays", "territoire", "lieu", "code", "iso3", "name", "nom"),
        *("district", "circonscription"),
    ),
    "origin": ("origin", "origine", *_CODES, "region", "departement", "division", "arrondissement"),
    "subdivision": ("subdivision", "admin1", "state", "etat", "province"),
    "year": ("year", "annee", "an"),
    "population": (
        *("population", "inhabitants", "habitants", "pop", "population_totale"),
        *("total_population", "nombre_d_habitants"),
    ),
}
#: A header of inhabitants with the year that they are of.
_OF_YEAR: Final = re.compile(
    rf"(?:{'|'.join(_HEADERS['population'])})_(?:en_|in_)?([12][0-9]{{3}})"
)
#: How far down a header may stand under a title.
_TITLES: Final = 10
#: An estimate of inhabitants, whose decimals are no group of three digits.
_FRACTION: Final = re.compile(r"[0-9]+[.,](?:[0-9]{1,2}|[0-9]{4,})")
#: Blanks and apostrophes between the digits of a number.
_GROUPS: Final = re.compile(r"(?<=\d)[ \u00a0\u2007\u2009\u202f'\u2019](?=\d{3})")


def read_population(
    path: Source,
    *,
    origin: Origin | str | None = None,
    districts: Collection[str] = (),
) -> Populations:
    """Read a table of inhabitants of one's own.

    Parameters
    ----------
    path : path-like or pandas.DataFrame
        CSV (UTF-8), workbook or frame: `place` (a country, an admin-1 unit by its code, a
        part of the origin or a consular district, by code or name), `population` (people) and
        optionally `year`, or "population 2020" and so on; `subdivision` names an admin-1 unit of
        the country `place`, and `region`, `origin` or a P-code in the place of `place` a part of
        the origin alone.
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
        year, a figure is no number, or it is over 20 times the shipped one, or under a twentieth,
        as thousands are, or parts of a country are together twice as many as the country has, or so
        few that they are hardly people. Every problem is listed.
    """
    file, (table, columns), home = name_of(path), _table(path), read_origin(origin)
    named = "place" if "place" in columns else "origin"
    counted = [name for name in columns if name.startswith("population")]
    numerals = numerals_of(cells[columns[name]] for _, cells in table.rows for name in counted)
    own: dict[str, dict[int | None, int]] = {}
    problems = []
    for row, cells in table.rows:
        given = {name: cells[at] for name, at in columns.items()}
        if "place" in given:
            code, wrong = _place(given["place"], given.get("subdivision", ""), home, districts)
        else:
            code, wrong = _part(given["origin"], home)
        found: list[tuple[str, Problem | None]] = [(named, wrong)]
        written_year, wrong = _year(given.get("year", ""))
        found.append(("year", wrong))
        for name in counted:
            of = name.partition(" ")[2]
            year = int(of) if of else written_year
            if of and len(counted) > 1 and not given[name]:
                continue  # of one of its years a place may have no figure
            people, wrong = _people(given[name], numerals)
            found.append((name, wrong))
            if code and people is not None:
                found.append((name, doubtful_figure(code, people, year)))
                if year in own.setdefault(code, {}):
                    kind = "population_twice_in" if year else "population_twice"
                    found.append((named, problem(kind, code=code, year=year)))
                own[code][year] = people
        problems += [
            replace(at, file=file, row=row, column=table.header[columns[name]])
            for name, at in found
            if at is not None
        ]
    for code, figures in own.items():
        if None in figures and len(figures) > 1:
            problems.append(problem("population_some_years", file=file, code=code))
    if problems or (problems := list(doubtful_parts(own, home, file))):
        raise DataError(problems)
    return Populations(own, Path(file).name)


def _table(source: Source) -> tuple[RawTable, dict[str, int]]:
    """Return the table of the one sheet that has what is needed, and its columns."""
    book = opened(source)
    fitting = [(grid, at) for grid in book.grids if (at := _header(grid)) is not None]
    if len(fitting) != 1 and len(book.grids) > 1:
        raise DataError.of(
            "population_sheets",
            file=book.file,
            number=len(book.grids),
            sheets=[*book.sheets],
            fitting=len(fitting),
        )
    grid, at = fitting[0] if fitting else (book.grids[0], 0)
    table = table_under(grid, at, file=book.file)
    if problems := formula_problems(table):
        raise DataError([replace(wrong, file=book.file) for wrong in problems])
    row = grid.rows[at][0] if grid.rows else 1
    return table, _columns(table, book.file, row)


def _header(grid: Grid) -> int | None:
    """Return the first row with the columns that are needed, counted from 0."""
    for at, (_, cells) in enumerate(grid.rows[:_TITLES]):
        if not _missing(_found(cells)):
            return at
    return None


def _found(header: Sequence[str]) -> dict[str, int]:
    """Return the position of each column that there is: of inhabitants also "population 2020"."""
    written = [plain_header(name) for name in header]
    found: dict[str, int] = {}
    for column, headers in _HEADERS.items():
        if name := next((name for name in headers if name in written), ""):
            found[column] = written.index(name)
    if "origin" in found and written[found["origin"]] in _CODES:
        found.pop("place", None)  # the name beside the code
    if "population" not in found and "year" not in found:
        years = ((at, _OF_YEAR.fullmatch(name)) for at, name in enumerate(written))
        found |= {f"population {of[1]}": at for at, of in years if of}
    return found


def _missing(found: Collection[str]) -> list[str]:
    """Return which of the columns that a table must have are not there."""
    there = {name.partition(" ")[0].replace("origin", "place") for name in found}
    return [name for name in ("place", "population") if name not in there]


def _columns(table: RawTable, file: str, row: int) -> dict[str, int]:
    """Return the position of each column that there is; place and population must be."""
    found = _found(table.header)
    seen = [*filter(None, table.header)] or message("places.none")
    problems = [
        problem("population_column", file=file, row=row, name=column, found=seen)
        for column in _missing(found)
    ]
    if not problems and not table.rows:
        problems.append(problem("population_no_rows", file=file, row=row))
    if problems:
        raise DataError(problems)
    return found


def _place(
    name: str, subdivision: str, origin: Origin, districts: Collection[str]
) -> tuple[str, Problem | None]:
    """Return the code of what a row is about, or what is wrong with it."""
    if not name and not subdivision:
        return "", problem("population_place_blank")
    if name in districts and not subdivision:
        return name, None
    country = match_place(name, units=True)
    if subdivision:
        return _unit(subdivision, name, country)
    part = parts_of(origin).register.match(name)
    known = list(dict.fromkeys(match.place for match in (country, part) if match.place))
    if len(known) == 1:
        return known[0], None
    alike = known or list(dict.fromkeys((*country.suggestions, *part.suggestions)))
    kind = "population_place_like" if alike else "population_place_unknown"
    if known:
        kind = "population_place_both"
    elif "unclear" in (country.reason, part.reason):
        kind = "population_place_unclear"
    offered = joined(alike, "errors.or") if alike else ""
    said: dict[str, Any] = {"name": name, "origin": origin.name, "offered": offered}
    return "", problem(kind, **said)


def _unit(subdivision: str, name: str, country: Match) -> tuple[str, Problem | None]:
    """Return the code of an admin-1 unit, in a row that names its country."""
    if country.place is None:
        return "", problem("population_country", name=name, ask=country.ask)
    unit = match_subdivision(subdivision, country.place)
    if unit.place:
        return unit.place, None
    said = {"name": subdivision, "country": country.place, "ask": unit.ask}
    return "", problem("population_unit", **said)


def _part(name: str, origin: Origin) -> tuple[str, Problem | None]:
    """Return the code of a part of the origin, in a column of these alone."""
    match = match_origin(name, origin)
    if match.place:
        return match.place, None
    found = unmatched_origin(name, match, origin)
    if found.kind != "origin_unknown":
        return "", found
    said: dict[str, Any] = {**found.fields}
    return "", problem("population_part", topic=found.topic, **said)


def _year(text: str) -> tuple[int | None, Problem | None]:
    if not text:
        return None, None
    text = text.removesuffix(".0")  # as spreadsheets write it
    if text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return int(text), None
    return None, problem("population_year", year=text)


def _people(text: str, numerals: Numerals) -> tuple[int | None, Problem | None]:
    """Read inhabitants, of whom there may be more than a count of migrants has."""
    digits = _GROUPS.sub("", text.strip())
    if numerals.group:
        digits = digits.replace(numerals.group, "")
    if digits.isascii() and digits.isdigit():
        return int(digits), None
    if _FRACTION.fullmatch(digits):
        return round(float(digits.replace(",", "."))), None  # an estimate of inhabitants
    figure = read_figure(text, numerals)
    if figure.count is not None:
        return figure.count, None
    if not text:
        return None, problem("population_blank")
    return None, problem("population_no_number", value=text)
