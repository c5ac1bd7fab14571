"""Writes styles for QGIS (QML) and for other programs (SLD) from the swatches of a map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.maps.style import Line, Swatch

#: A point of print in millimetres, and a millimetre in pixels of a screen.
_POINT: Final = 25.4 / 72
_PIXELS: Final = 96 / 25.4
#: The brushes of QGIS, and the marks of SLD, for the hatches of a style.
_BRUSHES: Final = {
    "diagonal": "b_diagonal",
    "dots": "dense7",
    "cross": "diagonal_x",
    "horizontal": "horizontal",
    "vertical": "vertical",
    "grid": "cross",
}
_MARKS: Final = {
    "diagonal": "slash",
    "dots": "circle",
    "cross": "x",
    "horizontal": "horline",
    "vertical": "line",
    "grid": "cross",
}
_SLD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<StyledLayerDescriptor version="1.1.0" '
    'xmlns="http://www.opengis.net/sld" xmlns:se="http://www.opengis.net/se" '
    'xmlns:ogc="http://www.opengis.net/ogc"><NamedLayer><se:Name>{name}</se:Name><UserStyle>'
    "<se:Name>{name}</se:Name><se:FeatureTypeStyle>{rules}</se:FeatureTypeStyle></UserStyle>"
    "</NamedLayer></StyledLayerDescriptor>"
)
_QML: Final = (
    "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
    '<qgis version="3.22.0" styleCategories="Symbology">{renderer}<blendMode>0</blendMode>'
    "<featureBlendMode>0</featureBlendMode><layerGeometryType>{geometry}</layerGeometryType></qgis>"
)


@dataclass(frozen=True)
class Category:
    """How places are filled whose column has a value, and what the legend says of them."""

    value: str
    label: str
    swatch: Swatch


def fills_qml(column: str, categories: Sequence[Category], border: Line) -> str:
    """Write the style of areas that are filled by the values of a column."""
    listed = "".join(
        f'<category value={quoteattr(one.value)} symbol="{at}" label={quoteattr(one.label)} '
        'render="true"/>'
        for at, one in enumerate(categories)
    )
    symbols = "".join(
        f'<symbol type="fill" name="{at}" alpha="1" clip_to_extent="1" force_rhr="0">'
        f"{_fill(one.swatch, border)}</symbol>"
        for at, one in enumerate(categories)
    )
    renderer = (
        f'<renderer-v2 type="categorizedSymbol" attr={quoteattr(column)} symbollevels="0" '
        f'enableorderby="0" forceraster="0"><categories>{listed}</categories>'
        f"<symbols>{symbols}</symbols></renderer-v2>"
    )
    return _QML.format(renderer=renderer, geometry=2)


def _fill(swatch: Swatch, border: Line) -> str:
    width = swatch.outline_width if swatch.outline else border.width
    edge = {
        "outline_color": _rgba(swatch.outline or border.colour),
        "outline_width": f"{width * _POINT:.3f}",
        "outline_width_unit": "MM",
        "outline_style": "solid",
    }
    layers = _layer("SimpleFill", {"color": _rgba(swatch.fill), "style": "solid", **edge})
    if swatch.hatch:
        brush = {"color": _rgba(swatch.hatch_colour), "style": _BRUSHES[swatch.hatch]}
        layers += _layer("SimpleFill", {**brush, "outline_style": "no"})
    return layers


def circles_qml(column: str, colour: str, opacity: float, edge: str) -> str:
    """Write the style of circles whose diameters in millimetres stand in a column, large first."""
    marker = {
        "name": "circle",
        "color": _rgba(colour, opacity),
        "outline_color": _rgba(edge),
        "outline_width": "0.2",
        "size_unit": "MM",
        "scale_method": "diameter",
    }
    defined = (
        '<data_defined_properties><Option type="Map"><Option type="QString" name="name" value=""/>'
        '<Option type="Map" name="properties"><Option type="Map" name="size">'
        '<Option type="bool" name="active" value="true"/>'
        f'<Option type="QString" name="field" value={quoteattr(column)}/>'
        '<Option type="int" name="type" value="2"/></Option></Option>'
        '<Option type="QString" name="type" value="collection"/></Option></data_defined_properties>'
    )
    renderer = (
        '<renderer-v2 type="singleSymbol" symbollevels="0" enableorderby="1" forceraster="0">'
        '<symbols><symbol type="marker" name="0" alpha="1" clip_to_extent="1" force_rhr="0">'
        f"{_layer('SimpleMarker', marker, defined)}</symbol></symbols>"
        f'<orderby><orderByClause asc="0" nullsFirst="0">"{column}"</orderByClause></orderby>'
        "</renderer-v2>"
    )
    return _QML.format(renderer=renderer, geometry=0)


def _layer(kind: str, options: dict[str, str], more: str = "") -> str:
    listed = "".join(
        f'<Option type="QString" name="{name}" value={quoteattr(value)}/>'
        for name, value in options.items()
    )
    return (
        f'<layer class="{kind}" enabled="1" locked="0" pass="0"><Option type="Map">{listed}'
        f"</Option>{more}</layer>"
    )


def _rgba(colour: str, opacity: float = 1.0) -> str:
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return ",".join(map(str, [*parts, round(255 * opacity)]))


def fills_sld(name: str, column: str, categories: Sequence[Category], border: Line) -> str:
    """Write the same fills as a Styled Layer Descriptor."""
    rules = "".join(
        f"<se:Rule><se:Name>{escape(one.label)}</se:Name><ogc:Filter><ogc:PropertyIsEqualTo>"
        f"<ogc:PropertyName>{column}</ogc:PropertyName><ogc:Literal>{escape(one.value)}"
        f"</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter>{_symbolizers(one.swatch, border)}"
        "</se:Rule>"
        for one in categories
    )
    return _SLD.format(name=name, rules=rules)


def _symbolizers(swatch: Swatch, border: Line) -> str:
    edge = swatch.outline or border.colour
    width = (swatch.outline_width if swatch.outline else border.width) * _POINT * _PIXELS
    stroke = (
        f"<se:Stroke>{_parameter('stroke', edge)}{_parameter('stroke-width', f'{width:.2f}')}"
        "</se:Stroke>"
    )
    fill = f"<se:Fill>{_parameter('fill', swatch.fill)}</se:Fill>"
    found = f"<se:PolygonSymbolizer>{fill}{stroke}</se:PolygonSymbolizer>"
    if swatch.hatch:
        mark = (
            f"<se:Mark><se:WellKnownName>{_MARKS[swatch.hatch]}</se:WellKnownName><se:Stroke>"
            f"{_parameter('stroke', swatch.hatch_colour)}</se:Stroke></se:Mark>"
        )
        found += (
            f"<se:PolygonSymbolizer><se:Fill><se:GraphicFill><se:Graphic>{mark}<se:Size>6</se:Size>"
            "</se:Graphic></se:GraphicFill></se:Fill></se:PolygonSymbolizer>"
        )
    return found


def circles_sld(name: str, column: str, colour: str, opacity: float, edge: str) -> str:
    """Write the same circles as a Styled Layer Descriptor, in pixels of 96 to the inch."""
    fill = _parameter("fill", colour) + _parameter("fill-opacity", f"{opacity:.2f}")
    size = (
        f"<ogc:Mul><ogc:PropertyName>{column}</ogc:PropertyName>"
        f"<ogc:Literal>{_PIXELS:.4f}</ogc:Literal></ogc:Mul>"
    )
    rule = (
        "<se:Rule><se:PointSymbolizer><se:Graphic><se:Mark><se:WellKnownName>circle"
        f"</se:WellKnownName><se:Fill>{fill}</se:Fill><se:Stroke>{_parameter('stroke', edge)}"
        f"</se:Stroke></se:Mark><se:Size>{size}</se:Size></se:Graphic></se:PointSymbolizer></se:Rule>"
    )
    return _SLD.format(name=name, rules=rule)


def _parameter(name: str, value: str) -> str:
    return f'<se:SvgParameter name="{name}">{value}</se:SvgParameter>'
