"""Finds what in the tables of districts is worth a look and may still be right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.districts.checks import records
from diasporamap.districts.days import districts_on, memberships_on, unattached_on
from diasporamap.districts.units import unit_of
from diasporamap.errors import Problem, problem
from diasporamap.places.geography import countries
from diasporamap.places.units import known_units

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    import pandas as pd

    from diasporamap.districts.model import Districts


def district_warnings(
    districts: Districts, *, counts: pd.DataFrame | None = None, day: date | str | None = None
) -> list[Problem]:
    """Return what is worth a look and may still be right.

    These are missions that cover nothing that day, remainders that leave nothing or all, units in
    a place of undetermined status, and places with people in `counts` that no district covers,
    as well as what is left of a country, "rest of NGA".
    """
    on_day = districts_on(districts, day)
    return [
        *_idle_missions(districts, set(on_day["district"])),
        *_empty_remainders(districts, on_day, day),
        *_doubtful_units(districts, day),
        *(_people_without_district(counts, districts, day) if counts is not None else ()),
    ]


def _idle_missions(districts: Districts, busy: set[str]) -> Iterator[Problem]:
    for row, mission in records(districts.missions):
        if mission["mission"] not in busy:
            honorary = mission["kind"] == "honorary_consulate"
            yield problem(
                "district_idle_honorary" if honorary else "district_idle",
                file=districts.missions_file,
                row=row,
                mission=mission["mission"],
                name=mission["name_fr"],
            )


def _empty_remainders(
    districts: Districts, on_day: pd.DataFrame, day: date | str | None
) -> Iterator[Problem]:
    held = set(zip(on_day["district"], on_day["country"], strict=True))
    for row, record in records(memberships_on(districts, day)):
        unit = unit_of(record["unit"])
        district = record["district"]
        if unit is not None and unit.rest and (district, unit.country) not in held:
            where = {"file": districts.memberships_file, "column": "unit"}
            yield problem(
                "district_empty_rest", row=row, unit=str(unit), district=district, **where
            )


def _doubtful_units(districts: Districts, day: date | str | None) -> Iterator[Problem]:
    status = countries().table["status"]
    rows = [
        (row, unit_of(record["unit"])) for row, record in records(memberships_on(districts, day))
    ]
    carved = {unit.country for _, unit in rows if unit is not None and unit.code != unit.country}
    for row, unit in rows:
        if unit is None:
            continue
        if status[unit.country] == "not_applicable":
            kind = "district_unit_undetermined"
        elif unit.rest and unit.country not in carved:
            kind = "district_unit_all"
        else:
            continue
        where = {"file": districts.memberships_file, "column": "unit"}
        yield problem(kind, row=row, unit=str(unit), country=unit.country, **where)


def _people_without_district(
    counts: pd.DataFrame, districts: Districts, day: date | str | None
) -> Iterator[Problem]:
    known = known_units()
    unattached = set(unattached_on(districts, day)["unit"])
    counted = counts[counts["count"].fillna(0) > 0]
    for place in sorted(set(counted["place"])):
        code = place.removeprefix("rest of ")
        country = known.country_of.get(code)
        if code != place or place in unattached or country in unattached:
            yield problem(
                "district_people_without",
                file=districts.memberships_file,
                place=place,
                name=known.names[code][0],
            )
