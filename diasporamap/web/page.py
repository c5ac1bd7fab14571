"""Makes the interactive map of protected counts and writes it as one file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diasporamap.errors import UsageError
from diasporamap.files import whole_file
from diasporamap.language import require_language, text
from diasporamap.maps.place_table import LEFT_OUT
from diasporamap.protection import require_protected
from diasporamap.web.content import ROWS
from diasporamap.web.content import TEXTS as SCRIPT_TEXTS
from diasporamap.web.embedding import (
    asset,
    json_text,
    leaflet_licence,
    leaflet_script,
    leaflet_style,
    page_script,
)
from diasporamap.web.ranges import range_view
from diasporamap.web.shapes import page_shapes
from diasporamap.web.views import DistrictsShown, page_views, view_labels

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence
    from datetime import date

    import folium

    from diasporamap.districts import Districts, Weights
    from diasporamap.language import Language
    from diasporamap.maps import Composition, Style
    from diasporamap.maps.ranges import Ranges
    from diasporamap.protection import ProtectedCounts
    from diasporamap.web.views import View

#: Texts of the page's frame.
TEXTS = (
    "layers",
    "map_label",
    "about",
    "table",
    "table_states",
    "legend",
    "geography",
    "search",
    "noscript",
    "keyboard",
)


#: Those of them, and of the script's, that a page with districts words for both geographies.
DISTRICT_TEXTS = ("search", "keyboard", "no_match", "matches")


def web_map(  # noqa: PLR0913 - options, all named
    protected: ProtectedCounts,
    *,
    language: str = "fr",
    measures: Sequence[str] = ROWS,
    style: str = "iom",
    title: str | None = None,
    districts: Districts | None = None,
    day: date | str | None = None,
    weights: Weights | None = None,
    by: Sequence[str] | None = None,
    units: ProtectedCounts | None = None,
) -> folium.Map:
    """Make the interactive map: a layer a measure, tooltips, legend, search and table.

    With districts the page switches between countries and consular districts. A district's figure
    is shown only where each of its countries' is, so that the two together give nothing away.

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
    style : str, default "iom"
        Name of a shipped style or path of a style file.
    title : str, optional
        Title of every layer, instead of the ones written from the counts.
    districts : Districts, optional
        Consular districts, as `read_districts` returns them.
    day : date or str, optional
        The day whose districts are shown; the last state that they describe when left out.
    weights : Weights, optional
        Weights of admin-1 units, by which the people of countries that several districts share
        are apportioned; without them they are in no district.
    by : sequence of {"country", "district"}, optional
        What the places of the page are, the one shown first coming first: countries, and with
        `districts` both, when left out.
    units : ProtectedCounts, optional
        The same counts by country and admin-1 unit, for the districts, protected so that they
        give nothing away beside countries (`diasporamap.intake_districts.protected_for_districts`);
        `protected` when left out.

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
    DataError
        If a unit of a country that is shared out has no weight.
    """
    require_protected(protected)
    known = require_language(language)
    shown = None
    if districts is not None:
        of_districts = require_protected(protected if units is None else units)
        shown = DistrictsShown(districts, day, weights, of_districts)
    views = page_views(
        protected,
        measures,
        by if by is not None else ("country",) if shown is None else ("country", "district"),
        shown,
        language=known,
        style=style,
        title=title,
    )
    return page_of_views(views, views[0].compositions[measures[0]])


def page_of_views(views: Sequence[View], first: Composition) -> folium.Map:
    """Make the page of its geographies; `first` is the map shown first."""
    known, lon_0 = first.spec.language, first.style.map["lon_0"]
    words = _texts(known, districts=any(view.name == "districts" for view in views))

    from diasporamap.web.folium_page import Page, WorldMap

    page = Page(
        {
            "language": known,
            "words": first.words,
            "layers": views[0].content["layers"],
            "views": [_view_parts(view, known) for view in views],
            "text": words,
            "colours": _colours(first.style),
            "licence": leaflet_licence(),
            "leaflet_style": leaflet_style(),
            "style": asset("map.css"),
            "leaflet_script": leaflet_script(),
            "projection": asset("equal_earth.js"),
            "lon_0": json_text(lon_0),
            "data": json_text(_data(views, words, lon_0)),
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
    require_html(path)
    return save_page(web_map(protected, **options), path)


def range_page(composition: Composition, ranges: Ranges) -> folium.Map:
    """Make the page of a map of ranges; it gives every source's figure of each country.

    Parameters
    ----------
    composition : Composition
        The map, as `diasporamap.maps.kinds.ranges.compose_range` makes it.
    ranges : Ranges
        Its figures, as `diasporamap.maps.ranges.ranges_of` finds them.
    """
    return page_of_views((range_view(composition, ranges),), composition)


def save_page(world: folium.Map, path: str | os.PathLike[str]) -> Path:
    """Write a page as one HTML file, whole or not at all, and return its path.

    Raises
    ------
    UsageError
        If `path` does not end in ``.html`` or cannot be written.
    """
    require_html(path)
    page, target = world.get_root().render(), Path(path)
    with whole_file(target) as temporary:
        temporary.write_text(page, encoding="utf-8", newline="\n")
    return target


def require_html(path: str | os.PathLike[str]) -> None:
    """Refuse a file to write that is no page, before any work is done."""
    if Path(path).suffix.lower() != ".html":
        raise UsageError(f"{path} is not the name of a page. Give one that ends in .html.")


def _texts(language: Language, *, districts: bool) -> dict[str, str]:
    """Return the texts of the page and of its script."""
    keys = dict.fromkeys((*TEXTS, *SCRIPT_TEXTS))
    texts = {key: text(f"web.{key}", language) for key in keys}
    if districts:
        texts |= {key: text(f"web.districts.{key}", language) for key in DISTRICT_TEXTS}
    return texts


def _view_parts(view: View, language: Language) -> dict[str, Any]:
    """Return what the template writes of one geography: its choice and its table."""
    return {**view_labels(view, language), "columns": view.content["rows"], "rows": view.rows}


def _data(views: Sequence[View], texts: Mapping[str, str], lon_0: float) -> dict[str, Any]:
    """Return what the page embeds; shapes of countries are there once for all geographies."""
    written = {key: texts[key] for key in SCRIPT_TEXTS}
    contents = [{**view.content, "texts": written} for view in views]
    shapes = _shown(page_shapes(lon_0), contents)
    if len(contents) == 1:
        return {**contents[0], "shapes": shapes}
    return {"geographies": contents, "shapes": shapes}


def _shown(shapes: dict[str, Any], contents: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Leave out the continent that world maps leave out, unless a geography needs it."""
    needed = any(
        LEFT_OUT in content["places"]
        or any(LEFT_OUT in area.get("of", ()) for area in content.get("areas", {}).values())
        for content in contents
    )
    if needed:
        return shapes
    countries = shapes["countries"]
    kept = [feature for feature in countries["features"] if feature["id"] != LEFT_OUT]
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
