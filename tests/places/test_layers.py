"""The shipped layers are what their description says."""

from __future__ import annotations

import shutil
import sys
from subprocess import run

import pytest
import shapely

from diasporamap.errors import BoundaryError, UsageError
from diasporamap.places import layers
from diasporamap.places.layers import (
    LAYERS,
    details,
    is_intact,
    layer_path,
    layer_provenance,
    read_layer,
    read_table,
)

EVERY = [(name, detail) for name in LAYERS for detail in details(name)]
BOTH = ["world", "zoom"]
SMALL = ["SGP", "MLT", "BHR", "MUS", "STP", "MCO", "VAT", "MDV", "NRU", "TUV", "LIE", "SMR", "COM"]
#: Place, longitude, latitude: a point that the United Nations view gives to it.
POINTS = [
    ("UKR", 34.1, 44.95),
    ("UKR", 33.7, 44.55),
    ("ESH", -13.2, 25.0),
    ("ESH", -15.0, 23.0),
    ("ESH", -9.5, 27.0),
    ("MAR", -7.0, 32.0),
    ("SOM", 44.06, 9.56),
    ("CYP", 33.5, 35.25),
    ("CYP", 32.9, 34.9),
    ("XKX", 21.1, 42.6),
    ("SRB", 20.5, 44.7),
    ("SYR", 35.8, 33.0),
    ("PSE", 35.2, 32.1),
    ("SSD", 31.0, 7.0),
    ("GUF", -53.0, 4.0),
    ("GLP", -61.6, 16.05),
    ("MTQ", -61.0, 14.65),
    ("REU", 55.5, -21.1),
    ("MYT", 45.15, -12.8),
    ("FRA", 2.5, 47.0),
    ("GNQ", 10.5, 1.6),
    ("GNQ", 8.75, 3.6),
    ("CMR", 11.5, 3.87),
    ("COD", 15.3, -4.6),
    ("COG", 15.0, -2.0),
    ("TWN", 121.0, 24.0),
]
NAMES = {
    "CIV": ("Côte d'Ivoire", "Côte d'Ivoire"),
    "COD": ("République démocratique du Congo", "Democratic Republic of the Congo"),
    "USA": ("États-Unis d'Amérique", "United States of America"),
    "COG": ("Congo", "Congo"),
    "GIN": ("Guinée", "Guinea"),
    "GNB": ("Guinée-Bissau", "Guinea-Bissau"),
    "GNQ": ("Guinée équatoriale", "Equatorial Guinea"),
    "PNG": ("Papouasie-Nouvelle-Guinée", "Papua New Guinea"),
    "TUR": ("Türkiye", "Türkiye"),
    "CZE": ("Tchéquie", "Czechia"),
    "SWZ": ("Eswatini", "Eswatini"),
    "VCT": ("Saint-Vincent-et-les Grenadines", "Saint Vincent and the Grenadines"),
    "NAM": ("Namibie", "Namibia"),
    "XKX": ("Kosovo", "Kosovo"),
    "CAF": ("République centrafricaine", "Central African Republic"),
}


@pytest.mark.parametrize(("name", "detail"), EVERY)
def test_shapes_are_valid_whole_and_in_degrees(name, detail):
    layer = read_layer(name, detail=detail)
    assert layer.crs == "EPSG:4326"
    assert layer.is_valid.all()
    assert not layer.is_empty.any()
    assert not layer.drop(columns="geometry").isna().any().any()
    kinds = {"MultiLineString"} if name == "borders" else {"MultiPolygon"}
    assert set(layer.geom_type) == kinds


@pytest.mark.parametrize(("name", "detail"), [pair for pair in EVERY if pair[0] != "borders"])
def test_outer_rings_turn_counter_clockwise_and_holes_clockwise(name, detail):
    areas = shapely.get_parts(read_layer(name, detail=detail).geometry.to_numpy())
    assert shapely.is_ccw(shapely.get_exterior_ring(areas)).all()
    assert not any(shapely.is_ccw(hole) for area in areas for hole in area.interiors)


@pytest.mark.parametrize(("name", "detail"), EVERY)
def test_provenance_fits_the_file(name, detail):
    provenance = layer_provenance(name, detail=detail)
    assert is_intact(name, detail=detail)
    assert (provenance.layer, provenance.detail) == (name, detail)
    assert provenance.features == len(read_table(name, detail=detail))
    assert provenance.steps
    assert all(len(source.sha256) == 64 for source in provenance.sources)
    assert ("ODbL" in provenance.licence) == (name in layers.ODBL)
    assert (layer_path(name).parent.name == "odbl") == (name in layers.ODBL)


@pytest.mark.parametrize(("name", "detail"), EVERY)
def test_table_is_the_layer_without_shapes(name, detail):
    table = read_table(name, detail=detail)
    assert table.equals(read_layer(name, detail=detail).drop(columns="geometry"))


@pytest.mark.parametrize(("name", "detail"), [pair for pair in EVERY if pair[0] != "borders"])
def test_places_are_unique_sorted_and_named(name, detail):
    table = read_table(name, detail=detail)
    assert table["place"].is_unique
    assert table["place"].is_monotonic_increasing
    for column in ("name_fr", "name_en"):
        assert (table[column].str.strip() == table[column]).all()
        assert (table[column] != "").all()
        assert not table[column].str.contains(r"Ã|Â|\ufffd|\?|_|  ").any()


@pytest.mark.parametrize("detail", BOTH)
def test_countries_are_iso_3166_and_kosovo(detail):
    countries = read_table("countries", detail=detail)
    assert len(countries) == 250
    assert countries["place"].str.fullmatch("[A-Z]{3}").all()
    assert countries["iso2"].str.fullmatch("[A-Z]{2}").all()
    assert countries["iso2"].is_unique
    assert set(SMALL) <= set(countries["place"])
    whole = countries[~countries["place"].isin(["ATA"])]
    for column in ("region_code", "region_fr", "region_en", "subregion_code", "subregion_en"):
        assert (whole[column] != "").all()
    coded = countries[countries["place"] != "XKX"]
    assert coded["m49"].str.fullmatch("[0-9]{3}").all()


def test_countries_and_undetermined_areas_are_about_254_units():
    units = len(read_table("countries")) + len(read_table("undetermined"))
    assert 250 <= units <= 258


def test_namibia_is_text_and_not_missing():
    countries = read_table("countries").set_index("place")
    assert countries.loc["NAM", "iso2"] == "NA"


@pytest.mark.parametrize(("place", "names"), NAMES.items())
def test_names_are_those_that_a_ministry_prints(place, names):
    country = read_table("countries").set_index("place").loc[place]
    assert (country["name_fr"], country["name_en"]) == names


def test_western_sahara_is_not_applicable_and_territories_have_a_state():
    countries = read_table("countries").set_index("place")
    assert countries.loc["ESH", "status"] == "not_applicable"
    assert countries.loc["FRA", "status"] == "state"
    french = countries.loc[["GUF", "GLP", "MTQ", "REU", "MYT"]]
    assert set(french["sovereign"]) == {"FRA"}
    assert set(french["status"]) == {"territory"}


@pytest.mark.parametrize("detail", BOTH)
def test_points_lie_in_the_country_of_the_united_nations_view(detail):
    countries = read_layer("countries", detail=detail)
    found = [
        (countries["place"][countries.contains(shapely.Point(lon, lat))].tolist(), lon, lat)
        for _, lon, lat in POINTS
    ]
    assert found == [([place], lon, lat) for place, lon, lat in POINTS]


@pytest.mark.parametrize("detail", BOTH)
def test_label_points_lie_in_or_at_the_country(detail):
    countries = read_layer("countries", detail=detail)
    points = shapely.points(countries["label_lon"], countries["label_lat"])
    assert shapely.distance(points, countries.geometry.to_numpy()).max() < 0.05


@pytest.mark.parametrize("detail", BOTH)
def test_countries_and_undetermined_areas_are_one_coverage(detail):
    shapes = [
        *read_layer("countries", detail=detail).geometry,
        *read_layer("undetermined", detail=detail).geometry,
    ]
    assert shapely.coverage_is_valid(shapes)


@pytest.mark.slow
def test_admin1_units_nest_exactly_in_their_countries():
    units = read_layer("admin1")
    countries = read_layer("countries", detail="zoom").set_index("place").geometry
    assert set(units["country"]) == set(countries.index)
    assert shapely.coverage_is_valid(units.geometry.to_numpy())
    for country, parts in units.groupby("country"):
        union = shapely.coverage_union_all(parts.geometry.to_numpy())
        assert shapely.equals(union, countries[country]), country


def test_admin1_has_the_codes_that_districts_are_made_of():
    units = read_table("admin1").set_index("place")
    regions = {"AD", "CE", "EN", "ES", "LT", "NO", "NW", "OU", "SU", "SW"}
    assert {f"CM-{region}" for region in regions} == {
        place for place in units.index if units.loc[place, "country"] == "CMR"
    }
    # Codes that the source gives to another unit, or twice.
    expected = {
        "GQ-LI": "Litoral",
        "NG-LA": "Lagos",
        "FR-75C": "Paris",
        "FR-77": "Seine-et-Marne",
        "FR-68": "Haut-Rhin",
        "IR-23": "Tehran",
        "AU-NSW": "New South Wales",
        "RU-MOW": "Moscow",
        "UG-115": "Mityana",
        "ZA-GP": "Gauteng",
    }
    assert units.loc[list(expected), "name_en"].to_dict() == expected
    coded = units[units["iso_3166_2"] != ""]
    assert (coded.index == coded["iso_3166_2"]).all()
    assert units.loc["CM-NW", "name_en"] == "North-West"


@pytest.mark.parametrize("detail", BOTH)
def test_borders_lie_on_the_edges_of_the_countries(detail):
    borders = read_layer("borders", detail=detail)
    edges = {
        place: set(map(tuple, shapely.get_coordinates(shape)))
        for layer in ("countries", "undetermined")
        for place, shape in read_layer(layer, detail=detail).set_index("place").geometry.items()
    }
    between = borders[borders["left"] != borders["right"]]
    for left, right, line in zip(between["left"], between["right"], between.geometry, strict=True):
        points = set(map(tuple, shapely.get_coordinates(line)))
        assert points <= edges[left], (left, right)
        assert points <= edges[right], (left, right)


@pytest.mark.parametrize("detail", BOTH)
def test_borders_have_the_kinds_of_the_united_nations_maps(detail):
    borders = read_table("borders", detail=detail)
    kinds = borders.groupby(["left", "right"])["kind"].agg(set).to_dict()
    assert set(borders["kind"]) == {"international", "dashed", "dotted", "administrative"}
    assert kinds["CMR", "NGA"] == {"international"}
    assert kinds["ESH", "MAR"] == {"dashed"}
    assert kinds["ESH", "MRT"] == {"international"}
    assert kinds["SRB", "XKX"] == {"dashed"}
    assert kinds["KOR", "PRK"] == {"dotted"}
    assert kinds["IND", "PAK"] == {"international", "dotted"}
    assert kinds["CHN", "IND"] == {"international", "dashed"}
    assert kinds["SDN", "SSD"] == {"dashed"}
    assert kinds["CHN", "HKG"] == {"administrative"}
    inside = {left for left, right in kinds if left == right}
    assert inside == {"CHN", "EGY", "IND", "KEN", "SDN", "SYR"}


def test_cameroon_nests_from_arrondissement_to_region():
    arrondissements = read_layer("cameroon_arrondissements")
    divisions = read_layer("cameroon_divisions").set_index("place")
    regions = read_layer("cameroon_regions_osm").set_index("place")
    assert (len(arrondissements), len(divisions), len(regions)) == (360, 58, 10)
    assert set(arrondissements["division"]) == set(divisions.index)
    assert set(divisions["region"]) == set(regions.index)
    for division, parts in arrondissements.groupby("division"):
        union = shapely.coverage_union_all(parts.geometry.to_numpy())
        assert shapely.equals(union, divisions.geometry[division]), division
    for region, parts in divisions.groupby("region"):
        whole = shapely.coverage_union_all(parts.geometry.to_numpy())
        assert shapely.equals(whole, regions.geometry[region]), region
        own = arrondissements[arrondissements["division"].isin(parts.index)]
        assert shapely.equals(whole, shapely.coverage_union_all(own.geometry.to_numpy()))
    for layer in (arrondissements, divisions, regions):
        assert shapely.coverage_is_valid(layer.geometry.to_numpy())
        assert set(map(tuple, shapely.get_coordinates(layer.geometry))) <= set(
            map(tuple, shapely.get_coordinates(arrondissements.geometry))
        )


#: Square kilometres of each region in the boundaries of OCHA (COD-AB), as measured on them.
AREAS = {
    "CM-AD": 63994,
    "CM-CE": 68722,
    "CM-EN": 34161,
    "CM-ES": 109992,
    "CM-LT": 20210,
    "CM-NO": 66156,
    "CM-NW": 17418,
    "CM-OU": 13954,
    "CM-SU": 47173,
    "CM-SW": 24764,
}


def test_every_arrondissement_is_covered_by_its_region_and_areas_add_up():
    flat = "+proj=laea +lat_0=7.4 +lon_0=12.4 +ellps=WGS84"
    arrondissements = read_layer("cameroon_arrondissements")
    regions = read_layer("cameroon_regions_osm").set_index("place").geometry
    for place, region, shape in zip(
        arrondissements["place"], arrondissements["region"], arrondissements.geometry, strict=True
    ):
        assert regions[region].covers(shape), place
    parts = arrondissements.to_crs(flat).area.groupby(arrondissements["region"]).sum() / 1e6
    whole = regions.to_crs(flat).area / 1e6
    assert (parts - whole).abs().max() < 1e-3
    for region, area in AREAS.items():
        assert whole[region] == pytest.approx(area, rel=0.007), region


def test_mbe_lies_in_adamawa_as_it_does_not_with_natural_earth():
    arrondissements = read_layer("cameroon_arrondissements").set_index("place").geometry
    mbe = arrondissements["cm-ad-vina-mbe"].representative_point()
    for layer, region in (("cameroon_regions_osm", "CM-AD"), ("cameroon_regions", "CM-NO")):
        regions = read_layer(layer)
        assert list(regions["place"][regions.contains(mbe)]) == [region]


def test_both_layers_of_regions_are_the_same_places_with_the_same_names():
    own = read_table("cameroon_regions_osm")
    assert own.equals(read_table("cameroon_regions"))
    osm, natural = (
        read_layer(name).set_index("place").geometry
        for name in ("cameroon_regions_osm", "cameroon_regions")
    )
    shared = shapely.area(shapely.intersection(osm.to_numpy(), natural.to_numpy()))
    both = shapely.area(shapely.union(osm.to_numpy(), natural.to_numpy()))
    assert (shared / both > 0.93).all()
    assert (shared / both < 0.98).all()
    assert layer_provenance("cameroon_regions_osm").licence == "ODbL-1.0"
    assert "OpenStreetMap" in layer_provenance("cameroon_regions_osm").attribution
    assert layer_provenance("cameroon_regions").licence == "Public domain"


def test_p_codes_nest_as_the_places_do():
    regions = read_table("cameroon_regions_osm").set_index("place")["pcode"]
    divisions = read_table("cameroon_divisions").set_index("place")
    arrondissements = read_table("cameroon_arrondissements")
    for _, own in divisions.groupby("region"):
        above = regions[own["region"].iloc[0]]
        assert set(own["region_pcode"]) == {above}
        assert sorted(own["pcode"]) == [f"{above}{at:03}" for at in range(1, len(own) + 1)]
    held = arrondissements["division"].map(divisions["pcode"])
    assert list(arrondissements["division_pcode"]) == list(held)


def test_cameroon_divisions_lie_in_their_region():
    divisions = read_layer("cameroon_divisions")
    regions = read_layer("cameroon_regions").set_index("place").geometry
    for division, region, shape in zip(
        divisions["place"], divisions["region"], divisions.geometry, strict=True
    ):
        # The two sources draw the same line up to some kilometres apart.
        inside = shapely.area(shapely.intersection(shape, regions[region])) / shape.area
        assert inside > 0.75, division


def test_cameroon_names_are_intact():
    divisions = set(read_table("cameroon_divisions")["name_fr"])
    assert {"Mfoundi", "Haut-Nkam", "Noun", "Bénoué", "Océan", "Nyong-et-So'o", "Ndé"} <= divisions
    arrondissements = set(read_table("cameroon_arrondissements")["name_fr"])
    assert {"Yaoundé VII", "Édéa I", "Éséka", "Bétaré-Oya", "Soulèdé-Roua"} <= arrondissements
    regions = read_table("cameroon_regions").set_index("place")
    assert regions.loc["CM-EN", "name_fr"] == "Extrême-Nord"
    assert regions.loc["CM-EN", "pcode"] == "CM004"
    assert set(regions["pcode"]) == {f"CM{number:03}" for number in range(1, 11)}


def test_world_detail_is_small():
    assert layer_path("countries", detail="world").stat().st_size <= 1_500_000
    assert layer_path("admin1").stat().st_size <= 9_000_000


def test_each_read_is_the_callers_own():
    first = read_layer("undetermined")
    first.loc[0, "name_en"] = "changed"
    assert read_layer("undetermined").loc[0, "name_en"] != "changed"


def test_table_needs_no_geopandas():
    code = (
        "import sys; from diasporamap.places.layers import read_table;"
        "read_table('countries'); sys.exit('geopandas' in sys.modules)"
    )
    assert run([sys.executable, "-c", code], check=False).returncode == 0


def test_unknown_layer_or_detail_is_refused():
    with pytest.raises(UsageError, match="There is no layer 'moon'"):
        read_layer("moon")
    with pytest.raises(UsageError, match="There is no detail 'street'"):
        layer_path("countries", detail="street")


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """Give a folder with a copy of the borders, which the module then reads from."""
    for path in layer_path("borders").parent.glob("borders_world.*"):
        shutil.copy(path, tmp_path)
    monkeypatch.setattr(layers, "shipped", lambda _: tmp_path)
    return tmp_path


def test_missing_layer_names_the_file_and_the_hint(copied):
    (copied / "borders_world.gpkg").unlink()
    for read in (read_layer, read_table, is_intact):
        with pytest.raises(BoundaryError, match=r"borders_world.gpkg: .*missing.*Install"):
            read("borders")


def test_damaged_layer_names_the_file_and_the_hint(copied):
    (copied / "borders_world.gpkg").write_bytes(b"no GeoPackage at all" * 100)
    for read in (read_layer, read_table):
        with pytest.raises(BoundaryError, match=r"borders_world.gpkg: .*damaged.*Install"):
            read("borders")
    assert not is_intact("borders")


def test_damaged_provenance_names_the_file(copied):
    (copied / "borders_world.toml").write_text("layer = 'borders'\n", encoding="utf-8")
    with pytest.raises(BoundaryError, match=r"borders_world.toml: .*damaged"):
        layer_provenance("borders")
