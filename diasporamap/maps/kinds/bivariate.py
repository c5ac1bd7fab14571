"""Areas in nine colours: three classes of a rate across, three of another measure up."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from diasporamap.language import number_text, text
from diasporamap.maps.breaks import limits_of
from diasporamap.maps.classes import Classes, limit_words
from diasporamap.maps.drawing import Drawing, LegendEntry, Matrix
from diasporamap.maps.kinds.choropleth import counted_fills
from diasporamap.maps.legend import rows_of_places
from diasporamap.maps.quantities import measure_label
from diasporamap.maps.spec import Kind
from diasporamap.maps.style import Swatch
from diasporamap.measures import MEASURES

if TYPE_CHECKING:
    import pandas as pd

    from diasporamap.maps.scales import CircleScale
    from diasporamap.maps.spec import MapSpec
    from diasporamap.maps.style import Style
    from diasporamap.places.geography import Geography

#: Classes of each of the two measures.
CLASSES: Final = 3


def draw(
    places: pd.DataFrame,
    geography: Geography,
    spec: MapSpec,
    style: Style,
    scale: CircleScale | None = None,  # noqa: ARG001 - colours have none
) -> Drawing:
    """Fill every place with the colour of its two classes, where both measures are shown."""
    beside = MEASURES[spec.beside].of(spec.quantity, spec.least)
    few = max(spec.of.least, beside.least)
    keys = places["key"].mask((places["key"] == "") & (places["base"] < few), "base_too_small")
    lacks = keys.eq("") & places["beside state"].ne("value")
    keys = keys.mask(lacks, places["beside state"])
    shown = places[keys == ""]
    limits = [
        _limits(shown["value"], spec.measure, style),
        _limits(shown["beside"], spec.beside, style),
    ]
    for place, value, beside in zip(shown.index, shown["value"], shown["beside"], strict=True):
        keys[place] = _key(bisect_right(limits[0], value), bisect_right(limits[1], beside))
    fills = {str(place): str(key) for place, key in keys.items()}
    found = counted_fills(places, fills, geography)
    words = [Classes(some, ()).labels(spec.language) for some in limits]
    entries = tuple(
        LegendEntry(
            *("class", key, f"{words[0][across]}, {words[1][up]}"),
            note=number_text(found[key], spec.language),
        )
        for up in reversed(range(len(limits[1]) + 1))
        for across in range(len(limits[0]) + 1)
        for key in [_key(across, up)]
    )
    swatches = {
        _key(across, up): Swatch(fill, *style.bivariate_hatch(across))
        for up, row in enumerate(style.bivariate)
        for across, fill in enumerate(row)
    }
    second = replace(spec, measure=spec.beside, kind=None, second=None, of_origin=False)
    return Drawing(
        fills=fills,
        swatches=swatches,
        legend=(
            Matrix(
                entries if len(shown) else (),
                measure_label("legend", second),
                across=measure_label("legend", spec),
                limits=(
                    tuple(limit_words(limit, spec.language) for limit in limits[0]),
                    tuple(limit_words(limit, spec.language) for limit in limits[1]),
                ),
            ),
            rows_of_places(places, fills, spec, geography, few=few),
        ),
        insets=1,
        notes=(text("caption.bivariate", spec.language),),
    )


def _key(across: int, up: int) -> str:
    return f"class-{across}-{up}"


def _limits(values: pd.Series, measure: str, style: Style) -> tuple[float, ...]:
    """Return two limits: those of the style round a middle, else such as make three equal parts."""
    middle = MEASURES[measure].middle
    known = style.breaks.get(measure, ())
    if middle is not None:
        under = [limit for limit in known if limit < middle]
        over = [limit for limit in known if limit > middle]
        if under and over:
            return max(under), min(over)
    number = min(CLASSES, values.nunique())
    return tuple(limits_of(sorted(values), number, "quantiles")) if number > 1 else ()


KIND = Kind(name="bivariate", draw=draw, forms=("rate",), takes_second=True, on_pages=False)
