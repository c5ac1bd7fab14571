"""Draws proportional circles at the places' label points, the largest first."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING

import numpy as np
import shapely
from matplotlib.collections import EllipseCollection, LineCollection, PatchCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import Wedge

from diasporamap.maps.drawing import ROUND, Disc, Look
from diasporamap.sheet.apart import moved_apart, require_room
from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.ids import ids_of
from diasporamap.sheet.page import level

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from shapely import Polygon
    from shapely.geometry.base import BaseGeometry

    from diasporamap.maps import Composition
    from diasporamap.sheet.page import Box, Page, Panel

#: How far a circle may be moved into the frame of an inset, in its radii: it covers its place.
MOVED = 0.6
#: Circles of nearly one size (the smaller so large a share of the larger) and place (nearer than so
#: many radii) would hide each other: the smaller is moved so many radii of the larger away.
ALIKE, NEAR, AWAY = 0.75, 0.35, 0.6
#: A circle under so large a share of another, on which it lies but for so large a share of its own
#: radius, is moved towards its rim; one under `TINY` millimetres over it, by so much of its radius.
SMALL, ON, TINY, OVER = 0.62, 0.35, 1.6, 0.15
#: Paper between a circle near the edge of the world and that edge, in millimetres: its outline's.
OFF_FRAME = 0.2
#: Directions in which it is moved, in degrees from that in which it lies.
TURNS = (0, *(sign * turn for turn in range(15, 181, 15) for sign in (1, -1)))


@dataclass(frozen=True)
class Circle:
    """The circle of a place on paper, in millimetres.

    `radius` is how far it reaches; `parts` are the discs that it is made of, the outermost first.
    """

    place: str
    x: float
    y: float
    radius: float
    parts: tuple[tuple[Disc, Look], ...] = ()

    @property
    def dark(self) -> float:
        """Radius in which a label inside can be read; 0 where there is none."""
        return max((disc.radius for disc, look in self.parts if look.dark), default=0.0)

    @property
    def ink(self) -> str:
        """Colour of letters inside, "" for that of the style."""
        return next((look.ink for _, look in self.parts if look.dark), "")

    @property
    def hollow(self) -> str:
        """Colour of the name of a hollow circle, "" of another one."""
        return next((look.edge for _, look in self.parts if look.hollow), "")

    @cached_property
    def shape(self) -> Polygon:
        """The paper that it covers."""
        return shapely.Point(self.x, self.y).buffer(self.radius)


def circles_of(
    panel: Panel, composition: Composition, *, but: Collection[str] = ()
) -> tuple[Circle, ...]:
    """Return the circles of a panel, the largest first, `but` those that stand elsewhere.

    Circles that hide each other are moved apart, small ones of countries off larger ones on which
    they lie, and those that hang over a frame into it. A circle that would have to leave its place
    is left out of an inset: the world's map has it.
    """
    drawing, largest = composition.drawing, composition.style.circle["largest_mm"]
    marks = {place: discs for place, discs in drawing.marks.items() if place not in but}
    points = panel.label_points(composition.table.loc[list(marks)])
    circles = []
    for (place, discs), (x, y) in zip(marks.items(), points, strict=True):
        parts = tuple(
            (replace(disc, radius=largest * disc.radius), drawing.looks[disc.look])
            for disc in discs
        )
        reach = max(disc.radius for disc, _ in parts)
        circles.append(Circle(place, float(x), float(y), reach, parts))
    here = [circle for circle in circles if panel.box.holds(circle.x, circle.y)]
    if drawing.apart:
        return tuple(moved_apart(here, panel.frame()))
    require_room(here, drawing.shared, drawing.clear)
    circles = _apart(circles)
    if composition.geography.level is None:  # a part of a country is read by where its circle is
        circles = _off_larger(circles)
    elif not panel.above:
        # What lies beyond the map of the country has a part of the sheet of its own.
        return tuple(
            kept_inside(circle, panel.box)
            for circle in circles
            if panel.box.holds(circle.x, circle.y)
        )
    if not panel.above:
        return _within(circles, panel.frame())
    inside = [_moved_inside(circle, panel.box) for circle in circles]
    return tuple(circle for circle in inside if circle is not None)


def _apart(circles: Sequence[Circle]) -> list[Circle]:
    """Move the smaller of two circles that would hide each other away from the larger."""
    placed: list[Circle] = []
    for circle in circles:
        x, y = circle.x, circle.y
        for other in placed:
            across, up = x - other.x, y - other.y
            distance = math.hypot(across, up)
            if circle.radius < ALIKE * other.radius or distance > NEAR * other.radius:
                continue
            right, top = (across / distance, up / distance) if distance else (1.0, 0.0)
            x, y = other.x + AWAY * other.radius * right, other.y + AWAY * other.radius * top
            break
        placed.append(replace(circle, x=x, y=y))
    return placed


def _off_larger(circles: Sequence[Circle]) -> list[Circle]:
    """Move small circles that lie on larger ones to the rim, where they and their names are seen.

    One that would then lie on another larger one is moved in the next best direction.
    """
    placed: list[Circle] = []
    for circle in circles:
        under = [other for other in placed if _lies_on(circle, other)]
        moved = circle
        if under:
            base = max(under, key=lambda o: o.radius - math.dist((o.x, o.y), (circle.x, circle.y)))
            reach = base.radius + circle.radius * (OVER if circle.radius < TINY else -ON)
            bearing = math.atan2(circle.y - base.y, circle.x - base.x)
            ways = [
                replace(
                    circle,
                    x=base.x + reach * math.cos(bearing + math.radians(turn)),
                    y=base.y + reach * math.sin(bearing + math.radians(turn)),
                )
                for turn in TURNS
            ]
            free = (way for way in ways if not any(_lies_on(way, other) for other in placed))
            moved = next(free, circle)
        placed.append(moved)
    return placed


def _lies_on(circle: Circle, other: Circle) -> bool:
    """Tell whether a circle is small beside another and lies on it; the rim is not on it."""
    distance = math.dist((circle.x, circle.y), (other.x, other.y))
    reach = other.radius - ON * circle.radius
    return circle.radius < SMALL * other.radius and distance < reach - 1e-9


def _moved_inside(circle: Circle, box: Box) -> Circle | None:
    """Move a circle into a box; None where its middle is outside or it would leave its place."""
    if not box.holds(circle.x, circle.y):
        return None
    moved = kept_inside(circle, box)
    far = math.dist((moved.x, moved.y), (circle.x, circle.y)) > MOVED * circle.radius
    return None if far else moved


def _within(circles: Sequence[Circle], frame: BaseGeometry) -> tuple[Circle, ...]:
    """Move circles of places near the edge of a map so that they lie whole in the map."""
    shapely.prepare(frame)
    at = np.array([(circle.x, circle.y) for circle in circles]).reshape(-1, 2)
    inside = shapely.contains_xy(frame, *at.T)
    over = inside & ~shapely.contains(frame, [circle.shape for circle in circles])
    placed = list(circles)
    for number in np.flatnonzero(over).tolist():
        circle = circles[number]
        room = frame.buffer(-circle.radius - OFF_FRAME)
        if not room.is_empty:
            line = shapely.shortest_line(room, shapely.Point(circle.x, circle.y))
            x, y = shapely.get_coordinates(line)[0].tolist()
            placed[number] = replace(circle, x=x, y=y)
    return tuple(placed)


def kept_inside(circle: Circle, box: Box) -> Circle:
    """Move a circle so that it lies whole in a box."""
    reach = circle.radius
    x = min(max(circle.x, box.left + reach), box.right - reach)
    y = min(max(circle.y, box.bottom + reach), box.top - reach)
    return replace(circle, x=x, y=y)


def draw_circles(page: Page, panel: Panel, circles: Sequence[Circle]) -> None:
    """Draw circles so that the small ones lie on the large ones."""
    parts = [(circle.x, circle.y, *part) for circle in circles for part in circle.parts]
    places = [circle.place for circle in circles for _ in circle.parts]
    zorder = level("circles", above=panel.above)
    paint_discs(page, parts, zorder=zorder, places=places)


def paint_discs(
    page: Page,
    discs: Sequence[tuple[float, float, Disc, Look]],
    *,
    zorder: float,
    places: Sequence[str] = (),
) -> None:
    """Paint discs in the order given: x, y and radius in millimetres, and how each looks.

    Those of `places`, one a disc, can be found in an SVG.
    """
    crosses = [one for one in discs if one[3].cross]
    crossed = [place for place, one in zip(places, discs, strict=False) if one[3].cross]
    _paint_crosses(page, crosses, zorder, crossed)
    places = [place for place, one in zip(places, discs, strict=False) if not one[3].cross]
    discs = [one for one in discs if not one[3].cross]
    if not discs:
        return
    looks = [look for *_, look in discs]
    around = [look.dashes_around(disc.radius / POINT) for _, _, disc, look in discs]
    radii = [look.painted(disc.radius, look.width * POINT) for _, _, disc, look in discs]
    if any(disc.sweep != ROUND for _, _, disc, _ in discs):
        _paint_parts(page, discs, zorder, places)
        return
    diameters = [2 * radius for radius in radii]
    collection = EllipseCollection(
        diameters,
        diameters,
        [0.0] * len(discs),
        units="xy",
        offsets=[(x, y) for x, y, _, _ in discs],
        offset_transform=page.axes.transData,
        facecolors=[to_rgba(look.fill, look.opacity) for look in looks],
        edgecolors=[to_rgba(look.edge) for look in looks],
        linewidths=[look.width for look in looks],
        linestyles=[(0, dashes) if dashes else "solid" for dashes in around],
        zorder=zorder,
    )
    collection.set_gid(ids_of("circle", places) or None)
    page.axes.add_collection(collection, autolim=False)


def _paint_parts(
    page: Page,
    discs: Sequence[tuple[float, float, Disc, Look]],
    zorder: float,
    places: Sequence[str],
) -> None:
    """Paint parts of discs; an outline around one lies under it, so that no straight side loses."""
    wedges, fills, edges, widths, dashes = [], [], [], [], []
    named: list[str] = []

    def add(at: tuple[float, float], disc: Disc, radius: float, look: Look) -> None:
        wedges.append(Wedge(at, radius, disc.start, disc.start + disc.sweep))
        fills.append(to_rgba(look.fill, look.opacity))
        edges.append(to_rgba(look.edge, None if look.width else 0))
        widths.append(look.width)
        dashes.append((0, look.dashes) if look.dashes_around(disc.radius / POINT) else "solid")

    for (x, y, disc, look), place in zip_longest(discs, places):
        width = look.width * POINT
        named += [place] * (1 if look.within else 2) if place else []
        if look.within:
            add((x, y), disc, look.painted(disc.radius, width), look)
            continue
        casing = replace(look, fill=look.edge, opacity=1.0, width=0.0)
        add((x, y), disc, disc.radius + width, casing)
        add((x, y), disc, disc.radius, replace(look, width=0.0))
    collection = PatchCollection(
        wedges, facecolors=fills, edgecolors=edges, linewidths=widths, linestyles=dashes
    )
    collection.set_zorder(zorder)
    collection.set_gid(ids_of("circle", named) or None)
    page.axes.add_collection(collection, autolim=False)


def _paint_crosses(
    page: Page,
    discs: Sequence[tuple[float, float, Disc, Look]],
    zorder: float,
    places: Sequence[str],
) -> None:
    """Paint a cross of two strokes as wide as each disc."""
    strokes = [
        [(x - half, y - up), (x + half, y + up)]
        for x, y, disc, _ in discs
        for half in [disc.radius * math.sqrt(0.5)]
        for up in (half, -half)
    ]
    if strokes:
        looks = [look for *_, look in discs for _ in range(2)]
        lines = LineCollection(
            strokes,
            colors=[look.edge for look in looks],
            linewidths=[look.width for look in looks],
            zorder=zorder,
        )
        lines.set_gid(ids_of("cross", [place for place in places for _ in range(2)]) or None)
        page.axes.add_collection(lines, autolim=False)
