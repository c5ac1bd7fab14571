"""Writes all that a page embeds: geographies, what they share, words and missions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from diasporamap.language import date_text, in_print, keys_of, template, text
from diasporamap.maps.place_table import LEFT_OUT
from diasporamap.places.geography import countries
from diasporamap.points.missions import missions_there
from diasporamap.web.about import about_of
from diasporamap.web.changes import changes_of
from diasporamap.web.content import measured
from diasporamap.web.flows import flows_of
from diasporamap.web.geographies import geography_of, in_order
from diasporamap.web.layers import Packer, style_of
from diasporamap.web.points import page_points
from diasporamap.web.regions import regions_of
from diasporamap.web.search import search_names
from diasporamap.web.shapes import Plane, country_sizes, page_coordinates, page_shapes

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from diasporamap.language import Language
    from diasporamap.web import data
    from diasporamap.web.views import Gathered, View


def page_data(gathered: Gathered, *, mercator: bool = False) -> data.Page:
    """Return what the page embeds; what geographies share is there once."""
    views, first = gathered.views, gathered.views[0].some
    style = style_of(first.style)
    packer = Packer(gathered.scale, Plane(style["lon_0"], mercator))
    orders = [in_order(view) for view in views]
    shapes, own = _shapes(views, orders, packer.plane)
    geographies = [
        geography_of(view, packer, gathered.kinds, order, own if view.by == "district" else None)
        for view, order in zip(views, orders, strict=True)
    ]
    points = page_points(views, packer)
    texts = {key: packer.told(partial(template, f"web.page.{key}")) for key in keys_of("web.page")}
    texts["unit.points"] = packer.told(partial(text, "unit.points", number="{number}"))
    about = about_of(views[0], packer, compared=gathered.compared)
    if gathered.made_on:
        about["date"] = packer.told(partial(date_text, gathered.made_on))
    if gathered.contact:
        about["contact"] = gathered.contact
    missions, regions = _missions(views[0], packer), _regions(views[0], packer)
    figures = {row.key: row for view in views for row in view.figures}
    rows = [measured(row, first.spec, packer) for row in figures.values()]
    years = [table.year for table in views[0].tables if table.year and not gathered.compared]
    changes = changes_of(views[0], gathered.measures, packer) if len(years) > 1 else None
    flows = flows_of(gathered, packer)
    page: data.Page = {
        "language": first.spec.language,
        "languages": list(views[0].first),
        "words": packer.words.kept,
        "texts": texts,
        "style": style,
        "scale": {"largest": gathered.scale.largest, "least": gathered.scale.least},
        "shapes": shapes,
        "parts": packer.parts.kept,
        "rows": packer.rows.kept,
        "paragraphs": packer.paragraphs.kept,
        "captions": packer.captions.kept,
        "fills": packer.fills.kept,
        "circles": packer.circles.kept,
        "swatches": packer.swatches.kept,
        "paints": packer.paints.kept,
        "looks": packer.looks.kept,
        "keys": packer.keys.kept,
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
    if flows is not None:
        page["flows"] = flows
    before = views[0].tables[-1].before
    if before is not None and before.year:
        page["since"] = before.year
    return page if points is None else {**page, "points": points}


def _missions(view: View, packer: Packer) -> list[data.Mission]:
    """Return the missions of the origin on the day of its districts, where these are known."""
    choice, lon_0 = view.tables[0].districts, view.some.style.map["lon_0"]
    if not choice.known:
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


def _shapes(
    views: Sequence[View], orders: Sequence[Sequence[str]], plane: Plane
) -> tuple[data.Shapes, data.OwnShapes | None]:
    """Return the shapes that geographies share, and those that districts have of their own."""
    whole = any(LEFT_OUT in order for order in orders)
    for view, order in zip(views, orders, strict=True):
        if view.by == "district":
            return page_shapes(plane, view.tables[0].districts, order, whole=whole)
    return page_shapes(plane, whole=whole)
