from __future__ import annotations

import pytest

from diasporamap.checking import check
from diasporamap.checking.page import html_report

pytestmark = pytest.mark.browser

ROWS = ("place,origin,women,men", *(f"Allemagne {row},Ouest,10,20" for row in range(60)))


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("check")
    table = folder / f"{'a_long_name_' * 8}.csv"
    table.write_text("\n".join((*ROWS, "FRA,Grand Nord,1,x")) + "\n", encoding="utf-8")
    page = folder / "report.html"
    page.write_text(html_report(check(table)), encoding="utf-8")
    return page.as_uri()


def width(driver):
    return driver.execute_script("return document.documentElement.scrollWidth - innerWidth")


@pytest.mark.parametrize("size", ["browser", "phone"])
def test_the_report_fits_the_window(request, page, size):
    driver = request.getfixturevalue(size)
    driver.get(page)
    assert width(driver) <= 0


def test_what_is_beyond_the_first_of_a_kind_opens_at_a_click(browser, page):
    browser.get(page)
    seen = "return [...document.querySelectorAll('li')].filter((li) => li.checkVisibility()).length"
    before = browser.execute_script(seen)
    browser.find_element("css selector", "summary").click()
    assert browser.execute_script(seen) == before + 40


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_background(browser, page, scheme):
    feature = {"name": "prefers-color-scheme", "value": scheme}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    browser.get(page)
    colours = browser.execute_script(
        "return [...document.querySelectorAll('h2')].map((h) => getComputedStyle(h).color)"
    )
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    background = 1.0 if scheme == "light" else luminance("rgb(18, 18, 18)")
    for colour in colours:
        lighter, darker = sorted((luminance(colour), background), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def luminance(colour):
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(part) / 255 for part in colour.removeprefix("rgb(").rstrip(")").split(",")]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
