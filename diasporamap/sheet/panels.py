"""A panel with all that will be drawn in it, planned before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from diasporamap.maps.captions import unnamed_note
from diasporamap.sheet.circles import draw_circles
from diasporamap.sheet.frames import draw_scale_bar, write_corner
from diasporamap.sheet.labels.label import Wanted, draw_labels, ways_of
from diasporamap.sheet.land import draw_land
from diasporamap.sheet.points import draw_points
from diasporamap.sheet.seats import draw_seats

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from diasporamap.maps import Composition
    from diasporamap.sheet.circles import Circle
    from diasporamap.sheet.labels.label import Label
    from diasporamap.sheet.page import Box, Page, Panel
    from diasporamap.sheet.points import Cluster
    from diasporamap.sheet.seats import Seat

#: How far the sign of a place without a circle reaches, in millimetres.
SIGN = 0.6


@dataclass(frozen=True, eq=False)
class Planned:
    """What one panel shows, in the order in which it is painted.

    `name` and `name_box` are what stands in its corner; `bar` is the paper of its scale bar.
    """

    panel: Panel
    circles: tuple[Circle, ...]
    labels: tuple[Label, ...]
    seats: tuple[Seat, ...] = ()
    points: tuple[Cluster, ...] = ()
    name: str = ""
    name_box: Box | None = None
    bar: Box | None = None


#: What is planned of a whole sheet; knows the places that found no room for their names.
Plan = TypeVar("Plan")


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
            yield Wanted(place, ways, *at, valued=bool(value))
            continue
        area = (areas or {}).get(place)
        radius, white = (SIGN, 0.0) if area is None else (0.0, float(place in (dark or ())))
        yield Wanted(place, ways, float(x), float(y), radius, white, bool(value), area)


def draw_planned(page: Page, planned: Planned, composition: Composition) -> None:
    """Draw one panel: its land, circles, missions, names and labels."""
    panel = planned.panel
    draw_land(page, panel, composition)
    draw_circles(page, panel, planned.circles)
    draw_seats(page, panel, planned.seats)
    draw_points(page, panel, planned.points)
    if planned.name_box is not None:
        write_corner(page, panel, planned.name, planned.name_box)
    if planned.bar is not None:
        draw_scale_bar(page, panel, composition.spec.language, planned.bar)
    draw_labels(page, panel, planned.labels, size=page.style.text["label"])


def settled(
    composition: Composition, plan: Callable[[Composition, frozenset[str]], tuple[Plan, set[str]]]
) -> tuple[Composition, Plan]:
    """Plan a sheet so that its captions tell which names found no room.

    The captions take paper of the map, and may so cost it one more name: it is planned until they
    tell all. A place that is told is not tried again.
    """
    told: frozenset[str] = frozenset()
    while True:
        written = _telling(composition, told)
        found, unnamed = plan(written, told)
        if unnamed <= told:
            return written, found
        told |= unnamed


def _telling(composition: Composition, unnamed: frozenset[str]) -> Composition:
    if not unnamed:
        return composition
    note = unnamed_note(composition.table, unnamed, composition.spec.language)
    return with_caption(composition, note)


def with_caption(composition: Composition, note: str) -> Composition:
    """Add a sentence to the notes of the captions, which stand behind the sources."""
    words = composition.words
    sources, *notes, boundaries, disclaimer = words.captions
    captions = (sources, " ".join([*notes, note]), boundaries, disclaimer)
    return replace(composition, words=replace(words, captions=captions))
