"""Random counts tables: what people there are by place, sex and year, and what is not told."""

from __future__ import annotations

import pandas as pd
from hypothesis import strategies as st

#: A figure that its source has and keeps back.
WITHHELD = "withheld"

#: Zero, small groups, years and thousands: numbers that readers take for something else.
PEOPLE = st.one_of(
    st.sampled_from([0, 1, 4, 5, 900, 999, 1000, 1234, 2020, 12_000, 10**6, 10**8]),
    st.integers(0, 10**7),
)


def figures(*, blank=True, withheld=True, people=PEOPLE):
    """Draw a figure: people, None where there is no data, or `WITHHELD`."""
    others = ([st.none()] if blank else []) + ([st.just(WITHHELD)] if withheld else [])
    return st.one_of(people, people, *others)


def tables(places, *, sexes="FMU", years=(1990, 2005, 2015, 2020, 2024), most=20, figure=None):
    """Draw a table: figures by place, year and sex, where at least one is told.

    A table of blanks alone is no table of counts.
    """
    keys = st.tuples(st.sampled_from(places), st.sampled_from(years), st.sampled_from(sexes))
    cells = st.dictionaries(
        keys, figures() if figure is None else figure, min_size=1, max_size=most
    )
    return cells.filter(lambda table: any(value is not None for value in table.values()))


def by_place_and_year(cells):
    """Return the figures by sex of each place and year, in the order of the table."""
    grouped = {}
    for (place, year, sex), figure in cells.items():
        grouped.setdefault((place, year), {})[sex] = figure
    return grouped


def read_cells(counts, *more):
    """Return what was read as such a table; `more` columns stand after the sex in each key."""
    status = counts.get("status", pd.Series(index=counts.index, dtype="string"))
    figures_read = [
        WITHHELD if kept == WITHHELD else None if pd.isna(count) else int(count)
        for count, kept in zip(counts["count"], status.fillna(""), strict=True)
    ]
    columns = [counts[name] for name in ("place", "year", "sex", *more)]
    keys = list(zip(*columns, strict=True))
    assert len(set(keys)) == len(keys)
    return dict(zip(keys, figures_read, strict=True))
