"""Proportional circles, one a place: the usual map of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.maps.colours import is_readable
from diasporamap.maps.drawing import Disc, Drawing, LegendEntry, Look, Nested
from diasporamap.maps.legend import rows_of_places
from diasporamap.maps.place_table import fills_of
from diasporamap.maps.quantities import limit_text, measure_label, say
from diasporamap.maps.scales import circle_scale
from diasporamap.maps.spec import KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from diasporamap.maps.scales import CircleScale
    from diasporamap.maps.spec import MapSpec
    from diasporamap.maps.style import Style
    from diasporamap.places.geography import Geography


def draw(
    places: pd.DataFrame,
    geography: Geography,
    spec: MapSpec,
    style: Style,
    scale: CircleScale | None = None,
) -> Drawing:
    """Draw a circle for every value over zero; land says that there are data."""
    scale = scale or scale_of(places, style, spec)
    shown = largest_first(places)
    fills = fills_of(places, lambda _: "land")
    return Drawing(
        fills=fills,
        marks={
            str(place): (Disc(scale.radius(value), "circle"),)
            for place, value in shown["value"].items()
        },
        looks={"circle": circle_look(style, spec)},
        legend=(
            nested_of(scale, shown["value"], spec, style),
            rows_of_places(places, fills, spec, geography),
        ),
        labels=tuple(map(str, shown.index[: spec.labels])),
    )


def scale_of(places: pd.DataFrame, style: Style, spec: MapSpec | None = None) -> CircleScale:
    """Return the scale that fits the values shown."""
    values = places.loc[places["state"] == "value", "value"]
    smallest = style.circle["smallest_mm"] / style.circle["largest_mm"]
    step = spec.quantity.step if spec and spec.quantity else 1
    return circle_scale(values.tolist(), smallest=smallest, step=step)


def largest_first(places: pd.DataFrame) -> pd.DataFrame:
    """Return the places that have circles in the order in which these are painted."""
    shown = places[(places["state"] == "value") & (places["value"] > 0)]
    return shown.sort_values("value", ascending=False, kind="stable")


def circle_look(style: Style, spec: MapSpec) -> Look:
    """Return how a circle is painted; people of one sex have their own colour."""
    circle = style.circle
    return Look(
        style.colour_of(spec.measure),
        circle["opacity"],
        circle["edge"],
        circle["edge_width"],
        dark=is_readable(style.text["inside"], style.colour_of(spec.measure)),
    )


def nested_of(scale: CircleScale, drawn: Iterable[float], spec: MapSpec, style: Style) -> Nested:
    """Return round numbers as nested circles, and what the smallest circle stands for."""
    clamped = min(drawn, default=scale.least) < scale.least
    entries = [
        LegendEntry("circle", "circle", limit_text(value, spec), scale.radius(value))
        for value in scale.legend_values()
        if not (clamped and value == scale.least)
    ]
    if clamped:
        high = limit_text(scale.least, spec)
        label = say("legend.at_most", spec, high=high)
        entries.append(LegendEntry("circle", "circle", label, scale.radius(scale.least)))
    title = measure_label("legend", spec)
    return Nested(tuple(entries), title, colour=style.colour_of(spec.measure))


CIRCLES = KINDS.add(Kind(name="circles", draw=draw, forms=("stock",), default_of=("stock",)))
