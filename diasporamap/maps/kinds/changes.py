"""Circles of two kinds, one a place: where there are more people than before, and where fewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.maps.drawing import Look
from diasporamap.maps.kinds.circles import circle_look, drawing_of, largest_first, scale_of
from diasporamap.maps.spec import Kind

if TYPE_CHECKING:
    import pandas as pd

    from diasporamap.maps.drawing import Drawing
    from diasporamap.maps.scales import CircleScale
    from diasporamap.maps.spec import MapSpec
    from diasporamap.maps.style import Style
    from diasporamap.places.geography import Geography

#: The disc of a legend's row, as a share of the room that it has.
SIZE = 0.85


def draw(
    places: pd.DataFrame,
    geography: Geography,
    spec: MapSpec,
    style: Style,
    scale: CircleScale | None = None,
) -> Drawing:
    """Draw a disc for more people and a ring for fewer; both areas are people on one scale."""
    sizes = places.assign(value=places["value"].abs())
    looks = {"rises": circle_look(style, spec), "falls": _ring(style)}
    falls = set(places.index[places["value"] < 0])
    return drawing_of(
        *(places, geography, spec, style),
        scale=scale or scale_of(sizes, style),
        marks={
            str(place): (("falls" if place in falls else "rises", size),)
            for place, size in largest_first(sizes)["value"].items()
        },
        looks=looks,
        explained={name: ((SIZE, look),) for name, look in looks.items()},
    )


def _ring(style: Style) -> Look:
    ring = style.circle["change"]
    return Look(ring["fall"], ring["fall_opacity"], ring["fall"], ring["fall_width"])


KIND = Kind(name="changes", draw=draw, forms=("change",), is_sized=True)
