"""Compares counts, and inhabitants of places, with the population that is published of them."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from diasporamap.counts.aggregation import APART
from diasporamap.counts.schema import KEY, SEXES
from diasporamap.counts.sources import read_sources, sources_file_of
from diasporamap.errors import Problem, problem
from diasporamap.language import message
from diasporamap.places.country_names import countries
from diasporamap.places.origins.matching import parts_of
from diasporamap.places.population import Figure, nearest, population_of
from diasporamap.places.units import countries_by_row, known_units
from diasporamap.readers.publishers import REVISIONS
from diasporamap.readers.reference import shipped_people
from diasporamap.resources import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import pandas as pd

    from diasporamap.counts.origin import Origin
    from diasporamap.counts.sources import Source
    from diasporamap.places.columns import Naming

#: How many times the published people of a place, and how many more, are not to be expected:
#: missions register more than UN DESA counts, in small places many times more.
TIMES: Final = 20
MORE: Final = 10_000

#: By how many times the shipped figure may be another one: beyond are thousands, or another place.
_FAR: Final = 20
#: By how many times parts may be smaller than the country if all of its parts are like them, and by
#: how many times it may be smaller than they are together.
_PARTS_UNDER: Final = 200
_PARTS_OVER: Final = 2


class Published(NamedTuple):
    """Published counts of the people of an origin: their title, and people by place and year."""

    title: str
    people: Mapping[str, Mapping[int, int]]


def size_problems(
    counts: pd.DataFrame, sources: Mapping[str, Source], naming: Naming, origin: Origin
) -> Iterator[Problem]:
    """Refuse more people than the origin has, and many times those that are published of a place.

    `counts` have codes of places. Sources that are declared `larger_than_expected` are passed
    over. Figures of sources that are not published are not told: a map may hide them.
    """
    keys = [name for name in APART if name in counts.columns]
    counts = counts[[*keys, "count"]].assign(place=countries_by_row(counts["place"]))
    sums = counts.groupby([*keys, "place"], dropna=False)["count"].sum().reset_index()
    for _, group in sums.groupby(keys, dropna=False) if keys else [((), sums)]:
        name = str(group["source"].iloc[0]) if "source" in keys else ""
        source = sources.get(name)
        if source and (source.larger_than_expected or source.all_origins):
            continue
        years = list(group["year"].dropna()) if "year" in keys else []
        year = int(years[0]) if years else None
        for kind, place, number, known, title in _too_large(group, origin, year):
            rows = _rows_of(counts, group[keys].iloc[0].to_dict() | {"place": place})
            people = message("places.counted", people=number)
            yield problem(
                kind,
                file=naming.file,
                column=naming.people,
                topic="Size",
                row=", ".join(dict.fromkeys(map(str, rows))) if place else None,
                people=people if source and source.published else "",
                known=known.people,
                year=known.year,
                place=place,
                times=TIMES,
                title=title,
                origin=origin.name,
                of=origin.of,
                source=name or "NAME",
            )


def _rows_of(counts: pd.DataFrame, values: Mapping[Any, object]) -> pd.Index:
    """Return the rows that have some values, of which any may be blank."""
    import pandas as pd

    for column, value in values.items():
        given = counts[column]
        alike = given.isna() if pd.isna(value) else given == value  # type: ignore[call-overload]
        counts = counts[alike.fillna(value=False).astype(bool)]
    return counts.index


def _too_large(
    sums: pd.DataFrame, origin: Origin, year: int | None
) -> Iterator[tuple[str, str, int, Figure, str]]:
    """Give what is too large: the kind of the problem, the place, people, what is known, where.

    Of several published figures of a place the largest is what it is compared with.
    """
    whole = population_of(origin.code, year)
    together = int(sums["count"].sum())
    if whole and together > whole.people:
        yield "larger_than_population", "", together, whole, ""
    published = published_of(origin)
    stated = sums.dropna(subset="place")
    for place, people in zip(stated["place"].astype(str), map(int, stated["count"]), strict=True):
        figures = [
            (known, table.title)
            for table in published
            if (known := nearest(table.people.get(place, {}), year))
        ]
        if not figures:
            continue
        known, title = max(figures, key=lambda figure: figure[0].people)
        if people > max(TIMES * known.people, known.people + MORE):
            yield "larger_than_published", place, people, known, title


@cache
def published_of(origin: Origin) -> tuple[Published, ...]:
    """Return the published counts of an origin: its own table, or each revision of UN DESA's.

    There are none of an origin that UN DESA has no figures of, such as Kosovo.
    """
    if origin.published is None:
        shipped_tables = (
            Published(f"International Migrant Stock {revision}", shipped_people(origin, revision))
            for revision in REVISIONS
        )
        return tuple(table for table in shipped_tables if table.people)
    people = _tidy_people(origin.published)
    beside = sources_file_of(origin.published)
    sources: Mapping[str, Source] = read_sources(beside) if people and beside.is_file() else {}
    if not people:
        from diasporamap.readers.registry import read_counts

        read = read_counts(origin.published)
        sums = read.table.groupby(["place", "year"], as_index=False)["count"].sum()
        rows = sums.itertuples(index=False, name=None)
        sources, people = read.sources, {(place, year): number for place, year, number in rows}
    found: dict[str, dict[int, int]] = {}
    for (place, year), number in sorted(people.items()):
        found.setdefault(str(place), {})[int(year)] = int(number)
    titles = ", ".join(source.title for source in sources.values())
    return (Published(titles or origin.published.name, found),)


def _tidy_people(file: Path) -> dict[tuple[str, str], int]:
    """Return the people by place and year of a tidy table of codes and whole numbers, as one ships.

    Nothing of any other: a reader knows what it means, or what is wrong with it.
    """
    try:
        rows = rows_of(file)
    except (OSError, UnicodeDecodeError, csv.Error):
        return {}
    people: Counter[tuple[str, str]] = Counter()
    cells = set()
    for row in rows:
        count, year = row.pop("count", "") or "", row.get("year") or ""
        cell = tuple(row.values())
        tidy = row.keys() <= set(KEY) and row.get("sex") in SEXES and cell not in cells
        figures = f"{count}{year}"
        tidy = tidy and bool(count and year) and figures.isascii() and figures.isdigit()
        place = row.get("place", "")
        if not tidy or place not in countries():
            return {}
        cells.add(cell)
        people[place, year] += int(count)
    return people


def doubtful_figure(code: str, people: int, year: int | None) -> Problem | None:
    """Refuse what is far from the shipped figure: thousands, or another place."""
    known = population_of(code, year)
    if known is None or (known.people <= people * _FAR and people <= known.people * _FAR):
        return None
    return problem("population_far", people=people, code=code, known=known.people, year=known.year)


def doubtful_parts(
    own: Mapping[str, Mapping[int | None, int]], origin: Origin, file: str
) -> Iterator[Problem]:
    """Refuse parts of a country that are together far from its shipped figure."""
    of_level, units = parts_of(origin).levels, known_units()
    sizes = Counter(of_level.values())
    sums: dict[tuple[str, object, int, int | None], list[int]] = {}
    for code, figures in own.items():
        country = units.country_of.get(code, code)
        if code in of_level:
            level = of_level[code]
            group: tuple[str, object, int] = (origin.code, origin.level(level).many, sizes[level])
        elif country != code:
            group = (country, message("places.admin1_units"), len(units.parts[country]))
        else:
            continue
        for year, people in figures.items():
            sums.setdefault((*group, year), []).append(people)
    for (country, parts, number, year), given in sums.items():
        known = population_of(country, year)
        if known is None:
            continue
        times = _FAR if len(given) == number else _PARTS_UNDER
        alike = sum(given) * number / len(given)
        if known.people <= alike * times and sum(given) <= known.people * _PARTS_OVER:
            continue
        yield problem(
            "population_parts_far_in" if year else "population_parts_far",
            file=file,
            people=sum(given),
            given=len(given),
            number=number,
            parts=parts,
            country=country,
            year=year,
            known=known.people,
            since=known.year,
        )
