"""Reports of an atlas: chapters that hold its maps, figures and tables, with draft sentences."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from diasporamap.atlas.keys import BOTH, ENTRY, TEXT, ValueKind
from diasporamap.atlas.products import PRODUCTS, Product, no_place
from diasporamap.language import both, in_print
from diasporamap.report import DRAFTS, Chapter, Piece, made_report, write_report
from diasporamap.report import FORMATS as ENDINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diasporamap.api import Release
    from diasporamap.atlas.plan import Edition, Job
    from diasporamap.report import Report

#: What a picture in the text of a report is for sheets that are larger than it, and of others
#: that name no size.
LARGE: Final = ("a4", "a4-portrait", "a3", "slide")
SIZES: Final = {"maps": "170x165mm", "figures": "170x150mm"}
USUAL: Final = {"maps": "a4", "figures": "half"}

REPORT: Final[Mapping[str, ValueKind]] = {
    **{key: ENTRY[key] for key in ("name", "source", "formats", "languages")},
    "title": BOTH,
    "template": TEXT,
    "chapters": ValueKind(
        "chapters",
        lambda value: isinstance(value, list) and all(isinstance(one, dict) for one in value),
    ),
}


def _check(options: Mapping[str, Any]) -> None:
    for chapter in options.get("chapters", ()):
        for name in chapter.get("drafts", ()):
            DRAFTS.named(name)


def _draw(releases: Mapping[Edition, Release], job: Job) -> Report:
    chapters = [
        Chapter(
            chapter.title,
            [(name, releases[chapter.edition]) for name in chapter.drafts],
            [
                Piece(
                    PRODUCTS[one.product].part or "map",
                    partial(_drawn, releases, one),
                    one.name.removesuffix(f"_{job.options['language']}"),
                )
                for one in chapter.jobs
            ],
            [in_print(paragraph, job.options["language"]) for paragraph in chapter.text],
        )
        for chapter in job.chapters
    ]
    language = job.options["language"]
    confidential = any(release.confidential for release in releases.values())
    return made_report(
        chapters,
        title=job.options["title"],
        language=language,
        missing=job.options.get("missing"),
        stamp=both("confidential.stamp") if confidential else "",
    )


def _drawn(releases: Mapping[Edition, Release], job: Job) -> Any:  # noqa: ANN401 - its product's
    """Draw a piece of a report as large as the text has room, without title and captions."""
    options = dict(job.options)
    if job.product in SIZES:
        size = options.get("size", USUAL[job.product])
        options |= {"size": SIZES[job.product] if size in LARGE else size, "bare": True}
    return PRODUCTS[job.product].draw(releases, replace(job, options=options))


def _save(report: Report, job: Job) -> None:
    for path in job.paths:
        write_report(report, path, template=job.options.get("template"))


PRODUCT: Final = Product(
    name="reports",
    keys=REPORT,
    formats=tuple(ending[1:] for ending in ENDINGS),
    usual=("docx", "pdf"),
    check=_check,
    draw=_draw,
    save=_save,
    place=partial(no_place, "reports"),
    by=(),
    drawn_by=("diasporamap.sheet.saving", "diasporamap.report"),
)
