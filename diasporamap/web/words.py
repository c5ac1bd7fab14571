"""Writes the subtitle of a map of a page: a sentence of facts that begins with the figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from diasporamap.language import number_text, text
from diasporamap.maps.words import places_text
from diasporamap.places.geography import countries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from diasporamap.language import Language
    from diasporamap.maps import Composition
    from diasporamap.web.content import Figures

#: The measures whose maps have a sentence of a page's own.
_STOCKS: Final = ("total", "women", "men")
_SHARE: Final = "share_women"


@dataclass(frozen=True)
class Sums:
    """What places of one status show together: how many with people, and how many people."""

    places: int
    people: float


def subtitle_of(
    both: Composition,
    rows: Mapping[str, Figures],
    year: int,
    status: Mapping[str, str],
    *,
    in_circles: bool,
) -> tuple[str, str]:
    """Return how the subtitle of a map begins, and all of it.

    What has no sentence of its own has that of the map, which begins with nothing.
    """
    spec, known = both.spec, both.spec.language
    if spec.subtitle is None and spec.quantity is None and spec.measure in rows:
        if spec.measure in _STOCKS:
            lead, rest = _stock(both, rows, year, status)
        elif spec.measure == _SHARE:
            lead, rest = _share(both, rows, year, status)
            if in_circles and lead:
                rest += " " + text("web.subtitle.sizes", known)
        else:
            lead, rest = "", ""
        if lead:
            return lead, f"{lead} {rest}"
    return "", both.words.subtitle


def _stock(
    both: Composition, rows: Mapping[str, Figures], year: int, status: Mapping[str, str]
) -> tuple[str, str]:
    """Say how many people there are in how many places, and of each sex or in no district."""
    measure, known = both.spec.measure, both.spec.language
    sums, hidden = sums_of(rows[measure], year, status)
    inside = sums["place"]
    if not inside.places:
        return "", ""
    many = "one" if inside.people == 1 or (not inside.people and known == "fr") else "many"
    shown = "_shown" if hidden else ""
    lead = _say(f"{measure}{shown}.{many}", known, people=_number(inside.people, known))
    fields = {"places": places_text(inside.places, both.geography, known)}
    if both.geography.name == "districts":
        parts = [
            _say(
                "split_one" if (key, some.places) == ("split", 1) else key,
                known,
                people=_number(some.people, known),
                places=_countries(some, known),
            )
            for key in ("split", "beyond")
            if (some := sums[key]).places
        ]
        if not parts:
            return lead, _say("in_places", known, **fields)
        every = _number(sum(some.people for some in sums.values()), known)
        return lead, _say("districts", known, **fields, parts=", ".join(parts), all=every)
    total = _sum(rows, "total", year)
    sexes = {sex: _sum(rows, sex, year) for sex in ("women", "men")}
    share = rows[_SHARE].totals[year] if _SHARE in rows else None
    told = share is not None and total is not None and sum(filter(None, sexes.values())) == total
    if hidden or not told:
        return lead, _say("in_places", known, **fields)
    fields |= {sex: _number(people or 0, known) for sex, people in sexes.items()}
    per_cent = {"women": share, "men": 100 - (share or 0)}
    fields["all"] = _number(total or 0, known)
    if measure == "total":
        fields["share"] = rows[_SHARE].measure.written(share or 0, known)
        return lead, _say("sexes", known, **fields)
    fields["share"] = rows[_SHARE].measure.written(per_cent[measure] or 0, known)
    return lead, _say("of_all", known, **fields)


def _share(
    both: Composition, rows: Mapping[str, Figures], year: int, status: Mapping[str, str]
) -> tuple[str, str]:
    """Say which share of the people of how many places are women."""
    known, share = both.spec.language, rows[_SHARE]
    shown = [place for place in share.shown[year] if status.get(place) == "place"]
    people = rows["total"].shown[year] if "total" in rows else {}
    overall = overall_of(rows, shown, year)
    if not shown or overall is None or not people.keys() >= {*shown}:
        return "", ""
    everyone = sum(people[place] for place in shown)
    if everyone < (share.measure.least or 100):
        return "", ""
    lead = _say("share", known, share=share.measure.written(overall, known))
    places = places_text(len(shown), both.geography, known)
    return lead, _say("among", known, people=_number(everyone, known), places=places)


def overall_of(rows: Mapping[str, Figures], shown: Iterable[str], year: int) -> float | None:
    """Return the share of women among the people of some places; None where nobody knows."""
    if not {"women", "men"} <= set(rows):
        return None
    found = [rows[sex].shown[year] for sex in ("women", "men")]
    women, men = (sum(people.get(place, 0.0) for place in shown) for people in found)
    return float(100 * women / (women + men)) if women + men else None


def sums_of(figures: Figures, year: int, status: Mapping[str, str]) -> tuple[dict[str, Sums], bool]:
    """Return what places show by status, and whether the figure of one is hidden.

    A place with 0 people is counted where all have 0.
    """
    found = {}
    for key in ("place", "split", "beyond"):
        own = [
            people
            for place, people in figures.shown[year].items()
            if status.get(place, "place") in (key, _AS.get(key))
        ]
        found[key] = Sums(sum(people > 0 for people in own) or len(own), float(sum(own)))
    return found, "suppressed" in figures.stated[year].values()


#: The origin is a place like others where it has people.
_AS: Final = {"place": "origin"}


def _sum(rows: Mapping[str, Figures], key: str, year: int) -> float | None:
    return rows[key].totals[year] if key in rows else None


def _number(people: float, language: Language) -> str:
    return number_text(people, language)


def _countries(sums: Sums, language: Language) -> str:
    return places_text(sums.places, countries(), language)


def _say(key: str, language: Language, **fields: object) -> str:
    return text(f"web.subtitle.{key}", language, **fields)
