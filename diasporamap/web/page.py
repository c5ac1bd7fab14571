"""Makes the interactive map of protected counts and writes it as one file."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diasporamap.errors import UsageError
from diasporamap.files import whole_file
from diasporamap.language import date_text, message, text
from diasporamap.maps.basemaps import basemap_of, require_basemap
from diasporamap.registry import require_language
from diasporamap.web.embedding import (
    json_text,
    leaflet_licence,
    leaflet_script,
    leaflet_style,
    page_fonts,
    page_script,
    page_style,
)
from diasporamap.web.page_data import page_data
from diasporamap.web.template import plain_filling
from diasporamap.web.tokens import edge_of
from diasporamap.web.views import page_views, require_views, tables_by_year

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

    import folium

    from diasporamap.maps.basemaps import Basemap
    from diasporamap.maps.style import Style
    from diasporamap.points import Pointed
    from diasporamap.protection import ProtectedCounts, Release
    from diasporamap.web.views import Gathered


def web_map(  # noqa: PLR0913 - options, each by its name
    release: Release | ProtectedCounts | Sequence[ProtectedCounts],
    *,
    language: str = "fr",
    measures: Sequence[str] | None = None,
    style: str = "iom",
    title: str | None = None,
    by: Sequence[str] | None = None,
    points: Pointed = None,
    year: int | None = None,
    made_on: str | None = None,
    contact: str | None = None,
    basemap: str | None = None,
    basemap_credit: str | None = None,
) -> folium.Map:
    """Make the interactive map: a layer a measure, tooltips, legend, search and table.

    By country and by district, the page switches between the two.

    The page is drawn from its own data and loads nothing: its security policy allows its own
    scripts and styles by their hashes. Markers, shapes, GeoJson, choropleths, popups, feature
    groups and a layer control can be added to the map; what would be loaded is refused. Stocks are
    circles on one scale; rates are colours.

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
    year : int, optional
        The year shown first of a release of several: the last one when left out.
    made_on : str, optional
        Day of the page, as 2024-05-20: it stands in its foot.
    contact : str, optional
        Whom to ask about it, as an address of mail.
    basemap, basemap_credit : str, optional
        Tiles that lie over the areas, by the name of a provider or a template of addresses with
        whom to name, as for a sheet. The page is then in their Web Mercator projection and asks
        their server for them; where none answers, it is as without.

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
    page = made_page(
        release,
        language=language,
        measures=measures,
        style=style,
        title=title,
        by=by,
        points=points,
        year=year,
        made_on=made_on,
        contact=contact,
        basemap=basemap,
        basemap_credit=basemap_credit,
    )
    return page.map()


@dataclass(frozen=True, eq=False)
class WebPage:
    """A page with all that its template is filled with, in Equal Earth or in Web Mercator."""

    parts: Mapping[str, Any]
    lon_0: float
    mercator: bool

    @property
    def text(self) -> str:
        """The page as HTML."""
        return plain_filling(self.parts, self.lon_0, mercator=self.mercator).written

    def map(self) -> folium.Map:
        """Return it as a map of Folium, to which more can be added."""
        from diasporamap.web.folium_page import Page, WorldMap

        page, world = Page(self.parts), WorldMap(lon_0=self.lon_0, mercator=self.mercator)
        page.add_child(world)
        return world

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write it as one HTML file, whole or not at all, and return its path."""
        require_html(path)
        page, target = self.text, Path(path)
        with whole_file(target) as temporary:
            temporary.write_text(page, encoding="utf-8", newline="\n")
        return target


def made_page(  # noqa: PLR0913 - options, each by its name
    release: Release | ProtectedCounts | Sequence[ProtectedCounts],
    *,
    language: str = "fr",
    measures: Sequence[str] | None = None,
    style: str = "iom",
    title: str | None = None,
    by: Sequence[str] | None = None,
    points: Pointed = None,
    year: int | None = None,
    made_on: str | None = None,
    contact: str | None = None,
    basemap: str | None = None,
    basemap_credit: str | None = None,
) -> WebPage:
    """Make a page; options and errors are those of `web_map`, and Folium is not needed."""
    if by is not None:
        require_views(by)
    known = require_language(language)
    tables = tables_by_year(release, by)
    if made_on is not None:
        require_day(made_on)
    tiles = _tiles(basemap, basemap_credit)
    shown = page_views(
        tables, measures, language=known, style=style, title=title, points=points, year=year
    )
    shown = replace(shown, made_on=made_on, contact=contact)
    return page_of_views(shown, tiles)


def require_day(day: str) -> None:
    """Refuse a day that is none."""
    try:
        date_text(day, "en")
    except ValueError as error:
        raise UsageError(message("page.no_day", day=day)) from error


def _tiles(basemap: str | None, credit: str | None) -> Basemap | None:
    require_basemap(basemap, credit, facet=None)
    return None if basemap is None else basemap_of(basemap, credit)


def page_of_views(gathered: Gathered, tiles: Basemap | None = None) -> WebPage:
    """Make the page of what is gathered; the first map of the first geography is shown first."""
    first = gathered.views[0].some
    known, lon_0 = first.spec.language, first.style.map["lon_0"]
    page = page_data(gathered, mercator=tiles is not None)
    parts = {
        "language": known,
        "words": first.words,
        "noscript": text("web.page.noscript", known),
        "colours": _colours(first.style),
        "licence": leaflet_licence(),
        "leaflet_style": leaflet_style(),
        "style": page_style(),
        "fonts": page_fonts(first.style.font["family"]),
        "leaflet_script": leaflet_script(),
        "lon_0": json_text(lon_0),
        "data": json_text(page),
        "script": page_script(),
        "tiles": json_text(asdict(tiles)) if tiles else "",
        "hosts": (_host(tiles.url),) if tiles else (),
    }
    return WebPage(parts, lon_0, mercator=tiles is not None)


def _host(url: str) -> str:
    """Return what a policy calls the server of tiles, or all that its subdomains name."""
    scheme, rest = url.split("://", 1)
    return f"{scheme}://{rest.split('/', 1)[0].replace('{s}', '*')}"


def save_web_map(
    release: Release | ProtectedCounts | Sequence[ProtectedCounts],
    path: str | os.PathLike[str],
    **options: Any,  # noqa: ANN401
) -> Path:
    """Write the interactive map as one HTML file, whole or not at all, and return its path.

    Counts, options and errors are those of `web_map`; `path` ends in ``.html``.
    """
    require_html(path)
    return made_page(release, **options).save(path)


def require_html(path: str | os.PathLike[str]) -> None:
    """Refuse a file to write that is no page, before any work is done."""
    if Path(path).suffix.lower() != ".html":
        raise UsageError(message("page.ending", file=path))


def _colours(style: Style) -> dict[str, str]:
    """Return what the style sheet takes from the style; colours were checked when it was read."""
    return {
        "ink": style.text["colour"],
        "muted": style.text["muted"],
        "inside": style.text["inside"],
        **{name: style.map[name] for name in ("page", "ocean", "outline", "graticule")},
        "accent": style.circle["colour"]["total"],
        **{sex: style.colour_of(sex) for sex in ("women", "men")},
        **{f"{sex}-edge": edge_of(style, sex) for sex in ("women", "men")},
        "family": re.sub(r"[^\w -]", "", style.font["family"]),
    }
