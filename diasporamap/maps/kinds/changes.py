"""Circles of two kinds, one a place: where there are more people than before, and where fewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.language import text
from diasporamap.maps.drawing import Disc, Drawing, LegendEntry, Look
from diasporamap.maps.kinds.circles import circle_look, largest_first, nested_of, scale_of
from diasporamap.maps.legend import rows_of_places
from diasporamap.maps.place_table import fills_of
from diasporamap.maps.spec import KINDS, Kind

if TYPE_CHECKING:
    import pandas as pd

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
    scale, shown = scale or scale_of(sizes, style), largest_first(sizes)
    looks = {"rises": circle_look(style, spec), "falls": _ring(style)}
    falls = set(places.index[places["value"] < 0])
    drawn = {str(place): "falls" if place in falls else "rises" for place in shown.index}
    explained = tuple(
        LegendEntry("discs", name, text(f"legend.{name}", spec.language), discs=((SIZE, look),))
        for name, look in looks.items()
        if name in drawn.values()
    )
    fills = fills_of(places, lambda _: "land")
    return Drawing(
        fills=fills,
        marks={
            str(place): (Disc(scale.radius(size), drawn[str(place)]),)
            for place, size in shown["value"].items()
        },
        looks=looks,
        legend=(
            nested_of(scale, shown["value"], spec, style),
            rows_of_places(places, fills, spec, geography, first=explained),
        ),
        labels=tuple(map(str, shown.index[: spec.labels])),
    )


def _ring(style: Style) -> Look:
    ring = style.circle["change"]
    return Look(ring["fall"], ring["fall_opacity"], ring["fall"], ring["fall_width"])


CHANGES = KINDS.add(Kind(name="changes", draw=draw, forms=("change",), default_of=("change",)))
