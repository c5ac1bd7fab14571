"""Tells where the people counted in a place go: to a district, to several by weight, or nowhere."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from diasporamap.districts.days import districts_on, unattached_on
from diasporamap.districts.weights import owner_weights
from diasporamap.places.units import known_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from diasporamap.districts.model import Districts, Snapshot
    from diasporamap.districts.weights import Weights


def destinations(
    places: Iterable[str],
    districts: Districts,
    day: date | str | None = None,
    *,
    weights: Weights | None = None,
) -> dict[str, dict[str, Fraction]]:
    """Return where each place goes on one day, by weight: to districts, or where its people stay.

    A place goes to a district only where that district holds the whole of it. A country that
    districts share goes to itself (its people are not attributable), or by weight to its districts
    and to what none of them covers, "rest of NGA". A country without a district goes to itself, and
    so do its parts. Day and weights, with what they raise, are as for `attach_counts`.
    """
    on_day, bare = districts_on(districts, day), unattached_on(districts, day)
    owner_of = dict(zip(on_day["unit"], on_day["district"], strict=True))
    for country in on_day.loc[on_day["whole_country"], "country"]:
        owner_of |= dict.fromkeys(known_units().parts[country], owner_of[country])
    free = set(bare.loc[bare["whole_country"], "country"])
    found: dict[str, dict[str, Fraction]] = {}
    for place in places:
        country = known_units().country_of[place]
        rest = country if country in free else f"rest of {country}"
        if place in owner_of:
            found[place] = {owner_of[place]: Fraction(1)}
        elif place != country or country in free:
            found[place] = {rest: Fraction(1)}
        elif weights is None:
            found[place] = {place: Fraction(1)}
        else:
            by_owner = owner_weights(place, owner_of, weights)
            found[place] = {owner or rest: share for owner, share in by_owner.items()}
    return found


def whole_destinations(districts: Districts, day: date | str | None = None) -> Mapping[str, str]:
    """Return where each known country and admin-1 unit goes on one day without weights.

    Every release asks, so it is worked out once for the same tables and day.
    """
    return _whole_destinations(districts.as_they_are(), day)


@lru_cache(maxsize=8)
def _whole_destinations(known: Snapshot, day: date | str | None) -> Mapping[str, str]:
    goes = destinations(known_units().country_of, known.districts, day)
    return {unit: next(iter(shares)) for unit, shares in goes.items()}
