"""Counts, pages and one headless Chromium for the tests of the interactive map."""

from __future__ import annotations

import json
import re
import shutil

import pandas as pd
import pytest

from diasporamap.counts.sources import Source
from diasporamap.districts import read_districts
from diasporamap.protection import Release
from diasporamap.readers.example import read_example
from diasporamap.web import save_web_map, web_map
from tests.web.unpacking import model_of

BROWSER_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
)

#: Germany's and Singapore's men would give their few women away.
REGISTER = (
    ("DEU", "F", 3), ("DEU", "M", 48613),
    ("SGP", "F", 2), ("SGP", "M", 7919),
    ("BEL", "F", 1), ("BEL", "M", 2),
    ("FRA", "F", 4000), ("FRA", "M", 3500), ("FRA", "U", 120),
    ("GAB", "F", 1200), ("GAB", "M", 1100), ("GAB", "U", 700),
    ("USA", "F", 0), ("USA", "M", 0),
    ("LUX", "F", 30), ("LUX", "M", 20),
)  # fmt: skip

#: Berlin covers Germany, Poland and Austria, Lagos covers Benin, and Nigeria is split.
SERVED = (
    ("DEU", "F", 6131), ("DEU", "M", 7242),
    ("POL", "F", 3), ("POL", "M", 8353),
    ("AUT", "F", 1), ("AUT", "M", 2),
    ("BEN", "F", 411), ("BEN", "M", 522),
    ("NGA", "F", 9141), ("NGA", "M", 9252),
    ("IND", "F", 61), ("IND", "M", 72),
)  # fmt: skip


@pytest.fixture(scope="session")
def desa():
    counts, sources = read_example()
    return Release(counts[counts["year"] == 2020], sources=sources).by()


@pytest.fixture(scope="session")
def example():
    """Give the release of seven years."""
    counts, sources = read_example()
    return Release(counts, sources=sources)


@pytest.fixture(scope="session")
def years(example, tmp_path_factory):
    """Path of a page of seven years, by country and by district, that opens in French."""
    path = tmp_path_factory.mktemp("years") / "years.html"
    return save_web_map(example, path, by=["country", "district"])


@pytest.fixture(scope="session")
def years_model(years):
    """Give the model of that page."""
    return model_of(years.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def register():
    counts = pd.DataFrame(REGISTER, columns=["place", "sex", "count"])
    counts["source"] = "register"
    counts["definition"] = "registered"
    name = 'Registre </script><b>"gras"</b> & <!-- fils'
    return Release(counts, sources={"register": Source("register", "Registre", name, name)}).by()


@pytest.fixture(scope="session")
def districts():
    return read_districts()


@pytest.fixture(scope="session")
def served():
    """Give a register by country: of Berlin's countries one has a hidden total, two hide a sex."""
    counts = pd.DataFrame(SERVED, columns=["place", "sex", "count"])
    counts["year"], counts["source"], counts["definition"] = 2024, "register", "registered"
    return Release(counts, sources={"register": Source("register", "R", "Registre", "Register")})


@pytest.fixture(scope="session")
def hidden_men():
    """Numbers of men in `register` that may be shown nowhere."""
    return (48613, 7919)


@pytest.fixture(scope="session")
def pages(desa, register, served, tmp_path_factory):
    """Paths of the pages by name: desa-fr, desa-en, register-fr, register-en, served-fr, served-en.

    Those of `served` switch between countries and districts.
    """
    folder = tmp_path_factory.mktemp("pages")
    switching = {
        f"served-{language}": save_web_map(
            served,
            folder / f"served-{language}.html",
            language=language,
            by=["country", "district"],
        )
        for language in ("fr", "en")
    }
    return switching | {
        f"{name}-{language}": save_web_map(
            counts, folder / f"{name}-{language}.html", language=language
        )
        for name, counts in (("desa", desa), ("register", register))
        for language in ("fr", "en")
    }


@pytest.fixture(scope="session")
def render():
    """Write a page as text."""

    def rendered(protected, **options):
        return web_map(protected, **options).get_root().render()

    return rendered


@pytest.fixture(scope="session")
def chromium():
    from selenium import webdriver

    program, door = shutil.which("chromium"), shutil.which("chromedriver")
    if not (program and door):
        pytest.fail("chromium and chromedriver are missing. Run: make browser")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for flag in BROWSER_FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(door))
    driver.execute_cdp_cmd("Network.enable", {})
    driver.execute_cdp_cmd(
        "Network.emulateNetworkConditions",
        {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0},
    )
    yield driver
    driver.quit()


@pytest.fixture
def browser(chromium):
    """Give the browser at desktop size with its network off; nothing may be asked or go wrong."""
    view(chromium, 1440, 900)
    chromium.get_log("performance")
    yield chromium
    asked = [
        message["params"]["request"]["url"]
        for message in (
            json.loads(e["message"])["message"] for e in chromium.get_log("performance")
        )
        if message["method"] == "Network.requestWillBeSent"
    ]
    assert asked, "the log of requests is empty, so it proves nothing"
    pages = re.compile(r"file://.*\.html(#.*)?|data:.*")
    assert [url for url in asked if not pages.fullmatch(url)] == []
    assert chromium.get_log("browser") == []


@pytest.fixture
def phone(browser):
    """Give the browser as a phone with a touch screen."""
    view(browser, 360, 640, phone=True)
    return browser


def view(driver, width, height, *, phone=False):
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 2 if phone else 1, "mobile": phone},
    )
    driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": phone})
