"""Sizes of paper: margins, text and how a sheet is divided, as values; also sizes in numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from diasporamap.errors import UsageError
from diasporamap.language import message
from diasporamap.language.messages import joined
from diasporamap.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Mapping

#: No text on paper is smaller, in points.
LEAST_TEXT: Final = 7.0
#: The smallest and the largest size that a map is drawn in, in millimetres.
SMALLEST, LARGEST = (80.0, 60.0), 1200.0
#: Dots an inch by which a size in pixels is turned into millimetres.
SIZING_DPI = 300
#: A size in numbers, as 160x110mm.
GIVEN = re.compile(r"(\d+(?:[.,]\d+)?)\s*[x×]\s*(\d+(?:[.,]\d+)?)\s*(mm|px)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A size of paper and how a sheet of it is divided; in millimetres.

    Margins are `sides`, `top` and `bottom`, and there is a `gap` between the parts of the sheet.
    On a `grid` "side" by side the world takes a share of the breadth, `world`, with insets at its
    right and under it; in "rows" all of it. A map of one extent is `extent` times as broad as high.
    There are at most so many `insets`, and so many `labels` where no other number is asked for.
    Captions stand in so many `caption_columns`; where there are `caption_lines` they say no more
    than these hold: the source and a short disclaimer.

    `text` are sizes in points that replace those of the house style, by their names there; the
    largest circle has the radius of the style's times `circles`.
    """

    name: str
    width: float
    height: float
    sides: float
    top: float
    bottom: float
    grid: Literal["side", "rows"] = "side"
    gap: float = 4.0
    world: float = 0.672
    extent: float = 1.15
    insets: int = 2
    labels: int = 30
    caption_columns: int = 1
    caption_lines: int = 0
    text: Mapping[str, float] = field(default_factory=dict)
    circles: float = 1.0

    def __post_init__(self) -> None:
        small = [name for name, size in self.text.items() if size < LEAST_TEXT]
        if small:
            raise UsageError(
                message(
                    "drawing.text_too_small",
                    size=self.name,
                    texts=joined(small),
                    least=LEAST_TEXT,
                )
            )

    @property
    def right(self) -> float:
        """Where the margin on the right begins."""
        return self.width - self.sides

    @property
    def text_width(self) -> float:
        """Between the margins."""
        return self.width - 2 * self.sides


#: Every size of paper by name.
PAPERS: Final[Registry[Paper]] = Registry("size")
#: Sizes of text for a part of a page of text.
IN_TEXT: Final = {"title": 10.5, "subtitle": 8.0, "heading": 8.0, "legend": 7.2, "label": 7.0}

A4: Final = PAPERS.add(
    Paper(
        name="a4",
        width=297.0,
        height=210.0,
        sides=10.0,
        top=9.0,
        bottom=8.0,
        extent=1.27,
        caption_columns=2,
    )
)
A4_PORTRAIT: Final = PAPERS.add(
    Paper(
        name="a4-portrait",
        width=210.0,
        height=297.0,
        sides=12.0,
        top=11.0,
        bottom=8.0,
        grid="rows",
    )
)
A3: Final = PAPERS.add(
    Paper(
        name="a3",
        width=420.0,
        height=297.0,
        sides=14.0,
        top=13.0,
        bottom=11.0,
        gap=5.5,
        labels=45,
        caption_columns=2,
        text={"title": 18, "subtitle": 11.4, "heading": 10.8, "legend": 9, "label": 8.6}
        | {"caption": 8.4, "inset": 9.6},
        circles=1.414,
    )
)
HALF: Final = PAPERS.add(
    Paper(
        name="half",
        width=160.0,
        height=110.0,
        sides=0.5,
        top=0.8,
        bottom=0.5,
        extent=1.46,
        gap=2.5,
        world=0.6,
        labels=14,
        caption_lines=4,
        text=IN_TEXT,
        circles=0.82,
    )
)
COLUMN: Final = PAPERS.add(
    Paper(
        name="column",
        width=80.0,
        height=99.0,
        sides=0.5,
        top=0.8,
        bottom=0.5,
        extent=1.55,
        grid="rows",
        gap=2.0,
        insets=1,
        labels=6,
        caption_lines=2,
        text=IN_TEXT,
        circles=0.5,
    )
)
SLIDE: Final = PAPERS.add(
    Paper(
        name="slide",
        width=338.7,
        height=190.5,
        sides=14.0,
        top=12.0,
        bottom=9.0,
        extent=1.7,
        gap=5.0,
        world=0.66,
        labels=8,
        caption_lines=1,
        text={"title": 24, "subtitle": 14, "heading": 14, "legend": 12, "label": 12}
        | {"caption": 12, "inset": 13},
        circles=1.15,
    )
)


def paper_named(size: str, *, dpi: int | None = None) -> Paper:
    """Return a size of paper by its name, or one in numbers, as 160x110mm or 1920x1080px.

    A size in pixels is that of a picture with `dpi` dots an inch: 300 when left out.

    Raises
    ------
    UsageError
        If there is no such size, or it is too small for texts that can be read, or too large.
    """
    if size in PAPERS:
        return PAPERS[size]
    given = GIVEN.fullmatch(size.strip())
    if given is None:
        raise UsageError(message("drawing.size_unknown", size=size, known=[*PAPERS]))
    unit = 25.4 / (dpi or SIZING_DPI) if given[3].lower() == "px" else 1.0
    width, height = (round(float(given[n].replace(",", ".")) * unit, 3) for n in (1, 2))
    known = "size" if unit == 1 else "size_in_pixels"
    dots = str(dpi or SIZING_DPI)
    told = message(f"drawing.{known}", size=size.strip(), width=width, height=height, dpi=dots)
    if width < SMALLEST[0] or height < SMALLEST[1]:
        raise UsageError(
            message(
                "drawing.size_too_small",
                told=told,
                points=LEAST_TEXT,
                width=SMALLEST[0],
                height=SMALLEST[1],
                column_width=COLUMN.width,
                column_height=COLUMN.height,
                half_width=HALF.width,
                half_height=HALF.height,
            )
        )
    if max(width, height) > LARGEST:
        raise UsageError(
            message(
                "drawing.size_too_large",
                told=told,
                most=f"{LARGEST:g}",
                width=A3.width,
                height=A3.height,
            )
        )
    return _sized(size.strip(), width, height)


#: A sheet under this many millimetres broad or high stands in a page of text.
OF_A_PAGE = (180.0, 140.0)
#: From which height on a narrow sheet has insets; and a line of captions for so many millimetres.
HIGH, LINE_EVERY = 120.0, 26.0
#: A sheet narrower than that is a column of text; one so much broader than high has things side by
#: side on it.
OF_A_COLUMN, BROAD = 110.0, 1.3
#: From which breadth on a sheet of an extent has room for a companion figure beside the map.
WITH_FIGURE = 250.0
#: How a sheet's text and the circles on a small one grow with its size: as between the named ones.
TEXT_GROWTH, CIRCLE_GROWTH = 0.54, 0.3
#: Sizes of text on A4 paper.
ON_A4: Final = {"title": 15.0, "subtitle": 9.5, "heading": 9.0, "legend": 7.5, "label": 7.2} | {
    "caption": 7.0,
    "inset": 8.0,
}


def _sized(name: str, width: float, height: float) -> Paper:
    """Make a sheet of any size: divided as the named one of its shape, with texts for its size."""
    scale = (width * height / (A4.width * A4.height)) ** 0.5
    in_text = width < OF_A_PAGE[0] or height < OF_A_PAGE[1]
    broad = width >= BROAD * height
    model = A4 if broad else A4_PORTRAIT
    if in_text:
        model = HALF if width >= OF_A_COLUMN else COLUMN
    margin = 1.0 if in_text else scale
    return Paper(
        name=name,
        width=width,
        height=height,
        sides=model.sides * margin,
        top=model.top * margin,
        bottom=model.bottom * margin,
        grid="side" if broad else "rows",
        gap=model.gap if in_text else max(model.gap * scale, HALF.gap),
        world=model.world,
        extent=HALF.extent if model is A4 and width < WITH_FIGURE else model.extent,
        insets=COLUMN.insets if in_text and not broad and height < HIGH else HALF.insets,
        labels=model.labels,
        caption_columns=2 if width >= A4.width and broad else 1,
        caption_lines=max(round(height / LINE_EVERY), 2) if in_text else 0,
        text={k: max(round(v * scale**TEXT_GROWTH, 2), LEAST_TEXT) for k, v in ON_A4.items()},
        circles=scale if scale > 1 else scale**CIRCLE_GROWTH,
    )
