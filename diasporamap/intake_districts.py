"""Protects the counts of a file so that sums by consular district give nothing away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.counts.aggregation import aggregate_counts
from diasporamap.districts.destinations import in_whole_countries
from diasporamap.places.units import known_units
from diasporamap.protection import ProtectedCounts, by_district, protect, with_complement

if TYPE_CHECKING:
    from datetime import date

    from diasporamap.districts import Districts, Weights
    from diasporamap.intake import Intake


def protected_for_districts(
    intake: Intake,
    districts: Districts,
    day: date | str | None = None,
) -> ProtectedCounts:
    """Protect the chosen counts of a file so that `by_district` can add them up.

    Parts of countries that no districts share are counted with their country, so that small
    figures of a part do not hide a district that holds all of it. Of a country that is shared,
    parts more are hidden where one is, or where the country hides a figure: whoever has the map by
    country could subtract. With weights and without them they are the same parts.

    Parameters
    ----------
    intake : Intake
        What was read with `units`.
    districts, day
        As for `diasporamap.protection.by_district`.
    """
    before = intake.protected
    counts = in_whole_countries(intake.chosen, districts, day)
    protected = protect(counts, before.profile, origin=before.origin, sources=before.sources)
    cells = protected.cells
    of_cells = cells["place"].map(known_units().country_of)
    by_country = protected_by_country(intake).cells
    hidden = by_country[by_country["state"] == "suppressed"]
    divided = sorted(set(of_cells[of_cells != cells["place"]]))
    for country in divided:
        own = of_cells == country
        # With and without weights the same places are hidden; people of no known part come last,
        # since weights give them to every part.
        among = set(cells.loc[own, "place"])
        elsewhere = set(hidden.loc[hidden["place"] == country, "sex"])
        protected = with_complement(protected, last=country, among=among, elsewhere=elsewhere)
    return protected


def protected_by_country(intake: Intake) -> ProtectedCounts:
    """Protect the chosen counts of a file that was read with `units` by whole country.

    The figures are those of the map by country: parts of a country are added up before small
    figures are hidden.
    """
    places = intake.chosen["place"].map(known_units().country_of)
    whole = aggregate_counts(intake.chosen.assign(place=places.astype("string")))
    before = intake.protected
    return protect(whole, before.profile, origin=before.origin, sources=before.sources)


def protected_by_district(
    intake: Intake,
    districts: Districts,
    day: date | str | None = None,
    *,
    weights: Weights | None = None,
) -> ProtectedCounts:
    """Protect the chosen counts of a file by district; see `protected_for_districts`."""
    protected = protected_for_districts(intake, districts, day)
    return by_district(protected, districts, day, weights=weights)
