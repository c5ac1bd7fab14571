"""Sentences of profiles: each against the figures that it is made of."""

from __future__ import annotations

import pandas as pd
import pytest

import diasporamap as dm
from diasporamap.profiles.facts import facts_of
from diasporamap.profiles.sentences import ordinal, points_of, women_by_year


def facts(by_year, place="FRA", language="en", **others):
    """Make the facts of France of women and men by year; `others` are people of other countries."""
    rows = [
        (place, year, sex, number)
        for year, pair in by_year.items()
        for sex, number in zip("FM", pair, strict=True)
    ]
    last = max(by_year)
    rows += [
        (at, last, sex, n) for at, pair in others.items() for sex, n in zip("FM", pair, strict=True)
    ]
    counts = pd.DataFrame(rows, columns=["place", "year", "sex", "count"])
    release = dm.release(counts, origin="SEN", year=last)
    table = release.by("country")
    years = [(one, one) for one in release.whole.each("country")]
    return facts_of(place, table, table, years, lacking=(), language=language)


@pytest.mark.parametrize(
    ("by_year", "said"),
    [
        (
            {2000: (400, 600), 2010: (500, 500), 2020: (600, 400)},
            "goes from 40.0% in 2000 to 60.0% in 2020; they are the majority on 1 of the 3 dates",
        ),
        (
            {2000: (400, 600), 2020: (450, 550)},
            "goes from 40.0% in 2000 to 45.0% in 2020; they are the minority on each of the 2 dates",  # noqa: E501
        ),
        (
            {2000: (600, 400), 2020: (900, 600)},
            "is 60.0% in 2000 as in 2020; they are the majority on each of the 2 dates",
        ),
        (  # a share of fewer than 50 people is none
            {2000: (24, 16), 2020: (900, 600)},
            "In 2020 women are 60.0% of the people whose sex is known.",
        ),
        ({2020: (30, 10)}, "is not computed: fewer than 50 people."),
    ],
)
def test_the_majority_is_counted_and_never_said_to_change(by_year, said):
    told = women_by_year(facts(by_year)).removeprefix("The share of women ")
    assert told.removesuffix(" shown.") == said


def test_points_are_made_of_figures():
    made = points_of(facts({2010: (900, 600), 2020: (600, 600)}, ITA=(500, 300), GAB=(2000, 1)), [])
    assert made[:3] == (
        "2nd country of residence with 1,200 people, after Gabon (2,001) and before Italy (800).",
        "There are as many women as men.",
        "From 2010 to 2020, 300 fewer people; a part of it may be due to new national sources.",
    )
    assert made[3].startswith("Missions and districts are not known")
    only = points_of(facts({2020: (600, 0)}, language="fr"), [])
    assert only[:2] == ("C’est le seul effectif affiché.", "Tous les effectifs y sont des femmes.")
    assert len(only) == 4


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ((9996, 10_000), "Femmes et hommes y sont presque aussi nombreux."),
        (
            (9940, 10_000),
            "Les hommes y sont plus nombreux que les femmes : 99 femmes pour 100 hommes.",
        ),
    ],
)
def test_a_hundred_women_for_a_hundred_men_are_no_majority(pair, said):
    made = points_of(facts({2020: pair}, language="fr", ITA=(500, 300)), [])
    assert said in [point.replace("\N{NO-BREAK SPACE}", " ") for point in made]


def test_changes_are_counted_from_ten_years_before_where_nothing_is_said():
    made = facts({1990: (100, 100), 2009: (200, 200), 2020: (300, 300)})
    assert made.before.year == 2009
    assert (made.change.value, made.change_percent.value) == (200, 50)


@pytest.mark.parametrize(
    ("number", "fr", "en"),
    [
        (1, "1er", "1st"),
        (2, "2e", "2nd"),
        (3, "3e", "3rd"),
        (11, "11e", "11th"),
        (112, "112e", "112th"),
    ],
)
def test_ordinals(number, fr, en):
    assert (ordinal(number, "fr"), ordinal(number, "en")) == (fr, en)
    assert ordinal(1, "fr", feminine=True) == "1re"
