"""Makes the parts of a country of origin a geography that maps are drawn of."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from diasporamap.cache import kept
from diasporamap.counts.origin import Bilingual
from diasporamap.counts.origin_files import read_origin
from diasporamap.errors import UsageError
from diasporamap.language import message
from diasporamap.places.geography import COLUMNS, Areas, Geography, shared_edges
from diasporamap.places.kept_areas import areas_from, kept_areas
from diasporamap.places.layers import content_of, read_layer, read_table
from diasporamap.places.origins.matching import NOT_STATED, parts_of, told_apart

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd
    import pandas as pd
    from shapely import Point
    from shapely.geometry.base import BaseGeometry

    from diasporamap.cache import Arrays
    from diasporamap.counts.origin import Extent, Level, Origin, Part

#: Beside a line that lies on the coast, in degrees: about ten metres.
HAIR: Final = 1e-4
#: A gap beside a neighbour is a creek where more than this share of its edge is the origin's own;
#: so far from the neighbour, in degrees, is still its bank.
CREEK: Final = 2 / 3
BANK: Final = 0.03
#: The kind of boundaries that are drawn as those of the origin; others stay what they are.
SETTLED: Final = "international"
#: Degrees round the world.
ROUND: Final = 360.0


def origin_geography(
    level: str, *, origin: Origin | str | None = None, boundaries: str | None = None
) -> Geography:
    """Return the parts of one level of a country of origin as a geography.

    Parameters
    ----------
    level : str
        A level of the origin, as "region"; places are the codes of its layer.
    origin : Origin or str, optional
        The country, as for `read_origin`.
    boundaries : str, optional
        Other boundaries of the level, by name, as "public-domain" of the regions of Cameroon.

    Returns
    -------
    Geography
        Places are labelled at the middle of the largest circle that fits in them. `beyond` holds
        people whose origin is not stated, and those of whom only a part of a level above is.

    Raises
    ------
    UsageError
        If there is no such level, or it has no such boundaries.
    """
    home = read_origin(origin)
    parts = home.level(level)
    return _geography(home, parts.on(boundaries) if boundaries else parts)


def on_boundaries(geography: Geography, boundaries: str) -> Geography:
    """Return the geography of a level on other boundaries of it; refuse what has none."""
    if geography.origin is None or geography.level is None:
        raise UsageError(message("places.no_other_boundaries", name=geography.name))
    return _geography(geography.origin, geography.level.on(boundaries))


@cache
def _geography(origin: Origin, level: Level) -> Geography:
    beyond = {NOT_STATED: ("Origine non précisée", "Origin not stated")}
    lines, above = {"upper_level": level.line}, level
    if level.parent:
        lines = {"upper_level": origin.level(level.parent).line, "lower_level": level.line}
    while above.parent:
        above = origin.level(above.parent)
        rows = read_table(above.layer)[["place", "name_fr", "name_en"]].astype(str)
        beyond |= {place: (french, english) for place, french, english in rows.to_numpy()}
    extent, parts = _framed(origin, level)
    content = _content(origin, level)
    return Geography(
        name=level.name,
        table=_table(level),
        areas=lambda _detail: _kept(origin, level),
        legend_lines=_legend_lines(origin, lines),
        line_names=lines,
        beyond=beyond,
        sheet="parts",
        origin=origin,
        level=replace(level, parts=parts),
        extent=extent,
        content=content,
    )


def _content(origin: Origin, level: Level) -> str:
    """Return a sum of what the areas of a level are made of."""
    layers, above = [level.layer], level
    while above.parent:
        above = origin.level(above.parent)
        layers.append(above.layer)
    return " ".join([origin.code, level.name, content_of(*layers, "countries", "borders")])


def _legend_lines(origin: Origin, lines: Iterable[str]) -> tuple[str, ...]:
    """Return the kinds of lines that a legend explains: of borders those that the origin has.

    An origin that is no country may have a border too.
    """
    borders = read_table("borders", detail="zoom")
    kinds = set(borders.loc[(borders[["left", "right"]] == origin.code).any(axis=1), "kind"])
    known = origin.code in set(read_table("countries")["place"])
    national = ("national",) if SETTLED in kinds or not known else ()
    return (*national, *lines, *sorted(kinds - {SETTLED, "administrative"}))


@cache
def _framed(origin: Origin, level: Level) -> tuple[Extent, tuple[Part, ...]]:
    """Return what the sheet shows and draws again: as declared, or else chosen by the shapes."""
    if origin.extent is not None:
        return origin.extent, level.parts
    from diasporamap.places.origins.frames import frames_of

    layer, table = read_layer(level.layer), _table(level)
    named = table.loc[layer["place"]]
    names = [Bilingual(fr, en) for fr, en in named[["name_fr", "name_en"]].to_numpy()]
    extent, parts = frames_of(layer, named[["label_lon", "label_lat"]].to_numpy(), names)
    return extent, level.parts or parts


@cache
def _table(level: Level) -> pd.DataFrame:
    import numpy as np
    import pandas as pd
    import shapely

    def middles_of() -> Arrays:
        shapes = read_layer(level.layer).set_index("place").sort_index().geometry
        return {"middles": np.array([shapely.get_coordinates(_middle(one))[0] for one in shapes])}

    layer = read_table(level.layer).set_index("place").sort_index()
    middles = kept(["middles", content_of(level.layer)], middles_of, by=[__file__])["middles"]
    names = pd.DataFrame.from_dict(
        told_apart(layer.reset_index()), orient="index", columns=["name_fr", "name_en"]
    )
    table: pd.DataFrame = names.assign(
        short_fr=names["name_fr"],
        short_en=names["name_en"],
        label_lon=middles[:, 0],
        label_lat=middles[:, 1],
        status=level.name,
    )
    return table[list(COLUMNS)].rename_axis("place")


def _middle(shape: BaseGeometry) -> Point:
    """Return the point of a shape that is farthest from its edge."""
    import shapely

    return shapely.get_point(shapely.maximum_inscribed_circle(shape, tolerance=1e-3), 0)


@cache
def _kept(origin: Origin, level: Level) -> Areas:
    import geopandas as gpd

    extent, _ = _framed(origin, level)
    frame = [*extent.around, *extent.centre]
    nowhere = gpd.GeoDataFrame({"place": []}, geometry=[], crs=4326)
    what = ["origin", _content(origin, level), frame]
    return areas_from(kept_areas(what, lambda: _areas(origin, level), by=[__file__]), nowhere)


def _areas(origin: Origin, level: Level) -> Areas:
    """Return the shapes, the lines between them and the land around; they ship at one detail."""
    import geopandas as gpd
    import shapely

    extent, _ = _framed(origin, level)
    places = _running_on(read_layer(level.layer), extent)
    shapes = places.geometry.to_numpy()
    joined = shapely.coverage_union_all if shapely.coverage_is_valid(shapes) else shapely.union_all
    country = joined(shapes)
    around, creeks = _around(origin, country, extent)
    nowhere = gpd.GeoDataFrame({"place": []}, geometry=[], crs=places.crs)
    lines = _lines(origin, places, country, around, creeks, extent)
    return Areas(places[["place", "geometry"]], nowhere, lines, around)


def _running_on(layer: gpd.GeoDataFrame, extent: Extent) -> gpd.GeoDataFrame:
    """Move what is cut at longitude 180 to its side of it, where the extent reaches over it."""
    import numpy as np
    import shapely

    west, _, east, _ = extent.around
    if west >= -ROUND / 2 and east <= ROUND / 2:
        return layer
    shapes, lon = layer.geometry.to_numpy(), extent.centre[0]
    single, row = shapely.get_parts(shapes, return_index=True)
    bounds = shapely.bounds(single)
    turns = np.rint((lon - (bounds[:, 0] + bounds[:, 2]) / 2) / ROUND)
    moved = [
        shapely.transform(shape, lambda xy, turn=turn: xy + np.array([ROUND * turn, 0]))
        for shape, turn in zip(single, turns, strict=True)
    ]
    joined = [shapely.union_all(np.array(moved)[row == at]) for at in range(len(shapes))]
    return layer.set_geometry(joined, crs=layer.crs)


def _around(
    origin: Origin, country: BaseGeometry, extent: Extent
) -> tuple[gpd.GeoDataFrame, BaseGeometry]:
    """Return the neighbours and other countries near, up to the outline of the origin, and creeks.

    That of its parts is not the countries': what lies between the two goes to the country beside,
    but for creeks into the origin.
    """
    import shapely

    box = shapely.box(*extent.around)
    layer = _running_on(read_layer("countries", detail="zoom"), extent)
    layer = layer[["place", "short_fr", "short_en", "geometry"]].rename(
        columns={"short_fr": "name_fr", "short_en": "name_en"}
    )
    layer = layer[layer.intersects(box)]
    clipped = shapely.clip_by_rect(layer.geometry.to_numpy(), *box.bounds)
    near = layer.set_geometry(clipped, crs=4326)
    home = near["place"] == origin.code
    between = shapely.get_parts(shapely.difference(near.geometry[home].to_numpy(), country))
    near = near[~home].reset_index(drop=True)
    shapes = shapely.difference(near.geometry.to_numpy(), country)
    creeks: list[BaseGeometry] = []
    for gap in between[shapely.area(between) > 0] if len(shapes) else ():
        beside = shapely.length(shapely.intersection(shapes, gap)).argmax()
        if shapes[beside].intersects(gap):
            if shapely.intersection(shapely.boundary(gap), country).length > CREEK * gap.length:
                bank = shapely.buffer(shapes[beside], BANK)
                creeks.append(shapely.difference(gap, bank))
                gap = shapely.intersection(gap, bank)  # noqa: PLW2901 - what is left of it
            shapes[beside] = shapely.union(shapes[beside], gap)
    around: gpd.GeoDataFrame = near.set_geometry(shapes, crs=4326)
    return around, shapely.union_all(creeks)


def _lines(
    origin: Origin,
    places: gpd.GeoDataFrame,
    country: BaseGeometry,
    around: gpd.GeoDataFrame,
    creeks: BaseGeometry,
    extent: Extent,
) -> gpd.GeoDataFrame:
    """Return the coast, and the boundaries of other countries, the origin and its parts."""
    import geopandas as gpd
    import shapely

    box = shapely.box(*extent.around)
    land = shapely.union_all([country, *around.geometry])
    # What the union leaves between the origin and its neighbours are hairs, and no lakes.
    outer = shapely.get_exterior_ring(shapely.get_parts(land))
    edge = shapely.buffer(box.exterior, HAIR)
    coast = shapely.difference(shapely.multilinestrings(outer), edge)
    borders = _running_on(read_layer("borders", detail="zoom"), extent)
    own = (borders[["left", "right"]] == origin.code).any(axis=1)
    beyond = borders[~own]
    foreign = shapely.clip_by_rect(beyond.geometry.to_numpy(), *box.bounds)
    unsettled = borders[own & (borders["kind"] != SETTLED)]
    inner = shared_edges(places)
    above = {place: place for place in places["place"]} | dict(parts_of(origin).parents)
    apart = inner["left"].map(above) != inner["right"].map(above)
    west, south, east, north = country.bounds
    beside = shapely.clip_by_rect(coast, west - 1, south - 1, east + 1, north + 1)
    water = shapely.buffer(shapely.union(beside, creeks), HAIR)
    national = shapely.difference(shapely.boundary(country), water)
    if len(unsettled):
        drawn_so = shapely.buffer(shapely.union_all(unsettled.geometry.to_numpy()), HAIR)
        national = shapely.difference(national, drawn_so)
    kinds = [
        *beyond["kind"],
        *apart.map({True: "upper_level", False: "lower_level"}),
        *("coast", "national"),
        *unsettled["kind"],
    ]
    lines = [
        *shapely.difference(foreign, shapely.buffer(country, HAIR)),
        *inner.geometry,
        *(coast, national),
        *unsettled.geometry,
    ]
    table = gpd.GeoDataFrame({"kind": kinds}, geometry=lines, crs=places.crs)
    drawn: gpd.GeoDataFrame = table[~table.geometry.is_empty].reset_index(drop=True)
    return drawn
