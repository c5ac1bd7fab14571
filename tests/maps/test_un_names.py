"""Maps in the style of the United Nations: names of M49, countries and territories."""

from __future__ import annotations

import pandas as pd
import pytest

from diasporamap.counts.origin_files import read_origin
from diasporamap.maps import MapSpec, compose, read_style
from diasporamap.maps.composition import named
from diasporamap.places.geography import countries, in_un_names
from diasporamap.places.origins import origin_geography
from diasporamap.protection import Release

PLACES = ["HKG", "TWN", "KOR", "CIV", "GBR", "COD"]
#: Names in full and on maps, in English and in French.
WRITTEN = {
    "TWN": (
        "China, Taiwan Province of China",
        "China, Taiwan Province of China",
        "Chine, province chinoise de Taïwan",
        "Chine, province chinoise de Taïwan",
    ),
    "HKG": (
        "China, Hong Kong Special Administrative Region",
        "China, Hong Kong SAR",
        "Chine, région administrative spéciale de Hong Kong",
        "Chine, RAS de Hong Kong",
    ),
    "MAC": (
        "China, Macao Special Administrative Region",
        "China, Macao SAR",
        "Chine, région administrative spéciale de Macao",
        "Chine, RAS de Macao",
    ),
    "GBR": (
        "United Kingdom of Great Britain and Northern Ireland",
        "United Kingdom",
        "Royaume-Uni de Grande-Bretagne et d’Irlande du Nord",
        "Royaume-Uni",
    ),
    **{
        place: (english, english, french, french)
        for place, english, french in (
            ("VAT", "Holy See", "Saint-Siège"),
            ("TUR", "Türkiye", "Türkiye"),
            ("CIV", "Côte d’Ivoire", "Côte d’Ivoire"),
            ("KOR", "Republic of Korea", "République de Corée"),
            (
                "PRK",
                "Democratic People’s Republic of Korea",
                "République populaire démocratique de Corée",
            ),
            ("PSE", "State of Palestine", "État de Palestine"),
            ("COD", "Democratic Republic of the Congo", "République démocratique du Congo"),
            ("IRN", "Iran (Islamic Republic of)", "Iran (République islamique d’)"),
            ("BOL", "Bolivia (Plurinational State of)", "Bolivie (État plurinational de)"),
            ("SYR", "Syrian Arab Republic", "République arabe syrienne"),
            ("RUS", "Russian Federation", "Fédération de Russie"),
            ("FLK", "Falkland Islands (Malvinas)", "Îles Falkland (Malvinas)"),
            ("SWZ", "Eswatini", "Eswatini"),
            ("REU", "Réunion", "Réunion"),
        )
    },
}


@pytest.fixture(scope="module")
def register():
    counts = pd.DataFrame(
        [(place, sex, 100 + at) for at, place in enumerate(PLACES) for sex in ("F", "M")],
        columns=["place", "sex", "count"],
    )
    return Release(counts).by()


@pytest.mark.parametrize("place", WRITTEN)
def test_places_bear_their_names_of_the_united_nations(place):
    row = in_un_names(countries()).table.loc[place]
    found = tuple(row[name] for name in ("name_en", "short_en", "name_fr", "short_fr"))
    assert found == WRITTEN[place]


def test_every_place_keeps_its_row_and_its_full_name_but_taiwan():
    usual, un = countries().table, in_un_names(countries()).table
    assert un.index.equals(usual.index)
    changed = usual.index[usual["name_en"].str.replace("'", "’") != un["name_en"]]
    assert list(changed) == ["TWN"]
    assert "Taiwan" in usual.at["TWN", "short_en"]


@pytest.mark.parametrize(
    ("language", "by", "counted", "name"),
    [
        (
            "en",
            "Number by country or territory of residence.",
            "1,230 in 6 countries and territories.",
            "China, Hong Kong SAR",
        ),
        (
            "fr",
            "Effectif par pays ou territoire de résidence.",
            "1 230 dans 6 pays et territoires.",
            "Chine, RAS de Hong Kong",
        ),
    ],
)
def test_a_map_in_un_style_counts_countries_and_territories(register, language, by, counted, name):
    composition = compose(register, MapSpec(language=language, style="un"))
    assert composition.words.subtitle.startswith(by)
    for written in (composition.words.subtitle, composition.words.alt):
        assert counted in written.replace("\u202f", " ")
    assert composition.table.at["HKG", "short"] == name


def test_the_house_style_names_places_as_before(register):
    composition = compose(register, MapSpec(language="en"))
    assert composition.table.at["HKG", "short"] == "Hong Kong"
    assert "6 countries." in composition.words.subtitle
    assert read_style().names == "short"


def test_one_place_is_one_country_or_territory():
    counts = pd.DataFrame({"place": ["MAC"] * 2, "sex": ["F", "M"], "count": [50, 60]})
    for language, written in (("en", "1 country or territory"), ("fr", "1 pays ou territoire")):
        composition = compose(Release(counts).by(), MapSpec(language=language, style="un"))
        assert f"{written}." in composition.words.subtitle


def test_neighbours_of_a_country_of_origin_are_named_so_too():
    geography = named(origin_geography("region", origin=read_origin("CMR")), read_style("un"))
    around = geography.areas("zoom").around.set_index("place")
    assert around.at["CAF", "name_en"] == "Central African Republic"
    assert around.at["COG", "name_fr"] == "Congo"
    assert geography.key == "region"


def test_names_of_a_style_are_one_of_two(tmp_path):
    path = tmp_path / "ours.toml"
    path.write_text('names = "un"\n', encoding="utf-8")
    assert read_style(str(path)).names == "un"
