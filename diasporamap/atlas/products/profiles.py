"""Profiles of an atlas: a page for one country or consular district, or for each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from diasporamap.atlas.keys import ENTRY, TEXT, TEXTS
from diasporamap.atlas.products import Product
from diasporamap.errors import UsageError
from diasporamap.language import message
from diasporamap.maps import read_style
from diasporamap.profiles import FORMATS, write_profile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diasporamap.api import Release
    from diasporamap.atlas.keys import ValueKind
    from diasporamap.atlas.model import Item
    from diasporamap.atlas.plan import Edition, Job
    from diasporamap.profiles import Profile

#: What there is a profile of.
OF: Final = ("country", "district")
#: How long the code of a country is.
CODE: Final = 3

PROFILE: Final[Mapping[str, ValueKind]] = {
    **{key: ENTRY[key] for key in ENTRY if key != "by"},
    "place": TEXT,
    "beside": TEXTS,
    "style": TEXT,
}


def _check(options: Mapping[str, Any]) -> None:
    if "place" not in options:
        raise UsageError(message("atlas.profile_without_place"))
    read_style(options.get("style", "iom"))


def _place(table: str, place: str) -> Mapping[str, Any]:
    if table not in OF:
        raise UsageError(message("atlas.no_profile_of", each=table))
    return {"place": place}


def _shows(item: Item) -> str:
    return item.each or OF[len(item.options.get("place", "")) != CODE]


def _beside(item: Item) -> tuple[str, ...]:
    return tuple(dict.fromkeys((item.source, *item.options.get("beside", ()))))


def _draw(releases: Mapping[Edition, Release], job: Job) -> Profile:
    every, *others = (releases[edition] for edition in job.beside)
    own = {key: job.options[key] for key in ("language", "style") if key in job.options}
    return releases[job.edition].profile_of(job.options["place"], beside=others, years=every, **own)


def _save(profile: Profile, job: Job) -> None:
    for path in job.paths:
        write_profile(profile, path)


PRODUCT: Final = Product(
    name="profiles",
    keys=PROFILE,
    formats=tuple(ending[1:] for ending in FORMATS),
    usual=("pdf", "docx"),
    check=_check,
    draw=_draw,
    save=_save,
    place=_place,
    shows=_shows,
    beside=_beside,
    drawn_by=("diasporamap.sheet.saving", "diasporamap.profiles"),
)
