"""Flows on a page, which its scripts make: the lines of the same map on paper."""

from __future__ import annotations

import pandas as pd
import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from diasporamap.maps import MapSpec, compose, read_style
from diasporamap.measures import stocks
from diasporamap.protection import Release
from diasporamap.web.content import shared_scale
from tests.web.axe import violations
from tests.web.browsing import find, find_all, opened_anew, plain, rest, texts
from tests.web.unpacking import layer_of, model_of_release

YEARS = (1990, 2020)


@pytest.fixture(scope="module")
def pairs(example, years_model):
    """Maps of flows of a page, each with the same on paper."""
    tables = {by: {at.year: at for at in example.each(by)} for by in ("country", "district")}
    every = [table for found in tables.values() for table in found.values()]
    scale = shared_scale(every, ["total", "women", "men", "share_women"], read_style())
    found = []
    for geography in years_model["geographies"]:
        for layer in geography["layers"]:
            if layer["kind"] != "flows" or layer["year"] not in YEARS:
                continue
            table = tables[geography["key"]][layer["year"]]
            spec = MapSpec(measure=layer["measure"], kind="flows")
            found.append((layer, compose(table, spec, circles=scale, beside=False)))
    return found


def test_every_line_is_as_broad_as_on_paper(pairs):
    seen = 0
    for layer, paper in pairs:
        ends, widths = layer["flows"]["ends"], paper.drawing.flows.widths
        assert ends == pytest.approx(dict(widths), rel=1e-4)
        assert [*ends] == [*widths]  # the broadest first
        assert layer["flows"]["home"] == "CMR"
        seen += len(ends)
    assert seen > 100


def test_words_are_those_of_paper(pairs):
    for layer, paper in pairs:
        (tapers,) = [part for part in layer["legend"] if part["part"] == "tapers"]
        (own,) = [part for part in paper.drawing.legend if hasattr(part, "note")]
        assert tapers["title"]["fr"] == own.title
        assert (tapers["note"]["fr"], tapers["words"]["fr"]) == (own.note, own.words)
        assert [label["fr"] for _, label in tapers["lines"]] == [e.label for e in own.entries]
        assert layer["alt"]["fr"] == paper.words.alt
        note = paper.drawing.notes[0]
        assert note in layer["captions"]["fr"]


def test_rates_and_pages_without_an_origin_have_no_flows(years_model):
    model = years_model
    assert model["kinds"]["share_women"] == ["circles", "colours"]
    assert all(
        model["kinds"][measure][-1] == "flows" for measure in stocks() if measure in model["kinds"]
    )
    counts = pd.DataFrame([("CMR", "F", 40), ("FRA", "F", 900)], columns=["place", "sex", "count"])
    counts["source"], counts["definition"] = "register", "registered"
    home = model_of_release(Release(counts), measures=["women"])[1]  # people live in the origin
    assert home["kinds"] == {"women": ["circles", "colours"]}
    assert "flows" not in home


def test_what_is_hidden_has_no_line(served):
    model = model_of_release(served, measures=["total", "women"])[1]
    (geography,) = model["geographies"]
    figures = geography["figures"]["2024"]
    for measure in ("total", "women"):
        hidden = {at for at, rows in figures.items() if rows[measure]["state"] == "suppressed"}
        assert hidden
        layer = layer_of(geography, measure, kind="flows")
        assert layer["flows"]["ends"]
        assert not hidden & set(layer["flows"]["ends"])
        assert not hidden & {mark["place"] for mark in layer["marks"]}


@pytest.mark.browser
@pytest.mark.slow
def test_flows_can_be_chosen_walked_and_taken_away(browser, years):
    driver = opened_anew(browser, {"years": years}, "years", "#y=2020")
    find(driver, '#kinds input[value="flows"]').click()
    rest(driver)
    assert "k=flows" in driver.current_url
    lines = [each.get_dom_attribute("data-place") for each in find_all(driver, ".flow[data-place]")]
    assert set(lines[:2]) == {"FRA", "USA"}
    assert {"NGA", "GAB", "TCD"} <= set(lines[-5:])  # near ones last
    assert texts(driver, "#legend h2")[0] == "Nombre de personnes"
    assert texts(driver, "#legend text")[:2] == ["80 000", "40 000"]
    assert "largeur au départ" in texts(driver, ".key-tapers p")
    assert violations(driver) == []
    # Every place is still reached by rank, and told.
    driver.execute_script("document.querySelector('.mark[tabindex=\"0\"]').focus()")
    driver.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
    rest(driver)
    assert plain(find(driver, "#tooltip").text).startswith("États-Unis")
    before = find(driver, ".flow path").get_dom_attribute("d")
    find(driver, ".zoom button").click()  # lines are bent anew where the map comes to rest
    WebDriverWait(driver, 10).until(
        lambda now: find(now, ".flow path").get_dom_attribute("d") != before
    )
    find(driver, '#layers input[value="share_women"]').click()
    rest(driver)
    assert not find_all(driver, ".flow[data-place]")
    assert len(find_all(driver, "#kinds .segments label")) == 2
