"""Draws missions as small signs at their seats, a shape a kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.page import Box, level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.maps import Composition
    from diasporamap.sheet.page import Page, Panel

#: matplotlib's marker of each kind, its size in points, and whether it is filled.
SIGNS = {
    "embassy": ("s", 3.4, True),
    "high_commission": ("D", 3.2, True),
    "consulate_general": ("^", 4.0, True),
    "consulate": ("v", 4.0, True),
    "honorary_consulate": ("o", 3.2, False),
}


@dataclass(frozen=True)
class Seat:
    """A mission on paper: its kind and place in millimetres."""

    kind: str
    x: float
    y: float

    @property
    def box(self) -> Box:
        """The paper that its sign takes."""
        half = SIGNS[self.kind][1] * POINT / 2
        return Box(self.x - half, self.y - half, self.x + half, self.y + half)


def seats_of(panel: Panel, composition: Composition) -> tuple[Seat, ...]:
    """Return the missions that lie in a panel, their signs whole, the foremost kinds last."""
    table = composition.geography.seats
    if table is None:
        return ()
    order = {kind: rank for rank, kind in enumerate(reversed(SIGNS))}
    table = table.sort_values("kind", key=lambda kinds: kinds.map(order), kind="stable")
    points = panel.locate(table["lon"].to_numpy(), table["lat"].to_numpy())
    found, box = [], panel.box
    for kind, (x, y) in zip(table["kind"], points.tolist(), strict=True):
        if box.holds(x, y):
            half = SIGNS[str(kind)][1] * POINT / 2
            inside = min(max(x, box.left + half), box.right - half)
            found.append(Seat(str(kind), inside, min(max(y, box.bottom + half), box.top - half)))
    return tuple(found)


def draw_seats(page: Page, panel: Panel, seats: Sequence[Seat]) -> None:
    """Draw missions over the circles."""
    for seat in seats:
        draw_sign(page, seat.x, seat.y, seat.kind, zorder=level("seats", above=panel.above))


def draw_sign(page: Page, x: float, y: float, kind: str, *, zorder: float) -> None:
    """Draw the sign of one kind of mission, in millimetres on paper."""
    marker, size, filled = SIGNS[kind]
    ink, paper = page.style.text["colour"], page.style.text["halo"]
    page.line(
        [x],
        [y],
        marker=marker,
        markersize=size,
        markerfacecolor=ink if filled else paper,
        markeredgecolor=paper if filled else ink,
        markeredgewidth=0.4 if filled else 0.7,
        linestyle="none",
        zorder=zorder,
    )
