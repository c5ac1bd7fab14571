"""Proportional circles, one a place: the usual map of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diasporamap.language import text
from diasporamap.maps.colours import is_readable
from diasporamap.maps.drawing import FLOOR, Disc, Drawing, LegendEntry, Look, Nested
from diasporamap.maps.legend import rows_of_places
from diasporamap.maps.place_table import by_place, fills_of, listed
from diasporamap.maps.quantities import limit_text, measure_label, say
from diasporamap.maps.scales import circle_scale
from diasporamap.maps.spec import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
    """Draw a circle for every value over zero; land says that there are data.

    Circles are hollow where places have a `look` that says so.
    """
    shown = largest_first(places)
    looks = {"circle": circle_look(style, spec)}
    hollow = places.get("look", None)
    if hollow is not None:
        looks |= {"attached": looks["circle"], **hollow_looks(style, spec)}
    called = ["circle"] * len(shown) if hollow is None else listed(hollow.loc[shown.index])
    marks = {
        place: ((str(look), value),)
        for (place, value), look in zip(by_place(shown["value"]).items(), called, strict=True)
    }
    return drawing_of(
        *(places, geography, spec, style),
        scale=scale or scale_of(places, style, spec),
        marks=marks,
        looks=looks,
        explained=None if hollow is None else {key: ((1.0, look),) for key, look in looks.items()},
    )


def hollow_looks(style: Style, spec: MapSpec) -> dict[str, Look]:
    """Return how the circles of people in no one district are painted, and of those without one."""
    colour, paper = style.colour_of(spec.measure), style.text["halo"]
    return {
        "split": Look(paper, 0.55, colour, 0.7, dashes=(3.2, 2.2), inside=True, hollow=True),
        "outside": Look(paper, 0.0, colour, 0.45, inside=True, hollow=True),
    }


def drawing_of(
    places: pd.DataFrame,
    geography: Geography,
    spec: MapSpec,
    style: Style,
    *,
    scale: CircleScale,
    marks: Mapping[str, tuple[tuple[str, float], ...]],
    looks: Mapping[str, Look],
    explained: Mapping[str, tuple[tuple[float, Look], ...]] | None = None,
) -> Drawing:
    """Draw the discs of places, the largest place first: each a look and how many it stands for.

    Looks that are drawn have a row in the legend where they are `explained` by the discs there.
    """
    drawn = [disc for discs in marks.values() for disc in discs]
    found = {look for look, _ in drawn}
    rows = tuple(
        LegendEntry("discs", look, text(f"legend.{look}", spec.language), discs=discs)
        for look, discs in (explained or {}).items()
        if look in found
    )
    fills = fills_of(places, lambda _: "land")
    return Drawing(
        fills=fills,
        marks={
            place: tuple(Disc(scale.radius(value), look) for look, value in discs)
            for place, discs in marks.items()
        },
        looks=looks,
        legend=(
            nested_of(scale, (value for _, value in drawn), spec, style),
            rows_of_places(places, fills, spec, geography, first=rows),
        ),
        labels=tuple(marks)[: spec.most_labels],
    )


def scale_of(places: pd.DataFrame, style: Style, spec: MapSpec | None = None) -> CircleScale:
    """Return the scale that fits the values shown."""
    values = places.loc[places["state"] == "value", "value"]
    step = spec.quantity.step if spec and spec.quantity else 1
    return scale_of_values(values.tolist(), style, step=step)


def scale_of_values(values: Sequence[float], style: Style, *, step: float = 1) -> CircleScale:
    """Return the scale that fits values on paper."""
    smallest = style.circle["smallest_mm"] / style.circle["largest_mm"]
    return circle_scale(values, smallest=smallest, step=step)


def largest_first(places: pd.DataFrame) -> pd.DataFrame:
    """Return the places that have circles in the order in which these are painted."""
    states, values = places["state"].to_numpy(dtype=object), places["value"].to_numpy(dtype=float)
    rows = np.flatnonzero((states == "value") & (values > 0))
    return places.iloc[rows[np.argsort(-values[rows], kind="stable")]]


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


def nested_of(
    scale: CircleScale,
    drawn: Iterable[float],
    spec: MapSpec,
    style: Style,
    *,
    discs: tuple[tuple[Disc, Look], ...] = (),
    larger: float = 1.0,
) -> Nested:
    """Return round numbers as nested circles, and what the smallest circle stands for.

    They are made of `discs` where the map's are, and their radii so much `larger`.
    """
    clamped = min(drawn, default=scale.least) < scale.least
    entries = [
        LegendEntry("circle", "circle", limit_text(value, spec), larger * scale.radius(value))
        for value in scale.legend_values()
        if not (clamped and value == scale.least)
    ]
    if clamped:
        high = limit_text(scale.least, spec)
        label = say("legend.at_most", spec, high=high)
        radius = larger * scale.radius(scale.least)
        entries.append(LegendEntry("circle", FLOOR if entries else "circle", label, radius))
    look = circle_look(style, spec)
    return Nested(
        tuple(entries),
        measure_label("legend", spec),
        colour=look.fill,
        discs=discs or ((Disc(1.0, ""), look),),
    )


KIND = Kind(name="circles", draw=draw, forms=("stock",), is_sized=True)
