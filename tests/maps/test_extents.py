"""Named parts of the world, countries, districts and frames in figures as extents of maps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.districts import read_districts
from diasporamap.districts.mapped import district_geography
from diasporamap.errors import UsageError
from diasporamap.language import LANGUAGES
from diasporamap.language.messages import speaking
from diasporamap.maps.extents import extent_of, extents, require_extent
from diasporamap.maps.in_extent import at_extent
from diasporamap.maps.paper import PAPERS
from diasporamap.places.geography import countries
from diasporamap.places.layers import read_table

PAPER = next(iter(PAPERS.values()))


def held(written):
    """Return the countries whose label point an extent holds."""
    extent, table = extent_of(written, countries()), countries().table
    inside = extent.inside(table["label_lon"].to_numpy(), table["label_lat"].to_numpy())
    return set(table.index[inside])


def test_every_named_extent_has_members_that_are_countries_and_names_of_its_own():
    known, taken = set(countries().table.index), set()
    for key, entry in extents().items():
        assert entry.codes, key
        assert entry.codes <= known, key
        assert entry.apart <= entry.codes, key
        assert all(entry.name(language) for language in LANGUAGES)
        assert not {key, *entry.aliases} & taken, key
        taken |= {key, *entry.aliases}


@pytest.mark.parametrize("key", sorted(extents()))
def test_an_extent_holds_the_middle_of_most_of_its_members(key):
    entry = extents()[key]
    inside = held(key) & entry.codes
    # Russia, the Azores of the world and the far islands of Oceania lie beyond.
    assert len(inside) >= 0.75 * len(entry.codes - entry.apart), entry.codes - inside


def test_communities_have_the_members_of_their_treaties():
    assert extents()["cemac"].codes == {"CMR", "CAF", "COG", "GAB", "GNQ", "TCD"}
    assert len(extents()["eu"].codes) == 27
    assert len(extents()["ecowas"].codes) == 15
    assert len(extents()["asean"].codes) == 10
    table = read_table("countries")
    assert extents()["western-africa"].codes == set(
        table["place"][table["subregion_code"] == "011"]
    )


def test_europe_reaches_from_portugal_to_finland_and_the_gulf_of_guinea_to_the_congo():
    assert {"PRT", "FIN", "SWE", "ISL", "GRC", "IRL"} <= held("europe")
    assert extent_of("europe", countries()).holds(25, 70)
    assert {"NGA", "CMR", "GAB", "COG", "GNQ"} <= held("gulf-of-guinea")
    assert extent_of("gulf-of-guinea", countries()).holds(15.3, -4.2)  # Brazzaville


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("CEDEAO", "ecowas"),
        ("Afrique de l'Ouest", "western-africa"),
        ("golfe de guinee", "gulf-of-guinea"),
        ("Gulf_States", "gcc"),
        ("Allemagne", "DEU"),
        ("ivory coast", "CIV"),
    ],
)
def test_an_extent_has_several_names_in_any_letters(written, same):
    assert extent_of(written, countries()) == extent_of(same, countries())


def test_what_is_no_extent_is_answered_with_the_nearest_names_of_the_language():
    with (
        speaking("fr"),
        pytest.raises(UsageError, match=r"celles-ci\W+amériques, amérique-du-sud, afrique"),
    ):
        require_extent("ameriqes")


def test_a_country_is_framed_without_what_lies_overseas():
    states, france = extent_of("USA", countries()), extent_of("fra", countries())
    assert states.holds(-100, 40)
    assert not states.holds(-150, 64)  # Alaska
    assert not states.holds(-157, 21)  # Hawaii
    assert france.holds(9.1, 42.1)  # Corsica
    assert france.name("en") == "France"
    malaysia = extent_of("MYS", countries())
    assert malaysia.holds(102, 4)
    assert malaysia.holds(114, 3)  # both of its halves


def test_fiji_is_framed_across_longitude_180():
    fiji = extent_of("FJI", countries())
    assert fiji.breadth_km < 900
    assert fiji.holds(178, -17.8)
    assert fiji.holds(-179.9, -16.8)


def test_a_frame_in_figures_is_taken_as_it_is_written():
    extent = extent_of("11, 4, 1500,1200", countries())
    assert (extent.centre, extent.breadth_km, extent.height_km) == ((11, 4), 1500, 1200)
    assert extent.holds(11 + 6.7, 4)
    assert not extent.holds(11 + 6.8, 4)
    assert extent.name("fr") == ""


@given(
    lon=st.floats(-180, 180),
    lat=st.floats(-80, 80),
    width=st.integers(50, 9000),
    height=st.integers(50, 9000),
)
def test_a_frame_holds_its_middle_wherever_it_lies_and_grows_to_the_paper(lon, lat, width, height):
    extent = extent_of(f"{lon:.4f},{lat:.4f},{width},{height}", countries())
    fitted = extent.fitted(PAPER.extent)
    assert fitted.holds(*extent.centre)
    assert fitted.breadth_km >= width - 0.1
    assert fitted.height_km >= height - 0.1
    assert min(fitted.breadth_km / width, fitted.height_km / height) == pytest.approx(1, rel=0.01)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("atlantis", r"'atlantis' is no extent\. .*cemac.*gulf-states"),
        ("erope", r"one of: europe, .*africa"),
        ("congo", r"'congo' is no extent"),
        ("11,4", r"no frame.*11,4,1500,1200"),
        ("11,4,10,1200", r"10 by 1200 km.*20 to 16000 km"),
        ("200,4,1000,1200", "no frame"),
        ("nan,4,1000,1200", "no frame"),
    ],
)
def test_what_is_no_extent_is_refused_with_those_that_are(written, told):
    with pytest.raises(UsageError, match=told):
        require_extent(written)


def test_a_district_is_framed_by_its_area():
    districts = district_geography(read_districts(origin="CMR"))
    paris = extent_of("district:fra-paris", countries(), districts)
    assert paris.holds(2.35, 48.86)
    assert paris.name("fr").endswith("Paris")
    with pytest.raises(UsageError, match=r"no district 'fra-nice'.*fra-paris"):
        extent_of("district:fra-nice", districts)
    with pytest.raises(UsageError, match="no districts of the origin are known"):
        extent_of("district:fra-paris", countries())


def test_russia_stands_in_the_part_that_a_map_of_europe_shows():
    europe = at_extent(countries(), "europe", PAPER.extent)
    at = europe.table.loc["RUS", ["label_lon", "label_lat"]]
    assert europe.extent.holds(*at)
    assert 28 < at["label_lon"] < 60
    # Algeria is no part of Europe: its sign stays where it is.
    assert europe.table.loc["DZA"].equals(countries().table.loc["DZA"])
    assert at_extent(countries(), "world", PAPER.extent) is countries()
    assert at_extent(countries(), "europe", PAPER.extent) is europe


@pytest.mark.parametrize(
    ("extent", "lines"),
    [("cemac", ["dashed"]), ("IND", ["dashed", "dotted"]), ("FRA", [])],
)
def test_the_legend_explains_lines_that_are_in_view(extent, lines):
    assert list(at_extent(countries(), extent, PAPER.extent).legend_lines) == lines
    assert at_extent(countries(), "world", PAPER.extent).legend_lines == ("dashed", "dotted")
