import re
from typing import get_args

import pytest

from diasporamap.counts.notes import DOUBTFUL, LEFT_OUT, Kind, Note, shortened
from diasporamap.language import LANGUAGES
from diasporamap.language.texts import catalogue

KINDS = get_args(Kind)


def texts(language, kind):
    text = catalogue(language, "notes")[kind]
    return list(text.values()) if isinstance(text, dict) else [text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_a_text_in_every_language_and_no_text_is_of_no_kind(language):
    assert set(catalogue(language, "notes")) - {"hints"} == set(KINDS)
    assert set(catalogue(language, "notes")["hints"]) <= set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_the_same_fields_in_both_languages(kind):
    fields = [
        set().union(*(re.findall(r"{(\w+)}", text) for text in texts(language, kind)))
        for language in LANGUAGES
    ]
    assert fields[0] | {"number"} == fields[1] | {"number"}


def test_kinds_that_are_told_apart_are_kinds():
    assert {*LEFT_OUT, *DOUBTFUL} <= set(KINDS)


@pytest.mark.parametrize(
    ("note", "left_out", "doubtful", "untold"),
    [
        (Note("groups", {"number": 1, "names": ("Total",)}), True, False, None),
        (Note("repeated", {"number": 4}), False, True, None),
        (Note("persons", {"number": 12}), False, False, ""),
        (
            Note("places_differ", {"sums": ("2020: 5 stated",)}),
            False,
            True,
            "the places do not add up to the total of the table",
        ),
        (Note("rest_are_men"), False, False, None),
        (Note("totals_unused", {"number": 1}), False, True, None),
    ],
)
def test_notes_are_told_apart_by_their_kind(note, left_out, doubtful, untold):
    assert (note.left_out, note.doubtful) == (left_out, doubtful)
    without = note.without_sums()
    assert without == note if untold is None else str(without or "") == untold


@pytest.mark.parametrize(
    ("note", "french", "english"),
    [
        (
            Note("groups", {"number": 1, "names": ("Total",)}),
            "laissé de côté 1 groupe de pays, qui n’est pas un lieu\xa0: Total",
            "left out 1 group of countries, which is no place: Total",
        ),
        (
            Note("groups", {"number": 7, "names": shortened(list("abcdefg"), 1)}),
            "laissé de côté 7 groupes de pays, qui ne sont pas des lieux\xa0: a et 6 autres",
            "left out 7 groups of countries, which are no places: a and 6 more",
        ),
        (
            Note("persons", {"number": 0}),
            "compté 0 personne",
            "counted 0 persons",
        ),
        (
            Note("persons", {"number": 1234}),
            "compté 1\u202f234 personnes",
            "counted 1,234 persons",
        ),
        (
            Note("origin", {"name": {"fr": "Mali", "en": "Mali"}, "origins": 2}),
            "gardé les personnes de ce pays d’origine\xa0: Mali (2 origines dans le tableau)",
            "kept the people from Mali, of 2 origins in the table",
        ),
        (
            Note("other_measures", {"number": 3, "codes": shortened([], 8, left=2)}),
            "laissé de côté 3 chiffres d’autres mesures (2 valeurs)",
            "left out 3 figures of other measures (2 values)",
        ),
    ],
)
def test_notes_are_written_in_both_languages(note, french, english):
    assert (note.text("fr"), note.text("en")) == (french, english)
    assert str(note) == english
