"""Chooses what the sheet of an origin's parts shows: the country, what lies far off, what is small.

It is chosen by the shapes alone, never by counts: all sheets of an origin can be compared, and none
tells a figure by what it shows.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from diasporamap.counts.origin import MOST_PARTS, Bilingual, Extent, Part
from diasporamap.language import LANGUAGES
from diasporamap.resources import shipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from pyproj import Transformer

#: How much larger than the country its map is, and than what lies far off that is drawn beside it.
ROOM: Final = 1.06
ROOM_FAR: Final = 1.25
#: Paper for the country and for a part, in millimetres: with a column beside it; with two columns;
#: over a strip. They are about those of the sheet, which chooses in the same way.
COLUMN: Final = ((199.0, 138.0), 70.0)
COLUMNS: Final = ((125.0, 138.0), 70.0)
STRIP: Final = ((277.0, 87.0), 48.0)
#: How many parts there is room for beside one column, and how small they may make the country.
BESIDE_COLUMN: Final = 2
SMALLER: Final = 0.75
#: A frame is better the larger the scale (to this power) and the more it holds: at least so much,
#: and of what lies far off more.
#: Land at an edge is left out for so much better a frame, where it lies so many diagonals off.
POWER: Final = 0.5
LEAST_HELD, LEAST_HELD_FAR = 0.6, 0.85
BETTER: Final = 1.05
OFF: Final = 0.05
#: Far parts that lie so near, in diagonals of the map, are drawn together.
TOGETHER: Final = 0.4
#: Square millimetres under which a part is small, and tiny; how much a small one is worth drawing
#: again; and from which it is large.
SMALL, TINY, LARGE = 16.0, 6.0, 100.0
WORTH_SMALL: Final = 0.3
#: How many times larger crowded parts can be drawn.
TIMES: Final = (2.5, 4.0, 6.0, 10.0, 16.0, 25.0, 40.0, 100.0)
#: How low the paper for a crowded part may be, as a share of its breadth, before it shows less.
LOW: Final = 0.6
#: How often a map is laid round its middle again, which moves with the projection.
RECENTRED: Final = 3
#: Square kilometres from which land far off is worth a part although nobody is counted there.
WORTH_LAND: Final = 50.0


@dataclass(frozen=True, eq=False)
class _Pieces:
    """Every single polygon of the parts of an origin, in kilometres.

    `bounds` are west, south, east, north; `part` is the row of the part, `main` tells which piece
    has its label, and `land` is the number of the land that the piece is of: what lies in the sea,
    or in another country.
    """

    bounds: np.ndarray
    area: np.ndarray
    part: np.ndarray
    main: np.ndarray
    land: np.ndarray

    def of(self, chosen: np.ndarray) -> np.ndarray:
        """Return the bounds of some pieces together."""
        return _together(self.bounds[chosen])


def frames_of(
    places: pd.DataFrame, labels: np.ndarray, names: Sequence[Bilingual]
) -> tuple[Extent, tuple[Part, ...]]:
    """Return the extent of a sheet of parts, and what it draws again or beside.

    `places` has shapes in degrees that run on over longitude 180, `labels` their label points and
    `names` what they are called. The map holds what it can show large: islands and exclaves far
    off stand in parts of their own where the country would become so small that it is not worth
    it. What room is left for parts is given to where most places are too small to be seen.
    """
    shapes = places.geometry.to_numpy()
    flat = _lambert(*_middle(shapely.get_parts(shapes)))
    pieces = _pieces(shapes, labels, flat)
    everything = np.ones(len(pieces.area), dtype=bool)
    inside = _worth_showing(pieces, everything, COLUMN[0], LEAST_HELD)
    for _ in range(RECENTRED):
        flat = _lambert(*_back(flat, _centre(pieces.of(inside))))
        pieces = _pieces(shapes, labels, flat)
    frame = pieces.of(inside)
    centre = _back(flat, _centre(frame))
    breadth, height = ROOM * _size(frame)
    far, land = _far_parts(pieces, inside, frame)
    crowded = _crowded(pieces, inside, ROOM * _size(frame), MOST_PARTS - len(far))
    far += land[: max(MOST_PARTS - len(far) - len(crowded), 0)]
    parts = [_far_part(shapes, held, pieces, flat, names, centre[0]) for held in far]
    for (box, _), name in zip(crowded, _named(pieces, crowded, places, names), strict=True):
        middle = _back(flat, _centre(box))
        size_km = float(_size(box)[0])
        lon = _running_on(middle[0], centre[0])
        parts.append(Part(name, lon, middle[1], size_km, LOW * size_km))
    seen = [_degrees(flat, _grown(box), centre[0]) for box in (frame, *map(pieces.of, far))]
    extent = Extent(
        centre=centre,
        height_km=float(height),
        breadth_km=float(breadth),
        around=tuple(_together(np.array(seen)).tolist()),
    )
    return extent, tuple(sorted(parts, key=lambda part: part.breadth_km))


def _pieces(shapes: np.ndarray, labels: np.ndarray, flat: Transformer) -> _Pieces:
    single, part = shapely.get_parts(shapes, return_index=True)
    main = shapely.dwithin(single, shapely.points(labels)[part], 1e-9)
    bent = _in_km(single, flat)
    touching = shapely.STRtree(bent).query(bent, predicate="dwithin", distance=0.001)
    land = _groups(len(bent), touching)
    return _Pieces(shapely.bounds(bent), shapely.area(bent), part, main, land)


def _groups(number: int, pairs: np.ndarray) -> np.ndarray:
    """Return the group of each of some things: all that pairs lead to from it."""
    group = np.arange(number)
    while True:
        least = group.copy()
        np.minimum.at(least, pairs[0], group[pairs[1]])
        if (least == group).all():
            return group
        group = least[least]


def _worth_showing(
    pieces: _Pieces, wanted: np.ndarray, paper: tuple[float, float], least: float
) -> np.ndarray:
    """Tell which of the wanted pieces a map holds that has a breadth and height on paper.

    From a map of all of them, land at one edge is left out again and again, as long as that makes a
    better one: the scale grows by more than is lost, in places and in land. At least so much is
    held of what they are worth.
    """
    lands, row = np.unique(pieces.land[wanted], return_inverse=True)
    bounds = np.array([_together(pieces.bounds[wanted][row == at]) for at in range(len(lands))])
    area, label = pieces.area[wanted], pieces.main[wanted]
    worth = np.bincount(row, weights=area / area.sum() / 2 + label / max(label.sum(), 1) / 2)
    inside = np.ones(len(lands), dtype=bool)
    best = _goodness(_together(bounds), worth.sum(), paper)
    while True:
        better: tuple[float, np.ndarray] | None = None
        for edge, low in ((0, True), (1, True), (2, False), (3, False)):
            held = np.flatnonzero(inside)
            order = held[np.argsort(bounds[held, edge] * (1 if low else -1), kind="stable")]
            rest, left = _from_each(bounds[order]), worth[order][::-1].cumsum()[::-1]
            out = _from_each(bounds[order][::-1])[::-1]
            for at in range(1, len(order)):
                good = _goodness(rest[at], left[at], paper)
                off = _gap(out[at - 1], rest[at]) > OFF * np.hypot(*_size(rest[at]))
                if (
                    off
                    and left[at] >= least
                    and good > BETTER * best
                    and (better is None or good > better[0])
                ):
                    better = (good, order[:at])
        if better is None:
            return wanted & np.isin(pieces.land, lands[inside])
        best = better[0]
        inside[better[1]] = False


def _from_each(bounds: np.ndarray) -> np.ndarray:
    """Return the bounds of each row and all that follow."""
    low = np.minimum.accumulate(bounds[::-1, :2])[::-1]
    high = np.maximum.accumulate(bounds[::-1, 2:])[::-1]
    return np.hstack([low, high])


def _goodness(frame: np.ndarray, held: float, paper: tuple[float, float]) -> float:
    return float((paper / _size(frame)).min() ** POWER * held)


def _far_parts(
    pieces: _Pieces, inside: np.ndarray, frame: np.ndarray
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Return what the map does not hold: pieces with places, and those of the largest land.

    What lies together is drawn together, but for land that would make it much smaller.
    """
    far = np.flatnonzero(~inside)
    if not len(far):
        return [], []
    near = TOGETHER * float(np.hypot(*_size(frame)))
    boxes = shapely.box(*pieces.bounds[far].T)
    pairs = shapely.STRtree(boxes).query(boxes, predicate="dwithin", distance=near)
    group = _groups(len(far), pairs)
    labelled, land = [], []
    for number in np.unique(group):
        wanted = np.zeros(len(inside), dtype=bool)
        wanted[far[group == number]] = True
        held = _worth_showing(pieces, wanted, (1.0, 1.0), LEAST_HELD_FAR)
        if (pieces.main & wanted).any():
            labelled.append(held | (pieces.main & wanted))
        else:
            land.append((pieces.area[held].sum(), held))
    land.sort(key=lambda found: -found[0])
    worth = [held for area, held in land if area >= WORTH_LAND]
    return _joined(pieces, labelled, most=MOST_PARTS), worth[:1]


def _joined(pieces: _Pieces, groups: list[np.ndarray], *, most: int) -> list[np.ndarray]:
    """Join the two groups of pieces that are nearest until they are not too many."""
    while len(groups) > most:
        boxes = [pieces.of(held) for held in groups]
        left, right = np.triu_indices(len(boxes), 1)
        apart = [_gap(boxes[a], boxes[b]) for a, b in zip(left, right, strict=True)]
        two = (left[int(np.argmin(apart))], right[int(np.argmin(apart))])
        joined = groups[two[0]] | groups[two[1]]
        groups = [held for at, held in enumerate(groups) if at not in two] + [joined]
    return groups


def _crowded(
    pieces: _Pieces,
    inside: np.ndarray,
    size: np.ndarray,
    room: int,
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return squares that are worth drawing again, each with the rows of the places it is for.

    A place is gained that is small on the map and is none in the square, which holds it whole.
    """
    alone, columns, strip = (
        (float((np.array(paper) / size).min()), part) for paper, part in (COLUMN, COLUMNS, STRIP)
    )
    beside = max(columns, strip, key=lambda way: way[0])
    many = beside[0] >= SMALLER * alone[0]
    most = min(room, MOST_PARTS if many else BESIDE_COLUMN)
    scale, part_mm = beside if many else alone
    rows = np.flatnonzero(pieces.main & inside)
    paper = pieces.area[rows] * scale**2
    worth = np.where(paper < TINY, 1.0, np.where(paper < SMALL, WORTH_SMALL, 0.0))
    middles = (pieces.bounds[rows, :2] + pieces.bounds[rows, 2:]) / 2
    found: list[tuple[np.ndarray, np.ndarray]] = []
    while len(found) < most:
        best: tuple[tuple[float, bool, float], np.ndarray, np.ndarray] | None = None
        for times in TIMES:
            half = part_mm / (times * scale) / 2
            for middle in _middles(middles[worth > 0], half):
                box = np.concatenate([middle - half, middle + half])
                gained = _within(pieces.bounds[rows], box) & (worth > 0)
                gained &= paper * times**2 >= SMALL
                if not gained.any():
                    continue
                large = bool(paper[gained].min() * times**2 >= LARGE)
                value = (round(float(worth[gained].sum()), 6), large, -times if large else times)
                if best is None or value > best[0]:
                    best = (value, box, gained)
        if best is None or best[0][0] < 1:
            break
        found.append((best[1], pieces.part[rows[best[2]]]))
        worth = np.where(best[2], 0.0, worth)
    return found


def _middles(points: np.ndarray, half: float) -> np.ndarray:
    """Return where a square may stand: at each point, and at the middle of those near it."""
    means = [points[(abs(points - point) <= half).all(axis=1)].mean(axis=0) for point in points]
    return np.vstack([points, *means]) if len(points) else points


def _far_part(
    shapes: np.ndarray,
    held: np.ndarray,
    pieces: _Pieces,
    flat: Transformer,
    names: Sequence[Bilingual],
    lon: float,
) -> Part:
    """Frame pieces far off in a projection of their own."""
    own = _lambert(*_back(flat, _centre(pieces.of(held))))
    single = shapely.get_parts(shapes)[held]
    box = _together(shapely.bounds(_in_km(single, own)))
    west, lat = _back(own, _centre(box))
    breadth, height = ROOM_FAR * np.maximum(_size(box), 1.0)
    name = _called(pieces, held, names)
    return Part(name, _running_on(west, lon), lat, float(breadth), float(height))


def _called(pieces: _Pieces, held: np.ndarray, names: Sequence[Bilingual]) -> Bilingual:
    """Name what lies far off after its two largest places, or as a part of one."""
    order = np.flatnonzero(held)
    order = order[np.argsort(-pieces.area[order], kind="stable")]
    labelled = list(dict.fromkeys(pieces.part[order[pieces.main[order]]].tolist()))
    if not labelled:
        name = names[int(pieces.part[order[0]])]
        return Bilingual(f"{name.fr} (partie)", f"{name.en} (part)")
    two = [names[row] for row in labelled[:2]]
    more = "…" if len(labelled) > len(two) else ""
    return Bilingual(*(", ".join(name(to) for name in two) + more for to in LANGUAGES))


def _named(
    pieces: _Pieces,
    crowded: list[tuple[np.ndarray, np.ndarray]],
    places: pd.DataFrame,
    names: Sequence[Bilingual],
) -> list[Bilingual]:
    """Name crowded parts after the place with the largest city: in them, or of those they are for.

    One that is for a single place bears its name; of two with one city the other one does.
    """
    ranks, codes = _city_ranks(), places["place"].astype(str).tolist()
    named: list[Bilingual] = []
    for box, rows in crowded:
        held = pieces.part[np.flatnonzero(_within(pieces.bounds, box) & pieces.main)]
        for some in (held, rows) if len(rows) > 1 else (rows,):
            first = min(some.tolist(), key=lambda row: (ranks.get(codes[row], len(ranks)), row))
            name = names[first]
            if len(rows) > 1:
                name = Bilingual(f"{name.fr} et alentours", f"{name.en} and around")
            if name not in named:
                break
        named.append(name)
    return named


@cache
def _city_ranks() -> dict[str, int]:
    """Return the rank of the largest city of each first-level unit."""
    ranks: dict[str, int] = {}
    table = shipped("boundaries") / "cities.csv"
    with table.open(encoding="utf-8", newline="") as stream:
        for rank, row in enumerate(csv.DictReader(stream)):
            ranks.setdefault(row["place"], rank)
    return ranks


def _running_on(west: float, lon: float) -> float:
    return round(lon + (west - lon + 180) % 360 - 180, 3)


def _in_km(shapes: np.ndarray, flat: Transformer) -> np.ndarray:
    bent = shapely.transform(shapes, lambda xy: np.column_stack(flat.transform(*xy.T)) / 1000)
    return np.asarray(bent)


def _lambert(lon: float, lat: float) -> Transformer:
    from pyproj import Transformer

    crs = f"+proj=laea +lat_0={lat} +lon_0={lon} +ellps=WGS84"
    return Transformer.from_crs("EPSG:4326", crs, always_xy=True)


def _back(flat: Transformer, point: np.ndarray) -> tuple[float, float]:
    """Return a point in kilometres as longitude and latitude."""
    easting, northing = (1000 * point).tolist()
    lon, lat = flat.transform(easting, northing, direction="INVERSE")
    return round(float(lon), 3), round(float(lat), 3)


def _degrees(flat: Transformer, box: np.ndarray, lon: float) -> np.ndarray:
    """Return the degrees that a box in kilometres reaches to, running on from `lon` over 180."""
    left, bottom, right, top = (1000 * box).tolist()
    west, south, east, north = flat.transform_bounds(left, bottom, right, top, direction="INVERSE")
    middle = _running_on(_back(flat, _centre(box))[0], lon)
    if east - west > 359:  # noqa: PLR2004 - a pole is inside
        return np.array([lon - 180, south, lon + 180, north])
    return np.array([middle - (middle - west) % 360, south, middle + (east - middle) % 360, north])


def _grown(box: np.ndarray) -> np.ndarray:
    """Return what may be seen around a box, on paper of any proportion."""
    breadth, height = _size(box)
    half = np.array([max(breadth, 2 * height), max(height, breadth)]) * 0.75
    return np.concatenate([_centre(box) - half, _centre(box) + half])


def _middle(polygons: np.ndarray) -> tuple[float, float]:
    """Return the middle of the largest of polygons, by its bounds in degrees."""
    largest = polygons[int(shapely.area(polygons).argmax())]
    lon, lat = _centre(np.array(largest.bounds))
    return float(lon), float(lat)


def _together(bounds: np.ndarray) -> np.ndarray:
    return np.concatenate([bounds[:, :2].min(axis=0), bounds[:, 2:].max(axis=0)])


def _centre(box: np.ndarray) -> np.ndarray:
    return np.asarray((box[:2] + box[2:]) / 2)


def _size(box: np.ndarray) -> np.ndarray:
    return np.asarray(box[2:] - box[:2])


def _gap(one: np.ndarray, other: np.ndarray) -> float:
    """Return the distance of two boxes."""
    return float(np.hypot(*np.maximum(0, np.maximum(one[:2] - other[2:], other[:2] - one[2:]))))


def _within(bounds: np.ndarray, box: np.ndarray) -> np.ndarray:
    """Tell which bounds lie whole in a box."""
    hair = 1e-6
    low, high = bounds[:, :2] >= box[:2] - hair, bounds[:, 2:] <= box[2:] + hair
    return np.asarray(low.all(axis=1) & high.all(axis=1))
