"""Draws points as signs by kind; those that would cover each other become one with a number."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from matplotlib.patches import Polygon
from matplotlib.patheffects import withStroke

from diasporamap.language import number_text
from diasporamap.maps.paper import LEAST_TEXT
from diasporamap.maps.points import RAISED, SHAPES
from diasporamap.sheet.fonts import POINT, Text
from diasporamap.sheet.labels.engine import Ground
from diasporamap.sheet.labels.label import Wanted, Way
from diasporamap.sheet.labels.positions import beside
from diasporamap.sheet.layout import CAPITAL
from diasporamap.sheet.page import Box, level

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from diasporamap.maps import Composition
    from diasporamap.sheet.labels.label import Label
    from diasporamap.sheet.page import Page, Panel

#: Radius of the sign of one point, and that of a number of one digit and more for each further one.
ONE: Final = 0.95
MANY: Final = (1.7, 0.46)
#: Size of a number in sizes of a label, and the breadth of the white edge of a sign in points.
NUMBER: Final = 0.86
EDGE: Final = 0.6
#: How far apart signs of one place stand, and how near those of two places come, in millimetres.
BETWEEN, APART = 0.35, 0.4
#: Size of the name of a point in sizes of a label, its breadth in millimetres, and on how many
#: lines it may stand.
NAME, NAME_WIDTH, NAME_LINES = 0.9, 34.0, 2
#: How many signs of one place stand beside each other.
IN_A_ROW: Final = 3
#: How far each sign reaches from its middle, in its radii.
_REACHES: Final = {
    sign: (max(abs(x) for x, _ in corners), max(abs(y) for _, y in corners))
    for sign, corners in SHAPES.items()
}


@dataclass(frozen=True)
class Token:
    """The sign of a kind, and of how many points, around a point in millimetres on paper."""

    sign: str
    number: int
    text: str
    x: float
    y: float

    @property
    def radius(self) -> float:
        """How large the sign is."""
        return radius_of(self.number, self.text)


@dataclass(frozen=True)
class Cluster:
    """Points that stand together: their signs, the paper of these, the name of a single one."""

    tokens: tuple[Token, ...]
    box: Box
    name: str = ""

    @property
    def number(self) -> int:
        """How many points it has."""
        return sum(token.number for token in self.tokens)


def radius_of(number: int, text: str) -> float:
    """Return the radius of a sign: large enough for its number where it has one."""
    return ONE if number == 1 else MANY[0] + MANY[1] * (len(text) - 1)


def clusters_of(
    panel: Panel, composition: Composition, *, but: Sequence[Panel] = ()
) -> tuple[Cluster, ...]:
    """Return the signs of the points that lie in a panel, so that none covers another.

    Those that the panels of `but` show are left out.
    """
    shown = composition.points
    if shown is None or shown.table.empty:
        return ()
    table, box = shown.table, panel.box
    at, inside = _located(panel, table)
    for other in but:
        inside &= ~_located(other, table)[1]
    order = [kind.key for kind in shown.kinds]
    groups: dict[tuple[float, float], Counter[str]] = {}
    names: dict[tuple[float, float], str] = {}
    here = table[inside]
    for (x, y), kind, name in zip(
        at[inside].round(2).tolist(), here["kind"], here["called"], strict=True
    ):
        groups.setdefault((x, y), Counter())[str(kind)] += 1
        names[x, y] = str(name)
    language = composition.spec.language

    written = cache(partial(number_text, language=language))
    signs = shown.signs

    def cluster(x: float, y: float, kinds: Counter[str]) -> Cluster:
        numbers = [(signs[kind], kinds[kind]) for kind in order if kinds[kind]]
        return _inside(_cluster(x, y, [(s, n, written(n)) for s, n in numbers]), box)

    found = [_Place(x, y, kinds, cluster(x, y, kinds)) for (x, y), kinds in groups.items()]
    merged = True
    while merged:
        found.sort(key=lambda place: (-place.made.number, place.x, place.y))
        found, merged = _merged(found, cluster)
    named = [
        replace(place.made, name=names[place.x, place.y]) if place.made.number == 1 else place.made
        for place in found
    ]
    return tuple(sorted(named, key=lambda made: (-made.number, made.box.bounds)))


def _located(panel: Panel, table: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return where points lie on the paper of a panel, and which of them in it."""
    at, box = panel.locate(table["lon"].to_numpy(), table["lat"].to_numpy()), panel.box
    x, y = at.T
    return at, (x >= box.left) & (x <= box.right) & (y >= box.bottom) & (y <= box.top)


class _Place(NamedTuple):
    """Where points stand together, how many of each kind, and what is made of them."""

    x: float
    y: float
    kinds: Counter[str]
    made: Cluster


def _merged(
    places: Sequence[_Place], cluster: Callable[[float, float, Counter[str]], Cluster]
) -> tuple[list[_Place], bool]:
    """Let each place take those after it that its signs would cover; tell whether any did.

    Places that are taken move the other to where the points of both are on average.
    """
    kept: list[_Place] = []
    boxes = np.empty((len(places), 4))
    for place in places:
        left, bottom, right, top = place.made.box.bounds
        there = boxes[: len(kept)]
        covers = (there[:, 0] < right + APART) & (there[:, 2] > left - APART)
        covers &= (there[:, 1] < top + APART) & (there[:, 3] > bottom - APART)
        at = int(covers.argmax()) if covers.any() else len(kept)
        if at == len(kept):
            kept.append(place)
        else:
            other = kept[at]
            together = other.kinds + place.kinds
            share = place.kinds.total() / together.total()
            x, y = other.x + share * (place.x - other.x), other.y + share * (place.y - other.y)
            kept[at] = _Place(x, y, together, cluster(x, y, together))
        boxes[at] = kept[at].made.box.bounds
    return kept, len(kept) < len(places)


def _cluster(x: float, y: float, signs: Sequence[tuple[str, int, str]]) -> Cluster:
    """Set the signs of one place in rows around its point, none on another."""
    rows = [signs[at : at + IN_A_ROW] for at in range(0, len(signs), IN_A_ROW)]
    reaches = [[_reach(sign, radius_of(n, text)) for sign, n, text in row] for row in rows]
    heights = [2 * max(up for _, up in row) for row in reaches]
    tall = sum(heights) + BETWEEN * (len(rows) - 1)
    wide = 0.0
    tokens = []
    top = y + tall / 2
    for row, reach, height in zip(rows, reaches, heights, strict=True):
        breadth = 2 * sum(across for across, _ in reach) + BETWEEN * (len(row) - 1)
        wide, left = max(wide, breadth), x - breadth / 2
        for (sign, number, text), (across, _) in zip(row, reach, strict=True):
            tokens.append(Token(sign, number, text, left + across, top - height / 2))
            left += 2 * across + BETWEEN
        top -= height + BETWEEN
    return Cluster(tuple(tokens), Box(x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2))


def _reach(sign: str, radius: float) -> tuple[float, float]:
    """Return how far a sign reaches from its middle, across and up or down."""
    across, up = _REACHES[sign]
    return across * radius, up * radius


def _inside(cluster: Cluster, box: Box) -> Cluster:
    """Move signs that hang over the frame of a panel into it."""
    own = cluster.box
    across = max(box.left - own.left, 0) - max(own.right - box.right, 0)
    up = max(box.bottom - own.bottom, 0) - max(own.top - box.top, 0)
    if not across and not up:
        return cluster
    tokens = tuple(Token(t.sign, t.number, t.text, t.x + across, t.y + up) for t in cluster.tokens)
    moved = Box(own.left + across, own.bottom + up, own.right + across, own.top + up)
    return Cluster(tokens, moved)


def name_points(
    panel: Panel, clusters: Sequence[Cluster], text: Text, taken: Sequence[BaseGeometry]
) -> tuple[Label, ...]:
    """Find room beside their signs for the names of points that stand alone.

    A name is clear of what is `taken` and of other signs, and nearer to its own than to any; one
    that finds no such place, or that the font cannot print, is left out.
    """
    wanted = []
    for number, cluster in enumerate(clusters):
        if not cluster.name or not text.fonts.can_print(cluster.name):
            continue
        lines = text.fonts.wrap(cluster.name, text.face, text.size, width=NAME_WIDTH)
        if len(lines) <= NAME_LINES:
            (token,) = cluster.tokens
            at = (token.x, token.y, token.radius)
            wanted.append(Wanted(f"point {number}", (Way(tuple(lines)),), *at, valued=False))
    if not wanted:
        return ()
    ground = Ground(panel, signs=[cluster.box for cluster in clusters], taken=[*taken])
    return tuple(ground.place(wanted, text, (partial(beside, reach=0.0),)))


def name_text(label: Text) -> Text:
    """Return how names of points are set: smaller and lighter than the labels of places."""
    return Text(label.fonts, max(NAME * label.size, LEAST_TEXT), "regular")


def draw_points(page: Page, panel: Panel, clusters: Sequence[Cluster]) -> None:
    """Draw points over the circles, the missions and the areas."""
    for cluster in reversed(clusters):
        for token in cluster.tokens:
            draw_point(page, token, above=panel.above)


def draw_point(page: Page, token: Token, *, above: float = 0) -> None:
    """Draw one sign, with its number where it has one, over an edge in the colour of halos."""
    corners = np.array(SHAPES[token.sign]) * token.radius
    page.axes.add_artist(
        Polygon(
            corners + np.array((token.x, token.y)),
            closed=True,
            facecolor=page.style.points["colour"],
            edgecolor="none",
            joinstyle="round",
            path_effects=[withStroke(linewidth=2 * EDGE, foreground=page.style.text["halo"])],
            zorder=level("points", above=above),
        )
    )
    if token.number == 1:
        return
    size = max(NUMBER * page.style.text["label"], LEAST_TEXT)
    raised = RAISED.get(token.sign, 0.0) * token.radius
    line = page.write(
        token.x,
        token.y + raised - CAPITAL * size * POINT / 2,
        token.text,
        size=size,
        face="bold",
        colour=page.style.text["inside"],
        align="center",
    )
    line.set_zorder(level("points", above=above) + 0.1)
