"""Matches the columns of a counts table that name places: residence, its part, origin."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from diasporamap.persons.tally import NO_PLACE
from diasporamap.places.matches import Match, name_places
from diasporamap.places.names import match_place, unmatched_place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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
        Whether messages may show them; see `diasporamap.places.matches.name_places`.
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


class _InCountry(NamedTuple):
    """A name, and the country that what bears it is in."""

    country: str
    name: str


def matched_places(counts: pd.DataFrame, naming: Naming) -> MatchedColumn:
    """Match the places of residence; a blank one is a breach of the schema, and no name.

    Where no column names countries, the cities do.
    """
    if naming.by_city:
        return _countries_of_cities(counts, naming)
    return _matched(
        _names(counts, "place"),
        "place",
        naming,
        lambda name: match_place(name, aliases=naming.aliases, units=naming.units),
        unmatched_place,
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
    from diasporamap.places.subdivisions import match_subdivision, unmatched_subdivision

    return _matched(
        _names_in_countries(counts, "subdivision", places),
        "subdivision",
        naming,
        lambda key: match_subdivision(key.name, key.country, aliases=naming.aliases),
        lambda key, found, **told: unmatched_subdivision(key.name, key.country, found, **told),
    )


def _countries_of_cities(counts: pd.DataFrame, naming: Naming) -> MatchedColumn:
    """Match the cities of a table without a column of countries to their countries."""
    from diasporamap.places.cities import match_city, unmatched_city

    def match(name: str) -> Match:
        found = match_city(name, aliases=naming.aliases)
        return Match(found.country, "" if found.country else found.reason, found.suggestions)

    def problem(name: str, found: Match, *, told: bool) -> Problem:
        return replace(unmatched_city(name, None, found, told=told), topic="Place")

    return _matched(_names(counts, "city"), "place", naming, match, problem, many=True)


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

    def match(key: _InCountry) -> Match:
        found = match_city(key.name, key.country, aliases=naming.aliases)
        place = found.unit or (None if found.reason else key.country)
        return Match(place, found.reason, found.suggestions)

    return _matched(
        _names_in_countries(counts, "city", places, passed_over=is_not_stated),
        "city",
        naming,
        match,
        lambda key, found, **told: unmatched_city(key.name, key.country, found, **told),
        many=True,
    )


def matched_origins(counts: pd.DataFrame, naming: Naming) -> MatchedColumn | None:
    """Match the regions and divisions of origin, None where no column names any."""
    if "origin" not in counts.columns or not naming.origins:
        return None
    from diasporamap.places.origins.matching import match_origin, unmatched_origin

    return _matched(
        _names(counts, "origin"),
        "origin",
        naming,
        lambda name: match_origin(name, aliases=naming.aliases),
        unmatched_origin,
    )


def _matched(
    keys: pd.Series,
    column: str,
    naming: Naming,
    match: Callable[[Any], Match],
    describe: Callable[..., Problem],
    *,
    many: bool = False,
) -> MatchedColumn:
    """Match each name once, and gather the rows of those that fit nothing.

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
    rows: dict[str | _InCountry, dict[str, None]] = {}
    for row, key in keys.items():
        if key is not None and found[key].place is None:
            rows.setdefault(key, {})[str(row)] = None
    unmatched = []
    for key, numbers in rows.items():
        problem = replace(
            describe(key, found[key], told=told),
            file=naming.file,
            row=", ".join(numbers),
            column=naming.header(column),
        )
        name = key if isinstance(key, str) else key.name
        unmatched.append(UnmatchedName(column, name, found[key], problem))
    matches = tuple(None if key is None else found[key] for key in keys)
    codes = [None if found is None else found.place for found in matches]
    series = pd.Series(codes, index=keys.index, dtype="string")
    return MatchedColumn(column, series, matches, tuple(unmatched), told)


def _names(counts: pd.DataFrame, column: str) -> pd.Series:
    """Return the names of a column without outer white space, None where one is blank."""
    import pandas as pd

    texts = counts[column].astype("string").fillna("").str.strip()
    return pd.Series([str(text) or None for text in texts], index=counts.index, dtype=object)


def _names_in_countries(
    counts: pd.DataFrame,
    column: str,
    places: pd.Series,
    *,
    passed_over: Callable[[str], bool] = lambda _: False,
) -> pd.Series:
    """Return the names of a column with the country of each, None where either is not known."""
    import pandas as pd

    from diasporamap.places.units import known_units

    country_of = known_units().country_of
    keys = [
        _InCountry(country_of[place], name)
        if name and place in country_of and not passed_over(name)
        else None
        for place, name in zip(places.fillna(""), _names(counts, column), strict=True)
    ]
    return pd.Series(keys, index=counts.index, dtype=object)
