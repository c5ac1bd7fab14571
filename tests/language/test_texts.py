from __future__ import annotations

import re
import string

import pytest
from babel.lists import format_list

from diasporamap.errors import UsageError
from diasporamap.language import (
    LANGUAGES,
    has_text,
    in_print,
    list_text,
    sort_key,
    text,
)
from diasporamap.language.texts import catalogue
from diasporamap.registry import require_language


def texts(table, path=""):
    for key, value in table.items():
        if isinstance(value, dict):
            yield from texts(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


def fields(value):
    return {name for _, name, _, _ in string.Formatter().parse(value) if name is not None}


def test_french_comes_first():
    assert LANGUAGES == ("fr", "en")


def test_both_languages_have_the_same_texts_with_the_same_fields():
    french, english = (dict(texts(catalogue(language))) for language in LANGUAGES)
    assert french.keys() == english.keys()
    for key, value in french.items():
        assert value.strip(), key
        assert english[key].strip(), key
        assert fields(value) == fields(english[key]), key


def test_french_has_no_breaking_space_before_its_high_punctuation():
    for key, value in texts(catalogue("fr")):
        for mark in ";:!?%":
            assert f" {mark}" not in value, key


def test_a_text_is_filled_in():
    assert text("caption.source", "en", citation="UN") == "Source. UN"
    assert "ONU" in text("caption.source", "fr", citation="ONU")
    with pytest.raises(KeyError):
        text("caption.source", "en")


@pytest.mark.parametrize("key", ["nothing", "legend.nothing", "legend", "legend.total.more"])
def test_unknown_keys(key):
    assert not has_text(key, "en")
    with pytest.raises((KeyError, TypeError)):
        text(key, "en")
    assert has_text("legend.no_data", "en")


def test_lists_are_joined_as_in_a_sentence():
    assert list_text(["a"], "fr") == "a"
    assert list_text(["a", "b", "c"], "fr") == "a, b et c"
    assert list_text(["a", "b", "c"], "en") == "a, b, and c"


def test_other_languages_are_refused():
    assert require_language("fr") == "fr"
    with pytest.raises(
        UsageError, match=r"'de' is not a language of diasporamap\. Choose fr or en"
    ):
        require_language("de")


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("l'Égypte et N'Djaména", "l’Égypte et N’Djaména"),
        ("qu'« un » : 5 % ?", "qu’«\xa0un\xa0»\xa0: 5\u202f%\u202f?"),
        ("fin ; et ! 12:30", "fin\u202f; et\u202f! 12:30"),
        ("d'1 an, 3'000 et 'mot'", "d’1 an, 3'000 et 'mot'"),
    ],
)
def test_french_in_print_has_its_apostrophes_and_spaces(written, printed):
    assert in_print(written, "fr") == in_print(printed, "fr") == printed


def test_english_in_print_has_its_apostrophes_and_no_french_spaces():
    assert in_print("N'Djaména : Hala'ib ; 3'000 'words'", "en") == (
        "N’Djaména : Hala’ib ; 3'000 'words'"
    )
    for subject in ("maps", "notes", "audit", "problems"):
        found = texts(catalogue("en", subject))
        assert not [key for key, value in found if re.search(r"[a-z]'[a-z]", str(value))]


def test_no_french_text_has_a_straight_apostrophe():
    for subject in ("maps", "notes", "audit"):
        assert not [key for key, value in texts(catalogue("fr", subject)) if "'" in str(value)]
    assert text("caption.source", "fr", citation="l'ONU") == "Source. l’ONU"
    assert list_text(["Côte d'Ivoire", "Île d'Aland"], "fr") == "Côte d’Ivoire et Île d’Aland"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", range(5))
def test_lists_are_joined_as_cldr_has_it(number, language):
    items = [f"n{n}" for n in range(number)]
    assert list_text(items, language) == format_list(items, locale=language)


def test_names_are_sorted_as_a_reader_looks_for_them():
    names = ["Zambie", "Œuvre", "Égypte", "Oman", "Émirats", "Espagne", "Ouganda", "île", "Inde"]
    assert sorted(names, key=sort_key) == [
        *("Égypte", "Émirats", "Espagne", "île", "Inde", "Œuvre", "Oman", "Ouganda", "Zambie")
    ]
    assert sorted(["Côte d’Or", "Côte d'Ivoire", "Cote"], key=sort_key)[::-1] == [
        *("Côte d’Or", "Côte d'Ivoire", "Cote")
    ]
