"""Adds what only districts have: what each covers in words, shapes of their own, missions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.districts import districts_on
from diasporamap.language import in_print, list_text, number_text, sort_key, text
from diasporamap.maps.composition import named
from diasporamap.places.geography import countries
from diasporamap.places.units import known_units
from diasporamap.protection.linked.system import TOTAL
from diasporamap.web.shapes import district_shapes, page_coordinates

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import pandas as pd

    from diasporamap.districts.choice import DistrictChoice
    from diasporamap.language import Language
    from diasporamap.maps import Style
    from diasporamap.places.geography import Geography
    from diasporamap.protection import ProtectedCounts
    from diasporamap.web import data
    from diasporamap.web.data import Place


def with_districts(
    content: data.Geography, table: ProtectedCounts, language: Language, style: Style
) -> data.Geography:
    """Add districts' coverage, shapes and missions to their values."""
    shown, geography = table.districts, table.geography
    apart = _totals(table, set(geography.beyond), language)
    called = named(countries(), style).table[f"short_{language}"]
    covered = _coverages(shown, called, language, apart=apart, shared=table.apportioned)
    free = geography.table.index[geography.table["status"] == "not_attached"]
    for place, entry in content["places"].items():
        if place in covered:
            entry["about"], names = covered[place]
            entry["find"] = [*entry["find"], *names]
        elif place in free:
            entry["about"] = [text("web.districts.not_attached", language)]
    bare = _bare_missions(geography, content["places"], language, style.map["lon_0"])
    places = content["places"] | bare
    own = district_shapes(
        geography, shown.tables, shown.day, style.map["lon_0"], places=set(places)
    )
    return {**content, "places": places, "own": own}


def _coverages(
    shown: DistrictChoice,
    names: pd.Series,
    language: Language,
    *,
    apart: Mapping[str, str],
    shared: Collection[str],
) -> dict[str, tuple[list[str], list[str]]]:
    """Say of each district what it covers, and name the countries that it reaches into.

    `apart` are countries whose people the figures of districts leave out, since several share them,
    with how many people that is, blank where it is not shown; those of `shared` are apportioned
    among districts by weight.
    """
    found = {}
    for district, units in districts_on(shown.tables, shown.day).groupby("district"):
        held = [
            _held(rows, str(country), str(names[country]), language)
            for country, rows in units.groupby("country")
        ]
        split = units.loc[~units["whole_country"], "country"].unique()
        sentences = [
            text("web.districts.covers", language, units=", ".join(sorted(held, key=sort_key))),
            text(f"web.districts.{units['confidence'].max()}", language),  # "inferred" is last
        ]
        left_out = [
            f"{names[c]} ({apart[c]})" if apart[c] else names[c] for c in split if c in apart
        ]
        estimated = [str(names[country]) for country in split if country in shared]
        for key, listed in (("apart", left_out), ("shared", estimated)):
            if listed:
                written = list_text(sorted(listed, key=sort_key), language)
                sentences.append(text(f"web.districts.{key}", language, countries=written))
        reached = sorted(str(names[country]) for country in units["country"].unique())
        found[str(district)] = sentences, reached
    return found


def _held(rows: pd.DataFrame, country: str, name: str, language: Language) -> str:
    """Write what a district holds of a country: all of it, some parts, or all but some."""
    if rows["whole_country"].all():
        return name
    held, parts = set(rows["unit"]), known_units().parts[country]
    few = 2 * len(held) <= len(parts)
    listed = [part for part in parts if (part in held) == few]
    names = (known_units().names[part][language == "en"] for part in listed)
    written = sorted(names, key=sort_key)
    key = "web.districts.part" if few else "web.districts.all_but"
    return text(key, language, country=name, units=list_text(written, language))


def _totals(
    protected: ProtectedCounts, places: Collection[str], language: Language
) -> dict[str, str]:
    """Return the totals of those places that have counts; blank where they are not shown."""
    cells = protected.cells
    cells = cells[cells["place"].isin(places) & (cells["sex"] == TOTAL)]
    quantity = protected.quantity
    write = quantity.amount if quantity else number_text
    return {
        place: write(count, language) if state == "value" else ""
        for place, count, state in zip(cells["place"], cells["count"], cells["state"], strict=True)
    }


def _bare_missions(
    geography: Geography, places: Collection[str], language: Language, lon_0: float
) -> dict[str, Place]:
    """Return missions without a district, as places of their own."""
    if geography.seats is None:
        return {}
    seats = geography.seats.drop_duplicates("mission").sort_values("mission")
    points = page_coordinates(seats["lon"], seats["lat"], lon_0)
    return {
        mission: {
            "name": in_print(name, language),
            "find": [mission],
            "lon": lon,
            "lat": lat,
            "values": {},
            "about": [text("web.districts.no_district", language)],
        }
        for mission, name, (lon, lat) in zip(
            seats["mission"], seats[f"name_{language}"], points, strict=True
        )
        if mission not in places
    }
