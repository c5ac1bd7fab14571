"""Chooses what the sheet of an origin's parts shows: the country, what lies far off, what is small.

It is chosen by the shapes alone, never by counts: all sheets of an origin can be compared, and none
tells a figure by what it shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from diasporamap.counts.origin import MOST_PARTS, Bilingual, Extent, Part
from diasporamap.language import LANGUAGES
from diasporamap.places.lambert import degrees_of, in_km, lambert, lon_lat, running_on
from diasporamap.places.origins.crowded import COLUMN, crowded_squares, square_names
from diasporamap.places.origins.pieces import (
    centre_of,
    gap,
    groups_of,
    pieces_of,
    size_of,
    together,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from diasporamap.places.lambert import Lambert
    from diasporamap.places.origins.pieces import Pieces

#: How much larger than the country its map is, and than what lies far off that is drawn beside it.
ROOM: Final = 1.06
ROOM_FAR: Final = 1.25
#: A frame is better the larger the scale (to this power) and the more it holds: at least so much,
#: and of what lies far off more. Land at an edge is left out for so much better a frame, where it
#: lies so many diagonals off.
POWER: Final = 0.5
LEAST_HELD, LEAST_HELD_FAR = 0.6, 0.85
BETTER: Final = 1.05
OFF: Final = 0.05
#: Far parts that lie so near, in diagonals of the map, are drawn together.
TOGETHER: Final = 0.4
#: How low the paper for a crowded part may be, as a share of its breadth, before it shows less.
LOW: Final = 0.6
#: How often a map is laid round its middle again, which moves with the projection.
RECENTRED: Final = 3
#: Square kilometres from which land far off is worth a part although nobody is counted there.
WORTH_LAND: Final = 50.0


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
    flat = lambert(*_middle(shapely.get_parts(shapes)))
    pieces = pieces_of(shapes, labels, flat)
    everything = np.ones(len(pieces.area), dtype=bool)
    inside = _worth_showing(pieces, everything, COLUMN[0], LEAST_HELD)
    for _ in range(RECENTRED):
        flat = lambert(*lon_lat(flat, centre_of(pieces.of(inside))))
        pieces = pieces_of(shapes, labels, flat)
    frame = pieces.of(inside)
    centre = lon_lat(flat, centre_of(frame))
    breadth, height = ROOM * size_of(frame)
    far, land = _far_parts(pieces, inside, frame)
    crowded = crowded_squares(pieces, inside, ROOM * size_of(frame), room=MOST_PARTS - len(far))
    far += land[: max(MOST_PARTS - len(far) - len(crowded), 0)]
    parts = [_far_part(shapes, held, pieces, flat, names, centre[0]) for held in far]
    for (box, _), name in zip(crowded, square_names(pieces, crowded, places, names), strict=True):
        middle = lon_lat(flat, centre_of(box))
        size_km = float(size_of(box)[0])
        lon = running_on(middle[0], centre[0])
        parts.append(Part(name, lon, middle[1], size_km, LOW * size_km))
    seen = [degrees_of(flat, _grown(box), centre[0]) for box in (frame, *map(pieces.of, far))]
    extent = Extent(
        centre=centre,
        height_km=float(height),
        breadth_km=float(breadth),
        around=tuple(together(np.array(seen)).tolist()),
    )
    return extent, tuple(sorted(parts, key=lambda part: part.breadth_km))


def _worth_showing(
    pieces: Pieces, wanted: np.ndarray, paper: tuple[float, float], least: float
) -> np.ndarray:
    """Tell which of the wanted pieces a map holds that has a breadth and height on paper.

    From a map of all of them, land at one edge is left out again and again, as long as that makes a
    better one: the scale grows by more than is lost, in places and in land. At least so much is
    held of what they are worth.
    """
    lands, row = np.unique(pieces.land[wanted], return_inverse=True)
    bounds = np.array([together(pieces.bounds[wanted][row == at]) for at in range(len(lands))])
    area, label = pieces.area[wanted], pieces.main[wanted]
    worth = np.bincount(row, weights=area / area.sum() / 2 + label / max(label.sum(), 1) / 2)
    inside = np.ones(len(lands), dtype=bool)
    best = _goodness(together(bounds), worth.sum(), paper)
    while True:
        better: tuple[float, np.ndarray] | None = None
        for edge, low in ((0, True), (1, True), (2, False), (3, False)):
            held = np.flatnonzero(inside)
            order = held[np.argsort(bounds[held, edge] * (1 if low else -1), kind="stable")]
            rest, left = _from_each(bounds[order]), worth[order][::-1].cumsum()[::-1]
            out = _from_each(bounds[order][::-1])[::-1]
            for at in range(1, len(order)):
                good = _goodness(rest[at], left[at], paper)
                off = gap(out[at - 1], rest[at]) > OFF * np.hypot(*size_of(rest[at]))
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
    return float((paper / size_of(frame)).min() ** POWER * held)


def _far_parts(
    pieces: Pieces, inside: np.ndarray, frame: np.ndarray
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Return what the map does not hold: pieces with places, and those of the largest land.

    What lies together is drawn together, but for land that would make it much smaller.
    """
    far = np.flatnonzero(~inside)
    if not len(far):
        return [], []
    near = TOGETHER * float(np.hypot(*size_of(frame)))
    boxes = shapely.box(*pieces.bounds[far].T)
    pairs = shapely.STRtree(boxes).query(boxes, predicate="dwithin", distance=near)
    group = groups_of(len(far), pairs)
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


def _joined(pieces: Pieces, groups: list[np.ndarray], *, most: int) -> list[np.ndarray]:
    """Join the two groups of pieces that are nearest until they are not too many."""
    while len(groups) > most:
        boxes = [pieces.of(held) for held in groups]
        left, right = np.triu_indices(len(boxes), 1)
        apart = [gap(boxes[a], boxes[b]) for a, b in zip(left, right, strict=True)]
        two = (left[int(np.argmin(apart))], right[int(np.argmin(apart))])
        joined = groups[two[0]] | groups[two[1]]
        groups = [held for at, held in enumerate(groups) if at not in two] + [joined]
    return groups


def _far_part(
    shapes: np.ndarray,
    held: np.ndarray,
    pieces: Pieces,
    flat: Lambert,
    names: Sequence[Bilingual],
    lon: float,
) -> Part:
    """Frame pieces far off in a projection of their own."""
    own = lambert(*lon_lat(flat, centre_of(pieces.of(held))))
    single = shapely.get_parts(shapes)[held]
    box = together(shapely.bounds(in_km(single, own)))
    west, lat = lon_lat(own, centre_of(box))
    breadth, height = ROOM_FAR * np.maximum(size_of(box), 1.0)
    name = _called(pieces, held, names)
    return Part(name, running_on(west, lon), lat, float(breadth), float(height))


def _called(pieces: Pieces, held: np.ndarray, names: Sequence[Bilingual]) -> Bilingual:
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


def _grown(box: np.ndarray) -> np.ndarray:
    """Return what may be seen around a box, on paper of any proportion."""
    breadth, height = size_of(box)
    half = np.array([max(breadth, 2 * height), max(height, breadth)]) * 0.75
    return np.concatenate([centre_of(box) - half, centre_of(box) + half])


def _middle(polygons: np.ndarray) -> tuple[float, float]:
    """Return the middle of the largest of polygons, by its bounds in degrees."""
    largest = polygons[int(shapely.area(polygons).argmax())]
    lon, lat = centre_of(np.array(largest.bounds))
    return float(lon), float(lat)
