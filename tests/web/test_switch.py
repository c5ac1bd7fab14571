"""Consular districts on the map, and the switch to them, in a real browser with the network off."""

from __future__ import annotations

import re

import pytest
from selenium.webdriver.common.keys import Keys

from tests.web.browsing import (
    choose,
    find,
    find_all,
    hover,
    opened,
    plain,
    rest,
    settle,
    texts,
    told_values,
    tooltip,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

COUNTRIES, DISTRICTS = 0, 1
POINT = """
const frame = document.getElementById("frame").getBoundingClientRect();
const at = map_world.latLngToContainerPoint([arguments[0], arguments[1]]);
return [Math.round(frame.x + at.x), Math.round(frame.y + at.y)];
"""
BENIN, NIGERIA_NORTH, INDIA, LAGOS, ESSEN = (
    (9, 2.3),
    (12, 6.5),
    (22, 78),
    (6.4541, 3.3947),
    (51.4566, 7.0123),
)


@pytest.fixture
def show(browser, pages):
    def shown(name="served-fr", geography=DISTRICTS):
        choose(opened(browser, pages[name]), "geography", geography)
        rest(browser)
        return browser

    return shown


def look(driver, lat, lon, zoom):
    script = "map_world.setView([arguments[0], arguments[1]], arguments[2], {animate: false})"
    driver.execute_script(script, lat, lon, zoom)
    rest(driver)


def on_screen(driver, at):
    return driver.execute_script(POINT, *at)


def label(driver, place):
    return plain(find(driver, f'.mark[data-place="{place}"]').get_attribute("aria-label"))


def test_benin_is_served_by_lagos(show):
    driver = show(geography=COUNTRIES)
    look(driver, 8, 6, 5)
    hover(driver, *on_screen(driver, BENIN))
    assert tooltip(driver)[0] == "Bénin"
    choose(driver, "geography", DISTRICTS)
    rest(driver)
    hover(driver, *on_screen(driver, BENIN))
    name, values = tooltip(driver)
    assert name == "Consulat général à Lagos"
    assert values["Total"] == "933"
    assert ". Couvre : Bénin, Nigéria (" in label(driver, "nga-lagos-cg")
    assert "Couverture documentée." in label(driver, "nga-lagos-cg")


def test_the_switch_keeps_the_view_and_the_measure(show):
    driver = show(geography=COUNTRIES)
    choose(driver, "layers", 1)
    look(driver, 8, 6, 5)
    choose(driver, "geography", DISTRICTS)
    rest(driver)
    at = driver.execute_script(
        "const c = map_world.getCenter(); return [c.lat, c.lng, map_world.getZoom()]"
    )
    assert at == pytest.approx([8, 6, 5], abs=0.01)
    assert texts(driver, "#layers input:checked + span") == ["Femmes"]
    assert find(driver, "#legend h2").text == "Nombre de femmes"


def test_people_of_a_split_country_are_a_dashed_circle(show):
    driver = show()
    look(driver, 8, 6, 5)
    hover(driver, *on_screen(driver, NIGERIA_NORTH))
    assert tooltip(driver)[0] in {"Haut-commissariat à Abuja", "Nigéria"}
    circle = find(driver, '.mark[data-place="NGA"] circle')
    assert circle.get_attribute("stroke-dasharray")
    assert circle.get_attribute("fill") == "#ffffff"
    assert "Total 18 393" in label(driver, "NGA")
    assert "18 393 dans 1 pays partagé" in plain(find(driver, "#subtitle").text)


def test_a_country_without_a_district_is_a_thin_circle_on_lines(show):
    driver = show("served-en")
    hatch = find_all(driver, '.place[data-place="IND"]')[-1].get_attribute("fill")
    assert hatch.startswith("url(#hatch-horizontal-")
    circle = find(driver, '.mark[data-place="IND"] circle')
    assert not circle.get_attribute("stroke-dasharray")
    assert circle.get_attribute("fill") == "#ffffff"
    choose(driver, "layers", 3)
    hover(driver, *on_screen(driver, INDIA))
    name, values = tooltip(driver)
    assert (name, values["Women"], values["Share of women"]) == ("India", "61", "45.9%")


def test_a_hidden_district_is_hatched_and_in_words(show):
    driver = show()
    fill = find(driver, '.place[data-place="deu-berlin"]').get_attribute("fill")
    assert fill.startswith("url(#hatch-heavy-")
    look(driver, 51, 10, 5)
    hover(driver, *on_screen(driver, (48.5, 12)))
    name, values = tooltip(driver)
    assert name == "Ambassade à Berlin"
    assert values.pop("Hommes") == "15 597"
    assert set(values.values()) == {"Chiffre masqué pour protéger les personnes"}


def test_missions_have_a_shape_a_kind_and_a_name(show):
    driver = show()
    shapes = {
        mission: find(driver, f'.seat[data-place="{mission}"]').get_attribute("d").count("L")
        for mission in ("deu-berlin", "nga-abuja", "nga-lagos-cg", "caf-bouar", "deu-essen-h")
    }
    assert list(shapes.values()) == [3, 3, 2, 2, 0]
    look(driver, 51, 8, 6)
    hover(driver, *on_screen(driver, ESSEN))
    assert find(driver, "#tooltip strong").text == "Consulat honoraire à Essen"
    assert told_values(driver) == {}
    assert texts(driver, "#tooltip p") == ["Aucune circonscription connue."]
    look(driver, 8, 6, 6)
    hover(driver, *on_screen(driver, LAGOS))
    assert tooltip(driver)[0] == "Consulat général à Lagos"


def test_a_circle_is_never_hidden_by_its_mission(show):
    driver = show()
    for zoom in (2, 4, 7):
        look(driver, 6.45, 3.4, zoom)
        circle, sign = driver.execute_script(
            """return [".mark", ".seat"].map((kind) =>
            document.querySelector(kind + '[data-place="nga-lagos-cg"]').getBBox().width);"""
        )
        assert sign < 0.8 * circle


def test_the_legend_explains_lines_and_missions_of_districts_only(show):
    driver = show()
    for button in find_all(driver, "#legend .key-whole"):
        button.click()
    shown = texts(driver, "#legend li")
    for words in ("Limite de circonscription", "Haut-commissariat", "Consulat honoraire"):
        assert words in shown
    kinds = ("district", "inferred")
    lines = [find(driver, f".border-{kind}").get_attribute("stroke-dasharray") for kind in kinds]
    assert not lines[0]
    assert lines[1]
    choose(driver, "geography", COUNTRIES)
    assert "Limite de circonscription" not in texts(driver, "#legend li")
    assert not [line for line in find_all(driver, ".border-district") if line.is_displayed()]
    assert find_all(driver, ".seat") == []


def test_the_keyboard_walks_through_districts(show):
    driver = show()
    driver.execute_script("document.querySelector('.mark[tabindex=\"0\"]').focus()")
    driver.switch_to.active_element.send_keys(Keys.HOME)
    walked = [driver.switch_to.active_element.get_attribute("data-place")]
    for _ in range(3):
        driver.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
        settle(driver)
        walked.append(driver.switch_to.active_element.get_attribute("data-place"))
    assert walked == ["NGA", "nga-lagos-cg", "IND", "deu-berlin"]
    words = label(driver, "deu-berlin")
    assert words.startswith("Ambassade à Berlin : ")
    assert "Total Chiffre masqué pour protéger les personnes" in words
    assert ". Couvre : Allemagne, Autriche, " in words


def test_what_is_chosen_stays_where_the_place_does(show):
    driver = show()
    driver.execute_script("document.querySelector('.mark[data-place=\"IND\"]').focus()")
    driver.switch_to.active_element.send_keys(Keys.ENTER)
    settle(driver)
    chosen = '.mark[aria-pressed="true"]'
    assert find(driver, chosen).get_attribute("data-place") == "IND"
    choose(driver, "geography", COUNTRIES)
    assert find(driver, chosen).get_attribute("data-place") == "IND"


def test_hidden_figures_are_nowhere_in_either_geography(show):
    driver = show()
    said = "return document.body.innerText + document.querySelector('.marks').outerHTML"
    source = re.sub(r"[\u202f\u00a0]", "", driver.execute_script(said))
    for figure in (6135, 21732, 8353):
        assert not re.search(rf"(?<![\d.]){figure}(?!\d)", source), figure
