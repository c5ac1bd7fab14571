"""The map of a page in a real browser, from a file, with the network off."""

from __future__ import annotations

from functools import partial
from itertools import combinations

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from diasporamap.maps.projections import equal_earth
from diasporamap.web import web_map
from tests.web.browsing import (
    centre,
    choose,
    find,
    find_all,
    hover,
    opened,
    opened_anew,
    overlap,
    plain,
    rects,
    resize,
    rest,
    settle,
    tap,
    texts,
    tooltip,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIZES = [(1440, 900), (1280, 720), (1024, 768), (390, 844), (640, 360), (320, 256)]
LOOK = """map_world.setView([arguments[0], arguments[1]], arguments[2], {animate: false});"""
CHOSEN = """return [...document.querySelectorAll('.mark[aria-pressed="true"]')]
  .map((mark) => mark.dataset.place);"""
RADIUS = """return Math.max(...[...document.querySelectorAll(
  '.mark[data-place="' + arguments[0] + '"] circle')].map((circle) => circle.r.baseVal.value));"""


@pytest.fixture
def show(browser, pages):
    return partial(opened_anew, browser, pages)


def look(driver, lat, lon, zoom):
    driver.execute_script(LOOK, lat, lon, zoom)
    rest(driver)


def zoom(driver):
    return driver.execute_script("return map_world.getZoom()")


def radius(driver, place):
    return driver.execute_script(RADIUS, place)


def names(driver):
    """Read the names on the map, with their figures, at once: a map at rest sets them anew."""
    found = driver.execute_script(
        """return [...document.querySelectorAll(".name")].map((name) => [
        name.dataset.of, [...name.querySelectorAll("text")].map((word) => word.textContent)]);"""
    )
    return {place: [plain(word) for word in words] for place, words in found}


def click(driver, selector):
    driver.execute_script("document.querySelector(arguments[0]).click()", selector)
    rest(driver)


# What is told.


def test_hovering_france_in_french(show):
    driver = show("desa-fr")
    hover(driver, *centre(driver, "FRA"))
    assert tooltip(driver) == (
        "France",
        {"Femmes": "58 769", "Hommes": "34 214", "Total": "92 983", "Part des femmes": "63,2 %"},
    )
    assert texts(driver, "#tooltip .current dt") == ["Total"]


def test_hovering_france_in_english(show):
    driver = show("desa-en", "#m=share_women")
    hover(driver, *centre(driver, "FRA"))
    assert tooltip(driver) == (
        "France",
        {"Women": "58,769", "Men": "34,214", "Total": "92,983", "Share of women": "63.2%"},
    )
    assert texts(driver, "#tooltip .current dt") == ["Share of women"]


def test_every_centre_of_a_circle_can_be_hovered(show):
    driver = show("desa-en")
    for place, name in (("BEL", "Belgium"), ("LUX", "Luxembourg"), ("COG", "Congo")):
        hover(driver, *centre(driver, place))
        assert tooltip(driver)[0] == name
        assert find_all(driver, ".ring-hover")


def test_the_tooltip_goes_with_the_mouse(show):
    driver = show("desa-fr")
    hover(driver, *centre(driver, "USA"))
    assert tooltip(driver)[0] == "États-Unis d’Amérique"
    left, top, _, bottom = rects(driver, "#frame")[0]
    hover(driver, round(left + 300), round((top + bottom) / 2))
    assert tooltip(driver) is None
    assert not find_all(driver, ".ring-hover")


def test_a_click_chooses_a_place(show):
    driver = show("desa-fr")
    x, y = centre(driver, "TCD")
    driver.execute_script(
        """const target = document.elementFromPoint(arguments[0], arguments[1]);
        for (const type of ["mousedown", "mouseup", "click"]) target.dispatchEvent(new MouseEvent(
          type, {bubbles: true, clientX: arguments[0], clientY: arguments[1], detail: 1}));""",
        *(x, y),
    )
    settle(driver)
    assert driver.execute_script(CHOSEN) == ["TCD"]
    assert find_all(driver, ".ring-chosen")
    assert "p=TCD" in driver.current_url


def test_hidden_figures_are_words(show, hidden_men):
    driver = show("register-fr", "#m=men")
    hover(driver, *centre(driver, "DEU"))
    name, values = tooltip(driver)
    assert name == "Allemagne"
    assert values.pop("Total") == "48 616"
    assert set(values.values()) == {"Chiffre masqué pour protéger les personnes"}
    fill = find(driver, '.place[data-place="DEU"]').get_attribute("fill")
    assert fill.startswith("url(#hatch-heavy-")
    assert find_all(driver, '.mark[data-place="DEU"] circle[fill^="url(#hatch-heavy-"]')
    said = "return document.body.innerText + document.querySelector('.marks').outerHTML"
    told = driver.execute_script(said).replace("\u202f", "")
    assert [men for men in hidden_men if str(men) in told] == []


def test_every_state_has_its_own_sign(show):
    driver = show("register-en", "#m=women")
    fills = {
        place: find(driver, f'.place[data-place="{place}"]').get_attribute("fill")
        for place in ("USA", "ESP", "ESH", "BEL", "FRA")
    }
    assert len(set(fills.values())) == 5
    assert find_all(driver, '.mark[data-place="USA"] .cross')
    hover(driver, *centre(driver, "ESH"))
    assert tooltip(driver)[1]["Women"] == "Not applicable"


def test_what_a_screen_reader_says(show):
    driver = show("desa-fr")
    label = find(driver, '.mark[data-place="FRA"]').get_attribute("aria-label")
    assert plain(label) == (
        "France : Femmes 58 769, Hommes 34 214, Total 92 983, Part des femmes 63,2 %"
    )
    world = find(driver, "#map_world")
    assert world.get_attribute("aria-label").startswith("Carte du monde")
    assert [b.get_attribute("aria-label") for b in find_all(driver, ".zoom button")] == [
        *("Agrandir", "Réduire")
    ]


# What is drawn.


def test_the_legend_follows_the_layer(show):
    driver = show("desa-fr")
    heads = []
    for layer in range(4):
        choose(driver, "layers", layer)
        heads.append(find(driver, "#legend h2").text)
    assert heads == [
        *("Nombre de personnes", "Nombre de femmes", "Nombre d’hommes", "Part des femmes (%)")
    ]
    assert texts(driver, "#legend .key-scale text")[:6] == ["40", "45", "48", "52", "55", "60"]
    cells = [cell.get_attribute("aria-label") for cell in find_all(driver, "#legend .key-cell")]
    assert len(cells) == 7
    assert "parité" in cells[3]


def test_circles_keep_their_size_and_the_legend_its_truth(show):
    driver = show("desa-fr")
    start, ratios = radius(driver, "FRA"), []
    key = "return document.querySelector('#legend circle').r.baseVal.value"
    for level in (2.0, 3.5, 6.0):
        look(driver, 46, 3, level)
        ratios.append(radius(driver, "FRA") / driver.execute_script(key))
        assert radius(driver, "FRA") == pytest.approx(start)
    assert ratios == pytest.approx([(92983 / 80000) ** 0.5] * 3, rel=0.03)
    click(driver, '#regions [data-region="europe"]')
    WebDriverWait(driver, 5).until(lambda d: radius(d, "FRA") > 1.2 * start)
    rest(driver)
    assert radius(driver, "FRA") / driver.execute_script(key) == pytest.approx(ratios[0], rel=0.03)


def test_a_sex_is_a_part_of_its_whole(show):
    driver = show("desa-fr", "#m=women")
    ring, disc = driver.execute_script(
        """const of = (look) => document.querySelector('.mark[data-place="FRA"] ' + look);
        return [".whole", ".circle:not(.whole)"].map((look) => of(look).r.baseVal.value);"""
    )
    assert (disc / ring) ** 2 == pytest.approx(58769 / 92983, rel=0.05)
    assert names(driver)["FRA"] == ["France", "58 769"]


def test_the_origin_is_named_and_lies_over_the_circles(show):
    driver = show("desa-fr")
    assert names(driver)["CMR"] == ["Cameroun", "pays d’origine"]
    order = [
        int(pane.value_of_css_property("z-index"))
        for pane in find_all(driver, ".leaflet-symbols-pane, .leaflet-origin-pane")
    ]
    assert order == sorted(order)
    assert find(driver, ".origin-line").get_attribute("stroke") == "#ffb81c"


def test_colours_are_those_of_their_legend(show):
    driver = show("desa-fr", "#m=share_women&k=colours")
    classes, france, germany, cameroon = driver.execute_script(
        """const fill = (e) => e.getAttribute("fill");
        const of = (place) => fill(document.querySelector('.place[data-place="' + place + '"]'));
        const cells = [...document.querySelectorAll("#legend .key-cell rect")];
        return [cells.map(fill), of("FRA"), of("DEU"), of("CMR")];"""
    )
    assert france == classes[6]  # 63 per cent
    assert germany == classes[1]  # 44 per cent
    assert cameroon == "#ffb81c"


def test_small_states_are_seen_until_their_shape_is(show):
    driver = show("desa-fr", "#m=share_women&k=colours")
    dot = find(driver, '.mark[data-place="LUX"] .dot')
    assert dot.get_attribute("hidden") is None
    look(driver, 49.7, 6.1, 6.5)
    assert dot.get_attribute("hidden") is not None


def test_an_entry_of_the_legend_keeps_its_places(show):
    driver = show("desa-fr", "#m=share_women")
    cell = find_all(driver, "#legend .key-cell")[6]
    driver.execute_script("arguments[0].click()", cell)
    faded = {m.get_attribute("data-place") for m in find_all(driver, ".mark.faded")}
    assert "FRA" not in faded
    assert "USA" in faded
    assert cell.get_attribute("aria-pressed") == "true"
    find(driver, "#legend .key-cell").send_keys(Keys.ESCAPE)
    assert not find_all(driver, ".faded")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_names_cover_neither_each_other_nor_what_is_over_the_map(show, language, width, height):
    driver = show(f"desa-{language}")
    try:
        resize(driver, width, height, touch=width < 600)
        driver.refresh()
        rest(driver)
        words = rects(driver, ".name text")
        assert len(words) >= 8
        over = rects(driver, "#legend, #regions button, .zoom, .edge-note")
        apart = rects(driver, ".name")
        assert not [pair for pair in combinations(over, 2) if overlap(*pair, 1)]
        assert not [(a, b) for a in words for b in over if overlap(a, b, 1)]
        of_each = [rects(driver, f'.name[data-of="{place}"] text') for place in names(driver)]
        for one, other in combinations(of_each, 2):
            assert not [(a, b) for a in one for b in other if overlap(a, b, 2)]
        assert apart
        left, top, right, bottom = rects(driver, "#frame")[0]
        for a in words:
            assert left - 1 <= a[0] <= a[2] <= right + 1
            assert top - 1 <= a[1] <= a[3] <= bottom + 1
    finally:
        resize(driver, 1440, 900)


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
@pytest.mark.parametrize(
    "link", ["r=europe", "r=middle-africa", "g=district", "g=district&r=middle-africa"]
)
def test_the_legend_covers_no_circle_sign_or_point(browser, years, width, height, link):
    resize(browser, width, height, touch=width < 600)
    browser.get("about:blank")
    browser.get(f"{years.as_uri()}#{link}")
    rest(browser)
    (legend,) = rects(browser, "#legend")
    over = [
        box
        for box in rects(browser, ".mark circle, .seat, .point-sign")
        if overlap(box, legend, 1) and box[2] - box[0] > 8.5
    ]
    assert over == []


def test_a_long_title_takes_two_lines_of_a_phone(browser, years):
    resize(browser, 390, 844, touch=True)
    for language in ("fr", "en"):
        browser.get("about:blank")
        browser.get(f"{years.as_uri()}#m=share_women&l={language}")
        rest(browser)
        lines = browser.execute_script(
            """const title = document.getElementById("title");
            return title.clientHeight / parseFloat(getComputedStyle(title).lineHeight);"""
        )
        assert lines <= 2.1


# What moves.


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_first_view_has_every_place_or_names_it_at_the_edge(show, width, height):
    driver = show("desa-fr")
    try:
        resize(driver, width, height, touch=width < 600)
        driver.refresh()
        rest(driver)
        left, top, right, bottom = rects(driver, "#frame")[0]
        outside = [
            mark.get_attribute("data-place")
            for mark in find_all(driver, ".mark")
            for x, y in [centre(driver, mark.get_attribute("data-place"))]
            if not (left <= x <= right and top <= y <= bottom)
        ]
        notes = texts(driver, ".edge-note")
    finally:
        resize(driver, 1440, 900)
    if width >= 1280:
        assert outside == []
    assert bool(outside) == bool(notes)
    if outside:
        assert "Australie : 548" in notes
        assert not {"FRA", "USA", "NGA", "GAB", "TCD", "DEU", "ZAF"} & set(outside)


def test_a_note_at_the_edge_leads_there(show):
    driver = show("desa-fr")
    try:
        resize(driver, 390, 844, touch=True)
        driver.refresh()
        rest(driver)
        click(driver, ".edge-note")
        _, _, right, _ = rects(driver, "#frame")[0]
        WebDriverWait(driver, 5).until(lambda d: centre(d, "AUS")[0] < right)
    finally:
        resize(driver, 1440, 900)


def test_a_region_fills_the_map_and_the_overview_comes_back(show):
    driver = show("desa-en")
    start = zoom(driver)
    click(driver, '#regions [data-region="europe"]')
    WebDriverWait(driver, 5).until(lambda d: zoom(d) > start + 1)
    rest(driver)
    assert {"FRA", "DEU", "BEL", "NLD", "LUX"} <= set(names(driver))
    look(driver, 0, 0, 5)
    click(driver, '#regions [data-region="europe"]')  # again, to where it was
    WebDriverWait(driver, 5).until(lambda d: names(d).get("FRA"))
    click(driver, '#regions [data-region=""]')
    WebDriverWait(driver, 5).until(lambda d: abs(zoom(d) - start) < 0.01)
    click(driver, '#regions [data-region="world"]')
    WebDriverWait(driver, 5).until(lambda d: zoom(d) < start)


def test_a_region_in_the_link_is_there_at_once(show):
    driver = show("desa-en", "#r=europe")
    assert {"FRA", "DEU", "BEL"} <= set(names(driver))
    assert zoom(driver) > 3.5


def test_a_frame_that_is_hidden_at_first_is_drawn_when_it_is_shown(browser, pages, tmp_path):
    cell = tmp_path / "around.html"
    cell.write_text(
        '<meta charset="utf-8"><link rel="icon" href="data:,">'
        f'<iframe src="{pages["desa-fr"].as_uri()}" style="display: none"></iframe>',
        encoding="utf-8",
    )
    opened(browser, cell)
    for width, height in ((0, 0), (900, 600), (1, 1), (1200, 800)):
        browser.execute_script(
            """const style = document.querySelector("iframe").style;
            Object.assign(style, {display: "block", border: 0, width: arguments[0] + "px",
              height: arguments[1] + "px"});""",
            *(width, height),
        )
        settle(browser)
    browser.switch_to.frame(0)
    rest(browser)
    WebDriverWait(browser, 5).until(lambda d: len(names(d)) >= 10)
    assert 1 < zoom(browser) < 4
    left, top, right, bottom = rects(browser, "#frame")[0]
    for place in ("USA", "FRA", "AUS"):
        x, y = centre(browser, place)
        assert left < x < right
        assert top < y < bottom
    browser.switch_to.default_content()


def test_the_wheel_zooms_with_ctrl_alone_and_says_so_once(show):
    driver = show("desa-fr")
    before = zoom(driver)
    wheel = """const map = document.querySelector("#map_world"), box = map.getBoundingClientRect();
      const event = new WheelEvent("wheel", {deltaY: -300, bubbles: true, cancelable: true,
        ctrlKey: arguments[0], clientX: box.x + 400, clientY: box.y + 300});
      map.dispatchEvent(event);
      return [event.defaultPrevented, document.querySelector(".wheel-note").hidden];"""
    plain_wheel, with_ctrl = [False], [True]
    assert driver.execute_script(wheel, *plain_wheel) == [False, False]
    assert "Ctrl" in find(driver, ".wheel-note").text
    settle(driver)
    assert zoom(driver) == before
    WebDriverWait(driver, 5).until(lambda d: not find(d, ".wheel-note").is_displayed())
    assert driver.execute_script(wheel, *plain_wheel) == [False, True]
    assert driver.execute_script(wheel, *with_ctrl)[0]
    WebDriverWait(driver, 5).until(lambda d: zoom(d) > before)


def test_circles_grow_from_year_to_year_and_at_once_without_motion(browser, years):
    driver = browser
    driver.get(years.as_uri())
    rest(driver)
    end = radius(driver, "FRA")
    slower = """document.querySelector("#years").focus()"""
    driver.execute_script(slower)
    find(driver, "#years").send_keys(Keys.HOME)
    rest(driver)
    start = radius(driver, "FRA")
    assert start == pytest.approx(end * (37000 / 92983) ** 0.5, rel=0.2)
    # Each frame is 50 ms after the one before, however long the browser takes for it.
    driver.execute_script(
        """const circle = document.querySelector('.mark[data-place="FRA"] circle');
        const frame = window.requestAnimationFrame.bind(window);
        let time = performance.now();
        window.seen = [];
        performance.now = () => time;
        window.requestAnimationFrame = (follow) => frame(() => follow(time));
        frame(function next() {
          time += 50;
          seen.push(circle.r.baseVal.value);
          frame(next);
        });"""
    )
    find(driver, "#years").send_keys(Keys.END)
    WebDriverWait(driver, 5).until(lambda d: abs(radius(d, "FRA") - end) < 0.01)
    seen = driver.execute_script("return seen")
    assert [value for value in seen if start + 0.5 < value < end - 0.5]
    features = [{"name": "prefers-reduced-motion", "value": "reduce"}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    try:
        find(driver, "#years").send_keys(Keys.HOME)
        assert radius(driver, "FRA") == pytest.approx(start)
    finally:
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_the_scale_is_the_same_in_all_years_and_for_all_sexes(browser, years):
    scales = set()
    for link in ("#y=1990", "#y=2020", "#y=2020&m=women", "#y=1990&m=men"):
        browser.get("about:blank")
        browser.get(years.as_uri() + link)
        rest(browser)
        key = "return document.querySelector('#legend circle').r.baseVal.value.toFixed(2)"
        words = texts(browser, "#legend .circles text")[0]
        scales.add((browser.execute_script(key), words))
    assert len(scales) == 1


# By keyboard and finger.


def test_the_keyboard_walks_through_the_places_by_rank(show):
    driver = show("desa-fr")
    driver.execute_script("document.querySelector('.mark[tabindex=\"0\"]').focus()")
    walked = []
    for key in (Keys.HOME, Keys.ARROW_RIGHT, Keys.ARROW_DOWN, Keys.ARROW_LEFT, Keys.END):
        driver.switch_to.active_element.send_keys(key)
        settle(driver)
        walked.append((tooltip(driver) or [None])[0])
    assert walked[:4] == ["France", "États-Unis d’Amérique", "Nigéria", "États-Unis d’Amérique"]
    active = driver.switch_to.active_element
    assert active.get_attribute("aria-label").startswith(walked[4])
    assert find_all(driver, ".ring-focus")
    active.send_keys(Keys.ENTER)
    settle(driver)
    assert driver.execute_script(CHOSEN) == [active.get_attribute("data-place")]
    assert len(find_all(driver, '.mark[tabindex="0"]')) == 1


def test_the_keyboard_brings_a_place_into_view(show):
    driver = show("desa-fr")
    look(driver, 46, 3, 5)
    driver.execute_script("document.querySelector('.mark[tabindex=\"0\"]').focus()")
    driver.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
    left, top, right, bottom = rects(driver, "#frame")[0]

    def inside(driver):
        x, y = centre(driver, "USA")
        return left < x < right and top < y < bottom

    WebDriverWait(driver, 5).until(inside)


def test_choosing_a_place_that_is_in_view_moves_nothing(show):
    driver = show("desa-fr")
    where = "const {lat, lng} = map_world.getCenter(); return [lat, lng];"
    before = driver.execute_script(where)
    driver.execute_script("location.hash = 'p=FRA'")
    WebDriverWait(driver, 5).until(lambda d: d.execute_script(CHOSEN) == ["FRA"])
    rest(driver)
    assert driver.execute_script(where) == before


def test_a_finger_beside_a_small_circle_means_it(phone, pages):
    phone.get(pages["desa-fr"].as_uri())
    rest(phone)
    x, y = centre(phone, "EGY")
    tap(phone, x + 8, y + 8)
    WebDriverWait(phone, 5).until(lambda d: d.execute_script(CHOSEN) == ["EGY"])
    assert tooltip(phone) is None


# In other sights.


def test_more_contrast_has_a_white_sea_and_black_borders(show):
    driver = show("desa-fr")
    features = [{"name": "prefers-contrast", "value": "more"}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    try:
        style = "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]"
        white, black = "rgb(255, 255, 255)", "rgb(0, 0, 0)"
        assert driver.execute_script(style, "#map_world", "backgroundColor") == white
        assert driver.execute_script(style, ".border-international", "stroke") == black
        assert driver.execute_script(style, ".mark circle", "fillOpacity") == "1"
        assert driver.execute_script(style, ".graticule", "display") == "none"
    finally:
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


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
    assert len(find_all(browser, ".place")) > 240
    browser.switch_to.default_content()


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
    size = 6371007.2  # of the sphere that is as large as the ellipsoid
    for (lon, lat), (x, y, back_lon, back_lat) in zip(points, found, strict=True):
        wanted = [float(value) / size for value in equal_earth(lon - 11, lat)]
        assert [x, y] == pytest.approx(wanted, abs=0.004)
        assert [back_lon, back_lat] == pytest.approx([lon, lat], abs=1e-6)
