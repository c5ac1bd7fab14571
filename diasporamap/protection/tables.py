"""The tables that a register may be shown in, as one linked system."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from diasporamap.counts.aggregation import APART
from diasporamap.counts.characteristics import (
    AGE,
    ARRIVAL,
    MOST_CATEGORIES,
    characteristics_of,
    cohort_of,
    is_characteristic,
    not_stated,
)
from diasporamap.districts.destinations import whole_destinations
from diasporamap.errors import CountsError, UsageError
from diasporamap.language import message
from diasporamap.places.columns import Naming, matched_origins
from diasporamap.places.countries import is_non_answer
from diasporamap.places.geography import NOWHERE
from diasporamap.places.origins import NOT_STATED, no_origins, parts_of
from diasporamap.places.units import countries_by_row, known_units
from diasporamap.protection.by import ADMIN1
from diasporamap.protection.gate import place_cells
from diasporamap.protection.linked import (
    EVERYONE,
    Cell,
    linked_system,
    parts_side,
    residence_side,
)
from diasporamap.protection.linked.system import TOTAL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date

    import pandas as pd

    from diasporamap.districts.choice import DistrictChoice
    from diasporamap.districts.model import Snapshot
    from diasporamap.protection.linked.system import System

#: How a source says that the figures of each sex are known, and not the totals alone.
BY_SEX: Final = " by sex"

#: One year, definition and source, as far as the counts have them; a blank one is "".
Key = tuple[str, ...]


class Published(NamedTuple):
    """A cell that readers have from published counts of the same people, of a source in a year.

    The year is None where the register has none.
    """

    source: str
    year: int | None
    cell: Cell


def known_of_rows(published: Collection[Published], rows: pd.DataFrame) -> Iterator[Cell]:
    """Give the published cells of rows of one year and source; of other years none is known."""
    sources = set(rows["source"].dropna()) if "source" in rows.columns else None
    dated = rows["year"].dropna() if "year" in rows.columns else ()
    years: set[int | None] = {int(year) for year in dated} or {None}
    for source, year, cell in published:
        if (sources is None or source in sources) and year in years:
            yield cell


@dataclass(frozen=True, eq=False)
class Register:
    """Where the people of tidy counts, whose places are codes, are in each table.

    The tables are "country"; "district", where the origin has districts; each level of the origin,
    where the counts have parts of it; each characteristic that they have, as "age" or "education",
    those of all people; and
    "admin1" where it is asked for: first-level units, for the people who are known to be in one.
    """

    counts: pd.DataFrame = field(repr=False)
    choice: DistrictChoice
    file: str | None = None
    admin1: bool = False

    def places(self, table: str) -> pd.Series:
        """Return the place of each row in a table.

        Raises
        ------
        CountsError
            If the counts have no parts of the origin, or not that characteristic.
        """
        if table == "country":
            places = self.counts["place"]
            found = countries_by_row(places).mask(places == NOWHERE, NOWHERE)
        elif table == "district":
            found = self.counts["place"].astype(str).map(self._districts)
        elif table == ADMIN1:
            whole = self.counts["place"].astype(str)
            found = whole.where(whole.map(known_units().country_of).fillna(whole) != whole, "")
        elif is_characteristic(table):
            if table not in self.characteristics:
                raise self._no_characteristic(table)
            found = self.characteristics[table]
        elif self._origins is None:
            raise CountsError([no_origins(self.file, self.choice.origin)])
        else:
            at_level = parts_of(self.choice.origin).at(table)
            found = self._origins.map(lambda part: at_level.get(part, part))
        return found.astype("string")

    def system(self, rows: pd.DataFrame, *, everywhere: bool = False) -> System:
        """Link all tables of some rows of the counts.

        A place that has no counts is in no table, and every reader sees that nobody is there; with
        `everywhere` it is in them, with a zero. Of no known district or part of the origin there
        are people only where the counts have some.
        """
        import pandas as pd

        residence = rows[["sex", "count"]].assign(place=self.places("country").loc[rows.index])
        countries = set(residence["place"]).union(known_units().parts if everywhere else ())
        pieces = None
        if self.choice.known:
            residence["district"] = self.places("district").loc[rows.index]
            given = set(zip(residence["place"], residence["district"], strict=True))
            seen = {district for _, district in given}
            could = {
                (country, self._districts[part])
                for country in countries
                for part in known_units().parts.get(country, ())
                if self._districts[part] != f"rest of {country}"
            }
            could = {at for at in could if everywhere or at[1] in seen}
            pieces = pd.DataFrame(sorted(could | given), columns=["place", "district"])
        if self.admin1:
            residence[ADMIN1] = self.places(ADMIN1).loc[rows.index]
            pieces = self._with_units(residence, pieces, everywhere=everywhere)
        sides = [residence_side(residence, pieces=pieces, places=countries)]
        if self._origins is not None:
            known = parts_of(self.choice.origin)
            stated = rows[["sex", "count"]].assign(origin=self._origins.loc[rows.index])
            parts = set(stated["origin"])
            if everywhere:
                parts |= set(known.levels).difference(known.parents.values())
            levels = pd.DataFrame(index=sorted(parts))
            for level in self.choice.origin.levels:
                at_level = known.at(level.name)
                levels[level.name] = [at_level.get(part, part) for part in levels.index]
            sides.append(parts_side(stated, levels=levels))
        for name in self.characteristics_in(rows):
            own = self.characteristics[name].loc[rows.index]
            sides.append(parts_side(rows[["sex", "count"]].assign(**{name: own}), column=name))
        return linked_system(sides)

    def characteristics_in(self, rows: pd.DataFrame) -> list[str]:
        """Return the characteristics that rows of one year, definition and source have."""
        return [
            name for name, of in self.characteristics.items() if of.loc[rows.index].ne("").all()
        ]

    def _with_units(
        self, residence: pd.DataFrame, pieces: pd.DataFrame | None, *, everywhere: bool
    ) -> pd.DataFrame:
        """Return pieces of countries with the first-level units in them, where people could be."""
        import pandas as pd

        seen = {unit for unit in residence[ADMIN1] if unit}
        country_of = known_units().country_of
        if everywhere:
            hosts = {country_of[unit] for unit in seen}
            seen = {unit for host in hosts for unit in known_units().parts[host]}
        units = pd.DataFrame({ADMIN1: sorted(seen)})
        units["place"] = units[ADMIN1].map(country_of)
        if pieces is None:
            pieces = residence[["place"]].drop_duplicates()
        else:
            units["district"] = units[ADMIN1].map(self._districts)
        return pd.concat([pieces.assign(**{ADMIN1: ""}), units], ignore_index=True)

    @cached_property
    def districts_digest(self) -> str:
        """What stands for the areas of the districts; "" without any."""
        if not self.choice.known:
            return ""
        return _digest(self.choice.tables.as_they_are(), self.choice.day)

    @cached_property
    def _districts(self) -> dict[str, str]:
        """Where each country and admin-1 unit goes without weights."""
        return {**whole_destinations(self.choice.tables, self.choice.day), NOWHERE: NOWHERE}

    @cached_property
    def characteristics(self) -> dict[str, pd.Series]:
        """The category of each row by characteristic, of those that the counts have.

        It is "" in a year or source without any, which is protected as if it were alone. Single
        years of arrival are in cohorts; a characteristic of too many categories is left out.
        """
        import pandas as pd

        made: dict[str, pd.Series] = {}
        for name in characteristics_of(self.counts.columns):
            codes, categories = self.counts[name].astype("string").factorize()
            given = [str(category).strip() for category in categories]
            told = pd.array([None if _says_nothing(one) else one for one in given], dtype="string")
            stated = pd.Series(told.take(codes, allow_fill=True), self.counts.index)
            if not 0 < stated.nunique() <= MOST_CATEGORIES:
                continue
            if name == ARRIVAL:
                stated = stated.map(cohort_of, na_action="ignore")
            found = stated.fillna(not_stated(name)).astype(object)
            for rows in apart(self.counts).values():
                if stated.loc[rows.index].isna().all():
                    found.loc[rows.index] = ""
            made[name] = found
        return made

    def _no_characteristic(self, name: str) -> CountsError:
        """Say that the counts lack a characteristic, or have too many categories of it."""
        many = name in self.counts.columns and self.counts[name].nunique() > MOST_CATEGORIES
        kind = "no_ages" if name == AGE else "no_characteristic"
        kind = "too_many_categories" if many else kind
        return CountsError.of(kind, file=self.file, name=name, most=MOST_CATEGORIES)

    @cached_property
    def _origins(self) -> pd.Series | None:
        """The part of the origin of each row, None where the counts have none."""
        matched = matched_origins(self.counts, Naming(None, {}, origin=self.choice.origin))
        if matched is None:
            return None
        return matched.codes.astype(object).where(matched.codes.notna(), NOT_STATED)


def _says_nothing(category: str) -> bool:
    """Tell whether a characteristic is not stated: blank, or "non renseigné" and the like."""
    return not category or is_non_answer(category)


@lru_cache(maxsize=8)
def _digest(known: Snapshot, day: date | str | None) -> str:
    """Return what stands for where every place goes on one day."""
    goes = {**whole_destinations(known.districts, day), NOWHERE: NOWHERE}
    return hashlib.sha256(repr(sorted(goes.items())).encode()).hexdigest()


def apart(counts: pd.DataFrame) -> dict[Key, pd.DataFrame]:
    """Return the rows of each year, definition and source."""
    import numpy as np

    columns = [name for name in APART if name in counts.columns]
    if not columns:
        return {(): counts}
    named = counts[columns].astype("string").fillna("")
    numbers = named.groupby(columns).ngroup().to_numpy()
    _, first = np.unique(numbers, return_index=True)
    keys = [(tuple(map(str, named.iloc[at])), numbers[at]) for at in first]
    return {key: counts[numbers == number] for key, number in sorted(keys)}


def known_totals(system: System, words: str) -> list[Cell]:
    """Return the cells or sums that a source says are known from elsewhere.

    Raises
    ------
    UsageError
        If `words` name no table of the system, nor "all".
    """
    table, by_sex = words.removesuffix(BY_SEX), words.endswith(BY_SEX)
    among: Iterable[Cell] = system.sums if table == "all" else system.cells
    name = EVERYONE if table == "all" else table
    if not any(cell.table == name for cell in among):
        tables = ["all", *sorted({cell.table for cell in system.cells})]
        said = {"words": words, "tables": tables, "by_sex": BY_SEX.strip()}
        raise UsageError(message("protection.known_totals", **said))
    return [cell for cell in among if cell.table == name and (by_sex or cell.sex == TOTAL)]


def table_cells(
    placed: pd.DataFrame, hidden: Mapping[Key, Collection[tuple[str, str]]]
) -> pd.DataFrame:
    """Return the columns of `ProtectedCounts.cells` without the places and sexes to hide."""
    import pandas as pd

    found = []
    names = [name for name in APART if name in placed.columns]
    for key, rows in apart(placed).items():
        cells = place_cells(rows, hidden.get(key, ()))
        for number, name in enumerate(names, 1):
            cells.insert(number, name, rows[name].iloc[0])
        found.append(cells.astype(rows[names].dtypes.to_dict()))
    return pd.concat(found).sort_values("place", kind="stable", ignore_index=True)


def secret_of(rows: pd.DataFrame) -> bytes:
    """Return a digest of the rows, whatever their order, that breaks ties.

    Who does not have the rows cannot run the search on tables that fit what is shown.
    """
    columns = sorted(rows.columns)
    texts = zip(*(_texts_of(rows[column]) for column in columns), strict=True)
    return hashlib.sha256(repr((columns, sorted(texts))).encode()).digest()


def _texts_of(column: pd.Series) -> Iterator[str]:
    """Give the text of each row, "" of a blank one; each value that differs is written once."""
    import pandas as pd

    codes, values = column.factorize()
    texts = [*pd.Series(values).astype("string"), ""]
    return map(texts.__getitem__, codes.tolist())
