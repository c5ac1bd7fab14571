"""A panel with all that will be drawn in it, planned before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import shapely

from diasporamap.maps.captions import noted, notes_of, unnamed_note
from diasporamap.sheet.circles import draw_circles
from diasporamap.sheet.dots import draw_dots
from diasporamap.sheet.fonts import Text
from diasporamap.sheet.frames import draw_locator, draw_scale_bar, write_corner
from diasporamap.sheet.labels.engine import Ground
from diasporamap.sheet.labels.label import Wanted, draw_labels, ways_of
from diasporamap.sheet.labels.positions import beside, in_area
from diasporamap.sheet.land import MARK_ORIGIN, draw_land, squares_of
from diasporamap.sheet.points import draw_points, name_text
from diasporamap.sheet.seats import draw_seats, seats_of
from diasporamap.sheet.seen import told_in_view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import numpy as np
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from diasporamap.maps import Composition
    from diasporamap.sheet.circles import Circle
    from diasporamap.sheet.frames import Locator
    from diasporamap.sheet.labels.label import Label
    from diasporamap.sheet.page import Box, Page, Panel
    from diasporamap.sheet.points import Cluster
    from diasporamap.sheet.seats import Seat

#: How far the sign of a place without a circle reaches, in millimetres.
SIGN = 0.6
#: How near its own name stands to the country of origin, in radii of the circle around it.
NEARNESS = (0.4, 0.55, 0.7, 0.85, 1.0)
#: How far the square of a small country of origin reaches, in millimetres.
AROUND_MARK = 0.75 * MARK_ORIGIN
#: Share of the country of origin that a panel shows where it names it.
SHOWN = 0.5
#: What is planned of a whole sheet; knows the places that found no room for their names.
Plan = TypeVar("Plan")


@dataclass(frozen=True, eq=False)
class Planned:
    """What one panel shows, in the order in which it is painted.

    `squares` are those of places too small to be seen, `origin` the name of the country of origin;
    `dots` are x and y by place; `name` and `name_box` are what stands in the corner; `bar` is the
    paper of its scale bar, `locators` what insets show of it.
    """

    panel: Panel
    circles: tuple[Circle, ...]
    labels: tuple[Label, ...]
    squares: Mapping[Box, str] = field(default_factory=dict)
    origin: tuple[Label, ...] = ()
    seats: tuple[Seat, ...] = ()
    points: tuple[Cluster, ...] = ()
    point_names: tuple[Label, ...] = ()
    name: str = ""
    name_box: Box | None = None
    bar: Box | None = None
    dots: Mapping[str, np.ndarray] = field(default_factory=dict)
    locators: tuple[Locator, ...] = ()


def wanted_labels(
    places: pd.DataFrame,
    panel: Panel,
    circles: Sequence[Circle],
    *,
    areas: Mapping[str, BaseGeometry] | None = None,
    values: Mapping[str, str] | None = None,
    dark: set[str] | None = None,
) -> Iterator[Wanted]:
    """Give the labels of places, in their order, at their circles as they are drawn.

    A place without a circle is named in its area, where `areas` are given, in letters for inside
    where its fill is `dark`; else at its sign. The second lines are the places' texts, or `values`.
    """
    drawn = {circle.place: circle for circle in circles}
    for place, (x, y) in zip(places.index.astype(str), panel.label_points(places), strict=True):
        value = str(places.at[place, "text"]) if values is None else values.get(place, "")
        ways = ways_of(str(places.at[place, "short"]), value)
        circle = drawn.get(place)
        if circle is not None:
            at = (circle.x, circle.y, circle.radius, circle.dark)
            ink, slanted = circle.ink or circle.hollow, bool(circle.hollow)
            yield Wanted(place, ways, *at, valued=bool(value), ink=ink, slanted=slanted)
            continue
        area = (areas or {}).get(place)
        radius, white = (SIGN, 0.0) if area is None else (0.0, float(place in (dark or ())))
        yield Wanted(place, ways, float(x), float(y), radius, white, bool(value), area)


def name_of_origin(
    composition: Composition,
    panel: Panel,
    ground: Ground,
    text: Text,
    squares: Mapping[Box, str],
) -> list[Label]:
    """Find room for the name of the country of origin in it, or beside it, after all others.

    A leader may lead to one that is so small that a square stands for it.
    """
    table = composition.table
    found: list[Label] = []
    for place in table.index[table["key"] == "origin"]:
        area, frame = panel.area(place), panel.frame()
        if not area.area or shapely.intersection(area, frame).area < SHOWN * area.area:
            continue
        largest = max(shapely.get_parts(area), key=shapely.area)
        x, y = shapely.get_coordinates(largest.centroid)[0].tolist()
        ways = ways_of(str(table.at[place, "short"]))
        inside = Wanted(str(place), ways, x, y, 0.0, valued=False, area=area)
        found = ground.place([inside], text, (in_area,))
        radius = shapely.minimum_bounding_radius(largest)
        for share in NEARNESS if not found else ():
            reach = max(share * radius, AROUND_MARK)
            around = Wanted(str(place), ways, x, y, reach, valued=False)
            found = found or ground.place([around], text, (partial(beside, reach=0.0),))
        for square in [box for box, key in squares.items() if key == "origin" and not found]:
            x, y = (square.left + square.right) / 2, (square.bottom + square.top) / 2
            led = Wanted(str(place), ways, x, y, AROUND_MARK, valued=False)
            found = replace(ground, barred=()).place([led], text, (beside,))
    return found


def _strong_lines(panel: Panel) -> BaseGeometry | None:
    """Return the limits of districts on paper, None where a map has none."""
    found = [*panel.shapes.lines.get("district", ()), *panel.shapes.lines.get("inferred", ())]
    return shapely.transform(shapely.union_all(found), panel.on_paper) if found else None


def areas_of_origin(panel: Panel, composition: Composition) -> list[BaseGeometry]:
    """Return what a panel shows of the country of origin, an area each."""
    keys = composition.table["key"]
    homes = keys.index[keys == "origin"]
    return [panel.area(place) for place in homes if place in panel.shapes.places]


def planned_panel(
    panel: Panel,
    circles: tuple[Circle, ...],
    points: tuple[Cluster, ...],
    places: pd.DataFrame,
    composition: Composition,
    text: Text,
    taken: Sequence[BaseGeometry],
    *,
    home: bool,
) -> Planned:
    """Plan one panel: find room for labels of places, and for that of the origin.

    Labels keep off what is `taken`; its lines they cross rather than leave a place unnamed.
    """
    seats, squares = seats_of(panel, composition), squares_of(panel, composition)
    ground = Ground(
        panel,
        circles,
        signs=[*(seat.box for seat in seats), *squares],
        taken=[*filter(shapely.area, taken), *(cluster.box.shape for cluster in points)],
        barred=areas_of_origin(panel, composition),
        lines=_strong_lines(panel),
        thin=[paper for paper in taken if not shapely.area(paper)],
    )
    labels = tuple(ground.place(wanted_labels(places, panel, circles), text))
    origin = name_of_origin(composition, panel, ground, text, squares) if home else []
    return Planned(panel, circles, labels, squares, tuple(origin), seats, points)


def without_what_insets_show(planned: Planned) -> Planned:
    """Leave out what stands in the frames of insets: squares but that of the origin, and seats."""
    frames = [locator.area for locator in planned.locators]

    def shown(x: float, y: float) -> bool:
        return any(shapely.contains_xy(frame, x, y) for frame in frames)

    squares = {
        box: key
        for box, key in planned.squares.items()
        if key == "origin" or not shown((box.left + box.right) / 2, (box.bottom + box.top) / 2)
    }
    seats = tuple(seat for seat in planned.seats if not shown(seat.x, seat.y))
    return replace(planned, squares=squares, seats=seats)


def draw_planned(page: Page, planned: Planned, composition: Composition) -> None:
    """Draw one panel: its land, circles, missions, points, names and labels."""
    panel, text = planned.panel, Text(page.fonts, page.style.text["label"])
    draw_land(page, panel, composition, planned.squares)
    draw_circles(page, panel, planned.circles)
    draw_dots(page, panel, composition, planned.dots)
    draw_seats(page, panel, planned.seats)
    draw_points(page, panel, planned.points)
    if planned.name_box is not None:
        write_corner(page, panel, planned.name, planned.name_box)
    if planned.bar is not None:
        draw_scale_bar(page, panel, composition.spec.language, planned.bar)
    draw_labels(page, panel, planned.labels, text, inks=composition.drawing.inks)
    draw_labels(page, panel, planned.point_names, name_text(text))
    draw_labels(page, panel, planned.origin, text, colour=composition.style.text["origin"])
    for locator in planned.locators:
        draw_locator(page, locator)


def settled(
    composition: Composition,
    plan: Callable[[Composition, frozenset[str]], tuple[Plan, set[str]]],
    *,
    shown: Callable[[Plan], Sequence[Planned]] | None = None,
) -> tuple[Composition, Plan]:
    """Plan a sheet so that its captions tell which names found no room.

    The captions take paper of the map, and may so cost it one more name: it is planned until they
    tell all. A place that is told is not tried again. Where a sheet is not one of the whole world,
    the captions speak of what the panels have in view that are `shown` of a plan.
    """
    told: frozenset[str] = frozenset()
    while True:
        written = _telling(composition, told)
        found, unnamed = plan(written, told)
        seen = composition
        if shown is not None:
            seen = told_in_view(composition, [planned.panel for planned in shown(found)])
        if unnamed <= told and seen.words == composition.words:
            return written, found
        if unnamed <= told:
            # What comes into view when the captions are shorter is told, and nothing after that.
            shown = None
        composition = seen
        told |= unnamed


def _telling(composition: Composition, unnamed: frozenset[str]) -> Composition:
    if not unnamed:
        return composition
    note = unnamed_note(composition.table, unnamed, composition.spec.language)
    told = with_caption(composition, note)
    # A sheet with few lines may have no room for the note; the words beside it have.
    alt = f"{composition.words.alt} {note}"
    return replace(told, words=replace(told.words, alt=alt, unnamed=note))


def with_caption(composition: Composition, note: str) -> Composition:
    """Add a sentence to the notes of the captions, which stand behind the sources."""
    words = composition.words
    sources, *some, boundaries, disclaimer = words.captions
    language = composition.spec.language
    notes = noted([*(notes_of(one, language) for one in some), note], language)
    return replace(
        composition, words=replace(words, captions=(sources, *notes, boundaries, disclaimer))
    )
