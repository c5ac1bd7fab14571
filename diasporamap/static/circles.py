"""Draws proportional circles at the places' label points, the largest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diasporamap.static.page import level

if TYPE_CHECKING:
    from diasporamap.cartography import Composition
    from diasporamap.static.page import Page
    from diasporamap.static.panels import Panel

#: How far a circle may hang over the frame of an inset, in millimetres: left, bottom, right, top.
OVERHANG = (0.5, 2.0, 0.5, 4.0)


@dataclass(frozen=True)
class Circle:
    """A circle on paper: its place, middle and radius in millimetres."""

    place: str
    x: float
    y: float
    radius: float


def circles_of(panel: Panel, composition: Composition) -> tuple[Circle, ...]:
    """Return the circles of a panel, the largest first.

    An inset leaves out a circle that would hang far over its frame: the world's map has it.
    """
    import shapely

    scale, table = composition.circles, composition.table
    if scale is None:
        return ()
    shown = table[(table["state"] == "value") & (table["value"] > 0)]
    shown = shown.sort_values("value", ascending=False, kind="stable")
    largest = composition.style.circle["largest_mm"]
    circles = [
        Circle(str(place), float(x), float(y), largest * scale.radius(float(value)))
        for place, value, (x, y) in zip(
            shown.index, shown["value"], panel.label_points(shown), strict=True
        )
    ]
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
    from matplotlib.collections import EllipseCollection
    from matplotlib.colors import to_rgba

    if not circles:
        return
    look = composition.style.circle
    diameters = [2 * circle.radius for circle in circles]
    page.axes.add_collection(
        EllipseCollection(
            diameters,
            diameters,
            [0.0] * len(circles),
            units="xy",
            offsets=[(circle.x, circle.y) for circle in circles],
            offset_transform=page.axes.transData,
            facecolors=to_rgba(look["colour"][composition.spec.measure], look["opacity"]),
            edgecolors=look["edge"],
            linewidths=look["edge_width"],
            zorder=level("circles", above=panel.above),
        ),
        autolim=False,
    )
