"""Areas in colours of classes: the usual map of rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.language import text
from diasporamap.maps.classes import classes_of
from diasporamap.maps.drawing import Boxes, Drawing, LegendEntry
from diasporamap.maps.legend import rows_of_places
from diasporamap.maps.place_table import fills_of, is_shown
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
    classes = classes_of(places.loc[is_shown(places), "value"].tolist(), spec, style)
    fills = fills_of(places, lambda value: f"class-{classes.index(value)}")
    notes = (text("caption.raw_choropleth", spec.language),) if spec.is_stock else ()
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
    """Return the classes, the largest first, with words for both sides of a middle."""
    labels, middle = classes.labels(spec.language), spec.of.middle
    return Boxes(
        tuple(
            LegendEntry("class", f"class-{number}", labels[number])
            for number in reversed(range(len(labels)))
        ),
        text(f"legend.{spec.measure}", spec.language),
        sides=() if middle is None else tuple(text(side, spec.language) for side in spec.of.sides),
        over_middle=sum(limit >= middle for limit in classes.breaks)
        if middle in classes.breaks
        else -1,
    )


CHOROPLETH = KINDS.add(
    Kind(
        name="choropleth",
        draw=draw,
        forms=("stock", "rate"),
        default_of=("rate",),
        has_classes=True,
    )
)
