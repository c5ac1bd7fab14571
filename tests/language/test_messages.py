"""Catalogues: the same kinds in each language, in print, filled with what each call gives."""

from __future__ import annotations

import re
import string
import tomllib
from copy import copy
from pathlib import Path

import pytest

import diasporamap.language
from diasporamap.counts.origin import Bilingual
from diasporamap.errors import UsageError, reason
from diasporamap.language import LANGUAGES, message, set_language
from diasporamap.language.messages import joined
from diasporamap.language.texts import catalogue

FOLDER = Path(diasporamap.language.__file__).parent
SUBJECTS = sorted(path.stem for path in FOLDER.glob("en/*.toml"))


def texts_of(language, subject):
    """Give the texts of a catalogue by key: those of one and of several under the same."""

    def walk(table, path):
        for key, value in table.items():
            if not isinstance(value, dict):
                yield f"{path}{key}", [str(value)]
            elif value.keys() == {"one", "other"}:
                yield f"{path}{key}", [*value.values()]
            else:
                yield from walk(value, f"{path}{key}.")

    return dict(walk(catalogue(language, subject), ""))


def fields_of(texts):
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_catalogues():
    assert sorted(path.stem for path in FOLDER.glob("fr/*.toml")) == SUBJECTS


@pytest.mark.parametrize("subject", SUBJECTS)
def test_both_languages_have_the_same_kinds(subject):
    french, english = (texts_of(language, subject) for language in LANGUAGES)
    assert french.keys() == english.keys()
    for key, texts in french.items():
        assert all(bool(text.strip()) for text in texts) == all(map(str.strip, english[key])), key


@pytest.mark.parametrize("subject", SUBJECTS)
def test_french_is_in_print(subject):
    for key, texts in texts_of("fr", subject).items():
        for text in texts:
            assert not re.search(r"\w'\w| [;:!?%»]|« ", text), key
            assert "..." not in text or re.search(r"\w_\.\.\.|\"\.\.\.", text), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogues_are_written_plainly(language):
    for path in (FOLDER / language).glob("*.toml"):
        assert tomllib.loads(path.read_text(encoding="utf-8")), path


def test_a_message_speaks_every_language():
    said = message("errors.rows_and_more", rows="1, 2", number=1234)
    assert said == "row 1, 2 and 1,234 more"
    assert said.text("fr") == "lignes 1, 2 et 1\u202f234 autres"
    assert copy(said).text("fr") == said.text("fr")


def test_fields_are_written_in_the_language_of_their_message():
    of = Bilingual("du Cameroun", "of Cameroon")
    both = joined([of, {"fr": "du Togo", "en": "of Togo"}], "errors.or")
    assert both == "of Cameroon or of Togo"
    assert both.text("fr") == "du Cameroun ou du Togo"
    assert joined(["alone"]) == "alone"
    assert [joined([of]), joined([of]).text("fr")] == ["of Cameroon", "du Cameroun"]


@pytest.mark.usefixtures("french")
def test_reasons_are_in_the_language_of_messages():
    assert reason(FileNotFoundError(2, "No such file")) == "aucun fichier ni dossier de ce nom"
    assert reason(UsageError(message("errors.system.EROFS"))) == "disque en lecture seule"
    for wrong, where in (("a = = 1", "ligne 1, caractère 5"), ("a = [", "à la fin du fichier")):
        with pytest.raises(tomllib.TOMLDecodeError) as caught:
            tomllib.loads(wrong)
        assert reason(caught.value) == where
        set_language("en")
        assert reason(caught.value) == str(caught.value)
        set_language("fr")
