"""An audit reads published tables back, whatever they are written in, and finds what they tell."""

from __future__ import annotations

import pandas as pd
import pytest

import diasporamap as dm
from diasporamap.checking.audits.outputs import read_outputs
from diasporamap.districts.choice import DistrictChoice
from diasporamap.export.formats import FORMATS

COUNTS = [
    *(("FRA", "F", 900), ("FRA", "M", 700), ("GAB", "F", 400), ("GAB", "M", 600)),
    *(("DEU", "F", 3), ("DEU", "M", 30), ("ITA", "F", 20), ("ITA", "M", 25)),
    *(("CHE", "F", 2), ("CHE", "M", 80), ("Unknown", "F", 70), ("Unknown", "M", 60)),
]
SIGN = {"fr": "s", "en": "c"}


@pytest.fixture(scope="module")
def release():
    counts = pd.DataFrame(COUNTS, columns=["place", "sex", "count"])
    return dm.release(counts.assign(year=2020, definition="born_in"))


def told(release, by):
    cells = release.cells(by)
    return {
        (by, place, sex): int(count) if state == "value" else None
        for place, sex, count, state in cells[["place", "sex", "count", "state"]].itertuples(
            index=False
        )
        if state != "no_data"
    }


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize(("by", "language"), [("country", "fr"), ("district", "en")])
def test_what_is_written_is_read_back(release, ending, by, language, tmp_path):
    release.table(tmp_path / f"t{ending}", by=by, language=language)
    (output,) = read_outputs(tmp_path, DistrictChoice())
    found = {tuple(figure.cell): figure.people for figure in output.figures}
    assert found == told(release, by)
    assert output.complete == {by}


def test_a_table_with_rows_of_several_places_is_not_complete(release, tmp_path):
    release.table(tmp_path / "t.md", top=1)
    (output,) = read_outputs(tmp_path, DistrictChoice())
    assert output.complete == frozenset()
    assert {figure.cell.place for figure in output.figures} == {"FRA", "residence-not-stated"}


def test_a_table_beside_a_map_that_tells_more_is_found(release, tmp_path):
    table = release.table(tmp_path / "t.md", language="en")
    assert not dm.audit(tmp_path).found
    (row,) = [row for row in table.rows if row.name == "Switzerland"]
    assert row.cells["women"].state == "suppressed"
    page = (tmp_path / "t.md").read_text("utf-8")
    line = next(line for line in page.split("\n") if line.startswith("| Switzerland"))
    cells = line.split(" | ")
    assert cells[3] == SIGN["en"]
    cells[3] = "80"  # somebody writes the men in
    (tmp_path / "t.md").write_text(page.replace(line, " | ".join(cells)), encoding="utf-8")
    assert {cell.place for cell in dm.audit(tmp_path).found} >= {"CHE"}
