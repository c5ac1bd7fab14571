"""What an atlas can hold: a file a product, with the keys of its entries and how it is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from diasporamap.errors import UsageError
from diasporamap.language import message
from diasporamap.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from diasporamap.api import Release
    from diasporamap.atlas.keys import ValueKind
    from diasporamap.atlas.model import Item
    from diasporamap.atlas.plan import Edition, Job


@dataclass(frozen=True, kw_only=True)
class Product:
    """A kind of output.

    Its `name` is that of its tables in the file, as "maps", and of its folder; `part` is what it is
    in a report, "" where it is in none. `keys` are those of an entry, `formats` the endings that it
    may have, the `usual` ones where an entry names none.

    `check` raises a UsageError where options in a language make no sense. `draw` makes what a job
    asks for from the releases that it shows, and `save` writes it; modules that both need are
    `drawn_by`. `place` gives the options that aim an entry at one place of a table. `all_years`
    tells whether an entry needs the release of every year, `shows` which table it shows where it is
    not the one that is asked for, and `beside` of which sources it shows every year beside its own.
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
    drawn_by: tuple[str, ...] = ()

    def make(self, releases: Mapping[Edition, Release], job: Job) -> None:
        """Write the files of a job."""
        self.save(self.draw(releases, job), job)


#: Products by name; one is imported where an atlas has it. `add` takes one from outside.
PRODUCTS: Final[Registry[Product]] = Registry(
    "product",
    files="diasporamap.atlas.products",
    names=("maps", "figures", "tables", "pages", "reports", "profiles"),
)


def spec_of(options: Mapping[str, Any], *without: str) -> dict[str, Any]:
    """Return options as specs want them: with tuples for lists, without those of the files."""
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in options.items()
        if name not in without
    }


def no_place(product: str, _table: str, _place: str) -> Mapping[str, Any]:
    """Refuse to aim at one place a product that is of all of them."""
    raise UsageError(message(f"atlas.all_places.{product}"))
