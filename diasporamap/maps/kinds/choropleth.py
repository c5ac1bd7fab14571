"""Areas in colours of classes: the usual map of rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.language import text
from diasporamap.maps.classes import classes_of
from diasporamap.maps.drawing import Boxes, Drawing, LegendEntry
from diasporamap.maps.legend import rows_of_places
from diasporamap.maps.place_table import fills_of
from diasporamap.maps.quantities import measure_label, say
from diasporamap.maps.spec import KINDS, Kind
from diasporamap.maps.style import Swatch

if TYPE_CHECKING:
    import pandas as pd

    from diasporamap.maps.classes import Classes
    from diasporamap.maps.scales import CircleScale
    from diasporamap.maps.spec import MapSpec
    from diasporamap.maps.style import Style
    from diasporamap.places.geography import Geography


def draw(
    places: pd.DataFrame,
    geography: Geography,
    spec: MapSpec,
    style: Style,
    scale: CircleScale | None = None,  # noqa: ARG001 - colours have none
) -> Drawing:
    """Fill every place with the colour of its class."""
    classes = classes_of(places.loc[places["key"] == "", "value"].tolist(), spec, style)
    fills = fills_of(places, lambda value: f"class-{classes.index(value)}")
    notes = (say("caption.raw_choropleth", spec),) if spec.is_stock else ()
    return Drawing(
        fills=fills,
        swatches={
            f"class-{number}": Swatch(colour) for number, colour in enumerate(classes.colours)
        },
        legend=(_boxes(classes, spec), rows_of_places(places, fills, spec, geography)),
        insets=("europe",),
        notes=notes,
    )


def _boxes(classes: Classes, spec: MapSpec) -> Boxes:
    """Return the classes, the largest first, with words for the sides of a middle that have one."""
    labels, title = classes.labels(spec.language), measure_label("legend", spec)
    if not any(labels):
        return Boxes((), title)
    breaks, middle = classes.breaks, spec.of.middle
    sides: tuple[str, ...] = ()
    over_middle = -1
    if middle is not None:
        low, at, high = (text(side, spec.language) for side in spec.of.sides)
        under = breaks[0] <= middle if breaks else (classes.only or 0) < middle
        over = breaks[-1] >= middle if breaks else (classes.only or 0) > middle
        sides = (low if under else "", at, high if over else "")
        over_middle = sum(limit >= middle for limit in breaks) if middle in breaks else -1
    entries = (
        LegendEntry("class", f"class-{number}", labels[number])
        for number in reversed(range(len(labels)))
    )
    return Boxes(tuple(entries), title, sides=sides, over_middle=over_middle)


CHOROPLETH = KINDS.add(
    Kind(
        name="choropleth",
        draw=draw,
        forms=("stock", "rate"),
        default_of=("rate",),
        has_classes=True,
    )
)
