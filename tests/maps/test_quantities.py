"""Maps of other quantities than people: their own words everywhere, and not a word of people."""

import json
import re

import pandas as pd
import pytest

import diasporamap as dm
from diasporamap.errors import UsageError
from diasporamap.maps import MapSpec, compose
from diasporamap.maps.spec import KINDS
from diasporamap.measures import MEASURES
from tests.web.unpacking import model_of

PEOPLE = re.compile(
    r"people|persons?\b|migrants?\b(?! stocks)|personnes?\b|effectifs?\b(?! de migrants)"
    r"|born|\bn\u00e9e?s\b|residen|r\u00e9siden|diaspora(?!map)",
    re.IGNORECASE,
)
BOTH = {"fr": "Transferts", "en": "Remittances"}


@pytest.fixture(scope="module")
def money():
    table = {
        "place": ["FRA", "GAB", "TCD", "BEL", "USA", "CAN", "CHN", "NGA"],
        "montant": [1234567.25, 456.5, 0, None, 0.004, 12.25, 99.5, 7.5],
        "year": 2020,
    }
    return dm.release(pd.DataFrame(table), quantity=BOTH, unit="XAF")


@pytest.fixture(scope="module")
def by_sex():
    table = {"place": ["FRA", "GAB"], "femmes": [10.5, 1.5], "hommes": [9.5, 4.5]}
    return dm.release(pd.DataFrame(table), quantity=BOTH, unit="EUR")


def plain(text):
    """Write a text with usual spaces."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def words(release, by="country", **options):
    return compose(release, MapSpec(**options), by=by).words


def test_the_title_names_the_quantity_and_what_places_are(money):
    assert words(money).title == "Transferts, par pays, 2020"
    assert words(money, language="en").title == "Remittances, by country, 2020"
    assert words(money, "district").title == "Transferts, par circonscription consulaire, 2020"


def test_the_subtitle_has_the_sum_with_its_unit(money):
    assert plain(words(money).subtitle) == "Total affiché : 1 235 143 FCFA dans 6 pays."
    english = words(money, language="en", title="Money").subtitle
    assert english == "By country. Total shown: FCFA\u00a01,235,143 in 6 countries."


def test_what_divides_by_district_is_told_in_the_unit(money):
    caption = " ".join(words(money, "district", language="en").captions)
    assert "Attached to a district: FCFA\u00a01,235,036." in caption
    assert "FCFA\u00a0107.0 (China and Nigeria)" in caption


def test_values_legend_and_labels_are_in_the_unit(money):
    composition = compose(money, MapSpec(language="en"))
    table = composition.table
    assert table.at["FRA", "text"] == "1,234,567"
    assert table.at["GAB", "text"] == "456.5"
    assert table.at["USA", "text"] == "0.004"
    assert table.at["TCD", "state"] == "value"
    assert table.at["TCD", "text"] == "0"
    assert table.at["BEL", "state"] == "no_data"
    nested = composition.drawing.legend[0]
    assert nested.title == "Remittances (FCFA)"
    assert [entry.label for entry in nested.entries] == [
        *("1,200,000", "200,000", "20,000", "2,000 or less"),
    ]


def test_circles_of_amounts_under_one_have_a_legend():
    table = pd.DataFrame({"place": ["FRA", "GAB"], "usd_million": [0.52, 0.0301]})
    release = dm.release(table, quantity="Remittances", unit="USD million")
    composition = compose(release, MapSpec(language="en"))
    labels = [entry.label for entry in composition.drawing.legend[0].entries]
    assert labels == ["0.5", "0.1", "0.010"]
    assert composition.words.subtitle == "Total shown: 0.6\u00a0million US dollars in 2 countries."


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("by", ["country", "district"])
@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if "stock" in kind.forms])
def test_no_text_speaks_of_people(money, by_sex, language, by, kind):
    release = by_sex if kind == "half-circles" else money
    composition = compose(release, MapSpec(language=language, kind=kind), by=by)
    said = composition.words
    boundaries = 2  # the last captions, which every map has
    texts = [said.title, said.subtitle, said.alt, *said.captions[:-boundaries]]
    texts += [entry.label for entry in composition.legend]
    for part in composition.drawing.legend:
        texts += [part.title, getattr(part, "note", ""), getattr(part, "words", "")]
    texts += composition.table["text"].astype(str).tolist()
    assert not [text for text in texts if PEOPLE.search(text.replace("consulaire", ""))]


def test_the_alternative_text_names_the_largest_amounts(money):
    said = words(money, language="en").alt
    assert plain(said) == (
        "World map with proportional circles: Remittances, by country, 2020. FCFA 1,235,143 in 6 "
        "countries. The largest amounts: France (1,234,567), Gabon (456.5), China (99.5), Canada "
        "(12.2), Nigeria (7.5)."
    )


@pytest.mark.parametrize("measure", sorted({*MEASURES} - {"total"}))
def test_measures_of_people_are_refused(money, measure):
    with pytest.raises(
        UsageError, match=f"{measure} is one of people.*without sexes. Choose total"
    ):
        compose(money, MapSpec(measure=measure))


def test_sexes_have_their_measures_where_they_are_given(by_sex):
    assert plain(words(by_sex, measure="women").title) == "Transferts : femmes, par pays"
    assert words(by_sex, measure="men", language="en").title == "Remittances: men, by country"
    share = words(by_sex, measure="share_women", language="en")
    assert share.title == "Remittances: share of women, by country"
    assert share.subtitle == "By country: 2 countries, 46.2% women overall."
    assert "from 25.0% (Gabon) to 52.5% (France)" in share.alt
    with pytest.raises(UsageError, match="Choose total, women, men, share_women"):
        compose(by_sex, MapSpec(measure="sex_ratio"))


def test_remittances_have_a_title_of_their_own_and_say_that_they_are_estimates():
    release = dm.release("remittances:SEN")
    said = words(release)
    assert said.title == "Transferts de fonds reçus au Sénégal, par pays d’envoi, 2017"
    assert plain(said.subtitle) == (
        "Total affiché : 2 238 millions de dollars des États-Unis dans 74 pays."
    )
    assert "ce ne sont pas des données déclarées" in said.captions[1]
    english = words(release, language="en")
    assert english.title == "Remittances received in Senegal, by sending country, 2017"
    assert "not reported data" in english.captions[1]


def test_students_are_protected_and_have_their_own_words():
    table = pd.DataFrame({"place": ["FRA", "GAB", "TCD"], "total": [3, 1200, 800]})
    release = dm.release(table, quantity="Étudiants", unit="étudiants")
    composition = compose(release, MapSpec())
    assert composition.table.at["FRA", "state"] == "suppressed"
    assert composition.words.title == "Étudiants, par pays"
    assert plain(composition.words.subtitle) == "Total affiché : 2 000 étudiants dans 2 pays."
    assert composition.drawing.legend[0].title == "Étudiants"


def test_the_page_tells_the_quantity_alone(money, tmp_path):
    path = tmp_path / "map.html"
    money.page(path, by=("country", "district"), language="en")
    page = path.read_text(encoding="utf-8")
    model = model_of(page)
    assert [geography["rows"] for geography in model["geographies"]] == [["total"], ["total"]]
    assert list(model["measured"]) == ["total"]
    assert model["measured"]["total"]["label"]["en"] == "Remittances (FCFA)"
    by_country = model["geographies"][0]
    assert by_country["figures"]["2020"]["FRA"]["total"]["text"]["en"] == "1,234,567"
    told = json.dumps([model["geographies"], model["measured"]], ensure_ascii=False)
    assert "Women" not in page
    assert "Sex not stated" not in told  # the page's words for any figures have it


def test_the_table_has_the_unit_and_no_rows_of_sexes(money, by_sex):
    table = money.cells()
    assert set(table["sex"]) == {"T"}
    assert table.set_index("place")["count"]["FRA"] == 1234567.25
    assert set(table["quantity"]) == {"Remittances"}
    assert set(table["unit"]) == {"FCFA"}
    assert set(by_sex.cells()["sex"]) == {"F", "M", "T"}


def test_the_same_input_gives_the_same_bytes(tmp_path):
    first, second = tmp_path / "1.html", tmp_path / "2.html"
    table = {"place": ["FRA", "GAB"], "montant": [0.1, 0.2]}
    for path in (first, second):
        dm.release(pd.DataFrame(table), quantity=BOTH, unit="XAF").page(path)
    assert first.read_bytes() == second.read_bytes()
