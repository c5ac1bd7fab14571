"""Maps of an atlas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from diasporamap.atlas.keys import ENTRY, FLAG, TEXT, keys_of
from diasporamap.atlas.products import Product, spec_of
from diasporamap.maps import MapSpec
from diasporamap.maps.spec import ACROSS
from diasporamap.sheet.endings import ENDINGS, MARKS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diasporamap.api import Release
    from diasporamap.atlas.plan import Edition, Job
    from diasporamap.sheet.page import MapFigure

#: Endings of pictures, and of their words.
PICTURES: Final = tuple(ending[1:] for ending in (*ENDINGS, *MARKS))


def save_pictures(figure: MapFigure, job: Job) -> None:
    """Write a map or figure in each format, and its words where a format is text."""
    from diasporamap.sheet import save_captions, save_map

    for path in job.paths:
        if path.suffix in MARKS:
            save_captions(figure, path)
        else:
            save_map(figure, path, svg_text=job.options.get("svg_text", False))


def _check(options: Mapping[str, Any]) -> None:
    MapSpec(**spec_of(options, "points", "svg_text"))


def _draw(releases: Mapping[Edition, Release], job: Job) -> MapFigure:
    return releases[job.edition].map(by=job.by[0], **spec_of(job.options, "svg_text"))


def _place(table: str, place: str) -> Mapping[str, Any]:
    """Return what draws the surroundings of a place."""
    return {"extent": f"district:{place}" if table == "district" else place}


PRODUCT: Final = Product(
    name="maps",
    part="map",
    keys={**ENTRY, **keys_of(MapSpec), "kind": TEXT, "points": TEXT, "svg_text": FLAG},
    formats=PICTURES,
    usual=("png",),
    check=_check,
    draw=_draw,
    save=save_pictures,
    place=_place,
    all_years=lambda item: item.options.get("facet") in ACROSS,
    drawn_by=("diasporamap.sheet.saving", "diasporamap.maps.composition"),
)
