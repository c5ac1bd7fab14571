"""The elements of an SVG: shapes as matplotlib gives them, how they look, and texts."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import quoteattr

import numpy as np
from matplotlib.colors import to_hex, to_rgb, to_rgba

from diasporamap.sheet.svg.paths import data_of, is_circle, short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.backend_bases import GraphicsContextBase
    from matplotlib.path import Path
    from matplotlib.text import Text
    from matplotlib.transforms import Transform
    from matplotlib.typing import ColorType


#: What is no length, in points.
NOTHING = 0.01


class Element(NamedTuple):
    """A shape or text: its tag and attributes, what it holds, and the clip path that cuts it."""

    tag: str
    attributes: dict[str, str]
    content: str = ""
    clip: str = ""

    def named(self, identity: str = "") -> str:
        """Return it as XML, with an id if it has one."""
        attributes = {"id": identity, **self.attributes} if identity else self.attributes
        head = self.tag + "".join(f" {key}={quoteattr(is_)}" for key, is_ in attributes.items())
        return f"<{head}>{self.content}</{self.tag}>" if self.content else f"<{head}/>"


def runs(names: Sequence[str], group: Sequence[Element]) -> list[tuple[str, list[Element]]]:
    """Give each name the shapes that follow each other under it."""
    pairs = groupby(zip(names, group, strict=True), key=lambda pair: pair[0])
    return [(name, [element for _, element in run]) for name, run in pairs]


def merged(group: Sequence[Element]) -> list[Element]:
    """Make lines that look alike and follow each other one."""
    found: list[Element] = []
    for one in group:
        last = found[-1] if found else None
        if last is not None and one.attributes.get("fill") == "none" and _alike(one, last):
            data = last.attributes["d"] + one.attributes["d"]
            found[-1] = Element(one.tag, {**one.attributes, "d": data}, clip=one.clip)
        else:
            found.append(one)
    return found


def _alike(one: Element, other: Element) -> bool:
    """Tell whether two paths differ in their shape only."""
    paths = one.tag == other.tag == "path" and one.clip == other.clip
    return paths and {**one.attributes, "d": ""} == {**other.attributes, "d": ""}


def shape_of(path: Path, transform: Transform) -> tuple[str, dict[str, str]]:
    """Return the tag and the attributes of a path on the sheet."""
    if is_circle(path):
        (across, turn, x), (lean, up, y), _ = transform.get_matrix()
        if max(abs(turn), abs(lean), abs(abs(across) - abs(up))) < NOTHING:
            return "circle", {"cx": f"{x:.3f}", "cy": f"{y:.3f}", "r": f"{abs(across):.3f}"}
    return "path", {"d": data_of(transform.transform_path(path))}


def paint_of(gc: GraphicsContextBase, face: ColorType | None) -> dict[str, str]:
    """Return how a shape is filled and edged; what is as in most shapes is left out."""
    forced = gc.get_alpha() if gc.get_forced_alpha() else None
    *_, own = (0.0,) if face is None else to_rgba(face)
    found = {"fill": "none" if face is None or not own else hex_of(face)}
    alpha = own if forced is None else forced
    found |= {"fill-opacity": f"{alpha:.3g}"} if own and alpha < 1 else {}
    if not gc.get_linewidth():
        return found
    *_, own = to_rgba(gc.get_rgb())
    alpha = own if forced is None else forced
    found |= {"stroke": hex_of(gc.get_rgb()), "stroke-width": short(gc.get_linewidth())}
    found |= {"stroke-opacity": f"{alpha:.3g}"} if alpha < 1 else {}
    _, dashes = gc.get_dashes()
    if dashes is not None:
        found["stroke-dasharray"] = " ".join(short(length) for length in np.atleast_1d(dashes))
    join, cap = str(gc.get_joinstyle()), str(gc.get_capstyle())
    found |= {"stroke-linejoin": join} if join != "round" else {}
    cap = {"projecting": "square"}.get(cap, cap)
    return found | ({"stroke-linecap": cap} if cap != "butt" else {})


def clip_of(name: str, data: str) -> str:
    """Return the definition of what cuts shapes."""
    return f'<clipPath id="{name}"><path d="{data}"/></clipPath>'


def anchored(x: float, line: Text | None) -> tuple[float, dict[str, str]]:
    """Return where a line is held, so that it stays there in another face."""
    align = line.get_horizontalalignment() if line is not None else "left"
    if line is None or align == "left":
        return x, {}
    at = float(line.get_transform().transform(line.get_position())[0])
    return at, {"text-anchor": {"center": "middle", "right": "end"}[align]}


def hex_of(colour: ColorType) -> str:
    """Return the colour of a fill or line, whatever its opacity."""
    return to_hex(to_rgb(colour))
