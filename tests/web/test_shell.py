"""Link, search, share, downloads, full screen and paper: the page around its map, in a browser."""

from __future__ import annotations

import base64
import csv
import io
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from pypdf import PdfReader
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from tests.web.axe import violations
from tests.web.browsing import find, find_all, opened, plain, settle, texts
from tests.web.conftest import view

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIZES = {
    "desktop": (1440, 900, False),
    "laptop": (1280, 720, False),
    "phone": (390, 844, True),
    "across": (640, 360, False),
    "zoomed": (320, 256, False),
}
SVG = "{http://www.w3.org/2000/svg}"

#: Keeps what the page gives to be saved instead of saving it.
KEEP = """
window.kept = [];
URL.createObjectURL = function (blob) { window.kept.push(blob); return "blob:kept"; };
HTMLAnchorElement.prototype.click = function () {
  window.kept[window.kept.length - 1].file = this.download;
};
"""
READ = """
const done = arguments[arguments.length - 1], blob = window.kept.pop();
if (!blob) done(null);
else {
  const reader = new FileReader();
  reader.onload = () => done([blob.file, reader.result.split(",")[1]]);
  reader.readAsDataURL(blob);
}
"""


@pytest.fixture
def show(browser, pages):
    return lambda name: opened(browser, pages[name])


def hash_of(driver):
    return driver.execute_script("return decodeURIComponent(location.hash)")


def follow(driver, link):
    driver.execute_script("location.hash = arguments[0]", link)
    settle(driver)


def measure(driver, key):
    find(driver, f'#layers input[value="{key}"]').find_element(By.XPATH, "..").click()
    settle(driver)


def press(driver, *keys):
    driver.switch_to.active_element.send_keys(*keys)
    settle(driver)


def saved(driver, words):
    """Choose what to download, and return the name and the bytes of the file."""
    driver.execute_script(KEEP)
    find(driver, "#download-button").click()
    next(item for item in find_all(driver, "#download-box .item") if words in item.text).click()
    file = WebDriverWait(driver, 20).until(lambda d: d.execute_async_script(READ))
    return file[0], base64.b64decode(file[1])


# The link


def test_the_link_says_what_is_shown_and_back_undoes_it(show):
    driver = show("served-fr")
    assert hash_of(driver) == ""
    measure(driver, "women")
    assert hash_of(driver) == "#m=women"
    find(driver, '#geography input[value="district"]').find_element(By.XPATH, "..").click()
    assert hash_of(driver) == "#m=women&g=district"
    driver.back()
    WebDriverWait(driver, 5).until(lambda d: hash_of(d) == "#m=women")
    assert find(driver, '#geography input[value="country"]').is_selected()
    driver.back()
    WebDriverWait(driver, 5).until(lambda d: hash_of(d) == "")
    assert find(driver, '#layers input[value="total"]').is_selected()


def test_a_link_opens_what_it_says(browser, pages):
    browser.get("about:blank")
    browser.get(pages["served-fr"].as_uri() + "#m=share_women&g=district&p=deu-berlin&l=en")
    settle(browser)
    assert find(browser, "html").get_attribute("lang") == "en"
    assert find(browser, "h1").text.startswith("Share of women")
    assert browser.title == find(browser, "h1").text
    assert find(browser, "#place-name").text
    assert find(browser, '#geography input[value="district"]').is_selected()


def test_a_link_of_nonsense_opens_the_page(browser, pages):
    browser.get("about:blank")
    browser.get(pages["desa-fr"].as_uri() + "#m=nothing&y=banana&p=__proto__&l=xx&%E0%A4%A")
    settle(browser)
    assert find(browser, "h1").text.startswith("Personnes nées")


def test_the_language_of_all_words_changes(show):
    driver = show("desa-fr")
    find(driver, '#language input[value="en"]').find_element(By.XPATH, "..").click()
    settle(driver)
    assert driver.title == "People born in Cameroon and living abroad, 2020"
    assert find(driver, "#share-button").get_attribute("aria-label") == "Share"
    assert find(driver, "#search-text").get_attribute("aria-label").startswith("Find")
    assert hash_of(driver) == "#l=en"


# The search


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("cote d ivoi", "Côte d’Ivoire"),
        ("ivory coast", "Côte d’Ivoire"),
        ("RDC", "République démocratique du Congo"),
        ("uk", "Royaume-Uni de Grande-Bretagne et d’Irlande du Nord"),
        ("usa", "États-Unis d’Amérique"),
        ("germany", "Allemagne"),
        ("xkx", "Kosovo"),
        ("ambassade a berlin", "Ambassade à Berlin"),
    ],
)
def test_places_are_found_by_any_name(show, typed, first):
    driver = show("desa-fr")
    find(driver, "#search-text").send_keys(typed)
    assert texts(driver, "#search-list li span:first-child")[0] == first


def test_a_found_place_is_opened_and_said(show):
    driver = show("desa-fr")
    find(driver, "#search-text").send_keys("germ")
    assert find(driver, "#said").get_attribute("textContent").endswith("trouvé")
    assert plain(find(driver, "#search-list .beside").text) == "22 074"
    press(driver, Keys.ENTER)
    assert find(driver, "#place-name").text == "Allemagne"
    assert hash_of(driver) == "#p=DEU"


def test_a_mission_is_found_in_every_view(show):
    driver = show("served-fr")
    find(driver, "#search-text").send_keys("berlin")
    assert "Allemagne" in texts(driver, "#search-list li")[0].replace("\n", " ")
    press(driver, Keys.ENTER)
    assert find(driver, "#place-name").text == "Allemagne"
    follow(driver, "#g=district")
    find(driver, "#search-text").send_keys("pologne")
    press(driver, Keys.ENTER)
    assert "Berlin" in find(driver, "#place-name").text


def test_escape_goes_one_step_back_at_a_time(show):
    driver = show("desa-fr")
    follow(driver, "#p=DEU")
    box = find(driver, "#search-text")
    box.send_keys("zzz")
    assert texts(driver, "#search-list li") == ["Aucun lieu trouvé"]
    press(driver, Keys.ESCAPE)
    assert not find(driver, "#search-list").is_displayed()
    assert box.get_attribute("value") == "zzz"
    press(driver, Keys.ESCAPE)
    assert box.get_attribute("value") == ""
    assert find(driver, "#place-name").is_displayed()


# Share


def test_the_link_and_the_code_are_there_to_copy(show):
    driver = show("desa-fr")
    follow(driver, "#m=women&p=FRA")
    find(driver, "#share-button").click()
    link, code = (
        find(driver, f"#share-{name}").get_attribute("value") for name in ("link", "embed")
    )
    assert link.startswith("file:///")
    assert link.endswith("desa-fr.html#m=women&p=FRA")
    assert '<iframe src="desa-fr.html#m=women&amp;p=FRA" title="Femmes nées' in code
    assert "appareil" in find(driver, "#share-box .note").text
    find(driver, "#share-box button").click()
    WebDriverWait(driver, 5).until(lambda d: find(d, "#share-box button").text == "Copié")
    assert find(driver, "#said").get_attribute("textContent") == "Copié."


def test_a_box_closes_by_escape_and_by_a_click_elsewhere(show):
    driver = show("desa-fr")
    follow(driver, "#p=FRA")
    for leave in ("escape", "click", "other"):
        find(driver, "#share-button").click()
        assert find(driver, "#share-box").is_displayed()
        assert find(driver, "#share-button").get_attribute("aria-expanded") == "true"
        if leave == "escape":
            press(driver, Keys.ESCAPE)
            assert driver.switch_to.active_element.get_attribute("id") == "share-button"
        else:
            find(driver, "h1" if leave == "click" else "#download-button").click()
        assert not find(driver, "#share-box").is_displayed()
        assert find(driver, "#place-name").is_displayed()


def test_what_is_embedded_draws_itself(browser, pages):
    driver = opened(browser, pages["desa-fr"])
    find(driver, "#share-button").click()
    code = find(driver, "#share-embed").get_attribute("value")
    outer = pages["desa-fr"].parent / "outer.html"
    outer.write_text(f'<meta charset="utf-8"><link rel="icon" href="data:,"><p>Avant</p>{code}')
    driver.get(outer.as_uri())
    # It lies below what is seen at first and is loaded when it comes near.
    driver.switch_to.frame(WebDriverWait(driver, 5).until(lambda d: find(d, "iframe")))
    WebDriverWait(driver, 10).until(lambda d: find_all(d, ".place"))
    assert find(driver, "h1").text.startswith("Personnes nées")
    driver.switch_to.default_content()


def test_a_frame_that_is_hidden_at_first_shows_the_map_when_it_is_shown(browser, pages):
    outer = pages["desa-fr"].parent / "hidden.html"
    outer.write_text(
        '<meta charset="utf-8"><link rel="icon" href="data:,"><div id="tab" style="display: none">'
        '<iframe src="desa-fr.html" width="900" height="640"></iframe></div>'
    )
    driver = browser
    driver.get(outer.as_uri())
    settle(driver)
    driver.execute_script("document.getElementById('tab').style.display = 'block'")
    driver.switch_to.frame(0)
    WebDriverWait(driver, 10).until(
        lambda d: d.execute_script("return Number.isFinite(map_world.getZoom())")
    )
    size = WebDriverWait(driver, 10).until(
        lambda d: d.execute_script(
            "const b = document.querySelector('[data-place=FRA]').getBoundingClientRect();"
            "return b.width > 5 && [b.width, b.height]"
        )
    )
    assert all(5 < side < 900 for side in size)
    driver.switch_to.default_content()


# Downloads


def test_the_figures_are_those_of_the_table(show, desa):
    driver = show("desa-fr")
    name, content = saved(driver, "CSV")
    assert name == "diaspora_country_2020.csv"
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    people = {(row["place"], row["measure"]): row for row in rows}
    sexes = {"F": "women", "M": "men"}
    cells = desa.cells[desa.cells["sex"].isin(list(sexes)) & (desa.cells["state"] == "value")]
    assert len(cells) > 100
    for cell in cells.itertuples():
        row = people[cell.place, sexes[cell.sex]]
        assert (int(row["value"]), row["state"]) == (cell.count, "")
        assert row["year"] == "2020"
    assert people["LVA", "women"]["value"] == ""
    assert people["LVA", "women"]["state"] == "nd"
    assert people["DEU", "total"]["name_en"] == "Germany"


def test_hidden_figures_are_in_no_file(show, hidden_men):
    driver = show("register-fr")
    _, content = saved(driver, "CSV")
    words = content.decode("utf-8-sig")
    assert [men for men in hidden_men if str(men) in words] == []
    assert '"DEU","Allemagne","Germany","place",' in words
    assert ',"men",,"s"' in words


def test_the_figures_of_a_place_are_saved_from_its_panel(show):
    driver = show("desa-fr")
    follow(driver, "#p=GAB")
    driver.execute_script(KEEP)
    find(driver, "#place-csv").click()
    name, content = driver.execute_async_script(READ)
    assert name == "diaspora_country_gab_2020.csv"
    rows = list(csv.DictReader(io.StringIO(base64.b64decode(content).decode("utf-8-sig"))))
    assert {row["place"] for row in rows} == {"GAB"}


def test_the_map_is_a_picture_that_needs_no_page(show):
    driver = show("desa-fr")
    name, content = saved(driver, "SVG")
    assert name == "diaspora_total_2020.svg"
    root = ET.fromstring(content)  # noqa: S314 - it is ours
    assert root.find(f"{SVG}title").text == driver.title
    words = " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    assert "Personnes nées au Cameroun" in words
    assert "92\u202f983" in words
    assert "Nombre de personnes" in words
    assert "Kosovo" in words  # of the disclaimer
    assert len(root.findall(f".//{SVG}path")) > 240
    assert len(root.findall(f".//{SVG}pattern")) > 0
    source = content.decode()
    assert "var(--" not in source
    assert 'href="http' not in source
    assert "url(http" not in source


def test_the_picture_of_pixels_is_twice_as_fine(show):
    driver = show("desa-fr")
    width = find(driver, "#frame").rect["width"]
    name, content = saved(driver, "PNG")
    assert name.endswith(".png")
    with Image.open(io.BytesIO(content)) as image:
        assert image.width == pytest.approx(2 * width, abs=2)
        colours = {colour for _, colour in image.convert("RGB").getcolors(1 << 24)}
        blue = [
            c
            for c in colours
            if max(abs(a - b) for a, b in zip(c, (41, 84, 172), strict=True)) < 25
        ]
        assert blue  # a disc
        assert len(colours) > 100


# Screen and paper


def test_the_page_fills_the_screen_and_comes_back(show):
    driver = show("desa-fr")
    button = find(driver, "#screen-button")
    button.click()
    WebDriverWait(driver, 5).until(
        lambda d: d.execute_script("return Boolean(document.fullscreenElement)")
    )
    assert button.get_attribute("aria-label") == "Quitter le plein écran"
    button.click()
    WebDriverWait(driver, 5).until(
        lambda d: not d.execute_script("return Boolean(document.fullscreenElement)")
    )


@pytest.mark.parametrize(
    ("size", "landscape"), [("desktop", True), ("phone", False)], ids=["across", "upright"]
)
def test_paper_has_the_map_and_every_figure(show, landscape, size):
    driver = show("desa-fr")
    view(driver, *SIZES[size][:2], phone=SIZES[size][2])
    driver.refresh()
    settle(driver)
    before = driver.execute_script(
        "return [map_world.getZoom(), map_world.getSize().x, map_world.getSize().y]"
    )
    printed = driver.execute_cdp_cmd(
        "Page.printToPDF",
        {
            "landscape": landscape,
            "paperWidth": 8.27,
            "paperHeight": 11.69,
            "printBackground": True,
        },
    )
    reader = PdfReader(io.BytesIO(base64.b64decode(printed["data"])))
    words = plain(" ".join(page.extract_text() for page in reader.pages))
    assert len(reader.pages) == 1 if not landscape else len(reader.pages) <= 2
    for expected in ("Personnes nées au Cameroun", "441 015", "Liechtenstein", "Natural Earth"):
        assert expected in words
    assert "Partager" not in words
    settle(driver)
    after = driver.execute_script(
        "return [map_world.getZoom(), map_world.getSize().x, map_world.getSize().y]"
    )
    assert after == pytest.approx(before)


# Every size, and what a reader may have set


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_every_size_shows_title_and_map_and_loses_nothing(show, size, language):
    width, height, phone = SIZES[size]
    driver = show("served-fr")
    view(driver, width, height, phone=phone)
    follow(driver, f"#l={language}&g=district")
    driver.refresh()
    settle(driver)
    assert find(driver, "h1").is_displayed()
    frame = find(driver, ".folium-map").rect
    assert frame["width"] > 0.6 * width
    assert frame["height"] >= (240 if height < 300 else 300)
    assert driver.execute_script("return document.documentElement.scrollWidth") <= width
    assert violations(driver) == []


STATES = {
    "opened": lambda _: None,
    "panel": lambda driver: follow(driver, "#p=DEU"),
    "share of women": lambda driver: follow(driver, "#m=share_women"),
    "colours": lambda driver: follow(driver, "#m=share_women&k=colours"),
    "districts": lambda driver: follow(driver, "#g=district"),
    "shared": lambda driver: find(driver, "#share-button").click(),
    "downloads": lambda driver: find(driver, "#download-button").click(),
    "searching": lambda driver: find(driver, "#search-text").send_keys("al"),
    "nothing found": lambda driver: find(driver, "#search-text").send_keys("zzz"),
    "table": lambda driver: find(driver, "#table-button").click(),
    "notes": lambda driver: find(driver, "#notes-button").click(),
}


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_axe_finds_nothing_in_any_state(show, size):
    found = {}
    driver = show("served-fr")
    view(driver, *SIZES[size][:2], phone=SIZES[size][2])
    for state, reach in STATES.items():
        if size == "phone" and state == "downloads":
            continue
        driver.get("about:blank")
        show("served-fr")
        reach(driver)
        settle(driver)
        found[state] = violations(driver)
    assert {state: wrong for state, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    "setting",
    [
        {"name": "forced-colors", "value": "active"},
        {"name": "prefers-reduced-motion", "value": "reduce"},
        {"name": "prefers-contrast", "value": "more"},
    ],
    ids=lambda setting: setting["name"],
)
def test_what_a_reader_has_set_is_kept_to(show, setting):
    driver = show("served-fr")
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [setting]})
    try:
        driver.refresh()
        settle(driver)
        measure(driver, "women")
        follow(driver, "#m=women&p=DEU")
        assert find(driver, "#place-name").text == "Allemagne"
        if setting["name"] == "prefers-reduced-motion":
            assert driver.execute_script("return document.getAnimations().length") == 0
        assert violations(driver) == []
    finally:
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
