"""What Folium adds to the map works on a page without the network, or is refused in words."""

from __future__ import annotations

from copy import deepcopy

import folium
import pandas as pd
import pytest
from branca.colormap import LinearColormap
from branca.element import IFrame
from folium import plugins

from diasporamap.errors import UsageError
from diasporamap.web import web_map
from tests.web.browsing import find, find_all, opened, settle, texts

SQUARES = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "id": name,
            "properties": {"name": name},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, -40], [x + 20, -40], [x + 20, -20], [x, -20], [x, -40]]],
            },
        }
        for name, x in (("east", 110), ("west", -80))
    ],
}
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADAgH/"
    "p2Yw1wAAAABJRU5ErkJggg=="
)
#: How far a point of the screen may lie from where the projection has it, in pixels.
NEAR = 2


@pytest.fixture(scope="module")
def untouched(desa):
    return web_map(desa, measures=["total"])


@pytest.fixture
def world(untouched):
    return deepcopy(untouched)


@pytest.fixture
def shown(browser, world, tmp_path):
    """Open the map as a page; nothing may be asked of the network, and no script may fail."""

    def show(link="#r=world"):
        world.save(tmp_path / "page.html")
        browser.get((tmp_path / "page.html").as_uri() + link)
        settle(browser)
        return browser

    return show


def centre(driver, selector):
    box = driver.execute_script(
        "return document.querySelector(arguments[0]).getBoundingClientRect().toJSON()", selector
    )
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def expected(driver, lat, lon):
    return driver.execute_script(
        """const at = map_world.latLngToContainerPoint([arguments[0], arguments[1]]);
        const frame = map_world.getContainer().getBoundingClientRect();
        return [frame.left + at.x, frame.top + at.y];""",
        lat,
        lon,
    )


def lies(driver, selector, lat, lon):
    return centre(driver, selector) == pytest.approx(expected(driver, lat, lon), abs=NEAR)


def test_a_marker_with_its_popup_and_tooltip(world, shown):
    popup = "<b style='color: red'>Yaoundé</b> & <i onclick='alert(1)'>co</i>"
    folium.Marker((3.87, 11.52), popup=popup, tooltip="Capitale").add_to(world)
    driver = shown()
    pin = ".leaflet-marker-icon"
    assert find(driver, pin).get_attribute("src").startswith("data:image/svg+xml,")
    x, y = expected(driver, 3.87, 11.52)
    assert centre(driver, pin) == pytest.approx((x + 0.5, y - 20.5), abs=NEAR)
    find(driver, pin).click()
    settle(driver)
    assert texts(driver, ".leaflet-popup-content") == ["Yaoundé & co"]
    assert find(driver, ".leaflet-popup-content b").value_of_css_property("color") == (
        "rgba(255, 0, 0, 1)"
    )


def test_a_marker_west_of_the_cut_is_drawn_in_the_east(world, shown):
    popup = folium.Popup("Samoa", show=True)
    icon = folium.Icon(color="darkgreen", icon="star", prefix="fa")
    folium.Marker((-13.8, -172.1), popup=popup, icon=icon).add_to(world)
    driver = shown()
    x, y = expected(driver, -13.8, 360 - 172.1)
    assert centre(driver, ".leaflet-marker-icon") == pytest.approx((x + 0.5, y - 20.5), abs=NEAR)
    assert "728224" in find(driver, ".leaflet-marker-icon").get_attribute("src")
    assert texts(driver, ".leaflet-popup-content") == ["Samoa"]


def test_markers_of_ones_own_picture_and_of_markup(world, shown):
    picture = folium.CustomIcon(PIXEL, icon_size=(10, 10), icon_anchor=(5, 5))
    folium.Marker((10, 20), icon=picture).add_to(world)
    words = folium.DivIcon(html='<span style="color: blue">Ici</span>', class_name="words")
    folium.Marker((20, 30), icon=words).add_to(world)
    driver = shown()
    assert lies(driver, "img.leaflet-marker-icon", 10, 20)
    assert find(driver, ".words span").value_of_css_property("color") == "rgba(0, 0, 255, 1)"


@pytest.mark.parametrize(
    ("child", "at"),
    [
        (folium.CircleMarker((48.85, 2.35), radius=9, class_name="added"), (48.85, 2.35)),
        (folium.Circle((-13.8, -172.1), radius=300_000, class_name="added"), (-13.8, 187.9)),
        (folium.PolyLine([(10, 40), (10, 60)], class_name="added"), (10, 50)),
        (folium.Polygon([(0, 9), (0, 13), (4, 13), (4, 9)], class_name="added"), (2, 11)),
        (folium.Rectangle([(-4, 9), (4, 13)], class_name="added"), (0, 11)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_shapes_lie_where_they_belong(world, shown, child, at):
    child.add_to(world)
    assert lies(shown(), ".added", *at)


def test_an_area_across_the_cut_is_drawn_at_both_edges(world, shown):
    folium.Polygon([(0, -175), (0, -160), (10, -160), (10, -175)], class_name="added").add_to(world)
    driver = shown()
    west, east = expected(driver, 5, -168)[0], expected(driver, 5, 190)[0]
    box = find(driver, ".added").rect
    assert box["x"] < west < east < box["x"] + box["width"]
    assert box["width"] == pytest.approx(east - west, rel=0.03)


def test_geojson_with_a_style_and_a_tooltip(world, shown):
    tooltip = folium.GeoJsonTooltip(["name"], style="font-weight: 700")
    style = {"className": "added", "color": "black"}
    folium.GeoJson(SQUARES, style_function=lambda _: style, tooltip=tooltip).add_to(world)
    driver = shown()
    assert len(find_all(driver, ".added")) == 2
    assert find(driver, ".added").get_attribute("stroke") == "black"


def test_a_feature_group_and_its_layer_control(world, shown):
    group = folium.FeatureGroup("Groupe").add_to(world)
    folium.CircleMarker((0, 0), class_name="added").add_to(group)
    folium.LayerControl(collapsed=False).add_to(world)
    driver = shown()
    assert texts(driver, ".leaflet-control-layers label") == ["Groupe"]
    find(driver, ".leaflet-control-layers input").click()
    assert find_all(driver, ".added") == []


def test_a_choropleth_and_its_scale(world, shown):
    values = pd.Series({"east": 1.0, "west": 5.0})
    folium.Choropleth(SQUARES, data=values, key_on="feature.id", legend_name="Essai").add_to(world)
    driver = shown()
    assert texts(driver, ".colour-scale p") == ["Essai"]
    assert texts(driver, ".colour-scale text")[0] == "1"
    assert len(find_all(driver, ".colour-scale rect")) == 6
    assert len(find_all(driver, ".leaflet-overlay-pane path")) == 2


def test_the_view_that_is_asked_for_is_shown(world, shown):
    world.fit_bounds([(40, -5), (52, 10)])
    driver = shown(link="")
    inside = driver.execute_script(
        """return map_world.getBounds().contains([[40, -5], [52, 10]]) && map_world.getZoom() > 4"""
    )
    assert inside


def test_clicks_that_put_words_or_markers(world, shown):
    folium.LatLngPopup().add_to(world)
    folium.ClickForMarker("<b>ici</b>").add_to(world)
    driver = shown()
    find(driver, "#map_world").click()
    settle(driver)
    assert "Latitude" in find(driver, ".leaflet-popup-content").text
    assert len(find_all(driver, ".leaflet-marker-icon")) == 1


def test_a_title_with_a_style_of_its_own(world, shown):
    title = '<h3 style="position: absolute; top: 0; color: green" class="own">Titre &amp; fils</h3>'
    world.get_root().html.add_child(folium.Element(title))
    driver = shown()
    assert find(driver, ".own").value_of_css_property("color") == "rgba(0, 128, 0, 1)"


def test_a_script_that_fails_leaves_the_page(world, chromium, tmp_path):
    world.get_root().script.add_child(folium.Element("this is no script"))
    folium.CircleMarker((0, 0), class_name="added").add_to(world)
    world.save(tmp_path / "page.html")
    opened(chromium, tmp_path / "page.html")
    assert len(find_all(chromium, ".added")) == 1
    assert len(find_all(chromium, ".place")) > 200
    chromium.get_log("browser")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: folium.TileLayer("OpenStreetMap"), "Mercator"),
        (lambda: folium.WmsTileLayer("https://x.org", "layer"), "Mercator"),
        (plugins.MarkerCluster, "leaflet.markercluster.js"),
        (lambda: plugins.HeatMap([(0, 0)]), "leaflet_heat.min.js"),
        (plugins.Fullscreen, "Control.FullScreen.min.js"),
        (lambda: folium.RegularPolygonMarker((0, 0)), "leaflet-dvf"),
        (lambda: folium.raster_layers.ImageOverlay(PIXEL, [[0, 0], [9, 9]]), "Equal Earth"),
        (lambda: folium.Marker((0, 0), icon=folium.CustomIcon("https://x.org/a.png")), "x.org"),
        (lambda: folium.Marker((0, 0), popup=folium.Popup(IFrame("<p>"))), "in a frame"),
        (lambda: folium.Marker((0, 0), icon=plugins.BeautifyIcon()), "beautify"),
    ],
)
def test_what_would_be_loaded_is_refused_when_it_is_added(world, make, words):
    with pytest.raises(UsageError, match=words) as refused:
        make().add_to(world)
    assert "Add markers" in str(refused.value)
    group = folium.FeatureGroup("Groupe").add_to(world)
    make().add_to(group)
    with pytest.raises(UsageError, match=words):
        world.get_root().render()


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ('<img src="https://x.org/a.png">', "x.org"),
        ("<script src=//x.org/a.js></script>", "x.org"),
        ("<style>@import 'https://x.org/a.css'</style>", "@import"),
        ('<p style="background: url(https://x.org/a.png)">', "url"),
        ('<button onclick="alert(1)">Ici</button>', "handler"),
    ],
)
def test_markup_that_would_load_or_act_is_refused(world, markup, words):
    world.get_root().html.add_child(folium.Element(markup))
    with pytest.raises(UsageError, match=words):
        world.get_root().render()


def test_the_page_is_written_again_after_a_refusal(world):
    with pytest.raises(UsageError):
        plugins.Fullscreen().add_to(world)
    before = world.get_root().render()
    assert world.get_root().render() == before


def test_a_scale_alone_is_drawn(world, shown):
    LinearColormap(["white", "red"], vmin=0, vmax=1000, caption="Échelle").add_to(world)
    driver = shown()
    assert texts(driver, ".colour-scale p") == ["Échelle"]
    assert texts(driver, ".colour-scale text")[-1] == "1 000"


@pytest.mark.usefixtures("french")
def test_what_cannot_be_on_a_page_is_told_in_french(world):
    with pytest.raises(UsageError, match="TileLayer ne peut pas être sur cette page"):
        folium.TileLayer().add_to(world)
