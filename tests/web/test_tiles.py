"""The policy of a page, and tiles, the only thing that one may load."""

from __future__ import annotations

import io
import re
import threading
from base64 import b64encode
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from PIL import Image
from selenium.webdriver.support.wait import WebDriverWait

from diasporamap.errors import UsageError
from diasporamap.web import save_web_map, web_map
from tests.web.browsing import find, find_all, opened
from tests.web.conftest import view

CREDIT = "© Essai <b>& fils</b>"


def tile():
    drawn = io.BytesIO()
    Image.new("RGB", (256, 256), (250, 240, 230)).save(drawn, "PNG")
    return drawn.getvalue()


class Tiles(BaseHTTPRequestHandler):
    asked: tuple[str, ...] = ()
    drawn = tile()

    def do_GET(self):
        type(self).asked += (self.path,)
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        self.wfile.write(self.drawn)

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def server():
    found = ThreadingHTTPServer(("127.0.0.1", 0), Tiles)
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{found.server_port}"
    found.shutdown()
    found.server_close()


def network(driver, *, offline):
    limits = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    driver.execute_cdp_cmd("Network.emulateNetworkConditions", {"offline": offline, **limits})


def policy(page):
    return re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]


def test_the_policy_allows_what_is_there_by_its_hash_and_nothing_else(desa, render):
    page = render(desa, measures=["total"])
    allowed = policy(page)
    assert "unsafe" not in allowed
    assert "http" not in allowed
    inline = re.findall(r"<(script|style)\b([^>]*)>(.*?)</\1>", page, flags=re.DOTALL)
    hashes = [
        f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
        for _, attributes, content in inline
        if "json" not in attributes
    ]
    assert len(hashes) > 4
    assert set(re.findall(r"'sha256-[^']*'", allowed)) == set(hashes)
    assert not re.search(
        r"<[a-z][^<>]*\s(style|on\w+)=", page.partition("<body>")[2].partition("<script")[0]
    )


def test_tiles_are_allowed_from_their_server_alone(desa, render):
    url = "https://{s}.tiles.example.org:8080/{z}/{x}/{y}.png?key=1"
    allowed = policy(render(desa, measures=["total"], basemap=url, basemap_credit="X"))
    assert "img-src data: https://*.tiles.example.org:8080;" in allowed
    assert allowed.count("http") == 1


def test_tiles_without_a_maker_or_of_nobody_are_refused(desa):
    with pytest.raises(UsageError, match="named"):
        web_map(desa, basemap="https://x.org/{z}/{x}/{y}.png")
    with pytest.raises(UsageError, match="no basemap 'Nowhere'"):
        web_map(desa, basemap="Nowhere")


@pytest.mark.slow
@pytest.mark.browser
def test_tiles_lie_over_the_areas_and_their_absence_stops_nothing(chromium, desa, server, tmp_path):
    path = tmp_path / "tiles.html"
    url = server + "/{z}/{x}/{y}.png"
    save_web_map(desa, path, measures=["total"], basemap=url, basemap_credit=CREDIT)
    view(chromium, 1440, 900)
    network(chromium, offline=False)
    try:
        opened(chromium, path)
        WebDriverWait(chromium, 10).until(lambda d: find_all(d, ".leaflet-tile-loaded"))
        assert all(re.fullmatch(r"/\d+/\d+/\d+\.png", asked) for asked in Tiles.asked)
        assert find(chromium, ".credit").text == CREDIT
        assert chromium.execute_script("return map_world.options.crs.code") == "EPSG:3857"
        assert chromium.get_log("browser") == []
    finally:
        network(chromium, offline=True)
    opened(chromium, path)
    assert len(find_all(chromium, ".place")) > 200
    assert find(chromium, '.mark[data-place="FRA"]').rect["width"] > 10
    chromium.get_log("browser")
    chromium.get_log("performance")
