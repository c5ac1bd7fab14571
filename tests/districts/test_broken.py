"""Every folder of broken/ is a wrong table and all that must be said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from diasporamap.districts import read_districts
from diasporamap.errors import DataError

CASES = sorted(path.parent for path in Path(__file__).parent.glob("broken/*/expected.txt"))


def test_there_are_at_least_25_cases():
    assert len(CASES) >= 25


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_broken_table_is_explained(case):
    own = case / "missions.csv"
    with pytest.raises(DataError) as caught:
        read_districts(case / "districts.csv", missions=own if own.exists() else None)
    said = str(caught.value).replace(f"{case}/", "")
    assert said == (case / "expected.txt").read_text(encoding="utf-8").rstrip("\n")
    for problem in caught.value.problems:
        assert problem.file
        assert problem.hint.endswith(".")
