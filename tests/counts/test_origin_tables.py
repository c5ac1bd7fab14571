"""Every country is an origin with the articles of its names and the word for its units."""

from __future__ import annotations

import csv
import hashlib
import tomllib

import pytest

from diasporamap.counts.origin import Bilingual
from diasporamap.counts.origin_files import read_origin
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
