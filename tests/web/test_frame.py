"""The frame of the page in a real browser: list, panel, years, choices, table, paper."""

from __future__ import annotations

import base64
import io
from itertools import combinations

import pytest
from pypdf import PdfReader
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

from tests.web.axe import violations
from tests.web.browsing import at, find, find_all, opened, plain, settle, texts
from tests.web.conftest import view

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIZES = [(1440, 900), (1280, 720), (1024, 768), (800, 900), (390, 844), (640, 360), (320, 256)]
ROWS = "#rows button.row"
PARTS = ("#head", "#tools", "#search", "#frame", "#time", "#side", "footer")


def rows(driver, number=3):
    """Read the first rows of the list: rank, name, figure."""
    return [
        tuple(
            plain(row.find_element("css selector", part).get_attribute("textContent"))
            for part in (".rank", ".name", ".value")
        )
        for row in find_all(driver, ROWS)[:number]
    ]


def press(driver, *keys):
    driver.switch_to.active_element.send_keys(*keys)
    settle(driver)


def focused(driver):
    return driver.execute_script("return document.activeElement.dataset.place")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_is_cut_or_covered_at_any_size(browser, years, width, height, language):
    view(browser, width, height, phone=width < 400)
    at(years, browser, l=language, g="district", m="share_women")
    wide = browser.execute_script("return document.documentElement.scrollWidth")
    assert wide <= width
    frame = find(browser, "#frame").rect
    assert frame["height"] >= (240 if height == 256 else 318)
    shown = [part for part in PARTS if find(browser, part).rect["width"]]
    boxes = {part: find(browser, part).rect for part in shown}
    for one, other in combinations(shown, 2):
        a, b = boxes[one], boxes[other]
        across = min(a["x"] + a["width"], b["x"] + b["width"]) - max(a["x"], b["x"])
        down = min(a["y"] + a["height"], b["y"] + b["height"]) - max(a["y"], b["y"])
        assert across <= 1 or down <= 1, (one, other)
    cut = browser.execute_script(
        """const all = "#tools label, #language label, #regions button";
        return [...document.querySelectorAll(all)].filter(
          (e) => e.offsetWidth && e.scrollWidth > e.offsetWidth + 1).map((e) => e.textContent)"""
    )
    assert cut == []
    scrolls = browser.execute_script(
        "return document.documentElement.scrollHeight > innerHeight + 1"
    )
    assert scrolls == (width < 960)


def test_the_map_takes_half_of_a_desktop(browser, years):
    opened(browser, years)
    frame = find(browser, "#frame").rect
    assert frame["width"] * frame["height"] > 0.5 * 1440 * 900


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "shown",
    [
        {}, {"g": "district"}, {"m": "share_women"}, {"m": "women", "y": "2005", "s": "1990"},
        {"p": "FRA"}, {"p": "nga-lagos-cg", "g": "district", "k": "colours"},
    ],
)  # fmt: skip
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing(browser, years, language, shown, width):
    view(browser, width, 844, phone=width < 400)
    at(years, browser, l=language, **shown)
    assert violations(browser) == []


@pytest.mark.parametrize("dialog", ["notes", "table"])
def test_axe_finds_nothing_in_a_dialog(browser, years, dialog):
    opened(browser, years)
    find(browser, f"#{dialog}-button").click()
    assert violations(browser) == []


def test_the_language_of_everything_follows(browser, years):
    opened(browser, years)
    assert browser.title == "Personnes nées au Cameroun et vivant à l’étranger, 2020"
    find(browser, '#language label[lang="en"]').click()
    settle(browser)
    assert (
        browser.title
        == find(browser, "h1").text
        == "People born in Cameroon and living abroad, 2020"
    )
    assert find(browser, "html").get_attribute("lang") == "en"
    assert find(browser, "#list-heading").text == "57 countries of residence, largest first"
    assert rows(browser, 2) == [("1", "France", "92,983"), ("2", "United States", "70,087")]
    french = browser.execute_script("return document.body.innerText.match(/pays|Femmes|Légende/)")
    assert french is None
    assert find(browser, "#subtitle strong").text == "441,015 people"


def test_the_list_goes_by_rank_women_on_the_left(browser, years):
    opened(browser, years)
    assert texts(browser, "#list-heading") == ["57 pays de résidence, par effectif décroissant"]
    assert rows(browser) == [
        ("1", "France", "92 983"), ("2", "États-Unis", "70 087"), ("3", "Nigéria", "52 489"),
    ]  # fmt: skip
    row = find(browser, f'{ROWS}[data-place="FRA"]')
    women, men, line = (
        row.find_element("css selector", f".bars {part}").rect for part in (".women", ".men", "b")
    )
    assert women["x"] + women["width"] == pytest.approx(men["x"], abs=1)
    assert women["width"] / men["width"] == pytest.approx(58769 / 34214, rel=0.03)
    assert women["x"] < line["x"] <= men["x"] + 1
    told = plain(row.find_element("css selector", ".unseen").get_attribute("textContent"))
    assert told == "1. France, Total : 92 983, Femmes : 58 769, Hommes : 34 214"
    total = texts(browser, "#rows .sum")[0].split("\n")
    assert total == ["Ensemble", "221 636", "219 379", "441 015"]


def test_bars_keep_their_scale_from_year_to_year(browser, years):
    at(years, browser, y=1990)
    old = find(browser, f'{ROWS}[data-place="FRA"] .women').rect["width"]
    at(years, browser)
    new = find(browser, f'{ROWS}[data-place="FRA"] .women').rect["width"]
    assert old / new == pytest.approx(19302 / 58769, rel=0.1)


def test_rates_of_few_people_are_not_ranked_until_asked_for(browser, years):
    at(years, browser, m="share_women")
    assert texts(browser, "#list-heading")[0] == "Part des femmes, 42 pays de 100 personnes ou plus"
    assert rows(browser, 2) == [("1", "Suisse", "63,7 %"), ("2", "France", "63,2 %")]
    assert not find_all(browser, f"{ROWS}.pale")
    find(browser, "#list-foot button").click()
    pale = find_all(browser, f"{ROWS}.pale")
    assert len(pale) == 14
    assert all(row.find_element("css selector", ".value").text.startswith("(") for row in pale)


def test_people_of_no_district_have_rows_of_their_own(browser, years):
    at(years, browser, g="district")
    heads = [text.split(" : ")[0] for text in texts(browser, "#rows h3")]
    assert heads == ["Partagés entre plusieurs circonscriptions", "Sans circonscription"]
    signs = find_all(browser, f"{ROWS} .sign.split")
    assert len(signs) == 3
    assert len(find_all(browser, f"{ROWS} .sign.beyond")) == 18
    assert not find_all(browser, f'{ROWS}[data-place="jpn-tokyo"]')
    find(browser, "#rows .more button").click()
    assert len(find_all(browser, ROWS)) == 19 + 3 + 18


def test_rows_and_circles_light_up_together(browser, years):
    opened(browser, years)
    ActionChains(browser).move_to_element(find(browser, f'{ROWS}[data-place="BEL"]')).perform()
    settle(browser)
    assert find_all(browser, ".ring-hover")
    assert "hovered" in find(browser, f'{ROWS}[data-place="BEL"]').get_attribute("class")


def test_the_list_is_walked_by_keys_and_opens_a_panel_that_gives_the_focus_back(browser, years):
    opened(browser, years)
    browser.execute_script("document.querySelector(arguments[0]).focus()", ROWS)
    press(browser, Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    assert focused(browser) == "NGA"
    press(browser, Keys.END)
    press(browser, Keys.HOME)
    press(browser, Keys.ARROW_DOWN)
    assert focused(browser) == "USA"
    press(browser, Keys.ENTER)
    assert find(browser, "#place-name").text == "États-Unis d’Amérique"
    assert not find(browser, "#list").is_displayed()
    assert browser.switch_to.active_element.get_attribute("id") == "place-name"
    press(browser, Keys.ESCAPE)
    assert find(browser, "#list").is_displayed()
    assert focused(browser) == "USA"


def test_the_panel_tells_of_a_place(browser, years):
    at(years, browser, p="FRA")
    assert texts(browser, "#place-rank") == ["1er rang sur 57 pays de résidence · 2020"]
    assert texts(browser, "#place-content .number") == [
        "92 983 personnes, soit 21,1 % de l’ensemble"
    ]
    sexes = [text.replace("\n", " ") for text in texts(browser, "#place-content .sex p")]
    assert sexes == ["Femmes 58 769 63,2 %", "Hommes 34 214 36,8 %"]
    assert texts(browser, "#place-content .note") == [
        "Sexe non précisé : la source n’en publie pas."
    ]
    assert texts(browser, ".change h3") == ["De 1990 à 2020 : +56 137 personnes (× 2,5)"]
    assert texts(browser, ".lines .label") == ["Femmes", "Hommes"]
    assert texts(browser, ".lines .figure") == ["58 769", "34 214"]
    assert "Nations Unies" in find(browser, "#place-content").text
    bars = [bar.rect["width"] for bar in find_all(browser, "#place-content .bar i")]
    whole = find(browser, "#place-content .bar").rect["width"]
    assert [bar / whole for bar in bars] == pytest.approx([0.632, 0.368], abs=0.01)
    following = find(browser, "#place-next button")
    assert plain(following.text) == "2e États-Unis"
    following.click()
    settle(browser)
    assert find(browser, "#place-name").text == "États-Unis d’Amérique"
    find(browser, "#place-bar .close").click()
    settle(browser)
    assert focused(browser) == "USA"


def test_the_panel_says_why_there_is_no_figure(browser, pages):
    at(pages["register-fr"], browser, p="DEU")
    assert "Chiffre masqué pour protéger les personnes" in texts(browser, ".sex")[0]
    at(pages["register-en"], browser, p="GAB")
    assert "Sex too often not stated: no share computed" in texts(browser, ".note")
    assert "Sex not stated: 700" in texts(browser, ".note")
    at(pages["register-en"], browser, p="USA")
    assert texts(browser, "#place-content .number strong") == ["0"]


def test_signs_stand_for_figures_that_are_hidden_and_0_is_0(browser, pages):
    opened(browser, pages["register-fr"])
    assert texts(browser, "#list-heading") == ["5 pays de résidence, par effectif décroissant"]
    found = {row[1]: (row[0], row[2]) for row in rows(browser, 9)}
    assert found["États-Unis"] == ("", "0")
    assert found["Belgique"] == ("", "s")
    assert texts(browser, "#rows .sum .name") == ["Ensemble affiché"]
    find(browser, "#table-button").click()
    cells = [plain(cell.text) for cell in find_all(browser, "#values tbody tr:nth-child(2) > *")]
    assert cells[:4] == ["Allemagne", "s", "s", "48 616"] or "s" in cells
    assert "s : masqué pour protéger les personnes" in texts(browser, "#table-signs")[0]


def test_the_years_are_one_slider(browser, years):
    opened(browser, years)
    slider = find(browser, "#years")
    browser.execute_script("arguments[0].focus()", slider)
    press(browser, Keys.ARROW_LEFT)
    assert plain(slider.get_attribute("aria-valuetext")).startswith("2015, ")
    assert find(browser, "h1").text.endswith(", 2015")
    press(browser, Keys.HOME)
    assert plain(slider.get_attribute("aria-valuetext")) == "1990, 115 835"
    assert rows(browser, 1) == [("1", "France", "36 846")]
    box = slider.rect
    ActionChains(browser).move_to_element_with_offset(
        slider, round(box["width"] / 2) - 20, 0
    ).click().perform()
    settle(browser)
    assert slider.get_attribute("aria-valuenow") == "6"


def test_the_years_play_and_stop(browser, years):
    opened(browser, years)
    play = find(browser, "#play")
    assert play.get_attribute("aria-label") == "Lancer l’animation des années"
    play.click()
    assert find(browser, "h1").text.endswith("1990")
    assert play.get_attribute("aria-label") == "Arrêter l’animation"
    WebDriverWait(browser, 5).until(lambda driver: find(driver, "h1").text.endswith("1995"))
    play.click()
    assert play.get_attribute("aria-label") == "Lancer l’animation des années"


def test_changes_are_counted_from_a_chosen_year(browser, years):
    at(years, browser, y=2010)
    Select(find(browser, "#since select")).select_by_value("1990")
    settle(browser)
    assert texts(browser, "#list-heading") == ["Total, changement de 1990 à 2010"]
    assert rows(browser, 2) == [("1", "France", "+39 478"), ("2", "États-Unis", "+27 034")]
    falls = [row for row in rows(browser, 80) if row[2].startswith("\N{MINUS SIGN}")]
    assert falls
    find(browser, f'{ROWS}[data-place="FRA"]').click()
    settle(browser)
    assert texts(browser, ".change h3") == ["De 1990 à 2010 : +39 478 personnes (× 2,1)"]


def test_the_table_filters_and_sorts(browser, years):
    opened(browser, years)
    find(browser, "#table-button").click()
    assert texts(browser, "#table-count") == ["57 lieux"]
    heads = find_all(browser, "#values thead button")
    assert [plain(head.text).split(" ")[0] for head in heads][:2] == ["Pays", "Femmes"]
    heads[1].click()
    names = texts(browser, "#values tbody tr:not(.sum) th")
    assert names[0] == "France"
    assert names[-1] == "Lettonie"
    assert find_all(browser, "#values thead th")[1].get_attribute("aria-sort") == "descending"
    find(browser, "#table-filter").send_keys("leto")
    assert texts(browser, "#table-count") == ["0 lieu"]
    find(browser, "#table-filter").clear()
    find(browser, "#table-filter").send_keys("latv")
    assert texts(browser, "#values tbody th") == ["Lettonie"]
    press(browser, Keys.ESCAPE)
    press(browser, Keys.ESCAPE)
    assert not find(browser, "#table").is_displayed()


def test_a_page_has_no_choice_of_one(browser, pages):
    opened(browser, pages["desa-fr"])
    assert not find(browser, "#time").is_displayed()
    assert not find(browser, "#geography").is_displayed()
    assert find(browser, "#layers").is_displayed()
    assert find(browser, "#language").is_displayed()


def drag(driver, selector, distance):
    box = driver.execute_script(
        "const r = document.querySelector(arguments[0]).getBoundingClientRect();"
        "return [r.x + r.width / 2, r.y + 8]", selector,
    )  # fmt: skip
    for kind, y in (
        ("touchStart", box[1]),
        *(("touchMove", box[1] + distance * part) for part in (0.3, 0.7, 1)),
    ):
        driver.execute_cdp_cmd(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": box[0], "y": y}]}
        )
        settle(driver)
    driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    settle(driver)


def test_on_a_phone_the_panel_is_a_sheet_that_follows_the_finger(browser, years):
    view(browser, 390, 844, phone=True)
    at(years, browser, p="FRA")
    height = lambda: find(browser, "#place").rect["height"] / 844  # noqa: E731
    WebDriverWait(browser, 3).until(lambda _: height() == pytest.approx(0.52, abs=0.01))
    assert find(browser, "#list").is_displayed() is False or find(browser, "#place").is_displayed()
    drag(browser, "#place-handle", -300)
    WebDriverWait(browser, 3).until(lambda _: height() == pytest.approx(0.92, abs=0.01))
    drag(browser, "#place-handle", 700)
    WebDriverWait(browser, 3).until(lambda driver: not find(driver, "#place").is_displayed())


def test_targets_are_large_enough_for_a_thumb(browser, years):
    view(browser, 390, 844, phone=True)
    opened(browser, years)
    small = browser.execute_script(
        """const all = "button, select, input[type=search], .segments label";
        return [...document.querySelectorAll(all)].filter((e) => {
          const box = e.closest(".segments label") ? e.parentElement : e;
          const {width, height} = box.getBoundingClientRect();
          const grown = getComputedStyle(e, "::after").position === "absolute";
          return width && height && !e.closest("#frame") && height < (grown ? 36 : 44) - 1;
        }).map((e) => e.id || e.textContent)"""
    )
    assert small == []


@pytest.mark.parametrize("features", [
    {"forced-colors": "active"}, {"prefers-contrast": "more"}, {"prefers-reduced-motion": "reduce"},
])  # fmt: skip
def test_the_page_holds_what_readers_ask_of_their_browser(browser, years, features):
    asked = [{"name": name, "value": value} for name, value in features.items()]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": asked})
    try:
        at(years, browser, p="FRA")
        assert violations(browser) == []
        moving = browser.execute_script(
            "return getComputedStyle(document.querySelector('.bar i')).transitionDuration"
        )
        assert ("prefers-reduced-motion" in features) == (moving == "0s")
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


@pytest.mark.parametrize("landscape", [True, False])
@pytest.mark.parametrize("shown", [{}, {"g": "district", "m": "share_women", "l": "en"}])
def test_one_sheet_has_the_map_every_figure_and_the_disclaimer(browser, years, landscape, shown):
    at(years, browser, **shown)
    paper = {
        "landscape": landscape,
        "printBackground": True,
        "paperWidth": 8.27,
        "paperHeight": 11.69,
    }
    printed = browser.execute_cdp_cmd("Page.printToPDF", {**paper, "preferCSSPageSize": False})
    sheets = PdfReader(io.BytesIO(base64.b64decode(printed["data"]))).pages
    words = plain("".join(sheet.extract_text() for sheet in sheets))
    assert len(sheets) == 1
    figures = ("Brussels", "21,165") if shown else ("France", "92 983")
    for needed in (*figures, "Equal Earth", "1244 (1999)"):
        assert needed in words.replace("\n", " ")
