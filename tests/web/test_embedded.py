"""The page in a frame of another page: it traps neither wheel nor finger, and needs no origin."""

from __future__ import annotations

from html import escape

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.wheel_input import ScrollOrigin
from selenium.webdriver.support.wait import WebDriverWait

from diasporamap.web import web_map
from tests.web.browsing import choose, find, find_all, resize, settle

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HEAD = '<!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,">'
#: Sandboxes that notebooks show outputs in: VS Code's, and one that has no origin of its own.
SANDBOXES = ("allow-scripts allow-same-origin allow-forms allow-downloads", "allow-scripts")


@pytest.fixture
def around(browser, pages, tmp_path):
    """Open a long page with the page in a frame, in which the map is drawn."""
    outer = tmp_path / "around.html"
    frame = f'<iframe src="{pages["desa-fr"].as_uri()}" width="1000" height="640"></iframe>'
    outer.write_text(f'{HEAD}{frame}<div style="height: 3000px"></div>', encoding="utf-8")
    browser.get(outer.as_uri())
    seen(browser)
    yield browser
    resize(browser, 1440, 900)


def seen(driver):
    """Wait until the map in the frame is drawn, and return to the page around it."""
    driver.switch_to.frame(0)
    WebDriverWait(driver, 10).until(lambda d: find_all(d, ".names .name"))
    driver.switch_to.default_content()


def view_of(driver):
    driver.switch_to.frame(0)
    found = driver.execute_script(
        "const {lat, lng} = map_world.getCenter(); return [map_world.getZoom(), lat, lng]"
    )
    driver.switch_to.default_content()
    return found


def scrolled(driver):
    return WebDriverWait(driver, 5).until(lambda d: d.execute_script("return window.scrollY"))


def test_the_wheel_scrolls_the_page_around(around):
    before = view_of(around)
    ActionChains(around).scroll_from_origin(
        ScrollOrigin.from_element(find(around, "iframe")), 0, 400
    ).perform()
    assert scrolled(around) > 100
    assert view_of(around) == before


def test_one_finger_scrolls_the_page_around(around):
    resize(around, 1000, 700, touch=True)
    seen(around)
    before = view_of(around)
    for kind, ys in (("touchStart", [400]), ("touchMove", range(390, 190, -10)), ("touchEnd", [0])):
        for y in ys:
            finger = [] if kind == "touchEnd" else [{"x": 300, "y": y}]
            around.execute_cdp_cmd(
                "Input.dispatchTouchEvent", {"type": kind, "touchPoints": finger}
            )
    assert scrolled(around) > 100
    assert view_of(around) == before


@pytest.mark.parametrize("sandbox", SANDBOXES)
def test_a_sandbox_of_a_notebook_shows_the_page(browser, desa, tmp_path, sandbox):
    output = f"{HEAD}{web_map(desa)._repr_html_()}"
    cell = tmp_path / "cell.html"
    frame = f'<iframe sandbox="{sandbox}" srcdoc="{escape(output)}" width="1200" height="700">'
    cell.write_text(f"{HEAD}{frame}</iframe>", encoding="utf-8")
    browser.get(cell.as_uri())
    for _ in range(2):
        browser.switch_to.frame(WebDriverWait(browser, 10).until(lambda d: find(d, "iframe")))
    WebDriverWait(browser, 10).until(lambda d: find_all(d, ".names .name"))
    choose(browser, "layers", 3)
    assert find(browser, "#legend h2").text == "Part des femmes (%)"
    find(browser, '#rows [data-place="FRA"]').click()
    settle(browser)
    assert find(browser, "#place-name").text == "France"
    browser.switch_to.default_content()
    # The browser warns of what such a frame may do; nothing else went wrong.
    told = [entry["message"] for entry in browser.get_log("browser")]
    assert [message for message in told if "can escape its sandboxing" not in message] == []
