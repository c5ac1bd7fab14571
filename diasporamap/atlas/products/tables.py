"""Tables of an atlas."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from diasporamap.atlas.keys import ENTRY, FLAG, TEXT, TEXTS, keys_of
from diasporamap.atlas.products import Product, no_place, spec_of
from diasporamap.export.formats import FORMATS, write_published
from diasporamap.export.published import LOG, SOURCES, TableSpec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diasporamap.api import Release
    from diasporamap.atlas.plan import Edition, Job
    from diasporamap.export.published import PublishedTable

#: Tables that are made of the table by country: by year, of several sources, of what is hidden.
OF_COUNTRIES: Final = ("year", SOURCES, LOG)


def _check(options: Mapping[str, Any]) -> None:
    TableSpec(**spec_of(options, "hxl", "beside", "points"))


def _draw(releases: Mapping[Edition, Release], job: Job) -> PublishedTable:
    beside = [releases[edition] for edition in job.beside]
    spec = spec_of(job.options, "hxl", "beside")
    return releases[job.edition].table(by=job.by[0], beside=beside, **spec)


def _save(table: PublishedTable, job: Job) -> None:
    for path in job.paths:
        write_published(table, path, hxl=job.options.get("hxl", False))


PRODUCT: Final = Product(
    name="tables",
    part="table",
    keys={**ENTRY, **keys_of(TableSpec), "hxl": FLAG, "beside": TEXTS, "points": TEXT},
    formats=tuple(ending[1:] for ending in FORMATS),
    usual=("xlsx",),
    check=_check,
    draw=_draw,
    save=_save,
    all_years=lambda item: item.by == (SOURCES,),
    shows=lambda item: "country" if item.by[0] in OF_COUNTRIES else "",
    place=partial(no_place, "tables"),
)
