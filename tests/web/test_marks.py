"""A page draws any mark and any part of a legend, also those of kinds that come later."""

from __future__ import annotations

from dataclasses import replace

import pytest
from selenium.webdriver.common.by import By

from diasporamap.maps import MapSpec, compose
from diasporamap.maps.drawing import Disc, LegendEntry, Rows
from diasporamap.web import data
from diasporamap.web.content import geography_of, table_of, told_measures
from diasporamap.web.page import page_of_views, save_page
from diasporamap.web.views import View
from tests.web.typedefs import embedded, misfits


@pytest.fixture(scope="module")
def halves(desa, tmp_path_factory):
    """Give a page on which women are the left half of a circle and men the right one."""
    made = {m: compose(desa, MapSpec(measure=m)) for m in ("total", "women", "men", "share_women")}
    look = {m: made[m].drawing.looks["circle"] for m in ("women", "men")}
    marks = {
        place: (Disc(of.radius, "women", 90, 180), Disc(of.radius, "men", 270, 180))
        for place, (of,) in made["total"].drawing.marks.items()
    }
    rows = Rows((LegendEntry("discs", "halves", "Left: women", discs=((1.0, look["women"]),)),))
    drawing = replace(
        made["total"].drawing, marks=marks, looks=look, legend=(rows, replace(rows, title="Again"))
    )
    made["total"] = replace(made["total"], drawing=drawing)
    told = told_measures(desa, made, ("total",))
    content = geography_of(told, [made["total"]])
    view = View(made["total"], content, table_of(told, content["places"]))
    return save_page(page_of_views((view,)), tmp_path_factory.mktemp("halves") / "halves.html")


def test_parts_of_discs_are_as_typed(halves):
    found = embedded(halves.read_text(encoding="utf-8"))
    assert misfits(found, data.Page) == []
    first, second = found["geographies"][0]["layers"][0]["marks"][:2]
    assert (first["place"], first["look"], first["start"], first["sweep"]) == (
        *("FRA", "women"),
        *(90, 180),
    )
    assert (second["place"], second["look"], second["start"]) == ("FRA", "men", 270)


@pytest.mark.browser
def test_halves_lie_beside_each_other_and_the_legend_has_titles_where_they_are(browser, halves):
    browser.get(halves.as_uri())
    women, men = browser.execute_script(
        """return ["women", "men"].map(function (look) {
          const box = document.querySelector(".circle." + look + '[data-place="FRA"]').getBBox();
          return [box.x, box.y, box.width, box.height];
        });"""
    )
    assert women[0] + women[2] == pytest.approx(men[0], abs=0.1)
    assert women[1:] == pytest.approx(men[1:], abs=0.1)
    assert women[3] == pytest.approx(2 * women[2], abs=0.1)
    legend = browser.find_element(By.ID, "legend")
    assert [head.text for head in legend.find_elements(By.TAG_NAME, "h2")] == ["Again"]
    assert len(legend.find_elements(By.CSS_SELECTOR, "li circle")) == 2
