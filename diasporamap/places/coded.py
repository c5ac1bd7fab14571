"""Writes the places of counted persons as codes, so that answers that mean one place add up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diasporamap.counts.aggregation import aggregate_counts
from diasporamap.counts.origin_files import read_origin
from diasporamap.counts.schema import key_columns
from diasporamap.errors import CountsError
from diasporamap.persons.tally import NO_PLACE
from diasporamap.places.columns import Naming, matched_columns, nothing_fits
from diasporamap.places.countries import is_non_answer
from diasporamap.places.join_report import lost_rows
from diasporamap.places.registers import NOT_STATED

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diasporamap.counts.origin import Origin
    from diasporamap.places.registers import Match


@dataclass(frozen=True, eq=False)
class Coded:
    """Counts of persons with codes of places.

    `lost` is how many persons are under a name that fits nothing, `left_out` the counts that were
    left out, with the columns of `JoinReport.unmatched`.
    """

    counts: pd.DataFrame
    lost: int
    left_out: pd.DataFrame


def with_codes(
    counts: pd.DataFrame,
    *,
    origin: Origin | str | None = None,
    aliases: Mapping[str, str] | None = None,
    allow_unmatched: bool = False,
) -> Coded:
    """Write places and origins of counted persons as codes, and add up cells that become the same.

    "France", "FRANCE" and "FRA" are one cell then. Names that fit nothing stay as they are, unless
    with `allow_unmatched` the persons of places that are not known are left out. Answers that are
    blank are written as not stated, since a blank may be read as a sum.
    """
    import numpy as np
    import pandas as pd

    naming = Naming(aliases=aliases, origin=read_origin(origin), persons=True)
    by_place = counts.drop(columns="city", errors="ignore")
    found = matched_columns(by_place, naming)
    coded, lost = counts, np.zeros(len(counts), bool)
    out = found["place"].lost & allow_unmatched
    left_out = lost_rows(by_place[out], [found["place"].at(out)]).assign(row="")
    for name, column in found.items():
        texts = counts[name].astype("string").fillna("")
        written = [_written_again(*at) for at in zip(texts, column.matches, strict=True)]
        named = pd.Series(written, index=counts.index, dtype="string")
        coded = coded.assign(**{name: column.codes.fillna(named)})
        lost |= column.lost
    if out.all():
        raise CountsError([nothing_fits(None)])
    answers = set(key_columns(counts.columns)) - {"place", "year", "origin"}
    coded = coded.fillna(dict.fromkeys(answers, NO_PLACE))
    added = aggregate_counts(coded[~out], by=key_columns(counts.columns))
    people = int(counts.loc[lost & ~out, "count"].sum())
    return Coded(added[list(counts.columns)], people, left_out[left_out["people"] > 0])


def _written_again(text: str, match: Match | None) -> str | None:
    """Return a name that fits nothing as it is written: in a column of codes, NR would be Nauru."""
    if match is None:  # blank, no answer, or a part of a place that is not known
        return None if not text or is_non_answer(text) else text
    if match.reason == NOT_STATED:
        return NO_PLACE
    return f"?{text}" if match.reason == "code" else text
