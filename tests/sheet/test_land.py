import numpy as np
import pytest
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_hex, to_rgb, to_rgba
from matplotlib.patches import Rectangle
from matplotlib.path import Path

import diasporamap as dm
from diasporamap.maps import MapSpec, compose, read_style
from diasporamap.maps.paper import A4
from diasporamap.sheet import draw_map
from diasporamap.sheet.draw import draw_composition
from diasporamap.sheet.fonts import fonts_of
from diasporamap.sheet.land import (
    MARK,
    MARK_ORIGIN,
    TOO_SMALL,
    _thick,
    draw_land,
    fills_of,
    graticule_of,
    path_of,
    paths_of,
    squares_of,
)
from diasporamap.sheet.page import LEVELS, blank_page, layer_of
from tests.layouts import planned_panels
from tests.sheets import WORLD


def marks(figure):
    """Return the fills of the squares that stand for small places."""
    return [
        to_hex(patch.get_facecolor())
        for patch in figure.axes[0].patches
        if isinstance(patch, Rectangle) and patch.get_width() == MARK
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_holes_run_against_their_edge(turned):
    hole = [(1, 1), (2, 1), (2, 2), (1, 2)]
    ring = shapely.Polygon([(0, 0), (4, 0), (4, 4), (0, 4)], [hole[::-1] if turned else hole])
    path = path_of(shapely.MultiPolygon([ring, shapely.box(6, 0, 7, 1)]))
    around = [shapely.is_ccw(shapely.linearrings(part)) for part in path.to_polygons()]
    assert around == [True, False, True]
    assert len(path_of(shapely.MultiPolygon()).vertices) == 0


def test_a_country_inside_another_keeps_its_colour(people):
    composition = compose(people(("ZAF", 10, 90)), MapSpec(measure="share_women"))
    figure, page = blank_page(composition.style, fonts_of(composition.style), A4)
    draw_land(page, WORLD, composition, {})
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba())[..., :3]
    x, y = WORLD.locate([28.2], [-29.6])[0] / np.array([A4.width, A4.height])
    seen = pixels[round(len(pixels) * (1 - y)), round(pixels.shape[1] * x)]
    nobody = np.array(to_rgb(composition.style.swatches["no_data"].fill)) * 255
    assert np.allclose(seen, nobody, atol=2)


def test_countries_are_few_collections_and_not_a_patch_each(drawn_once):
    axes = drawn_once("published", MapSpec()).axes[0]
    assert len(axes.patches) < 60
    land = [one for one in axes.collections if isinstance(one, PathCollection)]
    assert max(len(one.get_paths()) for one in land) > 240


def test_every_place_has_the_fill_of_its_swatch(states):
    composition = compose(states, MapSpec(measure="share_women"))
    fills = fills_of(WORLD, composition)
    assert composition.swatches[fills["KEN"].key].fill == read_style().high[-1]
    assert fills["TCD"].key == "suppressed"
    assert fills["ESH"].key == "not_applicable"
    assert "ATA" not in fills


def test_shapes_become_a_path_each_and_those_without_land_an_empty_one():
    hole = shapely.box(0, 0, 9, 9).difference(shapely.box(3, 3, 6, 6))
    two = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 0, 3, 1)])
    paths = paths_of([hole, shapely.Polygon(), two])
    assert [len(path.vertices) for path in paths] == [10, 0, 10]
    assert [list(path.codes).count(Path.MOVETO) for path in (paths[0], paths[2])] == [2, 2]
    edge, inner = (shapely.LinearRing(ring) for ring in np.split(paths[0].vertices, 2))
    assert edge.is_ccw != inner.is_ccw
    assert paths[2].contains_point((2.5, 0.5))
    assert paths_of([]) == []


def test_areas_on_paper_are_equal_area(states):
    fills = fills_of(WORLD, compose(states, MapSpec()))
    square_km = {place: fill.area / WORLD.scale**2 / 1e6 for place, fill in fills.items()}
    assert square_km["COD"] == pytest.approx(2_345_000, rel=0.02)
    assert square_km["GRL"] == pytest.approx(2_166_000, rel=0.03)


def test_a_small_place_with_something_to_say_has_a_square_in_its_colour(people):
    style = read_style()
    counts = people(("SGP", 70, 30), ("BHR", 30, 70), ("NRU", 3, 40), ("FRA", 50, 50))
    colours = marks(draw_map(counts, MapSpec(measure="share_women")))
    assert {style.high[-1], style.low[-1], style.swatches["suppressed"].fill} <= set(colours)
    large = marks(draw_map(people(("BRA", 50, 50)), MapSpec(measure="share_women")))
    assert not large


def test_places_without_a_square_are_large_enough_to_see(states):
    fills = fills_of(WORLD, compose(states, MapSpec()))
    small = {place for place, fill in fills.items() if fill.area < TOO_SMALL}
    assert {"SGP", "MLT", "BHR", "MUS", "STP", "MCO", "VAT", "LUX"} <= small
    assert not {"FRA", "RWA", "BEL", "GNB", "CMR"} & small


def test_each_hatch_is_drawn_and_explained(drawn_once):
    axes = drawn_once("states", MapSpec()).axes[0]
    drawn = {one.get_hatch() for one in axes.collections if one.get_hatch()}
    explained = {one.get_hatch() for one in axes.patches if one.get_hatch()}
    assert len(drawn) == 3  # suppressed, not applicable, zero
    assert drawn <= explained


def test_land_is_clipped_to_the_edge_of_the_map(drawn_once):
    axes = drawn_once("published", MapSpec()).axes[0]
    land = [one for one in axes.collections if isinstance(one, PathCollection)]
    paper = axes.transData.inverted()
    boxes = np.array([paper.transform(one.get_clip_box().get_points()).ravel() for one in land])
    assert (boxes[:, 0] > 9).all()
    assert (boxes[:, 2] < 288).all()
    assert len(np.unique(boxes.round(), axis=0)) == 3  # the world and two insets
    # What a box leaves needs no mask of all dots.
    assert all(one.get_clip_path() is None for one in land)
    edge = shapely.get_coordinates(WORLD.frame())
    assert np.allclose(edge.max(axis=0), (287, WORLD.box.top), atol=1.5)


@pytest.mark.parametrize(
    ("origin", "square"),
    [
        ("TUV", True),  # too small to be seen
        ("LBN", True),
        ("SEN", False),  # under the circle of those in the Gambia: it has its outline
        ("CMR", False),
        ("ESH", False),
    ],
)
def test_a_small_origin_has_a_square_in_its_colour(origin, square):
    composition = compose(dm.release(f"undesa:{origin}"), MapSpec())
    assert composition.table.at[origin, "key"] == "origin"
    found = squares_of(WORLD, composition).items()
    squares = [box for box, key in found if key == "origin"]
    assert len(squares) == square
    assert all(box.width == pytest.approx(MARK_ORIGIN) for box in squares)


def test_the_square_of_the_origin_lies_under_circles_and_other_squares_and_is_explained():
    release = dm.release("undesa:LBN")
    composition = compose(release, MapSpec(language="en", kind="choropleth"))
    keys = list(squares_of(WORLD, composition).values())
    assert keys.index("origin") == 0 < len(keys) - 1
    figure = draw_composition(compose(release, MapSpec(size="half", language="en")))
    axes = figure.axes[0]
    squares = [
        one
        for one in axes.patches
        if isinstance(one, Rectangle) and one.get_width() == pytest.approx(MARK_ORIGIN)
    ]
    assert squares
    assert {layer_of(one.get_zorder()).split("-")[0] for one in squares} == {"marks"}
    assert LEVELS.index("marks") < LEVELS.index("circles")
    assert any(text.get_text().startswith("Square: too small") for text in axes.texts)


def test_a_very_small_origin_is_named_by_a_leader_where_there_is_no_room_beside_it():
    with planned_panels() as planned:
        draw_composition(compose(dm.release("undesa:FJI"), MapSpec(language="en")))
    assert [label.lines for panel in planned for label in panel.origin] == [("Fiji",)]


def test_small_islands_are_not_hidden_under_an_outline():
    shapes = [shapely.box(0, 0, 5, 5), shapely.box(9, 0, 10, 1)]
    assert shapely.get_num_geometries(_thick(shapely.multipolygons(shapes))) == 1


@pytest.mark.parametrize(
    ("origin", "frame", "unsettled", "settled"),
    [
        ("IND", "78,30,4000,2800", (75.5, 34.55), (88.0, 26.5)),  # the Line of Control; Nepal
        ("MAR", "-7,30,2400,1800", (-10.0, 27.66), (-1.2, 32.5)),  # Western Sahara; Algeria
        ("SDN", "30,15,3000,2300", (30.0, 9.73), (24.0, 16.5)),  # South Sudan; Chad
    ],
)
def test_the_outline_of_the_origin_is_broken_where_its_border_is_not_settled(
    origin, frame, unsettled, settled, monkeypatch
):
    panels = []

    def recorded(page, panel, *rest):
        panels.append(panel)
        draw_land(page, panel, *rest)

    monkeypatch.setattr("diasporamap.sheet.panels.draw_land", recorded)
    figure = draw_map(dm.release(f"undesa:{origin}"), MapSpec(extent=frame))
    outline = to_rgba(read_style("iom").swatches["origin"].outline)
    near = {"solid": [], "broken": []}
    for lines in figure.axes[0].collections:
        if isinstance(lines, LineCollection) and tuple(lines.get_colors()[0]) == outline:
            broken = lines.get_linestyles()[0][1] is not None
            shape = shapely.union_all([shapely.LineString(s) for s in lines.get_segments()])
            near["broken" if broken else "solid"].append(shape)
    away, beside = shapely.points(panels[0].locate(*zip(unsettled, settled, strict=True)))
    solid, broken = (shapely.union_all(near[kind]) for kind in ("solid", "broken"))
    km_60 = 60_000 * panels[0].scale
    assert broken.distance(away) < km_60 < solid.distance(away)
    assert solid.distance(beside) < km_60 < broken.distance(beside)


def test_the_graticule_has_the_corners_that_print_shows():
    lines = graticule_of(WORLD)
    whole = shapely.MultiLineString([WORLD.on_paper(one) for one in WORLD.shapes.graticule])
    drawn = shapely.MultiLineString(lines)
    assert len(shapely.get_coordinates(drawn)) < len(shapely.get_coordinates(whole)) / 3
    assert drawn.hausdorff_distance(shapely.intersection(whole, WORLD.box.shape)) < 2
    assert shapely.covers(shapely.buffer(whole, 0.035), drawn)
