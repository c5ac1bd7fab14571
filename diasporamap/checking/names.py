"""Looks at the names in a counts file: what matched, what did not, and what may be meant."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from diasporamap.checking.findings import Finding, topic_named
from diasporamap.language import message
from diasporamap.places.aliases import UNCONFIRMED
from diasporamap.places.country_names import countries_register

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from diasporamap.language import Message
    from diasporamap.places.columns import MatchedColumn
    from diasporamap.places.join import Joined

#: How many places without counts are named.
NAMED: Final = 12

#: The columns that only some maps need, and the topic of each; hints say what happens there.
ASIDE: Final = {"subdivision": "subdivisions", "city": "cities", "origin": "origins"}


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
            hint = message(f"checking.hints.{name.column}", hint=name.problem.hint)
            yield Finding.of_problem(replace(name.problem, hint=hint), level="warning")


def _named(column: MatchedColumn, *, told: bool) -> Finding:
    """Tell how many figures have a name in a column that does not fit; of how many where `told`."""
    lost = int(column.lost.sum())
    blank = int(column.blank.sum()) + int(column.not_stated.sum())
    matched = len(column.found) - lost - blank
    topic = ASIDE[column.column]
    if told:
        return Finding.of(
            *(topic, "named"),
            number=len(column.found),
            matched=matched,
            lost=lost,
            blank=blank,
        )
    if blank:
        return Finding.of(topic, "named_some_blank", named=matched_text(lost))
    return Finding(topic_named(topic), matched_text(lost))


def matched_text(lost: int) -> Message:
    """Say how many figures are not matched, or that all are."""
    return message("checking.not_matched", number=lost) if lost else message("checking.all_matched")


def parts_and_wholes(joined: Joined) -> Iterator[Finding]:
    """Warn of countries with rows for their parts and rows for no part, which maps add up."""
    parts = next((column for column in joined.columns if column.column == "subdivision"), None)
    if parts is None or parts.column in joined.needed:  # maps by district refuse them
        return
    places = joined.columns[0].codes
    named, whole = places[~parts.blank], places[parts.blank]
    both = sorted(set(named.dropna().unique()) & set(whole.dropna().unique()))
    if both:
        yield Finding.of(
            *("subdivisions", "parts_and_wholes"),
            level="warning",
            hint=message("checking.hints.parts_and_wholes"),
            codes=" ".join(both),
        )


def places(have: Collection[str]) -> Iterator[Finding]:
    """Give how many countries have counts, and which have none."""
    yield Finding.of("places", "with_counts", number=len(have))
    without = sorted(countries_register().titles.keys() - have)
    more = len(without) - NAMED
    kind = "without_counts_more" if more > 0 else "without_counts"
    codes = " ".join(without[:NAMED])
    yield Finding.of("places", kind, number=len(without), codes=codes, more=more)


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
