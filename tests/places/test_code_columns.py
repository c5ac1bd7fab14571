from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.counts.origin_files import read_origin
from diasporamap.intake import join_file
from diasporamap.places.coded import with_codes
from diasporamap.places.columns import Naming, matched_columns
from diasporamap.places.countries import (
    column_system,
    is_non_answer,
    match_place,
    unmatched_place,
)
from diasporamap.places.country_names import countries_register
from diasporamap.places.origins import match_origin
from diasporamap.places.registers import NOT_STATED, Match
from diasporamap.readers.options import ReadingOptions
from diasporamap.tables.headers import recognise

NAMES = ["France", "Allemagne", "Gabon", "Côte d'Ivoire", "United States", "Suisse"]


def codes(*places, aliases=None):
    table = pd.DataFrame({"place": places, "sex": "F", "count": 1})
    found = matched_columns(table, Naming(aliases=aliases))["place"]
    return found.codes.fillna("").tolist()


def read(tmp_path, *lines, **options):
    path = tmp_path / "counts.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return join_file(path, ReadingOptions(**options))


@pytest.mark.parametrize(
    "answer",
    ["NR", "NC", "SO", "DK", "NA", "AUT", "IND", "EST", "est", "sur", "com", "4", "12", "004"],
)
def test_a_code_among_names_is_refused_with_the_choice(answer):
    assert codes("France", "Allemagne", "Gabon", answer) == ["FRA", "DEU", "GAB", ""]
    match = match_place(answer, system="")
    assert (match.place, match.reason) == (None, "code")
    problem = unmatched_place(answer, match)
    meant = match.suggestions[0].partition("(")[2].rstrip(")")
    assert f"'{answer}' is a code, or an answer" in problem.message
    assert f"if {meant} is meant, 'not stated' if that is" in problem.hint


@pytest.mark.parametrize("answer", ["NSP", "ND", "N/A", "REF", "99", "-1", "-9", "autre", "n.d."])
def test_other_answers_are_no_countries(answer):
    assert codes("France", answer) == ["FRA", ""]


#: What stands for a country beside names too, and is no code or one that is used as a name.
ABBREVIATIONS = {
    *("USA", "US", "UK", "UAE", "EAU", "RDC", "DRC", "RCA", "CAR", "RCI", "RSA", "KSA"),
    *("PRC", "RPC", "RFA", "RKS", "ROK", "EUA"),
}
#: Words of French and English, and answers, that are codes of countries in some case.
WORDS = [
    *(
        "non",
        "sud",
        "est",
        "oui",
        "dom",
        "tom",
        "fin",
        "par",
        "can",
        "and",
        "per",
        "cub",
        "mar",
        "lux",
        "nor",
    ),
    *(
        "no",
        "na",
        "ne",
        "nc",
        "nr",
        "so",
        "in",
        "is",
        "it",
        "to",
        "be",
        "as",
        "at",
        "by",
        "me",
        "my",
        "us",
        "an",
        "les",
        "la",
    ),
    *(
        "le",
        "de",
        "du",
        "en",
        "et",
        "ou",
        "si",
        "se",
        "sa",
        "ma",
        "mes",
        "pas",
        "sur",
        "com",
        "net",
        "org",
        "arm",
    ),
    *(
        "bel",
        "ben",
        "bra",
        "cap",
        "cat",
        "che",
        "col",
        "cri",
        "dma",
        "dnk",
        "ind",
        "gin",
        "gum",
        "ham",
        "hun",
    ),
    *(
        "irn",
        "isl",
        "jam",
        "ken",
        "mac",
        "mad",
        "man",
        "mus",
        "pan",
        "pol",
        "pri",
        "rou",
        "rus",
        "sen",
        "ser",
    ),
    *(
        "sun",
        "tca",
        "ton",
        "van",
        "ven",
        "vin",
        "zaf",
        "ouest",
        "nord",
        "autre",
        "lot",
        "mer",
        "vie",
    ),
]


@given(
    st.lists(st.sampled_from(NAMES), min_size=1),
    st.one_of(
        st.from_regex(r"[A-Za-z]{1,3}|\d{1,3}|-\d{1,2}", fullmatch=True),
        st.sampled_from(sorted(countries_register().codes)),
        st.sampled_from(WORDS),
    ),
    st.sampled_from([str, str.upper, str.lower, str.title]),
    st.sampled_from(
        [
            *("{}", "{}*", "{} (1)", "{}²", "{} 2", "{}.", "({})", "[{}]", '"{}"', "{} :", "*{}"),
            *("- {}", "{}, {}", "{}/{}", "{} - {}", "{} ({})", "{} {}", "la {}", "{} et {}"),
            "pays {}",
        ]
    ),
)
def test_no_code_like_word_in_a_column_of_names_becomes_a_country(names, word, case, marked):
    written = marked.format(case(word), case(word))
    found = codes(*names, written)[-1]
    assert not found or word.upper().strip("-") in ABBREVIATIONS, written


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("case", [str.lower, str.upper, str.title])
def test_no_word_that_is_a_code_is_a_country_beside_names(word, case):
    assert codes("France", "Gabon", case(word))[-1] == ("USA" if word == "us" else "")


@pytest.mark.parametrize(
    ("places", "right"),
    [
        (["FRA", "AUT", "IND"], ["FRA", "AUT", "IND"]),
        (["FR", "NR", "EL", "UK"], ["FRA", "NRU", "GRC", "GBR"]),
        (["250", "4", "012"], ["FRA", "AFG", "DZA"]),
        (["fra", "est"], ["FRA", "EST"]),
        (["FRA", "DEU", "est"], ["", "", ""]),
        (["FRA", "DEU", "NR"], ["FRA", "DEU", ""]),
        (["NR", "NC"], ["", ""]),
        (["FRA", "DEU", "GAB", "USA", "ITA", "BEL", "CHE", "CAN", "GBR", "Kosovo"], None),
        (["FRA", "Autres", "XYZ"], ["FRA", "", ""]),
        (["FRA", "Gabon"], ["", "GAB"]),
        (["UAE", "USA", "NR"], ["ARE", "USA", ""]),
    ],
)
def test_a_column_is_one_of_codes_where_nearly_all_are_of_one_system(places, right):
    found = codes(*places)
    assert found == right if right else all(found)


def test_names_of_ones_own_go_before_the_rule():
    assert codes("France", "AUT", aliases={"AUT": "AUT"}) == ["FRA", "AUT"]
    assert column_system(["FRA", "Gabon"], {"Gabon": "GAB"}) == "alpha-3 in capitals"


@pytest.mark.parametrize("mark", ["#", "# ", "//", "; ", "?", "≠", "* ", "- ", "!", "~ "])
def test_a_mark_before_a_name_is_no_name(mark):
    match = match_place(f"{mark}Belgique")
    assert (match.place, match.reason) == (None, "marked")
    assert match.suggestions == ("BEL (Belgique / Belgium)",)
    assert "BEL (Belgique / Belgium) is meant" in unmatched_place("# Belgique", match).hint
    assert match_origin(f"{mark}Ouest", read_origin()).place is None


@pytest.mark.parametrize("name", ["France*", "«France»", "(France)", "'France'", "France (1)"])
def test_marks_of_notes_and_quotes_are_let_pass(name):
    assert match_place(name).place in ("FRA", None if "1" in name else "FRA")


@pytest.mark.parametrize("name", ["# N. Zealand", "? France (1)", "≠ France - FR", "# Chine/Japon"])
def test_a_mark_is_seen_whatever_way_a_name_is_read(name):
    assert match_place(name, system="").place is None


def test_a_doubt_behind_a_name_is_no_name():
    assert match_place("France ?").reason == match_place("France (?)").reason == "marked"


@pytest.mark.parametrize("sign", ["# ", "//", "; ", "#"])
def test_a_row_that_is_commented_out_is_left_out_and_told(tmp_path, sign):
    rows = ("Gabon,1,2", f"{sign}Belgique,38,41", "Tchad,3,4")
    file = read(tmp_path, "pays,femmes,hommes", *rows)
    assert file.counts["place"].unique().tolist() == ["GAB", "TCD"]
    assert file.report.people_in == 10
    notes = [note for note in file.table.recognised.notes if note.kind == "commented"]
    assert [str(note) for note in notes] == ["left out 1 row that is commented out"]


@pytest.mark.parametrize(
    "text",
    [
        *("Non renseigné", "non renseignée", "NON RENSEIGNÉS", "Pays non renseigné", "Non précisé"),
        *("pays de résidence non déclaré", "Non spécifié", "Inconnue", "Pays inconnu", "Refus"),
        *("Sans réponse", "Ne sait pas", "Not stated", "(not stated)", "Country not stated"),
        *("Unknown", "unknown country", "Don't know", "don’t know", "No answer", "Not specified"),
    ],
)
def test_a_place_that_is_not_stated_is_told_from_a_strange_name(text):
    assert is_non_answer(text)
    assert match_place(text) == Match(None, NOT_STATED)
    assert match_place(text, aliases={text: "FRA"}).place == "FRA"


@pytest.mark.parametrize("text", ["France", "Autres pays", "NR", "Niger", "Refuge", "", "Nord"])
def test_other_texts_are_no_such_answer(text):
    assert not is_non_answer(text)


def test_people_counted_at_home_are_told(tmp_path):
    file = read(tmp_path, "place,sex,count", "SEN,F,30", "FRA,F,60", origin="SEN")
    (note,) = [note for note in file.table.recognised.notes if note.kind == "at_home"]
    assert str(note) == (
        "people counted in Senegal, the country of origin, live at home and are no diaspora"
    )
    assert note.doubtful
    assert "(Sénégal)" in note.text("fr")
    other = read(tmp_path, "place,sex,count", "CMR,F,30", "FRA,F,60", origin="SEN")
    assert "at_home" not in {note.kind for note in other.table.recognised.notes}


@pytest.mark.parametrize(
    ("code", "place"),
    [
        *(("CM001", "CM-AD"), ("CM01", "CM-AD"), ("CM10", "CM-SW"), ("cm010", "CM-SW")),
        *(("CM002007", "cm-ce-mfoundi"), ("CM005004", "cm-lt-wouri")),
        ("CM008006", "cm-ou-mifi"),
    ],
)
def test_p_codes_of_regions_and_divisions(code, place):
    assert match_origin(code, read_origin()).place == place


def test_p_codes_that_nobody_gave_are_refused():
    for code in ("CM011", "CM11", "CM002011", "CM000"):
        assert match_origin(code, read_origin()).place is None


@pytest.mark.parametrize(
    "header",
    [
        *("Region of origin in Cameroon", "Région d'origine au Cameroun"),
        *("Département d'origine au Cameroun", "Province of origin in the Philippines"),
        "Division of origin",
    ],
)
def test_headers_of_origin_name_a_country_or_none(header):
    assert recognise([header])[0] == {"origin": 0}


@pytest.mark.parametrize("header", ["Place in Cameroon", "Region in Cameroon", "City of Paris"])
def test_other_headers_do_not_lose_their_end(header):
    assert recognise([header])[0] == {}


def test_a_group_that_bears_the_name_of_a_country_is_left_out_among_groups(tmp_path):
    header = "place,women,men"
    groups = read(tmp_path, header, "FRA,6,5", "Micronesia,1,2", "Polynésie,1,2", "Melanesia,3,4")
    assert groups.counts["place"].unique().tolist() == ["FRA"]
    (note,) = [note for note in groups.table.recognised.notes if note.kind == "groups"]
    assert note.fields["number"] == 3
    alone = read(tmp_path, header, "France,6,5", "Micronesia,1,2")
    assert alone.counts["place"].unique().tolist() == ["FRA", "FSM"]
    central = read(tmp_path, header, "Gabon,6,5", "Central Africa,9,9", "West Africa,1,2")
    assert central.counts["place"].unique().tolist() == ["GAB"]


def test_counted_persons_keep_a_code_among_names_in_doubt():
    rows = [("France", "F", 3), ("AUT", "F", 2), ("Gabon", "M", 1)]
    coded = with_codes(pd.DataFrame(rows, columns=["place", "sex", "count"]))
    assert sorted(coded.counts["place"]) == ["?AUT", "FRA", "GAB"]
    assert coded.lost == 2
    again = matched_columns(coded.counts, Naming())["place"]
    assert again.codes.fillna("").tolist().count("AUT") == 0


def test_a_column_of_codes_may_have_names_that_fit_several_places():
    coded = ["FRA", "GAB", "ITA", "DEU", "TCD", "CAN", "BEL", "CHE"]
    assert codes(*coded, "Guinée", "Corée", "Allemange") == [*coded, "", "", ""]
    assert codes("NR", "AUT", "Congo", "Guinée") == ["", "", "", ""]
