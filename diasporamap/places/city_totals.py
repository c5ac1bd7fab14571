"""Tells whether counts without a city are the total of those by city, or of other people."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from diasporamap.counts.schema import key_columns
from diasporamap.errors import Problem, problem
from diasporamap.readers.aggregates import is_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from diasporamap.places.columns import Naming

#: The city of people who live in none that is named.
NOT_STATED: Final = "(not stated)"


class Cell(NamedTuple):
    """One row of counts: where it stands, what it counts, and whether it names a city."""

    at: int
    row: object
    place: str
    part: str
    sex: str
    people: int | None
    city: str

    @property
    def named(self) -> bool:
        """Whether it counts the people of one city, or those of none that is named."""
        return bool(self.city) and not is_whole(self.city)


def settled(counts: pd.DataFrame, naming: Naming) -> tuple[pd.DataFrame, list[Problem]]:
    """Name the city of counts beside those by city as not stated, where they are no total.

    A total is at least the sum of its cities, women and men alike. Counts without a city that are
    less cannot be one; those that are not may be, and would count people twice.

    The counts have codes in `place`, blank where a name fits none. Their city is blank afterwards
    only where the same people are not counted by city. Those that may be totals are problems.
    """
    import pandas as pd

    written = counts["city"].astype("string").str.strip()
    cities: list[object] = [*written.mask(written == "")]
    problems = []
    for blank, parts in _wholes_and_parts(counts):
        if _may_be_total(blank, parts):
            problems.append(_problem(blank, parts, naming))
        for cell in blank:
            cities[cell.at] = NOT_STATED
    city = pd.Series(cities, index=counts.index, dtype="string")
    return counts.assign(city=city), problems


def _wholes_and_parts(counts: pd.DataFrame) -> Iterator[tuple[list[Cell], list[Cell]]]:
    """Give counts without a city with those by city in the same place, year, source and so on."""
    apart = ("sex", "city", "subdivision")
    keys = [name for name in key_columns(counts.columns) if name not in apart]
    groups: dict[tuple[str, ...], list[Cell]] = defaultdict(list)
    for cell, key in zip(_cells(counts), _texts(counts, keys), strict=True):
        if cell.place:
            groups[key].append(cell)
    for cells in groups.values():
        blank: dict[str, list[Cell]] = defaultdict(list)
        for cell in cells:
            if not cell.named:
                blank[cell.part].append(cell)
        for part, wholes in blank.items():
            parts = [cell for cell in cells if cell.named and part in ("", cell.part)]
            if parts:
                yield wholes, parts


def _cells(counts: pd.DataFrame) -> Iterator[Cell]:
    import pandas as pd

    names = [name for name in ("place", "subdivision", "sex", "city") if name in counts.columns]
    numbers = pd.to_numeric(counts["count"], errors="coerce")
    rows = zip(counts.index, _texts(counts, names), numbers, strict=True)
    for at, (row, texts, number) in enumerate(rows):
        of = dict(zip(names, texts, strict=True))
        count = None if pd.isna(number) else int(number)
        part = of.get("subdivision", "")
        yield Cell(at, row, of["place"], part, of["sex"], count, of["city"].strip())


def _texts(counts: pd.DataFrame, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return counts[[*columns]].astype("string").fillna("").itertuples(index=False, name=None)


def _may_be_total(blank: Sequence[Cell], parts: Sequence[Cell]) -> bool:
    """Tell whether counts can be the sum of others, as far as figures tell."""
    if any(cell.city for cell in blank):
        return True  # it is called a total
    whole, inside = _by_sex(blank), _by_sex(parts)
    if not whole.total():
        return False
    unknown = any(cell.people is None for cell in blank)
    enough = unknown or whole.total() >= inside.total()
    return enough and all(whole[sex] >= inside[sex] for sex in whole)


def _by_sex(cells: Sequence[Cell]) -> Counter[str]:
    people: Counter[str] = Counter()
    for cell in cells:
        if cell.people is not None:
            people[cell.sex] += cell.people
    return people


def _problem(blank: Sequence[Cell], parts: Sequence[Cell], naming: Naming) -> Problem:
    place = blank[0].part or blank[0].place
    return problem(
        "city_total",
        file=naming.file,
        row=", ".join(dict.fromkeys(str(cell.row) for cell in blank)),
        column=naming.header("city"),
        topic="Total",
        place=place,
        other=parts[0].row,
    )
