from __future__ import annotations

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from diasporamap.districts.checks import district_problems
from diasporamap.districts.geometry import (
    _areas,
    district_layer,
    mission_layer,
    unattached_layer,
)
from diasporamap.errors import UsageError
from diasporamap.places.layers import read_layer
from diasporamap.places.units import known_units

#: Countries of the property test, small and large, and the missions that may cover them.
COUNTRIES = ("GNQ", "CAF", "COG", "NGA", "BEN", "LUX", "STP")
MISSIONS = ("gnq-malabo", "gnq-bata-cg", "caf-bangui", "nga-lagos-cg")
EQUAL_AREA = "EPSG:6933"


@pytest.fixture(scope="session")
def countries():
    return read_layer("countries", detail="zoom").set_index("place").geometry


def both(districts, **options):
    covered = district_layer(districts, **options)
    bare = unattached_layer(districts, **options)
    return [*covered.geometry, *bare.geometry]


def test_the_columns(shipped_districts):
    layer = district_layer(shipped_districts)
    assert layer.crs == "EPSG:4326"
    assert len(layer) == 42
    assert layer["place"].is_monotonic_increasing
    lagos = layer.set_index("place").loc["nga-lagos-cg"]
    assert lagos.drop("geometry").tolist() == [
        "Consulat général à Lagos",
        "Consulate General in Lagos",
        "consulate_general",
        "documented",
        "BEN NGA",
        3.3947,
        6.4541,
    ]
    assert layer.geometry.geom_type.unique().tolist() == ["MultiPolygon"]
    inferred = layer.set_index("place")["confidence"]
    assert inferred["nga-abuja"] == inferred["fra-paris"] == "inferred"


def test_districts_and_the_rest_are_one_coverage_of_all_countries(shipped_districts, countries):
    shapes = both(shipped_districts)
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    whole = shapely.coverage_union_all(countries.to_numpy())
    assert shapely.coverage_union_all(shapes).normalize().equals_exact(whole.normalize(), 0)


def test_whole_countries_have_exactly_the_outline_of_the_countries_layer(
    shipped_districts, countries
):
    layer = district_layer(shipped_districts).set_index("place").geometry
    bare = unattached_layer(shipped_districts).set_index("place")
    assert layer["deu-berlin"].covers(countries["XKX"].point_on_surface())
    assert layer["can-ottawa"].normalize() == countries["CAN"].normalize()
    for place, shape in bare.loc[bare["whole_country"]].geometry.items():
        assert shape.normalize() == countries[place].normalize()


@pytest.mark.parametrize(
    ("point", "district"),
    [
        ((3.38, 6.52), "nga-lagos-cg"),  # Lagos
        ((2.42, 6.37), "nga-lagos-cg"),  # Cotonou
        ((8.52, 12.0), "nga-abuja"),  # Kano
        ((15.6, 5.93), "caf-bouar"),
        ((18.56, 4.38), "caf-bangui"),
        ((116.4, 39.9), "chn-beijing"),
        ((113.3, 23.2), "chn-guangzhou-cg"),
        ((16.05, 1.61), "cog-ouesso"),
        ((6.13, 49.6), "nld-lahaye"),  # Luxembourg
        ((12.453, 41.903), "ita-rome-saint-siege"),
        ((12.6, 41.9), "ita-rome"),
        ((34.1, 44.95), "rus-moscow"),  # Simferopol, in Ukraine, which Moscow covers
    ],
)
def test_points_lie_in_their_district(shipped_districts, point, district):
    layer = district_layer(shipped_districts)
    inside = layer[layer.geometry.contains(shapely.Point(point))]
    assert inside["place"].tolist() == [district]


def test_a_day_gives_the_districts_of_that_day(shipped_districts, countries):
    before = district_layer(shipped_districts, "2012-07-18").set_index("place").geometry
    after = district_layer(shipped_districts, "2012-07-19").set_index("place").geometry
    assert before["caf-bangui"].normalize() == countries["CAF"].normalize()
    assert "caf-bouar" not in before.index
    parts = shapely.coverage_union_all([after["caf-bangui"], after["caf-bouar"]])
    assert parts.normalize() == countries["CAF"].geoms[0].normalize()


def test_the_world_detail_is_a_coverage_too(shipped_districts):
    shapes = both(shipped_districts, detail="world")
    assert shapely.is_valid(shapes).all()
    assert not shapely.is_empty(shapes).any()
    assert shapely.coverage_is_valid(shapes)
    finer = shapely.get_num_coordinates(both(shipped_districts)).sum()
    assert shapely.get_num_coordinates(shapes).sum() < finer / 2


def test_the_same_state_is_dissolved_once(shipped_districts):
    district_layer(shipped_districts, "2020-07-01")
    before = _areas.cache_info().misses
    layer = district_layer(shipped_districts, "2020-12-31")
    unattached_layer(shipped_districts, "2020-07-02")
    assert _areas.cache_info().misses == before
    layer.loc[:, "name_fr"] = ""  # a fresh table: nothing of the cache is changed
    assert (district_layer(shipped_districts, "2020-12-31")["name_fr"] != "").all()


def test_no_district_at_all(make):
    layer = district_layer(make())
    assert layer.empty
    assert layer.crs == "EPSG:4326"
    assert unattached_layer(make())["whole_country"].all()


def test_wrong_use(shipped_districts):
    with pytest.raises(UsageError, match="There is no detail 'fine'"):
        district_layer(shipped_districts, detail="fine")


def test_missions_are_points(shipped_districts):
    layer = mission_layer(shipped_districts)
    assert len(layer) == 47
    lagos = layer.set_index("mission").loc["nga-lagos-cg", "geometry"]
    assert (lagos.x, lagos.y) == (3.3947, 6.4541)


@st.composite
def memberships(draw):
    """Draw what each country's missions hold: nothing, all of it, parts, or parts and the rest."""
    rows = []
    for country in COUNTRIES:
        how = draw(st.sampled_from(["nothing", "whole", "parts", "parts and rest"]))
        owners = st.sampled_from(MISSIONS)
        if how == "whole":
            rows.append((draw(owners), country))
        if how.startswith("parts"):
            parts = known_units().parts[country]
            given_out = draw(st.lists(st.sampled_from(parts), unique=True, min_size=1))
            rows += [(draw(owners), part) for part in given_out]
        if how.endswith("rest"):
            rows.append((draw(owners), f"rest of {country}"))
    return rows


@pytest.mark.slow
@given(rows=memberships())
@settings(max_examples=25)
def test_random_memberships_never_overlap_and_leave_no_gap(make, countries, rows):
    districts = make(*rows)
    assert not district_problems(districts)
    covered = district_layer(districts)
    bare = unattached_layer(districts)
    bare = bare[bare["place"].isin(COUNTRIES)]
    shapes = [*covered.geometry, *bare.geometry]
    assert shapely.is_valid(shapes).all()
    projected = [*covered.to_crs(EQUAL_AREA).geometry, *bare.to_crs(EQUAL_AREA).geometry]
    for at, one in enumerate(projected):
        for other in projected[:at]:
            assert shapely.intersection(one, other).area <= 1
    for country in COUNTRIES:
        whole = countries[country]
        pieces = [shape for shape in shapes if shape.intersects(whole)]
        assert whole.difference(shapely.coverage_union_all(pieces)).is_empty
    union = shapely.coverage_union_all(shapes)
    expected = shapely.coverage_union_all(countries[list(COUNTRIES)].to_numpy())
    assert union.normalize().equals_exact(expected.normalize(), 0)
