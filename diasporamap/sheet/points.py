"""Draws points as signs by kind; those that would cover each other become one with a number."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.patches import Polygon
from matplotlib.patheffects import withStroke

from diasporamap.language import number_text
from diasporamap.maps.points import RAISED, SHAPES
from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.layout import CAPITAL
from diasporamap.sheet.page import Box, level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.maps import Composition
    from diasporamap.sheet.page import Page, Panel

#: Radius of the sign of one point, and that of a number of one digit and more for each further one.
ONE: Final = 0.95
MANY: Final = (1.5, 0.4)
#: Size of a number in sizes of a label, and the breadth of the white edge of a sign in points.
NUMBER: Final = 0.86
EDGE: Final = 0.6
#: How far apart signs of one place stand, and how near those of two places come, in millimetres.
BETWEEN, APART = 0.15, 0.25
#: How many signs of one place stand beside each other.
IN_A_ROW: Final = 3


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
    """Points that stand together: their signs, and the paper that these take."""

    tokens: tuple[Token, ...]
    box: Box

    @property
    def number(self) -> int:
        """How many points it has."""
        return sum(token.number for token in self.tokens)


def radius_of(number: int, text: str) -> float:
    """Return the radius of a sign: large enough for its number where it has one."""
    return ONE if number == 1 else MANY[0] + MANY[1] * (len(text) - 1)


def clusters_of(panel: Panel, composition: Composition) -> tuple[Cluster, ...]:
    """Return the signs of the points that lie in a panel, so that none covers another."""
    shown = composition.points
    if shown is None or shown.table.empty:
        return ()
    table, box = shown.table, panel.box
    at = panel.locate(table["lon"].to_numpy(), table["lat"].to_numpy())
    inside = ((at[:, 0] >= box.left) & (at[:, 0] <= box.right) & (at[:, 1] >= box.bottom)) & (
        at[:, 1] <= box.top
    )
    order = [kind.key for kind in shown.kinds]
    groups: dict[tuple[float, float], Counter[str]] = {}
    for (x, y), kind in zip(at[inside].round(2).tolist(), table["kind"][inside], strict=True):
        groups.setdefault((x, y), Counter())[str(kind)] += 1
    language = composition.spec.language

    def cluster(x: float, y: float, kinds: Counter[str]) -> Cluster:
        numbers = [(shown.signs[kind], kinds[kind]) for kind in order if kinds[kind]]
        return _inside(_cluster(x, y, [(s, n, number_text(n, language)) for s, n in numbers]), box)

    found = [(x, y, kinds, cluster(x, y, kinds)) for (x, y), kinds in groups.items()]
    while (pair := _nearest_pair([each[3] for each in found])) is not None:
        one, other = (found[at] for at in pair)
        together = one[2] + other[2]
        share = other[2].total() / together.total()
        x, y = one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])
        found = [each for at, each in enumerate(found) if at not in pair]
        found.append((x, y, together, cluster(x, y, together)))
    return tuple(sorted((each[3] for each in found), key=lambda c: (-c.number, c.box.bounds)))


def _nearest_pair(clusters: Sequence[Cluster]) -> tuple[int, int] | None:
    """Return the two clusters that cover each other most, None where none do."""
    if len(clusters) < 2:  # noqa: PLR2004 - a pair
        return None
    bounds = np.array([cluster.box.bounds for cluster in clusters])
    left, bottom, right, top = bounds.T
    across = np.minimum.outer(right, right) - np.maximum.outer(left, left) + APART
    up = np.minimum.outer(top, top) - np.maximum.outer(bottom, bottom) + APART
    covered = np.minimum(across, up)
    covered[np.tril_indices(len(clusters))] = -1.0
    most = int(covered.argmax())
    return divmod(most, len(clusters)) if covered.flat[most] > 0 else None


def _cluster(x: float, y: float, signs: Sequence[tuple[str, int, str]]) -> Cluster:
    """Set the signs of one place in rows around its point."""
    rows = [signs[at : at + IN_A_ROW] for at in range(0, len(signs), IN_A_ROW)]
    heights = [2 * max(radius_of(n, text) for _, n, text in row) for row in rows]
    tall = sum(heights) + BETWEEN * (len(rows) - 1)
    wide = 0.0
    tokens = []
    top = y + tall / 2
    for row, height in zip(rows, heights, strict=True):
        breadth = sum(2 * radius_of(n, text) for _, n, text in row) + BETWEEN * (len(row) - 1)
        wide, left = max(wide, breadth), x - breadth / 2
        for sign, number, text in row:
            radius = radius_of(number, text)
            tokens.append(Token(sign, number, text, left + radius, top - height / 2))
            left += 2 * radius + BETWEEN
        top -= height + BETWEEN
    return Cluster(tuple(tokens), Box(x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2))


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


def draw_points(page: Page, panel: Panel, clusters: Sequence[Cluster]) -> None:
    """Draw points over the circles, the missions and the areas."""
    for cluster in reversed(clusters):
        for token in cluster.tokens:
            draw_point(page, token, above=panel.above)


def draw_point(page: Page, token: Token, *, above: float = 0) -> None:
    """Draw one sign, with its number where it has one, over an edge in the colour of halos."""
    corners = np.array(SHAPES[token.sign]) * token.radius
    page.axes.add_patch(
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
    size = NUMBER * page.style.text["label"]
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
