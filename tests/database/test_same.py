"""Counts give the same figures from a database as from their file, whatever the file is like."""

import shutil
from pathlib import Path

import pytest

import diasporamap as dm
from diasporamap.database import load
from diasporamap.resources import shipped
from tests.database.conftest import SOURCES

GOLDEN = Path(__file__).parents[1] / "golden"
FILES = [
    *sorted(GOLDEN.glob("*/input.csv")),
    shipped("examples") / "invented_register.csv",
    shipped("examples") / "invented_origins.csv",
    "undesa:CMR",
]


@pytest.mark.parametrize("file", FILES, ids=lambda file: "-".join(str(file).split("/")[-2:]))
def test_figures_are_those_of_the_file(file, tmp_path, empty):
    declared = tmp_path / "register.sources.toml"
    declared.write_text(SOURCES, encoding="utf-8")
    options = {"sources": declared} if "golden" in str(file) else {}
    if "published_source" in str(file):
        options = {}
    shutil.copy(empty, tmp_path)
    load(tmp_path / "d.duckdb", file, **options)
    tables = ["country", "district"]
    if "origins" in str(file):
        tables += ["region", "division"]
    ours, theirs = dm.release(tmp_path / "d.duckdb"), dm.release(file, **options)
    for by in tables:
        columns = ["place", "sex", "count", "state"]
        assert ours.by(by).cells[columns].equals(theirs.by(by).cells[columns]), by
    assert dict(ours.sources) == dict(theirs.sources)
    assert ours.read.report.people_in == theirs.read.report.people_in
