"""Rebuilds how published tables hang together from the places that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from diasporamap.counts.characteristics import is_characteristic
from diasporamap.districts.destinations import whole_destinations
from diasporamap.places.origins import parts_of
from diasporamap.places.units import known_units
from diasporamap.protection.linked import linked_system, parts_side, residence_side
from diasporamap.protection.linked.system import TOTAL

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

    from diasporamap.districts.choice import DistrictChoice
    from diasporamap.protection.linked import Cell, Side, System

#: A place that no table names: where one names only some, people may be elsewhere too.
_ELSEWHERE: Final = "?"


def published_system(
    cells: Collection[Cell], complete: Collection[str], choice: DistrictChoice
) -> System:
    """Link tables of which no counts are known, through districts and levels of the origin.

    Parameters
    ----------
    cells : collection of Cell
        The figures that are shown or hidden.
    complete : collection of str
        The tables that name every place where people are.
    choice : DistrictChoice
        The origin and its districts.

    Returns
    -------
    System
        All counts in it are zero: it has the structure alone.
    """
    named = {cell.table for cell in cells}
    complete, sides = named.intersection(complete), []
    if named & {"country", "district"}:
        sides.append(_residence(cells, complete, choice))
    levels = [level.name for level in choice.origin.levels if level.name in named]
    if levels:
        sides.append(_parts(cells, complete, choice, levels))
    categories = sorted(filter(is_characteristic, named))
    sides += [_categories(cells, name, whole=name in complete) for name in categories]
    return linked_system(sides)


def _sexes(cells: Collection[Cell], reached: set[tuple[str, str]]) -> list[str]:
    """Return the sexes of a group in some places of tables: all together where none tells them."""
    known = ["F", "M"] if any(cell.sex in "FM" for cell in cells) else []
    if any(cell.sex == "U" and (cell.table, cell.place) in reached for cell in cells):
        known.append("U")
    return known or [TOTAL]


def _residence(cells: Collection[Cell], complete: Collection[str], choice: DistrictChoice) -> Side:
    import pandas as pd

    listed = {cell.place for cell in cells if cell.table == "country"}
    held = {cell.place for cell in cells if cell.table == "district"}
    places = listed if "country" in complete else {*listed, _ELSEWHERE}
    pieces: list[tuple[str, str | None]] = []
    if held:
        goes = whole_destinations(choice.tables, choice.day)
        for place in sorted(places):
            units = [place, *known_units().parts.get(place, ())]
            could = {goes[unit] for unit in units if unit in goes} & held
            if place in held:  # as that of people of no stated residence
                could.add(place)
            if place == _ELSEWHERE:
                could = held
            pieces += [(place, district) for district in sorted(could)]
            if not could or "district" not in complete:
                pieces.append((place, _ELSEWHERE))
    rows = []
    for place in sorted(places):
        own = [district for country, district in pieces if country == place]
        reached = {("country", place), *(("district", str(district)) for district in own)}
        first = own[0] if own else None
        rows += [(place, first, sex, 0) for sex in _sexes(cells, reached)]
    counts = pd.DataFrame(rows, columns=["place", "district", "sex", "count"])
    if not held:
        return residence_side(counts.drop(columns="district"))
    return residence_side(counts, pieces=pd.DataFrame(pieces, columns=["place", "district"]))


def _parts(
    cells: Collection[Cell], complete: Collection[str], choice: DistrictChoice, levels: list[str]
) -> Side:
    """Make the side of the origin: parts of the last level, and those above that none is in."""
    known = parts_of(choice.origin)
    listed = {name: {cell.place for cell in cells if cell.table == name} for name in levels}
    parts = set(listed[levels[-1]])
    for name in levels[:-1]:
        reached = {known.at(name).get(part, part) for part in parts}
        whole = levels[-1] in complete
        parts |= {place for place in listed[name] if not whole or place not in reached}
    if not set(levels) <= set(complete):
        parts.add(_ELSEWHERE)
    frame = _levels(sorted(parts), levels, choice)
    rows = []
    for part in sorted(parts):
        at = {(name, str(frame.loc[part, name])) for name in levels}
        rows += [(part, sex, 0) for sex in _sexes(cells, at)]
    import pandas as pd

    return parts_side(pd.DataFrame(rows, columns=["origin", "sex", "count"]), levels=frame)


def _categories(cells: Collection[Cell], name: str, *, whole: bool) -> Side:
    """Make the side of a characteristic: its categories, and others where there may be some."""
    import pandas as pd

    places = {cell.place for cell in cells if cell.table == name}
    places |= set() if whole else {_ELSEWHERE}
    rows = [(place, sex, 0) for place in sorted(places) for sex in _sexes(cells, {(name, place)})]
    return parts_side(pd.DataFrame(rows, columns=[name, "sex", "count"]), column=name)


def _levels(parts: list[str], levels: list[str], choice: DistrictChoice) -> pd.DataFrame:
    """Return the part of each level that each part is in, or is."""
    import pandas as pd

    known = parts_of(choice.origin)
    at = {name: known.at(name) for name in levels}
    return pd.DataFrame(
        {name: [at[name].get(part, part) for part in parts] for name in levels}, index=parts
    )
