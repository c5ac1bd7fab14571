"""Looks at the names in a counts file: what matched, what did not, and what may be meant."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from diasporamap.checking.findings import Finding
from diasporamap.places.aliases import UNCONFIRMED
from diasporamap.places.country_names import countries_register

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from diasporamap.places.columns import MatchedColumn
    from diasporamap.places.join import Joined

#: How many places without counts are named.
NAMED: Final = 12

#: The columns that only some maps need: what a report calls them, and what happens there.
ASIDE: Final = {
    "subdivision": ("Subdivisions", "Maps --by district stop at it."),
    "city": ("Cities", "Maps --by district leave its people with their country."),
    "origin": ("Origins", "Maps --by a level of the origin stop at it."),
}


def names(joined: Joined, *, allowed: bool, told: bool) -> Iterator[Finding]:
    """Give each name that fits nothing, and how many rows the columns beside `place` name.

    A name that the maps need is an error, or a warning where such rows are left out; one that they
    do not need is a warning that tells which maps do.
    """
    for column in joined.columns:
        if column.column in ASIDE:
            yield _named(column, told=told)
    for name in joined.unmatched:
        if name.column in joined.needed:
            yield Finding.of_problem(joined.told(name), level="warning" if allowed else "error")
        else:
            hint = f"{name.problem.hint} {ASIDE[name.column][1]}"
            yield Finding.of_problem(replace(name.problem, hint=hint), level="warning")


def _named(column: MatchedColumn, *, told: bool) -> Finding:
    """Tell how many figures have a name in a column that does not fit; of how many where `told`."""
    lost = int(column.lost.sum())
    blank = int(column.blank.sum()) + int(column.not_stated.sum())
    matched = len(column.found) - lost - blank
    if told:
        text = f"of {len(column.found):,} figures {matched:,} matched, {lost:,} not matched"
        text += f", {blank:,} blank"
    else:
        text = f"{lost:,} not matched" if lost else "all matched"
        text += ", some blank" if blank else ""
    return Finding(ASIDE[column.column][0], text)


def parts_and_wholes(joined: Joined) -> Iterator[Finding]:
    """Warn of countries with rows for their parts and rows for no part, which maps add up."""
    parts = next((column for column in joined.columns if column.column == "subdivision"), None)
    if parts is None or parts.column in joined.needed:  # maps by district refuse them
        return
    places = joined.columns[0].codes
    named, whole = places[~parts.blank], places[parts.blank]
    both = sorted(set(named.dropna().unique()) & set(whole.dropna().unique()))
    if both:
        text = f"counted with and without a subdivision: {' '.join(both)}"
        hint = "If the rows without one are whole countries, people are counted twice: keep one."
        yield Finding("Subdivisions", text, "warning", hint)


def places(have: Collection[str]) -> Iterator[Finding]:
    """Give how many countries have counts, and which have none."""
    yield Finding("Places", f"{len(have)} with counts")
    without = sorted(countries_register().titles.keys() - have)
    more = f" and {len(without) - NAMED} more" if len(without) > NAMED else ""
    yield Finding("Places", f"{len(without)} without: {' '.join(without[:NAMED])}{more}")


def aliases(joined: Joined) -> dict[str, tuple[str, str]]:
    """Return the names that an alias table can declare, each with a place and what may be meant.

    Only a name that is like a known one is given the code of it, to be confirmed: of a name that
    means several places none comes first.
    """
    offered: dict[str, dict[str, None]] = {}
    open_ones = set()
    for name in joined.unmatched:
        if name.match.reason == "part":
            continue
        offered.setdefault(name.name, {}).update(dict.fromkeys(name.match.suggestions))
        if name.match.reason != "unknown":
            open_ones.add(name.name)
    table = {}
    for written, suggestions in offered.items():
        likest = "" if written in open_ones else next(iter(suggestions), "").partition(" ")[0]
        table[written] = (f"{UNCONFIRMED}{likest}", "; ".join(suggestions))
    return table
