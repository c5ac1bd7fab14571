"""Half circles back to back: women on the left, men on the right, each with its own area."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from diasporamap.errors import UsageError
from diasporamap.language import message, text
from diasporamap.maps.drawing import BAR, ROUND, Disc, Drawing, LegendEntry, Look
from diasporamap.maps.kinds.circles import nested_of
from diasporamap.maps.legend import rows_of_places
from diasporamap.maps.place_table import fills_of
from diasporamap.maps.quantities import amount, say
from diasporamap.maps.scales import circle_scale
from diasporamap.maps.spec import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from diasporamap.maps.scales import CircleScale
    from diasporamap.maps.spec import MapSpec
    from diasporamap.maps.style import Style
    from diasporamap.places.geography import Geography

#: The looks of the halves, with the figure that each stands for and where it begins, in degrees.
HALVES: Final = {"women": ("F", 90.0), "men": ("M", 270.0)}
HALF: Final = ROUND / 2
#: A half circle of so many people has the area of a whole one of a map of the total.
LARGER: Final = math.sqrt(2)
#: Radius of a half whose figure is not shown, in millimetres: it says nothing of its size.
HIDDEN: Final = 1.2
#: How much of the breadth of a large one another may cover, or its halves could not be compared.
SHARED: Final = 0.35
#: The half of a row of the legend, as a share of the room that it has.
SIZE: Final = 0.9


def draw(
    places: pd.DataFrame,
    geography: Geography,
    spec: MapSpec,
    style: Style,
    scale: CircleScale | None = None,
) -> Drawing:
    """Draw the sexes of each place that has people; a ring where none is stated."""
    states = places[["F state", "M state"]]
    if not states.isin(["value", "suppressed"]).any(axis=None):
        raise UsageError(message("drawing.halves_without_sexes"))
    shown = places[places["status"] != "not_attached"]
    smallest = style.circle["smallest_mm"] / style.circle["largest_mm"] / LARGER
    every = shown[["F", "M"]].fillna(0).to_numpy().ravel().tolist()
    scale = scale or circle_scale(every, smallest=smallest)
    rows: dict[str, pd.Series] = {str(place): row for place, row in shown.iterrows()}
    drawn = {place: found for place, row in rows.items() if (found := _discs(row, scale, style))}
    order = sorted(drawn, key=lambda place: -max(disc.radius for disc in drawn[place]))
    marks = {place: drawn[place] for place in order}
    looks = looks_of(style)
    used = {disc.look for discs in marks.values() for disc in discs}
    fills = fills_of(places, lambda _: "land")
    entries = tuple(
        LegendEntry(
            *("discs", look, text(f"legend.half_{look}", spec.language)),
            discs=((SIZE, how),),
            part=(HALVES[look][1], HALF) if look in HALVES else (0.0, ROUND),
        )
        for look, how in looks.items()
        if look in used
    )
    halves = tuple(
        (Disc(1.0, look, start, HALF), looks[look]) for look, (_, start) in HALVES.items()
    )
    told = {place: _told(rows[place], spec) for place in marks}
    return Drawing(
        fills=fills,
        marks=marks,
        looks=looks,
        legend=(
            nested_of(scale, filter(None, every), spec, style, discs=halves, larger=LARGER),
            rows_of_places(places, fills, spec, geography, first=entries),
        ),
        labels=tuple(marks)[: spec.most_labels],
        shared=SHARED,
        notes=tuple(_notes(places, spec)),
        inks=(style.colour_of("women"), style.colour_of("men")),
        texts={place: words for place, words in told.items() if words},
    )


def looks_of(style: Style) -> Mapping[str, Look]:
    """Return how the halves are painted, one that is hidden, and people of no stated sex."""
    circle, muted = style.circle, style.text["muted"]
    halves = circle["halves"]
    edge, width = circle["edge"], circle["edge_width"]
    inside = bool(halves["inside"])
    if inside:
        edge, width = circle["classes"]["edge"], circle["classes"]["edge_width"]
    return {
        "women": Look(halves["women"], 1.0, edge, width, inside=inside),
        "men": Look(halves["men"], 1.0, edge, width, inside=inside),
        "hidden": Look(style.swatches["suppressed"].fill, 1.0, muted, 0.7, inside=True),
        "unstated": Look(muted, 0.0, muted, 0.7, (2.4, 1.6), inside=True),
    }


def _discs(place: pd.Series, scale: CircleScale, style: Style) -> tuple[Disc, ...]:
    """Return the halves of a place; a ring round its people where neither sex is stated."""
    figures = {look: place[f"{figure} state"] for look, (figure, _) in HALVES.items()}
    counted = place["state"] == "value" and place["value"] > 0
    if "value" in figures.values() or (counted and "suppressed" in figures.values()):
        hidden = HIDDEN / style.circle["largest_mm"]
        return tuple(
            Disc(radius, look if state == "value" else "hidden", start, HALF)
            for (look, state), (figure, start) in zip(figures.items(), HALVES.values(), strict=True)
            if (radius := _radius(place[figure], str(state), scale, hidden))
        )
    return (Disc(scale.radius(place["value"]), "unstated"),) if counted else ()


def _radius(people: float, state: str, scale: CircleScale, hidden: float) -> float:
    if state == "suppressed":
        return hidden
    return LARGER * scale.radius(people) if state == "value" else 0.0


def _told(place: pd.Series, spec: MapSpec) -> str:
    """Write the women and the men of a place; "" where no sex is stated."""
    states = [place[f"{figure} state"] for figure, _ in HALVES.values()]
    if "value" not in states:
        return ""
    numbers = (
        spec.of.written(place[figure], spec.language)
        if state == "value"
        else text(f"caption.{state}", spec.language)
        for state, (figure, _) in zip(states, HALVES.values(), strict=True)
    )
    return BAR.join(numbers)


def _notes(places: pd.DataFrame, spec: MapSpec) -> Iterator[str]:
    """Say how to read the halves, and how many people of no stated sex are in none."""
    yield say("caption.half_circles", spec)
    unknown = places.loc[places["U state"] == "value", "U"].sum()
    if unknown:
        yield say("caption.half_unknown", spec, people=amount(unknown, spec))


KIND = Kind(
    name="half-circles",
    draw=draw,
    forms=("stock",),
    measures=("total",),
    needs=("F", "M", "U"),
    is_sized=True,
    on_pages=False,
)
