"""The page of a map of ranges: what it embeds, and what a reader sees in a browser."""

from __future__ import annotations

import pandas as pd
import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from diasporamap.counts.sources import Source
from diasporamap.maps import MapSpec
from diasporamap.maps.kinds.ranges import compose_range
from diasporamap.maps.ranges import Compared, ranges_of
from diasporamap.protection import Release
from diasporamap.web import data
from diasporamap.web.page import page_of_views, save_page
from diasporamap.web.views import range_view
from tests.web.browsing import find, find_all, opened
from tests.web.typedefs import embedded, misfits

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
def composition(columns):
    return compose_range(columns, MapSpec())


@pytest.fixture(scope="module")
def view(composition, columns):
    return range_view(composition, ranges_of(columns))


def test_a_place_tells_every_source_its_range_and_ratio(view):
    assert [label for _, label in view.content["rows"]] == [
        "Fourchette",
        "The stock (pays de naissance, 2020)",
        "The register (inscription, 2024)",
        "The roll (nationalité, 2018)",
        "Rapport",
    ]
    assert view.content["places"]["FRA"]["values"] == {
        "range": ("value", "2\u202f000 à 120\u202f000"),
        "source-0": ("value", "92\u202f983"),
        "source-1": ("value", "120\u202f000"),
        "source-2": ("value", "2\u202f000"),
        "ratio": ("value", "60,0"),
    }


def test_what_is_hidden_is_words_and_said(view):
    germany = view.content["places"]["DEU"]
    assert germany["values"]["source-1"] == ("suppressed", "Non affiché")
    assert germany["values"]["range"] == ("value", "150 à 17\u202f000")
    assert germany["about"] == [
        "Un chiffre n’est pas affiché\u00a0: il n’entre pas dans la fourchette."
    ]
    belgium = view.content["places"]["BEL"]
    assert belgium["values"]["range"] == ("suppressed", "Non affiché")
    assert "ratio" not in belgium["values"]
    (layer,) = view.content["layers"]
    assert "BEL" not in [mark["place"] for mark in layer["marks"] if mark["mark"] == "disc"]
    assert {"mark": "dot", "place": "BEL", "fill": "suppressed"} in layer["marks"]
    assert layer["order"] == ["FRA", "KEN", "DEU", "GAB", "BEL"]


def test_places_with_one_figure_or_none_say_so(view):
    places = view.content["places"]
    assert places["GAB"]["about"] == ["Un seul chiffre affiché."]
    assert places["ESP"]["values"] == {"range": ("no_data", "Pas de données")}
    assert "about" not in places["FRA"]


def test_the_table_sorts_by_number(view):
    rows = {row["name"]: row["cells"] for row in view.rows}
    assert list(rows) == ["Allemagne", "Belgique", "France", "Gabon", "Kenya"]
    assert [cell["number"] for cell in rows["Allemagne"]] == [
        *("17000.00", "17000.00", "", "150.00", "113.33"),
    ]
    assert rows["Belgique"][-1] == {"state": "not_applicable", "text": "Sans objet", "number": ""}


def test_the_page_embeds_no_markup_of_a_citation(composition, columns):
    page = page_of_views((range_view(composition, ranges_of(columns)),)).get_root().render()
    assert "</script><b>" not in page
    found = embedded(page)
    assert misfits(found, data.Page) == []
    rows = found["geographies"][0]["layers"][0]["legend"][-1]["rows"]
    assert [len(row["discs"]) for row in rows if row["row"] == "discs"] == [2, 2, 1]
    marks = found["geographies"][0]["layers"][0]["marks"]
    (kenya,) = [mark for mark in marks if mark["place"] == "KEN"]
    assert (kenya["mark"], kenya["look"]) == ("disc", "highest")
    assert kenya["radius"] == pytest.approx(0.41833, abs=1e-4)


@pytest.fixture(scope="module")
def page(composition, columns, tmp_path_factory):
    world = page_of_views((range_view(composition, ranges_of(columns)),))
    return save_page(world, tmp_path_factory.mktemp("ranges") / "range.html")


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
