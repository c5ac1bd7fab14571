"""Says how many inhabitants each place of a table has, for rates of its people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diasporamap.districts.days import districts_on
from diasporamap.errors import UsageError
from diasporamap.language import message
from diasporamap.places.origins import parts_of
from diasporamap.protection.by import BY
from diasporamap.protection.linked.system import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from diasporamap.places.population import Inhabited
    from diasporamap.protection.gate import ProtectedCounts

#: Why a place has none: nobody knows, or its people and its inhabitants are of different areas.
UNKNOWN, ELSEWHERE = "no_data", "not_applicable"


@dataclass(frozen=True)
class Inhabitants:
    """People who live in places, and "value" or why there are none, by place.

    `years` are those that the figures are of, `unstated` whether the year of some is not known;
    `own` and `shipped` tell whether one's own table and the shipped one were needed.
    """

    people: Mapping[str, float]
    states: Mapping[str, str]
    years: tuple[int, ...]
    own: bool
    shipped: bool
    unstated: bool


def inhabitants_of(protected: ProtectedCounts) -> Inhabitants:
    """Return the inhabitants of the places of a table in its year, or the nearest known.

    Those of a district are the sum over the whole countries and the admin-1 units that it covers,
    unless a table of one's own has the district. They are not applicable where a unit is not known,
    and where people of a country that the district has a part of are counted in no district.

    Raises
    ------
    UsageError
        If the places are parts of the origin, and no table has any, or if more people are shown in
        a place of residence than one's own table says that live there.
    """
    places = list(dict.fromkeys(protected.cells["place"].astype(str)))
    found: dict[str, list[Inhabited]] = {}
    states: dict[str, str] = {}
    parts = _parts(protected)
    for place in places:
        figures = [
            protected.populations.of(unit, protected.year) for unit in parts.get(place, (place,))
        ]
        known = [figure for figure in figures if figure is not None]
        if known and len(known) == len(figures):
            found[place] = known
        states[place] = "value" if place in found else ELSEWHERE if place in parts else UNKNOWN
    if protected.by in BY:
        _require_enough(protected, found)
    elif not found:
        level = protected.origin.level(protected.by)
        said = {"level": level.one, "of": protected.origin.of}
        raise UsageError(message("protection.inhabitants", **said))
    used = [figure for figures in found.values() for figure in figures]
    return Inhabitants(
        {place: float(sum(at.people for at in figures)) for place, figures in found.items()},
        states,
        tuple(sorted({figure.year for figure in used if figure.year is not None})),
        own=any(figure.own for figure in used),
        shipped=not all(figure.own for figure in used),
        unstated=any(figure.year is None for figure in used),
    )


def _require_enough(protected: ProtectedCounts, found: Mapping[str, list[Inhabited]]) -> None:
    """Refuse inhabitants of one's own table who are fewer than the people shown among them."""
    cells = protected.cells
    shown = cells[(cells["sex"] == TOTAL) & (cells["state"] == "value")]
    for place, people in zip(shown["place"].astype(str), shown["count"], strict=True):
        figures = found.get(place, [])
        live = sum(figure.people for figure in figures)
        if any(figure.own for figure in figures) and people > live:
            file = protected.populations.file or message("protection.given")
            said = {"people": int(people), "place": place, "live": live, "file": file}
            raise UsageError(message("protection.too_few_live", **said))


def _parts(protected: ProtectedCounts) -> dict[str, tuple[str, ...]]:
    """Return the units whose inhabitants are those of a place, where it is not a unit itself."""
    own = protected.populations.own
    if protected.by == "country":
        return {}
    if protected.by != "district":
        return _lower_parts(protected)
    units = districts_on(protected.districts.tables, protected.districts.day)
    split = _unplaced(protected, set(units.loc[~units["whole_country"], "country"]))
    covered: dict[str, tuple[str, ...]] = {}
    for district, rows in units.groupby("district"):
        apart = split & set(rows.loc[~rows["whole_country"], "country"])
        # People who are in no district lack in the district's figure: no inhabitants fit it.
        covered[str(district)] = ("",) if apart else tuple(rows["unit"])
        if not apart and district in own:
            covered[str(district)] = (str(district),)
    rest = (place for place in protected.cells["place"].astype(str) if place.startswith("rest of "))
    return covered | dict.fromkeys(rest, ("",))


def _unplaced(protected: ProtectedCounts, shared: Iterable[str]) -> set[str]:
    """Return the countries among some that have people, or hidden ones, in no district."""
    cells = protected.cells
    people = (cells["state"] == "suppressed") | (cells["count"].fillna(0) > 0)
    return set(cells.loc[people, "place"].astype(str)) & set(shared)


def _lower_parts(protected: ProtectedCounts) -> dict[str, tuple[str, ...]]:
    """Return the lower parts of an origin's parts that a table has the inhabitants of all of."""
    own, known = protected.populations.own, parts_of(protected.origin)
    children: dict[str, list[str]] = {}
    for part, above in known.parents.items():
        children.setdefault(above, []).append(part)
    return {
        above: tuple(parts)
        for above, parts in children.items()
        if above not in own and set(parts) <= set(own)
    }
