"""Files of published tables: the same bytes, no formula, read back, told to those who listen."""

from __future__ import annotations

import csv
import time

import openpyxl
import pandas as pd
import pytest

import diasporamap as dm
from diasporamap.errors import UsageError
from diasporamap.export.formats import FORMATS
from diasporamap.files import is_ours

COUNTS = [
    *(("FRA", "F", 900), ("FRA", "M", 700), ("GAB", "F", 400), ("GAB", "M", 600)),
    *(("DEU", "F", 3), ("DEU", "M", 30), ("ITA", "F", 20), ("ITA", "M", 25)),
    *(("CHE", "F", 130), ("CHE", "M", 80), ("CIV", "F", 210), ("CIV", "M", 80)),
]
SPACE = "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def release():
    counts = pd.DataFrame(COUNTS, columns=["place", "sex", "count"])
    return dm.release(counts.assign(year=2020, definition="born_in"))


@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_table_gives_the_same_bytes_and_is_known_as_ours(release, ending, tmp_path):
    for at in (1, 2):
        release.table(tmp_path / f"{at}{ending}")
        time.sleep(1.1)
    first, second = (tmp_path / f"{at}{ending}" for at in (1, 2))
    assert first.read_bytes() == second.read_bytes()
    assert is_ours(first)


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_our_reader_reads_a_table_back(release, ending, language, tmp_path):
    whole = dm.release(
        pd.DataFrame(COUNTS, columns=["place", "sex", "count"]), profile="none", confidential=True
    )
    for hxl in (False, True):
        whole.table(tmp_path / f"t{ending}", language=language, hxl=hxl)
        read = dm.read_counts(tmp_path / f"t{ending}").table
        found = {(r.place, r.sex): r.count for r in read.itertuples(index=False)}
        codes = {(place, sex): count for place, sex, count in COUNTS}
        assert {key: found[key] for key in codes} == codes
    # What is hidden is read as withheld, and is not 0.
    release.table(tmp_path / f"h{ending}", language=language)
    read = dm.read_counts(tmp_path / f"h{ending}").table
    assert (read["status"] == "withheld").any()
    assert not (read.loc[read["place"] == "DEU", "count"] == 0).any()


def test_no_cell_is_a_formula(release, tmp_path):
    title = '=HYPERLINK("http://x")'
    for ending in (".csv", ".xlsx"):
        release.table(tmp_path / f"t{ending}", title=title, language="en")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    # A negative change is a number; nothing else begins as a formula does.
    assert not [cell for cell in cells if cell[:1] in "=+@" and cell]


def test_a_workbook_has_typed_numbers_a_codebook_and_sources(release, tmp_path):
    release.table(tmp_path / "t.xlsx", language="fr", hxl=True)
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == ["Tableau", "Dictionnaire", "Sources"]
    sheet = book["Tableau"]
    assert sheet.freeze_panes == "C4"
    header = [cell.value for cell in sheet[2]]
    assert header[:4] == ["place", "Pays de résidence", "Rang", "Femmes"]
    assert [cell.value for cell in sheet[3]][:2] == ["#country+code+v_iso3", "#country+name+i_fr"]
    assert sheet["D4"].value == 900
    assert "[$-40C]" in sheet["D4"].number_format
    meanings = {row[0].value: row[4].value for row in book["Dictionnaire"].iter_rows(min_row=2)}
    assert meanings["share_women"] == "Women in per cent of women and men"
    assert "s" in meanings


def test_html_reads_aloud(release, tmp_path):
    table = release.table(tmp_path / "t.html", language="fr")
    page = (tmp_path / "t.html").read_text("utf-8")
    assert '<html lang="fr">' in page
    assert f"<caption>{table.words.title}</caption>" in page
    assert '<th scope="col" class="name">Pays de résidence</th>' in page
    assert '<th scope="row" class="name">Côte d’Ivoire</th>' in page
    assert f">1{SPACE}600</td>" in page
    assert "http" not in page


def test_markdown_escapes_what_is_its_own(release, tmp_path):
    release.table(tmp_path / "t.md", title="a|b_c*", language="en")
    text = (tmp_path / "t.md").read_text("utf-8")
    assert text.startswith("**a\\|b\\_c\\***\n")
    assert "| France | 1 | 900 | 700 | 1,600 |" in text


def test_other_endings_and_tags_elsewhere_are_refused(release, tmp_path):
    with pytest.raises(UsageError, match="Use one of these endings"):
        release.table(tmp_path / "t.ods")
    with pytest.raises(UsageError, match="Leave them out"):
        release.table(tmp_path / "t.md", hxl=True)
    assert not list(tmp_path.iterdir())
