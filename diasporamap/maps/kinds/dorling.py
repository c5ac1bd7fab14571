"""Circles that stand beside each other near their places, as Dorling draws them: for heaps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diasporamap.language import text
from diasporamap.maps.kinds import circles
from diasporamap.maps.spec import Kind

if TYPE_CHECKING:
    import pandas as pd

    from diasporamap.maps.drawing import Drawing
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
    """Draw proportional circles of which none covers another."""
    drawing = circles.draw(places, geography, spec, style, scale)
    note = text("caption.dorling", spec.language)
    return replace(drawing, apart=True, notes=(*drawing.notes, note))


KIND = Kind(name="dorling", draw=draw, forms=("stock",), on_pages=False, is_sized=True)
