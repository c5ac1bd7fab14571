"""Every folder beside this file is a table and the protected figures that must come of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from diasporamap.api import release

PAIRS = sorted(path.parent for path in Path(__file__).parent.glob("*/input.csv"))


def test_there_are_pairs():
    assert PAIRS


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_pair(pair):
    profile = "strict" if pair.name.endswith("_strict") else "standard"
    cells = release(pair / "input.csv", profile=profile).by().cells
    expected = (pair / "expected.csv").read_text(encoding="utf-8")
    assert cells.to_csv(index=False, lineterminator="\n") == expected
