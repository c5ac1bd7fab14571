"""Makes the interactive map of protected counts and writes it as one file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diasporamap.errors import UsageError
from diasporamap.files import whole_file
from diasporamap.language import require_language, text
from diasporamap.maps.place_table import LEFT_OUT
from diasporamap.protection import tables_of
from diasporamap.web.embedding import (
    json_text,
    leaflet_licence,
    leaflet_script,
    leaflet_style,
    page_script,
    page_style,
)
from diasporamap.web.layers import style_of
from diasporamap.web.points import page_points, point_list
from diasporamap.web.shapes import page_shapes
from diasporamap.web.views import page_views, require_views

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

    import folium

    from diasporamap.language import Language
    from diasporamap.maps.style import Style
    from diasporamap.points import Pointed
    from diasporamap.protection import ProtectedCounts, Release
    from diasporamap.web import data
    from diasporamap.web.views import View

#: Texts of the page's frame, and those that its scripts write.
FRAME_TEXTS = (
    *("layers", "map_label", "about", "table", "table_states"),
    *("legend", "geography", "search", "noscript", "keyboard"),
)
SCRIPT_TEXTS = (
    *("zoom_in", "zoom_out", "reset", "close", "no_match", "matches", "colon"),
    *("points", "more_points", "added_layers"),
)
#: Those that pages with districts, or territories beside countries, word for all their places.
OWN_TEXTS = ("search", "keyboard", "no_match", "matches")


def web_map(
    release: Release | ProtectedCounts | Sequence[ProtectedCounts],
    *,
    language: str = "fr",
    measures: Sequence[str] | None = None,
    style: str = "iom",
    title: str | None = None,
    by: Sequence[str] | None = None,
    points: Pointed = None,
) -> folium.Map:
    """Make the interactive map: a layer a measure, tooltips, legend, search and table.

    By country and by district, the page switches between the two.

    The page is drawn from its own data and loads nothing: its security policy forbids it, so
    that tiles or icons added to the map stay blank. Stocks are circles on one scale, which grow
    a little with the zoom, as does the legend; rates are colours.

    Parameters
    ----------
    release : Release, ProtectedCounts or sequence of ProtectedCounts
        A release, or tables of one.
    language : {"fr", "en"}, default "fr"
        Language of every text.
    measures : sequence of str, optional
        Layers of the page, the first one shown first; any of `diasporamap.measures.MEASURES`, the
        usual ones when left out.
    style : str, default "iom"
        Name of a shipped style or path of a style file.
    title : str, optional
        Title of every layer, instead of the ones written from the counts.
    by : sequence of {"country", "district"}, optional
        What the places of the page are, the one shown first coming first; of a release countries
        when left out.
    points : Points, path-like, DataFrame or "missions", optional
        Associations, missions or events, as `read_points` reads them: a layer that the reader can
        hide, with a list of all.

    Returns
    -------
    folium.Map
        The map, in Equal Earth around the style's central meridian. A notebook shows it; its
        root (``get_root()``) is the page.

    Raises
    ------
    NotProtectedError
        If the figures did not pass the protection gate, or are of two releases.
    UsageError, StyleError
        If an option makes no sense.
    DataError
        As for `Release.by`.
    """
    if by is not None:
        require_views(by)
    views = page_views(
        tables_of(release, by),
        measures,
        language=require_language(language),
        style=style,
        title=title,
        points=points,
    )
    return page_of_views(views)


def page_of_views(views: Sequence[View]) -> folium.Map:
    """Make the page of its geographies; the first layer of the first is shown first."""
    first = views[0].first
    known, lon_0 = first.spec.language, first.style.map["lon_0"]
    districts = (view for view in views if view.name == "districts")
    words = _texts(known, next(districts, views[0]).first.geography.key)

    from diasporamap.web.folium_page import Page, WorldMap

    page = Page(
        {
            "language": known,
            "words": first.words,
            "layers": views[0].content["layers"],
            "views": [
                {**view.labels, "columns": view.content["rows"], "rows": view.rows}
                for view in views
            ],
            "text": words,
            "points": point_list(views),
            "colours": _colours(first.style),
            "licence": leaflet_licence(),
            "leaflet_style": leaflet_style(),
            "style": page_style(),
            "leaflet_script": leaflet_script(),
            "lon_0": json_text(lon_0),
            "data": json_text(page_data(views, words)),
            "script": page_script(),
        }
    )
    world = WorldMap(lon_0=lon_0)
    page.add_child(world)
    return world


def save_web_map(
    release: Release | ProtectedCounts | Sequence[ProtectedCounts],
    path: str | os.PathLike[str],
    **options: Any,  # noqa: ANN401
) -> Path:
    """Write the interactive map as one HTML file, whole or not at all, and return its path.

    Counts, options and errors are those of `web_map`; `path` ends in ``.html``.
    """
    require_html(path)
    return save_page(web_map(release, **options), path)


def save_page(world: folium.Map, path: str | os.PathLike[str]) -> Path:
    """Write a page as one HTML file, whole or not at all, and return its path."""
    require_html(path)
    page, target = world.get_root().render(), Path(path)
    with whole_file(target) as temporary:
        temporary.write_text(page, encoding="utf-8", newline="\n")
    return target


def require_html(path: str | os.PathLike[str]) -> None:
    """Refuse a file to write that is no page, before any work is done."""
    if Path(path).suffix.lower() != ".html":
        raise UsageError(f"{path} is not the name of a page. Give one that ends in .html.")


def _texts(language: Language, places: str) -> dict[str, str]:
    """Return the texts of the page and of its script."""
    texts = {key: text(f"web.{key}", language) for key in (*FRAME_TEXTS, *SCRIPT_TEXTS)}
    if places != "countries":
        texts |= {key: text(f"web.{places}.{key}", language) for key in OWN_TEXTS}
    return texts


def page_data(views: Sequence[View], texts: Mapping[str, str]) -> data.Page:
    """Return what the page embeds; shapes of countries are there once for all geographies."""
    first, geographies = views[0].first, [view.content for view in views]
    style = style_of(first.style)
    page: data.Page = {
        "language": first.spec.language,
        "texts": {key: texts[key] for key in SCRIPT_TEXTS},
        "style": style,
        "shapes": _shown(page_shapes(style["lon_0"]), geographies),
        "geographies": geographies,
    }
    points = page_points(views)
    return page if points is None else {**page, "points": points}


def _shown(shapes: data.Shapes, geographies: Sequence[data.Geography]) -> data.Shapes:
    """Leave out the continent that world maps leave out, unless a geography needs it."""
    for content in geographies:
        areas = content["own"]["areas"].values() if "own" in content else ()
        if LEFT_OUT in content["places"] or any(LEFT_OUT in area.get("of", ()) for area in areas):
            return shapes
    countries = shapes["countries"]
    kept = [feature for feature in countries["features"] if feature["id"] != LEFT_OUT]
    return {**shapes, "countries": {**countries, "features": kept}}


def _colours(style: Style) -> dict[str, str]:
    """Return what the style sheet takes from the style; colours were checked when it was read."""
    return {
        "ink": style.text["colour"],
        "muted": style.text["muted"],
        "inside": style.text["inside"],
        **{name: style.map[name] for name in ("page", "ocean", "outline", "graticule")},
        "accent": style.circle["colour"]["total"],
        "family": re.sub(r"[^\w -]", "", style.font["family"]),
    }
