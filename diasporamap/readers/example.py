"""The example that ships with the package: UN DESA's counts of people from the first origin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.readers.registry import read_counts
from diasporamap.resources import shipped

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from diasporamap.counts.sources import Source


def example_path() -> Path:
    """Return where the example's counts table is; its sources file stands beside it."""
    return shipped("examples") / "cameroon_undesa_2020.csv"


def read_example() -> tuple[pd.DataFrame, dict[str, Source]]:
    """Read the example.

    Returns
    -------
    counts : pandas.DataFrame
        Tidy counts: 57 countries, women and men, 1990 to 2020 every five years.
    sources : dict of str to Source
        UN DESA, published.
    """
    read = read_counts(example_path())
    return read.table, dict(read.sources)
