"""Areas in colours of classes: the usual map of rates."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from diasporamap.language import number_text, text
from diasporamap.maps.classes import classes_of
from diasporamap.maps.drawing import Boxes, Drawing, LegendEntry
from diasporamap.maps.extents import counted_in, extent_in
from diasporamap.maps.legend import rows_of_places
from diasporamap.maps.place_table import fills_of, listed
from diasporamap.maps.quantities import measure_label, say
from diasporamap.maps.spec import Kind
from diasporamap.maps.style import Swatch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from diasporamap.maps.classes import Classes
    from diasporamap.maps.scales import CircleScale
    from diasporamap.maps.spec import MapSpec
    from diasporamap.maps.style import Style
    from diasporamap.places.geography import Geography

#: A class that holds the middle is named after it where it is at most so wide, in middles: as from
#: 45 to 55 per cent.
NARROW: Final = 0.2


def draw(
    places: pd.DataFrame,
    geography: Geography,
    spec: MapSpec,
    style: Style,
    scale: CircleScale | None = None,  # noqa: ARG001 - colours have none
) -> Drawing:
    """Fill every place with the colour of its class."""
    rows = zip(listed(places["key"]), listed(places["value"]), strict=True)
    values = [value for key, value in rows if key == ""]
    classes = classes_of(values, spec, style)
    fills = fills_of(places, lambda value: class_key(classes.index(value)))
    plain = len(classes.colours) - classes.under
    hatches = [style.low_hatch] * classes.under + [(None, Swatch.hatch_colour)] * plain
    return Drawing(
        fills=fills,
        swatches={
            class_key(number): Swatch(colour, *hatch)
            for number, (colour, hatch) in enumerate(zip(classes.colours, hatches, strict=True))
        },
        legend=(
            boxes_of(classes, spec, counted_fills(places, fills, geography)),
            rows_of_places(places, fills, spec, geography),
        ),
        insets=1,
        notes=(*method_of(classes, values, spec), *_warning(spec)),
    )


def counted_fills(
    places: pd.DataFrame, fills: Mapping[str, str], geography: Geography
) -> Counter[str]:
    """Return how many of the places that a map counts each swatch fills."""
    here = places if extent_in(geography) is None else places[counted_in(places, geography)]
    found = (fills.get(str(place)) for place in listed(here.index))
    return Counter(fill for fill in found if fill is not None)


def class_key(number: int) -> str:
    """Return the key of the swatch of a class, 0 the lowest."""
    return f"class-{number}"


def boxes_of(classes: Classes, spec: MapSpec, places: Mapping[str, int]) -> Boxes:
    """Return the classes, the largest first, with words for the sides of a middle that have one."""
    labels, title = classes.labels(spec.language), measure_label("legend", spec)
    if not any(labels):
        return Boxes((), title)
    breaks, middle = classes.breaks, spec.of.middle
    sides: tuple[str, ...] = ()
    over_middle = -1.0
    if middle is not None:
        low, at, high = (text(side, spec.language) for side in spec.of.sides)
        under = breaks[0] <= middle if breaks else (classes.only or 0) < middle
        over = breaks[-1] >= middle if breaks else (classes.only or 0) > middle
        sides = (low if under else "", at, high if over else "")
        over_middle = _over_middle(breaks, middle)
    entries = (
        LegendEntry(
            "class",
            class_key(number),
            labels[number],
            note=f"({number_text(places[class_key(number)], spec.language)})",
        )
        for number in reversed(range(len(labels)))
    )
    limits = classes.limits(spec.language)
    return Boxes(tuple(entries), title, sides=sides, over_middle=over_middle, limits=limits)


def _over_middle(breaks: Sequence[float], middle: float) -> float:
    """Return how many classes lie over a middle that has a limit or a narrow class of its own."""
    over = sum(limit >= middle for limit in breaks)
    if middle in breaks:
        return float(over)
    narrow = 0 < over < len(breaks) and breaks[-over] - breaks[-over - 1] <= NARROW * middle
    return over + 0.5 if narrow else -1.0


def method_of(classes: Classes, values: Sequence[float], spec: MapSpec) -> Iterator[str]:
    """Say how limits were found, and what was seen in the values where it was chosen."""
    if classes.found is None:
        return
    known = spec.language
    way = text(f"classes.{classes.found.way}", known)
    if not classes.found.saw:
        yield text("caption.classes", known, way=way)
        return
    low, high = (spec.of.written(value, known) for value in (min(values), max(values)))
    distinct = number_text(len(set(values)), known)
    saw = text(f"classes.{classes.found.saw}", known, low=low, high=high, distinct=distinct)
    yield text("caption.classes_chosen", known, way=way, saw=saw)


def _warning(spec: MapSpec) -> tuple[str, ...]:
    return (say("caption.raw_choropleth", spec),) if spec.is_stock else ()


KIND = Kind(
    name="choropleth",
    draw=draw,
    forms=("stock", "rate"),
    has_classes=True,
)
