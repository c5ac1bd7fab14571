"""Matches the columns of a counts table that name places: residence, its part, origin."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from diasporamap.errors import Problem, problem
from diasporamap.places.cities import is_not_stated, match_city, unmatched_city
from diasporamap.places.countries import (
    column_system,
    is_non_answer,
    match_place,
    unmatched_place,
)
from diasporamap.places.origins.matching import match_origin, unmatched_origin
from diasporamap.places.registers import NOT_STATED, Match, OwnNames, name_places
from diasporamap.places.units import known_units, match_subdivision, unmatched_subdivision
from diasporamap.tables.headers import WIDE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from diasporamap.counts.origin import Origin


@dataclass(frozen=True)
class Naming:
    """How the names of a table are matched and told.

    `headers` gives the header in the file by column; `aliases` codes by names of one's own, as
    `read_aliases` reads them. With `units` places may be admin-1 units too; with an `origin` a
    column `origin` names its parts; with `persons` the counts are of persons of a survey, whose
    rows are not told.
    """

    file: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] | None = None
    units: bool = False
    origin: Origin | None = None
    persons: bool = False

    @cached_property
    def own(self) -> OwnNames:
        """The names of one's own, folded once."""
        return OwnNames.of(self.aliases)

    @property
    def by_city(self) -> bool:
        """Whether the table has no column of countries: the city tells the country."""
        return "city" in self.headers and self.headers.get("place") == self.headers["city"]

    def header(self, column: str) -> str:
        """Return the header of a column in the file."""
        return self.headers.get(column, column)

    @property
    def people(self) -> str:
        """The headers of the columns of people, in one text."""
        given = [self.headers[name] for name in (*WIDE, "total") if name in self.headers]
        return self.headers.get("count", " + ".join(given) or "count")


@dataclass(frozen=True)
class UnmatchedName:
    """A name as written that fits no place, the column of the schema, and what is said of it."""

    column: str
    name: str
    match: Match
    problem: Problem


@dataclass(frozen=True, eq=False)
class MatchedColumn:
    """What the names of one column of the schema were found to mean.

    `codes` go by row: one is blank where the name is blank or fits nothing. `meanings` are what the
    names mean that differ, None for blank ones, and `found` is which of them is that of each row.
    `told` says whether messages may show the names; see
    `diasporamap.places.registers.name_places`.
    """

    column: str
    codes: pd.Series
    found: NDArray[np.intp]
    meanings: tuple[Match | None, ...]
    unmatched: tuple[UnmatchedName, ...]
    told: bool = True

    def at(self, rows: NDArray[np.bool_]) -> MatchedColumn:
        """Return what the names of some of the rows mean."""
        return replace(self, codes=self.codes[rows], found=self.found[rows])

    @property
    def matches(self) -> tuple[Match | None, ...]:
        """What the name of each row means."""
        return tuple(self.meanings[at] for at in self.found)

    @cached_property
    def blank(self) -> NDArray[np.bool_]:
        """Whether the row names nothing, by row."""
        return self._where(lambda match: match is None)

    @cached_property
    def lost(self) -> NDArray[np.bool_]:
        """Whether the row names something that fits nothing, by row."""
        named = self._where(lambda match: match is not None and match.place is None)
        return named & ~self.not_stated

    @cached_property
    def not_stated(self) -> NDArray[np.bool_]:
        """Whether the row says that the place is not stated, by row."""
        return self._where(lambda match: match is not None and match.reason == NOT_STATED)

    def _where(self, told: Callable[[Match | None], bool]) -> NDArray[np.bool_]:
        """Ask each match once."""
        import numpy as np

        answers: NDArray[np.bool_] = np.array(list(map(told, self.meanings)), bool)[self.found]
        return answers


class _Key(NamedTuple):
    """A name, and the country that what bears it is in, "" where it may be in any."""

    name: str
    country: str = ""


class _Names(NamedTuple):
    """The names of a column that differ, None where none is stated, and that of each row."""

    different: list[_Key | None]
    of_row: NDArray[np.intp]


def matched_columns(counts: pd.DataFrame, naming: Naming) -> dict[str, MatchedColumn]:
    """Match the names in every column that names places, "place" first.

    A blank place is a breach of the schema, and no name; where no column names countries, the
    cities do. A part or a city is not looked for where its country is not known. The code of a
    city is that of its unit, or of its country where it has none.
    """
    own = naming.own
    places = _matched_places(counts, naming)
    found = {"place": places}
    if "subdivision" in counts.columns:
        found["subdivision"] = _matched(
            *(counts, _in_countries(_names(counts, "subdivision"), places.codes)),
            "subdivision",
            naming,
            match=_if_stated(lambda key: match_subdivision(*key, aliases=own), naming),
            describe=lambda key, match, told: unmatched_subdivision(*key, match, told=told),
        )
    if "city" in counts.columns:
        found["city"] = _matched(
            counts,
            _in_countries(_names(counts, "city", passed_over=is_not_stated), places.codes),
            "city",
            naming,
            match=lambda key: match_city(*key, aliases=own).in_unit,
            describe=lambda key, match, told: unmatched_city(*key, match, told=told),
            many=True,
        )
    origins = matched_origins(counts, naming)
    return found if origins is None else found | {"origin": origins}


def _matched_places(counts: pd.DataFrame, naming: Naming) -> MatchedColumn:
    if not naming.by_city:
        names = _names(counts, "place")
        system = column_system((key.name for key in names.different if key), naming.own)
        return _matched(
            *(counts, names),
            "place",
            naming,
            match=lambda key: match_place(
                key.name, aliases=naming.own, units=naming.units, system=system
            ),
            describe=lambda key, match, told: unmatched_place(key.name, match, told=told),
        )
    return _matched(
        *(counts, _names(counts, "city")),
        "place",
        naming,
        match=_if_stated(lambda key: match_city(key.name, aliases=naming.own).in_country, naming),
        describe=lambda key, match, told: replace(
            unmatched_city(*key, match, told=told), topic="Place"
        ),
        many=True,
    )


def _if_stated(match: Callable[[_Key], Match], naming: Naming) -> Callable[[_Key], Match]:
    """Return the match of names that are no answer such as "Inconnue", unless declared a place."""
    return lambda key: (
        Match(None, NOT_STATED)
        if is_non_answer(key.name) and not naming.own.code(key.name)
        else match(key)
    )


def matched_origins(counts: pd.DataFrame, naming: Naming) -> MatchedColumn | None:
    """Match the parts of the country of origin, None where no column names any."""
    home = naming.origin
    if "origin" not in counts.columns or home is None or not home.levels:
        return None
    return _matched(
        *(counts, _names(counts, "origin", passed_over=is_non_answer)),
        "origin",
        naming,
        match=lambda key: match_origin(key.name, home, aliases=naming.own),
        describe=lambda key, match, told: unmatched_origin(key.name, match, home, told=told),
    )


def _matched(
    counts: pd.DataFrame,
    names: _Names,
    column: str,
    naming: Naming,
    *,
    match: Callable[[_Key], Match],
    describe: Callable[[_Key, Match, bool], Problem],
    many: bool = False,
) -> MatchedColumn:
    """Match each name once, and gather the rows of those that fit nothing.

    Where so many names are known that nearly every word is like one, likeness says nothing of a
    wrong column.
    """
    import numpy as np
    import pandas as pd

    matches = tuple(None if key is None else match(key) for key in names.different)
    evidence = [one for one in matches if one is not None and one.reason != NOT_STATED]
    if many:
        strange = ("unknown", "elsewhere")
        evidence = [Match(None, "unknown") if at.reason in strange else at for at in evidence]
    told = name_places(evidence)
    unmatched = []
    for at, (key, one) in enumerate(zip(names.different, matches, strict=True)):
        if key is None or one is None or one.place is not None or one.reason == NOT_STATED:
            continue
        rows = map(str, counts.index[names.of_row == at])
        found_wrong = replace(
            describe(key, one, told),
            file=naming.file,
            row=", ".join(dict.fromkeys(rows)),
            column=naming.header(column),
        )
        unmatched.append(UnmatchedName(column, key.name, one, found_wrong))
    given = [None if one is None else one.place for one in matches]
    codes = pd.array(given, dtype="string")
    taken = codes.take(np.asarray(names.of_row))
    series = pd.Series(taken, index=counts.index)
    return MatchedColumn(column, series, names.of_row, matches, tuple(unmatched), told)


def _names(
    counts: pd.DataFrame, column: str, *, passed_over: Callable[[str], bool] = lambda _: False
) -> _Names:
    """Return the names of a column without outer white space, None where none is stated."""
    import numpy as np

    codes, texts = counts[column].astype("string").factorize()
    stated = (str(text).strip() for text in texts)
    keys = [_Key(text) if text and not passed_over(text) else None for text in stated]
    return _once([*keys, None], np.where(codes < 0, len(keys), codes))


def _once(keys: Sequence[_Key | None], of_row: NDArray[np.intp]) -> _Names:
    """Keep each name once that a row has, in the order of the rows."""
    import numpy as np

    order: dict[_Key | None, int] = {}
    to = np.zeros(len(keys), np.intp)
    used, first = np.unique(of_row, return_index=True)
    for at in used[np.argsort(first)]:
        to[at] = order.setdefault(keys[at], len(order))
    return _Names(list(order), to[of_row])


def _in_countries(names: _Names, places: pd.Series) -> _Names:
    """Return names with the country of each, None where either is not known."""
    import numpy as np

    country_of = known_units().country_of
    codes, given = places.factorize()
    known = [*(country_of.get(str(place)) for place in given), None]
    pairs, of_row = np.unique(
        names.of_row * len(known) + np.where(codes < 0, len(given), codes), return_inverse=True
    )
    keys = [
        _Key(key.name, country)
        if (key := names.different[pair // len(known)]) and (country := known[pair % len(known)])
        else None
        for pair in pairs
    ]
    return _once(keys, of_row)


def nothing_fits(file: str | None, column: str | None = None) -> Problem:
    """Describe a table of which no row has a place that is known."""
    return problem("place_none", file=file, column=column, topic="Place")
