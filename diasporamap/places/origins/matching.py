"""Matches a part of the country of origin, as a register writes it, to its code."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from diasporamap.errors import BoundaryError, Problem, problem
from diasporamap.places.layers import read_table
from diasporamap.places.registers import (
    Aliases,
    Match,
    Register,
    plain_name,
    register_of,
    unmatched,
)
from diasporamap.resources import rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diasporamap.counts.origin import Origin

#: The place of people whose origin is not stated.
NOT_STATED: Final = "origin-not-stated"


@dataclass(frozen=True)
class Parts:
    """The parts of an origin, of every level.

    The register has the codes of the layers and further ones, as P-codes. `levels` gives the level
    of each part, `parents` the part that it adds up to where there is one.
    """

    register: Register
    levels: Mapping[str, str]
    parents: Mapping[str, str]

    def at(self, level: str) -> dict[str, str]:
        """Return the part of a level that each part is in; those above it stay themselves."""
        found = {}
        for place in self.levels:
            above = place
            while self.levels[above] != level and above in self.parents:
                above = self.parents[above]
            found[place] = above if self.levels[above] == level else place
        return found


@cache
def parts_of(origin: Origin) -> Parts:
    """Return every part of an origin: names of the layers, codes, reviewed aliases."""
    names: list[tuple[str, str]] = []
    codes: dict[str, str] = {}
    titles, levels, parents = {}, {}, {}
    for level in origin.levels:
        table = read_table(level.layer)
        if missing := {*level.codes, level.parent} - {"", *table.columns}:
            raise BoundaryError.of("layer_column", file=str(level.layer), name=min(missing))
        called = told_apart(table)
        for row in table.to_dict("records"):
            place = str(row["place"])
            own = (str(row[key]) for key in ("name_fr", "name_en", "name_local") if key in row)
            names += [(name, place) for name in dict.fromkeys(own) if name]
            codes |= {str(row[column]).upper(): place for column in ("place", *level.codes)}
            titles[place] = f"{place} ({' / '.join(dict.fromkeys(called[place]))})"
            levels[place] = level.name
            if level.parent:
                parents[place] = str(row[level.parent])
    if origin.aliases is not None:
        names += [(row["name"], row["place"]) for row in rows_of(origin.aliases)]
    strange = {*parents.values(), *(place for _, place in names)} - titles.keys()
    if strange:
        raise BoundaryError.of("origin_strange", name=min(strange), parts=origin.parts_text())
    kinds = frozenset(word for level in origin.levels for word in level.kinds)
    return Parts(register_of(names, titles, codes, kinds=kinds, by_word=True), levels, parents)


def told_apart(table: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Return the French and English name of each place of a layer, each name of one place only.

    Where several places have a name, the one that they have in their own country follows it, or the
    code where that does not tell them apart or is not in Latin letters.
    """
    local = table["name_local" if "name_local" in table else "place"].astype(str)
    local = local.where(local.map(_is_latin) & ~local.duplicated(keep=False), table["place"])
    names = []
    for column in ("name_fr", "name_en"):
        own = table[column].astype(str)
        alike = own.map(plain_name).duplicated(keep=False)
        names.append(own.where(~alike | (own == local), own + " (" + local + ")"))
    return {
        str(place): (french, english)
        for place, french, english in zip(table["place"], *names, strict=True)
    }


def _is_latin(name: str) -> bool:
    return all(unicodedata.name(sign, "").startswith("LATIN") for sign in name if sign.isalpha())


def match_origin(name: str, origin: Origin, *, aliases: Aliases = None) -> Match:
    """Match the name or code of a part of a country of origin."""
    return parts_of(origin).register.match(name, aliases)


def no_origins(file: str | None, origin: Origin) -> Problem:
    """Describe counts that give no origin."""
    return problem("origin_missing", file=file, topic="Origins", parts=origin.parts_text())


def unmatched_origin(name: str, match: Match, origin: Origin, *, told: bool = True) -> Problem:
    """Describe a name that is no part of the origin, or of several, with what may be meant."""
    if match.reason == "unclear":
        said: dict[str, Any] = {
            "name": name,
            "parts": origin.parts_text(),
            "offered": match.offered,
        }
        return problem("origin_unclear", topic="Origins", **said)
    return unmatched(
        *("origin_unknown", name, match, "Origins"), told=told, parts=origin.parts_text()
    )
