"""Draws proportional circles at the places' label points, the largest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diasporamap.cartography.symbols import DARK
from diasporamap.static.fonts import POINT
from diasporamap.static.page import level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.cartography import Composition
    from diasporamap.cartography.symbols import Kind, Look
    from diasporamap.static.page import Page
    from diasporamap.static.panels import Panel

#: How far a circle may hang over the frame of an inset, in millimetres: left, bottom, right, top.
OVERHANG = (0.5, 2.0, 0.5, 4.0)


@dataclass(frozen=True)
class Circle:
    """The circle of a place on paper, in millimetres.

    Attributes
    ----------
    place : str
        The place.
    x, y : float
        Its middle.
    radius : float
        How far it reaches.
    parts : tuple of (kind, float)
        The circles that it is made of, the outermost first, with their radii.
    """

    place: str
    x: float
    y: float
    radius: float
    parts: tuple[tuple[Kind, float], ...] = ()

    @property
    def dark(self) -> float:
        """Radius in which a white label can be read; 0 where there is none."""
        return max((radius for kind, radius in self.parts if kind in DARK), default=0.0)


def circles_of(panel: Panel, composition: Composition) -> tuple[Circle, ...]:
    """Return the circles of a panel, the largest first.

    An inset leaves out a circle that would hang far over its frame: the world's map has it.
    """
    import shapely

    scale, table = composition.circles, composition.table
    if scale is None:
        return ()
    symbols, largest = composition.symbols, composition.style.circle["largest_mm"]
    points = panel.label_points(table.loc[list(symbols)])
    circles = []
    for (place, symbol), (x, y) in zip(symbols.items(), points, strict=True):
        parts = tuple((kind, largest * scale.radius(people)) for kind, people in symbol)
        circles.append(Circle(place, float(x), float(y), parts[0][1], parts))
    if not panel.above:
        return tuple(circles)
    frame = shapely.box(*panel.box.bounds)
    left, bottom, right, top = OVERHANG
    box = panel.box
    room = shapely.box(box.left - left, box.bottom - bottom, box.right + right, box.top + top)
    return tuple(
        circle
        for circle in circles
        if frame.contains(shapely.Point(circle.x, circle.y))
        and room.contains(shapely.Point(circle.x, circle.y).buffer(circle.radius))
    )


def draw_circles(
    page: Page, panel: Panel, circles: tuple[Circle, ...], composition: Composition
) -> None:
    """Draw circles so that the small ones lie on the large ones."""
    parts = [
        (circle.x, circle.y, radius, composition.looks[kind])
        for circle in circles
        for kind, radius in circle.parts
    ]
    paint_circles(page, parts, zorder=level("circles", above=panel.above))


def paint_circles(
    page: Page, circles: Sequence[tuple[float, float, float, Look]], *, zorder: float
) -> None:
    """Paint circles in the order given: x, y and radius in millimetres, and how each looks."""
    from matplotlib.collections import EllipseCollection
    from matplotlib.colors import to_rgba

    if not circles:
        return
    diameters = [2 * radius for _, _, radius, _ in circles]
    looks = [look for *_, look in circles]
    around = [look.dashes_around(radius / POINT) for _, _, radius, look in circles]
    page.axes.add_collection(
        EllipseCollection(
            diameters,
            diameters,
            [0.0] * len(circles),
            units="xy",
            offsets=[(x, y) for x, y, _, _ in circles],
            offset_transform=page.axes.transData,
            facecolors=[to_rgba(look.fill, look.opacity) for look in looks],
            edgecolors=[to_rgba(look.edge) for look in looks],
            linewidths=[look.width for look in looks],
            linestyles=[(0, dashes) if dashes else "solid" for dashes in around],
            zorder=zorder,
        ),
        autolim=False,
    )
