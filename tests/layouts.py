"""What must hold of every sheet that is drawn: faults of its texts, labels and leaders in words."""

from __future__ import annotations

import sys
import tomllib
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from unittest.mock import patch

import pandas as pd
import shapely
from matplotlib.backends.backend_agg import RendererAgg

from diasporamap.maps.paper import PAPERS
from diasporamap.places.geography import countries
from diasporamap.sheet import panels
from diasporamap.sheet.page import INCH, printing

#: Points of the smallest text, and square millimetres that two texts may share: lines of one block
#: touch where a descender meets a capital.
SMALLEST, SHARED = 7.0, 0.05
#: Square millimetres of land, and of a circle, that a text of the legend may stand on.
ON_LAND, ON_CIRCLE = 0.3, 0.05
#: How many times farther, and how much farther in millimetres, than its own circle another is from
#: the letters of a label without a leader: less is read wrongly.
NEARER, FARTHER = 1.5, 0.4
#: Millimetres that a leader may come near a circle that is not its own.
NEAR = 0.05


@contextmanager
def planned_panels():
    """Give a list to which every panel drawn meanwhile is added, as it was planned."""
    drawn, draw = [], panels.draw_planned

    def recording(page, planned, composition):
        drawn.append(planned)
        draw(page, planned, composition)

    using = [
        module
        for name, module in list(sys.modules.items())
        if name.startswith("diasporamap.") and getattr(module, "draw_planned", None) is draw
    ]
    patches = [patch.object(module, "draw_planned", recording) for module in using]
    for each in patches:
        each.start()
    try:
        yield drawn
    finally:
        for each in patches:
            each.stop()


def measured(figure):
    """Return the texts of a figure with their boxes in millimetres: left, bottom, right, top."""
    millimetres = INCH / figure.dpi
    # One for all texts: without it each makes a picture of the sheet, and keeps it.
    renderer = RendererAgg(*figure.bbox.size, figure.dpi)
    with printing():
        return [
            (text, tuple(text.get_window_extent(renderer).extents * millimetres))
            for axes in figure.axes
            for text in axes.texts
        ]


def texts_of(figure):
    """Return the words that are seen, with boxes and sizes in points.

    A box is that of the letters, without room for descenders that are not there.
    """
    return [
        (text.get_text(), _inked(text.get_text(), *box), text.get_fontsize())
        for text, box in measured(figure)
        if text.get_text().strip() and text.get_visible()
    ]


def _inked(words, left, bottom, right, top):
    deep = any(sign in "gjpqyQ,;()[]|ç@§µ" for sign in words)
    return left, bottom if deep else bottom + 0.2 * (top - bottom), right, top


def faults_of_texts(figure, texts=None):
    """Return what is wrong with texts: off the page, over one another, too small to read."""
    wide, high = (INCH * inches for inches in figure.get_size_inches())
    texts, faults = texts or texts_of(figure), []
    for words, (left, bottom, right, top), size in texts:
        if size < SMALLEST - 1e-6:
            faults.append(f"{words!r} is set in {size:.2f} pt")
        if left < -0.01 or bottom < -0.01 or right > wide + 0.01 or top > high + 0.01:
            faults.append(f"{words!r} runs off the page: {left:.1f} {bottom:.1f} {right:.1f}")
    tree = shapely.STRtree([shapely.box(*box) for _, box, _ in texts])
    one, other = tree.query(tree.geometries, predicate="intersects")
    for first, second in zip(one, other, strict=True):
        if first < second:
            common = tree.geometries[first].intersection(tree.geometries[second]).area
            if common > SHARED:
                faults.append(f"{texts[first][0]!r} meets {texts[second][0]!r}: {common:.2f} mm²")
    return faults


def faults_of_labels(planned):
    """Return what is wrong with the labels of one panel, as a reader would misread them."""
    discs = {circle.place: circle for circle in planned.circles}
    shapes = {place: circle.shape for place, circle in discs.items()}
    faults = []
    for label in planned.labels:
        own = shapes.get(label.place)
        others = {place: shape for place, shape in shapes.items() if place != label.place}
        seen = shapely.union_all([paper.shape for paper in label.papers or (label.box,)])
        if label.inside and own is not None and own.contains(label.box.shape):
            continue
        if label.leader is not None:
            faults += _of_leader(label, own, others, planned)
        elif own is not None:
            # From the middle: the edge of a shape is some hundredths of a millimetre off.
            away = {
                place: seen.distance(shapely.Point(disc.x, disc.y)) - disc.radius
                for place, disc in discs.items()
            }
            near = max(away.pop(label.place), 0.0)
            for place, distance in away.items():
                if distance < max(NEARER * near, near + FARTHER) - 1e-3:
                    faults.append(f"{label.place}: not much nearer to its circle than to {place}")
        faults += [
            f"{label.place}: stands on the circle of {place}"
            for place, shape in others.items()
            if seen.intersection(shape).area > ON_CIRCLE and not label.inside
        ]
    return faults


def _of_leader(label, own, others, planned):
    line, faults = shapely.LineString(label.leader), []
    ends = [shapely.Point(end) for end in label.leader]
    painted = [circle.place for circle in planned.circles]
    above = painted[painted.index(label.place) + 1 :] if own is not None else []
    if own is not None and min(own.distance(end) for end in ends) > NEAR:
        faults.append(f"{label.place}: its leader does not end at its own circle")
    outside = line if own is None else line.difference(own)
    for place, shape in others.items():
        if outside.intersection(shape).length > NEAR:
            faults.append(f"{label.place}: its leader runs through the circle of {place}")
        elif own is not None and place in above and any(map(shape.contains, ends)):
            faults.append(f"{label.place}: its leader ends on the circle of {place}")
    return faults + [
        f"{label.place}: its leader runs through the label of {other.place}"
        for other in planned.labels
        if other is not label and line.intersection(other.box.shape).length > NEAR
    ]


def faults_of_places(planned):
    """Return circles that are drawn twice on one sheet."""
    drawn = pd.Series([circle.place for panel in planned for circle in panel.circles], dtype=object)
    return [f"{place} has circles in two panels" for place in drawn[drawn.duplicated()].unique()]


def faults_of_panels(planned):
    """Return what is wrong between panels: frames of one row that cover each other."""
    boxes = [panel.panel.box.shape for panel in planned if panel.panel.above]
    return [
        f"two insets share {one.intersection(other).area:.1f} mm²"
        for one, other in combinations(boxes, 2)
        if one.intersection(other).area > SHARED
    ]


def faults_of_signs(texts, planned):
    """Return texts that stand on the sign of a mission, or over the round frame of a world."""
    texts = [(words, shapely.box(*box)) for words, box, _ in texts]
    faults = []
    for panel in planned:
        for seat in panel.seats:
            sign = seat.box.shape
            faults += [
                f"{words!r} stands on the sign of a mission"
                for words, box in texts
                if box.intersection(sign).area > ON_CIRCLE
            ]
        edge = panel.panel.frame().exterior
        faults += [
            f"{words!r} stands over the frame of a map"
            for words, box in texts
            if edge.intersection(box).length > NEAR
        ]
    return faults


def faults_of(figure, planned):
    """Return all that is wrong with a sheet, as sentences; none where it is right."""
    texts = texts_of(figure)  # measured once
    faults = [*faults_of_texts(figure, texts), *faults_of_panels(planned)]
    faults += faults_of_signs(texts, planned)
    for panel in planned:
        faults += faults_of_labels(panel)
    return faults


def tables():
    """Return tables of people, women and men by place, that bring layouts into trouble, by name."""
    heaps = tomllib.loads(Path(__file__).with_name("fixtures").joinpath("heaps.toml").read_text())
    europe, gulf, islands, peninsula = (heap.split() for heap in heaps.values())
    world = [place for place in countries().table.index if place != "CMR"]
    falling = [90_000, 70_000, 52_000, 50_000, 36_000]

    def ranked(places, *, first=90_000, ratio=0.85):
        return [
            (place, round(first * ratio**n * (0.4 + n % 5 / 20)), round(first * ratio**n * 0.5))
            for n, place in enumerate(places)
        ]

    return {
        "one": [("FRA", 610, 590)],
        "two": [("GAB", 8_000, 7_000), ("GNQ", 5_000, 6_000)],
        "gulf": ranked(gulf, ratio=0.8),
        "europe": [(place, 4_000, 4_000) for place in europe],
        "islands": ranked(islands, first=9_000, ratio=0.93),
        "peninsula": ranked(peninsula, ratio=0.9),
        "both": ranked(
            [place for pair in zip(gulf, europe, strict=False) for place in pair], ratio=0.9
        ),
        "world": ranked(world[:190:2] + world[1:190:2], ratio=0.97),
        "same": [(place, 500, 500) for place in world[::7]],
        "giant": [("FRA", 900_000, 800_000), *((place, 60, 50) for place in world[::9])],
        "hidden": [
            (place, n % 4, n % 3) if n % 2 else (place, falling[n % 5], 9_000)
            for n, place in enumerate(gulf + europe[:9])
        ],
        "unknown": [*ranked(europe[:6]), ("USA", 30_000, None), ("GAB", 20_000, None)],
    }


#: What a sheet can be of: every kind, small maps and a part of the world.
SPECS = (
    {},
    {"measure": "share_women"},
    {"kind": "half-circles"},
    {"measure": "women", "labels": 60},
    {"kind": "rate-circles", "measure": "share_women"},
    {"kind": "dorling"},
    {"kind": "choropleth", "measure": "men"},
    {"facet": "sex"},
    {"kind": "bivariate", "measure": "share_women"},
    {"extent": "africa"},
    {"kind": "dots"},
    {"kind": "flows"},
    {"extent": "europe", "kind": "rate-circles", "measure": "share_women"},
)
LONG = {
    "fr": "Femmes et hommes nés au Cameroun et vivant à l’étranger, par pays de résidence, d’après "
    "les recensements, les registres de la population et les enquêtes de 2020",
    "en": "Women and men born in Cameroon and living abroad, by country of residence, after the "
    "censuses, the population registers and the surveys of 2020",
}


def sheets():
    """Return table, size and spec of every sheet: each in both languages, some with long titles."""
    return [
        (table, size, _spec(spec, language))
        for table in tables()
        for size in PAPERS
        for spec in SPECS
        for language in ("fr", "en")
    ]


def some_sheets():
    """Return every kind on every size once; the tables and languages take turns."""
    names, pairs = list(tables()), [(size, spec) for size in PAPERS for spec in SPECS]
    return [
        (names[5 * number % len(names)], size, _spec(spec, ("fr", "en")[number % 2]))
        for number, (size, spec) in enumerate(pairs)
    ]


def _spec(spec, language):
    return {**spec, "language": language, "title": LONG[language] if spec.get("labels") else None}
