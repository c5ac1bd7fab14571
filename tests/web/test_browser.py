"""The page in a real browser, from a file, with the network off."""

from __future__ import annotations

from itertools import combinations

import pytest
from selenium.webdriver.common.actions import interaction
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.actions.pointer_input import PointerInput
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from diasporamap.maps.projections import equal_earth
from diasporamap.web import web_map
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

CENTRE = """
const all = [...document.querySelectorAll('[data-place="' + arguments[0] + '"]')];
const box = (all.find((e) => e.classList.contains("symbol") && !e.classList.contains("needless"))
  || all[0]).getBoundingClientRect();
return [box.x + box.width / 2, box.y + box.height / 2];
"""


@pytest.fixture
def show(browser, pages):
    return lambda name: opened(browser, pages[name])


def centre(driver, place):
    return [round(value) for value in driver.execute_script(CENTRE, place)]


def tap(driver, x, y):
    finger = ActionBuilder(driver, mouse=PointerInput(interaction.POINTER_TOUCH, "finger"))
    finger.pointer_action.move_to_location(x, y).pointer_down().pointer_up()
    finger.perform()


def tooltip(driver):
    """Read the tooltip: the name, then pairs of label and value; nothing where it is hidden."""
    if not find(driver, "#tooltip").is_displayed():
        return None
    return find(driver, "#tooltip strong").text, told_values(driver)


def boxes(driver, *selectors):
    return [find(driver, selector).rect for selector in selectors]


def overlap(one, other):
    across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
    down = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
    return across > 1 and down > 1  # rectangles come rounded to pixels


def test_hovering_france_in_french(show):
    driver = show("desa-fr")
    hover(driver, *centre(driver, "FRA"))
    assert tooltip(driver) == (
        "France",
        {"Total": "92 983", "Femmes": "58 769", "Hommes": "34 214", "Part des femmes": "63,2 %"},
    )
    assert texts(driver, "#tooltip .current dt") == ["Total"]


def test_hovering_france_in_english(show):
    driver = show("desa-en")
    choose(driver, "layers", 3)
    hover(driver, *centre(driver, "FRA"))
    assert tooltip(driver) == (
        "France",
        {"Total": "92,983", "Women": "58,769", "Men": "34,214", "Share of women": "63.2%"},
    )
    assert texts(driver, "#tooltip .current dt") == ["Share of women"]


def test_every_centre_of_a_circle_can_be_hovered(show):
    driver = show("desa-en")
    for place, name in (("BEL", "Belgium"), ("LUX", "Luxembourg"), ("COG", "Congo")):
        hover(driver, *centre(driver, place))
        assert tooltip(driver)[0] == name


def test_the_tooltip_goes_with_the_mouse(show):
    driver = show("desa-fr")
    hover(driver, *centre(driver, "USA"))
    assert tooltip(driver)[0] == "États-Unis d’Amérique"
    sea = find(driver, "#frame").rect
    hover(driver, round(sea["x"] + 20), round(sea["y"] + 20))
    assert tooltip(driver) is None


def test_the_legend_and_the_title_follow_the_layer(show):
    driver = show("desa-fr")
    heads, keys = [], []
    for layer in range(4):
        choose(driver, "layers", layer)
        heads.append((find(driver, "h1").text, find(driver, "#legend h2").text))
        keys.append(texts(driver, "#legend .class span"))
    assert heads == [
        ("Personnes nées au Cameroun et vivant à l’étranger, 2020", "Nombre de personnes"),
        ("Femmes nées au Cameroun et vivant à l’étranger, 2020", "Nombre de femmes"),
        ("Hommes nés au Cameroun et vivant à l’étranger, 2020", "Nombre d’hommes"),
        (
            "Part des femmes parmi les personnes nées au Cameroun et vivant à l’étranger, 2020",
            "Part des femmes (%)",
        ),
    ]
    assert keys[:3] == [[], [], []]
    assert keys[3][0] == "60 et plus (3)"
    assert keys[3][-1] == "moins de 40 (25)"
    assert texts(driver, "#legend .end") == ["▲ plus de femmes", "▼ plus d’hommes"]
    assert "parité" in find(driver, "#legend").text


def test_the_legend_stays_true_when_the_map_is_zoomed(show):
    driver = show("desa-fr")
    ratios, widths = [], []
    for zoom in (2.0, 3.5, 6.0):
        driver.execute_script("map_world.setView([46, 3], arguments[0], {animate: false})", zoom)
        france, key = driver.execute_script(
            """const width = (e) => 2 * (e.r ? e.r.baseVal.value : e.getBBox().width / 2);
            return [width(document.querySelector('.circle[data-place="FRA"]')),
              width(document.querySelector("#legend circle"))];"""
        )
        ratios.append(france / key)
        widths.append(france)
    assert ratios == pytest.approx([(92983 / 80000) ** 0.5] * 3, rel=0.03)
    assert widths[0] < widths[1] < widths[2] < 150


def test_colours_of_the_choropleth_are_those_of_its_legend(show):
    driver = show("desa-fr")
    choose(driver, "layers", 3)
    fills = driver.execute_script(
        """const boxes = [...document.querySelectorAll("#legend .class rect")];
        const fill = (e) => e.getAttribute("fill");
        const of = (place) => fill(document.querySelector('.place[data-place="' + place + '"]'));
        return [boxes.map(fill), of("FRA"), of("DEU"), of("CMR")];"""
    )
    classes, france, germany, cameroon = fills
    assert france == classes[0]  # 63 per cent
    assert germany == classes[5]  # 44 per cent
    assert cameroon == "#ffb81c"


def test_small_states_are_seen_until_their_shape_is(show):
    driver = show("desa-fr")
    choose(driver, "layers", 3)
    dot = find(driver, '.symbol.dot[data-place="LUX"]')
    assert dot.is_displayed()
    driver.execute_script("map_world.setView([49.7, 6.1], 6.5, {animate: false})")
    assert not dot.is_displayed()


def test_hidden_figures_are_words(show, hidden_men):
    driver = show("register-fr")
    choose(driver, "layers", 2)
    hover(driver, *centre(driver, "DEU"))
    name, values = tooltip(driver)
    assert name == "Allemagne"
    assert values == {
        "Total": "48 616",
        "Femmes": "Non affiché",
        "Hommes": "Non affiché",
        "Part des femmes": "Non affiché",
    }
    assert "Non affiché (petits effectifs protégés)" in texts(driver, "#legend li")
    fill = find(driver, '.place[data-place="DEU"]').get_attribute("fill")
    assert fill == "url(#hatch-ffffff-diagonal-7b8794)"
    assert find(driver, "#hatch-ffffff-diagonal-7b8794 path").get_attribute("stroke") == "#7b8794"
    source = driver.page_source.replace("\u202f", "")
    assert [men for men in hidden_men if str(men) in source] == []


def test_zero_no_data_and_not_applicable_look_different(show):
    driver = show("register-en")
    fills = {
        place: find(driver, f'.place[data-place="{place}"]').get_attribute("fill")
        for place in ("USA", "ESP", "ESH", "BEL", "FRA")
    }
    assert len(set(fills.values())) == 5
    hover(driver, *centre(driver, "ESH"))
    assert tooltip(driver)[1]["Total"] == "Not applicable"


def test_the_search_opens_a_country_without_accents(show):
    driver = show("desa-fr")
    box = find(driver, "#search-text")
    box.send_keys("cote d ivoi")
    assert texts(driver, "#search-list li") == ["Côte d’Ivoire"]
    before = driver.execute_script("return map_world.getZoom()")
    box.send_keys(Keys.ENTER)
    WebDriverWait(driver, 5).until(
        lambda d: d.execute_script("return map_world.getZoom()") > before + 1
    )
    assert tooltip(driver) == (
        "Côte d’Ivoire",
        dict.fromkeys(("Total", "Femmes", "Hommes", "Part des femmes"), "Pas de données"),
    )


def test_the_search_knows_codes_and_says_when_it_finds_none(show):
    driver = show("desa-en")
    box = find(driver, "#search-text")
    box.send_keys("xkx")
    assert texts(driver, "#search-list li") == ["Kosovo"]
    box.send_keys("zzz")
    assert texts(driver, "#search-list li") == ["No country found"]
    box.send_keys(Keys.ESCAPE)
    assert not find(driver, "#search-list").is_displayed()


def test_the_keyboard_walks_through_the_places(show):
    driver = show("desa-fr")
    find(driver, "#layers input:checked").send_keys(Keys.TAB)
    walked = []
    for key in (Keys.TAB, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_LEFT, Keys.END):
        driver.switch_to.active_element.send_keys(key)
        shown = tooltip(driver)
        walked.append(shown[0] if shown else None)
    assert walked[:4] == ["France", "États-Unis d’Amérique", "Nigéria", "États-Unis d’Amérique"]
    assert driver.switch_to.active_element.get_attribute("aria-label").startswith(walked[4])
    driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert tooltip(driver) is None


def test_the_keyboard_brings_a_place_into_view(show):
    driver = show("desa-fr")
    driver.execute_script("map_world.setView([46, 3], 5, {animate: false})")
    find(driver, "#layers input:checked").send_keys(Keys.TAB)
    for key in (Keys.TAB, Keys.ARROW_RIGHT):
        driver.switch_to.active_element.send_keys(key)
    inside = """const at = map_world.latLngToContainerPoint([39, -97]), size = map_world.getSize();
        return at.x > 0 && at.y > 0 && at.x < size.x && at.y < size.y;"""
    WebDriverWait(driver, 5).until(lambda d: d.execute_script(inside))
    assert tooltip(driver)[0] == "États-Unis d’Amérique"


def test_a_notebook_shows_the_same_page(browser, desa, tmp_path):
    cell = tmp_path / "cell.html"
    cell.write_text(
        f'<meta charset="utf-8"><link rel="icon" href="data:,">{web_map(desa)._repr_html_()}',
        encoding="utf-8",
    )
    opened(browser, cell)
    browser.switch_to.frame(0)
    choose(browser, "layers", 3)
    assert find(browser, "#legend h2").text == "Part des femmes (%)"
    assert browser.execute_script("return document.querySelectorAll('.place').length") > 240
    browser.switch_to.default_content()


def test_what_a_screen_reader_says(show):
    driver = show("desa-fr")
    label = find(driver, '.place[data-place="FRA"]').get_attribute("aria-label")
    assert plain(label) == (
        "France : Total 92 983, Femmes 58 769, Hommes 34 214, Part des femmes 63,2 %"
    )
    world = find(driver, "#map_world")
    assert world.get_attribute("aria-label").startswith("Carte du monde")
    assert find(driver, ".leaflet-control-zoom-in").get_attribute("aria-label") == "Agrandir"
    assert find(driver, ".whole").get_attribute("title") == "Vue d’ensemble"


def test_the_whole_world_comes_back(show):
    driver = show("desa-en")
    start = driver.execute_script("return map_world.getZoom()")
    driver.execute_script("map_world.setView([46, 3], 5, {animate: false})")
    find(driver, ".whole").click()
    WebDriverWait(driver, 5).until(
        lambda d: d.execute_script("return map_world.getZoom()") == start
    )


@pytest.mark.parametrize(
    ("width", "height"), [(390, 844), (1280, 800), (1366, 768), (1024, 768), (1920, 1080)]
)
def test_the_whole_world_fits_the_window(show, width, height):
    driver = show("desa-en")
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        driver.refresh()
        settle(driver)
        left, west, east, right = driver.execute_script(
            """
            const map = document.querySelector(".folium-map").getBoundingClientRect();
            const paths = [...document.querySelectorAll(".leaflet-pane path")];
            const all = paths.map((path) => path.getBoundingClientRect());
            const boxes = all.filter((box) => box.width);
            const least = Math.min(...boxes.map((box) => box.left));
            return [map.left, least, Math.max(...boxes.map((box) => box.right)), map.right];
            """
        )
    finally:
        driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert left <= west < east <= right
    assert east - west > 0.85 * (right - left)


def test_the_table_sorts_and_keeps_blanks_last(show):
    driver = show("register-fr")
    find(driver, "#table summary").click()
    head = find_all(driver, "#values thead button")[2]
    head.click()
    rows = texts(driver, "#values tbody tr")
    assert rows[0].startswith("France")
    assert [row.split()[0] for row in rows[-3:]] == ["Allemagne", "Belgique", "Singapour"]
    head.click()
    assert texts(driver, "#values tbody tr")[0].startswith("États-Unis")


def test_sources_and_disclaimer_are_a_click_away(show):
    driver = show("desa-en")
    assert "International Migrant Stock 2020" in find(driver, "#source").text
    find(driver, "#about summary").click()
    shown = find(driver, "#captions").text
    assert "do not imply official endorsement" in shown
    assert "resolution 1244" in shown


def test_nothing_overlaps_on_a_desktop(show):
    driver = show("register-fr")
    for layer in range(4):
        choose(driver, "layers", layer)
        names = ("header", "#search", "#layers", "#legend", "#frame", "footer")
        parts = dict(zip(names, boxes(driver, *names), strict=True))
        overlaps = [
            pair for pair in combinations(names, 2) if overlap(*(parts[name] for name in pair))
        ]
        assert overlaps == []
        assert driver.execute_script(
            "const p = document.getElementById('panel'); return p.scrollHeight <= p.clientHeight"
        )


def test_a_phone_shows_the_map_and_opens_the_legend(phone, pages):
    opened(phone, pages["register-fr"])
    frame = find(phone, "#frame").rect
    assert frame["height"] > 640 / 3
    assert phone.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    assert not find(phone, "#legend").is_displayed()
    find(phone, "#legend-button").click()
    legend = find(phone, "#legend").rect
    assert legend["x"] >= 0
    assert legend["x"] + legend["width"] <= 360
    find(phone, "#legend-button").click()
    assert not find(phone, "#legend").is_displayed()


def test_a_tap_opens_a_tooltip_that_leaves_the_map_free(phone, pages):
    opened(phone, pages["desa-fr"])
    x, y = centre(phone, "FRA")
    tap(phone, x, y)
    WebDriverWait(phone, 5).until(lambda driver: tooltip(driver) is not None)
    assert tooltip(phone)[1]["Total"] == "92 983"
    box, frame = boxes(phone, "#tooltip", "#frame")
    assert box["width"] * box["height"] < 0.4 * frame["width"] * frame["height"]
    assert not (
        box["x"] <= x <= box["x"] + box["width"] and box["y"] <= y <= box["y"] + box["height"]
    )
    find(phone, "#tooltip .close").click()
    assert tooltip(phone) is None


def test_the_projection_is_equal_earth(show):
    driver = show("desa-en")
    points = [(-170, -57), (-60, 12.5), (0, 0), (11, 45), (100, 70), (191, 89)]
    found = driver.execute_script(
        """const plane = L.CRS.EqualEarth.projection;
        return arguments[0].map(function ([lon, lat]) {
          const at = plane.project(L.latLng(lat, lon)), back = plane.unproject(at);
          return [at.x, at.y, back.lng, back.lat];
        });""",
        points,
    )
    radius = 6371007.2  # of the sphere that is as large as the ellipsoid
    for (lon, lat), (x, y, back_lon, back_lat) in zip(points, found, strict=True):
        wanted = [float(value) / radius for value in equal_earth(lon - 11, lat)]
        assert [x, y] == pytest.approx(wanted, abs=0.004)
        assert [back_lon, back_lat] == pytest.approx([lon, lat], abs=1e-6)
