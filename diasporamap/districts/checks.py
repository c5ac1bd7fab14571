"""Finds everything that is wrong in the tables of consular districts."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from diasporamap.counts.origin import Bilingual
from diasporamap.districts.days import FIRST_DAY, LAST_DAY, day_before
from diasporamap.districts.units import Unit, unit_of
from diasporamap.errors import Problem, problem
from diasporamap.language import message
from diasporamap.places.units import known_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

    from diasporamap.districts.model import Districts
    from diasporamap.language import Message

#: How far the drawn boundary may be from the true one, in degrees, and how far out at sea a
#: point of the coast may then lie.
BORDER: Final = 0.02
COAST: Final = 0.2


class _Row(NamedTuple):
    """One membership: its days, its row in the file, its district and unit."""

    first: str
    last: str
    row: int
    district: str
    unit: Unit


def district_problems(districts: Districts) -> list[Problem]:
    """Check the tables against each other and the shipped boundaries; see `read_districts`.

    Cells that are blank take no part.
    """
    return [
        *_double_missions(districts),
        *_seat_problems(districts),
        *_unknown_districts(districts),
        *_reversed_ranges(districts),
        *_double_units(districts),
    ]


def _double_missions(districts: Districts) -> Iterator[Problem]:
    first: dict[str, object] = {}
    for row, mission in districts.missions["mission"].items():
        if mission and mission in first:
            yield problem(
                "district_mission_twice",
                file=districts.missions_file,
                row=row,
                column="mission",
                mission=mission,
                other=first[mission],
            )
        first.setdefault(mission, row)


def _seat_problems(districts: Districts) -> Iterator[Problem]:
    """Give the missions that stand outside their host country."""
    import shapely

    from diasporamap.places.layers import read_layer

    missions = districts.missions
    placed = missions[missions["host"].ne("") & missions[["lon", "lat"]].notna().all(axis=1)]
    if placed.empty:
        return
    countries = read_layer("countries", detail="zoom").set_index("place").geometry
    points = shapely.points(placed["lon"], placed["lat"])
    hosts = countries.reindex(placed["host"]).to_numpy()
    distances = shapely.distance(points, hosts)
    for mission, point, host, distance in zip(
        placed.itertuples(), points, hosts, distances, strict=True
    ):
        if distance <= BORDER:
            continue
        inside = countries.index[countries.sindex.query(point, predicate="within")]
        if distance <= COAST and inside.empty:
            continue
        swapped = bool(host.distance(shapely.Point(point.y, point.x)) <= BORDER)
        yield _outside(districts, mission, inside, swapped=swapped)


def _outside(districts: Districts, mission: Any, inside: pd.Index, *, swapped: bool) -> Problem:  # noqa: ANN401 - a row
    where = message("districts.in_no_country")
    if len(inside):
        where = message("districts.in_country", country=_name(inside[0]), code=inside[0])
    return problem(
        "district_seat_swapped" if swapped else "district_seat",
        file=districts.missions_file,
        row=int(mission.Index),
        column="lon",
        mission=mission.mission,
        lon=f"{mission.lon:g}",
        lat=f"{mission.lat:g}",
        where=where,
        host=_name(mission.host),
        code=mission.host,
    )


def _name(country: str) -> Bilingual:
    return Bilingual(*known_units().names[country])


def _unknown_districts(districts: Districts) -> Iterator[Problem]:
    known = set(districts.missions["mission"]) - {""}
    for row, district in districts.memberships["district"].items():
        if not district or district in known:
            continue
        from rapidfuzz import process

        near = process.extractOne(district, sorted(known), score_cutoff=75)
        yield problem(
            "district_no_mission",
            file=districts.memberships_file,
            row=row,
            column="district",
            mission=district,
            missions=districts.missions_file,
            ask=message("places.is_it", offered=near[0]) if near else "",
        )


def _rows(districts: Districts) -> list[_Row]:
    """Return the memberships that can be compared."""
    rows = []
    for row, record in records(districts.memberships):
        unit = unit_of(record["unit"]) if record["unit"] else None
        if unit is not None and record["district"]:
            first, last = record["valid_from"] or FIRST_DAY, record["valid_to"] or LAST_DAY
            rows.append(_Row(first, last, row, record["district"], unit))
    return rows


def records(table: pd.DataFrame) -> Iterator[tuple[int, dict[str, str]]]:
    """Give each row of a table with its number."""
    yield from zip(table.index, table.to_dict("records"), strict=True)


def _reversed_ranges(districts: Districts) -> Iterator[Problem]:
    for row in _rows(districts):
        if row.last < row.first:
            yield problem(
                "district_days_reversed",
                file=districts.memberships_file,
                row=row.row,
                column="valid_to",
                first=row.first,
                last=row.last,
            )


def _double_units(districts: Districts) -> Iterator[Problem]:
    """Find the days on which a unit is claimed twice.

    Rows can claim the same ground if they name the same unit, a country and a part of it, or a
    country and its remainder. Each such group is walked in the order of its first days.
    """
    wholes: dict[str, list[_Row]] = defaultdict(list)
    rests: dict[str, list[_Row]] = defaultdict(list)
    parts: dict[str, list[_Row]] = defaultdict(list)
    for row in _rows(districts):
        if row.last >= row.first:
            kind = rests if row.unit.rest else wholes if row.unit.whole else parts
            kind[row.unit.code].append(row)
    countries = known_units().country_of
    groups = [wholes[code] + rests[code] for code in {*wholes, *rests}]
    groups += [rows + wholes[countries[code]] for code, rows in list(parts.items())]
    seen = set()
    for earlier, later in (pair for group in groups for pair in _overlapping(group)):
        pair = sorted((earlier, later), key=lambda row: row.row)
        if (pair[0].row, pair[1].row) not in seen:
            seen.add((pair[0].row, pair[1].row))
            yield _double_unit(districts, *pair)


def _overlapping(group: Iterable[_Row]) -> Iterator[tuple[_Row, _Row]]:
    """Give each row with the longest-lasting row before it, where they share a day."""
    ordered = sorted(group, key=lambda row: (row.first, row.last, row.row))
    lasting = ordered[:1]
    for _, row in pairwise(ordered):
        if row.first <= lasting[0].last:
            yield lasting[0], row
        if row.last > lasting[0].last:
            lasting = [row]


def _double_unit(districts: Districts, one: _Row, other: _Row) -> Problem:
    """Describe two rows that claim the same ground, the one that stands later in the file."""
    first, last = max(one.first, other.first), min(one.last, other.last)
    return problem(
        "district_unit_twice" if one.unit == other.unit else "district_unit_twice_as",
        file=districts.memberships_file,
        row=other.row,
        column="unit",
        unit=str(other.unit),
        district=other.district,
        holder=one.district,
        twin=str(one.unit),
        other=one.row,
        days=_days(first, last),
        hint=_hint(one, other),
    )


def _days(first: str, last: str) -> Message:
    """Write a range of days."""
    if first == FIRST_DAY:
        kind = "always" if last == LAST_DAY else "until"
    elif first == last:
        kind = "on"
    else:
        kind = "from_on" if last == LAST_DAY else "from_to"
    return message(f"districts.days.{kind}", first=first, last=last)


def _hint(one: _Row, other: _Row) -> Message:
    """Say how two rows that claim the same ground come apart."""
    if one.unit != other.unit:
        whole = one if one.unit.whole else other
        if one.unit.rest or other.unit.rest:
            return message("districts.hints.remainder")
        if one.district == other.district:
            return message("districts.hints.part_held")
        return message("districts.hints.rest", country=whole.unit.code, row=whole.row)
    earlier, later = sorted((one, other), key=lambda row: row.first)
    if earlier.first < later.first:
        day = day_before(later.first)
        return message("districts.hints.end_before", row=earlier.row, day=day)
    return message("districts.hints.same_days")
