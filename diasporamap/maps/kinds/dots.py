"""Dots strewn over the land of each place: one for so many people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from diasporamap.errors import UsageError
from diasporamap.language import message, number_text
from diasporamap.maps.drawing import Dots, Drawing, LegendEntry, Look
from diasporamap.maps.kinds.circles import largest_first
from diasporamap.maps.legend import rows_of_places
from diasporamap.maps.place_table import fills_of
from diasporamap.maps.quantities import amount, say
from diasporamap.maps.scales import round_down
from diasporamap.maps.spec import LEAST_DOT, Kind

if TYPE_CHECKING:
    import pandas as pd

    from diasporamap.maps.scales import CircleScale
    from diasporamap.maps.spec import MapSpec
    from diasporamap.maps.style import Style
    from diasporamap.places.geography import Geography

#: How many dots a map as broad as an A4 sheet has at most where it is not asked for other numbers
#: of people a dot; that breadth; with how many dots no land could be seen.
USUAL: Final = 500
BROAD: Final = 297.0
MOST: Final = 5000
#: Radius of a dot, in millimetres, and of the outermost disc of a legend's row.
RADIUS, ROOM = 0.35, 1.75


def draw(
    places: pd.DataFrame,
    geography: Geography,
    spec: MapSpec,
    style: Style,
    scale: CircleScale | None = None,  # noqa: ARG001 - dots have one size
) -> Drawing:
    """Give each place with a value its dots, rounded; how many people one stands for is said."""
    shown = largest_first(places)["value"]
    people = spec.dot or usual_number(float(shown.sum()), spec.paper.width)
    numbers = {str(place): int(value / people + 0.5) for place, value in shown.items()}
    found = sum(numbers.values())
    if found > MOST:
        raise UsageError(message("drawing.too_many_dots", people=people, dots=found, most=MOST))
    look = Look(style.colour_of(spec.measure), 1.0, style.colour_of(spec.measure), 0.0)
    fills = fills_of(places, lambda _: "land")
    fields = {"amount": amount(people, spec), "half": amount(people / 2, spec)}
    fields["people"] = number_text(people, spec.language)
    label = say("legend.dot", spec, **fields)
    row = LegendEntry("discs", "dot", label, discs=((RADIUS / ROOM, look),))
    return Drawing(
        fills=fills,
        dots=Dots(numbers, RADIUS, look),
        legend=(rows_of_places(places, fills, spec, geography, first=(row,)),),
        notes=(say("caption.dots", spec, **fields),),
    )


def usual_number(people: float, width: float) -> int:
    """Return a round number of people a dot, so that a sheet of a width has room for the dots."""
    least = people / (USUAL * min(1.0, (width / BROAD) ** 2))
    number = LEAST_DOT
    while number < least:
        number = next(n for n in (2 * number, 5 * number // 2) if round_down(n) == n)
    return number


KIND = Kind(name="dots", draw=draw, forms=("stock",), on_pages=False)
