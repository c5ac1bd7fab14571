"""Figures of an atlas: bars, lines by year and the like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from diasporamap.atlas.keys import ENTRY, FLAG, TEXT, TEXTS, keys_of
from diasporamap.atlas.products import Product, spec_of
from diasporamap.atlas.products.maps import PICTURES, save_pictures
from diasporamap.figures import FIGURES, FigureSpec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diasporamap.api import Release
    from diasporamap.atlas.plan import Edition, Job
    from diasporamap.figures.plan import FigureKind
    from diasporamap.sheet.page import MapFigure


def _figure(options: Mapping[str, Any]) -> FigureKind:
    return FIGURES.named(options.get("figure", FigureSpec.kind))


def _check(options: Mapping[str, Any]) -> None:
    FigureSpec(kind=_figure(options).name, **spec_of(options, "figure", "beside", "svg_text"))


def _draw(releases: Mapping[Edition, Release], job: Job) -> MapFigure:
    spec = spec_of(job.options, "figure", "beside", "svg_text")
    beside = [releases[edition] for edition in job.beside]
    kind = _figure(job.options).name
    return releases[job.edition].figure(kind=kind, by=job.by[0], beside=beside, **spec)


def _place(_table: str, place: str) -> Mapping[str, Any]:
    return {"places": [place]}


PRODUCT: Final = Product(
    name="figures",
    part="figure",
    keys={
        **ENTRY,
        **keys_of(FigureSpec),
        "figure": TEXT,
        "beside": TEXTS,
        "svg_text": FLAG,
    },
    formats=PICTURES,
    usual=("png",),
    check=_check,
    draw=_draw,
    save=save_pictures,
    place=_place,
    all_years=lambda item: _figure(item.options).several,
    shows=lambda item: _figure(item.options).by,
    drawn_by=("diasporamap.sheet.saving", "diasporamap.figures"),
)
