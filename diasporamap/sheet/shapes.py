"""Projects a geography's shapes for paper: the whole world, and insets of crowded parts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from diasporamap.cache import kept
from diasporamap.maps import projections
from diasporamap.maps.place_table import LEFT_OUT
from diasporamap.maps.projections import SOUTH
from diasporamap.places import topology
from diasporamap.places.geography import striped_areas
from diasporamap.places.lambert import PROJECTED_BY, lambert
from diasporamap.places.topology import LINE, arrays_of, topology_from, topology_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import geopandas as gpd
    import numpy.typing as npt
    from shapely import MultiPolygon, Polygon
    from shapely.geometry.base import BaseGeometry

    from diasporamap.cache import Arrays
    from diasporamap.maps import Composition
    from diasporamap.places.geography import Areas, Geography
    from diasporamap.places.topology import Topology

    Projection = Callable[[npt.ArrayLike, npt.ArrayLike], np.ndarray]

#: Is raised where the same areas are made other shapes of, so that no kept ones are taken.
FORMAT: Final = 1
#: The modules that make them.
MADE_BY: Final = (__file__, projections.__file__, topology.__file__, *PROJECTED_BY)
#: Longest straight piece of a line in an inset, in degrees, before it is bent.
STEP = 0.5
#: Breadth, in degrees, of what is no coast on either side of longitude 180.
SEAM = 1e-4
#: Degrees between corners that are one where areas that were cut are united: a tenth of a metre.
GRID = 1e-6
#: Meridians and parallels drawn in an inset, in degrees; and in one over so many kilometres.
INSET_GRATICULE, WIDE_GRATICULE, WIDE = 5, 15, 5000
#: The latitude of a pole, in degrees.
POLE = 90
#: Degrees that are the whole round: a pole is inside.
ALL_ROUND = 359


@dataclass(frozen=True)
class Inset:
    """A part of the world that is drawn again, larger, in its own equal-area projection.

    Its middle is given in degrees, its size in kilometres; its name is in the language of the map.
    """

    name: str
    lon: float
    lat: float
    width: float
    height: float


@dataclass(frozen=True, eq=False)
class Shapes:
    """Layers in metres of one projection, ready to be drawn.

    `places` names the shapes of `land`; `undetermined` areas belong to none, and land `around` is
    not what the map is about (with its French and English names). `striped` areas are disputed.
    `lines` are land boundaries by kind, and "coast". `frame` is the outline of the world or of an
    inset; `project` turns longitudes and latitudes in degrees into metres, and `unproject` rows of
    metres into degrees, in an inset. The edge of a world lies at the longitude `seam`.
    """

    places: tuple[str, ...]
    land: np.ndarray
    undetermined: np.ndarray
    around: np.ndarray
    names_around: tuple[tuple[str, str], ...]
    striped: np.ndarray
    lines: Mapping[str, np.ndarray]
    graticule: tuple[np.ndarray, ...]
    frame: Polygon
    project: Projection
    unproject: Callable[[np.ndarray], np.ndarray] | None = None
    seam: float | None = None
    shared: Topology | None = None

    @cached_property
    def areas(self) -> Mapping[str, float]:
        """The area of each place of which there is land, in square metres."""
        sizes = zip(self.places, self.land, shapely.area(self.land).tolist(), strict=True)
        return {place: size for place, land, size in sizes if not land.is_empty}

    @cached_property
    def united(self) -> BaseGeometry:
        """All land of places as one area."""
        return shapely.union_all(self.land)

    @cached_property
    def topology(self) -> Topology:
        """The corners and edges that its layers share."""
        if self.shared is not None:
            return self.shared
        lines = {f"{LINE}{kind}": shapes for kind, shapes in self.lines.items()}
        areas = {name: getattr(self, name) for name in ("land", "undetermined", "around")}
        return topology_of({**areas, "striped": self.striped, **lines})


@cache
def world_shapes(geography: Geography, *, lon_0: float, south: float = SOUTH) -> Shapes:
    """Project the world to Equal Earth around `lon_0`, cut at the latitude `south`."""

    def project(lon: npt.ArrayLike, lat: npt.ArrayLike) -> np.ndarray:
        turned = projections.unroll_longitude(lon, lon_0=lon_0)
        return np.column_stack(projections.equal_earth(turned, lat))

    def flat(layer: gpd.GeoDataFrame) -> np.ndarray:
        return np.asarray(projections.to_equal_earth(layer, lon_0=lon_0).geometry.to_numpy())

    sphere = projections.sphere_outline()
    west, _, east, north = sphere.bounds
    bottom = project([lon_0], [south])[0, 1]
    frame = shapely.clip_by_rect(sphere, west, bottom, east, north)
    layers = _kept(geography, ["world", lon_0], lambda: _layers(geography.areas("world"), flat))
    graticule = projections.graticule(lon_0=lon_0)
    return replace(_shapes(layers, graticule, frame, project), seam=lon_0 + 180)


def world_of(composition: Composition) -> Shapes:
    """Project the world of a map as far south as there are people, turned as its style has it."""
    south = -90.0 if LEFT_OUT in composition.table.index else SOUTH
    lon_0 = composition.style.map["lon_0"]
    return world_shapes(composition.geography, lon_0=lon_0, south=south)


@cache
def inset_shapes(geography: Geography, inset: Inset) -> Shapes:
    """Project a part of the world to Lambert azimuthal equal-area around its middle."""
    transformer = lambert(inset.lon, inset.lat)

    def project(lon: npt.ArrayLike, lat: npt.ArrayLike) -> np.ndarray:
        lons, lats = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
        return np.column_stack(transformer.transform(lons, lats))

    x, y = 500 * inset.width, 500 * inset.height
    bounds = _running_on(transformer.transform_bounds(-x, -y, x, y, direction="INVERSE"), inset.lon)

    def flat(layer: gpd.GeoDataFrame) -> np.ndarray:
        near = shapely.clip_by_rect(layer.geometry.to_numpy(), *bounds)
        bent = shapely.transform(shapely.segmentize(near, STEP), lambda xy: project(*xy.T))
        cut = np.asarray(shapely.clip_by_rect(bent, -x, -y, x, y))
        if geography.sheet == "parts" and not (valid := shapely.is_valid(cut)).all():
            cut[~valid] = shapely.make_valid(cut[~valid], method="structure")
        return cut

    def layers() -> Arrays:
        whole, near = geography.areas("zoom"), shapely.box(*bounds)
        beyond = bounds[0] < -180 or bounds[2] > 180  # noqa: PLR2004 - degrees
        if geography.sheet != "parts" and beyond:
            whole = _turned(whole, inset.lon)
        around = whole.around
        if around is not None:
            around = around[around.intersects(near)]
        areas = replace(
            whole,
            places=whole.places[whole.places.intersects(near)],
            undetermined=whole.undetermined[whole.undetermined.intersects(near)],
            lines=whole.lines[whole.lines.intersects(near)],
            around=around,
        )
        return _layers(areas, flat)

    step = WIDE_GRATICULE if max(inset.width, inset.height) > WIDE else INSET_GRATICULE
    graticule, frame = _inset_graticule(bounds, project, step), shapely.box(-x, -y, x, y)

    def unproject(xy: np.ndarray) -> np.ndarray:
        return np.column_stack(transformer.transform(xy[:, 0], xy[:, 1], direction="INVERSE"))

    found = _kept(geography, ["inset", inset.lon, inset.lat, inset.width, inset.height], layers)
    return replace(_shapes(found, graticule, frame, project), unproject=unproject)


def _kept(geography: Geography, how: list[object], make: Callable[[], Arrays]) -> Arrays:
    """Return the layers of a geography in a projection, which are kept where it says its sum."""
    if not geography.content:
        return make()
    what = ["shapes", FORMAT, geography.content, geography.sheet, *how]
    return kept(what, make, by=MADE_BY)


def _layers(areas: Areas, flat: Callable[[gpd.GeoDataFrame], np.ndarray]) -> Arrays:
    """Return the layers of areas, made `flat`, as the arrays of a topology."""
    around, names = areas.around, ("name_fr", "name_en")
    given = {"land": flat(areas.places), "undetermined": flat(areas.undetermined)}
    if around is not None:
        given["around"] = flat(around)
    given["striped"] = flat(striped_areas())
    lines = {f"{LINE}{kind}": flat(layer) for kind, layer in _lines(areas).items()}
    return {
        **arrays_of(topology_of({**given, **lines})),
        "places": np.array([*areas.places["place"]], dtype=str),
        "names around": np.array([[] if around is None else around[name] for name in names], str).T,
    }


def _shapes(
    layers: Arrays, graticule: list[np.ndarray], frame: Polygon, project: Projection
) -> Shapes:
    """Gather layers."""
    shared = topology_from(layers)
    return Shapes(
        places=tuple(layers["places"].tolist()),
        land=shared.shapes("land"),
        undetermined=shared.shapes("undetermined"),
        around=shared.shapes("around"),
        names_around=tuple(map(tuple, layers["names around"].tolist())),
        striped=shared.shapes("striped"),
        lines={
            name.removeprefix(LINE): shared.shapes(name)
            for name in shared.layers
            if name.startswith(LINE)
        },
        graticule=tuple(graticule),
        frame=frame,
        project=project,
        shared=shared,
    )


def _turned(areas: Areas, lon_0: float) -> Areas:
    """Return areas of the world cut on the far side of a longitude, from which degrees run on."""

    def turned(layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        flat = projections.unrolled(layer, lon_0=lon_0)
        back = shapely.transform(flat.geometry.to_numpy(), lambda xy: xy + np.array([lon_0, 0]))
        return flat.set_geometry(back).set_crs(layer.crs)

    layers = {name: turned(getattr(areas, name)) for name in ("places", "undetermined", "lines")}
    return replace(areas, **layers)


def _running_on(
    bounds: tuple[float, float, float, float], lon: float
) -> tuple[float, float, float, float]:
    """Return bounds in degrees on both sides of a longitude, also where that lies beyond 180."""
    west, south, east, north = bounds
    if east - west > ALL_ROUND:
        return min(west, lon - 180), south, max(east, lon + 180), north
    if west < lon < east:
        return bounds
    return lon - (lon - west) % 360, south, lon + (east - lon) % 360, north


def inset_edge(inset: Inset) -> np.ndarray:
    """Return the edge of an inset as longitudes and latitudes, a row a corner."""
    x, y = 500 * inset.width, 500 * inset.height
    edge = shapely.segmentize(shapely.box(-x, -y, x, y).exterior, 2 * max(x, y) / 40)
    easting, northing = shapely.get_coordinates(edge).T
    return np.column_stack(
        lambert(inset.lon, inset.lat).transform(easting, northing, direction="INVERSE")
    )


def _lines(areas: Areas) -> dict[str, gpd.GeoDataFrame]:
    """Return the coast and the boundary lines by kind, in degrees."""
    import geopandas as gpd

    kinds = dict(iter(areas.lines.groupby("kind", sort=True)))
    if "coast" in kinds:
        return kinds
    whole = np.concatenate([layer.geometry for layer in (areas.places, areas.undetermined)])
    coast = shapely.boundary(_united(whole))
    # Countries are cut at longitude 180 in the file, which is no coast.
    coast = shapely.clip_by_rect(coast, -180 + SEAM, -90, 180 - SEAM, 90)
    return {"coast": gpd.GeoDataFrame(geometry=[coast], crs=areas.places.crs), **kinds}


def _united(shapes: np.ndarray) -> Polygon | MultiPolygon:
    """Unite areas; those that were cut may not share every corner of their edges any more."""
    try:
        return shapely.coverage_union_all(shapes)
    except shapely.errors.GEOSException:
        return shapely.union_all(shapes, grid_size=GRID)


def _inset_graticule(bounds: tuple[float, ...], project: Projection, step: int) -> list[np.ndarray]:
    west, south, east, north = bounds
    lons = np.arange(west, east + STEP, STEP)
    lats = np.clip(np.arange(south, north + STEP, STEP), -POLE, POLE)  # nothing lies beyond a pole
    across, up = (
        np.arange(low - low % step, high + step, step)
        for low, high in ((south, north), (west, east))
    )
    parallels = [project(lons, np.full(len(lons), lat)) for lat in across if abs(lat) < POLE]
    return parallels + [project(np.full(len(lats), lon), lats) for lon in up]
