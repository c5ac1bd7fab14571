"""Finds room for the names of what lies around a country: its neighbours and the sea."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.labels.label import Label, Way, measured
from diasporamap.sheet.labels.positions import points_in
from diasporamap.sheet.layout import DESCENT
from diasporamap.sheet.page import Box

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from diasporamap.sheet.fonts import Text
    from diasporamap.sheet.page import Page, Panel

#: Free paper between a name and the edge of the panel, and what is taken, in millimetres.
EDGE, CLEAR = 0.8, 1.2
#: How near outlines of what is taken are followed, in millimetres: half a dot of print.
NEAR = 0.04


def place_names_around(
    panel: Panel,
    text: Text,
    areas: Mapping[str, BaseGeometry],
    *,
    taken: Sequence[BaseGeometry],
) -> tuple[Label, ...]:
    """Find room for the names of the areas around, the largest first, off what is `taken`."""
    frame = panel.frame().buffer(-EDGE)
    clear = _cleared(taken)
    found = []
    for name in sorted(areas, key=lambda name: (-areas[name].area, name)):
        area = shapely.difference(shapely.intersection(areas[name], frame), clear)
        room = _widest(area, measured(Way((name,)), text, valued=False))
        if room is not None:
            found.append(Label((name,), room, "left", valued=False))
            clear = shapely.union(clear, room.shape.buffer(CLEAR))
    return tuple(found)


def _cleared(taken: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return the paper where names are too near to what is taken.

    Coasts of a thousand islands are widened one by one: all at once takes seconds and a gigabyte.
    """
    parts = shapely.simplify(shapely.get_parts(list(taken)), NEAR)
    return shapely.union_all(shapely.buffer(parts, CLEAR))


def _widest(area: BaseGeometry, measure: tuple[float, float]) -> Box | None:
    """Return the box of one measure that lies whole in an area, the farthest from its edge."""
    if area.is_empty:
        return None
    wide, high = measure
    points, depth = points_in(area)
    left, bottom = points[:, 0] - wide / 2, points[:, 1] - high / 2
    shapely.prepare(area)
    inside = shapely.contains(area, shapely.box(left, bottom, left + wide, bottom + high))
    if not inside.any():
        return None
    row = int((depth * inside).argmax())
    return Box(
        *(float(left[row]), float(bottom[row])),
        *(float(left[row] + wide), float(bottom[row] + high)),
    )


def draw_names_around(page: Page, panel: Panel, names: Sequence[Label], *, size: float) -> None:
    """Write the names of what lies around in small italics."""
    for name in names:
        page.write(
            name.box.left,
            name.box.bottom + DESCENT * size * POINT,
            name.lines[0],
            size=size,
            face="italic",
            colour=page.style.text["muted"],
            above=panel.above,
        )
