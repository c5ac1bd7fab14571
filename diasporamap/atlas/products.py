"""What an atlas can hold: maps, figures, pages; an entry each, with its keys and how it is made."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from diasporamap.atlas.keys import ENTRY, FIGURE, MAP, PAGE
from diasporamap.errors import UsageError
from diasporamap.figures import FIGURES, FigureSpec
from diasporamap.maps import MapSpec
from diasporamap.maps.spec import ACROSS
from diasporamap.registry import Registry
from diasporamap.sheet import save_captions, save_map
from diasporamap.sheet.beside import MARKS
from diasporamap.sheet.saving import ENDINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from diasporamap.api import Release
    from diasporamap.atlas.keys import ValueKind
    from diasporamap.atlas.plan import Job
    from diasporamap.figures.plan import FigureKind
    from diasporamap.sheet.page import MapFigure


@dataclass(frozen=True, kw_only=True)
class Product:
    """A kind of output.

    Its `name` is that of its tables in the file, as "maps", and of its folder. `keys` are those of
    an entry, `formats` the endings that it may have, the first ones being usual. `check` raises a
    UsageError where options in a language make no sense; `makes` writes the files of a job.
    `place` gives the options that aim an entry at one place of a table. `all_years` tells whether
    options need the release of every year, and `shows` which table they show where it is not the
    one that is asked for.
    """

    name: str
    keys: Mapping[str, ValueKind]
    formats: tuple[str, ...]
    usual: tuple[str, ...]
    check: Callable[[Mapping[str, Any]], None]
    make: Callable[[Release, Sequence[Release], Job], None]
    place: Callable[[str, str], Mapping[str, Any]]
    all_years: Callable[[Mapping[str, Any]], bool]
    shows: Callable[[Mapping[str, Any]], str] = lambda _options: ""
    by: tuple[str, ...] = ("country",)


#: Products by name; `add` takes one from outside.
PRODUCTS: Final[Registry[Product]] = Registry("product")

_PICTURES: Final = (*(ending[1:] for ending in ENDINGS), *(ending[1:] for ending in MARKS))


def _without(options: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in options.items() if name not in names}


def _tuples(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return options with tuples for lists, as specs want them."""
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in options.items()
    }


def _save(figure: MapFigure, paths: Sequence[Path], *, svg_text: bool) -> None:
    """Write a figure in each format, and its words where a format is text."""
    for path in paths:
        if path.suffix in MARKS:
            save_captions(figure, path)
        else:
            save_map(figure, path, svg_text=svg_text)


def _check_map(options: Mapping[str, Any]) -> None:
    MapSpec(**_tuples(_without(options, "points", "svg_text")))


def _make_map(release: Release, _beside: Sequence[Release], job: Job) -> None:
    options = _tuples(job.options)
    svg_text = options.pop("svg_text", False)
    _save(release.map(by=job.by[0], **options), job.paths, svg_text=svg_text)


def _map_of_place(table: str, place: str) -> Mapping[str, Any]:
    """Return what draws the surroundings of a place."""
    return {"extent": f"district:{place}" if table == "district" else place}


def _figure(options: Mapping[str, Any]) -> FigureKind:
    return FIGURES.named(options.get("figure", FigureSpec.kind))


def _check_figure(options: Mapping[str, Any]) -> None:
    options = _tuples(_without(options, "beside", "svg_text"))
    FigureSpec(kind=options.pop("figure", FigureSpec.kind), **options)


def _make_figure(release: Release, beside: Sequence[Release], job: Job) -> None:
    options = _tuples(_without(job.options, "beside"))
    svg_text = options.pop("svg_text", False)
    kind = options.pop("figure", FigureSpec.kind)
    drawn = release.figure(kind=kind, by=job.by[0], beside=beside, **options)
    _save(drawn, job.paths, svg_text=svg_text)


def _figure_of_place(_table: str, place: str) -> Mapping[str, Any]:
    return {"places": [place]}


def _check_page(options: Mapping[str, Any]) -> None:
    from diasporamap.measures import MEASURES

    for name in options.get("measures", ()):
        MEASURES.named(name)


def _make_page(release: Release, _beside: Sequence[Release], job: Job) -> None:
    for path in job.paths:
        release.page(path, by=job.by, **job.options)


def _no_place(what: str, _table: str, _place: str) -> Mapping[str, Any]:
    raise UsageError(f"{what} are of all places. Leave each out.")


PRODUCTS.add(
    Product(
        name="maps",
        keys={**ENTRY, **MAP},
        formats=_PICTURES,
        usual=("png",),
        check=_check_map,
        make=_make_map,
        place=_map_of_place,
        all_years=lambda options: options.get("facet") in ACROSS,
    )
)
PRODUCTS.add(
    Product(
        name="figures",
        keys={**ENTRY, **FIGURE},
        formats=_PICTURES,
        usual=("png",),
        check=_check_figure,
        make=_make_figure,
        place=_figure_of_place,
        all_years=lambda options: _figure(options).several,
        shows=lambda options: _figure(options).by,
    )
)
PRODUCTS.add(
    Product(
        name="pages",
        keys={**ENTRY, **PAGE},
        formats=("html",),
        usual=("html",),
        check=_check_page,
        make=_make_page,
        place=partial(_no_place, "Pages"),
        all_years=lambda _options: False,
    )
)
