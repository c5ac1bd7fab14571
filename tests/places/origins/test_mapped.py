import pytest
import shapely

from diasporamap.places.geography import COLUMNS
from diasporamap.places.origins import NOT_STATED, origin_geography

EQUAL_AREA = "+proj=laea +lat_0=7.4 +lon_0=12.4 +ellps=WGS84"


@pytest.fixture(params=["region", "division"])
def geography(request):
    return origin_geography(request.param)


def test_tables(geography):
    table = geography.table
    assert tuple(table.columns) == COLUMNS
    assert table.index.is_monotonic_increasing
    assert table.index.is_unique
    assert set(table["status"]) == {geography.name}
    assert len(table) == {"region": 10, "division": 58}[geography.name]


def test_label_points_lie_well_inside(geography):
    areas = geography.areas("zoom").places.set_index("place").to_crs(EQUAL_AREA)
    points = shapely.points(geography.table[["label_lon", "label_lat"]].to_numpy())
    flat = areas.geometry.set_axis(areas.index).loc[geography.table.index]
    moved = type(areas.geometry)(points, index=flat.index, crs=4326).to_crs(EQUAL_AREA)
    assert flat.contains(moved).all()
    assert flat.boundary.distance(moved).min() > 5000


def test_what_counts_may_be_of_beyond_the_areas():
    assert set(origin_geography("region").beyond) == {NOT_STATED}
    beyond = origin_geography("division").beyond
    assert len(beyond) == 11
    assert beyond["CM-EN"] == ("Extrême-Nord", "Far North")


def test_shapes_are_the_places_and_nothing_is_undetermined(geography):
    areas = geography.areas("world")
    assert sorted(areas.places["place"]) == list(geography.table.index)
    assert areas.undetermined.empty
    assert geography.areas("zoom") is areas


def test_the_land_around_meets_cameroon_and_does_not_cover_it(geography):
    areas = geography.areas("zoom")
    cameroon = shapely.union_all(areas.places.geometry)
    around = areas.around.set_index("place").geometry
    assert "CMR" not in around.index
    neighbours = ["CAF", "COG", "GAB", "GNQ", "NGA", "TCD"]
    assert [place for place in around.index if around[place].distance(cameroon) == 0] == neighbours
    # Corners lie on a grid of two centimetres, and not all of an edge are those of the other side.
    assert shapely.area(shapely.intersection(around.to_numpy(), cameroon)).sum() < 1e-7


def test_lines_run_where_they_say(geography):
    areas = geography.areas("zoom")
    cameroon = shapely.union_all(areas.places.geometry)
    lines = {kind: shapely.union_all(rows) for kind, rows in areas.lines.groupby("kind").geometry}
    assert {"coast", "international", "national", "upper_level"} <= set(lines)
    assert ("lower_level" in lines) == (geography.name == "division")
    assert shapely.boundary(cameroon).buffer(1e-6).contains(lines["national"])
    assert not lines["national"].intersects(shapely.box(9.3, 2.6, 9.8, 3.9))  # the open sea
    assert lines["coast"].intersects(shapely.box(9.3, 2.6, 10.0, 3.9))
    assert not lines["international"].intersects(cameroon)
    for kind in {"upper_level", "lower_level"} & set(lines):
        assert cameroon.buffer(1e-6).contains(lines[kind])


def test_no_border_runs_into_the_creeks_of_the_coast():
    for level in ("region", "division"):
        lines = origin_geography(level).areas("zoom").lines
        national = shapely.union_all(lines[lines["kind"] == "national"].geometry)
        assert not national.intersects(shapely.box(8.7, 4.3, 9.2, 4.85)), level
        assert national.intersects(shapely.box(8.5, 4.85, 8.7, 5.1)), level


def test_the_lines_of_regions_are_among_those_of_divisions():
    above, below = (
        origin_geography(level).areas("zoom").lines.query("kind == 'upper_level'").geometry
        for level in ("region", "division")
    )
    assert shapely.equals(shapely.union_all(above), shapely.union_all(below))


def test_regions_part_divisions_along_their_lines():
    lines = origin_geography("division").areas("zoom").lines
    region, division = (
        shapely.union_all(lines[lines["kind"] == kind].geometry)
        for kind in ("upper_level", "lower_level")
    )
    assert shapely.length(shapely.intersection(region, division)) == 0


def test_the_border_has_no_gaps_inland(geography):
    areas = geography.areas("zoom")
    border = shapely.boundary(shapely.union_all(areas.places.geometry))
    inland = shapely.clip_by_rect(border, 10.1, 1, 17, 14)
    national = shapely.union_all(areas.lines[areas.lines["kind"] == "national"].geometry)
    assert shapely.length(shapely.difference(inland, national.buffer(1e-6))) < 1e-6
