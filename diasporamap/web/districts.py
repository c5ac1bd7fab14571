"""Adds what only districts have: what each covers in words, shared countries, missions."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from diasporamap.districts import districts_on
from diasporamap.language import in_print, list_text, sort_key, text
from diasporamap.maps.composition import named
from diasporamap.maps.place_table import by_place
from diasporamap.places.geography import countries
from diasporamap.places.units import known_units

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from diasporamap.language import Language
    from diasporamap.maps import Style
    from diasporamap.protection import ProtectedCounts
    from diasporamap.web.data import Status


@dataclass(frozen=True)
class Beside:
    """A place that no area of a map of districts is: a country that several share, a mission."""

    name: Mapping[Language, str]
    lon: float
    lat: float
    status: Status


def beside_districts(
    tables: Sequence[ProtectedCounts], languages: Sequence[Language], style: Style
) -> dict[str, Beside]:
    """Return the countries whose people no district has alone, and missions without a district."""
    geography = tables[0].geography
    counted = {str(place) for table in tables for place in table.cells["place"]}
    whole = named(countries(), style).table
    points = whole[["label_lon", "label_lat"]].astype("float64")
    found = {
        place: Beside(
            {known: in_print(str(whole.at[place, f"short_{known}"]), known) for known in languages},
            float(points["label_lon"][place]),
            float(points["label_lat"][place]),
            "split",
        )
        for place in sorted(counted.intersection(geography.beyond))
    }
    if geography.seats is None:
        return found
    seats = geography.seats.drop_duplicates("mission").sort_values("mission")
    for seat in seats[~seats["mission"].isin(geography.table.index)].to_dict("records"):
        name = {known: in_print(str(seat[f"name_{known}"]), known) for known in languages}
        place = str(seat["mission"])
        found[place] = Beside(name, float(seat["lon"]), float(seat["lat"]), "mission")
    return found


def told_of_districts(
    table: ProtectedCounts, beside: Mapping[str, Beside], language: Language, style: Style
) -> dict[str, list[str]]:
    """Say of districts what they cover, and of other places why they are in none."""
    geography = table.geography
    called = named(countries(), style).table[f"short_{language}"]
    told = _coverages(table, by_place(called), language)
    outside = geography.table.index[geography.table["status"] == "not_attached"]
    told |= {str(at): [text("web.districts.not_attached", language)] for at in outside}
    told |= {
        place: [text("web.districts.no_district", language)]
        for place, one in beside.items()
        if one.status == "mission"
    }
    return told


def reached(table: ProtectedCounts) -> dict[str, list[str]]:
    """Return the countries that each district reaches into."""
    shown = table.districts
    units = districts_on(shown.tables, shown.day).groupby("district")["country"]
    return {str(district): sorted(map(str, set(found))) for district, found in units}


def _coverages(
    table: ProtectedCounts, names: Mapping[str, str], language: Language
) -> dict[str, list[str]]:
    """Say what each district covers.

    The people of a country that several share are in none of them, or apportioned by weight.
    """
    shown = table.districts
    apart = set(table.cells["place"]).intersection(table.geography.beyond)
    found = {}
    rows = districts_on(shown.tables, shown.day)
    for district, units in groupby(rows.to_dict("records"), key=itemgetter("district")):
        held: dict[str, list[str]] = {}
        split, sure = set(), set()
        for row in units:
            country = row["country"]
            held.setdefault(country, []).append(row["unit"])
            sure.add(row["confidence"])
            if not row["whole_country"]:
                split.add(country)
        covered = [
            _held(of, country, names[country], language) if country in split else names[country]
            for country, of in held.items()
        ]
        sentences = [
            text("web.districts.covers", language, units=", ".join(sorted(covered, key=sort_key))),
            text(f"web.districts.{max(sure)}", language),  # "inferred" is last
        ]
        for key, some in (
            ("apart", split & apart),
            ("shared", split.intersection(table.apportioned)),
        ):
            if some:
                sentences.append(_of_countries(f"web.districts.{key}", some, names, language))
        found[str(district)] = sentences
    return found


def _of_countries(
    key: str, some: Collection[str], names: Mapping[str, str], language: Language
) -> str:
    listed = sorted((names[country] for country in some), key=sort_key)
    return text(key, language, countries=list_text(listed, language))


def _held(units: Collection[str], country: str, name: str, language: Language) -> str:
    """Write what a district holds of a country of which it has some parts, or all but some."""
    held, parts = {*units}, known_units().parts[country]
    few = 2 * len(held) <= len(parts)
    listed = [part for part in parts if (part in held) == few]
    names = (known_units().names[part][language == "en"] for part in listed)
    written = sorted(names, key=sort_key)
    key = "web.districts.part" if few else "web.districts.all_but"
    return text(key, language, country=name, units=list_text(written, language))
