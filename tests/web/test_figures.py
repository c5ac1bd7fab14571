"""Every number of a page is one of its release, in every geography, year, row and language."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import diasporamap as dm
from diasporamap.language import LANGUAGES, number_text, percent_text
from diasporamap.measures import measure_values, overall_value
from diasporamap.web.packing import column, runs, spans, unpacked_column, unpacked_runs
from tests.web.typedefs import embedded
from tests.web.unpacking import asked, model_of_release

ROWS = {"women": "F", "men": "M", "unknown": "U", "total": "T"}
#: Two registers of years of their own: hidden figures, people of unknown sex, zeros, parts.
REGISTER = (
    *(("FRA", 2010, 4000, 3500, 120), ("DEU", 2010, 3, 48613, 0), ("LUX", 2010, 30, 20, 0)),
    *(("NGA", 2010, 9141, 9252, 0), ("GAB", 2010, 1200, 1100, 700), ("IND", 2010, 61, 72, 0)),
    *(("FRA", 2020, 5000, 3600, 90), ("DEU", 2020, 7, 50001, 0), ("LUX", 2020, 2, 2, 0)),
    *(("NGA", 2020, 9541, 8852, 0), ("GAB", 2020, 0, 0, 0), ("USA", 2020, 12, 3, 1)),
)


def register_rows():
    rows = [
        (place, year, sex, number)
        for place, year, *numbers in REGISTER
        for sex, number in zip("FMU", numbers, strict=True)
    ]
    return pd.DataFrame(rows, columns=["place", "year", "sex", "count"])


@pytest.fixture(scope="module")
def register():
    return dm.release(register_rows(), year=2020).over()


@pytest.fixture(
    scope="module", params=[pytest.param("example", marks=pytest.mark.slow), "register"]
)
def release(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def model(release, request):
    if release is not request.getfixturevalue("register"):
        return request.getfixturevalue("years_model")
    return model_of_release(release, ("country", "district"))[1]


def test_a_page_has_every_year_and_measure(model, release):
    years = sorted({int(year) for year in release.counts["year"]})
    assert model["years"] == years
    assert model["year"] == years[-1]
    assert model["measures"] == ["total", "women", "men", "share_women"]
    assert model["kinds"]["total"] == ["circles", "colours", "flows"]
    assert model["kinds"]["share_women"] == ["circles", "colours"]
    for geography in model["geographies"]:
        assert len(geography["layers"]) == len(years) * sum(map(len, model["kinds"].values()))


def test_every_figure_of_a_page_is_that_of_the_table(model, release):
    for geography in model["geographies"]:
        for table in release.each(geography["key"]):
            shown = geography["figures"][str(table.year)]
            cells = {(r.place, r.sex): r for r in table.cells.itertuples()}
            read = 0
            for place, rows in shown.items():
                for row, sex in ROWS.items():
                    if row not in rows:
                        continue
                    figure, cell = rows[row], cells.get((place, sex))
                    if cell is None or (
                        row == "unknown" and cell.state == "value" and not cell.count
                    ):
                        assert figure["value"] is None
                    elif cell.state == "value":
                        assert figure["value"] == cell.count, (place, row)
                        for language in LANGUAGES:
                            assert figure["text"][language] == number_text(cell.count, language)
                        read += 1
                    else:
                        assert (figure["state"], figure["value"]) == (cell.state, None)
            # Nothing of the table is missing on the page.
            assert {place for place, _ in cells} <= set(shown)
            assert (
                read
                >= (table.cells["state"] == "value").sum()
                - ((table.cells["sex"] == "U") & (table.cells["count"] == 0)).sum()
            )


def test_every_rate_of_a_page_is_that_of_the_library(model, release):
    for geography in model["geographies"]:
        for table in release.each(geography["key"]):
            found = measure_values(table, "share_women").table
            for place, rows in geography["figures"][str(table.year)].items():
                figure = rows["share_women"]
                state = found["state"].get(place, "no_data")
                if state == "value":
                    for language in LANGUAGES:
                        written = percent_text(found.at[place, "value"], language)
                        assert figure["text"][language] == written
                elif figure["state"] == "unknown_sex_too_high":
                    cells = table.cells.set_index(["place", "sex"])["count"]
                    assert cells[place, "U"] > 0.2 * cells[place, "T"]
                else:
                    assert figure["value"] is None


def test_totals_are_sums_of_what_is_shown(model, release):
    for geography in model["geographies"]:
        for table in release.each(geography["key"]):
            totals = geography["totals"][str(table.year)]
            cells = table.cells[table.cells["state"] == "value"]
            for row, sex in ROWS.items():
                if row not in totals:
                    continue
                shown = cells[cells["sex"] == sex]
                if totals[row]["value"] is not None:
                    assert totals[row]["value"] == shown["count"].sum()
            rated = measure_values(table, "share_women").table
            shown = rated.index[rated["state"] == "value"]
            overall = overall_value(table, "share_women", shown)
            assert totals["share_women"]["text"]["fr"] == percent_text(overall, "fr")


def test_circles_have_the_area_of_their_people_in_every_year(model):
    largest = model["scale"]["largest"]
    seen = 0
    for geography in model["geographies"]:
        for layer in geography["layers"]:
            if layer["kind"] != "circles":
                continue
            figures = geography["figures"][str(layer["year"])]
            own = layer["measure"] if layer["measure"] in ROWS else "total"
            for mark in layer["marks"]:
                if mark["mark"] != "disc":
                    continue
                row = "total" if mark["look"] == "whole" else own
                people = max(figures[mark["place"]][row]["value"], model["scale"]["least"])
                assert mark["radius"] == pytest.approx(math.sqrt(people / largest), abs=1e-4)
                seen += 1
    assert seen > 10


def test_no_hidden_figure_has_a_circle_or_a_text(register):
    packed, model = model_of_release(register, ("country", "district"))
    for geography in model["geographies"]:
        for layer in geography["layers"]:
            if layer["measure"] not in ROWS:
                continue
            figures = geography["figures"][str(layer["year"])]
            for mark in layer["marks"]:
                if mark["mark"] == "disc" and mark["look"] != "whole":
                    assert figures[mark["place"]][layer["measure"]]["state"] == "value"
    hidden = {
        (cell.place, cell.sex)
        for table in register.each("country")
        for cell in table.cells.itertuples()
        if cell.state == "suppressed"
    }
    assert hidden
    assert "48613" not in str(packed)
    assert "48 613" not in str(packed).replace("\\u202f", " ").replace("\u202f", " ")


@pytest.mark.parametrize("name", [pytest.param("example", marks=pytest.mark.slow), "register"])
def test_changes_between_all_years_are_those_of_the_library(name, request):
    release = request.getfixturevalue(name)
    if name == "example":
        model = request.getfixturevalue("years_model")
        packed = embedded(request.getfixturevalue("years").read_text(encoding="utf-8"))
    else:
        packed, model = model_of_release(release, ("country",), ["total", "women"])
    changes, *_ = asked("changes", packed)
    counts, told = release.counts, 0
    single = {
        year: replace(release, counts=counts[counts["year"] == year].reset_index(drop=True))
        for year in model["years"]
    }
    for since, year in combinations(model["years"], 2):
        table = replace(single[year], before=single[since]).by()
        found = changes[f"{since} {year}"]
        for row, measure in (("total", "change"), ("share_women", "change_share_women")):
            expected = measure_values(table, measure).table
            for place, rows in found.items():
                state = expected["state"].get(place, "no_data")
                if state == "value":
                    assert rows[row]["value"] == pytest.approx(
                        expected.at[place, "value"], abs=1e-9
                    ), (place, since, year)
                    told += 1
                else:
                    assert rows[row]["value"] is None, (place, row, since, year)
    assert told > 5


def test_the_letters_of_columns_and_runs_are_read_back():
    values = [5, "s", "s", 0, "n", "n", "n", 7, 7]
    assert [*unpacked_column(column(values))] == values
    assert unpacked_runs(runs([0, 0, 0, 4, 4, 1])) == [0, 0, 0, 4, 4, 1]
    assert spans([0, 1, 2, 7]) == [0, 1, -1, 5]


@settings(max_examples=6, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.one_of(
                st.integers(-(10**9), 10**9),
                st.floats(-1e9, 1e9, allow_nan=False),
                st.floats(-1, 1, allow_nan=False),
                st.integers(-20000, 20000).map(lambda n: n / 40),
            ),
            st.sampled_from(LANGUAGES),
            st.integers(0, 4),
        ),
        min_size=40,
        max_size=200,
    )
)
def test_scripts_write_numbers_as_the_library_does(numbers):
    assert asked("numbers", numbers) == [
        number_text(value, language, decimals=decimals) for value, language, decimals in numbers
    ]
    assert asked("percents", numbers) == [
        percent_text(value, language, decimals=decimals) for value, language, decimals in numbers
    ]
