import pytest
import shapely

from diasporamap.districts import read_districts, read_weights
from diasporamap.districts.mapped import district_geography
from diasporamap.places.geography import shared_edges
from diasporamap.places.layers import read_layer


@pytest.fixture(scope="module")
def districts():
    return read_districts()


@pytest.fixture(scope="module")
def geography(districts):
    return district_geography(districts)


def test_districts_and_what_they_leave_are_the_places(geography):
    table = geography.table
    assert table.index.is_unique
    assert table.at["nga-lagos-cg", "status"] == "district"
    assert table.at["IND", "status"] == "not_attached"
    assert table.at["ESH", "status"] == "not_applicable"
    assert table.at["fra-paris", "short_fr"] == "Paris"
    assert table.at["egy-lecaire", "short_fr"] == "Le Caire"
    assert table.at["ita-rome-saint-siege", "short_fr"] == "Rome (Saint-Siège)"


def test_shared_countries_are_beyond_the_districts(geography):
    assert set(geography.beyond) == {"CAF", "CHN", "COG", "GNQ", "NGA"}
    assert geography.beyond["NGA"] == ("Nigéria", "Nigeria")
    assert not set(geography.beyond) & set(geography.table.index)


@pytest.mark.parametrize("detail", ["world", "zoom"])
def test_every_place_has_a_shape_and_they_are_a_coverage(geography, detail):
    places = geography.areas(detail).places
    assert set(places["place"]) == set(geography.table.index)
    assert shapely.coverage_is_valid(places.geometry.to_numpy())


@pytest.mark.parametrize("detail", ["world", "zoom"])
def test_the_shape_of_one_place_is_that_among_all(geography, detail):
    places = geography.areas(detail).places
    for place, shape in zip(places["place"], places.geometry, strict=True):
        alone = geography.shape_of(place, detail)
        assert shapely.equals_exact(alone, shape)
    assert geography.shape_of("XXX", detail) is None


def test_a_boundary_is_inferred_where_neither_side_is_documented(geography):
    lines = geography.areas("zoom").lines
    edges = shared_edges(geography.areas("zoom").places)

    def kind(left, right):
        pair = edges[
            edges["left"].isin([left, right]) & edges["right"].isin([left, right])
        ].geometry.iloc[0]
        return lines[lines.geometry.geom_equals(pair)]["kind"].item()

    assert kind("nga-lagos-cg", "nga-abuja") == "district"
    assert kind("cog-brazzaville", "cog-ouesso") == "inferred"


def test_edges_that_places_share_are_all_found():
    countries = read_layer("countries")
    pair = countries[countries["place"].isin(["CMR", "NGA", "FRA"])]
    edges = shared_edges(pair)
    assert edges[["left", "right"]].to_numpy().tolist() == [["CMR", "NGA"]]
    shapes = pair.set_index("place").geometry
    truth = shapely.intersection(shapes["CMR"].boundary, shapes["NGA"].boundary)
    assert edges.geometry.iloc[0].length == pytest.approx(truth.length)


def test_a_date_gives_the_districts_of_that_day(districts):
    before = district_geography(districts, "2012-07-18").table
    assert "caf-bouar" not in before.index
    assert "caf-bouar" in district_geography(districts, "2012-07-19").table.index


def test_maps_say_whose_districts_they_are_and_how_counts_were_shared(districts, tmp_path):
    french, english = district_geography(districts, "2024-11-07").note
    assert "décrets cités par la presse" in french
    assert french.endswith("État au 7 novembre 2024.")
    assert english.endswith("As of 7 November 2024.")
    own = tmp_path / "ours.csv"
    own.write_text("district,unit,confidence\nfra-paris,FRA,documented\n", encoding="utf-8")
    weights = tmp_path / "people.csv"
    weights.write_text("place,people\nNG-LA,1\n", encoding="utf-8")
    note, _ = district_geography(read_districts(own), weights=read_weights(weights)).note
    assert "tableau ours.csv" in note
    assert "people" in note
    assert str(tmp_path) not in note


@pytest.mark.parametrize("detail", ["world", "zoom"])
def test_the_border_of_two_countries_of_one_district_is_a_line_of_its_own(geography, detail):
    lines = geography.areas(detail).lines
    state = shapely.union_all(lines.geometry[lines["kind"] == "state"].to_numpy())
    district = shapely.union_all(lines.geometry[lines["kind"] == "district"].to_numpy())
    ukraine_russia = shapely.Point(36.0, 50.45)
    assert state.distance(ukraine_russia) < 0.3
    assert district.distance(ukraine_russia) > 3
    # France is the district of Paris and Marseille, Spain another: their border is a limit.
    assert state.distance(shapely.Point(0.5, 42.7)) > 1


@pytest.mark.parametrize("detail", ["world", "zoom"])
def test_no_limit_of_districts_covers_a_border_that_is_not_settled(geography, detail):
    lines = geography.areas(detail).lines
    limits = lines.geometry[lines["kind"].isin(["district", "inferred"])].to_numpy()
    for point in ((79.0, 33.0), (94.0, 28.7), (35.0, 22.0)):  # Aksai Chin, Arunachal, Hala'ib
        assert shapely.distance(limits, shapely.Point(point)).min() > 0.1
    dashed = lines.geometry[lines["kind"] == "dashed"].to_numpy()
    assert shapely.distance(dashed, shapely.Point(35.0, 22.0)).min() < 0.05
    # The settled part of the border of China and India stays a limit.
    assert shapely.distance(limits, shapely.Point(80.2, 30.6)).min() < 0.5
