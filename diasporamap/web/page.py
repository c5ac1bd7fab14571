"""Makes the interactive map of protected counts and writes it as one file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diasporamap.cartography.composition import LEFT_OUT
from diasporamap.errors import UsageError
from diasporamap.files import whole_file
from diasporamap.language import require_language, text
from diasporamap.protection import require_protected
from diasporamap.web.content import compose_measures, page_content
from diasporamap.web.embedding import (
    asset,
    json_text,
    leaflet_licence,
    leaflet_script,
    leaflet_style,
    page_script,
)
from diasporamap.web.shapes import page_shapes
from diasporamap.web.values import value_rows

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    import folium

    from diasporamap.cartography import Style
    from diasporamap.protection import ProtectedCounts

#: The layers of a page, women first among the sexes.
DEFAULT_MEASURES = ("total", "women", "men", "share_women")

#: Texts of the page's frame.
TEXTS = (
    "layers",
    "map_label",
    "about",
    "table",
    "table_note",
    "table_states",
    "country",
    "legend",
    "search",
    "noscript",
    "keyboard",
)


def web_map(
    protected: ProtectedCounts,
    *,
    language: str = "fr",
    measures: Sequence[str] = DEFAULT_MEASURES,
    origin: str = "CMR",
    style: str = "iom",
    title: str | None = None,
) -> folium.Map:
    """Make the interactive map: a layer a measure, tooltips, legend, search and table.

    The page is drawn from its own data and loads nothing: its security policy forbids it, so
    that tiles or icons added to the map stay blank. Stocks are circles on one scale, which grow
    a little with the zoom, as does the legend; rates are colours.

    Parameters
    ----------
    protected : ProtectedCounts
        Counts of one year, definition and source, by ISO 3166-1 alpha-3 (and XKX).
    language : {"fr", "en"}, default "fr"
        Language of every text.
    measures : sequence of str
        Layers of the page, the first one shown first; any of `diasporamap.measures.MEASURES`.
    origin : str, default "CMR"
        Country of origin, ISO 3166-1 alpha-3.
    style : str, default "iom"
        Name of a shipped style or path of a style file.
    title : str, optional
        Title of every layer, instead of the ones written from the counts.

    Returns
    -------
    folium.Map
        The map, in Equal Earth around the style's central meridian. A notebook shows it; its
        root (``get_root()``) is the page.

    Raises
    ------
    NotProtectedError
        If the counts did not pass the protection gate.
    UsageError, StyleError
        If the counts mix years, definitions or sources, or an option makes no sense.
    """
    require_protected(protected)
    known = require_language(language)
    compositions = compose_measures(
        protected, measures, language=known, origin=origin, style=style, title=title
    )
    content = page_content(protected, compositions, measures)
    first = compositions[measures[0]]
    lon_0 = first.style.map["lon_0"]

    from diasporamap.web.folium_page import Page, WorldMap

    shapes = _shown(page_shapes(lon_0), set(first.table.index))
    page = Page(
        {
            "language": known,
            "words": first.words,
            "layers": content["layers"],
            "rows": content["rows"],
            "values": value_rows(compositions, content),
            "text": {key: text(f"web.{key}", known) for key in TEXTS},
            "colours": _colours(first.style),
            "licence": leaflet_licence(),
            "leaflet_style": leaflet_style(),
            "style": asset("map.css"),
            "leaflet_script": leaflet_script(),
            "projection": asset("equal_earth.js"),
            "lon_0": json_text(lon_0),
            "data": json_text({**content, "shapes": shapes}),
            "script": page_script(),
        }
    )
    world = WorldMap(lon_0=lon_0)
    page.add_child(world)
    return world


def save_web_map(
    protected: ProtectedCounts,
    path: str | os.PathLike[str],
    **options: Any,  # noqa: ANN401
) -> Path:
    """Write the interactive map as one HTML file, whole or not at all.

    Parameters
    ----------
    protected : ProtectedCounts
        Counts of one year, definition and source.
    path : path-like
        File to write; it ends in ``.html``.
    **options
        As for `web_map`.

    Returns
    -------
    pathlib.Path
        The file written.

    Raises
    ------
    NotProtectedError, UsageError, StyleError
        As for `web_map`; also if `path` does not end in ``.html`` or cannot be written.
    """
    target = Path(path)
    if target.suffix.lower() != ".html":
        raise UsageError(f"{target} is not the name of a page. Give one that ends in .html.")
    page = web_map(protected, **options).get_root().render()
    with whole_file(target) as temporary:
        temporary.write_text(page, encoding="utf-8", newline="\n")
    return target


def _shown(shapes: dict[str, Any], places: set[str]) -> dict[str, Any]:
    """Leave out the continent that world maps leave out, unless the counts name it."""
    if LEFT_OUT in places:
        return shapes
    countries = shapes["countries"]
    kept = [feature for feature in countries["features"] if feature["id"] in places]
    return {**shapes, "countries": {**countries, "features": kept}}


def _colours(style: Style) -> dict[str, str]:
    """Return what the style sheet takes from the style; colours were checked when it was read."""
    return {
        "ink": style.text["colour"],
        "muted": style.text["muted"],
        "ocean": style.map["ocean"],
        "accent": style.circle["colour"]["total"],
        "family": re.sub(r"[^\w -]", "", style.font["family"]),
    }
