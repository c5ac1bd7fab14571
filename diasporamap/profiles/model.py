"""The noun: what is to be known of one place on one page, as every format writes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    import os

    from diasporamap.language import Language
    from diasporamap.sheet.page import MapFigure

#: Dots an inch of the pictures in Word and browsers.
DPI: Final = 200


@dataclass(frozen=True)
class KeyFigure:
    """A figure at the head: a number or a sign, what it is, and what it is held against."""

    value: str
    label: str
    beside: str = ""


@dataclass(frozen=True, eq=False)
class Drawn:
    """A map or chart of `width` by `height` millimetres, under a title; `alt` tells what it shows.

    `text` is a sentence below it.
    """

    title: str
    alt: str
    figure: MapFigure = field(repr=False)
    width: float
    height: float
    text: str = ""

    @cached_property
    def svg(self) -> str:
        """The picture as PDF takes it."""
        from diasporamap.sheet.svg import svg_of

        return svg_of(self.figure, svg_text=False)

    @cached_property
    def png(self) -> bytes:
        """The picture as Word and browsers take it."""
        from diasporamap.sheet.saving import save_picture

        written = BytesIO()
        save_picture(self.figure, written, DPI)
        return written.getvalue()


@dataclass(frozen=True)
class Grid:
    """A small table: columns of the shares of its breadth, figures in those of `numbers`.

    Its last row is a sum where it has a `total`.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    numbers: tuple[int, ...] = ()
    total: bool = False


@dataclass(frozen=True, eq=False, repr=False)
class Profile:
    """One page on one country or consular district.

    Attributes
    ----------
    place : str
        Its code.
    kind : {"country", "district"}
        What it is.
    kicker, name, subtitle, foot, stamp : str
        What stands over and under its name, at the foot, and on a confidential one.
    figures : tuple of KeyFigure
        The four figures at the head.
    map : Drawn
        The place and what lies around it.
    charts : tuple of Drawn
        Women and men by year, and the largest places: as far as there is something to draw.
    lines : Drawn, optional
        People by year, a line a source; None where one year alone is known.
    points_title : str
        What stands over the points.
    points : tuple of str
        What to remember, the last one of what is not known. All is written from shown figures.
    countries, missions : Grid, optional
        The countries of a district; the missions that serve the place.
    below : tuple of (str, str)
        Sources, signs and disclaimer at the foot: what each is, and what it says.
    language : {"fr", "en"}
        Language of every text.
    """

    place: str
    kind: Literal["country", "district"]
    kicker: str
    name: str
    subtitle: str
    foot: str
    stamp: str
    figures: tuple[KeyFigure, ...]
    map: Drawn
    charts: tuple[Drawn, ...]
    lines: Drawn | None
    points_title: str
    points: tuple[str, ...]
    countries: Grid | None
    missions: Grid | None
    below: tuple[tuple[str, str], ...]
    language: Language

    @property
    def title(self) -> str:
        """What a file of it is called in its metadata."""
        return " | ".join(filter(None, (self.stamp, f"{self.name}, {self.foot}")))

    def __repr__(self) -> str:
        """Write its title and what it says in sentences, a line each."""
        return "\n".join([self.title, *self.points])

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write it to a file whose ending says how; see `formats.write_profile`."""
        from diasporamap.profiles.formats import write_profile

        write_profile(self, path)

    def _repr_html_(self) -> str:
        """Show it in a notebook."""
        from diasporamap.profiles.formats.html_page import shown

        return shown(self)
