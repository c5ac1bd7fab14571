from __future__ import annotations

from pathlib import Path

import pytest

FIXTURES = Path(__file__).parents[1] / "fixtures" / "counts"


@pytest.fixture
def fixture_file():
    return lambda name: FIXTURES / name


@pytest.fixture
def rows_of():
    """Return the rows of a counts table as tuples, blanks as None."""
    import pandas as pd

    def rows(counts, *columns):
        table = counts[list(columns)]
        return [
            tuple(None if pd.isna(cell) else cell for cell in row)
            for row in table.itertuples(index=False, name=None)
        ]

    return rows
