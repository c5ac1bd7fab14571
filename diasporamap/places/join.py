"""Joins counts to places and accounts for every row and every person on the way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from diasporamap.counts.aggregation import aggregate_counts
from diasporamap.counts.described import rows_of
from diasporamap.counts.schema import check_counts, key_columns, repeated_cells
from diasporamap.errors import CountsError, Problem, UnmatchedPlacesError, problem
from diasporamap.language import message
from diasporamap.language.cards import Card, Shown, card_text
from diasporamap.language.messages import messages_language
from diasporamap.places.city_totals import settled
from diasporamap.places.columns import (
    MatchedColumn,
    Naming,
    UnmatchedName,
    matched_columns,
    nothing_fits,
)
from diasporamap.places.geography import NOWHERE
from diasporamap.places.join_report import JoinReport, countries_of, report_of, written_places

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

#: Under how many persons an answer is not told with their number: the strict threshold.
FEW: Final = 10


@dataclass(frozen=True, eq=False, repr=False)
class Joined(Shown):
    """Counts whose `place` is a code, and the report of the join.

    Attributes
    ----------
    written, counts : pandas.DataFrame
        All rows as they came, and those that matched, with codes in `place` and, where they match,
        in `origin` and `subdivision`; everything else as it came.
    columns : tuple of MatchedColumn
        What the names of each column were found to mean, `place` first.
    problems : tuple of Problem
        What else is wrong: rows that became the same cell.
    naming : Naming
        How the names were matched.
    needed : tuple of str
        The columns whose names a row must have a code for.
    """

    written: pd.DataFrame
    counts: pd.DataFrame
    columns: tuple[MatchedColumn, ...]
    problems: tuple[Problem, ...]
    naming: Naming
    needed: tuple[str, ...]

    def _card(self) -> Card:
        """Say what matched, and no figure."""
        return Card(
            card_text("joined", messages_language()),
            (*self.rows_matched, *rows_of(self.counts, {}, messages_language())),
            verbs=(".counts", ".report", ".unmatched", "dm.release(joined.counts, sources=...)"),
        )

    @property
    def rows_matched(self) -> tuple[tuple[str, str], ...]:
        """Rows of a card: how many rows matched, and what is to be corrected."""
        language, names = messages_language(), len({(at.column, at.name) for at in self.unmatched})
        places = self.columns[0].codes.dropna()
        matched = card_text("rows_matched", language, matched=len(places), number=len(self.written))
        different = card_text("places", language, number=places.nunique())
        lost = card_text("lost", language, number=names) if names else ""
        wrong = len(self.problems)
        more = card_text("wrong", language, number=wrong) if wrong else ""
        return (
            ("matched", f"{matched}, {different}"),
            ("to_correct", ", ".join(filter(None, (lost, more)))),
        )

    @cached_property
    def report(self) -> JoinReport:
        """What matched and what did not, of the columns that are needed."""
        found = {column.column: column for column in self.columns}
        asked = [column for name, column in found.items() if name in self.needed]
        has_place = found["place"].codes.notna().to_numpy(dtype=bool)
        report = replace(
            report_of(self.written, self.counts, asked), rows_matched=int(has_place.sum())
        )
        if "subdivision" not in self.needed:
            places = tuple(sorted(countries_of(report.places_matched)))
            return replace(report, places_matched=places)
        lost = _without_unit(found.get("city"), found.get("subdivision"), has_place)
        return replace(report, rows_without_unit=lost)

    def asking(self, *columns: str) -> Joined:
        """Return the same join, of which also the names of these columns must fit."""
        return replace(self, needed=("place", *columns))

    def report_of(self, chosen: pd.DataFrame) -> JoinReport:
        """Return the report of the rows of the years, sources and definitions of `chosen` alone."""
        rows = self._beside(chosen)
        columns = tuple(column.at(rows) for column in self.columns)
        return replace(self, written=self.written[rows], counts=chosen, columns=columns).report

    def not_stated(self, chosen: pd.DataFrame) -> pd.DataFrame | None:
        """Return the counts beside `chosen` of people whose place is not stated, None without."""
        rows = self._beside(chosen) & self.columns[0].not_stated
        return self.written[rows].assign(place=NOWHERE) if rows.any() else None

    def _beside(self, chosen: pd.DataFrame) -> NDArray[np.bool_]:
        """Tell which rows are of the years, sources and definitions of `chosen`."""
        import numpy as np

        rows = np.ones(len(self.written), dtype=bool)
        for column in {"year", "source", "definition"} & {*chosen} & {*self.written}:
            rows &= self.written[column].isin(chosen[column].unique()).to_numpy(dtype=bool)
        return rows

    @property
    def unmatched(self) -> tuple[UnmatchedName, ...]:
        """Every name that fits nothing, also in columns that are not needed."""
        return tuple(name for column in self.columns for name in column.unmatched)

    @property
    def nothing(self) -> Problem:
        """What is wrong where no row is left."""
        return nothing_fits(self.naming.file, self.naming.header("place"))

    def refuse_problems(self, *, allow_unmatched: bool = False) -> None:
        """Raise all that is wrong at once: the one place where a join stops.

        Needed names that fit nothing are an UnmatchedPlacesError where they are all that is wrong,
        and let pass with `allow_unmatched`; anything else is a CountsError with these names.
        """
        problems = list(self.problems)
        names = [self.told(name) for name in self.unmatched if name.column in self.needed]
        if allow_unmatched:
            names = []
        if self.counts.empty and not problems and not names:
            problems = [self.nothing]
        if problems:
            raise CountsError([*problems, *names])
        if names:
            raise UnmatchedPlacesError(names)

    def told(self, name: UnmatchedName) -> Problem:
        """Return what a message says of a name; of persons that no map has, how many they are."""
        if not self.naming.persons:
            return name.problem
        if name.column != "place":  # these are counted with their country, or as not stated
            hint = self._or_go_on(name.problem.hint, "or_all_the_same")
            return replace(name.problem, hint=hint)
        lost = self.report.unmatched[self.report.unmatched["column"] == name.column]
        people = int(lost.loc[lost["place"] == name.name, "people"].sum())
        kind = "with_answer" if people >= FEW else "with_answer_few"
        said = {"message": name.problem.message, "people": max(people, FEW)}
        hint = self._or_go_on(name.problem.hint, "or_without_them")
        return replace(name.problem, message=message(f"places.{kind}", **said), hint=hint)

    @staticmethod
    def _or_go_on(hint: str, how: str) -> str:
        return hint if "--allow-unmatched" in hint else message(f"places.{how}", hint=hint)


def join_places(
    counts: pd.DataFrame,
    *,
    file: str | None = None,
    aliases: Mapping[str, str] | None = None,
    allow_unmatched: bool = False,
    column: str = "place",
) -> Joined:
    """Replace the names in `place` by codes.

    Parameters
    ----------
    counts : pandas.DataFrame
        Tidy counts; not changed. The index is the row number that messages name.
    file : str, optional
        Name of the file, for the messages.
    aliases : mapping of str to str, optional
        Codes by names of one's own; see `diasporamap.places.aliases.read_aliases`.
    allow_unmatched : bool, default False
        Leave rows that fit no place out of the result, and list them in the report.
    column : str, default "place"
        Header of the places in the file, for the messages.

    Returns
    -------
    Joined
        The counts with codes, and the report.

    Raises
    ------
    UnmatchedPlacesError
        If a name fits no place, unless `allow_unmatched`. Every name is listed with its row.
    CountsError
        If the counts break the schema, two rows stand for the same cell once they have codes
        ("France" and "FRA"), or nothing at all matches.
    """
    check_counts(counts, file=file)
    joined = joined_with_problems(counts, Naming(file, {"place": column}, aliases))
    joined.refuse_problems(allow_unmatched=allow_unmatched)
    return joined


def joined_with_problems(
    counts: pd.DataFrame, naming: Naming, *, needed: tuple[str, ...] = ("place",)
) -> Joined:
    """Replace names by codes as far as they match, and return all that is wrong beside it.

    The counts may break the schema; they are not changed. With the `units` of the naming, a part of
    a country takes the country's place. `needed` are the columns whose names must fit: "place"
    always, "subdivision" for maps by consular district, "origin" for maps by part of the origin.
    Where they are let pass all the same, only rows without a place are left out: the others are
    counted with their country, or as of no stated origin, since by country they are counted too and
    the difference of two maps would tell them.
    """
    found = matched_columns(counts, naming)
    places, parts, cities = found["place"], found.get("subdivision"), found.get("city")
    coded = counts.assign(place=places.codes)
    for name in found.keys() - {"place", "city"}:
        coded[name] = found[name].codes.fillna(counts[name].astype("string"))
    totals: list[Problem] = []
    if cities is not None:
        coded, totals = settled(coded, naming)
    if naming.units:
        coded["place"] = _units(places, parts, cities)
    apart = None if parts is None else parts.lost | parts.not_stated
    if apart is not None and naming.units:
        coded["subdivision"] = coded["subdivision"].where(apart)
    has_place = places.codes.notna().to_numpy(dtype=bool)
    written = counts
    if not has_place.all():  # else both share the columns that have no names of places
        coded, written = coded[has_place], counts[has_place]
    kept = coded
    if naming.units and (apart is None or not apart.any()):
        kept = kept.drop(columns="subdivision", errors="ignore")
    double = () if naming.persons else _double_cells(coded, written, naming)
    return Joined(
        counts,
        _added_up(kept) if naming.persons else kept,
        tuple(found.values()),
        (*double, *totals),
        naming,
        needed,
    )


def _units(
    places: MatchedColumn, parts: MatchedColumn | None, cities: MatchedColumn | None
) -> pd.Series:
    """Return the place of each row: its part of a country, else that of its city, else as given."""
    from diasporamap.places.units import known_units

    units = places.codes.copy()
    if cities is not None:
        whole = units.map(known_units().country_of, na_action="ignore") == units
        units = cities.codes.where(whole.fillna(value=False).astype(bool)).fillna(units)
    return units if parts is None else parts.codes.fillna(units)


def _without_unit(
    cities: MatchedColumn | None, parts: MatchedColumn | None, has_place: NDArray[np.bool_]
) -> int:
    """Count the rows whose city or part is not known and that stay with their country."""
    lost = has_place & False if cities is None else has_place & cities.lost
    if parts is not None:
        lost = (lost | (has_place & parts.lost)) & parts.codes.isna().to_numpy(dtype=bool)
    return int(lost.sum())


def _added_up(counts: pd.DataFrame) -> pd.DataFrame:
    """Add up the persons of cells that became the same: two answers that mean one place."""
    key = key_columns(counts.columns)
    if not repeated_cells(counts, key).any():
        return counts
    import pandas as pd

    added = aggregate_counts(counts, by=key)
    added.index = pd.Index([""] * len(added), name="row")
    return added


def _double_cells(coded: pd.DataFrame, written: pd.DataFrame, naming: Naming) -> Iterator[Problem]:
    """Give the rows that became the same cell: two names of one place or of one origin.

    Rows that are written alike are a breach of the schema, which names them.
    """
    key = key_columns(coded.columns)
    named = [name for name in ("place", "subdivision", "origin") if name in key]
    alike = repeated_cells(coded, key)
    coded, written = coded[alike], written[alike]
    first: dict[tuple[str, ...], tuple[object, tuple[str, ...]]] = {}
    told = set()
    cells = coded[key].astype("string").fillna("").itertuples(index=False, name=None)
    names = written[named].astype("string").fillna("")
    names["whole"] = written_places(written)
    for row, cell, here in zip(
        coded.index, cells, names.itertuples(index=False, name=None), strict=True
    ):
        other, there = first.setdefault(cell, (row, here))
        if here == there or row in told:
            continue
        told.add(row)
        at = next(at for at in range(len(named)) if here[at] != there[at])
        units = naming.units and named[at] != "origin"  # the place is that of the part
        code = cell[key.index("place" if units else named[at])]
        shown = -1 if units and named[at] == "place" else at
        yield problem(
            "place_twice",
            file=naming.file,
            row=row,
            column=naming.header(named[at]),
            topic="Duplicate",
            name=here[shown],
            code=code,
            twin=there[shown],
            other=other,
        )
