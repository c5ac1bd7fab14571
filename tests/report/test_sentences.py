"""Draft sentences: by hand from the counts, and nothing that a release does not show."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import diasporamap as dm
from diasporamap.language import LANGUAGES
from diasporamap.protection.figures import figures_by_place
from diasporamap.report import DRAFTS

PLACES = ("FRA", "DEU", "GAB", "BEL", "ITA", "USA", "CAN", "TCD")


def plain(sentences):
    return [re.sub("[\u00a0\u202f]", " ", sentence) for sentence in sentences]


@pytest.fixture(scope="module")
def shipped():
    return dm.release("undesa:CMR", year=2020, since=2010)


def written(name, release, language):
    return plain(DRAFTS[name].write(release, language))


def test_where_people_live(shipped):
    assert written("where", shipped, "fr") == [
        "En 2020, 441 015 personnes sont comptées dans 57 pays.",
        (
            "5 pays en réunissent 68,5 % : France (92 983), États-Unis (70 087), Nigéria (52 489), "
            "Gabon (50 906) et Tchad (35 635)."
        ),
    ]


def test_what_part_women_are(shipped):
    assert written("sexes", shipped, "fr") == [
        (
            "Les femmes sont 50,3 % des personnes dont le sexe est connu : 221 636 femmes et "
            "219 379 hommes."
        ),
        "Parmi les 10 premiers pays, leur part va de 40,7 % (Congo) à 63,2 % (France).",
    ]


def test_what_changed(shipped):
    more, rises, *_, caution = written("change", shipped, "en")
    assert more == "Their number has grown by 58.1% since 2010, from 278,898 to 441,015."
    assert rises.startswith("The largest rises: United States (+39,892), Nigeria (+30,275), Gabon")
    assert caution == "Part of these changes may come from new national sources."


def test_where_the_districts_are(shipped):
    first, shared, outside = written("districts", shipped, "en")
    assert first.startswith("The consular districts in which most people live: ")
    assert shared == "64,671 people live in countries that several districts share."
    assert outside == "5,112 people live in a country that is in no known district."


def test_what_is_not_known(shipped):
    assert written("unknown", shipped, "fr") == [
        (
            "Les données ne disent pas l’âge, la partie du pays d’où viennent les personnes et où "
            "dans leur pays elles vivent."
        )
    ]


def test_where_a_figure_is_hidden_no_sum_is_told(tmp_path):
    counts = tmp_path / "register.csv"
    counts.write_text("place,sex,count\nFRA,F,700\nFRA,M,600\nGAB,F,3\nGAB,M,1\n")
    release = dm.release(counts)
    told = " ".join(one for name in DRAFTS for one in written(name, release, "en"))
    assert "The largest numbers shown: France (1,300)." in told
    assert "1,304" not in told
    assert "Gabon" not in told
    assert "are not shown, so that groups of fewer than 5 people stay protected" in told


@settings(max_examples=25)
@given(
    st.dictionaries(
        st.sampled_from(PLACES),
        st.tuples(st.integers(0, 900), st.integers(0, 900), st.integers(0, 300)),
        min_size=1,
    ),
    st.sampled_from(LANGUAGES),
)
def test_every_figure_of_a_sentence_is_shown_or_made_of_what_is(people, language):
    import pandas as pd

    rows = [
        (place, sex, n)
        for place, each in people.items()
        for sex, n in zip("FMU", each, strict=True)
    ]
    counts = pd.DataFrame(rows, columns=["place", "sex", "count"])
    release = dm.release(counts, origin="CMR")
    table = release.by("country")
    shown = figures_by_place(table)[0]
    known = {int(n) for n in shown.to_numpy().ravel() if not pd.isna(n)}
    if table.sums_told:
        known |= {int(n) for n in shown.sum()}
    known |= set(range(11)) | {release.profile.threshold, table.suppressed_cells}
    for name in DRAFTS:
        for sentence in written(name, release, language):
            bare = re.sub(r"\d+[.,]\d ?%", "", sentence)
            numbers = re.findall(r"\d{1,3}(?:[ ,]\d{3})+|\d+", bare)
            assert {int(re.sub("[ ,]", "", one)) for one in numbers} <= known, sentence
