import geopandas as gpd
import pytest
import shapely

from diasporamap.counts.origin_files import read_origin
from diasporamap.errors import BoundaryError, UsageError
from diasporamap.places.layers import read_table
from diasporamap.places.origins import match_origin, origin_geography, parts_of
from diasporamap.places.origins.matching import unmatched_origin
from diasporamap.places.registers import plain_name

CAMEROON = read_origin("CMR")
REGIONS = read_table("cameroon_regions_osm").to_dict("records")
DIVISIONS = read_table("cameroon_divisions").to_dict("records")


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("Extrême-Nord", "CM-EN"),
        ("EXTREME NORD", "CM-EN"),
        ("Far North", "CM-EN"),
        ("Extreme North Region", "CM-EN"),
        ("Nord", "CM-NO"),
        ("Nord-Ouest", "CM-NW"),
        ("North West", "CM-NW"),
        ("Northwest", "CM-NW"),
        ("Ouest", "CM-OU"),
        ("Région de l'Ouest", "CM-OU"),
        ("CM-OU", "CM-OU"),
        ("cm-ou", "CM-OU"),
        ("CM008", "CM-OU"),
        ("CM08", "CM-OU"),
        ("CM008005", "cm-ou-menoua"),
        ("cm002007", "cm-ce-mfoundi"),
        ("Mfoundi", "cm-ce-mfoundi"),
        ("Département du Mfoundi", "cm-ce-mfoundi"),
        ("Haut-Nkam", "cm-ou-haut-nkam"),
        ("Nkam", "cm-lt-nkam"),
        ("Nyong et So’o", "cm-ce-nyong-et-soo"),
        ("Kupe Muanenguba", "cm-sw-koupe-manengouba"),
        ("CM-CE-MFOUNDI", "cm-ce-mfoundi"),
        ("Djérem", "cm-ad-djerem"),
    ],
)
def test_names_as_registers_write_them(written, place):
    assert match_origin(written, CAMEROON).place == place


@pytest.mark.parametrize("row", [*REGIONS, *DIVISIONS], ids=lambda row: row["place"])
def test_every_name_and_code_means_its_place(row):
    for key in ("place", "name_fr", "name_en", "pcode"):
        if key in row:
            assert match_origin(f" {row[key].upper()} ", CAMEROON).place == row["place"]


def test_no_name_stands_for_two_places():
    written = {
        (plain_name(row[key]), row["place"])
        for row in [*REGIONS, *DIVISIONS]
        for key in ("name_fr", "name_en")
    }
    assert len({name for name, _ in written}) == len(written)
    borne = list(parts_of(CAMEROON).register.names.values())
    assert all(len(places) == 1 for places in borne)
    assert {place.place for (place,) in borne} == {row["place"] for row in [*REGIONS, *DIVISIONS]}


@pytest.mark.parametrize("written", ["Paris", "Mbam", "Norde", "Grand Nord", "région", "-"])
def test_nothing_is_guessed(written):
    match = match_origin(written, CAMEROON)
    assert (match.place, match.reason) == (None, "unknown")


def test_a_part_of_a_name_is_offered_the_whole_ones():
    assert match_origin("Mbam", CAMEROON).suggestions == (
        "cm-ce-mbam-et-inoubou (Mbam-et-Inoubou)",
        "cm-ce-mbam-et-kim (Mbam-et-Kim)",
    )
    assert match_origin("Norde", CAMEROON).suggestions[0] == "CM-NO (Nord / North)"


def test_every_division_is_in_the_region_that_its_code_names():
    for row in DIVISIONS:
        assert row["place"].upper().startswith(parts_of(CAMEROON).at("region")[row["place"]])


@pytest.mark.parametrize(
    ("origin", "written", "place"),
    [
        ("SEN", "Région de Thiès", "SN-TH"),
        ("SEN", "saint louis", "SN-SL"),
        ("SEN", "sn-dk", "SN-DK"),
        ("DEU", "Bavière", "DE-BY"),
        ("DEU", "Bavaria", "DE-BY"),
        ("DEU", "Land Bayern", "DE-BY"),  # as the country itself writes it
        ("PHL", "Grand Manille", "PHL-5543"),
        ("HTI", "Département du Nord-Ouest", "HT-NO"),
        ("ARG", "Ciudad de Buenos Aires", "AR-C"),
    ],
)
def test_the_units_of_every_country_have_their_names_and_codes(origin, written, place):
    assert match_origin(written, read_origin(origin)).place == place


def test_a_unit_and_its_homonym_are_never_guessed():
    match = match_origin("Buenos Aires", read_origin("ARG"))
    assert (match.place, match.reason) == (None, "unclear")
    assert match.suggestions == (
        "AR-B (Buenos Aires)",
        "AR-C (Buenos Aires (Ciudad de Buenos Aires))",
    )


def test_units_with_one_name_are_told_apart_on_a_map():
    names = origin_geography("region", origin="YEM").table["name_fr"]
    # The other one's own name is in Arabic letters, which the font of the maps does not have.
    assert sorted(names[["YE-SA", "YE-SN"]]) == ["Sanaa (Sana'a)", "Sanaa (YE-SA)"]
    for code in ("PHL", "LVA", "MDG", "IRL", "MWI"):
        table = origin_geography("region", origin=code).table
        assert table["name_fr"].is_unique
        assert table["name_en"].is_unique


def test_there_are_two_levels():
    assert [level.name for level in CAMEROON.levels] == ["region", "division"]
    with pytest.raises(UsageError, match=r"'towns' of Cameroon\. Choose among: region, division"):
        origin_geography("towns")


LEVELS = """
code = "ATL"
name = { fr = "Atlantide", en = "Atlantis" }
within = { fr = "en Atlantide", en = "in Atlantis" }
of = { fr = "d'Atlantide", en = "of Atlantis" }
aliases = "names.csv"
"""
LEVEL = """
[[levels]]
name = "{name}"
layer = "{name}.gpkg"
licence = "CC0 1.0"
one = {{ fr = "{name}", en = "{name}" }}
many = {{ fr = "{name}s", en = "{name}s" }}
line = {{ fr = "L", en = "L" }}
credit = {{ fr = "C", en = "C" }}
"""
PARENT = """parent = "island"
parent_only = { fr = "{places}", en = "{places}" }
"""


@pytest.fixture
def atlantis(tmp_path):
    """Write an origin of two levels and return it: an island and two coves, one named like it."""

    def make(parents=("ISL", "ISL"), column="island", alias="ISL"):
        square = shapely.box(-35, 38, -33, 41)
        island = {"place": ["ISL"], "name_fr": ["Isle"], "name_en": ["Isle"]}
        coves = {"place": ["C-1", "C-2"], "name_fr": ["Isle", "Anse"], "name_en": ["Isle", "Cove"]}
        for name, table in (("island", island), ("cove", coves | {column: list(parents)})):
            shapes = [square] * len(table["place"])
            gpd.GeoDataFrame(table, geometry=shapes, crs=4326).to_file(tmp_path / f"{name}.gpkg")
        (tmp_path / "names.csv").write_text(f"name,place\nGrande,{alias}\n", encoding="utf-8")
        levels = LEVEL.format(name="island") + LEVEL.format(name="cove") + PARENT
        (tmp_path / "atlantis.toml").write_text(LEVELS + levels, encoding="utf-8")
        return read_origin(tmp_path / "atlantis.toml")

    return make


def test_a_name_that_parts_of_two_levels_bear_is_unclear(atlantis):
    origin = atlantis()
    assert match_origin("Grande", origin).place == "ISL"
    assert match_origin("cove", origin).place == "C-2"
    assert parts_of(origin).at("island") == dict.fromkeys(["ISL", "C-1", "C-2"], "ISL")
    match = match_origin("Isle", origin)
    assert (match.place, match.reason) == (None, "unclear")
    told = str(unmatched_origin("Isle", match, origin))
    assert told == (
        "'Isle' does not tell which island or cove of Atlantis is meant. "
        "Write the code: ISL (Isle) or C-1 (Isle)."
    )


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"column": "isle"}, "no column 'island'"),
        ({"parents": ("ISL", "ISK")}, "'ISK' is no island or cove of Atlantis"),
        ({"alias": "XXX"}, "'XXX' is no island or cove of Atlantis"),
    ],
)
def test_layers_that_do_not_fit_together_are_refused(atlantis, wrong, told):
    with pytest.raises(BoundaryError, match=told):
        parts_of(atlantis(**wrong))
