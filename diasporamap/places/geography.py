"""A geography: the areas that one map is about, their names, and how their shapes are had."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from diasporamap.cache import kept
from diasporamap.places.layers import content_of, read_layer, read_shape, read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import geopandas as gpd
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from diasporamap.cache import Arrays
    from diasporamap.counts.origin import Bilingual, Extent, Level, Origin

#: Columns of a geography's table; its index is `place`.
COLUMNS = ("name_fr", "name_en", "short_fr", "short_en", "label_lon", "label_lat", "status")


#: The place of people whose place of residence is not stated, and its French and English names.
NOWHERE: Final = "residence-not-stated"
NOWHERE_NAMES: Final = ("Résidence non précisée", "Residence not stated")


@dataclass(frozen=True, eq=False)
class Areas:
    """Shapes of a geography at one detail, in EPSG:4326.

    `places` are polygons that share their edges, with their `place`; `undetermined` belong to none.
    `lines` are boundary lines and their `kind`, a key of a style's lines: where "coast" is among
    them the coast is not sought along the edge of the polygons. `around` is land that the map is
    not about, drawn as its surroundings: `place`, `name_fr`, `name_en`.
    """

    places: gpd.GeoDataFrame
    undetermined: gpd.GeoDataFrame
    lines: gpd.GeoDataFrame
    around: gpd.GeoDataFrame | None = None


@dataclass(frozen=True, eq=False)
class Geography:
    """What a map's places are: "countries", "districts", "admin1" or those of an origin's level.

    The index of `table` is `place`, sorted; its columns are `COLUMNS`. `status` is "not_applicable"
    or "not_attached" for places of which a map says that, and anything else otherwise. `areas`
    returns the `Areas` at a detail, "world" or "zoom", and `one_shape` the shape of one place where
    that takes less. A legend explains the kinds of `legend_lines`, and `line_names` are what it
    calls those of which the catalogue of texts has no word. `seats` are missions as points: `kind`,
    `lon`, `lat`, `name_fr`, `name_en`. `note` is a sentence that every map of these places carries,
    in French and in English.

    `beyond` are places that counts may be of although no area stands for them, French and English
    names by code: a split country, of which the counts do not say which district people live in.
    `shared` gives those that a place holds a part of: its own figure leaves the people counted
    there out.

    `sheet` is a map of the world with insets, one of the parts of a country, or one of a part of
    the world; the latter two show the `extent`. `origin` is the country whose districts or parts
    the places are, None where they are of no one country. `words` is the key of the texts of the
    places, where it is not the name; `hosts` are the countries whose first-level units they are.
    """

    name: str
    table: pd.DataFrame
    areas: Callable[[str], Areas]
    one_shape: Callable[[str, str], BaseGeometry | None] | None = None
    legend_lines: tuple[str, ...] = ("dashed", "dotted")
    seats: pd.DataFrame | None = None
    note: tuple[str, str] = ("", "")
    beyond: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sheet: Literal["world", "parts", "extent"] = "world"
    origin: Origin | None = None
    level: Level | None = None
    extent: Extent | None = None
    line_names: Mapping[str, Bilingual] = field(default_factory=dict)
    words: str = ""
    hosts: tuple[str, ...] = ()
    content: str = ""

    @property
    def key(self) -> str:
        """The key of what texts call the places."""
        return self.words or self.name

    def shape_of(self, place: str, detail: str) -> BaseGeometry | None:
        """Return the shape of a place, None of what has none; by itself where that is possible."""
        if self.one_shape is not None:
            return self.one_shape(place, detail)
        return _shapes_of(self, detail).get(place)

    def bounds(self) -> tuple[float, float, float, float]:
        """Return west, south, east and north of all places in degrees, which are kept."""

        def made() -> Arrays:
            return {"bounds": np.array(self.areas("world").places.total_bounds)}

        west, south, east, north = kept(["bounds", self.content], made, by=[__file__])["bounds"]
        return float(west), float(south), float(east), float(north)


@lru_cache(maxsize=8)
def _shapes_of(geography: Geography, detail: str) -> dict[str, BaseGeometry]:
    places = geography.areas(detail).places
    return dict(zip(places["place"], places.geometry, strict=True))


@cache
def countries() -> Geography:
    """Return the geography of countries and territories in the United Nations view."""
    table = read_table("countries").set_index("place").sort_index()
    content = content_of("countries", "undetermined", "borders")
    return Geography(
        "countries",
        table[list(COLUMNS)],
        _country_areas,
        one_shape=lambda place, detail: read_shape("countries", place, detail=detail),
        content=content,
    )


@cache
def in_un_names(geography: Geography) -> Geography:
    """Return a geography whose countries bear the names of M49, the standard of the United Nations.

    Short names of a few are those of UN DESA. Countries are counted with the territories.
    """
    written = _un_names()
    table, named = geography.table.copy(), written.index.intersection(geography.table.index)
    table.loc[named, list(COLUMNS[:4])] = written.loc[named]
    short = {
        at: (str(fr), str(en)) for at, fr, en in written[["short_fr", "short_en"]].itertuples()
    }

    @cache
    def areas(detail: str) -> Areas:
        drawn = geography.areas(detail)
        if drawn.around is None:
            return drawn
        around = drawn.around.copy()
        for column, name in (("name_fr", "short_fr"), ("name_en", "short_en")):
            around[column] = around["place"].map(written[name]).fillna(around[column])
        return replace(drawn, around=around)

    return replace(
        geography,
        table=table,
        areas=areas,
        beyond={place: short.get(place, names) for place, names in geography.beyond.items()},
        words="countries_and_territories" if geography.name == "countries" else geography.words,
        content=geography.content and f"{geography.content} M49",
    )


@cache
def _un_names() -> pd.DataFrame:
    import pandas as pd

    table = countries().table[list(COLUMNS[:4])].copy()
    table[["short_fr", "short_en"]] = table[["name_fr", "name_en"]].to_numpy()
    table.update(pd.read_csv(Path(__file__).with_name("un_names.csv"), index_col="place"))
    return table.replace("'", "\u2019", regex=True)


@cache
def _country_areas(detail: str) -> Areas:
    layers = (read_layer(name, detail=detail) for name in ("countries", "undetermined", "borders"))
    return Areas(*layers)


#: The area that is striped, by the English name of the lines around it, and how far they part.
STRIPED: Final = "Aksai Chin"
LINK: Final = 0.01


@cache
def striped_areas() -> gpd.GeoDataFrame:
    """Return the areas that maps stripe: what lies between the two lines of Aksai Chin."""
    import geopandas as gpd
    import numpy as np
    import shapely

    borders = read_layer("borders", detail="zoom")
    lines = borders.geometry[borders["name_en"] == STRIPED].to_numpy()
    ends = shapely.get_parts(shapely.boundary(lines))
    links = [shapely.shortest_line(end, line) for end in ends for line in lines]
    near = [link for link in links if 0 < shapely.length(link) < LINK]
    faces = shapely.polygonize([shapely.union_all([*lines, *near])])
    return gpd.GeoDataFrame(geometry=np.asarray(shapely.get_parts(faces)), crs=borders.crs)


def shared_edges(places: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the lines along which two places of a coverage meet.

    The common edges of its polygons agree corner by corner. A row a pair that meets: `left`,
    `right` (places, in the order of the table) and lines.
    """
    import geopandas as gpd
    import numpy as np
    import pandas as pd
    import shapely

    parts, place = shapely.get_parts(places.geometry.to_numpy(), return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    owner = place[part]
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    inside = ring[:-1] == ring[1:]
    ends = np.hstack([xy[:-1], xy[1:]])[inside]
    turned = (ends[:, 0] > ends[:, 2]) | ((ends[:, 0] == ends[:, 2]) & (ends[:, 1] > ends[:, 3]))
    ends[turned] = ends[turned][:, [2, 3, 0, 1]]
    segments = pd.DataFrame(ends).assign(owner=owner[ring[:-1]][inside])
    corners = list(range(4))
    pairs = segments.groupby(corners, sort=True)["owner"].agg(["min", "max"])
    met = pairs[pairs["min"] != pairs["max"]].reset_index()
    rows = []
    for (left, right), edges in met.groupby(["min", "max"], sort=True):
        lines = shapely.linestrings(edges[corners].to_numpy().reshape(-1, 2, 2))
        merged = shapely.line_merge(shapely.multilinestrings(lines))
        names = places["place"].iloc[[left, right]]
        rows.append({"left": names.iloc[0], "right": names.iloc[1], "geometry": merged})
    columns = ["left", "right", "geometry"]
    return gpd.GeoDataFrame(rows, columns=columns, geometry="geometry", crs=places.crs)
