"""Every country is an origin with the articles of its names; a file of one's own makes another."""

from __future__ import annotations

import csv
import hashlib
import tomllib

import pytest

from diasporamap.counts.origin import Bilingual, Origin, require_origin
from diasporamap.counts.origin_files import read_origin
from diasporamap.errors import DataError, UsageError
from diasporamap.places.layers import read_table
from diasporamap.resources import shipped

FOLDER = shipped("boundaries") / "origins"

#: What an eye that knows the two languages looks at first.
TRICKY = """
ARE,aux Émirats arabes unis,des Émirats arabes unis,in the United Arab Emirates
BHS,aux Bahamas,des Bahamas,in the Bahamas
BRB,à la Barbade,de la Barbade,in Barbados
CAF,en République centrafricaine,de la République centrafricaine,in the Central African Republic
CIV,en Côte d'Ivoire,de Côte d'Ivoire,in Côte d'Ivoire
CMR,au Cameroun,du Cameroun,in Cameroon
COD,en République démocratique du Congo,de la République démocratique du Congo,\
in the Democratic Republic of the Congo
COG,au Congo,du Congo,in the Congo
COK,aux Îles Cook,des Îles Cook,in the Cook Islands
COM,aux Comores,des Comores,in the Comoros
CUB,à Cuba,de Cuba,in Cuba
CYP,à Chypre,de Chypre,in Cyprus
DJI,à Djibouti,de Djibouti,in Djibouti
DOM,en République dominicaine,de la République dominicaine,in the Dominican Republic
DZA,en Algérie,d'Algérie,in Algeria
ECU,en Équateur,d'Équateur,in Ecuador
FIN,en Finlande,de Finlande,in Finland
FRA,en France,de France,in France
GBR,au Royaume-Uni,du Royaume-Uni,in the United Kingdom
GMB,en Gambie,de Gambie,in the Gambia
HND,au Honduras,du Honduras,in Honduras
HTI,en Haïti,d'Haïti,in Haiti
HUN,en Hongrie,de Hongrie,in Hungary
IRN,en Iran,d'Iran,in Iran
ISR,en Israël,d'Israël,in Israel
KOR,en République de Corée,de la République de Corée,in the Republic of Korea
LAO,au Laos,du Laos,in Laos
MAR,au Maroc,du Maroc,in Morocco
MDG,à Madagascar,de Madagascar,in Madagascar
MDV,aux Maldives,des Maldives,in the Maldives
MHL,aux Îles Marshall,des Îles Marshall,in the Marshall Islands
MLI,au Mali,du Mali,in Mali
MLT,à Malte,de Malte,in Malta
MOZ,au Mozambique,du Mozambique,in Mozambique
MUS,à Maurice,de Maurice,in Mauritius
NLD,aux Pays-Bas,des Pays-Bas,in the Netherlands
OMN,à Oman,d'Oman,in Oman
PHL,aux Philippines,des Philippines,in the Philippines
PSE,dans l'État de Palestine,de l'État de Palestine,in the State of Palestine
REU,à La Réunion,de La Réunion,in Réunion
SEN,au Sénégal,du Sénégal,in Senegal
SGP,à Singapour,de Singapour,in Singapore
SLV,en El Salvador,d'El Salvador,in El Salvador
TTO,à la Trinité-et-Tobago,de la Trinité-et-Tobago,in Trinidad and Tobago
USA,aux États-Unis,des États-Unis,in the United States
VNM,au Viet Nam,du Viet Nam,in Viet Nam
XKX,au Kosovo,du Kosovo,in Kosovo
YEM,au Yémen,du Yémen,in Yemen
ZWE,au Zimbabwe,du Zimbabwe,in Zimbabwe
"""

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


@pytest.mark.parametrize("row", TRICKY.strip().splitlines())
def test_a_country_has_its_articles(row):
    code, within_fr, of_fr, within_en = next(csv.reader([row]))
    origin = read_origin(code)
    assert origin.within == Bilingual(within_fr, within_en)
    assert origin.of == Bilingual(of_fr, within_en.replace("in ", "of ", 1))


def test_every_country_of_the_layer_is_an_origin_and_no_name_stands_without_an_article():
    codes = list(read_table("countries")["place"])
    for code in codes:
        origin = read_origin(code)
        assert origin.code == code
        assert origin.within.fr.split("’")[0].split()[0] in ("à", "au", "aux", "en", "dans")
        assert origin.of.fr.startswith(("d’", "de ", "du ", "des "))
        for language in ("fr", "en"):
            assert origin.within(language).endswith(origin.name(language))
            assert origin.of(language).endswith(origin.name(language))
        bare = origin.of.fr.removesuffix(origin.name.fr)
        assert (bare in ("d’", "de l’", "des ", "du ")) >= (origin.name.fr[0] in "AEIOUÉÈÊÎ"), bare
    with (FOLDER / "names.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["code"] for row in csv.DictReader(stream)] == sorted(codes)


def test_the_table_of_names_is_what_its_provenance_says():
    known = tomllib.loads((FOLDER / "names.toml").read_text(encoding="utf-8"))
    assert known["sha256"] == hashlib.sha256((FOLDER / "names.csv").read_bytes()).hexdigest()
    assert known["rows"] == len(read_table("countries"))


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


def test_a_level_that_there_is_not_is_refused_with_those_that_there_are():
    assert read_origin("CMR").level("division").one.fr == "département"
    with pytest.raises(UsageError, match="Choose among: region, division"):
        read_origin("CMR").level("province")
    with pytest.raises(UsageError, match="No parts of Tuvalu are known"):
        read_origin("TUV").level("region")


def test_units_are_called_what_the_country_calls_them():
    called = {code: read_origin(code).levels[0] for code in ("USA", "LBN", "PHL", "BEN", "MDG")}
    assert {code: level.one.fr for code, level in called.items()} == {
        "USA": "État",
        "LBN": "gouvernorat",
        "PHL": "province",
        "BEN": "département",
        "MDG": "région",
    }
    assert called["USA"].line("fr") == "Limite d’État"
    assert {level.name for level in called.values()} == {"region"}


def test_the_table_of_levels_is_that_of_the_layer_and_its_script():
    known = tomllib.loads((FOLDER / "levels.toml").read_text(encoding="utf-8"))
    assert known["sha256"] == hashlib.sha256((FOLDER / "levels.csv").read_bytes()).hexdigest()
    units = read_table("admin1").groupby("country").size()
    with (FOLDER / "levels.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["code"]: int(row["units"]) for row in rows} == units.to_dict()
    without = {row["code"] for row in rows if not row["kind"]}
    assert without - set(units[units == 1].index) == {"ATA", "ATF", "KIR"}
    for row in rows:
        origin = read_origin(row["code"])
        assert bool(origin.levels) == bool(row["kind"])


def test_two_origins_are_not_one():
    require_origin(read_origin("SEN"), read_origin("SEN"), "The districts are those")
    with pytest.raises(UsageError, match="those of Cameroon and the counts those of Sen"):
        require_origin(read_origin("CMR"), read_origin("SEN"), "The districts are those")


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
