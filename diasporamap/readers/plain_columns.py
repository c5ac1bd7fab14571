"""Finds what the columns of a plain table hold, and says which of them are missing."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from diasporamap.counts.codes import alpha2_of, country_named, names_of
from diasporamap.counts.notes import Note
from diasporamap.counts.schema import meaning_of
from diasporamap.errors import CountsError, Problem, problem
from diasporamap.language import joined, message
from diasporamap.readers.aggregates import is_aggregate
from diasporamap.readers.plain_header import PEOPLE, is_people, year_and_people
from diasporamap.tables.encoded import encoded, groups_of
from diasporamap.tables.figures import NO_DATA, numerals_of, read_figure
from diasporamap.tables.headers import WIDE, plain_header
from diasporamap.tables.redaction import redacted_codes, redacted_headers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from diasporamap.readers.plain_header import Found
    from diasporamap.tables.encoded import Column
    from diasporamap.tables.raw import Look, RawTable

_GROUPED: Final = re.compile(r"\d{1,3}(?:[.,]\d{3})+")

#: A number from 0 to 100, with decimals or without; the sum of percentages, and what rounding
#: leaves of it; in how many places people add up to it by no chance.
_PERCENTAGE: Final = re.compile(r"(?:\d{1,2}|100)(?:[.,]\d{1,15})?")
_WHOLE: Final = 100
_ROUNDED: Final = 0.51
_MANY: Final = 5

#: Headers of a column of the country that the people come from, a code before a name, and how
#: those begin that hold nothing else.
_COUNTRY_OF_ORIGIN: Final = (
    *("country_of_origin_iso", "country_of_origin_code", "origin_iso3", "coo_iso"),
    *("country_origin_code", "origin_country_code", "origin_code", "country_of_origin"),
    *("pays_d_origine", "country_origin_name", "origin_country", "origin_country_name"),
    *("coo_name", "coo", "sending_country", "paese_di_origine", "origin_name"),
    *("location_code_of_origin", "country_or_area_of_origin"),
    "region_development_group_country_or_area_of_origin",
    *("country_of_birth", "birth_country", "pays_de_naissance", "paese_di_nascita"),
    *("country_of_citizenship", "country_of_nationality", "pays_de_nationalite"),
    *("pays_de_citoyennete", "paese_di_cittadinanza", "citizenship", "citoyennete"),
    *("nationality", "nationalite", "cittadinanza", "origin", "origine"),
)
_SURE: Final = ("country_of_origin", "country_origin", "origin_iso3", "coo_iso", "pays_d_origine")

#: Columns of people by the year in their header, "" where it has none.
Groups = dict[str, dict[str, int]]


def people_by_year(found: Found, columns: dict[str, int]) -> Groups:
    """Return the columns of people by year: those of no year, or those with one in the header.

    A bare year is a column of counts where a column tells the sex, or none of people does.
    """
    plain = {name: at for name, at in columns.items() if name in PEOPLE}
    if plain or "year" in columns:
        return {"": plain}
    headed = [(at, year_and_people(header)) for at, header in enumerate(found.meaning)]
    given = [(at, people) for at, people in headed if people]
    bare = "sex" in columns or all(people[0] == "count" for _, people in given)
    yearly: Groups = {}
    for at, (name, year) in given:
        if name in yearly.get(year, {}):
            return {"": plain}  # two columns of one year: which is meant is not known
        if name != "count" or bare:
            yearly.setdefault(year, {})[name] = at
    return dict(sorted(yearly.items())) or {"": plain}


def totals_alone(
    columns: dict[str, int], groups: Groups, table: RawTable, *, sure: bool = False
) -> Groups | None:
    """Return the columns of counts of a table without sexes, None where it is no such table.

    A table of persons is none: its columns of numbers count rows, or hold few figures, unless it
    is `sure` that they are counts.
    """
    if "sex" in columns or "place" not in columns:
        return None
    counts: Groups = {}
    for year, group in groups.items():
        if len(group) != 1 or group.keys() & WIDE.keys():
            return None
        (at,) = group.values()
        if not sure and not _holds_counts(encoded(table.rows).columns[at].cells):
            return None
        counts[year] = {"count": at}
    return counts


def _holds_counts(cells: Sequence[str]) -> bool:
    """Tell whether most cells that are filled are counts, and not the numbers of the rows."""
    filled = [cell for cell in cells if cell.casefold() not in NO_DATA]
    numerals = numerals_of(filled)
    counts = [
        read_figure(cell, numerals, marks=True).count
        for cell in filled
        if not _GROUPED.fullmatch(cell)
    ]
    numbered = len(counts) > len("12") and counts == list(range(1, len(counts) + 1))
    grouped = sum(map(bool, map(_GROUPED.fullmatch, filled)))  # refused with the way to write them
    return not numbered and 2 * (grouped + len(counts) - counts.count(None)) > len(filled)


def are_percentages(table: RawTable, groups: Groups, columns: dict[str, int]) -> str:
    """Return the kind of problem of people who add up to 100 in each place or all together.

    It is sure where some have decimals, and likely of whole numbers in many places; "" otherwise.
    """
    places = columns.get("place")
    apart = [at for name, at in columns.items() if name not in (*PEOPLE, "sex")]
    rows = encoded(table.rows)
    for group in groups.values():
        figures = [rows.columns[at] for name, at in group.items() if name != "total"]
        texts = {text for one in figures for text in one.different} - {""}
        if not all(map(_PERCENTAGE.fullmatch, texts)):
            continue
        used = np.zeros(len(rows), bool)
        added = np.zeros(len(rows))
        for one in figures:
            used |= one.filled
            added += np.array([_share(text) for text in one.texts], float)[one.codes]
        if places is not None:
            used &= ~rows.columns[places].where(is_aggregate)
        kept = rows.at(used)
        sums = _sums(added[used], [kept.columns[at] for at in apart])
        decimals = any(not share.is_integer() for share in map(_share, _texts(figures, used)))
        each = [abs(total - _WHOLE) <= _ROUNDED for total in sums]
        if decimals and (all(each) or abs(sum(sums) - _WHOLE) <= _ROUNDED):
            return "percentages"
        if all(each) and len(each) >= _MANY:
            return "percentages_likely"
    return ""


def _share(text: str) -> float:
    """Return a percentage, 0 for a blank and for what is none."""
    return float(text.replace(",", ".")) if _PERCENTAGE.fullmatch(text) else 0.0


def _texts(columns: Sequence[Column], rows: NDArray[np.bool_]) -> set[str]:
    """Return the different texts of columns in some rows."""
    return {text for column in columns for text in column.at(rows).different}


def _sums(figures: NDArray[np.float64], apart: Sequence[Column]) -> list[float]:
    """Add up figures of rows that have the same cells in other columns."""
    return list(map(float, np.bincount(groups_of(apart, len(figures)), weights=figures)))


def filled_down(found: Found, look: Look) -> tuple[Found, list[Note], list[Problem]]:
    """Write what a cell that is merged over several rows says in each; no figure is said twice."""
    table = found.table
    if not look.merged:
        return found, [], []
    people = {at for at, header in enumerate(found.meaning) if is_people(header)}
    numbers = encoded(table.rows).numbers.tolist()
    cells = {row: list(texts) for row, texts in table.rows}
    filled: set[int] = set()
    problems = []
    for first, last, at in sorted(set(look.merged)):
        below = numbers[bisect_right(numbers, first) : bisect_right(numbers, last)]
        if not below or at >= len(table.header) or first not in cells or not cells[first][at]:
            continue
        if at in people:
            problems.append(problem("merged_figure", row=first, column=table.header[at], last=last))
            continue
        for row in below:
            if not cells[row][at]:
                cells[row][at] = cells[first][at]
                filled.add(row)
            else:
                break  # merged cells never overlap: this is no sound workbook
    rows = encoded((row, tuple(texts)) for row, texts in cells.items())
    notes = [Note("merged", {"number": len(filled)})] if filled else []
    return replace(found, table=replace(table, rows=rows)), notes, problems


def of_origin(found: Found, origin: str, *, file: str) -> tuple[Found, list[Note]]:
    """Keep the rows of one country of origin where a column tells it, as UNHCR's tables have.

    A column that may hold something else, as `origin` the parts of one country, is one of countries
    where most of what it holds are.
    """
    table, names = found.table, [plain_header(header) for header in found.meaning]
    rows = encoded(table.rows)
    for name in _COUNTRY_OF_ORIGIN:
        if name not in names:
            continue
        at = names.index(name)
        given = set(rows.columns[at].different)
        least = len("CMR") if name in ("origin", "origine") else 0  # AD is Adamawa as well
        countries = sum(len(text) >= least and bool(country_named(text)) for text in given)
        if name.startswith(_SURE) or 2 * countries > len(given - {""}):
            break
    else:
        _refuse_unread_origins(found, names, file)
        return found, []
    rows = rows.at(rows.columns[at].where(lambda text: alpha2_of(text) == alpha2_of(origin)))
    if not len(rows):
        listed = redacted_codes(given, most=12, known=alpha2_of)
        where = {"country": names_of(origin), "origin": origin, "listed": listed}
        raise CountsError.of("origin_not_in_table", file=file, **where)
    pairs, used = zip(names, found.meaning, strict=True), message("readers.used_origin")
    meaning = tuple(used if name in _COUNTRY_OF_ORIGIN else text for name, text in pairs)
    said = Note("origin", {"name": names_of(origin), "origins": len(given)})
    kept = replace(found, table=replace(table, rows=rows), meaning=meaning)
    return kept, [said] if len(given) > 1 else []


def _refuse_unread_origins(found: Found, names: list[str], file: str) -> None:
    """Refuse several nationalities that are no countries: they would be added up as one people."""
    for name in _COUNTRY_OF_ORIGIN:
        if name in names and name not in ("origin", "origine"):
            at = names.index(name)
            given = encoded(found.table.rows).columns[at].different
            if len({text.strip().casefold() for text in given} - {""}) > 1:
                raise CountsError.of("origins_unread", file=file, column=found.table.header[at])


def missing_columns(
    columns: dict[str, int], groups: Groups, table: RawTable, *, layout: str, header_row: int
) -> list[Problem]:
    """Say which columns the layout needs and the header lacks."""
    have = {"place": "place" in columns, "sex": "sex" in columns}
    for name in ("women", "men", "count"):
        have[name] = all(name in group for group in groups.values())
    hints = [redacted_headers(table.header, row=header_row)]
    if layout == "tidy":
        hints.append(message("readers.hint.wide"))
        if have["place"] and have["sex"]:
            hints.append(message("readers.hint.persons"))
    elif have["women"] != have["men"] and all("total" in group for group in groups.values()):
        hints.append(message(f"readers.hint.{'women' if have['men'] else 'men'}"))
    hint = joined(hints, "errors.sentences")
    needed = {
        "tidy": ("place", "sex", "count"),
        "wide": ("place", "women", "men"),
        "totals": ("place", "count"),
    }[layout]
    problems = [
        problem("column_lacking", row=header_row, name=name, meaning=meaning_of(name), hint=hint)
        for name in needed
        if not have[name]
    ]
    if layout == "wide" and "count" in columns:
        problems.append(problem("sexes_and_count", row=1, column=table.header[columns["count"]]))
    if not table.rows:
        problems.append(problem("no_rows"))
    return problems
