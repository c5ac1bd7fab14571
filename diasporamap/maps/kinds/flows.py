"""Curves from the country of origin to where people live, as broad as they are many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from diasporamap.errors import UsageError
from diasporamap.language import message, percent_text
from diasporamap.maps.drawing import Disc, Drawing, Flows, LegendEntry, Look, Tapers
from diasporamap.maps.kinds.circles import largest_first
from diasporamap.maps.legend import rows_of_places
from diasporamap.maps.place_table import fills_of, is_shown
from diasporamap.maps.quantities import limit_text, measure_label, say
from diasporamap.maps.scales import FINE, round_down
from diasporamap.maps.spec import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from diasporamap.maps.scales import CircleScale
    from diasporamap.maps.spec import MapSpec
    from diasporamap.maps.style import Style
    from diasporamap.places.geography import Geography

#: Share of all people shown from which a place has a curve.
LEAST: Final = 0.01
#: Breadth of the broadest curve, in radii of the style's largest circle; radius of a node and
#: width of its ring, in millimetres and points.
BREADTH: Final = 0.55
NODE, RING = 0.85, 1.1
#: The values of the legend, as shares of the largest.
SHARES: Final = (1.0, 0.5, 0.2, 0.05)


def draw(
    places: pd.DataFrame,
    geography: Geography,
    spec: MapSpec,
    style: Style,
    scale: CircleScale | None = None,
) -> Drawing:
    """Draw a curve to every place where at least one in a hundred of the people shown live."""
    if geography.level is not None or not (places["key"] == "origin").any():
        raise UsageError(message("drawing.flows_without_origin"))
    shown = largest_first(places[is_shown(places)])["value"]
    total = float(shown.sum())
    drawn = shown[shown >= LEAST * total]
    largest = scale.largest if scale else float(drawn.max()) if len(drawn) else 1.0
    colour, fills = style.colour_of(spec.measure), fills_of(places, lambda _: "land")
    node = Look(style.text["halo"], 1.0, colour, RING)
    known, entries = spec.language, tuple(breadths_of(largest, spec))
    share = percent_text(100 * float(drawn.sum()) / total if total else 0.0, known)
    least = percent_text(100 * LEAST, known, decimals=0)
    return Drawing(
        fills=fills,
        marks={
            str(place): (Disc(NODE / style.circle["largest_mm"], "node"),) for place in drawn.index
        },
        looks={"node": node},
        flows=Flows(
            {str(place): float(value) / largest for place, value in drawn.items()},
            BREADTH * style.circle["largest_mm"],
            Look(colour, 1.0, style.text["halo"], 0.0),
        ),
        legend=(
            Tapers(
                entries if len(drawn) else (),
                measure_label("legend", spec),
                note=say("legend.at_start", spec),
                words=say("legend.flows", spec),
            ),
            rows_of_places(places, fills, spec, geography),
        ),
        labels=tuple(map(str, drawn.index))[: spec.most_labels],
        insets=0,
        notes=(say("caption.flows", spec, least=least, share=share),) if len(drawn) else (),
    )


def breadths_of(largest: float, spec: MapSpec) -> Iterator[LegendEntry]:
    """Give round numbers under the largest, each with the breadth of its curve as a share."""
    values = (round_down(largest * SHARES[0], steps=FINE), *(largest * s for s in SHARES[1:]))
    round_values = dict.fromkeys(round_down(value, steps=FINE[::2]) for value in values[1:])
    for value in dict.fromkeys([values[0], *round_values]):
        if value:
            yield LegendEntry("flow", "flow", limit_text(value, spec), value / largest)


KIND = Kind(name="flows", draw=draw, forms=("stock",), on_pages=False, is_faceted=False)
