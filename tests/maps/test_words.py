import pandas as pd
import pytest

from diasporamap.counts.aggregation import select_counts
from diasporamap.counts.origin import read_origin
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
    assert words(published).title == "Personnes nées au Cameroun et vivant à l'étranger, 2020"
    assert words(published, language="en", measure="women").title == (
        "Women born in Cameroon and living abroad, 2020"
    )
    assert words(published, measure="share_women").title == (
        "Part des femmes parmi les personnes nées au Cameroun et vivant à l'étranger, 2020"
    )


@pytest.mark.parametrize(
    ("origin", "definition", "language", "title"),
    [
        ("PHL", "national", "fr", "Ressortissants des Philippines vivant à l'étranger"),
        ("DZA", "national", "fr", "Ressortissants d'Algérie vivant à l'étranger"),
        ("NLD", "national", "en", "Nationals of the Netherlands living abroad"),
        ("COD", "estimate", "fr", "Diaspora de la République démocratique du Congo (estimation)"),
        ("GMB", "born_in", "en", "People born in the Gambia and living abroad"),
        ("HTI", "registered", "fr", "Personnes inscrites auprès des missions d'Haïti"),
        ("CUB", "born_in", "fr", "Personnes nées à Cuba et vivant à l'étranger"),
    ],
)
def test_the_origin_of_the_counts_is_named_with_its_article(origin, definition, language, title):
    counts = pd.DataFrame({"place": ["KEN", "KEN"], "sex": ["F", "M"], "count": [60, 40]})
    protected = Release(
        counts.assign(definition=definition),
        districts=DistrictChoice(origin=read_origin(origin)),
    ).by()
    assert words(protected, language=language).title == title


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("definition", [*DEFINITIONS, None])
@pytest.mark.parametrize("measure", MEASURES)
def test_every_definition_and_measure_has_its_words(language, definition, measure):
    counts = pd.DataFrame({"place": ["KEN", "KEN"], "sex": ["F", "M"], "count": [60, 40]})
    if definition:
        counts = counts.assign(definition=definition)
    written = words(Release(counts).by(), language=language, measure=measure)
    texts = [written.title, written.subtitle, *written.captions, written.alt]
    assert all(text and "{" not in text for text in texts)


def test_captions_give_source_boundaries_projection_and_disclaimer(published):
    source, partial, boundaries, disclaimer = words(published, language="en").captions
    assert source.startswith("Source: United Nations, Department of Economic")
    assert source.endswith(
        "International Migrant Stock 2020. Depending on the country, UN DESA counts people born in "
        "Cameroon or citizens of Cameroon."
    )
    assert partial == "Only one sex published for: Latvia."
    assert boundaries.endswith("Projection: Equal Earth, central meridian 11°\N{NO-BREAK SPACE}E.")
    assert "do not imply official endorsement" in disclaimer
    assert "resolution 1244 (1999)" in disclaimer


def test_french_has_no_break_spaces_before_its_high_marks(published):
    assert words(published).captions[0].startswith("Source\N{NO-BREAK SPACE}: Nations Unies")


def test_a_table_without_a_declared_source_says_so():
    counts = pd.DataFrame({"place": ["KEN"], "sex": ["F"], "count": [60]})
    assert words(Release(counts).by(), language="en").captions[0] == "Source: not stated"


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
    assert composition.table.loc[["KEN", "GAB"], "state"].tolist() == ["value", "no_data"]
    note = composition.words.captions[1]
    assert "more than 5% of people in: Kenya." in note
    assert "more than 20% of people) in: Gabon." in note


def test_alternative_text_names_the_largest_and_the_ends(published):
    assert "France (92,983), United States (70,087)" in words(published, language="en").alt
    rate = words(published, measure="share_women").alt
    assert rate.endswith("Valeurs de 7,7\u202f% (Bolivie) à 63,7\u202f% (Suisse).")


def test_one_country_is_singular():
    counts = pd.DataFrame({"place": ["KEN"], "sex": ["F"], "count": [60]})
    assert words(Release(counts).by(), language="en").subtitle.endswith("60 in 1 country.")


def test_a_source_is_cited_in_the_language_of_the_map():
    source = Source("register", "Register", "Registre consulaire", "Consular register")
    counts = pd.DataFrame({"place": ["KEN"], "sex": ["F"], "count": [60], "source": ["register"]})
    protected = Release(counts, sources={"register": source}).by()
    assert words(protected).captions[0].endswith("Registre consulaire.")
    assert words(protected, language="en").captions[0] == "Source: Consular register."


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("measure", MEASURES)
def test_migrants_of_all_origins_are_not_said_to_come_from_one(language, measure):
    source = Source("all", "All", "Tous", "All", all_origins=True, definition="born_in")
    cells = {"place": ["KEN", "KEN"], "sex": ["F", "M"], "count": [60, 40]}
    counts = pd.DataFrame(cells).assign(source="all", definition="born_in")
    title = words(
        Release(counts, sources={"all": source}).by(), language=language, measure=measure
    ).title
    assert {"fr": "toutes origines", "en": "all origins"}[language] in title
    assert not {"Cameroun", "Cameroon"} & set(title.split())
