"""The year of docs/database.md, each command on its day."""

import re
import shlex
from datetime import UTC, datetime

import openpyxl
import pytest
from click.testing import CliRunner

import diasporamap as dm
from diasporamap.commands import main
from diasporamap.store import writing
from tests.docs import page


def parts():
    """Give the days, files and commands of the page, in their order."""
    text = page("database.md").partition("## A year")[2].partition("## What a load promises")[0]
    for found in re.finditer(
        r"^### (\d{4}-\d\d-\d\d)|^```(\w+)\n(.*?)^```", text, re.MULTILINE | re.DOTALL
    ):
        if found[1]:
            yield "day", found[1]
        elif found[2] == "sh":
            yield from (("run", line) for line in found[3].splitlines())
        else:
            before = text[: found.start()]
            yield re.findall(rf"`([\w]+(?:\.sources)?\.{found[2]})`", before)[-1], found[3]


def filled_in(path):
    """Fill in the workbook as the mission does."""
    book = openpyxl.load_workbook(path)
    sheet = book["Saisie"]
    header = [cell.value for cell in sheet[4]]
    figures = {"Femmes": 8100, "Hommes": 7300}
    for cells in sheet.iter_rows(min_row=5, max_row=sheet.max_row):
        row = dict(zip(header, cells, strict=True))
        if row["Pays de résidence"].value == "France" and row["Sexe"].value in figures:
            row["Effectif"].value = figures[row["Sexe"].value]
            row["Région d’origine"].value = "Littoral"
    book.save(path)


def with_milan(path):
    """Add the consulate to the tables of missions and districts."""
    book = openpyxl.load_workbook(path)
    new = {
        "mission": "ita-milan",
        "kind": "consulate",
        "city": "Milan",
        "host": "ITA",
        "lon": 9.19,
        "lat": 45.46,
        "district": "ita-milan",
        "unit": "IT-MI",
        "valid_from": "2026-04-01",
        "confidence": "documented",
    }
    for name in ("missions", "districts"):
        sheet = book[name]
        if name == "districts":
            (whole,) = (row[1] for row in sheet.iter_rows() if row[1].value == "ITA")
            whole.value = "rest of ITA"
        sheet.append([new.get(cell.value) for cell in sheet[1]])
    book.save(path)


@pytest.mark.slow
def test_a_year_of_work_is_as_the_page_says(tmp_path, monkeypatch):
    class Clock(datetime):
        at = datetime(2026, 1, 1, tzinfo=UTC)

        @classmethod
        def now(cls, tz=None):
            return cls.at.astimezone(tz)

    monkeypatch.setattr(writing, "datetime", Clock)
    monkeypatch.chdir(tmp_path)
    told = {}
    for what, text in parts():
        if what == "day":
            Clock.at = datetime.fromisoformat(text).replace(hour=9, tzinfo=UTC)
        elif what == "run":
            done = CliRunner().invoke(main, shlex.split(text)[1:])
            assert done.exit_code == 0, (text, done.output)
            told[text] = done.output
            if "db workbook" in text:
                filled_in("paris_2026.xlsx")
            if "districts export" in text:
                with_milan("districts.xlsx")
        else:
            (tmp_path / what).write_text(text, encoding="utf-8")

    assert "is load 4" in told["diasporamap db load diaspora.duckdb paris_2026.xlsx"]
    counts = dm.read_counts("diaspora.duckdb", source="register", year=2025).table
    assert "DEU" not in set(counts["place"])
    february = dm.release("diaspora.duckdb", source="register", year=2025, as_of="2026-02-28")
    december = dm.release("diaspora.duckdb", source="register", year=2025)
    women = [
        made.by().cells.set_index(["place", "sex"]).loc[("GAB", "F"), "count"]
        for made in (february, december)
    ]
    assert women == [2890, 1445]
    districts = [set(made.by("district").cells["place"]) for made in (february, december)]
    assert ["ita-milan" in names for names in districts] == [False, True]
    history = told[
        "diasporamap db history diaspora.duckdb place=GAB sex=F year=2025 --confidential"
    ]
    assert re.findall(r"said: (\d+)$", history, re.MULTILINE) == ["2890", "1445"]
    assert "women were counted twice" in history
    again = dm.read_counts("again.duckdb").table
    assert again.equals(dm.read_counts("diaspora.duckdb").table)
    assert dm.read_counts("all.csv").table["count"].sum() == again["count"].sum()
    assert "au 20 février 2026 (chargement 4)" in (
        (tmp_path / "february.md").read_text(encoding="utf-8")
    ), "the last load before that day"
