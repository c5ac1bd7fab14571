"""Draws the map of a profile: the place and what lies around it, its missions, its countries."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import shapely

from diasporamap.maps import MapSpec, Swatch, compose, read_style
from diasporamap.maps.extents import DISTRICT, SIZES, extent_around, shown_extent
from diasporamap.maps.in_extent import at_extent
from diasporamap.profiles.drawn import WIDE, paper_of
from diasporamap.sheet.circles import circles_of, draw_circles
from diasporamap.sheet.fonts import Text
from diasporamap.sheet.frames import bar_corner, draw_scale_bar
from diasporamap.sheet.frames import paper_of as taken_by
from diasporamap.sheet.labels.around import draw_names_around, place_names_around
from diasporamap.sheet.labels.engine import Ground
from diasporamap.sheet.labels.label import Wanted, draw_labels, ways_of
from diasporamap.sheet.labels.positions import beside
from diasporamap.sheet.land import draw_land, squares_of
from diasporamap.sheet.page import Box, Panel
from diasporamap.sheet.panels import areas_of_origin, name_of_origin, wanted_labels
from diasporamap.sheet.seats import SIGNS, Seat, draw_seats
from diasporamap.sheet.shapes import Inset, inset_shapes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from diasporamap.maps import Composition
    from diasporamap.profiles.facts import Facts
    from diasporamap.profiles.missions import Mission
    from diasporamap.protection import ProtectedCounts
    from diasporamap.sheet.page import Page

#: How much larger the frame is than that of a map of the place alone.
AROUND: Final = 1.12
#: Keys of the swatches of the place and of all that lies around it.
PLACE, OTHERS = "profile", "surroundings"
#: Two missions nearer than that, in millimetres, have one sign, that of the foremost.
APART: Final = 2.4
#: Radius around a mission's sign, for its name.
SIGN: Final = 0.9
#: Distance of the map from the edge of its paper, in millimetres.
EDGE: Final = 0.2


@dataclass(frozen=True, eq=False)
class PlaceMap:
    """A composed map of a place: its land, and the countries, which are the same but for parts."""

    land: Composition
    countries: Composition


def place_map(facts: Facts, height: float, style: str) -> PlaceMap:
    """Compose the map: the place in its colour, everything around it in one."""
    whole = not facts.is_district or bool(facts.members["whole_country"].all())
    own = {facts.place}
    if facts.is_district and whole:
        own = set(facts.members["country"])
    if whole:
        framed = extent_around(own)
    else:
        table = facts.table
        framed = shown_extent(at_extent(table.geography, f"{DISTRICT}{facts.place}", WIDE / height))
    framed = framed.fitted(WIDE / height)
    wide, high = (
        min(max(AROUND * side, SIZES[0]), SIZES[1])
        for side in (framed.breadth_km, framed.height_km)
    )
    frame = f"{framed.centre[0]:.6f},{framed.centre[1]:.6f},{wide:.1f},{high:.1f}"
    countries = _composed(facts.countries, facts, frame, own if whole else set(), height, style)
    land = countries if whole else _composed(facts.table, facts, frame, own, height, style)
    return PlaceMap(land, countries)


def _composed(
    table: ProtectedCounts, facts: Facts, frame: str, own: set[str], height: float, style: str
) -> Composition:
    """Compose a map of a table in a frame; circles are those of the countries of a district."""
    look = read_style(style).on(paper_of(height))
    spec = MapSpec(extent=frame, size="column", bare=True, language=facts.language, style=style)
    made = compose(table, spec, beside=False, style=look, proportion=WIDE / height)
    fills = {
        place: PLACE if place in own else key if key == "origin" else OTHERS
        for place, key in made.drawing.fills.items()
    }
    swatches = {
        PLACE: Swatch(
            look.sequential[len(look.sequential) // 2],
            outline=look.colour_of("total"),
            outline_width=0.8,
        ),
        OTHERS: Swatch(look.swatches["not_attributable"].fill),
    }
    members = [at for at in facts.totals_of_countries.index if at in made.drawing.marks]
    discs = {at: made.drawing.marks[at] for at in members}
    largest = max((disc.radius for some in discs.values() for disc in some), default=1.0)
    marks = {
        at: tuple(replace(disc, radius=disc.radius / largest) for disc in some)
        for at, some in discs.items()
    }
    drawing = replace(
        made.drawing,
        fills=fills,
        swatches=swatches,
        marks=marks if facts.is_district else {},
        labels=tuple(members) if facts.is_district else (),
        legend=(),
        shared=1.0,
    )
    keys = made.table.assign(key=[fills[place] for place in made.table.index])
    return replace(made, drawing=drawing, table=keys)


def draw_place(page: Page, facts: Facts, made: PlaceMap, missions: Sequence[Mission]) -> None:
    """Draw a composed map over the whole of a page."""
    composition, paper = made.land, page.paper
    extent = shown_extent(composition.geography)
    inset = Inset("", *extent.centre, extent.breadth_km, extent.height_km)
    box = Box(EDGE, EDGE, paper.width - EDGE, paper.height - EDGE)
    panel = Panel(inset_shapes(composition.geography, inset), box)
    countries = panel
    if made.countries is not made.land:
        countries = replace(panel, shapes=inset_shapes(made.countries.geography, inset))
    text = Text(page.fonts, page.style.text["label"])
    squares = {
        at: key for at, key in squares_of(panel, composition).items() if key in (PLACE, "origin")
    }
    circles = tuple(
        circle
        for circle in circles_of(panel, made.countries)
        if panel.box.holds(circle.x, circle.y)
    )
    drawn = {circle.place for circle in circles}
    named = made.countries.table.loc[[at for at in made.countries.drawing.labels if at in drawn]]
    seats = _seats(panel, missions)
    signs = [seat.box for seat, _ in seats]
    bar = bar_corner(panel, facts.language, text, circles, taken=signs)
    ground = Ground(
        panel,
        circles,
        signs=[*signs, *squares],
        taken=[taken_by(bar, text.size)],
        barred=areas_of_origin(panel, composition),
    )
    labels = ground.place(wanted_labels(named, panel, circles), text)
    wanted = [
        Wanted(f"seat-{name}", ways_of(name), seat.x, seat.y, SIGN, valued=False)
        for seat, name in seats
    ]
    labels += ground.place(wanted, text, (beside,))
    origin = name_of_origin(composition, panel, ground, text, squares)
    draw_land(page, panel, composition, squares)
    draw_circles(page, panel, circles)
    draw_seats(page, panel, [seat for seat, _ in seats])
    own = [
        area
        for place, area in panel.areas().items()
        if composition.drawing.fills.get(place) != OTHERS
    ]
    taken = [*ground.taken, *own, *(disc.shape for disc in circles), *(box.shape for box in signs)]
    _name_around(page, countries, made.countries, taken, text)
    draw_scale_bar(page, panel, facts.language, bar)
    draw_labels(page, panel, labels, text)
    draw_labels(page, panel, origin, text, colour=page.style.text["origin"])


def _seats(panel: Panel, missions: Sequence[Mission]) -> list[tuple[Seat, str]]:
    """Return the missions in view with what they are called, one of those at the same spot."""
    found: list[tuple[Seat, str]] = []
    for mission in sorted(missions, key=lambda one: list(SIGNS).index(one.kind)):
        (x, y), *_ = panel.locate([mission.lon], [mission.lat]).tolist()
        near = any(abs(x - seat.x) < APART and abs(y - seat.y) < APART for seat, _ in found)
        if not near and panel.box.holds(x, y):
            found.append((Seat(mission.kind, x, y), mission.city))
    return found


def _name_around(
    page: Page,
    panel: Panel,
    composition: Composition,
    taken: Sequence[BaseGeometry],
    text: Text,
) -> None:
    """Write the names of the countries around where there is room."""
    table, land = composition.table, panel.areas()
    around = table.index[table["key"] == OTHERS]
    areas = {
        str(table.at[place, "short"]): shapely.intersection(land[place], panel.frame())
        for place in around
        if place in land
    }
    slanted = text._replace(face="italic")
    names = place_names_around(panel, slanted, areas, taken=taken)
    draw_names_around(page, panel, names, size=text.size)
