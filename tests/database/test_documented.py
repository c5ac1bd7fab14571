"""The year of docs/database.md, each command on its day."""

import re
from datetime import UTC, datetime

import openpyxl
import pytest

import diasporamap as dm
from diasporamap.store import writing
from tests.docs import QUICKLY, Runner, page, steps

#: Of each language's page: its name, and names of what the test looks at.
PAGES = {
    "en": ("database.md", "register", "february", "again", "all", "women were counted twice"),
    "fr": (
        "fr/database.md",
        "registre",
        "fevrier",
        "encore",
        "tout",
        "des femmes étaient comptées deux fois",
    ),
}


def days(text):
    """Give each step of the page, with the day that it is done on."""
    day = None
    for part in re.split(r"(?m)^(?=### \d{4}-\d\d-\d\d)", text):
        found = re.match(r"### (\d{4}-\d\d-\d\d)", part)
        day = found[1] if found else day
        for step in steps(part):
            yield day, step


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
@pytest.mark.parametrize("language", PAGES)
def test_a_year_of_work_is_as_the_page_says(tmp_path, monkeypatch, language):
    class Clock(datetime):
        at = datetime(2026, 1, 1, tzinfo=UTC)

        @classmethod
        def now(cls, tz=None):
            return cls.at.astimezone(tz)

    monkeypatch.setattr(writing, "datetime", Clock)
    monkeypatch.chdir(tmp_path)
    for variable, default in QUICKLY.items():
        monkeypatch.setenv(variable, default)
    name, register, february, again, everything, reason = PAGES[language]
    runner = Runner()
    for day, step in days(page(name)):
        if day:
            Clock.at = datetime.fromisoformat(day).replace(hour=9, tzinfo=UTC)
        runner.step(step)
        if "db workbook" in step.text:
            filled_in("paris_2026.xlsx")
        if step.text.startswith("diasporamap districts export"):
            with_milan(step.text.split()[3])

    told = runner.told
    assert "is load 4" in told["diasporamap db load diaspora.duckdb paris_2026.xlsx"]
    counts = dm.read_counts("diaspora.duckdb", source=register, year=2025).table
    assert "DEU" not in set(counts["place"])
    earlier = dm.release("diaspora.duckdb", source=register, year=2025, as_of="2026-02-28")
    december = dm.release("diaspora.duckdb", source=register, year=2025)
    women = [
        made.by().cells.set_index(["place", "sex"]).loc[("GAB", "F"), "count"]
        for made in (earlier, december)
    ]
    assert women == [2890, 1445]
    districts = [set(made.by("district").cells["place"]) for made in (earlier, december)]
    assert ["ita-milan" in names for names in districts] == [False, True]
    history = told[
        "diasporamap db history diaspora.duckdb place=GAB sex=F year=2025 --confidential"
    ]
    assert re.findall(r"said: (\d+)$", history, re.MULTILINE) == ["2890", "1445"]
    assert reason in history
    copied = dm.read_counts(f"{again}.duckdb").table
    kept = dm.read_counts("backups/2026.duckdb").table
    assert copied.equals(kept)
    assert dm.read_counts(f"{everything}.csv").table["count"].sum() == copied["count"].sum()
    assert "au 20 février 2026 (chargement 4)" in (
        (tmp_path / f"{february}.md").read_text(encoding="utf-8")
    ), "the last load before that day"
