"""Makes the interactive map of protected counts and writes it as one file."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diasporamap.errors import UsageError
from diasporamap.files import whole_file
from diasporamap.language import date_text, in_print, keys_of, require_language, template, text
from diasporamap.maps.basemaps import basemap_of, require_basemap
from diasporamap.maps.captions import values_of
from diasporamap.maps.place_table import LEFT_OUT
from diasporamap.maps.words import by_text, origin_fields
from diasporamap.places.geography import countries
from diasporamap.points.missions import missions_there
from diasporamap.web.changes import changes_of
from diasporamap.web.content import measured
from diasporamap.web.embedding import (
    json_text,
    leaflet_licence,
    leaflet_script,
    leaflet_style,
    page_fonts,
    page_script,
    page_style,
)
from diasporamap.web.layers import Packer, style_of
from diasporamap.web.points import page_points
from diasporamap.web.regions import regions_of
from diasporamap.web.search import search_names
from diasporamap.web.shapes import Plane, country_shapes, country_sizes, page_coordinates
from diasporamap.web.tokens import edge_of
from diasporamap.web.views import geography_of, page_views, require_views, tables_by_year

if TYPE_CHECKING:
    import os
    from collections.abc import Hashable, Mapping, Sequence

    import folium

    from diasporamap.language import Language
    from diasporamap.maps.basemaps import Basemap
    from diasporamap.maps.style import Style
    from diasporamap.points import Pointed
    from diasporamap.protection import ProtectedCounts, Release
    from diasporamap.web import data
    from diasporamap.web.views import Gathered, View


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
    if by is not None:
        require_views(by)
    known = require_language(language)
    tables = tables_by_year(release, by)
    if made_on is not None:
        require_day(made_on)
    shown = page_views(
        tables, measures, language=known, style=style, title=title, points=points, year=year
    )
    shown = replace(shown, made_on=made_on, contact=contact)
    return page_of_views(shown, _tiles(basemap, basemap_credit))


def require_day(day: str) -> None:
    """Refuse a day that is none."""
    try:
        date_text(day, "en")
    except ValueError as error:
        raise UsageError(f"'{day}' is no day. Give one as 2024-05-20.") from error


def _tiles(basemap: str | None, credit: str | None) -> Basemap | None:
    require_basemap(basemap, credit, facet=None)
    return None if basemap is None else basemap_of(basemap, credit)


def page_of_views(gathered: Gathered, tiles: Basemap | None = None) -> folium.Map:
    """Make the page of what is gathered; the first map of the first geography is shown first."""
    first = gathered.views[0].some
    known, lon_0 = first.spec.language, first.style.map["lon_0"]
    page = page_data(gathered, mercator=tiles is not None)

    from diasporamap.web.folium_page import Page, WorldMap

    parts = Page(
        {
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
            "hosts": [_host(tiles.url)] if tiles else [],
        }
    )
    world = WorldMap(lon_0=lon_0, mercator=tiles is not None)
    parts.add_child(world)
    return world


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


def page_data(gathered: Gathered, *, mercator: bool = False) -> data.Page:
    """Return what the page embeds; what geographies share is there once."""
    views, first = gathered.views, gathered.views[0].some
    style = style_of(first.style)
    packer = Packer(gathered.scale, Plane(style["lon_0"], mercator))
    geographies = [geography_of(view, packer, gathered.kinds) for view in views]
    points = page_points(views, packer)
    texts = {key: packer.told(partial(template, f"web.page.{key}")) for key in keys_of("web.page")}
    texts["unit.points"] = packer.told(partial(text, "unit.points", number="{number}"))
    about = _about(views[0], packer, compared=gathered.compared)
    if gathered.made_on:
        about["date"] = packer.told(partial(date_text, gathered.made_on))
    if gathered.contact:
        about["contact"] = gathered.contact
    missions, regions = _missions(views[0], packer), _regions(views[0], packer)
    figures = {row.key: row for view in views for row in view.figures}
    rows = [measured(row, first.spec, packer) for row in figures.values()]
    years = [table.year for table in views[0].tables if table.year and not gathered.compared]
    changes = changes_of(views[0], gathered.measures, packer) if len(years) > 1 else None
    page: data.Page = {
        "language": first.spec.language,
        "languages": list(views[0].first),
        "words": packer.words.kept,
        "texts": texts,
        "style": style,
        "scale": {"largest": gathered.scale.largest, "least": gathered.scale.least},
        "shapes": _shapes(packer, geographies),
        "parts": packer.parts.kept,
        "rows": packer.rows.kept,
        "paragraphs": packer.paragraphs.kept,
        "captions": packer.captions.kept,
        "fills": packer.fills.kept,
        "circles": packer.circles.kept,
        "swatches": packer.swatches.kept,
        "looks": packer.looks.kept,
        "measures": list(gathered.measures),
        "kinds": {measure: list(gathered.kinds[measure]) for measure in gathered.measures},
        "years": years,
        "year": gathered.year,
        "measured": rows,
        "geographies": geographies,
        "find": search_names(_shown(views)),
        "regions": regions,
        "about": about,
    }
    if missions:
        page["missions"] = missions
    if gathered.compared:
        page["compared"] = True
    if changes is not None:
        page["changes"] = changes
    before = views[0].tables[-1].before
    if before is not None and before.year:
        page["since"] = before.year
    return page if points is None else {**page, "points": points}


def _definition(view: View, language: Language) -> str:
    """Say who is counted: people of an origin by a definition, and by what places."""
    one, table = view.first[language], view.tables[0]
    if table.quantity is not None:
        return table.quantity.label(language) + "."
    (defined,) = values_of(table, "definition") or ["unknown"]
    counted = "all_origins" if table.all_origins else defined
    people = text(f"people.{counted}.total", language, **origin_fields(table.origin, language))
    return text(
        "web.definition",
        language,
        people=people[:1].upper() + people[1:],
        by=by_text(one.geography, one.spec),
        definition=text(f"definition.{defined}", language),
    )


def _missions(view: View, packer: Packer) -> list[data.Mission]:
    """Return the missions of the origin on the day of its districts, where these are known."""
    choice, lon_0 = view.tables[0].districts, view.some.style.map["lon_0"]
    seats = choice.geography.seats if choice.known else None
    if seats is None:
        return []
    missions = missions_there(choice)
    points = page_coordinates(missions["lon"], missions["lat"], lon_0)
    return [
        {
            "id": row["mission"],
            "name": packer.told(partial(_named, row)),
            "country": row["host"],
            "lon": lon,
            "lat": lat,
        }
        for row, (lon, lat) in zip(missions.to_dict("records"), points, strict=True)
    ]


def _named(row: Mapping[Hashable, str], language: Language) -> str:
    return in_print(row[f"name_{language}"], language)


def _regions(view: View, packer: Packer) -> list[data.Region]:
    """Return the parts of the world that buttons lead to, by the people of the year shown first."""
    table = view.some.table
    own = next((row for row in view.figures if row.key == "total"), view.figures[0])
    if not own.measure.in_people:
        return []
    states, values = own.states[view.year], own.values[view.year]
    shown = values[states.index[states == "value"]].abs()
    known = countries().table
    places = known.index if view.by == "country" else known.index.union(table.index)
    at = table.reindex(places)[["label_lon", "label_lat"]].fillna(known[["label_lon", "label_lat"]])
    points = page_coordinates(at["label_lon"], at["label_lat"], view.some.style.map["lon_0"])
    # Districts are called after their countries.
    people: dict[str, float] = {}
    for place, number in shown.items():
        code = str(place) if place in known.index else str(place)[:3].upper()
        people[code] = people.get(code, 0.0) + float(number)
    sizes = country_sizes(view.some.style.map["lon_0"])
    home = view.some.origin.code
    return regions_of(people, dict(zip(places, points, strict=True)), sizes, home, packer)


def _shown(views: Sequence[View]) -> dict[str, list[str]]:
    """Return the names of countries that a page shows as places."""
    view = next((view for view in views if view.by == "country"), None)
    names: dict[str, list[str]] = {}
    for one in view.first.values() if view else ():
        for column in ("name", "short"):
            for place, name in one.table[column].items():
                names.setdefault(str(place), []).append(str(name))
    return names


def _about(view: View, packer: Packer, *, compared: bool = False) -> data.About:
    """Say where a page is from, and what its figures are.

    A page that compares sources cites them all; each figure has its definition beside it.
    """
    words = {language: both.words for language, both in view.first.items()}
    table = view.tables[0]
    names = [] if compared else values_of(table, "source")
    found = [table.sources[name] for name in names if name in table.sources]

    def cited(language: Language) -> str:
        return " ".join(
            in_print(source.citation(language).rstrip(".") + ".", language) for source in found
        )

    about: data.About = {
        "version": version("diasporamap"),
        "source": packer.text(cited if found else lambda known: words[known].captions[0]),
        "notes": packer.text(
            lambda known: " ".join(in_print(source.note(known) or "", known) for source in found)
        ),
        "definition": packer.text(lambda known: "" if compared else _definition(view, known)),
    }
    if view.some.words.stamp:
        about["stamp"] = packer.told(lambda language: words[language].stamp)
    return about


def _shapes(packer: Packer, geographies: Sequence[data.Geography]) -> data.Shapes:
    """Add the shapes of countries, without the continent that maps leave out unless needed."""
    needed = any(
        LEFT_OUT in content["places"]["ids"]
        or any(
            isinstance(of, list) and LEFT_OUT in of
            for of in content.get("own", {"areas": {}})["areas"].values()
        )
        for content in geographies
    )
    shapes = country_shapes(packer.shapes, packer.plane, () if needed else (LEFT_OUT,))
    return {"topology": packer.shapes.written(), **shapes}


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
