"""An origin is read by its code or from a file of one's own, which tells all that is wrong."""

from __future__ import annotations

import pytest

from diasporamap.counts.origin import Origin
from diasporamap.counts.origin_files import read_origin
from diasporamap.errors import DataError, UsageError

OWN = """
code = "ATL"
name = { fr = "Atlantide", en = "Atlantis" }
within = { fr = "en Atlantide", en = "in Atlantis" }
of = { fr = "d'Atlantide", en = "of Atlantis" }
"""
LEVEL = """
[[levels]]
name = "island"
layer = "islands.gpkg"
licence = "CC0 1.0"
one = { fr = "île", en = "island" }
many = { fr = "îles", en = "islands" }
line = { fr = "Limite d'île", en = "Island boundary" }
credit = { fr = "Îles inventées.", en = "Invented islands." }
"""


def test_cameroon_is_furnished_and_other_countries_have_their_units():
    cameroon = read_origin("cmr")
    assert read_origin() is read_origin("CMR") == cameroon
    assert [level.name for level in cameroon.levels] == ["region", "division"]
    assert cameroon.levels[1].parent == "region"
    assert cameroon.districts.is_file()
    assert cameroon.missions.is_file()
    senegal = read_origin("SEN")
    assert (senegal.missions, senegal.districts) == (None, None)
    (region,) = senegal.levels
    assert (region.name, region.layer) == ("region", "admin1:SEN")
    assert (region.one.fr, region.many.en) == ("région", "regions")
    assert read_origin(senegal) is senegal


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Senegal", "SEN (Senegal)"),
        ("Côte d'Ivoir", "CIV (Côte d'Ivoire)"),
        ("XYZ", "Give ISO 3166-1 alpha-3"),
    ],
)
def test_an_unknown_code_is_refused_with_the_nearest(written, told):
    with pytest.raises(UsageError, match=f"'{written}' is no country code") as caught:
        read_origin(written)
    assert told in str(caught.value)


def test_a_file_of_ones_own_makes_an_origin(tmp_path):
    path = tmp_path / "atlantis.toml"
    path.write_text(OWN + LEVEL, encoding="utf-8-sig")
    origin = read_origin(path)
    assert isinstance(origin, Origin)
    assert origin == read_origin(str(path))
    assert origin.of("fr") == "d’Atlantide"
    assert origin.levels[0].layer == tmp_path / "islands.gpkg"


def test_a_level_may_have_other_boundaries(tmp_path):
    path = tmp_path / "atlantis.toml"
    other = (
        '[[levels.boundaries]]\nname = "coarse"\nlayer = "coarse.gpkg"\nlicence = "ODbL 1.0"\n'
        'credit = { fr = "Rochers.", en = "Rocks." }\n'
    )
    path.write_text(OWN + LEVEL + other, encoding="utf-8")
    level = read_origin(path).level("island")
    coarse = level.on("coarse")
    assert (level.layer, coarse.layer) == (tmp_path / "islands.gpkg", tmp_path / "coarse.gpkg")
    assert (level.licence, coarse.licence) == ("CC0 1.0", "ODbL 1.0")
    assert coarse.credit("en") == "Rocks."
    assert (coarse.name, coarse.codes, coarse.line) == (level.name, level.codes, level.line)
    with pytest.raises(UsageError, match=r"'fine' of islands\. Choose coarse, or leave"):
        level.on("fine")
    path.write_text(OWN + LEVEL + other.replace("licence", "license"), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_origin(path)
    assert [problem.message for problem in caught.value.problems] == [
        "there is no key 'levels.1.boundaries.1.license'",
        "the key 'levels.1.boundaries.1.licence' is missing",
    ]


def test_a_file_about_a_country_takes_its_names(tmp_path):
    path = tmp_path / "sen.toml"
    path.write_text('code = "SEN"\ndistricts = "circonscriptions.csv"\n', encoding="utf-8")
    origin = read_origin(path)
    assert origin.within("fr") == "au Sénégal"
    assert origin.districts == tmp_path / "circonscriptions.csv"
    assert origin.levels == read_origin("SEN").levels
    path.write_text('code = "SEN"\nlevels = []\n', encoding="utf-8")
    assert read_origin(path).levels == ()


def test_everything_wrong_in_a_file_is_told_at_once(tmp_path):
    path = tmp_path / "wrong.toml"
    path.write_text(
        'code = "ATL"\nname = "Atlantis"\nflag = "blue"\n'
        "[extent]\ncentre = [1.0]\nheight_km = true\naround = [0, 1, 2, 3]\n"
        + LEVEL.replace('licence = "CC0 1.0"\n', ""),
        encoding="utf-8",
    )
    with pytest.raises(DataError) as caught:
        read_origin(path)
    told = [problem.message for problem in caught.value.problems]
    assert told == [
        "there is no key 'flag'",
        "'name' is not of the kind that it must be",
        "the key 'within' is missing",
        "the key 'of' is missing",
        "the key 'levels.1.licence' is missing",
        "'extent.centre' is not of the kind that it must be",
        "'extent.height_km' is not of the kind that it must be",
    ]
    assert all(problem.file == str(path) for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("name", "parent", "told"),
    [("country", "", "has the name of another"), ("cove", "island", "has the parent 'island'")],
)
def test_levels_are_told_apart_and_add_up_to_one_before(tmp_path, name, parent, told):
    path = tmp_path / "levels.toml"
    level = LEVEL.replace('name = "island"', f'name = "{name}"\nparent = "{parent}"')
    path.write_text(OWN + level, encoding="utf-8")
    with pytest.raises(DataError, match=told):
        read_origin(path)


@pytest.mark.parametrize("content", [None, b"code = ", b'code = "\x81"'])
def test_a_file_that_is_not_read_says_so(tmp_path, content):
    path = tmp_path / "damaged.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DataError, match="the file of the origin"):
        read_origin(path)


@pytest.mark.usefixtures("french")
def test_origins_are_refused_in_french():
    with pytest.raises(UsageError, match=r"n’est pas un code de pays\. Codes proches.*\(Mexique\)"):
        read_origin("CMX")
    with pytest.raises(
        UsageError, match=r"pas de niveau «\xa0canton\xa0» du Cameroun\. Choisissez parmi"
    ):
        read_origin("CMR").level("canton")


FRENCH_ARTICLES = {
    "USA": "les États-Unis",
    "NGA": "le Nigéria",
    "FRA": "la France",
    "ITA": "l’Italie",
    "HUN": "la Hongrie",
    "ISR": "Israël",
    "CUB": "Cuba",
    "REU": "La Réunion",
    "SLV": "El Salvador",
    "ATF": "les Terres australes françaises",
    "IRN": "l’Iran",
    "CYP": "Chypre",
}


def test_names_have_their_articles_in_a_sentence():
    french = {code: read_origin(code).named.fr for code in FRENCH_ARTICLES}
    assert french == FRENCH_ARTICLES
    assert read_origin("USA").named.en == "the United States"
    assert read_origin("FRA").named.en == "France"
