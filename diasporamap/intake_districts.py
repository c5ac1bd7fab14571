"""Protects the counts of a file so that sums by consular district give nothing away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.places.districts.destinations import in_whole_countries
from diasporamap.places.districts.units import known_units
from diasporamap.protection import ProtectedCounts, by_district, protect, with_complement

if TYPE_CHECKING:
    from datetime import date

    from diasporamap.intake import Intake
    from diasporamap.places.districts import Districts, Weights


def protected_for_districts(
    intake: Intake,
    districts: Districts,
    day: date | str | None = None,
    *,
    weights: Weights | None = None,
) -> ProtectedCounts:
    """Protect the chosen counts of a file so that `by_district` can add them up.

    Parts of countries that no districts share are counted with their country, so that small
    figures of a part do not hide a district that holds all of it. Of a country that is shared,
    one part more is hidden where one is: its total is on the map by country.

    Parameters
    ----------
    intake : Intake
        What was read with `units`.
    districts, day, weights
        As for `diasporamap.protection.by_district`.
    """
    before = intake.protected
    counts = in_whole_countries(intake.chosen, districts, day)
    protected = protect(counts, before.profile, sources=before.sources)
    country_of = known_units().country_of
    cells = protected.cells
    of_cells = cells["place"].map(country_of)
    divided = sorted(set(of_cells[of_cells != cells["place"]]))
    for country in divided:
        own = of_cells == country
        if (cells.loc[own, "state"] == "suppressed").any():
            # Without weights, people of no known part are missed least.
            first = country if weights is None else ""
            among = set(cells.loc[own, "place"])
            protected = with_complement(protected, first=first, among=among)
    return protected


def protected_by_district(
    intake: Intake,
    districts: Districts,
    day: date | str | None = None,
    *,
    weights: Weights | None = None,
) -> ProtectedCounts:
    """Protect the chosen counts of a file by district; see `protected_for_districts`."""
    protected = protected_for_districts(intake, districts, day, weights=weights)
    return by_district(protected, districts, day, weights=weights)
