"""Finds what in the tables of districts is worth a look and may still be right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.districts.checks import records
from diasporamap.districts.days import districts_on, memberships_on, unattached_on
from diasporamap.districts.units import unit_of
from diasporamap.errors import Problem
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
            what = "honorary consulate" if mission["kind"] == "honorary_consulate" else "mission"
            yield Problem(
                f"the {what} {mission['mission']} ({mission['name_fr']}) covers nothing that day",
                "Add what it covers to the districts, or leave it so: it is then only a point.",
                districts.missions_file,
                row,
            )


def _empty_remainders(
    districts: Districts, on_day: pd.DataFrame, day: date | str | None
) -> Iterator[Problem]:
    held = set(zip(on_day["district"], on_day["country"], strict=True))
    for row, record in records(memberships_on(districts, day)):
        unit = unit_of(record["unit"])
        district = record["district"]
        if unit is not None and unit.rest and (district, unit.country) not in held:
            yield Problem(
                f"'{unit}' leaves nothing to {district} that day",
                "Every part of the country is in another district: check that this is meant.",
                districts.memberships_file,
                row,
                "unit",
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
            what = "is in a place whose status is not determined"
        elif unit.rest and unit.country not in carved:
            what = f"is all of {unit.country}: no other row covers a part of it that day"
        else:
            continue
        hint = "Check that this is meant."
        yield Problem(f"'{unit}' {what}", hint, districts.memberships_file, row, "unit")


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
            yield Problem(
                f"{place} ({known.names[code][0]}) has people and no district",
                "Add it to the district of the mission that serves it.",
                districts.memberships_file,
            )
