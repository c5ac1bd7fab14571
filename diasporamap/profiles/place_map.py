"""Draws the map of a profile: the place and what lies around it, its missions, its countries."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import shapely

from diasporamap.maps import MapSpec, Swatch, compose, read_style
from diasporamap.maps.extents import DISTRICT, SIZES, extent_of, shown_extent
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

    from diasporamap.maps import Composition
    from diasporamap.profiles.facts import Facts
    from diasporamap.profiles.missions import Mission
    from diasporamap.sheet.circles import Circle
    from diasporamap.sheet.page import Page

#: How much larger the frame is than that of a map of the place alone.
AROUND: Final = 1.12
#: Keys of the swatches of the place and of all that lies around it.
PLACE, OTHERS = "profile", "surroundings"
#: Two missions nearer than that, in millimetres, have one sign, that of the foremost.
APART: Final = 2.4
#: Radius around a mission's sign, for its name.
SIGN: Final = 0.9


def place_composition(facts: Facts, height: float, style: str) -> Composition:
    """Compose the map: the place in its colour, everything around it in one."""
    choice, table = facts.table.districts, facts.table
    named = f"{DISTRICT}{facts.place}" if table.by == "district" else facts.place
    districts = choice.geography if choice.known else None
    framed = extent_of(named, table.geography, districts)
    if framed is None:
        raise AssertionError(named)
    framed = framed.fitted(WIDE / height)
    wide, high = (
        min(max(AROUND * side, SIZES[0]), SIZES[1]) for side in (framed.breadth_km, framed.height_km)
    )
    frame = f"{framed.centre[0]:.6f},{framed.centre[1]:.6f},{wide:.1f},{high:.1f}"
    look = read_style(style).on(paper_of(height))
    spec = MapSpec(extent=frame, size="column", bare=True, language=facts.language, style=style)
    proportion = WIDE / height
    composed = compose(table, spec, beside=False, style=look, proportion=proportion)
    fills = {
        place: PLACE if place == facts.place else key if key == "origin" else OTHERS
        for place, key in composed.drawing.fills.items()
    }
    swatches = {
        PLACE: Swatch(
            look.sequential[len(look.sequential) // 2],
            outline=look.colour_of("total"),
            outline_width=0.8,
        ),
        OTHERS: Swatch(look.swatches["not_attributable"].fill),
    }
    drawing = replace(
        composed.drawing, fills=fills, swatches=swatches, marks={}, labels=(), legend=()
    )
    keys = composed.table.assign(key=[fills[place] for place in composed.table.index])
    return replace(composed, drawing=drawing, table=keys)


def draw_place(
    page: Page, facts: Facts, composition: Composition, missions: Sequence[Mission]
) -> None:
    """Draw a composed map over the whole of a page."""
    extent, paper = shown_extent(composition.geography), page.paper
    inset = Inset("", *extent.centre, extent.breadth_km, extent.height_km)
    edge = 0.2
    box = Box(edge, edge, paper.width - edge, paper.height - edge)
    panel = Panel(inset_shapes(composition.geography, inset), box)
    text = Text(page.fonts, page.style.text["label"])
    squares = {
        at: key for at, key in squares_of(panel, composition).items() if key in (PLACE, "origin")
    }
    circles, members = _circles(facts, composition, panel)
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
    labels = ground.place(members, text)
    wanted = [
        Wanted(f"seat-{name}", ways_of(name), seat.x, seat.y, SIGN, valued=False)
        for seat, name in seats
    ]
    labels += ground.place(wanted, text, (beside,))
    origin = name_of_origin(composition, panel, ground, text, squares)
    draw_land(page, panel, composition, squares)
    draw_circles(page, panel, circles)
    draw_seats(page, panel, [seat for seat, _ in seats])
    _name_around(page, panel, composition, ground, [*circles], signs, text)
    draw_scale_bar(page, panel, facts.language, bar)
    draw_labels(page, panel, labels, text)
    draw_labels(page, panel, origin, text, colour=page.style.text["origin"])


def _circles(
    facts: Facts, composition: Composition, panel: Panel
) -> tuple[tuple[Circle, ...], list[Wanted]]:
    """Return circles of the countries of a district, with the labels that are wanted for them."""
    totals = facts.totals_of_countries
    if facts.table.by != "district" or totals.empty:
        return (), []
    spec = replace(composition.spec, scale=float(totals.max()))
    proportion = panel.box.width / panel.box.height
    whole = compose(
        facts.countries, spec, beside=False, style=composition.style, proportion=proportion
    )
    marks = {at: discs for at, discs in whole.drawing.marks.items() if at in totals.index}
    only = replace(whole, drawing=replace(whole.drawing, marks=marks, shared=1.0))
    circles = tuple(
        circle for circle in circles_of(panel, only) if panel.box.holds(circle.x, circle.y)
    )
    named = [place for place in totals.index if place in {circle.place for circle in circles}]
    return circles, list(wanted_labels(only.table.loc[named], panel, circles))


def _seats(panel: Panel, missions: Sequence[Mission]) -> list[tuple[Seat, str]]:
    """Return the missions in view with what they are called, one of those at the same spot."""
    found: list[tuple[Seat, str]] = []
    for mission in sorted(missions, key=lambda one: list(SIGNS).index(one.kind)):
        (x, y), *_ = panel.locate([mission.lon], [mission.lat]).tolist()
        near = any(abs(x - seat.x) < APART and abs(y - seat.y) < APART for seat, _ in found)
        if not near and panel.box.holds(x, y):
            found.append((Seat(mission.kind, x, y), mission.city))
    return found


def _name_around(  # noqa: PLR0913, PLR0917 - what names keep off
    page: Page,
    panel: Panel,
    composition: Composition,
    ground: Ground,
    circles: Sequence[Circle],
    signs: Sequence[Box],
    text: Text,
) -> None:
    """Write the names of what lies around where there is room."""
    table = composition.table
    around = table.index[table["key"] == OTHERS]
    land, short = panel.areas(), table["short"]
    areas = {str(short[place]): land[place] for place in around if place in land}
    own = [land[place] for place in table.index[table["key"] != OTHERS] if place in land]
    taken = [*ground.taken, *own, *(circle.shape for circle in circles)]
    taken += [sign.shape for sign in signs]
    areas = {name: shapely.intersection(area, panel.frame()) for name, area in areas.items()}
    slanted = text._replace(face="italic")
    names = place_names_around(panel, slanted, areas, taken=taken)
    draw_names_around(page, panel, names, size=text.size)
