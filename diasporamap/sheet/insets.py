"""Chooses which parts of the world a sheet draws again, larger: those where circles pile up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from diasporamap.counts.origin import NONE, Bilingual
from diasporamap.maps.extents import MapExtent, extent_of, extents
from diasporamap.maps.projections import equal_earth, sphere_outline, unroll_longitude
from diasporamap.places.geography import countries
from diasporamap.places.lambert import in_km, lambert, lon_lat, running_on
from diasporamap.places.origins.pieces import centre_of, gap, size_of, together
from diasporamap.sheet.shapes import Inset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import pandas as pd

    from diasporamap.maps import Composition
    from diasporamap.places.geography import Geography

#: An inset is drawn where it shows at least so many circles, with so large a share of the people,
#: and so many times larger than the map of the world: more where no named extent is the frame.
FEWEST, WORTH, LARGER, LARGER_OWN = 3, 0.05, 2.5, 3.2
#: Circles are of one pile whose rims are nearer than this, in millimetres: the room of a label.
NEAR: Final = 1.2
#: Where a pile is too wide, those that come nearer; last, those that overlap by a quarter.
CLOSER: Final = {NEAR: 0.3, 0.3: -0.25}
#: How large a place without a circle is, in millimetres.
BARE: Final = 0.75
#: Of a place the land is in the frame that lies so near to its circle, and around all a margin.
LAND_KM, MARGIN = 600.0, 0.15
#: An inset sets apart so large a share of the people: circles that cover or crowd each other.
RELIEF = 0.05
#: One that no named extent is must do so much better; and of the circles in the frame of one no
#: more than such a share stand in another already.
UNNAMED, AGAIN = 0.85, 0.2
#: Of a pile that does not fall apart, the parts are tried that are worth so many times the scale.
WINDOWS: Final = (8.0, 6.5, 5.0, 4.0)
#: A named extent is the frame, or names it, where it holds so much of a pile and is not so much
#: larger; so is what the country of origin adds to a frame.
HELD, NOT_LARGER = 0.95, 1.6
#: A frame has the name of an extent that shares so many of the places of both.
ALIKE: Final = 0.75
#: The country of origin is in the frame where that is so near, in kilometres.
HOME_KM = 300.0
#: An inset takes about so much of the breadth and of the height of the paper.
BLOCK: Final = (0.3, 0.4)


def insets_of(composition: Composition) -> list[Inset]:
    """Choose insets for a sheet: those that are asked for, or where circles pile up.

    Circles are laid on the map of the world. What is drawn again is where that sets apart the most:
    a named extent, or the frame of a pile, circles that come near each other from one to the next.
    There are as many as the paper has room for.
    """
    asked = composition.spec.inset
    if asked == ("auto",):
        most = min(composition.paper.insets, composition.drawing.insets)
        return _piled(_Sheet(composition), most)
    language, places = composition.spec.language, composition.geography
    found = (extent_of(written, places) for written in asked if written != "none")
    return [_inset(one, one.name(language)) for one in found if one is not None]


def _inset(extent: MapExtent, name: str) -> Inset:
    return Inset(name, *extent.centre, extent.breadth_km, extent.height_km)


@dataclass(frozen=True)
class _Sheet:
    """The places of a composition as circles on the map of the world, in millimetres."""

    composition: Composition

    @cached_property
    def table(self) -> pd.DataFrame:
        """The places that are drawn: those with circles, where a drawing has any."""
        drawing, table = self.composition.drawing, self.composition.table
        if drawing.marks:
            return table.loc[list(drawing.marks)]
        return table[table["state"].isin(["value", "district"])]

    @cached_property
    def scale(self) -> float:
        """Millimetres of a metre on the map of the world."""
        west, _, east, _ = sphere_outline().bounds
        paper = self.composition.paper
        return float(paper.world * paper.text_width / (east - west))

    @cached_property
    def xy(self) -> np.ndarray:
        """The middles of the circles."""
        lon_0 = self.composition.style.map["lon_0"]
        lons = unroll_longitude(self.table["label_lon"].to_numpy(dtype=float), lon_0=lon_0)
        lats = self.table["label_lat"].to_numpy(dtype=float)
        return np.column_stack(equal_earth(lons, lats)) * self.scale

    @cached_property
    def radius(self) -> np.ndarray:
        """How far each circle reaches."""
        marks, largest = self.composition.drawing.marks, self.composition.style.circle["largest_mm"]
        radii = (max(disc.radius for disc in marks[p]) * largest for p in marks)
        return np.array([*radii]) if marks else np.full(len(self.table), BARE)

    @cached_property
    def weight(self) -> np.ndarray:
        """The share of the people that each stands for; of places where there are no circles."""
        people = self.table["value"].abs().fillna(0).to_numpy(dtype=float)
        if not self.composition.drawing.marks or not people.sum():
            people = np.ones(len(self.table))
        return np.asarray(people / max(people.sum(), 1))

    @cached_property
    def block(self) -> np.ndarray:
        """About the breadth and height of an inset."""
        paper = self.composition.paper
        return np.array([BLOCK[0] * paper.text_width, BLOCK[1] * paper.height])

    def zoom(self, extent: MapExtent) -> float:
        """Return how many times larger than the world an inset of an extent is."""
        wide, high = self.block
        scale = min(wide / extent.breadth_km, high / extent.height_km) / 1000
        return float(scale / self.scale)

    def holds(self, extent: MapExtent) -> np.ndarray:
        """Tell which circles lie in an extent; it is asked of each again and again."""
        return self._holding(extent)

    @cached_property
    def _holding(self) -> Callable[[MapExtent], np.ndarray]:
        lons, lats = (self.table[f"label_{of}"].to_numpy(dtype=float) for of in ("lon", "lat"))
        return cache(lambda extent: extent.inside(lons, lats))

    @cached_property
    def known(self) -> list[MapExtent]:
        """The named extents that are worth an inset by their size, the smallest first."""
        named = [entry.extent for entry in extents().values() if entry.inset]
        large = [extent for extent in named if self.zoom(extent) >= LARGER]
        return sorted(large, key=lambda extent: extent.breadth_km * extent.height_km)

    def relief(self, rows: np.ndarray, zoom: float) -> float:
        """Return how much of the people in some circles a map so many times as large sets apart.

        A circle is crowded as much as the nearest other takes of its room: wholly where the smaller
        of the two is covered, not at all where both have room for a label between them.
        """
        set_apart = self._crowded(rows, 1.0) - self._crowded(rows, zoom)
        return float(self.weight[rows] @ set_apart)

    def most_relief(self, rows: np.ndarray) -> float:
        """Return how much of the people in some circles any frame and scale could set apart."""
        return float(self.weight[rows] @ self._crowded(rows, 1.0))

    def _crowded(self, rows: np.ndarray, zoom: float) -> np.ndarray:
        """Return how crowded some circles are on a map so many times as large, from 0 to 1."""
        radius = self.radius[rows]
        smaller = np.minimum(radius[:, None], radius[None, :])
        taken = (NEAR - self.gaps(rows, zoom)) / (NEAR + 2 * smaller)
        np.fill_diagonal(taken, 0.0)
        return np.asarray(np.clip(taken, 0.0, 1.0).max(axis=1, initial=0.0))

    def gaps(self, rows: np.ndarray, zoom: float = 1.0) -> np.ndarray:
        """Return how far the rims of some circles are from each other, in millimetres."""
        xy, radius = zoom * self.xy[rows], self.radius[rows]
        middles = np.hypot(*(xy[:, None] - xy[None, :]).transpose(2, 0, 1))
        return np.asarray(middles - radius[:, None] - radius[None, :])


def _piled(sheet: _Sheet, most: int) -> list[Inset]:
    """Return the insets that are worth one, at most so many; those with the most people first.

    Each sets apart the most of what no other shows.
    """
    rest, found = np.ones(len(sheet.table), dtype=bool), list[tuple[float, MapExtent]]()
    while len(found) < most and rest.any() and (best := _best(sheet, rest)) is not None:
        held = sheet.holds(best) & rest
        found.append((float(sheet.weight[held].sum()), best))
        rest &= ~held
    found.sort(key=lambda one: -one[0])
    return [_inset(frame, frame.name(sheet.composition.spec.language)) for _, frame in found]


def _best(sheet: _Sheet, rest: np.ndarray) -> MapExtent | None:
    """Return the frame that sets apart the most of what is left, None where none is worth it.

    A named extent that shows nearly the same people, enough circles for an inset, and is not much
    larger, is the frame instead.
    """
    named, most = sheet.known, sheet.most_relief(rest)
    if most < RELIEF:
        return None
    worth, own = _worth(sheet, named, rest), dict[MapExtent, np.ndarray]()
    if max(worth.values(), default=0.0) < UNNAMED * most:  # else no frame of a pile does better
        own = dict(_own_frames(sheet, np.flatnonzero(rest)))
        unnamed = _worth(sheet, [frame for frame in own if frame not in named], rest)
        worth |= {frame: UNNAMED * relief for frame, relief in unnamed.items()}
    if not worth:
        return None
    best = max(worth, key=lambda frame: worth[frame])
    shown = sheet.holds(best) & rest
    people, area = sheet.weight[shown].sum(), best.breadth_km * best.height_km
    alike = (
        one
        for one in named
        if one.breadth_km * one.height_km < NOT_LARGER * area
        and sheet.weight[sheet.holds(one) & shown].sum() >= HELD * people
        and _is_worth(sheet, sheet.holds(one) & shown)
    )
    return next(alike, _with_name(sheet, best, own[best]) if best in own else best)


def _worth(sheet: _Sheet, frames: Iterable[MapExtent], rest: np.ndarray) -> dict[MapExtent, float]:
    """Return how much those of some frames set apart of what is left that are worth an inset."""
    worth = {}
    for frame in frames:
        held = sheet.holds(frame)
        again = np.count_nonzero(held & ~rest) > AGAIN * np.count_nonzero(held)
        if again or not _is_worth(sheet, held & rest):
            continue
        relief = sheet.relief(held & rest, sheet.zoom(frame))
        if relief >= RELIEF:
            worth[frame] = relief
    return worth


def _is_worth(sheet: _Sheet, held: np.ndarray) -> bool:
    """Tell whether some circles are enough for an inset."""
    return bool(np.count_nonzero(held) >= FEWEST and sheet.weight[held].sum() >= WORTH)


def _own_frames(sheet: _Sheet, rows: np.ndarray) -> Iterator[tuple[MapExtent, np.ndarray]]:
    """Give frames of piles of some circles, with these; piles too wide for one fall apart."""
    waiting = [(rows, NEAR)]
    while waiting:
        some, room = waiting.pop()
        for pile in _linked(sheet, some, room):
            held = np.zeros(len(sheet.table), dtype=bool)
            held[pile] = True
            if not _is_worth(sheet, held):
                continue
            own = _own_frame(sheet, pile)
            if sheet.zoom(own) >= LARGER_OWN:
                yield own, pile
            elif room in CLOSER:
                waiting.append((pile, CLOSER[room]))
            else:
                heaps = ((_own_frame(sheet, heap), heap) for heap in _heaps(sheet, pile))
                yield from (one for one in heaps if sheet.zoom(one[0]) >= LARGER_OWN)


def _heaps(sheet: _Sheet, pile: np.ndarray) -> Iterator[np.ndarray]:
    """Give the parts of a pile that does not fall apart in which an inset would help the most."""
    for zoom in WINDOWS:
        half = sheet.block / zoom / 2
        windows = [pile[(np.abs(sheet.xy[pile] - at) < half).all(axis=1)] for at in sheet.xy[pile]]
        yield max(windows, key=lambda rows: sheet.relief(rows, zoom))


def _linked(sheet: _Sheet, rows: np.ndarray, room: float) -> list[np.ndarray]:
    """Return groups of circles whose rims come nearer than a room, from one to the next.

    A room under 0 is an overlap, in radii of the smaller circle.
    """
    apart, radius = sheet.gaps(rows), sheet.radius[rows]
    least = room if room >= 0 else room * np.minimum(radius[:, None], radius[None, :])
    near, group = apart <= least, np.arange(len(rows))
    while True:
        low = np.where(near | np.eye(len(rows), dtype=bool), group[None, :], len(rows)).min(axis=1)
        if (low == group).all():
            return [rows[group == one] for one in np.unique(group)]
        group = low


def _own_frame(sheet: _Sheet, pile: np.ndarray) -> MapExtent:
    """Frame the land around the circles of a pile, and the country of origin where it is near."""
    table = sheet.table.iloc[pile]
    lons = np.radians(table["label_lon"].to_numpy(dtype=float))
    lon = float(np.degrees(np.angle(np.exp(1j * lons).mean())))
    middle = round(lon, 1), round(float(table["label_lat"].mean()), 1)
    flat = lambert(*middle)
    box = together(np.array(_lands(sheet.composition.geography, table, middle)))
    everywhere, home = countries(), sheet.composition.origin.code
    if home in everywhere.table.index:
        (own,) = _lands(everywhere, everywhere.table.loc[[home]], middle)
        grown = together(np.array([box, own]))
        if gap(own, box) <= HOME_KM and size_of(grown).prod() < NOT_LARGER * size_of(box).prod():
            box = grown
    width, height = size_of(box) * (1 + 2 * MARGIN)
    lon, lat = lon_lat(flat, centre_of(box))
    return MapExtent(
        centre=(running_on(lon, 0.0), lat),
        breadth_km=round(float(width), 1),
        height_km=round(float(height), 1),
        around=(-180, -90, 180, 90),
        name=NONE,
    )


def _with_name(sheet: _Sheet, framed: MapExtent, pile: np.ndarray) -> MapExtent:
    """Name the frame of a pile: as the extent that it shows, or after the two largest places."""
    two = Bilingual(*2 * [_two(sheet.table.iloc[pile], sheet.weight[pile])])
    return replace(framed, name=_name_of_view(framed) or two)


def _lands(
    geography: Geography, table: pd.DataFrame, middle: tuple[float, float]
) -> list[np.ndarray]:
    """Return the bounds of the land of each place of a table, as `_land`."""
    labels = table[["label_lon", "label_lat"]].astype(float)
    return [
        _land(geography, str(place), lon, lat, middle)
        for place, lon, lat in labels.itertuples(name=None)
    ]


@lru_cache(maxsize=4096)  # piles of a map are framed again and again, as they grow
def _land(
    geography: Geography, place: str, lon: float, lat: float, middle: tuple[float, float]
) -> np.ndarray:
    """Return the bounds of the land of a place near its label point, in km from a middle."""
    flat = lambert(*middle)
    at = np.column_stack(flat.transform([lon], [lat]))[0] / 1000
    around = np.concatenate([at - LAND_KM, at + LAND_KM])
    known = geography if place in geography.table.index else countries()
    shape = in_km(_shapes(known).get(place, np.empty(0, dtype=object)), flat)
    found = shapely.total_bounds(shapely.clip_by_rect(shape, *around))
    return np.array([*at, *at]) if np.isnan(found).any() else np.asarray(found)


@lru_cache(maxsize=8)
def _shapes(geography: Geography) -> Mapping[str, np.ndarray]:
    return {place: np.array([shape]) for place, shape in geography.land("zoom").items()}


def _two(table: pd.DataFrame, weight: np.ndarray) -> str:
    """Name the two largest of some places."""
    return ", ".join(table["short"].iloc[np.argsort(-weight, kind="stable")[:2]]) + " …"


@cache
def _name_of_view(framed: MapExtent) -> Bilingual | None:
    """Return the name of the extent whose places a frame shows, nearly all and nearly no others."""
    table = countries().table
    points = table[["label_lon", "label_lat"]].to_numpy(dtype=float)
    seen = frozenset(table.index[framed.inside(*points.T)])
    alike = {
        key: len(seen & one.codes) / max(len(seen), len(one.codes - one.apart))
        for key, one in extents().items()
    }
    best = max(alike, key=lambda key: alike[key])
    return extents()[best].name if alike[best] >= ALIKE else None
