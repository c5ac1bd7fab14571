"""What measures do where a figure that they need is hidden, missing, zero or of too few people."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import diasporamap as dm
from diasporamap.counts.sources import Source
from diasporamap.errors import UsageError
from diasporamap.maps.words import places_text
from diasporamap.measures import MEASURES, Measure, sex_quality
from diasporamap.places.geography import countries
from diasporamap.protection import Release

CHANGES = ("change", "change_percent", "change_per_year", "change_share_women")


def counts(year, **places):
    rows = [
        (place, sex, count, year)
        for place, parts in places.items()
        for sex, count in zip("FMU", parts, strict=False)
    ]
    return pd.DataFrame(rows, columns=["place", "sex", "count", "year"])


def two_years(before, now):
    return Release(counts(2020, **now), before=Release(counts(2010, **before))).by()


def cell(table, measure, place):
    row = dm.measure_table(table, measure).loc[place]
    return row["state"] if math.isnan(row["value"]) else row["value"]


def test_a_figure_hidden_in_either_year_hides_the_change():
    many = {"FRA": (700, 500), "DEU": (300, 260), "GAB": (80, 90)}
    table = two_years({**many, "NAM": (2, 17)}, {**many, "NAM": (40, 60), "KEN": (3, 1)})
    assert cell(table, "women", "NAM") == 40
    assert cell(table, "change_share_women", "NAM") == "suppressed"
    now = two_years({**many, "NAM": (40, 60)}, {**many, "NAM": (2, 17)})
    assert cell(now, "change_share_women", "NAM") == "suppressed"
    assert cell(two_years(many, many), "change", "GAB") == 0


def test_every_hidden_figure_of_either_year_is_in_no_change():
    before = {"FRA": (700, 500), "NAM": (2, 1), "KEN": (4, 2), "TCD": (9, 60)}
    now = {"FRA": (800, 500), "NAM": (40, 60), "KEN": (50, 2), "TCD": (90, 3)}
    table = two_years(before, now)
    hidden = {
        (place, sex)
        for year in (table, table.before)
        for place, sex, state in zip(
            *(year.cells[c] for c in ("place", "sex", "state")), strict=True
        )
        if state == "suppressed"
    }
    assert ("NAM", "T") in hidden
    for place in before:
        if (place, "T") in hidden:
            assert {cell(table, name, place) for name in CHANGES[:3]} == {"suppressed"}
        if {(place, "F"), (place, "M")} & hidden:
            assert cell(table, "change_share_women", place) == "suppressed"
    words = dm.compose(table, dm.MapSpec(measure="change", language="en")).words
    shown = dm.measure_table(table, "change")["value"].sum()
    assert f"+{shown:,.0f} in" in words.subtitle


def test_a_place_without_a_figure_in_one_year_has_no_data_and_never_rises_from_zero():
    table = two_years({"FRA": (700, 500), "KEN": (40, 30)}, {"FRA": (800, 500), "GAB": (90, 80)})
    for name in CHANGES:
        assert cell(table, name, "GAB") == "no_data"
        assert cell(table, name, "KEN") == "no_data"
    assert cell(table, "change", "FRA") == 100


def test_from_and_to_zero():
    published = {"s": Source("s", "S", "S", "S", published=True)}
    before = counts(2010, KEN=(0, 0), GAB=(30, 20)).assign(source="s")
    now = counts(2020, KEN=(40, 60), GAB=(0, 0)).assign(source="s")
    earlier = Release(before, sources=published)
    table = Release(now, sources=published, before=earlier).by()
    assert cell(table, "change", "KEN") == 100
    assert cell(table, "change_percent", "KEN") == "not_applicable"
    assert cell(table, "change_per_year", "KEN") == "not_applicable"
    assert cell(table, "change", "GAB") == -50
    assert cell(table, "change_percent", "GAB") == -100
    assert cell(table, "change_per_year", "GAB") == "not_applicable"  # no rate leads to nobody


def test_sexes_that_are_unknown_in_the_earlier_year_blank_the_change_of_the_share():
    table = two_years({"NGA": (300, 300, 400)}, {"NGA": (600, 500, 0), "FRA": (700, 500)})
    assert cell(table, "share_women", "NGA") == pytest.approx(100 * 600 / 1100)
    assert cell(table, "change_share_women", "NGA") == "unknown_sex_too_high"
    assert sex_quality(table).blanked == ()
    assert sex_quality(table, before=True).blanked == ("NGA",)
    words = dm.compose(table, dm.MapSpec(measure="change_share_women", language="en")).words
    assert "Nigeria (40.0%)" in " ".join(words.captions)
    words = dm.compose(table, dm.MapSpec(measure="share_women", language="en")).words
    assert "Nigeria" not in " ".join(words.captions)


def test_few_people_are_marked_and_not_named():
    before = {"FRA": (700, 500), "GAB": (20, 25), "TCD": (60, 90)}
    now = {"FRA": (800, 500), "GAB": (200, 250), "TCD": (20, 30)}
    composition = dm.compose(
        two_years(before, now), dm.MapSpec(measure="change_percent", language="en")
    )
    assert composition.table.at["GAB", "text"] == "+900.0%"
    assert composition.table.at["GAB", "key"] == "base_too_small"  # 45 people in 2010
    assert composition.table.at["TCD", "key"].startswith("class-")  # 150 then, 50 now
    assert "from \N{MINUS SIGN}66.7% (Chad) to +8.3% (France)" in composition.words.alt
    assert "Fewer than 50 people in the first year" in [entry.label for entry in composition.legend]


def test_shares_are_of_what_is_shown():
    rows = counts(2020, FRA=(700, 500), DEU=(400, 200), NAM=(1, 2), KEN=(3, 4), GAB=(90, 110))
    table = Release(rows).by()
    totals = table.cells[table.cells["sex"] == "T"].set_index("place")
    shown = totals.loc[totals["state"] == "value", "count"].sum()
    assert shown < 2010  # somebody is hidden
    shares = dm.measure_table(table, "share_diaspora")
    assert shares["value"].sum() == pytest.approx(100)
    assert shares.at["FRA", "value"] == pytest.approx(100 * 1200 / shown)
    words = dm.compose(table, dm.MapSpec(measure="share_diaspora", language="en")).words
    assert words.subtitle.endswith(f"Total shown: {shown:,}.")
    assert "Figures that are not shown are not in that total." in " ".join(words.captions)
    assert dm.rate_of_origin(table) is None  # it would tell the sum of those who are hidden
    of_origin = dm.compose(table, dm.MapSpec(of_origin=True, language="en")).words
    assert "inhabitants" not in of_origin.subtitle


def test_a_measure_without_what_it_needs_says_how_to_give_it():
    table = Release(counts(2020, FRA=(700, 500))).by()
    for name in CHANGES:
        with pytest.raises(UsageError, match=r"Give the earlier one: --since YEAR, or release"):
            dm.measure_table(table, name)


@pytest.mark.parametrize(
    ("measure", "value", "french", "english"),
    [
        ("per_1000", 21.9183, "21,9", "21.9"),
        ("per_1000", 0.00123, "0,0012", "0.0012"),
        ("per_1000", 0, "0", "0"),
        ("share_diaspora", 21.0839, "21,1\u202f%", "21.1%"),
        ("share_diaspora", 0.0107, "0,011\u202f%", "0.011%"),
        ("change", 39892, "+39\u202f892", "+39,892"),
        ("change", -1, "\N{MINUS SIGN}1", "\N{MINUS SIGN}1"),
        ("change", 0, "0", "0"),
        ("change_percent", -2.083, "\N{MINUS SIGN}2,1\u202f%", "\N{MINUS SIGN}2.1%"),
        ("change_per_year", -0.04, "0,0\u202f%", "0.0%"),
        ("change_share_women", 1.547, "+1,5\u202fpt", "+1.5 pp"),
    ],
)
def test_how_values_are_written(measure, value, french, english):
    assert MEASURES[measure].written(value, "fr") == french
    assert MEASURES[measure].written(value, "en") == english


def test_a_measure_of_ones_own_takes_any_figure():
    added = Measure(
        name="returned",
        form="rate",
        needs=("T", "T before", "inhabitants", "years"),
        compute=lambda people: (people["T before"] - people["T"]) / people["years"],
        unit="number",
    )
    MEASURES.add(added)
    try:
        table = two_years({"FRA": (700, 500)}, {"FRA": (500, 600)})
        assert cell(table, "returned", "FRA") == 10
    finally:
        del MEASURES["returned"]


PLACES = ("FRA", "GAB", "TCD", "NAM")
FIGURES = st.one_of(st.none(), st.integers(0, 12), st.integers(13, 5_000))
YEARS = st.fixed_dictionaries(
    {place: st.one_of(st.none(), st.tuples(FIGURES, FIGURES)) for place in PLACES}
).filter(lambda given: any(parts and any(parts) for parts in given.values()))


@settings(max_examples=60, deadline=None)
@given(before=YEARS, now=YEARS)
def test_changes_are_differences_of_figures_that_both_years_show(before, now):
    given_years = [
        counts(year, **{place: parts for place, parts in figures.items() if parts})
        for year, figures in ((2010, before), (2020, now))
    ]
    first, last = (rows.astype({"count": "Int64"}) for rows in given_years)
    table = Release(last, before=Release(first)).by()
    shown = [
        year.cells[(year.cells["sex"] == "T") & (year.cells["state"] == "value")]
        .set_index("place")["count"]
        .astype(float)
        for year in (Release(first).by(), Release(last).by())
    ]
    change = dm.measure_table(table, "change")
    assert set(change.index[change["state"] == "value"]) == set.intersection(
        *(set(people.index) for people in shown)
    )
    both = change["value"].dropna()
    assert (both == shown[1][both.index] - shown[0][both.index]).all()
    percent = dm.measure_table(table, "change_percent")["value"].dropna()
    assert set(percent.index) == {place for place in both.index if shown[0][place] > 0}
    yearly = dm.measure_table(table, "change_per_year")["value"].dropna()
    for place in yearly.index:
        grown = shown[0][place] * math.exp(yearly[place] / 100 * 10)
        assert grown == pytest.approx(shown[1][place])
    shares = dm.measure_table(table, "share_diaspora")["value"].dropna()
    if shown[1].sum():
        assert shares.sum() == pytest.approx(100)


def test_a_change_by_district_tells_what_is_in_none():
    before = {"FRA": (700, 500), "NGA": (300, 200), "FJI": (60, 50)}
    now = {"FRA": (800, 500), "NGA": (250, 200), "FJI": (80, 60)}
    release = Release(counts(2020, **now), before=Release(counts(2010, **before)))
    words = dm.compose(release, dm.MapSpec(measure="change", language="en"), by="district").words
    assert "+100 in 1 district (+8.3%)" in words.subtitle
    told = " ".join(words.captions)
    assert "Change in the districts: +100." in told
    assert "Change in countries without a district: +30." in told
    assert "shared by several districts: \N{MINUS SIGN}50 (Nigeria)." in told, told


def test_women_alone_and_both_sexes_are_no_change():
    now = {"FRA": (1000, 1500), "GAB": (300, 320), "TCD": (400,), "CAN": (0, 0, 700)}
    before = {"FRA": (1000,), "GAB": (300, 300), "TCD": (200,), "CAN": (300, 300)}
    rows = [counts(year, **places) for year, places in ((2010, before), (2020, now))]
    rows[1] = rows[1][~((rows[1]["place"] == "CAN") & (rows[1]["sex"] != "U"))]
    table = Release(rows[1], before=Release(rows[0])).by()
    for name in CHANGES[:3]:
        assert cell(table, name, "FRA") == "no_data"  # women in 2010, women and men in 2020
    assert cell(table, "change", "GAB") == 20
    assert cell(table, "change", "TCD") == 200  # women in both
    assert cell(table, "change", "CAN") == 100  # all in both
    words = dm.compose(table, dm.MapSpec(measure="change", language="en")).words
    told = "Only one sex published in at least one of the two years for: Chad and France."
    assert told in " ".join(words.captions)
    assert "France" not in words.alt


def register_of_two_years():
    before = {"GAB": (100, 120), "NGA": (360, 470), "CHE": (0, 0), "BEL": (150, 120)}
    now = {"GAB": (120, 130), "NGA": (410, 540), "CHE": (150, 120)}
    published = {"s": Source("s", "S", "S", "S", published=True)}
    earlier = Release(counts(2015, **before).assign(source="s"), sources=published)
    return Release(counts(2020, **now).assign(source="s"), sources=published, before=earlier)


@pytest.mark.parametrize(
    ("measure", "told"),
    [
        ("change_percent", "2 countries, +14.3% overall"),
        ("change_share_women", "2 countries, +0.4 pp overall"),
        ("change", "+420 in 3 countries (+40.0%)"),
    ],
)
def test_what_is_said_of_all_is_of_the_places_that_it_names(measure, told):
    # 1,050 to 1,200 without Switzerland, where nobody was: +14.3 per cent; with it +40.
    words = dm.compose(register_of_two_years(), dm.MapSpec(measure=measure, language="en")).words
    assert told in words.subtitle
    captions = " ".join(words.captions)
    assert "With a figure in one of the two years only, and in no change: Belgium." in captions
    nobody = "Not applicable, as nobody is counted in one of the two years: Switzerland."
    assert (nobody in captions) == (measure != "change")


def test_a_place_of_which_no_figure_is_shown_is_not_named_as_left_out():
    many = {"FRA": (700, 500), "DEU": (300, 260)}
    table = two_years({**many, "NAM": (2, 1)}, many)
    words = dm.compose(table, dm.MapSpec(measure="change", language="en")).words
    assert "Namibia" not in " ".join(words.captions)


def test_a_rate_of_few_people_is_said_of_nobody():
    table = two_years({"GAB": (20, 25)}, {"GAB": (190, 220)})
    for measure in CHANGES:
        words = dm.compose(table, dm.MapSpec(measure=measure, language="en")).words
        assert "%" not in words.subtitle
        assert "pp" not in words.subtitle
        assert "1 country" in words.subtitle
    change = dm.compose(table, dm.MapSpec(measure="change", language="en")).words.subtitle
    assert change == (
        "By country of residence: +365 in 1 country; rise in 1 country, fall in 0 countries."
    )
    assert places_text(0, replace(countries(), name="districts"), "fr") == "0 circonscription"


def test_the_words_of_a_change_say_which_year_they_are_of():
    rows = [counts(2010, FRA=(700, 500), GAB=(20, 25)), counts(2020, FRA=(800, 500), GAB=(90, 50))]
    aside = [counts(year, FRA=(women, 40)) for year, women in ((2010, 30), (2020, 50))]
    aside = [rows.assign(place="residence-not-stated") for rows in aside]
    release = Release(rows[1], aside=aside[1], before=Release(rows[0], aside=aside[0]))
    shown = {
        name: dm.compose(release, dm.MapSpec(measure=name, language="en"))
        for name in ("change_share_women", "change_percent", "total")
    }
    captions = {name: " ".join(made.words.captions) for name, made in shown.items()}
    assert "shares of women of 2010 and 2020, in percentage points" in captions[CHANGES[3]]
    assert (
        "not on the map: 70\N{NO-BREAK SPACE}(2010), 90\N{NO-BREAK SPACE}(2020)."
        in (captions["change_percent"])
    )
    assert "not on the map: 90." in captions["total"]
    labels = {name: [entry.label for entry in made.legend] for name, made in shown.items()}
    assert "Fewer than 50 people in the first year" in labels["change_percent"]
    assert "Fewer than 50 people in one of the years" in labels["change_share_women"]
