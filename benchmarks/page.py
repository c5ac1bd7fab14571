"""Prints size, time to write, to drawn and of a frame of a page, beside folium and geopandas.

    .venv/bin/python benchmarks/page.py [--rounds 5] [--slower 6]

The page has countries and consular districts, every year and three sexes of the example; beside it
are folium.Choropleth and GeoDataFrame.explore() of the same countries in one year, whose libraries
(from npm) are written into the page, as they would have to be to open without a network. Drawn is a
page whose first 200 shapes have been painted, in Chromium, slowed down so many times; the page is
ready then, for its list was made before its map. Frames are those of six zooms at full speed, by
the buttons of each map: 19 of 20 take no longer. A round has all pages, so that what else the
machine does slows all alike; medians of the rounds are printed, and their ratios to the others'.

Times by the clock are as long as the machine is busy. Beside them stands what they cost: seconds of
CPU to write, and of the browser's main thread until it rests after it has drawn the page (times so
many as it is slowed down) and in a frame of a zoom.

Medians of three rounds on two cores with nothing else on them:

                            KB      gzip   write s       CPU   drawn s       CPU  frame ms       CPU
diasporamap                643       250      3.45      3.44      0.76      0.58        17       3.3
folium.Choropleth         3813      1191      0.74      0.74      1.11      1.08        17       1.0
explore()                 3825      1195      0.48      0.48      1.05      0.92        17       1.1
"""

from __future__ import annotations

import argparse
import gzip
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import folium
from selenium import webdriver

import diasporamap as dm
from diasporamap.measures import measure_table
from diasporamap.places.layers import read_layer
from diasporamap.resources import shipped

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd

#: What folium's pages load, as packages of npm and the file in each.
LIBRARIES = {
    "leaflet.js": ("leaflet@1.9.3", "leaflet/dist/leaflet.js"),
    "leaflet.css": ("leaflet@1.9.3", "leaflet/dist/leaflet.css"),
    "jquery": ("jquery@3.7.1", "jquery/dist/jquery.min.js"),
    "bootstrap.bundle": ("bootstrap@5.2.2", "bootstrap/dist/js/bootstrap.bundle.min.js"),
    "bootstrap.min.css": ("bootstrap@5.2.2", "bootstrap/dist/css/bootstrap.min.css"),
    "fontawesome": (
        "@fortawesome/fontawesome-free@6.2.0",
        "@fortawesome/fontawesome-free/css/all.min.css",
    ),
    "d3": ("d3@3.5.5", "d3/d3.min.js"),
}
#: Notes the moment at which the page has so many shapes, two frames later: they are painted.
WATCH = """
(() => {
  const look = () => {
    if (document.querySelectorAll("svg path").length >= 200) {
      const note = () => { window.drawn = performance.now(); };
      requestAnimationFrame(() => requestAnimationFrame(note));
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""


def libraries(folder: Path) -> dict[str, str]:
    """Return the texts of the libraries by a part of the address that folium has of each."""
    packages = sorted({package for package, _ in LIBRARIES.values()})
    subprocess.run(
        ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, *packages],
        check=True,
    )
    return {
        name: (folder / "node_modules" / file).read_text(encoding="utf-8")
        for name, (_, file) in LIBRARIES.items()
    }


def inlined(page: str, texts: dict[str, str]) -> str:
    """Write what a page loads into it, and leave out what is no library."""

    def script(found: re.Match[str]) -> str:
        text = next((text for name, text in texts.items() if name in found[1]), "")
        safe = text.replace("</script", "<\\/script")
        return f"<script>{safe}</script>"

    def style(found: re.Match[str]) -> str:
        text = next((text for name, text in texts.items() if name in found[1]), "")
        safe = re.sub(r"url\([^)]*\)", "none", text)
        return f"<style>{safe}</style>"

    page = re.sub(r'<script src="([^"]+)"></script>', script, page)
    return re.sub(r'<link rel="stylesheet" href="([^"]+)"\s*/?>', style, page)


def ours(path: Path) -> None:
    """Write the page of this package."""
    release = dm.release(shipped("examples") / "cameroon_undesa_2020.csv")
    release.page(path, by=("country", "district"))


def countries() -> gpd.GeoDataFrame:
    """Return the countries with the figures of the last year."""
    release = dm.release(shipped("examples") / "cameroon_undesa_2020.csv")
    values = measure_table(release.by(), "total")["value"]
    layer = read_layer("countries")[["place", "name_en", "geometry"]]
    return layer.assign(people=layer["place"].map(values))


def choropleth(path: Path, texts: dict[str, str]) -> None:
    """Write the same countries as folium.Choropleth."""
    layer = countries()
    world = folium.Map(location=(10, 10), zoom_start=2, tiles=None)
    folium.Choropleth(
        geo_data=layer,
        data=layer,
        columns=["place", "people"],
        key_on="feature.properties.place",
    ).add_to(world)
    path.write_text(inlined(world.get_root().render(), texts), encoding="utf-8")


def explore(path: Path, texts: dict[str, str]) -> None:
    """Write the same countries as GeoDataFrame.explore()."""
    world = countries().explore(column="people", tiles=None)
    path.write_text(inlined(world.get_root().render(), texts), encoding="utf-8")


#: Zooms in and out, and returns the time in which 95 of 100 frames are drawn, and how many were.
ZOOM = """
const done = arguments[arguments.length - 1], gaps = [];
const [more, less] = document.querySelectorAll(".zoom button, .leaflet-control-zoom a");
let last = performance.now(), zooms = 0;
const frame = (now) => {
  gaps.push(now - last);
  last = now;
  if (zooms <= 6) requestAnimationFrame(frame);
};
requestAnimationFrame(frame);
const next = () => {
  if (zooms < 6) (zooms < 3 ? more : less).click();
  else gaps.sort((one, other) => one - other);
  if (zooms++ < 6) setTimeout(next, 700);
  else done([gaps[Math.floor(0.95 * gaps.length)], gaps.length]);
};
next();
"""


def browser() -> webdriver.Chrome:
    """Start a browser that has no network."""
    options = webdriver.ChromeOptions()
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1440,900"):
        options.add_argument(flag)
    options.binary_location = shutil.which("chromium") or ""
    service = webdriver.ChromeService(shutil.which("chromedriver"))
    driver = webdriver.Chrome(options=options, service=service)
    driver.execute_cdp_cmd("Network.enable", {})
    offline = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    driver.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
    driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
    driver.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
    return driver


def spent(driver: webdriver.Chrome) -> float:
    """Return the seconds of CPU that the page's main thread has had so far."""
    metrics = driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
    return next(one["value"] for one in metrics if one["name"] == "TaskDuration")


def drawn(driver: webdriver.Chrome, path: Path, slower: float) -> float:
    """Return after how many seconds a page is drawn in a browser that is slowed down."""
    driver.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": slower})
    driver.get(path.as_uri())
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if found := driver.execute_script("return window.drawn || 0"):
            driver.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": 1})
            return float(found) / 1000
        time.sleep(0.05)
    raise TimeoutError(path)


def measured(
    driver: webdriver.Chrome, path: Path, make: Callable[[Path], None], slower: float
) -> list[float]:
    """Write a page and look at it: a figure for each of `COLUMNS`."""
    begun, worked = time.perf_counter(), time.process_time()
    make(path)
    written, worked = time.perf_counter() - begun, time.process_time() - worked
    page = path.read_bytes()
    seen = drawn(driver, path, slower)
    driver.get("about:blank")
    before = spent(driver)
    drawn(driver, path, 1)
    time.sleep(1)
    cost = spent(driver) - before
    before = spent(driver)
    frame, frames = driver.execute_async_script(ZOOM)
    each = (spent(driver) - before) / frames
    return [
        *(len(page) / 1000, len(gzip.compress(page, 9)) / 1000),
        *(written, worked, seen, slower * cost, frame, 1000 * each),
    ]


#: What is measured of a page, and how it is printed.
COLUMNS = {
    "KB": ".0f",
    "gzip": ".0f",
    "write s": ".2f",
    "CPU": ".2f",
    "drawn s": ".2f",
    "CPU ": ".2f",
    "frame ms": ".0f",
    "CPU  ": ".1f",
}


def main() -> None:
    """Write and draw each page several times, and print medians and ratios to the first."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--slower", type=float, default=6)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = libraries(folder)
        makers: dict[str, Callable[[Path], None]] = {
            "diasporamap": ours,
            "folium.Choropleth": lambda path: choropleth(path, texts),
            "explore()": lambda path: explore(path, texts),
        }
        driver = browser()
        driver.set_script_timeout(60)
        rounds = [
            [
                measured(driver, folder / f"{at}.html", make, asked.slower)
                for at, make in enumerate(makers.values())
            ]
            for _ in range(asked.rounds)
        ]
        driver.quit()
    medians = [
        [statistics.median(values) for values in zip(*found, strict=True)]
        for found in zip(*rounds, strict=True)
    ]
    print(f"{'':<20}" + "".join(f"{name.rstrip():>10}" for name in COLUMNS))
    for title, found in zip(makers, medians, strict=True):
        written = (f"{n:>10{form}}" for n, form in zip(found, COLUMNS.values(), strict=True))
        print(f"{title:<20}" + "".join(written))
    print("diasporamap, as a share of")
    for title, found in [*zip(makers, medians, strict=True)][1:]:
        shares = (own / other for own, other in zip(medians[0], found, strict=True))
        print(f"{title:<20}" + "".join(f"{share:>10.2f}" for share in shares))


if __name__ == "__main__":
    main()
