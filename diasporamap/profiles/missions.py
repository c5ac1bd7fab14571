"""The missions that serve a place: what each covers, as far as it is known, and on what basis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from diasporamap.districts.days import districts_on
from diasporamap.language import list_text, number_text, series_text, sort_key, text
from diasporamap.places.geography import countries
from diasporamap.places.units import known_units
from diasporamap.points.missions import missions_there

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from diasporamap.districts.choice import DistrictChoice
    from diasporamap.language import Language

#: How many countries or units are named of what a mission covers, and how many of what is inferred.
NAMED, FEW = 6, 3
#: The word for what is not documented.
INFERRED: Final = "inferred"


@dataclass(frozen=True)
class Mission:
    """A mission: its kind, names in a language, seat, and the units that it is known to cover.

    `covers` has unit, country and confidence of each, a whole country as its own unit.
    """

    code: str
    kind: str
    name: str
    city: str
    host: str
    lon: float
    lat: float
    covers: tuple[tuple[str, str, str], ...]


def missions_of(
    choice: DistrictChoice, place: str, by: str, language: Language
) -> tuple[Mission, ...]:
    """Return the missions of a country or district.

    Of a country those that stand there and those whose district has a part of it; of a district its
    own, and those in its countries of which no district is known. None where no district is known
    at all.
    """
    if not choice.known:
        return ()
    covered = districts_on(choice.tables, choice.day)
    held = covered[covered["district" if by == "district" else "country"] == place]
    own, hosts = set(held["district"]), {*held["country"], *([] if by == "district" else [place])}
    known = set(covered["district"])
    found = [
        _mission(row, covered, language)
        for row in missions_there(choice).to_dict("records")
        if row["mission"] in own
        or (row["host"] in hosts and (by != "district" or row["mission"] not in known))
    ]
    order = list(_KINDS)
    return tuple(
        sorted(found, key=lambda one: (one.code != place, order.index(one.kind), one.code))
    )


_KINDS: Final = (
    *("embassy", "high_commission", "consulate_general", "consulate", "honorary_consulate"),
)


def _mission(row: Mapping[Any, Any], covered: pd.DataFrame, language: Language) -> Mission:
    name, between = str(row[f"name_{language}"]), " à " if language == "fr" else " in "
    rows = covered[covered["district"] == row["mission"]]
    return Mission(
        code=str(row["mission"]),
        kind=str(row["kind"]),
        name=name,
        city=name.partition(between)[2] or str(row["city"]),
        host=str(row["host"]),
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        covers=tuple(rows[["unit", "country", "confidence"]].itertuples(index=False, name=None)),
    )


def covered_text(mission: Mission, language: Language) -> str:
    """Say what a mission covers: "France, Grèce, Portugal", or that it is not known."""
    return _named(mission.covers, language) or text("profile.not_known", language)


def basis_text(mission: Mission, language: Language) -> str:
    """Say on what that rests: documented, inferred, or both."""
    said = {confidence for _, _, confidence in mission.covers}
    if not said:
        return text("chart.signs.no_data", language)
    if len(said) == 1:
        return text(f"profile.basis.{said.pop()}", language)
    inferred = [one for one in mission.covers if one[2] == INFERRED]
    documented = text("profile.basis.documented", language)
    if len(inferred) > FEW:
        return series_text([documented, text("profile.basis.partly", language)], language)
    places = _named(inferred, language)
    part = text("profile.basis.but", language, places=places)
    return series_text([documented, part], language)


def _named(covers: Sequence[tuple[str, str, str]], language: Language) -> str:
    """Name countries, and parts of others: a few by name, of many how many they are."""
    names = sorted(_names(covers, language), key=sort_key)
    left = len(names) - NAMED
    if left > 1:
        number = number_text(left, language)
        return text("caption.and_more", language, places=", ".join(names[:NAMED]), number=number)
    return list_text(names, language)


def _names(covers: Sequence[tuple[str, str, str]], language: Language) -> Iterator[str]:
    short = countries().table[f"short_{language}"]
    parts: dict[str, list[str]] = {}
    for unit, country, _ in covers:
        if unit == country:
            yield str(short[country])
        else:
            parts.setdefault(country, []).append(known_units().names[unit][language == "en"])
    for country, names in parts.items():
        if len(names) <= FEW:
            yield from names
        else:
            number = number_text(len(names), language)
            yield text("profile.parts", language, number=number, country=short[country])


def kinds_text(missions: Sequence[Mission], language: Language) -> str:
    """Count missions by kind: "1 ambassade, 2 consulats"."""
    counted = []
    for kind in _KINDS:
        if number := sum(one.kind == kind for one in missions):
            form = "one" if number == 1 else "other"
            key = f"profile.kind.{kind}.{form}"
            counted.append(text(key, language, number=number_text(number, language)))
    return list_text(counted, language)
