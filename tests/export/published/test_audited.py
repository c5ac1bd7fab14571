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


def test_tables_by_education_and_by_a_column_of_ones_own_are_linked_in_any_format(tmp_path):
    """Codes and what is not stated have other names in each language, and are the same figures."""
    rows = [
        ("FRA", sex, level, sector, n)
        for sex in "FM"
        for level, sector, n in (("ED0-2", "shop", 30), ("ED5-8", "farm", 50), (None, "farm", 3))
    ]
    counts = pd.DataFrame(rows, columns=["place", "sex", "education", "by_sector", "count"])
    release = dm.release(counts.assign(year=2020, definition="born_in"))
    for by, name in (("education", "a"), ("by_sector", "b")):
        for language in ("fr", "en"):
            for ending in (".csv", ".xlsx", ".md", ".html", ".docx", ".sdmx.csv"):
                release.table(tmp_path / f"{name}_{language}{ending}", by=by, language=language)
    release.figure(tmp_path / "bars.svg", by="by_sector", language="fr")
    found = {"education": set(), "by_sector": set()}
    for output in read_outputs(tmp_path, DistrictChoice()):
        read = {(figure.cell.place, figure.cell.sex, figure.people) for figure in output.figures}
        (table,) = {figure.cell.table for figure in output.figures}
        if not output.picture:
            assert output.complete == {table}
            assert not found[table] or found[table] == read, output.file
            found[table] = read
        assert read <= found[table]
    assert ("shop", "F", 30) in found["by_sector"]
    assert {place for place, _, people in found["education"] if people is None} >= {
        "Education not stated"
    }
    assert not dm.audit(tmp_path).found
    told = (tmp_path / "a_en.md").read_text("utf-8")
    hidden = next(line for line in told.split("\n") if line.startswith("| Education not stated"))
    (tmp_path / "a_en.md").write_text(
        told.replace(hidden, "| Education not stated | 3 | 3 | 6 | 50.0 |"), encoding="utf-8"
    )
    (tmp_path / "a_fr.md").unlink()
    assert any(people for people in dm.audit(tmp_path).tables["education"])


def test_a_table_of_sources_is_said_to_be_a_comparison(tmp_path):
    dm.release("undesa:CMR").table(
        tmp_path / "s.md", by="sources", beside=[dm.release("undesa-2024:CMR")], top=2
    )
    dm.release("undesa:CMR").table(tmp_path / "t.md", top=2)
    read = {output.file: output.why for output in read_outputs(tmp_path, DistrictChoice())}
    assert read == {"s.md": "comparison", "t.md": ""}
