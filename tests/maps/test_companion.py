"""What a chart beside a map shows: rows that add up to the map, and nothing that is hidden."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import diasporamap as dm
from diasporamap.maps import MapSpec, compose
from diasporamap.places.geography import countries
from diasporamap.protection import Release

PLACES = tuple(countries().table.index.drop("CMR")[:40])


def companion(counts, by="country", **spec):
    return compose(counts, MapSpec(**spec), by=by).companion


def written(row):
    return [row.name, *(row.figures[sex].text for sex in "FMT"), row.share.text]


@pytest.fixture
def counts(people):
    """Three large places, and one whose women and men are so few that no figure is shown."""
    return people(("FRA", 700, 300), ("GAB", 250, 250), ("DEU", 110, 90), ("TCD", 2, 1))


def test_rows_are_the_largest_places_others_and_a_total():
    found = companion(dm.release("undesa:CMR", year=2020), language="en")
    rows = found.rows(2)
    assert written(rows[0]) == ["France", "58,769", "34,214", "92,983", "63.2"]
    assert [row.part for row in rows] == ["place", "place", "others", "total"]
    assert rows[2].name == "Other countries (55)"
    sums = [sum(row.figures["T"].value for row in rows[:-1]), rows[-1].figures["T"].value]
    assert sums == [441015, 441015]


def test_one_other_is_named(people):
    found = companion(people(("FRA", 700, 300), ("GAB", 250, 250), ("DEU", 110, 90)))
    assert [row.part for row in found.rows(2)] == ["place"] * 3 + ["total"]
    assert [row.name for row in found.rows(1)] == ["France", "Autres pays (2)", "Total"]


def test_hidden_figures_are_signs_and_in_no_sum(counts):
    found = companion(counts)
    hidden, total = found.rows(5)[-2:]
    assert hidden.part == "hidden"
    assert written(hidden)[1:] == ["s", "s", "s", "s"]
    assert total.figures["T"].value == 1700
    assert "s : non affiché" in found.note(found.rows(5)).replace("\xa0", " ")
    assert "sommes" in found.note(found.rows(5))


def test_a_place_that_the_map_does_not_count_is_in_no_sum(people):
    rows = companion(people(("FRA", 700, 300), ("GAB", 250, 250), ("NAM", 12, None))).rows(5)
    assert [row.name for row in rows] == ["France", "Gabon", "Total"]
    assert rows[-1].figures["F"].value == 950


def test_places_are_ranked_by_what_the_map_counts(people):
    table = people(("FRA", 700, 300), ("GAB", 250, 1250), ("DEU", 110, 90))
    first = {m: companion(table, measure=m).ranked[0] for m in ("total", "women", "share_women")}
    assert first == {"total": "GAB", "women": "FRA", "share_women": "GAB"}


def test_a_share_of_few_people_is_a_sign(people):
    found = companion(people(("FRA", 700, 300), ("GAB", 20, 29), ("DEU", 40, 60)))
    shares = {row.name: row.share.text for row in found.rows(5)}
    assert shares == {"France": "70,0", "Gabon": "n.s.", "Allemagne": "40,0", "Total": "66,1"}
    assert "n.s. : moins de 50 personnes" in found.note(found.rows(5)).replace("\xa0", " ")


def test_a_share_is_blank_where_the_sex_of_many_is_not_stated():
    cells = [("FRA", "F", 700), ("FRA", "M", 300), ("GAB", "F", 40), ("GAB", "M", 40)]
    counts = pd.DataFrame([*cells, ("GAB", "U", 30)], columns=["place", "sex", "count"])
    found = companion(Release(counts.astype({"count": "Int64"})).by())
    france, gabon, total = found.rows(5)
    assert (france.share.value, gabon.share.state) == (70, "unknown_sex_too_high")
    assert gabon.share.text == "n.p."
    assert total.share.value == 70  # of those that have a share
    assert "Hachures" in found.note((france, gabon, total))
    assert [found.unknown(row) for row in (france, gabon, total)] == ["", "+\xa030", "+\xa030"]


def test_districts_add_up_with_people_in_none_and_in_shared_countries():
    release = dm.release("undesa:CMR", year=2020)
    rows = companion(release, "district", language="en").rows(11)
    by_part = {row.part: row.figures["T"].value for row in rows}
    assert by_part["split"] == 64671
    assert by_part["outside"] == 5112
    assert by_part["total"] == 441015
    assert sum(row.figures["T"].value for row in rows[:-1]) == 441015


def test_a_quantity_without_sexes_has_bars_of_its_own():
    found = companion(dm.release("remittances:SEN"))
    assert found.form == "total"
    assert found.rows(1)[0].figures["T"].text == "646,9"


def test_rates_between_two_years_have_the_people_of_the_later_one_beside_them():
    found = companion(dm.release("undesa:CMR", since=2010), measure="change_share_women")
    rows = found.rows(3)
    assert found.title(3).endswith("femmes et hommes, 2020")
    assert rows[0].figures["F"].value == 58_769
    assert rows[-1].figures["T"].value == 441_015


def test_no_chart_of_one_place_or_of_a_change(people):
    assert companion(people(("FRA", 700, 300))) is None
    since = dm.release("undesa:CMR", year=2020, since=2010)
    assert companion(since, measure="change") is None


@settings(max_examples=15)
@given(
    st.dictionaries(
        st.sampled_from(PLACES),
        st.tuples(st.integers(0, 5000), st.integers(0, 5000)),
        min_size=4,
        max_size=12,
    ),
    st.integers(1, 12),
)
def test_rows_add_up_to_the_shown_figures_however_many_there_are(people, most):
    cells = [(p, sex, n) for p, both in people.items() for sex, n in zip("FM", both, strict=True)]
    counts = pd.DataFrame(cells, columns=["place", "sex", "count"]).astype({"count": "Int64"})
    protected = Release(counts).by()
    found = companion(protected)
    if found is None:
        return
    rows, shown = found.rows(most), protected.cells.dropna(subset="count")
    for sex in "FMT":
        parts = [row.figures[sex].value or 0 for row in rows]
        assert sum(parts[:-1]) == parts[-1] == shown.loc[shown["sex"] == sex, "count"].sum()


@pytest.mark.parametrize("kind", ["choropleth", "rate-circles"])
@pytest.mark.parametrize("size", ["a4", "half"])
def test_where_the_sex_is_too_often_not_stated_has_a_sign_of_its_own_and_is_in_no_sum(kind, size):
    counts = pd.DataFrame(
        {
            "place": ["FRA", "USA"],
            "women": [600, 900],
            "men": [400, 100],
            "total": [1000, 2000],
        }
    )
    release = dm.release(dm.read_counts(counts, origin="CMR"))
    made = compose(release, MapSpec(measure="share_women", kind=kind, size=size, language="en"))
    assert made.table.at["USA", "state"] == "unknown_sex_too_high"
    assert made.drawing.fills["USA"] == "unknown_sex_too_high"
    swatch = made.swatches["unknown_sex_too_high"]
    assert swatch not in {made.swatches[name] for name in ("no_data", "suppressed", "land")}
    assert swatch.hatch == "grid"
    told = {entry.key: entry.label for entry in made.legend}
    assert told["unknown_sex_too_high"] == "Sex too often not stated"
    assert "1 country, 60.0% women overall." in made.words.subtitle
    *_, total = made.companion.rows(9)
    assert total.share.text == "60.0%"
