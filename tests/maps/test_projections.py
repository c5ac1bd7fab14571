import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import Geod, Transformer

from diasporamap.maps.projections import (
    equal_earth,
    graticule,
    sphere_outline,
    to_equal_earth,
    unroll_longitude,
    unrolled,
)
from diasporamap.places.layers import read_layer


@pytest.fixture(scope="module")
def countries():
    return read_layer("countries").set_index("place")


@pytest.fixture(scope="module")
def flat(countries):
    return unrolled(countries, lon_0=11)


def test_the_projection_keeps_areas():
    box = shapely.segmentize(shapely.box(8, 2, 16, 13), 0.1)
    x, y = equal_earth(*np.asarray(box.exterior.coords).T)
    truth = abs(Geod(ellps="WGS84").geometry_area_perimeter(box)[0])
    assert shapely.Polygon(np.column_stack([x, y])).area == pytest.approx(truth, rel=1e-4)


def test_the_projection_is_that_of_proj():
    crs = "+proj=eqearth +ellps=WGS84 +over"
    proj = Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    lon, lat = (each.ravel() for each in np.meshgrid(np.arange(-200, 201, 8), np.arange(-90, 91)))
    assert np.array(equal_earth(lon, lat)) == pytest.approx(
        np.array(proj.transform(lon, lat)), abs=1e-6
    )


def test_longitude_is_counted_from_the_middle_of_the_map():
    assert unroll_longitude([11, 12, 190, -168, -170], lon_0=11).tolist() == [0, 1, 179, -179, 179]


def test_every_country_lies_on_the_map(flat):
    west, south, east, north = flat.total_bounds
    assert west >= -180
    assert east <= 180
    assert south >= -90
    assert north <= 90
    assert flat.geometry.is_valid.all()
    assert not flat.geometry.is_empty.any()


@pytest.mark.parametrize("lon_0", [11, -100, 0])
def test_no_land_is_lost_or_doubled_where_the_map_is_cut(countries, lon_0):
    before = countries.geometry.to_numpy()
    after = unrolled(countries, lon_0=lon_0).geometry.to_numpy()
    assert shapely.area(after) == pytest.approx(shapely.area(before), rel=1e-5, abs=1e-6)


def test_russia_is_whole_across_longitude_180(flat):
    russia = flat.geometry["RUS"]
    mainland = max(russia.geoms, key=lambda part: part.area)
    assert mainland.contains(shapely.Point(180 - 11, 67))
    assert mainland.bounds[2] > 180 - 11 + 5


def test_long_edges_are_bent():
    line = gpd.GeoDataFrame(geometry=[shapely.LineString([(-60, 49), (-120, 49)])], crs=4326)
    bent = to_equal_earth(line, lon_0=11).geometry[0]
    assert len(bent.coords) > 30


def test_the_callers_layer_is_left_as_it_was(countries):
    before = countries.geometry.to_wkb().to_numpy().copy()
    to_equal_earth(countries, lon_0=11)
    assert countries.crs.to_epsg() == 4326
    assert (countries.geometry.to_wkb().to_numpy() == before).all()


def test_the_world_lies_in_its_outline(countries):
    outline = sphere_outline().buffer(5_000)  # its sides are drawn in steps of one degree
    projected = to_equal_earth(countries, lon_0=11)
    assert projected.geometry.within(outline).all()
    assert all(outline.contains(shapely.LineString(line)) for line in graticule(lon_0=11))
