"""What shells offer for options that name a place, a district, a layer and the like.

Names are read from the shipped tables alone, without the libraries that maps need, so that a shell
answers at once.
"""

from __future__ import annotations

import csv
import tomllib
from typing import TYPE_CHECKING, Final

from click.shell_completion import CompletionItem

from diasporamap.language import messages_language
from diasporamap.resources import PACKAGE, shipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import click

    #: A name that is offered, and what it means.
    Offer = tuple[str, str]


def offered(option: str, context: click.Context, begun: str) -> list[CompletionItem[str]] | None:
    """Return what is offered for an option or argument by its name; None where no names are known.

    Of a list, as ``FRA,GAB``, the last part is completed.
    """
    if option not in _OFFERS:
        return None
    before, comma, last = begun.rpartition(",")
    found = {
        name: means
        for name, means in _OFFERS[option](context)
        if name.casefold().startswith(last.casefold())
    }
    if not found and last:  # by what it means, as "France" for FRA
        found = {
            name: means
            for name, means in _OFFERS[option](context)
            if means.casefold().startswith(last.casefold())
        }
    return [CompletionItem(before + comma + name, help=means) for name, means in found.items()]


def _countries(_: click.Context) -> Iterator[Offer]:
    with (shipped("boundaries") / "origins" / "names.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            yield row["code"], row[f"name_{messages_language()}"]


def _districts(_: click.Context) -> Iterator[Offer]:
    with (shipped("boundaries") / "consular_missions.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            yield row["mission"], row[f"name_{messages_language()}"]


def _places(context: click.Context) -> Iterator[Offer]:
    yield from _countries(context)
    yield from _districts(context)


def _extents(context: click.Context) -> Iterator[Offer]:
    written = (PACKAGE / "maps" / "extents.toml").read_text(encoding="utf-8")
    yield "world", ""
    for name, entry in tomllib.loads(written).items():
        yield name, entry[messages_language()]
    yield from _countries(context)
    yield from ((f"district:{name}", means) for name, means in _districts(context))


def _insets(context: click.Context) -> Iterator[Offer]:
    yield from (("auto", ""), ("none", ""))
    yield from _extents(context)


def _by(context: click.Context) -> Iterator[Offer]:
    """Offer what the tables of a release are by, and the levels of the origin that is named."""
    for name in ("country", "district", "admin1"):
        yield name, ""
    origin = context.params.get("origin") or "CMR"
    file = shipped("boundaries") / "origins" / f"{origin}.toml"
    if file.is_file():
        read = tomllib.loads(file.read_text(encoding="utf-8"))
        yield from ((level["name"], "") for level in read.get("levels", ()))


def _styles(_: click.Context) -> Iterator[Offer]:
    yield from ((path.stem, "") for path in sorted(shipped("styles").glob("*.toml")))


_OFFERS: Final[dict[str, Callable[[click.Context], Iterable[Offer]]]] = {
    "by": _by,
    "district": _districts,
    "extent": _extents,
    "inset": _insets,
    "mission": _districts,
    "origin": _countries,
    "place": _places,
    "style": _styles,
}
