from functools import cache

import pandas as pd
import pytest

from diasporamap.counts.aggregation import select_counts
from diasporamap.counts.origin_files import read_origin
from diasporamap.counts.schema import DEFINITIONS
from diasporamap.counts.sources import Source
from diasporamap.districts.choice import DistrictChoice
from diasporamap.maps import MapSpec, compose
from diasporamap.measures import MEASURES
from diasporamap.protection import Release
from diasporamap.readers.example import read_example


@pytest.fixture(scope="module")
def published():
    counts, sources = read_example()
    return Release(select_counts(counts), sources=sources).by()


def words(protected, **options):
    return compose(protected, MapSpec(**options)).words


def test_titles_say_who_is_counted_and_when(published):
    assert words(published).title == "Personnes nées au Cameroun et vivant à l’étranger, 2020"
    assert words(published, language="en", measure="women").title == (
        "Women born in Cameroon and living abroad, 2020"
    )
    assert words(published, measure="share_women").title == (
        "Part des femmes parmi les personnes nées au Cameroun et vivant à l’étranger, 2020"
    )


@pytest.mark.parametrize(
    ("origin", "definition", "language", "title"),
    [
        ("PHL", "national", "fr", "Ressortissants des Philippines vivant à l’étranger"),
        ("DZA", "national", "fr", "Ressortissants d’Algérie vivant à l’étranger"),
        ("NLD", "national", "en", "Nationals of the Netherlands living abroad"),
        ("COD", "estimate", "fr", "Diaspora de la République démocratique du Congo (estimation)"),
        ("GMB", "born_in", "en", "People born in the Gambia and living abroad"),
        ("HTI", "registered", "fr", "Personnes inscrites auprès des missions d’Haïti"),
        ("CUB", "born_in", "fr", "Personnes nées à Cuba et vivant à l’étranger"),
    ],
)
def test_the_origin_of_the_counts_is_named_with_its_article(origin, definition, language, title):
    counts = pd.DataFrame({"place": ["KEN", "KEN"], "sex": ["F", "M"], "count": [60, 40]})
    protected = Release(
        counts.assign(definition=definition),
        districts=DistrictChoice(origin=read_origin(origin)),
    ).by()
    assert words(protected, language=language).title == title


@cache
def two_years(definition=None, *, all_origins=False):
    """Make protected counts of two years for all languages and measures, once."""
    counts = pd.DataFrame({"place": ["KEN", "KEN"], "sex": ["F", "M"], "count": [60, 40]})
    sources = {}
    if definition:
        counts = counts.assign(definition=definition)
    if all_origins:
        sources = {
            "all": Source("all", "All", "Tous", "All", all_origins=True, definition=definition)
        }
        counts = counts.assign(source="all")
    before = Release(counts.assign(year=2010), sources=sources)
    return Release(counts.assign(year=2020), sources=sources, before=before).by()


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("definition", [*DEFINITIONS, None])
@pytest.mark.parametrize("measure", MEASURES)
def test_every_definition_and_measure_has_its_words(language, definition, measure):
    written = words(two_years(definition), language=language, measure=measure)
    texts = [written.title, written.subtitle, *written.captions, written.alt]
    assert all(text and "{" not in text for text in texts)


def test_captions_give_source_boundaries_projection_and_disclaimer(published):
    source, note, boundaries, disclaimer = words(published, language="en").captions
    assert source.startswith("Source. United Nations, Department of Economic")
    assert source.endswith("International Migrant Stock 2020.")
    assert note == (
        "Note. Depending on the country, UN DESA counts people born in Cameroon or citizens of "
        "Cameroon. Only one sex published for: Latvia."
    )
    assert boundaries.startswith("Boundaries. Natural Earth")
    assert disclaimer.startswith("Disclaimer. This map")
    assert boundaries.endswith("Projection: Equal Earth, central meridian 11°\N{NO-BREAK SPACE}E.")
    assert "do not imply official endorsement" in disclaimer
    assert "resolution 1244 (1999)" in disclaimer


def test_french_has_no_break_spaces_before_its_high_marks(published):
    assert words(published).captions[0].startswith("Source. Nations Unies")


def test_a_table_without_a_declared_source_says_so():
    counts = pd.DataFrame({"place": ["KEN"], "sex": ["F"], "count": [60]})
    assert words(Release(counts).by(), language="en").captions[0] == "Source. Not stated."


def test_colours_for_raw_counts_carry_a_warning(published):
    assert any(
        "proportional circles are better" in c
        for c in words(published, language="en", kind="choropleth").captions
    )
    assert not any("exaggerate" in c for c in words(published, language="en").captions)


def test_unknown_sex_is_noted_and_the_measure_blanked():
    counts = pd.DataFrame(
        {
            "place": ["KEN"] * 3 + ["GAB"] * 3,
            "sex": ["F", "M", "U"] * 2,
            "count": [60, 30, 10, 60, 10, 30],
        }
    )
    composition = compose(Release(counts).by(), MapSpec(measure="share_women", language="en"))
    assert composition.table.loc[["KEN", "GAB"], "state"].tolist() == [
        "value",
        "unknown_sex_too_high",
    ]
    note = composition.words.captions[1]
    assert "more than 5% of people in: Kenya (10.0%)." in note
    assert "more than 20% of people) in: Gabon (30.0%)." in note


def test_alternative_text_names_the_largest_and_the_ends(published):
    assert "France (92,983), United States (70,087)" in words(published, language="en").alt
    rate = words(published, measure="share_women").alt
    # 1 of 13 in Bolivia, 7.7 %, is not the lowest rate that is worth a word.
    assert "Bolivie" not in rate
    many = "Là où au moins 100 personnes sont comptées, valeurs de "
    assert rate.endswith(f"{many}15,1\u202f% (Égypte) à 63,7\u202f% (Suisse).")


def shares(**people):
    """Return protected counts: women and men by place."""
    cells = [
        (place, sex, n) for place, pair in people.items() for sex, n in zip("FM", pair, strict=True)
    ]
    return Release(pd.DataFrame(cells, columns=["place", "sex", "count"])).by()


def test_a_rate_of_few_people_is_no_end_of_the_rates():
    few = shares(FRA=(60, 50), GAB=(90, 30), TCD=(9, 8), BEL=(30, 6))
    alt = words(few, measure="share_women", language="en").alt
    assert "4 countries. Where at least 50 people are counted, values from 54.5% (France)" in alt
    assert alt.endswith("to 75.0% (Gabon).")
    alt = words(shares(FRA=(60, 50), GAB=(90, 30)), measure="share_women", language="en").alt
    assert alt.endswith("2 countries. Values from 54.5% (France) to 75.0% (Gabon).")
    alt = words(shares(TCD=(9, 8), BEL=(30, 6)), measure="sex_ratio", language="en").alt
    assert alt.endswith("2 countries.")


@pytest.mark.parametrize(("measure", "kind"), [("total", "choropleth"), ("women", "choropleth")])
def test_alternative_text_says_how_the_map_is_drawn(published, measure, kind):
    assert "in colours:" in words(published, measure=measure, kind=kind, language="en").alt
    assert "en couleurs\N{NO-BREAK SPACE}:" in words(published, measure=measure, kind=kind).alt
    assert "cercles" in words(published, measure=measure).alt


UNKNOWN = {"GAB": 31, "USA": 30, "ITA": 20, "BEL": 11, "FRA": 9, "CHE": 5}


def of_unknown_sex(**shares):
    """Return protected counts of 1000 people a place, of which a share in per cent is unknown."""
    cells = [
        (place, sex, count)
        for place, share in shares.items()
        for sex, count in (("F", 1000 - 10 * share - 400), ("M", 400), ("U", 10 * share))
    ]
    return Release(pd.DataFrame(cells, columns=["place", "sex", "count"])).by()


@pytest.mark.parametrize("measure", ["women", "men", "total"])
def test_maps_of_one_sex_name_the_places_with_the_most_unknown_the_worst_first(measure):
    notes = words(of_unknown_sex(**UNKNOWN), measure=measure, language="en").captions[1]
    assert notes == (
        "Note. Sex not stated for more than 5% of people in: Gabon (31.0%), United States (30.0%), "
        "Italy (20.0%), Belgium (11.0%), and France (9.0%)."
    )


def test_shares_name_the_noted_and_the_blanked_the_worst_first():
    notes = words(of_unknown_sex(**UNKNOWN), measure="share_women").captions[1]
    assert "5\u202f% des personnes\xa0: Italie (20,0\u202f%), Belgique (11,0\u202f%) et Fr" in notes
    assert "20\u202f% des personnes\xa0: Gabon (31,0\u202f%) et États-Unis (30,0\u202f%)." in notes


def test_of_many_places_the_worst_are_named_and_the_others_counted():
    places = [
        *("FRA", "DEU", "BEL", "NLD", "ITA", "ESP"),
        *("PRT", "CHE", "AUT", "POL", "SWE", "NOR"),
    ]
    many = of_unknown_sex(**{place: 50 - at for at, place in enumerate(places)})
    notes = words(many, measure="women").captions[1]
    assert "plus de 5\u202f% des personnes\xa0: France (50,0\u202f%), Allemagne (49,0" in notes
    assert notes.endswith("Pologne (41,0\u202f%) et 2 autres.")


def test_people_without_any_sex_are_no_news_on_a_map_of_all():
    cells = {"place": ["FRA", "GAB"], "sex": ["U", "U"], "count": [70, 80]}
    counts = Release(pd.DataFrame(cells)).by()
    assert not any("Sexe" in caption for caption in words(counts).captions)


def test_names_are_listed_in_the_order_of_the_language():
    places = ["ZWE", "EGY", "ETH", "FRA", "DEU"]
    cells = {"place": places, "sex": ["F"] * 5, "count": [50] * 5}
    blank = pd.DataFrame({"place": ["GAB"], "sex": ["M"], "count": [60]})
    one_sex = Release(pd.concat([pd.DataFrame(cells), blank])).by()
    listed = words(one_sex).captions[1]
    assert "Allemagne, Égypte, Éthiopie, France, Gabon et Zimbabwe." in listed
    assert "Égypte (50), Éthiopie (50), France (50)" in words(one_sex, measure="women").alt


def test_french_prints_typographic_apostrophes_in_names_too():
    source = Source("r", "Registre", "Registre de l'ambassade : 5 % d'oublis", "Register")
    cells = {"place": ["CIV", "USA"], "sex": ["F", "F"], "count": [60, 70], "source": ["r", "r"]}
    protected = Release(pd.DataFrame(cells), sources={"r": source}).by()
    composition = compose(protected, MapSpec(title="L'an I : l'essai"))
    french = composition.words
    written = " ".join((french.title, french.subtitle, *french.captions, french.alt))
    assert "'" not in written
    assert "Côte d’Ivoire (60)" in french.alt
    assert "l’ambassade\xa0: 5\u202f% d’oublis." in french.captions[0]
    assert french.title == "L’an I\xa0: l’essai"
    assert composition.table.at["CIV", "short"] == "Côte d’Ivoire"
    assert "Côte d’Ivoire (60)" in words(protected, language="en").alt


def test_one_country_is_singular():
    counts = pd.DataFrame({"place": ["KEN"], "sex": ["F"], "count": [60]})
    assert words(Release(counts).by(), language="en").subtitle.endswith("60 in 1 country.")


def test_a_source_is_cited_in_the_language_of_the_map():
    source = Source("register", "Register", "Registre consulaire", "Consular register")
    counts = pd.DataFrame({"place": ["KEN"], "sex": ["F"], "count": [60], "source": ["register"]})
    protected = Release(counts, sources={"register": source}).by()
    assert words(protected).captions[0].endswith("Registre consulaire.")
    assert words(protected, language="en").captions[0] == "Source. Consular register."


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("measure", MEASURES)
def test_migrants_of_all_origins_are_not_said_to_come_from_one(language, measure):
    protected = two_years("born_in", all_origins=True)
    title = words(protected, language=language, measure=measure).title
    assert {"fr": "toutes origines", "en": "all origins"}[language] in title
    assert not {"Cameroun", "Cameroon"} & set(title.split())


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fr", "Effectif par pays de résidence. Total affiché\N{NO-BREAK SPACE}: 110 dans 1 pays."),
        ("en", "Number by country of residence. Total shown: 110 in 1 country."),
    ],
)
def test_a_place_with_nobody_is_not_among_those_that_people_are_in(language, told):
    written = words(shares(FRA=(60, 50), GAB=(0, 0)), language=language)
    assert written.subtitle == told
    assert "Gabon" not in written.alt
    nowhere = words(shares(FRA=(0, 0), GAB=(0, 0)), language="en")
    assert nowhere.subtitle == "Number by country of residence. Total shown: 0 in 2 countries."
