"""Writes the spellings of one place in counts of persons as one code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.counts.aggregation import aggregate_counts
from diasporamap.counts.schema import key_columns
from diasporamap.places.columns import (
    Naming,
    matched_origins,
    matched_places,
    matched_subdivisions,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


def with_codes(
    counts: pd.DataFrame, *, aliases: Mapping[str, str] | None = None
) -> tuple[pd.DataFrame, int]:
    """Write places and origins of counted persons as codes, and add up cells that become the same.

    Parameters
    ----------
    counts : pandas.DataFrame
        Counts of persons, as `diasporamap.persons.aggregate_persons` gives them; not
        changed.
    aliases : mapping of str to str, optional
        Codes by names of one's own; see `diasporamap.places.aliases.read_aliases`.

    Returns
    -------
    pandas.DataFrame
        The counts with a code where a name matches: "France", "FRANCE" and "FRA" are one cell.
        Names that fit nothing stay as they are. Every person is in it.
    int
        How many persons are under a name that fits nothing.
    """
    naming = Naming(aliases=aliases, origins=True, persons=True)
    places = matched_places(counts, naming)
    columns = (places, matched_subdivisions(counts, places.codes, naming))
    coded, lost = counts, places.lost.copy()
    for column in (*columns, matched_origins(counts, naming)):
        if column is not None:
            written = counts[column.column].astype("string")
            coded = coded.assign(**{column.column: column.codes.fillna(written)})
            lost |= column.lost
    added = aggregate_counts(coded, by=key_columns(counts.columns))
    return added[list(counts.columns)], int(counts.loc[lost, "count"].sum())
