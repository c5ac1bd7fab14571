"""What maps look like on a page: lighter land, edges of circles, the colours of women and men.

A style that states another colour than the house style keeps it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from diasporamap.maps import Look, read_style
from diasporamap.maps.style import Swatch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diasporamap.maps import Style

#: Points in a pixel of a page.
POINTS: Final = 72 / 96
#: Colours of areas, lines and circles on a page where a style has those of the house style.
SWATCHES: Final[Mapping[str, Swatch]] = {
    "land": Swatch("#cfd0ca"),
    "no_data": Swatch("#faf9f6", "diagonal", "#8f8f87"),
    "zero": Swatch("#ffffff", "cross", "#8f8f87"),
    "suppressed": Swatch("#ffffff", "diagonal", "#52606d"),
    "not_applicable": Swatch("#faf9f6", "dots", "#6b6b64"),
    "not_attached": Swatch("#faf9f6", "horizontal", "#8f8f87"),
    "not_attributable": Swatch("#faf9f6", "vertical", "#8f8f87"),
    "base_too_small": Swatch("#cfd0ca"),
}
MAP: Final = {"ocean": "#edf3f7", "graticule": "#dbe4eb"}
LINES: Final = {
    "international": "#858b91",
    "administrative": "#858b91",
    "coast": "#858b91",
    "dashed": "#52606d",
    "dotted": "#52606d",
    "district": "#334e68",
    "inferred": "#334e68",
}
CIRCLES: Final = {"women": "#ff671f", "men": "#0033a0"}
CLASSES: Final = {"edge": "#3e3a33", "edge_width": 0.9 * POINTS}
#: Edges of circles by their colour, and how they are filled and edged, in pixels.
EDGES: Final = {"#ff671f": "#7a2e00", "#0033a0": "#001e60"}
GREY: Final = "#52606d"


def page_style(name: str) -> Style:
    """Read a style as pages draw it."""
    style, house = read_style(name), read_style()
    swatches = {
        key: SWATCHES[key] if key in SWATCHES and swatch == house.swatches.get(key) else swatch
        for key, swatch in style.swatches.items()
    }
    lines = {
        key: replace(line, colour=LINES.get(key, line.colour))
        if line.colour == house.lines[key].colour
        else line
        for key, line in style.lines.items()
    }
    own = style.circle
    colour = {**own["colour"], **_where_same(CIRCLES, own["colour"], house.circle["colour"])}
    classes = {**own["classes"], **_where_same(CLASSES, own["classes"], house.circle["classes"])}
    return replace(
        style,
        swatches=swatches,
        lines=lines,
        map={**style.map, **_where_same(MAP, style.map, house.map)},
        circle={**own, "colour": colour, "classes": classes},
    )


def _where_same(
    tokens: Mapping[str, object], own: Mapping[str, object], house: Mapping[str, object]
) -> dict[str, object]:
    """Return the tokens of what a style has as the house style does."""
    return {key: token for key, token in tokens.items() if own.get(key) == house.get(key)}


def looks_of(style: Style, measure: str) -> dict[str, Look]:
    """Return how the circles of a stock are painted: its own, and what a page adds to them."""
    fill, page = style.colour_of(measure), style.map["page"]
    total = style.colour_of("total")
    by_sex = measure in CIRCLES
    edge = edge_of(style, measure) if by_sex else style.circle["edge"]
    opacity = 0.86 if measure == "women" else 0.8

    def hollow(share: float, colour: str, width: float, dashes: tuple[float, ...] = ()) -> Look:
        of_width = tuple(round(dash / width, 3) for dash in dashes)
        return Look(page, share, colour, width * POINTS, of_width)

    return {
        "whole": hollow(0.28, GREY, 0.9),
        "circle": Look(fill, opacity, edge, (1.2 if by_sex else 1.4) * POINTS),
        "split": hollow(0.78, total, 1.8, (5.0, 3.2)),
        "beyond": hollow(0.75, total, 1.3),
        "few": hollow(1.0, GREY, 1.1),
    }


def edge_of(style: Style, sex: str) -> str:
    """Return the colour of the edge of a sex's circles, bars and lines."""
    return EDGES.get(style.colour_of(sex), str(style.text["colour"]))
