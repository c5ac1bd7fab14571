"""The switch between countries and districts, in a real browser with the network off."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from tests.web.browsing import (
    choose,
    find,
    find_all,
    hover,
    opened,
    plain,
    settle,
    texts,
    told_values,
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
        return browser

    return shown


def look(driver, lat, lon, zoom):
    script = "map_world.setView([arguments[0], arguments[1]], arguments[2], {animate: false})"
    driver.execute_script(script, lat, lon, zoom)
    settle(driver)


def on_screen(driver, at):
    return driver.execute_script(POINT, *at)


def tooltip(driver):
    """Read the tooltip: the name, pairs of label and value, sentences."""
    name = find(driver, "#tooltip strong").text
    return name, told_values(driver), texts(driver, "#tooltip p")


def test_benin_is_served_by_lagos(show):
    driver = show(geography=COUNTRIES)
    look(driver, 8, 6, 5)
    hover(driver, *on_screen(driver, BENIN))
    assert tooltip(driver)[0] == "Bénin"
    choose(driver, "geography", DISTRICTS)
    hover(driver, *on_screen(driver, BENIN))
    name, values, sentences = tooltip(driver)
    assert name == "Consulat général à Lagos"
    assert values["Total"] == "933"
    assert sentences[0].startswith("Couvre : Bénin, Nigéria (")
    assert sentences[1] == "Couverture documentée."


def test_the_switch_keeps_the_view_and_the_measure(show):
    driver = show(geography=COUNTRIES)
    choose(driver, "layers", 1)
    look(driver, 8, 6, 5)
    choose(driver, "geography", DISTRICTS)
    centre = driver.execute_script(
        "const c = map_world.getCenter(); return [c.lat, c.lng, map_world.getZoom()]"
    )
    assert centre == pytest.approx([8, 6, 5], abs=0.01)
    assert texts(driver, "#layers input:checked + span") == ["Femmes"]
    assert find(driver, "#legend h2").text == "Nombre de femmes"
    assert "par circonscription consulaire" in find(driver, "#subtitle").text
    choose(driver, "geography", COUNTRIES)
    assert "par pays de résidence" in find(driver, "#subtitle").text


def test_the_people_of_a_split_country_are_named(show):
    driver = show()
    look(driver, 8, 6, 5)
    hover(driver, *on_screen(driver, NIGERIA_NORTH))
    name, values, sentences = tooltip(driver)
    assert (name, values["Total"]) == ("Haut-commissariat à Abuja", "Non attribuable")
    assert sentences[-1].endswith("Nigéria (18 393).")
    find(driver, "#about summary").click()
    captions = plain(find(driver, "#captions").text)
    assert "entre plusieurs circonscriptions : 18 393 (Nigéria)" in captions


def test_a_country_without_a_district_is_hatched_and_says_so(show):
    driver = show("served-en")
    hatched = find(driver, '.place[data-place="IND"]').get_attribute("fill")
    assert hatched == "url(#hatch-f7f6f3-horizontal-a9b1b9)"
    assert find_all(driver, "#hatch-f7f6f3-horizontal-a9b1b9 path")
    choose(driver, "layers", 3)
    hover(driver, *on_screen(driver, INDIA))
    name, values, sentences = tooltip(driver)
    assert (name, values["Women"], values["Share of women"]) == ("India", "61", "45.9%")
    assert sentences == ["Not attached to a consular district."]
    assert "Not attached to a district" in " ".join(texts(driver, "#legend li"))


def test_a_hidden_district_is_hatched_and_in_words(show):
    driver = show()
    assert find(driver, '.place[data-place="deu-berlin"]').get_attribute("fill") == (
        "url(#hatch-ffffff-diagonal-7b8794)"
    )
    look(driver, 51, 10, 5)
    hover(driver, *on_screen(driver, (48.5, 12)))
    name, values, _ = tooltip(driver)
    assert name == "Ambassade à Berlin"
    assert values.pop("Hommes") == "15 597"
    assert set(values.values()) == {"Non affiché"}


def test_missions_have_a_shape_a_kind_and_a_name(show):
    driver = show()
    shapes = {
        mission: find(driver, f'.seat[data-place="{mission}"]').get_attribute("d").count("L")
        for mission in ("deu-berlin", "nga-abuja", "nga-lagos-cg", "caf-bouar", "deu-essen-h")
    }
    assert list(shapes.values()) == [3, 3, 2, 2, 0]
    look(driver, 51, 8, 6)
    hover(driver, *on_screen(driver, ESSEN))
    assert tooltip(driver) == ("Consulat honoraire à Essen", {}, ["Aucune circonscription connue."])
    look(driver, 8, 6, 6)
    hover(driver, *on_screen(driver, LAGOS))
    assert tooltip(driver)[0] == "Consulat général à Lagos"


def test_a_circle_is_never_hidden_by_its_mission(show):
    driver = show()
    for zoom in (2, 4, 7):
        look(driver, 6.45, 3.4, zoom)
        circle, sign = driver.execute_script(
            """return [".circle", ".seat"].map((kind) =>
            document.querySelector(kind + '[data-place="nga-lagos-cg"]').getBBox().width);"""
        )
        assert sign < 0.8 * circle


def test_the_legend_explains_lines_and_missions_of_districts_only(show):
    driver = show()
    shown = texts(driver, "#legend li")
    for words in ("Limite de circonscription", "Haut-commissariat", "Consulat honoraire"):
        assert words in shown
    kinds = ("district", "inferred")
    lines = [find(driver, f".border-{kind}").get_attribute("stroke-dasharray") for kind in kinds]
    assert not lines[0]
    assert lines[1]
    choose(driver, "geography", COUNTRIES)
    assert "Limite de circonscription" not in texts(driver, "#legend li")
    assert find_all(driver, ".border-district, .seat") == []


def test_the_search_finds_a_district_by_country_and_a_mission_without_one(show):
    driver = show()
    box = find(driver, "#search-text")
    box.send_keys("benin")
    assert texts(driver, "#search-list li") == ["Consulat général à Lagos"]
    box.send_keys(Keys.ENTER)
    WebDriverWait(driver, 5).until(lambda d: d.execute_script("return map_world.getZoom()") > 4)
    assert tooltip(driver)[0] == "Consulat général à Lagos"
    assert driver.switch_to.active_element.get_attribute("data-place") == "nga-lagos-cg"
    box.clear()
    box.send_keys("hambourg", Keys.ENTER)
    assert tooltip(driver)[0] == "Consulat honoraire à Hambourg"
    choose(driver, "geography", COUNTRIES)
    assert box.get_attribute("value") == ""
    box.send_keys("hambourg")
    assert texts(driver, "#search-list li") == ["Aucun lieu trouvé"]


def test_the_keyboard_reaches_the_choice_and_walks_through_districts(show):
    driver = show(geography=COUNTRIES)
    find(driver, "#geography input:checked").send_keys(Keys.ARROW_DOWN)
    settle(driver)
    assert "par circonscription" in find(driver, "#subtitle").text
    ActionChains(driver).send_keys(Keys.TAB).perform()
    assert driver.switch_to.active_element.get_attribute("name") == "layer"
    ActionChains(driver).send_keys(Keys.TAB).perform()  # the map itself
    walked = []
    for key in (Keys.TAB, Keys.ARROW_RIGHT, Keys.END):
        ActionChains(driver).send_keys(key).perform()
        walked.append(tooltip(driver)[0])
    assert walked == ["Consulat général à Lagos", "Inde", "Ambassade à Berlin"]
    label = plain(driver.switch_to.active_element.get_attribute("aria-label"))
    assert label.startswith("Ambassade à Berlin : Total Non affiché, ")
    assert ". Couvre : Allemagne, Autriche, " in label


def test_an_open_tooltip_stays_where_the_place_does(show):
    driver = show()
    for key in (Keys.TAB, Keys.TAB, Keys.TAB, Keys.ARROW_RIGHT):
        ActionChains(driver).send_keys(key).perform()
    assert tooltip(driver)[0] == "Inde"
    choose(driver, "geography", COUNTRIES)
    assert tooltip(driver) == (
        "Inde",
        {"Total": "133", "Femmes": "61", "Hommes": "72", "Part des femmes": "45,9 %"},
        [],
    )


def test_the_table_follows(show):
    driver = show()
    find(driver, "#table summary").click()
    assert texts(driver, "#table thead th:first-child")[1].startswith("Circonscription")
    assert not find(driver, "#values").is_displayed()
    rows = texts(driver, "#values-1 tbody tr")
    assert any(row.startswith("Consulat général à Lagos 933 ") for row in rows)
    find(driver, "#values-1 thead th:nth-child(2) button").click()
    assert texts(driver, "#values-1 tbody th")[0] == "Consulat général à Lagos"


def test_hidden_figures_are_nowhere_in_either_geography(show):
    driver = show()
    source = re.sub(r"[\u202f\u00a0]", "", driver.page_source)
    for figure in (6135, 21732, 8353):
        assert not re.search(rf"(?<![\d.]){figure}(?!\d)", source), figure


def test_nothing_overlaps_on_a_desktop(show):
    driver = show()
    for layer in range(4):
        choose(driver, "layers", layer)
        names = ("header", "#search", "#geography", "#layers", "#legend", "#frame", "footer")
        boxes = {name: find(driver, name).rect for name in names}
        for one, other in combinations(boxes.values(), 2):
            across = min(one["x"] + one["width"], other["x"] + other["width"])
            down = min(one["y"] + one["height"], other["y"] + other["height"])
            wide, high = across - max(one["x"], other["x"]), down - max(one["y"], other["y"])
            assert wide <= 1 or high <= 1
        fits = "const p = document.getElementById('panel'); return p.scrollHeight <= p.clientHeight"
        assert driver.execute_script(fits)


def test_a_phone_has_the_choice_in_one_row(phone, pages):
    opened(phone, pages["served-fr"])
    choose(phone, "geography", DISTRICTS)
    assert find(phone, "#geography").rect["height"] <= 44
    assert find(phone, "#frame").rect["height"] > 640 / 3
    assert phone.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    find(phone, "#legend-button").click()
    legend, foot = find(phone, "#legend").rect, find(phone, "footer").rect
    assert legend["y"] >= find(phone, "#layers").rect["y"] + 38
    assert legend["y"] + legend["height"] <= foot["y"]


def test_the_longest_tooltip_leaves_a_phone_half_of_the_map(phone, pages):
    opened(phone, pages["served-fr"])
    choose(phone, "geography", DISTRICTS)
    find(phone, "#search-text").send_keys("allemagne", Keys.ENTER)
    assert tooltip(phone)[0] == "Ambassade à Berlin"
    box, frame = find(phone, "#tooltip").rect, find(phone, "#frame").rect
    assert box["width"] * box["height"] <= frame["width"] * frame["height"] / 2
