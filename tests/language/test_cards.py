from __future__ import annotations

import re
import string
from dataclasses import dataclass, field

import pytest

from diasporamap.language import LANGUAGES
from diasporamap.language.cards import LISTED, Card, card_text, listed, stated
from diasporamap.language.texts import catalogue

HOSTILE = '<script>alert("1")</script><img src=x onerror=alert(2)>'


def fields(value):
    written = value if isinstance(value, str) else " ".join(value.values())
    return {name for _, name, _, _ in string.Formatter().parse(written) if name is not None}


def test_both_languages_have_the_same_texts_with_the_same_fields():
    french, english = (catalogue(language, "cards") for language in LANGUAGES)
    assert french.keys() == english.keys()
    for key, value in french.items():
        assert fields(value) | {"number"} == fields(english[key]) | {"number"}, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_says_the_same_as_text_and_in_html(language):
    card = Card("Release", (("years", "2020"), ("file", "")), language, (".map()",))
    years, after = card_text("years", language), card_text("next", language)
    colon = "\N{NO-BREAK SPACE}:" if language == "fr" else ":"
    assert card.text.splitlines() == [
        *("Release", f"  {years}{colon} 2020", f"  {after}{colon} .map()")
    ]
    assert re.sub("<[^>]+>", " ", card.html).split() == ["Release", years, "2020", after, ".map()"]
    assert f'lang="{language}"' in card.html


def test_html_lets_nothing_in_and_needs_nothing():
    card = Card(HOSTILE, (("file", HOSTILE),), verbs=(HOSTILE,))
    assert card.html.count("&lt;script&gt;") == 3
    assert not re.search(r"<(?!/?(?:div|strong|dl|dt|dd|code)\b)", card.html)
    assert not re.search(r"https?:|url\(|src=\w+:|<style|background|[^-]color:", card.html)
    assert len(Card("Release", (("years", "2020"),)).html) < 1000


def test_items_beyond_the_first_are_counted():
    assert listed([1, 2], "en") == "1, 2"
    assert listed(range(LISTED + 1), "en").endswith(f", {LISTED}")
    assert listed(range(LISTED + 5), "en").endswith(f"{LISTED - 1} and 5 more")
    assert listed(range(LISTED + 5), "fr").endswith(f"{LISTED - 1} et 5 autres")


def test_a_dataclass_is_written_as_the_call_that_makes_it():
    @dataclass
    class Made:
        name: str
        size: int = 3
        items: dict[str, int] = field(default_factory=dict)

    assert stated(Made("a")) == "Made(name='a', items={})"
    assert stated(Made("a", 4)) == "Made(name='a', size=4, items={})"
