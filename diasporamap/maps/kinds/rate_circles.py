"""Circles sized by people and coloured by a rate: the rate of few people is no loud sign."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from diasporamap.maps.classes import classes_of
from diasporamap.maps.colours import is_readable, spread
from diasporamap.maps.drawing import Disc, Drawing, LegendEntry, Look
from diasporamap.maps.kinds.choropleth import boxes_of, class_key, counted_fills, method_of
from diasporamap.maps.kinds.circles import nested_of, scale_of_values
from diasporamap.maps.legend import few_people, rows_of_places
from diasporamap.maps.place_table import by_place, listed
from diasporamap.maps.quantities import say
from diasporamap.maps.spec import Kind, MapSpec
from diasporamap.maps.style import Swatch

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diasporamap.maps.classes import Classes
    from diasporamap.maps.drawing import Boxes
    from diasporamap.maps.scales import CircleScale
    from diasporamap.maps.style import Style
    from diasporamap.places.geography import Geography

#: Keys of places that have a rate.
RATED: Final = ("", "base_too_small")
#: The disc of a class and the cross in the legend, as shares of the room that they have.
SIZE: Final = 0.9
CROSS: Final = 0.45
#: How wide the cross of a rate of few people reaches from its middle, in millimetres.
REACH: Final = 0.55


def draw(
    places: pd.DataFrame,
    geography: Geography,
    spec: MapSpec,
    style: Style,
    scale: CircleScale | None = None,
) -> Drawing:
    """Draw a circle where rate and people are shown; a cross where a rate is of few people."""
    people = _people(places)
    scale = scale or scale_of_values([one.number for one in people], style)
    shown = sorted((one for one in people if one.number > 0), key=lambda one: -one.number)
    enough = [one for one in shown if one.base >= spec.of.least]
    small = [one.place for one in shown if not one.base >= spec.of.least]
    rates, drawn = [one.rate for one in enough], [one.number for one in enough]
    classes = _in_one_ramp(classes_of(rates, spec, on_circles(style)), spec, style)
    of_class = {one.place: class_key(classes.index(one.rate)) for one in enough}
    looks = {class_key(n): class_look(colour, style) for n, colour in enumerate(classes.colours)}
    cross = Look(
        "#000000", 0.0, style.text["muted"], style.circle["classes"]["cross_width"], cross=True
    )
    marks = {one.place: (Disc(scale.radius(one.number), of_class[one.place]),) for one in enough}
    radius = REACH / style.circle["largest_mm"]
    marks |= {place: (Disc(radius, "few"),) for place in small}
    rows = zip(by_place(places["key"]).items(), listed(places["T state"]), strict=True)
    fills = {
        place: ("suppressed" if state == "suppressed" else "land") if key in RATED else key
        for (place, key), state in rows
    }
    entries = [
        LegendEntry("discs", "few", few_people(spec, spec.of.least), discs=((CROSS, cross),))
    ]
    keys = counted_fills(places, of_class, geography)
    hollow = replace(next(iter(looks.values())), opacity=0.0, edge=style.text["colour"])
    total = MapSpec(language=spec.language, quantity=spec.quantity)
    return Drawing(
        fills=fills,
        marks=marks,
        looks={**looks, "few": cross},
        swatches={key: Swatch(look.fill) for key, look in looks.items()},
        legend=(
            _with_discs(boxes_of(classes, spec, keys), looks),
            nested_of(scale, drawn, total, style, discs=((Disc(1.0, ""), hollow),)),
            rows_of_places(places, fills, spec, geography, first=tuple(entries) if small else ()),
        ),
        labels=tuple(of_class)[: spec.most_labels],
        notes=(say("caption.rate_circles", spec), *method_of(classes, rates, spec)),
    )


def on_circles(style: Style) -> Style:
    """Return a style whose diverging classes have the colours that stand on land."""
    own = style.circle["classes"]
    low, high = tuple(own["low"]), tuple(own["high"])
    return replace(style, low=low, neutral=own["neutral"], high=high)


def _in_one_ramp(classes: Classes, spec: MapSpec, style: Style) -> Classes:
    """Give classes the greys of one ramp, from few to many: no hatch tells sides of circles."""
    if not style.grey or spec.of.middle is None:
        return classes
    own = on_circles(style)
    ramp = (*reversed(own.low), own.neutral, *own.high)
    return replace(classes, colours=spread(ramp, len(classes.colours)))


def class_look(colour: str, style: Style) -> Look:
    """Return how a circle of a class is painted: opaque, since its colour is data, edge inside."""
    own = style.circle["classes"]
    inks = (style.text["inside"], style.text["colour"])
    ink = next((letters for letters in inks if is_readable(letters, colour)), "")
    return Look(colour, 1.0, own["edge"], own["edge_width"], dark=bool(ink), ink=ink, inside=True)


class _People(NamedTuple):
    """How many people a place has whose rate is shown, and of how many that is."""

    place: str
    number: float
    rate: float
    base: float


def _people(places: pd.DataFrame) -> list[_People]:
    """Return how many people each place has where its rate and they are shown."""
    columns = (listed(places[name]) for name in ("key", "T state", "T", "value", "base"))
    return [
        _People(str(place), *figures)
        for place, key, state, *figures in zip(listed(places.index), *columns, strict=True)
        if key in RATED and state == "value"
    ]


def _with_discs(boxes: Boxes, looks: Mapping[str, Look]) -> Boxes:
    """Return classes that the legend shows as the circles of the map."""
    entries = (replace(entry, discs=((SIZE, looks[entry.key]),)) for entry in boxes.entries)
    return replace(boxes, entries=tuple(entries))


KIND = Kind(
    name="rate-circles",
    draw=draw,
    forms=("rate",),
    has_classes=True,
    needs=("T",),
    is_sized=True,
)
