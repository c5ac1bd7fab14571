"""What an atlas can hold: maps, figures, tables, pages; an entry each, its keys and how it is made.

Reports, which hold the others, are in `diasporamap.atlas.reports`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal

from diasporamap.atlas.keys import ENTRY, FIGURE, MAP, PAGE, TABLE
from diasporamap.errors import UsageError
from diasporamap.export.formats import FORMATS, write_published
from diasporamap.export.published import LOG, SOURCES, TableSpec
from diasporamap.figures import FIGURES, FigureSpec
from diasporamap.language import message
from diasporamap.maps import MapSpec
from diasporamap.maps.spec import ACROSS
from diasporamap.registry import Registry
from diasporamap.sheet import save_captions, save_map
from diasporamap.sheet.beside import MARKS
from diasporamap.sheet.saving import ENDINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from diasporamap.api import Release
    from diasporamap.atlas.keys import ValueKind
    from diasporamap.atlas.model import Item
    from diasporamap.atlas.plan import Edition, Job
    from diasporamap.export.published import PublishedTable
    from diasporamap.figures.plan import FigureKind
    from diasporamap.sheet.page import MapFigure
    from diasporamap.web.page import WebPage


@dataclass(frozen=True, kw_only=True)
class Product:
    """A kind of output.

    Its `name` is that of its tables in the file, as "maps", and of its folder; `part` is what it is
    in a report, "" where it is in none. `keys` are those of an entry, `formats` the endings that it
    may have, the `usual` ones where an entry names none.

    `check` raises a UsageError where options in a language make no sense. `draw` makes what a job
    asks for from the releases that it shows, and `save` writes it. `place` gives the options that
    aim an entry at one place of a table. `all_years` tells whether an entry needs the release of
    every year, `shows` which table it shows where it is not the one that is asked for, and `beside`
    of which sources it shows every year beside its own.
    """

    name: str
    keys: Mapping[str, ValueKind]
    formats: tuple[str, ...]
    usual: tuple[str, ...]
    check: Callable[[Mapping[str, Any]], None]
    draw: Callable[[Mapping[Edition, Release], Job], Any]
    save: Callable[[Any, Job], None]
    place: Callable[[str, str], Mapping[str, Any]]
    part: Literal["map", "figure", "table", ""] = ""
    all_years: Callable[[Item], bool] = lambda _item: False
    shows: Callable[[Item], str] = lambda _item: ""
    beside: Callable[[Item], tuple[str, ...]] = lambda item: tuple(item.options.get("beside", ()))
    by: tuple[str, ...] = ("country",)

    def make(self, releases: Mapping[Edition, Release], job: Job) -> None:
        """Write the files of a job."""
        self.save(self.draw(releases, job), job)


#: Tables that are made of the table by country: by year, of several sources, of what is hidden.
OF_COUNTRIES: Final = ("year", SOURCES, LOG)

#: Products by name; `add` takes one from outside.
PRODUCTS: Final[Registry[Product]] = Registry("product")

_PICTURES: Final = (*(ending[1:] for ending in ENDINGS), *(ending[1:] for ending in MARKS))


def _spec(options: Mapping[str, Any], *without: str) -> dict[str, Any]:
    """Return options as specs want them: with tuples for lists, without those of the files."""
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in options.items()
        if name not in without
    }


def _save_pictures(figure: MapFigure, job: Job) -> None:
    """Write a map or figure in each format, and its words where a format is text."""
    for path in job.paths:
        if path.suffix in MARKS:
            save_captions(figure, path)
        else:
            save_map(figure, path, svg_text=job.options.get("svg_text", False))


def no_place(product: str, _table: str, _place: str) -> Mapping[str, Any]:
    """Refuse to aim at one place a product that is of all of them."""
    raise UsageError(message(f"atlas.all_places.{product}"))


def _check_map(options: Mapping[str, Any]) -> None:
    MapSpec(**_spec(options, "points", "svg_text"))


def _draw_map(releases: Mapping[Edition, Release], job: Job) -> MapFigure:
    return releases[job.edition].map(by=job.by[0], **_spec(job.options, "svg_text"))


def _map_of_place(table: str, place: str) -> Mapping[str, Any]:
    """Return what draws the surroundings of a place."""
    return {"extent": f"district:{place}" if table == "district" else place}


def _figure(options: Mapping[str, Any]) -> FigureKind:
    return FIGURES.named(options.get("figure", FigureSpec.kind))


def _check_figure(options: Mapping[str, Any]) -> None:
    FigureSpec(kind=_figure(options).name, **_spec(options, "figure", "beside", "svg_text"))


def _draw_figure(releases: Mapping[Edition, Release], job: Job) -> MapFigure:
    spec = _spec(job.options, "figure", "beside", "svg_text")
    beside = [releases[edition] for edition in job.beside]
    kind = _figure(job.options).name
    return releases[job.edition].figure(kind=kind, by=job.by[0], beside=beside, **spec)


def _figure_of_place(_table: str, place: str) -> Mapping[str, Any]:
    return {"places": [place]}


def _check_table(options: Mapping[str, Any]) -> None:
    TableSpec(**_spec(options, "hxl", "beside", "points"))


def _draw_table(releases: Mapping[Edition, Release], job: Job) -> PublishedTable:
    beside = [releases[edition] for edition in job.beside]
    spec = _spec(job.options, "hxl", "beside")
    return releases[job.edition].table(by=job.by[0], beside=beside, **spec)


def _save_table(table: PublishedTable, job: Job) -> None:
    for path in job.paths:
        write_published(table, path, hxl=job.options.get("hxl", False))


def _check_page(options: Mapping[str, Any]) -> None:
    from diasporamap.measures import MEASURES

    for name in options.get("measures", ()):
        MEASURES.named(name)


def _draw_page(releases: Mapping[Edition, Release], job: Job) -> WebPage:
    return releases[job.edition].web_page(by=job.by, **job.options)


def _save_page(page: WebPage, job: Job) -> None:
    for path in job.paths:
        page.save(path)


PRODUCTS.add(
    Product(
        name="maps",
        part="map",
        keys={**ENTRY, **MAP},
        formats=_PICTURES,
        usual=("png",),
        check=_check_map,
        draw=_draw_map,
        save=_save_pictures,
        place=_map_of_place,
        all_years=lambda item: item.options.get("facet") in ACROSS,
    )
)
PRODUCTS.add(
    Product(
        name="figures",
        part="figure",
        keys={**ENTRY, **FIGURE},
        formats=_PICTURES,
        usual=("png",),
        check=_check_figure,
        draw=_draw_figure,
        save=_save_pictures,
        place=_figure_of_place,
        all_years=lambda item: _figure(item.options).several,
        shows=lambda item: _figure(item.options).by,
    )
)
PRODUCTS.add(
    Product(
        name="tables",
        part="table",
        keys={**ENTRY, **TABLE},
        formats=tuple(ending[1:] for ending in FORMATS),
        usual=("xlsx",),
        check=_check_table,
        draw=_draw_table,
        save=_save_table,
        all_years=lambda item: item.by == (SOURCES,),
        shows=lambda item: "country" if item.by[0] in OF_COUNTRIES else "",
        place=partial(no_place, "tables"),
    )
)
PRODUCTS.add(
    Product(
        name="pages",
        keys={**ENTRY, **PAGE},
        formats=("html",),
        usual=("html",),
        check=_check_page,
        draw=_draw_page,
        save=_save_page,
        place=partial(no_place, "pages"),
    )
)
