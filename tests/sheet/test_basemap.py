"""Tiles under a sheet: projected, kept, named; and a map all the same where there are none."""

from __future__ import annotations

import io
import threading
import time
import warnings
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest
from matplotlib.image import AxesImage
from PIL import Image

import diasporamap as dm
from diasporamap.errors import BasemapWarning, UsageError
from diasporamap.maps import MapSpec
from diasporamap.maps.basemaps import Basemap, basemap_of
from diasporamap.places.geography import countries
from diasporamap.sheet import basemap, save_map, tiles
from diasporamap.sheet.basemap import warped, zoom_of
from diasporamap.sheet.page import Box, Panel
from diasporamap.sheet.shapes import Inset, inset_shapes

WEST_AFRICA = Inset("", -5.0, 12.0, 3000.0, 2200.0)


def picture(_z, x, y):
    """Return a tile whose colour tells its column and row."""
    image = Image.new("RGB", (256, 256), (40 + 8 * (x % 16), 40 + 8 * (y % 16), 100))
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture
def server(tmp_path, monkeypatch):
    """Serve tiles on this machine; `answer` may be replaced, `asked` has what was asked for.

    They are kept in a folder of the test, and drawn with fewer pixels than on paper.
    """
    monkeypatch.setattr(tiles, "tiles_folder", lambda: tmp_path / "tiles")
    monkeypatch.setattr(basemap, "DPI", 72.0)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.asked.append(self.path)
            z, x, y = map(int, self.path.removesuffix(".png").strip("/").split("/"))
            status, content = self.server.answer(z, x, y)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            """Say nothing."""

    served = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.daemon_threads = True
    served.asked, served.answer = [], lambda *at: (200, picture(*at))
    served.url = f"http://127.0.0.1:{served.server_address[1]}/{{z}}/{{x}}/{{y}}.png"
    thread = threading.Thread(target=served.serve_forever, daemon=True)
    thread.start()
    yield served
    served.shutdown()
    served.server_close()


@cache
def release():
    return dm.release("undesa:SEN")


def drawn(server, **options):
    spec = {"extent": "ecowas", "basemap": server.url, "basemap_credit": "© Essai", **options}
    return release().map(**spec)


def images(figure):
    return [one for one in figure.axes[0].get_children() if isinstance(one, AxesImage)]


def captions(figure):
    return " ".join(text.get_text() for text in figure.axes[0].texts)


@pytest.mark.parametrize(("lon", "lat"), [(-15.0, 10.0), (0.5, 5.0), (-5.0, 18.0), (5.0, 14.0)])
def test_each_place_has_the_colour_of_its_tile(server, lon, lat):
    panel = Panel(inset_shapes(countries(), WEST_AFRICA), Box(0, 0, 150, 110))
    found = warped(panel, panel.shapes.unproject, tiles.Tiles(Basemap(server.url, "©")))
    zoom = int(server.asked[0].split("/")[1])
    x, y = panel.locate([lon], [lat])[0]
    row, column = int((110 - y) / 110 * found.shape[0]), int(x / 150 * found.shape[1])
    tile_x = int((lon + 180) / 360 * 2**zoom)
    tile_y = int((1 - np.arcsinh(np.tan(np.radians(lat))) / np.pi) / 2 * 2**zoom)
    assert tuple(found[row, column]) == (40 + 8 * (tile_x % 16), 40 + 8 * (tile_y % 16), 100, 255)


def test_tiles_over_longitude_180_are_those_of_both_sides(server):
    fiji = Inset("", 179.9, -17.0, 3000.0, 2200.0)
    panel = Panel(inset_shapes(countries(), fiji), Box(0, 0, 150, 110))
    found = warped(panel, panel.shapes.unproject, tiles.Tiles(Basemap(server.url, "©")))
    assert (found[..., 3] == 255).all()
    zoom = int(server.asked[0].split("/")[1])
    columns = {int(path.split("/")[2]) for path in server.asked}
    assert {0, 2**zoom - 1} <= columns
    assert columns <= set(range(2**zoom))


def test_beyond_the_ends_of_mercator_there_is_nothing(server):
    pole = Inset("", 0.0, 88.0, 1500.0, 1100.0)
    panel = Panel(inset_shapes(countries(), pole), Box(0, 0, 150, 110))
    found = warped(panel, panel.shapes.unproject, tiles.Tiles(Basemap(server.url, "©")))
    assert 0 < (found[..., 3] == 0).mean() < 1


@pytest.mark.parametrize("latitude", [0.0, 50.0, 70.0])
@pytest.mark.parametrize("width_km", [150, 3000, 9000])
def test_letters_of_tiles_can_be_read_on_paper(latitude, width_km):
    scale = 200 / (width_km * 1000)  # millimetres of a metre
    zoom = zoom_of(scale, latitude, 18)
    pixel = 40_075_016.7 * np.cos(np.radians(latitude)) / (256 * 2**zoom) * scale
    assert 25.4 / 120 <= pixel + 1e-9 < 2 * 25.4 / 120
    assert zoom_of(scale, latitude, 2) == min(zoom, 2)


def test_a_sheet_is_drawn_on_tiles_and_names_who_made_them(server):
    figure = drawn(server)
    (image,) = images(figure)
    assert image.get_array().shape[2] == 4
    assert "Fond. © Essai" in captions(figure)
    assert figure.warning == ""
    asked = len(server.asked)
    assert asked == len(set(server.asked)) > 3
    drawn(server)  # from what is kept
    assert len(server.asked) == asked


@pytest.mark.parametrize("size", ["column", "half", "slide"])
def test_small_sheets_name_who_made_the_tiles_too(server, size):
    assert "© Essai" in captions(drawn(server, size=size))


def test_the_same_tiles_make_the_same_bytes(server, tmp_path):
    for name in ("a.png", "b.png"):
        save_map(drawn(server), tmp_path / name, dpi=100)
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (lambda *_: (404, b"no"), "answers 404"),
        (lambda *_: (500, b"no"), "answers 500"),
        (lambda *_: (200, b"<html>log in</html>"), "no picture"),
        (lambda *_: (200, b""), "no picture"),
        (lambda *at: (200, picture(*at)[:60]), "no picture"),
        (lambda z, x, y: (404, b"") if x % 2 else (200, picture(z, x, y)), "answers 404"),
    ],
)
def test_what_is_no_tile_stops_no_map(server, answer, reason):
    server.answer = answer
    with pytest.warns(BasemapWarning, match=reason) as told:
        figure = drawn(server)
    assert images(figure) == []
    assert "Fond. " not in captions(figure)
    assert figure.warning == str(told[0].message)
    assert "127.0.0.1" not in figure.warning  # an address may hold a key
    for path in tiles.tiles_folder().glob("*.tile"):
        assert path.read_bytes().endswith(b"IEND\xaeB`\x82")  # what is kept is a whole picture


def test_a_slow_server_is_waited_for_a_few_seconds_in_all(server, monkeypatch):
    monkeypatch.setattr(tiles, "SECONDS", 0.5)
    server.answer = lambda *_: (time.sleep(3), (200, b""))[1]
    slow = tiles.Tiles(Basemap(server.url, "©"))
    slow.left = 0.5
    begun = time.monotonic()
    with pytest.raises(tiles.NoTilesError, match=r"seconds|does not answer"):
        slow.mosaic(4, range(6), range(6))
    assert time.monotonic() - begun < 2


def test_without_a_network_the_vector_base_is_drawn(server):
    server.shutdown()
    server.server_close()
    with pytest.warns(BasemapWarning, match="cannot be reached"):
        figure = drawn(server)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        plain = release().map(extent="ecowas")
    assert captions(figure) == captions(plain)
    kinds = [type(one) for one in figure.axes[0].get_children()]
    assert kinds == [type(one) for one in plain.axes[0].get_children()]


def test_too_many_tiles_are_not_asked_for(server):
    with pytest.raises(tiles.NoTilesError, match="it would take 400"):
        tiles.Tiles(Basemap(server.url, "©")).mosaic(9, range(20), range(20))
    assert server.asked == []


def test_colours_that_say_something_cover_the_tiles(server):
    figure = drawn(server, measure="share_women")
    land = next(c for c in figure.axes[0].collections if len(c.get_facecolor()) > 10)
    opacities = {round(float(colour[3]), 2) for colour in land.get_facecolor()}
    assert opacities == {1.0, basemap.VEILS["no_data"]}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"extent": "world"}, "world is not drawn on tiles"),
        ({"basemap_credit": None}, "must be named"),
        ({"basemap_credit": "  "}, "must be named"),
        ({"basemap": "https://x.org/{z}/{x}.png"}, "no template"),
        ({"basemap": "file:///etc/{z}/{x}/{y}"}, "no template"),
        ({"basemap": "https://x.org/{z}/{x}/{y}?key=<insert key>"}, "no template"),
        ({"basemap": "Nobody.Knows"}, "no basemap 'Nobody.Knows'"),
        ({"facet": "sex"}, "under one map"),
        ({"basemap": None}, "credit of a basemap and no basemap"),
    ],
)
def test_a_basemap_that_makes_no_sense_is_refused(server, options, words):
    with pytest.raises(UsageError, match=words):
        drawn(server, **options)
    assert server.asked == []


def test_providers_are_known_by_name_and_named_without_a_network():
    known = basemap_of("OpenStreetMap.Mapnik")
    assert known.url == "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
    assert known.credit == "© OpenStreetMap contributors"
    assert basemap_of("openstreetmap mapnik", "Autres").credit == "Autres"
    with pytest.raises(UsageError, match="need a key"):
        basemap_of("MapBox")


def test_the_command_warns_on_the_error_stream_and_writes_the_map(server, tmp_path):
    from click.testing import CliRunner

    from diasporamap.commands.map import command

    server.answer = lambda *_: (503, b"")
    output = tmp_path / "map.png"
    given = ["undesa:SEN", str(output), "--extent", "ecowas", "--dpi", "72"]
    given += ["--basemap", server.url, "--basemap-credit", "© Essai"]
    result = CliRunner().invoke(command, given)
    assert result.exit_code == 0, result.output
    assert "Warning: No tiles, for the server answers 503" in result.stderr
    assert "Warning" not in result.stdout
    assert output.read_bytes().startswith(b"\x89PNG")


def test_specs_keep_what_they_were_given():
    spec = MapSpec(basemap="OpenStreetMap.Mapnik", extent="FRA")
    assert (spec.basemap, spec.basemap_credit) == ("OpenStreetMap.Mapnik", None)
