"""Lists of names in the styles of statistical offices: no wrong code, nearly all current names."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from diasporamap.places.countries import column_system, match_place

LISTS = {
    path.stem: list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    for path in sorted(Path(__file__).with_name("lists").glob("*.csv"))
}


@pytest.mark.parametrize("rows", LISTS.values(), ids=LISTS)
def test_a_list_gets_no_wrong_code_and_nearly_every_current_name_is_resolved(rows):
    system = column_system(row["name"] for row in rows)
    assert system == ""
    found = {row["name"]: match_place(row["name"], system=system) for row in rows}
    wrong = [row for row in rows if found[row["name"]].place not in (None, row["place"])]
    assert wrong == []
    current = [row for row in rows if row["place"]]
    lost = [row["name"] for row in current if found[row["name"]].place is None]
    assert len(lost) <= 0.03 * len(current), lost


@pytest.mark.parametrize(
    "row", [row for rows in LISTS.values() for row in rows if row["suggested"]], ids=str
)
def test_what_is_refused_has_the_right_suggestion_first(row):
    match = match_place(row["name"], system="")
    assert match.place is None
    assert match.suggestions[0].startswith(row["suggested"])


@pytest.mark.parametrize(
    "name", ["France, Allemagne", "France (Belgique)", "Chine / Macao", "France (Réunion)"]
)
def test_two_places_are_no_place(name):
    assert match_place(name).place is None
