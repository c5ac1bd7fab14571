import pandas as pd
import pytest

import diasporamap as dm
from diasporamap.errors import UsageError
from diasporamap.maps import MapSpec, compose

ROWS = {"FRA": 6000, "GAB": 3000, "TCD": 900, "USA": 100, "ITA": 99, "KEN": 0}


def counts(rows):
    cells = {"place": list(rows), "sex": ["U"] * len(rows), "count": list(rows.values())}
    return dm.release(pd.DataFrame(cells))


@pytest.fixture(scope="module")
def flows():
    return compose(counts(ROWS), MapSpec(kind="flows", language="en"))


def test_places_from_one_in_a_hundred_have_a_curve_as_broad_as_they_are_many(flows):
    # 10,099 in all: 100 are under one in a hundred.
    found = flows.drawing.flows
    assert list(found.widths) == ["FRA", "GAB", "TCD"]
    assert found.widths == pytest.approx({"FRA": 1.0, "GAB": 0.5, "TCD": 0.15})
    assert list(flows.drawing.marks) == ["FRA", "GAB", "TCD"]
    assert len({disc.radius for discs in flows.drawing.marks.values() for disc in discs}) == 1


def test_one_in_a_hundred_itself_has_a_curve():
    composed = compose(counts({"FRA": 9900, "USA": 100}), MapSpec(kind="flows"))
    assert list(composed.drawing.flows.widths) == ["FRA", "USA"]


def test_it_is_said_that_they_are_no_routes_and_how_many_they_lead_to(flows):
    notes = " ".join(flows.words.captions)
    assert "not for departures of a year, nor for routes" in notes
    assert "at least 1% of the people shown live: 98.0% of all" in notes
    french = compose(counts(ROWS), MapSpec(kind="flows"))
    assert "effectifs présents, non des départs d’une année, ni des itinéraires" in " ".join(
        french.words.captions
    )


def test_the_legend_has_four_round_numbers_on_the_scale_of_the_map(flows):
    tapers = flows.drawing.legend[0]
    assert tapers.words == "People who are there, not departures of a year, nor routes."
    assert [entry.label for entry in tapers.entries] == ["6,000", "3,000", "1,000", "300"]
    assert [entry.radius for entry in tapers.entries] == pytest.approx([1, 1 / 2, 1 / 6, 1 / 20])


def test_what_is_hidden_has_no_curve_and_is_in_no_share():
    rows = pd.DataFrame(
        [("FRA", "F", 300), ("FRA", "M", 200), ("GAB", "F", 1), ("GAB", "M", 2)],
        columns=["place", "sex", "count"],
    )
    composed = compose(dm.release(rows), MapSpec(kind="flows", language="en"))
    assert list(composed.drawing.flows.widths) == ["FRA"]
    assert "100.0% of all" in " ".join(composed.words.captions)


def test_a_map_without_the_origin_or_on_a_page_has_none():
    release = dm.release("examples/invented_origins.csv")
    with pytest.raises(UsageError, match="start in the country of origin"):
        compose(release, MapSpec(kind="flows"), by="region")
    with pytest.raises(UsageError, match="no small maps of kind flows"):
        MapSpec(kind="flows", facet="year")
    with pytest.raises(UsageError, match="no circles to scale"):
        MapSpec(kind="flows", scale=100)


def test_nobody_makes_a_map_without_curves():
    composed = compose(counts({"FRA": 0}), MapSpec(kind="flows"))
    assert not composed.drawing.flows.widths
    assert not composed.drawing.legend[0].entries
