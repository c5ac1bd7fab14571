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
from diasporamap.maps.range_maps import compose_range
from diasporamap.maps.ranges import Compared, ranges_of
from diasporamap.protection import Release
from diasporamap.web import data
from diasporamap.web.page import page_of_views
from diasporamap.web.page_data import page_data
from diasporamap.web.ranges import range_page
from tests.web.browsing import centre, find, find_all, hover, opened, rects, rest, texts
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


def written(rows):
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
    assert written(figures["FRA"]) == {
        "range": "2\u202f000 à 120\u202f000",
        "source-0": "92\u202f983",
        "source-1": "120\u202f000",
        "source-2": "2\u202f000",
        "ratio": "60,0",
    }


def test_what_is_hidden_is_words_and_said(model, figures):
    germany = figures["DEU"]
    assert (germany["source-1"]["state"], germany["source-1"]["value"]) == ("suppressed", None)
    assert written(germany)["range"] == "150 à 17\u202f000"
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
    assert written(figures["ESP"]) == {}
    assert figures["ESP"]["range"]["state"] == "no_data"
    assert about(model, "FRA") == []


def test_the_page_embeds_no_markup_of_a_citation(gathered, model):
    page = page_of_views(gathered).text
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
    return page_of_views(gathered).save(tmp_path_factory.mktemp("ranges") / "range.html")


GERMANY = {
    "The stock (pays de naissance, 2020)": "17 000",
    "The register (inscription, 2024)": "Chiffre masqué pour protéger les personnes",
    "The roll (nationalité, 2018)": "150",
    "Rapport": "113,3",
}


def search(driver, name):
    find(driver, "#search-text").send_keys(name, Keys.ENTER)
    WebDriverWait(driver, 5).until(lambda d: find(d, "#place").is_displayed())
    rest(driver)


def told_values(driver, box):
    return dict(zip(texts(driver, f"{box} dt"), texts(driver, f"{box} dd"), strict=True))


@pytest.mark.browser
def test_a_reader_finds_every_source_of_a_country(browser, page):
    driver = opened(browser, page)
    search(driver, "allemagne")
    assert texts(driver, "#place-content .number") == ["150 à 17 000 personnes"]
    assert told_values(driver, "#place-content") == GERMANY
    told = find(driver, "#place-content").text
    assert "il n’entre pas dans la fourchette" in told
    for name in FIGURES:
        assert f"{name[0]} </script><b>" in told  # the sources are cited, all of them
    assert "vivant à l’étranger" not in told  # no definition of one source stands for all
    hover(driver, *centre(driver, "DEU"))
    assert told_values(driver, "#tooltip") == {"Fourchette": "150 à 17 000", **GERMANY}
    assert "il n’entre pas dans la fourchette" in find(driver, "#tooltip").text


@pytest.mark.browser
def test_a_country_of_no_source_has_no_list_of_them(browser, page):
    driver = opened(browser, page)
    search(driver, "espagne")
    assert told_values(driver, "#place-content") == {}
    assert find(driver, "#place-content .number .state").text == "Pas de donnée"


@pytest.mark.browser
def test_discs_lie_in_their_rings_and_the_legend_names_them(browser, page):
    driver = opened(browser, page)
    kinds = driver.execute_script(
        """return [...document.querySelectorAll(".mark circle.circle")].map((circle) => {
            const box = circle.getBoundingClientRect();
            return [circle.parentElement.dataset.place, circle.classList[1], box.width,
                circle.getAttribute("stroke-dasharray"), box.x + box.width / 2];
        });"""
    )
    assert [(place, kind) for place, kind, *_ in kinds] == [
        *(("FRA", "highest"), ("FRA", "lowest"), ("KEN", "highest")),
        *(("DEU", "highest"), ("DEU", "lowest"), ("GAB", "single")),
    ]
    widths = {(place, kind): width for place, kind, width, *_ in kinds}
    assert widths["FRA", "lowest"] < widths["FRA", "highest"] / 4
    middles = {(place, kind): middle for place, kind, *_, middle in kinds}
    assert middles["FRA", "lowest"] == pytest.approx(middles["FRA", "highest"], abs=0.1)
    (dashed,) = [place for place, _, _, dashes, _ in kinds if dashes]
    assert dashed == "GAB"
    legend = find(driver, "#legend").text
    for label in ("Chiffre le plus haut", "Chiffre le plus bas", "Un seul chiffre affiché"):
        assert label in legend
    discs = [len(find_all(row, "circle")) for row in find_all(driver, "#legend .key-discs")]
    assert discs == [2, 2, 1]
    assert not find(driver, "#layers").is_displayed()


@pytest.mark.browser
def test_on_a_phone_labels_of_sources_have_a_line_of_their_own(phone, page):
    driver = opened(phone, page)
    search(driver, "allemagne")
    assert told_values(driver, "#place-content") == GERMANY
    labels, values = rects(driver, "#place-content dt"), rects(driver, "#place-content dd")
    assert len(labels) == 4
    assert len({left for left, *_ in labels}) == 1
    for (*_, bottom), (_, top, *_) in zip(labels, values, strict=True):
        assert bottom <= top
    wide = driver.execute_script("return document.documentElement.clientWidth")
    assert max(right for _, _, right, _ in labels + values) <= wide
