"""Points on the page: what is embedded, the list, and the layer in a browser without a network."""

from __future__ import annotations

from functools import cache, partial

import pandas as pd
import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from diasporamap.places.geography import countries
from diasporamap.points import read_points
from diasporamap.web import data, save_web_map, web_map
from tests.web.browsing import (
    choose,
    find,
    find_all,
    opened,
    opened_anew,
    overlap,
    rects,
    rest,
    settle,
    tap,
    told,
)
from tests.web.typedefs import embedded, misfits
from tests.web.unpacking import model_of

NAME = 'Amicale </script><img src=x onerror="alert(1)"> & Cie'


def invented():
    rows = [(f"Association {at}", "association", "Paris, France", "oui") for at in range(1, 13)]
    rows += [("Fête de Paris", "event", "Paris, France", "")]
    rows += [(NAME, "association", "Montréal", "non"), ("Paroisse", "église", "Douala", "")]
    rows += [("Forum", "event", "Johannesburg", "oui")]
    return pd.DataFrame(rows, columns=["name", "kind", "city", "women_led"])


@pytest.fixture(scope="module")
def points():
    return read_points(invented())


@pytest.fixture(scope="module")
def with_points(served, points, tmp_path_factory):
    """Pages by country and district: own points in two languages, and the missions."""
    folder = tmp_path_factory.mktemp("points")
    given = {"fr": points, "en": points, "missions": "missions"}
    return {
        name: save_web_map(
            served,
            folder / f"{name}.html",
            language="en" if name == "missions" else name,
            by=["country", "district"],
            points=layer,
            measures=["total"] if name == "missions" else None,
        )
        for name, layer in given.items()
    }


@cache
def model(page):
    return model_of(page.read_text(encoding="utf-8"))


def test_the_page_embeds_every_point_once(with_points):
    written = embedded(with_points["fr"].read_text(encoding="utf-8"))
    assert misfits(written, data.Page) == []
    found = model(with_points["fr"])["points"]
    assert len(found["points"]) == 16
    assert {key: (kind["sign"], kind["name"]["fr"]) for key, kind in found["kinds"].items()} == {
        "association": ("house", "Association"),
        "event": ("star", "Événement"),
        "worship": ("diamond", "Lieu de culte"),
    }
    assert set(found["signs"]) == {"house", "star", "diamond"}
    (montreal,) = [point for point in found["points"] if point["city"] == "Montréal"]
    assert montreal == {
        "kind": "association",
        "name": {"fr": NAME, "en": NAME},
        "city": "Montréal",
        "country": "CAN",
        "lon": -73.59,
        "lat": 45.51,
        "about": [{"fr": "Pas de femme à la tête", "en": "Not led by women"}],
    }


def test_the_legend_and_the_captions_tell_of_points(with_points):
    for geography in model(with_points["en"])["geographies"]:
        assert geography["hasPoints"]
        for layer in geography["layers"]:
            rows = [row for part in layer["legend"] for row in part.get("rows", ())]
            assert [row["label"]["en"] for row in rows if row["row"] == "point"] == [
                "Associations (13, of which 12 led by women)",
                "Events (2; 1 of 1 stated led by women)",
                "Place of worship (1)",
            ]
            assert "Led by women: 13 of the 14" in layer["captions"]["en"][1]
            assert layer["alt"]["en"].endswith("and Place of worship (1).")


def test_missions_are_no_points_on_districts_which_have_them(with_points):
    country, district = model(with_points["missions"])["geographies"]
    assert country["hasPoints"]
    assert not district["hasPoints"]
    rows = [r for part in district["layers"][0]["legend"] for r in part.get("rows", ())]
    assert not [row for row in rows if row["row"] == "point"]


def test_a_page_without_points_has_nothing_of_them(desa):
    page = web_map(desa).get_root().render()
    assert '"points":{' not in page


def test_names_cannot_break_out_of_the_page(with_points):
    written = with_points["en"].read_text(encoding="utf-8")
    assert "<img" not in written
    assert "Amicale \\u003c/script\\u003e\\u003cimg src=x" in written


def test_points_are_listed_by_country_city_and_name(with_points):
    found = model(with_points["en"])["points"]["points"]
    names = countries().table["short_en"]
    assert len(found) == 16
    listed = [names[point["country"]] for point in found]
    assert listed == sorted(listed)
    assert (found[0]["kind"], found[0]["city"], listed[0]) == ("worship", "Douala", "Cameroon")


@pytest.fixture
def show(browser, with_points):
    return partial(opened_anew, browser, with_points)


def signs(driver):
    return find_all(driver, ".point-sign")


def inside(driver, outer, inner):
    """Whether an element is seen whole in another."""
    (left, top, right, bottom), box = rects(driver, outer)[0], rects(driver, inner)[0]
    return left <= box[0] and top <= box[1] and box[2] <= right and box[3] <= bottom


@pytest.mark.browser
@pytest.mark.slow
def test_signs_say_how_many_and_tell_names(show):
    driver = show("fr")
    labels = [sign.get_attribute("aria-label") for sign in signs(driver)]
    assert len(labels) == 4
    paris = next(sign for sign in signs(driver) if "Paris" in sign.get_attribute("aria-label"))
    numbers = [text.text for text in find_all(paris, "text")]
    assert numbers == ["12"]
    paris.click()
    settle(driver)
    lines = told(driver)
    assert lines[0].replace("\u00a0", " ") == "Paris, France : 13 points"
    assert lines[-1] == "+ 5 autres"
    assert len(lines) == 1 + 8 + 1
    assert "Une femme à la tête" in " ".join(lines)
    find(driver, "#tooltip .close").click()
    assert told(driver) == []


@pytest.mark.browser
@pytest.mark.slow
def test_the_first_view_has_points_where_nobody_lives_clear_of_the_legend(browser, with_points):
    driver = opened_anew(browser, with_points, "fr")
    left, top, right, bottom = rects(driver, "#frame")[0]
    signs = rects(driver, ".point-sign")
    assert len(signs) >= 4
    for box in signs:
        assert left <= box[0] <= box[2] <= right
        assert top <= box[1] <= box[3] <= bottom
    assert not [box for box in signs if overlap(box, rects(driver, "#legend")[0], 1)]


@pytest.mark.browser
@pytest.mark.slow
def test_a_name_with_markup_is_text(show):
    driver = show("en", "#r=world")
    sign = next(s for s in signs(driver) if "Amicale" in s.get_attribute("aria-label"))
    sign.click()
    settle(driver)
    assert told(driver)[0] == NAME
    assert told(driver)[-1] == "Association · Montréal · Not led by women"
    assert not find_all(driver, "#tooltip img, .point-sign img")


@pytest.mark.browser
@pytest.mark.slow
def test_the_layer_can_be_hidden_with_its_legend(show):
    driver = show("en")
    box = find(driver, "#points input")
    rows = find_all(driver, "#legend li.key-point")
    assert [row.is_displayed() for row in rows] == [True] * 3
    box.click()
    assert not signs(driver)
    assert not any(row.is_displayed() for row in rows)
    box.click()
    assert len(signs(driver)) == 4


@pytest.mark.browser
@pytest.mark.slow
def test_points_are_reached_and_walked_by_keyboard(show):
    driver = show("en")
    stops = [sign for sign in signs(driver) if sign.get_attribute("tabindex") == "0"]
    assert len(stops) == 1
    back = Keys.SHIFT + Keys.TAB  # the map comes before its legend
    find(driver, "#points input").send_keys(back)
    for _ in range(12):
        active = driver.switch_to.active_element
        if "point-sign" in (active.get_attribute("class") or "").split():
            break
        active.send_keys(back)
    seen = []
    for _ in range(4):
        active = driver.switch_to.active_element
        seen.append(active.get_attribute("aria-label"))
        settle(driver)
        assert told(driver)[0] in seen[-1]
        WebDriverWait(driver, 5).until(lambda d: inside(d, "#frame", ":focus"))
        assert inside(driver, "#frame", "#tooltip")
        active.send_keys(Keys.ARROW_RIGHT)
    assert len(set(seen)) == 4
    driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert told(driver) == []


@pytest.mark.browser
@pytest.mark.slow
def test_zooming_in_takes_points_apart(show):
    driver = show("missions")
    before = len(signs(driver))
    for _ in range(3):
        find(driver, ".zoom button").click()
        rest(driver)
    WebDriverWait(driver, 5).until(lambda d: len(signs(d)) > before)
    choose(driver, "geography", 1)
    assert not signs(driver)
    assert not find_all(driver, "#points")


@pytest.mark.browser
@pytest.mark.slow
def test_on_a_phone_signs_can_be_tapped_and_nothing_overlaps(phone, with_points):
    opened(phone, with_points["fr"])
    rest(phone)
    top, legend, frame = (rects(phone, each)[0] for each in ("#layers", "#legend", "#frame"))
    assert top[3] <= frame[1] + 1
    assert frame[0] <= legend[0] <= legend[2] <= frame[2]
    assert frame[1] <= legend[1] <= legend[3] <= frame[3]
    left, upper, right, lower = rects(phone, ".point-sign:last-child")[0]
    tap(phone, round((left + right) / 2), round((upper + lower) / 2))
    assert told(phone)
    assert inside(phone, "#frame", "#tooltip")
    find(phone, "#tooltip .close").click()
    find(phone, "#legend .key-whole").click()
    settle(phone)
    assert [row.is_displayed() for row in find_all(phone, "#legend li.key-point")] == [True] * 3
    find(phone, "#points").click()
    assert not signs(phone)
