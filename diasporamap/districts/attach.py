"""Takes counts by country or admin-1 unit to consular districts, without a guess."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from diasporamap.counts.aggregation import aggregate_counts
from diasporamap.counts.schema import check_counts, key_columns
from diasporamap.districts.days import day_of, districts_on
from diasporamap.districts.destinations import destinations
from diasporamap.districts.weights import apportioned
from diasporamap.errors import CountsError, DataError, Problem, problem
from diasporamap.places.units import known_units
from diasporamap.tables.redaction import MOST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from fractions import Fraction

    import pandas as pd

    from diasporamap.districts.model import Districts
    from diasporamap.districts.weights import Weights

#: What can become of a count.
ATTACHED: Final = "attached"
NOT_ATTRIBUTABLE: Final = "not_attributable"
NOT_ATTACHED: Final = "not_attached"


@dataclass(frozen=True, eq=False)
class AttachReport:
    """What became of the people counted on a day (ISO 8601); totals in = totals out.

    `units` has a row a place of the counts and what became of it: `unit` (as counted), `place`
    (district, or the country or unit where it stays), `attachment`, `apportioned`, `people` (Int64,
    blanks left out).
    """

    day: str
    units: pd.DataFrame

    def people(self, attachment: str | None = None) -> int:
        """Return how many people there are, all or those of one attachment."""
        rows = self.units
        if attachment is not None:
            rows = rows[rows["attachment"] == attachment]
        return int(rows["people"].sum())

    @property
    def people_apportioned(self) -> int:
        """How many people are in districts by weight only."""
        shared = self.units["apportioned"] & (self.units["attachment"] == ATTACHED)
        return int(self.units.loc[shared, "people"].sum())

    def places(self, attachment: str) -> tuple[str, ...]:
        """Return the places counted, wholly or in part, under one attachment, sorted."""
        rows = self.units[self.units["attachment"] == attachment]
        return tuple(sorted(set(rows["unit"])))


@dataclass(frozen=True, eq=False)
class Attached:
    """Counts by district, which are not protected, and the report.

    Their `place` is a district, or a country or unit that goes to none. Their further columns are
    `attachment` ("attached", "not_attributable", "not_attached") and `apportioned` (whether any
    part was shared out by weight).
    """

    counts: pd.DataFrame
    report: AttachReport


def attach_counts(
    counts: pd.DataFrame,
    districts: Districts,
    day: date | str | None = None,
    *,
    weights: Weights | None = None,
    file: str | None = None,
    most: int | None = MOST,
) -> Attached:
    """Take counts to the districts of one day.

    A count by admin-1 unit goes to the district that covers the unit. A count by country goes to a
    district only where one district holds the whole country. Where a country is shared, its count
    stays at the country as not attributable, or is shared out by `weights`.

    Parameters
    ----------
    counts : pandas.DataFrame
        Tidy counts with codes of countries and admin-1 units; not changed.
    districts : Districts
        The tables.
    day : date or str, optional
        The day; the last state that the table describes when left out.
    weights : Weights, optional
        Weights of admin-1 units, by which the counts of shared countries are apportioned.
    file : str, optional
        Name of the file of the counts, for the messages.
    most : int, optional
        The largest count that is believed; None of another quantity than people.

    Returns
    -------
    Attached
        Counts and report. A district with a blank part is blank, since the sum is not known; the
        report leaves the blank part out and counts the rest.

    Raises
    ------
    CountsError
        If the counts break the schema, name a place that the boundaries do not know, or give a
        country and a part of it for the same cell.
    DataError
        If a unit of a country that is shared out has no weight.

    Notes
    -----
    The result is not protected. What is shown or written is the table by district of a release.
    """
    import pandas as pd

    check_counts(counts, file=file, most=most)
    _check_places(counts, file)
    overlaps = overlap_problems(counts, file)
    if overlaps:
        raise DataError(overlaps)
    counts = counts.drop(columns="city", errors="ignore")
    places = sorted(map(str, counts["place"].unique()))
    goes = destinations(places, districts, day, weights=weights)
    on_day = districts_on(districts, day)
    held, shared = set(on_day["district"]), set(on_day.loc[~on_day["whole_country"], "country"])
    keys = key_columns(counts.columns)
    pieces: list[pd.DataFrame] = []
    whole = {place: next(iter(shares)) for place, shares in goes.items() if len(shares) == 1}
    counts = counts.assign(unit=counts["place"])
    in_one = counts["place"].isin(whole)
    at_once = counts[in_one]
    pieces.append(at_once.assign(place=at_once["place"].map(whole), apportioned=False))
    for place, rows in counts[~in_one].groupby("place", sort=True):
        pieces += _pieces(rows, goes[str(place)])
    rows = pd.concat(pieces, ignore_index=True)
    rows["attachment"] = [
        ATTACHED if place in held else NOT_ATTRIBUTABLE if place in shared else NOT_ATTACHED
        for place in rows["place"]
    ]
    by = ["unit", "place", "attachment", "apportioned"]
    people = rows.assign(people=rows["count"].astype("Int64")).groupby(by)["people"].sum()
    table = aggregate_counts(rows, by=[*keys, "attachment"])
    by_weight = set(rows.loc[rows["apportioned"], "place"])
    table = table.assign(apportioned=table["place"].isin(by_weight))
    return Attached(table, AttachReport(day_of(day), people.reset_index()))


def _pieces(rows: pd.DataFrame, shares: Mapping[str, Fraction]) -> Iterator[pd.DataFrame]:
    """Give the rows of one place under the places that share them; blank counts stay blank."""
    import pandas as pd

    parts = [
        dict.fromkeys(shares, pd.NA) if pd.isna(count) else apportioned(int(count), shares)
        for count in rows["count"]
    ]
    for target in shares:
        counted = pd.array([part[target] for part in parts], dtype="Int64")
        yield rows.assign(place=target, count=counted, apportioned=True)


def _check_places(counts: pd.DataFrame, file: str | None) -> None:
    known = known_units().country_of
    problems = [
        problem("units_not_joined", file=file, row=row, column="place", place=place)
        for row, place in counts.loc[~counts["place"].isin(known), "place"].items()
    ]
    if problems:
        raise CountsError(problems)


def overlap_problems(counts: pd.DataFrame, file: str | None) -> list[Problem]:
    """Return the parts that are in the same cell as their country: people would count twice."""
    known = known_units().country_of
    apart = ("place", "sex", "city")
    keys = [name for name in key_columns(counts.columns) if name not in apart]
    country_of = {place: known[place] for place in counts["place"].unique()}
    whole = {place for place, country in country_of.items() if country == place}
    both = whole & {country for place, country in country_of.items() if country != place}
    if not both:
        return []
    concerned = [place for place, country in country_of.items() if country in both]
    counts = counts[counts["place"].isin(concerned)]
    cells: Iterable[tuple[str, ...]] = (
        counts[keys].astype("string").fillna("").itertuples(index=False, name=None)
    )
    countries: dict[tuple[tuple[str, ...], str], object] = {}
    parts: dict[tuple[tuple[str, ...], str], list[tuple[object, str]]] = defaultdict(list)
    named = counts["city"].notna() if "city" in counts.columns else [False] * len(counts)
    for row, place, cell, city in zip(counts.index, counts["place"], cells, named, strict=True):
        if known[place] == place and not city:
            countries.setdefault((cell, place), row)
        elif known[place] != place:
            parts[cell, known[place]].append((row, place))
    return [
        problem(
            "units_overlap",
            file=file,
            row=row,
            column="place",
            place=place,
            country=key[1],
            other=countries[key],
        )
        for key, rows in parts.items()
        if key in countries
        for row, place in rows
    ]
