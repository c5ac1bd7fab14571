"""Matches the columns of a counts table that name places: residence, its part, origin."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from diasporamap.counts.persons.tally import NO_PLACE
from diasporamap.places.names import Match, match_place, name_places, unmatched_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from diasporamap.errors import Problem


@dataclass(frozen=True)
class Naming:
    """How the names of a table are matched and told.

    Attributes
    ----------
    file : str, optional
        Name of the file, for the messages.
    headers : mapping of str to str
        The header in the file of each column.
    aliases : mapping of str to str, optional
        Codes by names of one's own; see `diasporamap.places.aliases.read_aliases`.
    units : bool
        Whether places may be admin-1 units too.
    origins : bool
        Whether a column `origin` names regions and divisions of Cameroon.
    persons : bool
        Whether the counts are of persons of a survey, whose rows are not told.
    """

    file: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] | None = None
    units: bool = False
    origins: bool = False
    persons: bool = False

    @property
    def by_city(self) -> bool:
        """Whether the table has no column of countries: the city tells the country."""
        return "city" in self.headers and self.headers.get("place") == self.headers["city"]

    def header(self, column: str) -> str:
        """Return the header of a column in the file."""
        return self.headers.get(column, column)


@dataclass(frozen=True)
class UnmatchedName:
    """A name that fits no place.

    Attributes
    ----------
    column : str
        Column of the schema in which it stands: "place", "subdivision", "city" or "origin".
    name : str
        The name as written.
    match : Match
        Why it does not match, and what may be meant.
    problem : Problem
        What a message says of it.
    """

    column: str
    name: str
    match: Match
    problem: Problem


@dataclass(frozen=True, eq=False)
class MatchedColumn:
    """What the names of one column were found to mean.

    Attributes
    ----------
    column : str
        Column of the schema.
    codes : pandas.Series
        Code by row; blank where the name is blank or fits nothing.
    matches : tuple of (Match or None)
        What the name of each row was found to be, None where it is blank.
    unmatched : tuple of UnmatchedName
        The names that fit nothing.
    told : bool
        Whether messages may show them; see `diasporamap.places.names.name_places`.
    """

    column: str
    codes: pd.Series
    matches: tuple[Match | None, ...]
    unmatched: tuple[UnmatchedName, ...]
    told: bool = True

    @cached_property
    def lost(self) -> NDArray[np.bool_]:
        """Whether the row names something that fits nothing, by row."""
        import numpy as np

        return np.array([match is not None and match.place is None for match in self.matches], bool)


def matched_places(counts: pd.DataFrame, naming: Naming) -> MatchedColumn:
    """Match the places of residence; a blank one is a breach of the schema, and no name.

    Where no column names countries, the cities do.
    """
    if naming.by_city:
        return _countries_of_cities(counts, naming)

    def problem(name: str, match: Match, row: str, told: bool) -> Problem:  # noqa: FBT001
        where = {"file": naming.file, "row": row, "column": naming.header("place")}
        return unmatched_problem(name, match, **where, told=told)

    return _matched(
        counts,
        "place",
        _names(counts, "place"),
        lambda name: match_place(name, aliases=naming.aliases, units=naming.units),
        problem,
    )


def matched_subdivisions(
    counts: pd.DataFrame, places: pd.Series, naming: Naming
) -> MatchedColumn | None:
    """Match the parts of the countries of residence, None where no column names any.

    Parameters
    ----------
    counts : pandas.DataFrame
        Counts; not changed.
    places : pandas.Series
        Code of the place of each row. Where it is blank, its part is not looked for.
    naming : Naming
        How names are matched.
    """
    if "subdivision" not in counts.columns:
        return None
    from diasporamap.places.districts.units import known_units
    from diasporamap.places.subdivisions import match_subdivision, unmatched_subdivision

    country_of = known_units().country_of
    keys = [
        (country_of[place], name) if name and place in country_of else None
        for place, name in zip(places.fillna(""), _names(counts, "subdivision"), strict=True)
    ]

    def problem(key: tuple[str, str], match: Match, row: str, told: bool) -> Problem:  # noqa: FBT001
        where = {"file": naming.file, "row": row, "column": naming.header("subdivision")}
        return unmatched_subdivision(key[1], key[0], match, **where, told=told)

    return _matched(
        counts,
        "subdivision",
        keys,
        lambda key: match_subdivision(key[1], key[0], aliases=naming.aliases),
        problem,
    )


def _countries_of_cities(counts: pd.DataFrame, naming: Naming) -> MatchedColumn:
    """Match the cities of a table without a column of countries to their countries."""
    from diasporamap.places.cities import match_city, unmatched_city

    def match(name: str) -> Match:
        found = match_city(name, aliases=naming.aliases)
        return Match(found.country, "" if found.country else found.reason, found.suggestions)

    def problem(name: str, found: Match, row: str, told: bool) -> Problem:  # noqa: FBT001
        where = {"file": naming.file, "row": row, "column": naming.header("city")}
        return replace(unmatched_city(name, None, found, **where, told=told), topic="Place")

    return _matched(counts, "place", _names(counts, "city"), match, problem, many=True)


def matched_cities(counts: pd.DataFrame, places: pd.Series, naming: Naming) -> MatchedColumn | None:
    """Match the cities of residence to parts of their countries, None where no column names any.

    Parameters
    ----------
    counts : pandas.DataFrame
        Counts; not changed.
    places : pandas.Series
        Code of the place of each row. Where it is blank, its city is not looked for.
    naming : Naming
        How names are matched.

    Returns
    -------
    MatchedColumn or None
        The code of the unit of each city; that of the country where it has no unit.
    """
    if "city" not in counts.columns:
        return None
    from diasporamap.places.cities import is_not_stated, match_city, unmatched_city
    from diasporamap.places.districts.units import known_units

    country_of = known_units().country_of
    keys = [
        (country_of[place], name)
        if name and place in country_of and not is_not_stated(name)
        else None
        for place, name in zip(places.fillna(""), _names(counts, "city"), strict=True)
    ]

    def match(key: tuple[str, str]) -> Match:
        country, name = key
        found = match_city(name, country, aliases=naming.aliases)
        return Match(
            found.unit or (None if found.reason else country), found.reason, found.suggestions
        )

    def problem(key: tuple[str, str], found: Match, row: str, told: bool) -> Problem:  # noqa: FBT001
        where = {"file": naming.file, "row": row, "column": naming.header("city")}
        return unmatched_city(key[1], key[0], found, **where, told=told)

    return _matched(counts, "city", keys, match, problem, many=True)


def matched_origins(counts: pd.DataFrame, naming: Naming) -> MatchedColumn | None:
    """Match the regions and divisions of origin, None where no column names any."""
    if "origin" not in counts.columns or not naming.origins:
        return None
    from diasporamap.places.origins.matching import match_origin, unmatched_origin

    def problem(name: str, match: Match, row: str, told: bool) -> Problem:  # noqa: FBT001
        where = {"file": naming.file, "row": row, "column": naming.header("origin")}
        return unmatched_origin(name, match, **where, told=told)

    return _matched(
        counts,
        "origin",
        _names(counts, "origin"),
        lambda name: match_origin(name, aliases=naming.aliases),
        problem,
    )


Key = TypeVar("Key", str, tuple[str, str])


def _matched(
    counts: pd.DataFrame,
    column: str,
    keys: Sequence[Key | None],
    match: Callable[[Key], Match],
    problem: Callable[[Key, Match, str, bool], Problem],
    *,
    many: bool = False,
) -> MatchedColumn:
    """Match each key once, and gather the rows of those that fit nothing.

    Where so many names are known that nearly every word is like one, likeness says nothing of a
    wrong column.
    """
    import pandas as pd

    found = {key: match(key) for key in dict.fromkeys(keys) if key is not None}
    evidence = [match for key, match in found.items() if key != NO_PLACE]
    if many:
        strange = ("unknown", "elsewhere")
        evidence = [Match(None, "unknown") if at.reason in strange else at for at in evidence]
    told = name_places(evidence)
    rows: dict[Key, dict[str, None]] = {}
    for row, key in zip(counts.index, keys, strict=True):
        if key is not None and found[key].place is None:
            rows.setdefault(key, {})[str(row)] = None
    unmatched = tuple(
        UnmatchedName(
            column,
            key if isinstance(key, str) else key[-1],
            found[key],
            problem(key, found[key], ", ".join(numbers), told),
        )
        for key, numbers in rows.items()
    )
    matches = tuple(None if key is None else found[key] for key in keys)
    codes = [None if found is None else found.place for found in matches]
    return MatchedColumn(
        column, pd.Series(codes, index=counts.index, dtype="string"), matches, unmatched, told
    )


def _names(counts: pd.DataFrame, column: str) -> list[str | None]:
    """Return the names of a column without outer white space, None where one is blank."""
    texts = counts[column].astype("string").fillna("").str.strip()
    return [str(text) or None for text in texts]
