"""Pages of an atlas."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from diasporamap.atlas.keys import BOTH, ENTRY, ONE_OR_MORE, TEXT, TEXTS, WHOLES
from diasporamap.atlas.products import Product, no_place
from diasporamap.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diasporamap.api import Release
    from diasporamap.atlas.keys import ValueKind
    from diasporamap.atlas.plan import Edition, Job
    from diasporamap.web.page import WebPage

PAGE: Final[Mapping[str, ValueKind]] = {
    "by": ONE_OR_MORE,
    "measures": TEXTS,
    "years": WHOLES,
    "points": TEXT,
    "style": TEXT,
    "title": BOTH,
    "contact": TEXT,
    "made_on": TEXT,
    "basemap": TEXT,
    "basemap_credit": TEXT,
}


def _check(options: Mapping[str, Any]) -> None:
    for name in options.get("measures", ()):
        MEASURES.named(name)


def _draw(releases: Mapping[Edition, Release], job: Job) -> WebPage:
    return releases[job.edition].web_page(by=job.by, **job.options)


def _save(page: WebPage, job: Job) -> None:
    for path in job.paths:
        page.save(path)


PRODUCT: Final = Product(
    name="pages",
    keys={**ENTRY, **PAGE},
    formats=("html",),
    usual=("html",),
    check=_check,
    draw=_draw,
    save=_save,
    place=partial(no_place, "pages"),
    drawn_by=("diasporamap.web.page",),
)
