"""Takes what matplotlib's artists draw, and keeps it as elements of an SVG by layer."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal
from xml.sax.saxutils import escape

import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, BboxTransformTo

from diasporamap.sheet.svg.elements import (
    NOTHING,
    Element,
    anchored,
    clip_of,
    hex_of,
    merged,
    paint_of,
    runs,
    shape_of,
)
from diasporamap.sheet.svg.hatches import pattern_of
from diasporamap.sheet.svg.letters import EM, Letter, face_of, letters_of
from diasporamap.sheet.svg.paths import data_of, short
from diasporamap.sheet.written import KnowsHalos

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.backend_bases import GraphicsContextBase
    from matplotlib.font_manager import FontProperties
    from matplotlib.text import Text
    from matplotlib.transforms import Transform
    from matplotlib.typing import ColorType
    from numpy.typing import ArrayLike


class SvgRenderer(KnowsHalos):
    """Draws in points. `svg_text` keeps text as text; `halo` is the edge of the text to come.

    `definitions` are those of clip paths, patterns and letters by what they are, `signs` the
    letters of each font file, and `layers` what is drawn, by name and in order.
    """

    def __init__(self, width: float, height: float, *, svg_text: bool) -> None:
        super().__init__()
        self.width, self.height, self.svg_text = width, height, svg_text
        self.definitions: dict[str, tuple[str, str]] = {}
        self.signs: dict[str, set[str]] = {}
        self.layers: list[tuple[str, str]] = []
        self._names: list[str] = []
        self._group: list[Element] = []
        self._clips: dict[int, tuple[object, str]] = {}
        self._drawn: list[tuple[str, str]] = []
        self._ids: dict[str, int] = {}

    def flipy(self) -> bool:
        """Tell that heights are measured down from the top."""
        return True

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Return the size of the sheet in points."""
        return self.width, self.height

    def get_text_width_height_descent(
        self,
        s: str,
        prop: FontProperties,
        ismath: bool | Literal["TeX"],  # noqa: FBT001 - matplotlib's
    ) -> tuple[float, float, float]:
        """Measure a line in points, without hints."""
        found: tuple[float, float, float] = self._text2path.get_text_width_height_descent(
            s, prop, ismath
        )
        return found

    def open_group(self, s: str, gid: str | None = None) -> None:  # noqa: ARG002 - matplotlib's
        """Begin what one artist draws; `gid` has an id, or one for each shape."""
        self._names, self._group = (gid or "").split(), []

    def close_group(self, s: str) -> None:  # noqa: ARG002 - matplotlib's
        """End what one artist draws: write it, with its ids."""
        group, names = self._group, self._names
        self._names, self._group = [], []
        if len(names) == len(group):
            together = [(name, list(part)) for name, part in runs(names, group)]
        else:
            together = [(names[0] if len(names) == 1 else "", merged(group))]
        for name, elements in together:
            shown = [one for one in elements if one.attributes.get("d", "shown")]
            if len(shown) > 1 and name:
                inner = "".join(one.named() for one in shown)
                shown = [Element("g", {}, inner, shown[0].clip)]
            for one in shown:
                self._drawn.append((one.clip, one.named(self._once(name) if name else "")))

    def end_layer(self, name: str) -> None:
        """Put what was drawn since the last layer into one; what cuts shapes stands around."""
        parts = []
        for clip, drawn in groupby(self._drawn, key=lambda one: one[0]):
            inner = "\n".join(text for _, text in drawn)
            parts.append(f'<g clip-path="url(#{clip})">\n{inner}\n</g>' if clip else inner)
        if parts:
            self.layers.append((name, "\n".join(parts)))
        self._drawn = []

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Path,
        transform: Transform,
        rgbFace: ColorType | None = None,  # noqa: N803 - matplotlib's
    ) -> None:
        """Keep a path, as a circle where it is one, and its hatch over it."""
        turned = transform + Affine2D().scale(1, -1).translate(0, self.height)
        tag, shape = shape_of(path, turned)
        clip, painted = self._clip(gc), paint_of(gc, rgbFace)
        if gc.get_hatch() is None or "stroke" in painted or painted["fill"] != "none":
            self._group.append(Element(tag, {**shape, **painted}, clip=clip))
        if gc.get_hatch() is not None:
            fill = f"url(#{self._hatch(gc)})"
            self._group.append(Element(tag, {**shape, "fill": fill}, clip=clip))

    def draw_path_collection(
        self,
        gc: GraphicsContextBase,
        master_transform: Transform,
        paths: Sequence[Path],
        *given: Any,  # noqa: ANN401 - matplotlib's
        **more: Any,  # noqa: ANN401 - matplotlib's
    ) -> None:
        """Draw the shapes of a collection; lines without ids that all look alike are one path."""
        turned, offsets, _, faces, edges, widths, dashes, *_ = given
        alike = max(map(len, (offsets, edges, widths, dashes, self._names))) <= 1
        if alike and len(paths) > 1 and not len(turned) + len(faces) and gc.get_hatch() is None:
            paths = [Path.make_compound_path(*paths)]
        super().draw_path_collection(gc, master_transform, paths, *given, **more)

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: bool | Literal["TeX"] = False,  # noqa: ARG002, FBT001, FBT002 - matplotlib's
        mtext: Text | None = None,
    ) -> None:
        """Keep a line of text as outlines of its letters, or as text; its halo lies under it."""
        file, size, fill = str(prop.get_file()), prop.get_size_in_points(), hex_of(gc.get_rgb())
        turned = f"rotate({short(-angle)})" if angle else ""
        edge = {}
        if self.halo is not None:
            width, colour = self.halo
            edge = {"stroke": colour, "stroke-width": short(width)}
        if self.svg_text:
            self.signs.setdefault(file, set()).update(s)
            at, anchor = anchored(x, mtext) if not angle else (x, {})
            place = {"x": short(at), "y": short(y), **anchor}
            if angle:
                place = {"transform": f"translate({short(x)} {short(y)}){turned}"}
            drawn = {**place, "font-size": f"{size:g}", **face_of(file).attributes, "fill": fill}
            over = {**edge, "paint-order": "stroke"} if edge else {}
            over |= {"xml:space": "preserve"} if "  " in s else {}
            self._group.append(Element("text", {**drawn, **over}, escape(s)))
            return
        scale = size / EM
        placed = f"translate({short(x)} {short(y)}){turned}scale({scale:.4g} {-scale:.4g})"
        used = "".join(self._use(file, letter) for letter in letters_of(file, s, mtext))
        if edge:
            edge["stroke-width"] = f"{self.halo[0] / scale:.0f}" if self.halo else ""
            under = Element("g", {"fill": edge["stroke"], **edge}, used).named()
            used = under + Element("g", {"fill": fill}, used).named()
            fill = ""
        painted = {"fill": fill} if fill else {}
        self._group.append(Element("g", {"aria-label": s, "transform": placed, **painted}, used))

    def draw_image(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        im: ArrayLike,
        transform: Transform | None = None,
    ) -> None:
        """Keep a picture, as one PNG in the file."""
        from PIL import Image

        picture = np.asarray(im)
        high, wide = picture.shape[:2]
        if transform is None:
            corners = np.array([[x, y], [x + wide, y + high]])
        else:
            corners = np.asarray(transform.transform([[0, 0], [1, 1]])) + np.array([x, y])
        (left, bottom), (right, top) = corners
        written = BytesIO()
        Image.fromarray(picture[::-1]).save(written, format="png", optimize=True)
        data = b64encode(written.getvalue()).decode()
        place = {"x": short(left), "y": short(self.height - top)}
        place |= {"width": short(right - left), "height": short(top - bottom)}
        place |= {"preserveAspectRatio": "none", "xlink:href": f"data:image/png;base64,{data}"}
        self._group.append(Element("image", place, clip=self._clip(gc)))
        if not self._names:
            self.close_group("image")

    def option_scale_image(self) -> bool:
        """Tell that pictures are scaled by who shows them."""
        return True

    def option_image_nocomposite(self) -> bool:
        """Tell that each picture stays its own."""
        return True

    def _once(self, name: str) -> str:
        """Return an id that nothing else has: of a place that is drawn again, with a number."""
        self._ids[name] = self._ids.get(name, 0) + 1
        return name if self._ids[name] == 1 else f"{name}-{self._ids[name]}"

    def _define(self, start: str, content: str, written: Callable[[str, str], str]) -> str:
        """Return the id of a definition, which is written once."""
        if content not in self.definitions:
            name = f"{start}{len(self.definitions)}"
            self.definitions[content] = (name, written(name, content))
        return self.definitions[content][0]

    def _use(self, file: str, letter: Letter) -> str:
        if not letter.data:
            return ""
        name = self._define(
            "g",
            f"{file} {letter.key}",
            lambda name, _: f'<path id="{name}" d="{letter.data}"/>',
        )
        at = f' x="{letter.x}"' if letter.x else ""
        return f'<use xlink:href="#{name}"{at}/>'

    def _hatch(self, gc: GraphicsContextBase) -> str:
        colour, width = hex_of(gc.get_hatch_color()), gc.get_hatch_linewidth()
        hatch, path = gc.get_hatch() or "", gc.get_hatch_path()
        return self._define(
            "h",
            f"{hatch} {colour} {width}",
            lambda name, _: pattern_of(name, hatch, path, colour=colour, width=width),
        )

    def _clip(self, gc: GraphicsContextBase) -> str:
        """Return the id of what cuts a shape, "" where that is the sheet or nothing."""
        path, transform = gc.get_clip_path()
        box = gc.get_clip_rectangle()
        by: object = box if path is None else path
        if id(by) not in self._clips:
            name = ""
            if path is not None and transform is not None:
                name = self._cut(path, transform)  # type: ignore[arg-type]  # a path by now
            elif box is not None:
                name = self._cut(Path.unit_rectangle(), BboxTransformTo(box))
            self._clips[id(by)] = (by, name)
        return self._clips[id(by)][1]

    def _cut(self, path: Path, transform: Transform) -> str:
        """Define a path that cuts shapes, unless it holds the whole sheet; return its id."""
        turned = transform + Affine2D().scale(1, -1).translate(0, self.height)
        cut = turned.transform_path(path)
        corners = np.asarray(cut.vertices)
        (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
        whole = max(left, top, self.width - right, self.height - bottom) < NOTHING
        return "" if whole else self._define("c", data_of(cut), clip_of)
