"""Tells which district covers what on one day, each remainder worked out."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from diasporamap.districts.units import Unit, unit_of
from diasporamap.errors import UsageError
from diasporamap.language import message
from diasporamap.places.units import known_units

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from diasporamap.districts.model import Districts

#: Blank days: before every beginning and after every end. ISO texts sort as their days do.
FIRST_DAY: Final = "0001-01-01"
LAST_DAY: Final = "9999-12-31"


def day_of(day: date | str | None) -> str:
    """Return a day as ISO text; None is the last state that the table describes.

    It is a UsageError that a text is not a day of the form 2024-11-07.
    """
    if day is None:
        return LAST_DAY
    try:
        return date.fromisoformat(day).isoformat() if isinstance(day, str) else day.isoformat()
    except ValueError as error:
        raise UsageError(message("districts.no_day", day=day)) from error


def day_before(day: str) -> str:
    """Return the day before a day, as ISO text."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def districts_on(districts: Districts, day: date | str | None = None) -> pd.DataFrame:
    """Return what each district covers on one day, as countries and admin-1 units.

    Parameters
    ----------
    districts : Districts
        The tables.
    day : date or str, optional
        The day, as a date or as ISO 8601; the last state that the table describes when left out.

    Returns
    -------
    pandas.DataFrame
        A row a district and unit, sorted: `district`; `unit`, a country (ISO 3166-1 alpha-3)
        where the district holds the whole of it that day, else an admin-1 unit; `country`;
        `whole_country`; `confidence`, "inferred" if any row that the unit rests on is.

    Raises
    ------
    UsageError
        If `day` is not a day.
    """
    import pandas as pd

    held: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for district, country, part, confidence in _parts_held(districts, day):
        held[district, country][part] = confidence
    rows = []
    for (district, country), parts in held.items():
        if len(parts) == len(known_units().parts[country]):
            confidence = "inferred" if "inferred" in parts.values() else "documented"
            rows.append((district, country, country, True, confidence))
        else:
            rows += [(district, part, country, False, word) for part, word in parts.items()]
    columns = ["district", "unit", "country", "whole_country", "confidence"]
    return pd.DataFrame(sorted(rows), columns=columns)


def unattached_on(districts: Districts, day: date | str | None = None) -> pd.DataFrame:
    """Return what no district covers on one day.

    A row a unit, sorted: `unit`, a country where no part of it is covered, else an admin-1 unit;
    `country`; `whole_country`. Parameters and errors as for `districts_on`.
    """
    import pandas as pd

    covered = defaultdict(set)
    for _, country, part, _ in _parts_held(districts, day):
        covered[country].add(part)
    rows: list[tuple[str, str, bool]] = []
    for country, parts in known_units().parts.items():
        if country not in covered:
            rows.append((country, country, True))
        else:
            rows += [(part, country, False) for part in parts if part not in covered[country]]
    return pd.DataFrame(sorted(rows), columns=["unit", "country", "whole_country"])


def memberships_on(districts: Districts, day: date | str | None = None) -> pd.DataFrame:
    """Return the memberships whose days include a day; see `districts_on`."""
    chosen = day_of(day)
    rows = districts.memberships
    begun = rows["valid_from"].replace("", FIRST_DAY) <= chosen
    ended = rows["valid_to"].replace("", LAST_DAY) < chosen
    return rows[begun & ~ended]


def _parts_held(
    districts: Districts, day: date | str | None
) -> Iterator[tuple[str, str, str, str]]:
    """Give each admin-1 unit held that day: district, country, unit, confidence."""
    parts = known_units().parts
    held: list[tuple[str, Unit, str]] = []
    for row in memberships_on(districts, day).itertuples():
        unit = unit_of(str(row.unit))
        if unit is not None:
            held.append((str(row.district), unit, str(row.confidence)))
    named = {unit.code for _, unit, _ in held}
    for district, unit, confidence in held:
        if unit.code != unit.country:
            yield district, unit.country, unit.code, confidence
        else:
            for part in parts[unit.country]:
                if not (unit.rest and part in named):
                    yield district, unit.country, part, confidence
