"""The page of a map of ranges: what it embeds, and what a reader sees in a browser."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from diasporamap.counts.sources import Source
from diasporamap.language import LANGUAGES
from diasporamap.maps import MapSpec
from diasporamap.maps.kinds.ranges import compose_range
from diasporamap.maps.ranges import Compared, ranges_of
from diasporamap.protection import Release
from diasporamap.web import data
from diasporamap.web.page import page_data, page_of_views, save_page
from diasporamap.web.views import range_page
from tests.web.browsing import find, find_all, opened
from tests.web.typedefs import embedded, misfits
from tests.web.unpacking import asked

#: Germany is hidden in the register, Belgium in both; the roll has a zero for Kenya.
FIGURES = {
    ("stock", "born_in", 2020): (("FRA", 58769, 34214), ("DEU", 8000, 9000), ("BEL", 1, 2)),
    ("register", "registered", 2024): (
        *(("FRA", 60000, 60000), ("DEU", 2, 2), ("BEL", 2, 1), ("KEN", 12000, 9000)),
        ("GAB", 3000, 3733),
    ),
    ("roll", "national", 2018): (("FRA", 900, 1100), ("DEU", 70, 80), ("KEN", 0, 0)),
}


def column(name, definition, year):
    people = FIGURES[name, definition, year]
    rows = [(place, sex, n) for place, f, m in people for sex, n in (("F", f), ("M", m))]
    counts = pd.DataFrame(rows, columns=["place", "sex", "count"])
    counts = counts.assign(source=name, definition=definition, year=year)
    hostile = f"{name} </script><b>"
    source = Source(name, f"The {name}", hostile, hostile)
    return Compared(name, Release(counts, sources={name: source}).by())


@pytest.fixture(scope="module")
def columns():
    return [column(*key) for key in FIGURES]


@pytest.fixture(scope="module")
def gathered(columns):
    both = {language: compose_range(columns, MapSpec(language=language)) for language in LANGUAGES}
    return range_page(both, ranges_of(columns))


@pytest.fixture(scope="module")
def model(gathered):
    return asked("model", json.loads(json.dumps(page_data(gathered))))


@pytest.fixture(scope="module")
def figures(model):
    (geography,) = model["geographies"]
    return geography["figures"]["null"]


def texts(rows):
    return {row: told["text"]["fr"] for row, told in rows.items() if told["text"]}


def about(model, place):
    return model["geographies"][0]["byId"][place]["about"]["fr"]


def test_a_place_tells_every_source_its_range_and_ratio(model, figures):
    (geography,) = model["geographies"]
    assert model["compared"]
    assert (model["years"], model["measures"]) == ([], ["range"])
    assert [model["measured"][row]["label"]["fr"] for row in geography["rows"]] == [
        "Fourchette",
        "The stock (pays de naissance, 2020)",
        "The register (inscription, 2024)",
        "The roll (nationalité, 2018)",
        "Rapport",
    ]
    assert texts(figures["FRA"]) == {
        "range": "2\u202f000 à 120\u202f000",
        "source-0": "92\u202f983",
        "source-1": "120\u202f000",
        "source-2": "2\u202f000",
        "ratio": "60,0",
    }


def test_what_is_hidden_is_words_and_said(model, figures):
    germany = figures["DEU"]
    assert (germany["source-1"]["state"], germany["source-1"]["value"]) == ("suppressed", None)
    assert texts(germany)["range"] == "150 à 17\u202f000"
    assert about(model, "DEU") == [
        "Un chiffre n’est pas affiché\u00a0: il n’entre pas dans la fourchette."
    ]
    belgium = figures["BEL"]
    assert belgium["range"]["state"] == "suppressed"
    assert belgium["ratio"]["value"] is None
    (layer,) = model["geographies"][0]["layers"]
    assert "BEL" not in [mark["place"] for mark in layer["marks"] if mark["mark"] == "disc"]
    assert {"mark": "dot", "place": "BEL", "fill": "suppressed"} in layer["marks"]
    assert layer["order"] == ["FRA", "KEN", "DEU", "GAB", "BEL"]


def test_places_with_one_figure_or_none_say_so(model, figures):
    assert about(model, "GAB") == ["Un seul chiffre affiché."]
    assert texts(figures["ESP"]) == {}
    assert figures["ESP"]["range"]["state"] == "no_data"
    assert about(model, "FRA") == []


def test_the_page_embeds_no_markup_of_a_citation(gathered, model):
    page = page_of_views(gathered).get_root().render()
    assert "</script><b>" not in page
    assert misfits(embedded(page), data.Page) == []
    (layer,) = model["geographies"][0]["layers"]
    rows = layer["legend"][-1]["rows"]
    assert [len(row["discs"]) for row in rows if row["row"] == "discs"] == [2, 2, 1]
    (kenya,) = [mark for mark in layer["marks"] if mark["place"] == "KEN"]
    assert (kenya["mark"], kenya["look"]) == ("disc", "highest")
    assert kenya["radius"] == pytest.approx(0.41833, abs=1e-4)


@pytest.fixture(scope="module")
def page(gathered, tmp_path_factory):
    return save_page(page_of_views(gathered), tmp_path_factory.mktemp("ranges") / "range.html")


@pytest.mark.browser
def test_a_reader_finds_every_source_of_a_country(browser, page):
    driver = opened(browser, page)
    find(driver, "#search-text").send_keys("allemagne", Keys.ENTER)
    WebDriverWait(driver, 5).until(lambda d: find(d, "#tooltip").text)
    told = find(driver, "#tooltip").text
    assert "150 à 17\u202f000" in told
    assert "The register (inscription, 2024)\nNon affiché" in told
    assert "il n’entre pas dans la fourchette" in told


@pytest.mark.browser
def test_discs_lie_in_their_rings_and_the_legend_names_them(browser, page):
    driver = opened(browser, page)
    kinds = driver.execute_script(
        """return [...document.querySelectorAll("path.symbol.circle")].map((path) =>
            [path.dataset.place, path.classList[2], path.getBoundingClientRect().width,
             path.getAttribute("stroke-dasharray")]);"""
    )
    assert [(place, kind) for place, kind, *_ in kinds] == [
        *(("FRA", "highest"), ("FRA", "lowest"), ("KEN", "highest")),
        *(("DEU", "highest"), ("DEU", "lowest"), ("GAB", "single")),
    ]
    widths = {(place, kind): width for place, kind, width, _ in kinds}
    assert widths["FRA", "lowest"] < widths["FRA", "highest"] / 4
    (dashed,) = [place for place, *_, dashes in kinds if dashes]
    assert dashed == "GAB"
    legend = find(driver, "#legend").text
    for label in ("Chiffre le plus haut", "Chiffre le plus bas", "Un seul chiffre affiché"):
        assert label in legend
    assert not find_all(driver, "#layers")


@pytest.mark.browser
def test_on_a_phone_labels_of_sources_have_a_line_of_their_own(phone, page):
    driver = opened(phone, page)
    find(driver, "#search-text").send_keys("allemagne", Keys.ENTER)
    WebDriverWait(driver, 5).until(lambda d: find(d, "#tooltip").text)
    lefts = driver.execute_script(
        """return [...document.querySelectorAll("#tooltip dt")].map((label) =>
            label.getBoundingClientRect().left);"""
    )
    assert len(lefts) == 5
    assert len(set(lefts)) == 1
