"""Writes labels that found their place, with a halo, and the lines that lead to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.labels import LABEL_PITCH
from diasporamap.sheet.layout import DESCENT
from diasporamap.sheet.page import level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.patheffects import AbstractPathEffect

    from diasporamap.sheet.fonts import Face
    from diasporamap.sheet.labels import Label
    from diasporamap.sheet.page import Page
    from diasporamap.sheet.panels import Panel


def draw_labels(page: Page, panel: Panel, labels: Sequence[Label], *, size: float) -> None:
    """Write labels with a halo, and the lines that lead to those that stand away."""
    from matplotlib.collections import LineCollection

    leaders = [label.leader for label in labels if label.leader]
    page.axes.add_collection(
        LineCollection(
            leaders,
            colors=page.style.text["muted"],
            linewidths=0.45,
            path_effects=halo(),
            zorder=level("leaders", above=panel.above),
        ),
        autolim=False,
    )
    for label in labels:
        across = {
            "left": label.box.left,
            "center": (label.box.left + label.box.right) / 2,
            "right": label.box.right,
        }[label.align]
        lower = label.box.bottom + DESCENT * size * POINT
        faces: tuple[Face, ...] = ("semibold", "regular")
        for row, (text, face) in enumerate(zip(label.lines, faces, strict=False), start=1):
            baseline = lower + (len(label.lines) - row) * LABEL_PITCH * size * POINT
            line = page.write(
                across,
                baseline,
                text,
                size=size,
                face=face,
                align=label.align,
                colour="#ffffff" if label.inside else None,
            )
            line.set_zorder(level("labels", above=panel.above))
            if not label.inside:
                line.set_path_effects(halo())


def halo() -> list[AbstractPathEffect]:
    """Return the white edge that keeps a text readable over borders."""
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=1.6, foreground="#ffffff", alpha=0.85)]
