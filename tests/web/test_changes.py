"""The map of a change between two years of a page: as the library works it out and draws it."""

from __future__ import annotations

import pytest
from selenium.webdriver.support.select import Select

import diasporamap as dm
from diasporamap.maps import MapSpec, compose
from diasporamap.resources import shipped
from tests.web.axe import violations
from tests.web.browsing import find, find_all, opened_anew, plain, rest, texts

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def change():
    """Compose the map of the same change as on paper."""
    release = dm.release(shipped("examples") / "cameroon_undesa_2020.csv", since=1990)
    return compose(release.by(), MapSpec(measure="change"))


def show(browser, years, link):
    return opened_anew(browser, {"years": years}, "years", "#" + link)


def looks(driver):
    """Read how each circle is painted."""
    return driver.execute_script(
        """return Object.fromEntries([...document.querySelectorAll(".mark")].map((mark) => [
        mark.dataset.place, mark.lastElementChild?.classList[1]]).filter(([, look]) => look));"""
    )


def test_every_circle_rises_or_falls_as_on_paper(browser, years, change):
    driver = show(browser, years, "y=2020&s=1990")
    paper = {place: discs[0].look for place, discs in change.drawing.marks.items()}
    assert {place: look for place, look in looks(driver).items() if look != "stable"} == paper
    shown = change.table[change.table["state"] == "value"]
    assert find(driver, "h1").text == plain(change.words.title)
    rises, falls = (shown["value"] > 0).sum(), (shown["value"] < 0).sum()
    told = f"de 1990 à 2020 : hausse dans {rises} pays, baisse dans {falls} pays."
    assert plain(find(driver, "#subtitle").text).endswith(told)


def test_all_parts_of_the_page_tell_the_change(browser, years):
    driver = show(browser, years, "y=2020")
    assert find(driver, "#kinds").is_displayed()
    Select(find(driver, "#since select")).select_by_value("1990")
    rest(driver)
    assert "s=1990" in driver.current_url
    assert find(driver, "#legend h2").text == "Évolution (personnes)"
    assert "hausse" in texts(driver, "#legend .key-words")
    assert not find(driver, "#kinds").is_displayed()
    assert plain(find(driver, '.name[data-of="FRA"]').text).endswith("+56 137")
    assert texts(driver, "#rows .value")[:2] == ["+325 180", "+66 926"]
    assert violations(driver) == []
    find(driver, "#table-button").click()
    assert texts(driver, "#values thead th")[-1] == "De 1990 à 2020"
    (france,) = [row for row in find_all(driver, "#values tbody tr") if "France" in row.text]
    assert plain(france.text).endswith("+56 137")
    find(driver, "#table [data-dismiss]").click()
    Select(find(driver, "#since select")).select_by_value("")
    rest(driver)
    assert find(driver, "h1").text == "Personnes nées au Cameroun et vivant à l’étranger, 2020"
    assert find(driver, "#legend h2").text == "Nombre de personnes"


def test_a_change_of_a_share_is_in_points_and_pale_of_few_people(browser, years):
    driver = show(browser, years, "y=2020&s=2010&m=share_women&l=en")
    assert find(driver, "h1").text.startswith("Change in the share of women")
    assert "few" in looks(driver).values()
    assert plain(find(driver, '.name[data-of="GAB"]').text).endswith("\N{MINUS SIGN}6.7 pp")
