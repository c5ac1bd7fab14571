from __future__ import annotations

import pandas as pd
import pytest

from diasporamap.districts import Districts, read_districts
from diasporamap.districts.model import MEMBERSHIP_COLUMNS


@pytest.fixture(scope="session")
def shipped_districts():
    return read_districts()


@pytest.fixture(scope="session")
def make(shipped_districts):
    """Make districts of the shipped missions from rows of (district, unit, from, to)."""

    def build(*rows):
        records = [
            dict.fromkeys(MEMBERSHIP_COLUMNS, "")
            | {"district": district, "unit": unit, "confidence": "documented"}
            | dict(zip(("valid_from", "valid_to"), days, strict=False))
            for district, unit, *days in rows
        ]
        index = pd.RangeIndex(2, 2 + len(rows), name="row")
        memberships = pd.DataFrame(records, columns=list(MEMBERSHIP_COLUMNS), index=index)
        return Districts(shipped_districts.missions, memberships, "missions.csv", "districts.csv")

    return build
