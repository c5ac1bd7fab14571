from __future__ import annotations

import csv
import runpy
import shutil
from pathlib import Path

import pytest

from diasporamap.counts.origin_files import read_origin
from diasporamap.districts import districts_on, read_districts, tables
from diasporamap.districts.checks import district_problems
from diasporamap.districts.model import CONFIDENCE, KINDS
from diasporamap.districts.tables import _are_checked
from diasporamap.errors import DataError
from diasporamap.resources import shipped

CMR = read_origin("CMR")
CHECKOUT = Path(__file__).parents[2]
LIST = CHECKOUT.parent / "shared" / "data" / "cameroon_missions.csv"
WITHOUT = {"deu-essen-h", "deu-hamburg-h", "fra-marseille", "fra-paris-cg", "nga-calabar"}


def golden():
    text = Path(__file__).with_name("golden.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_the_shipped_districts_are_those_of_the_golden_list(shipped_districts):
    on_day = districts_on(shipped_districts)
    missions = shipped_districts.missions.set_index("mission")
    found = [
        {
            "district": district,
            "kind": missions.loc[district, "kind"],
            "name_fr": missions.loc[district, "name_fr"],
            "name_en": missions.loc[district, "name_en"],
            "confidence": units["confidence"].max(),
            "units": " ".join(units["unit"]),
        }
        for district, units in on_day.groupby("district")
    ]
    assert found == golden()


def test_missions_without_coverage_have_no_row(shipped_districts):
    covered = set(shipped_districts.memberships["district"])
    assert set(shipped_districts.missions["mission"]) - covered == WITHOUT


def test_every_row_has_a_source_and_a_known_word(shipped_districts):
    missions, memberships = shipped_districts.missions, shipped_districts.memberships
    assert len(missions) == 47
    assert (missions["source"] != "").all()
    assert (memberships["source"] != "").all()
    assert (memberships["basis"] != "").all()
    assert set(missions["kind"]) == set(KINDS)
    assert set(memberships["confidence"]) == set(CONFIDENCE)
    assert set(missions["existence"]) == {
        "documented",
        "documented_country_only",
        "memory_only",
        "partly_documented",
    }


def test_greece_is_not_taken_as_documented(shipped_districts):
    rows = shipped_districts.memberships
    greece = rows[rows["unit"] == "GRC"].iloc[0]
    assert greece[["district", "confidence", "basis"]].tolist() == [
        "fra-paris",
        "inferred",
        "documented_wikidata",
    ]
    assert greece["note"].startswith("Disputed")


def test_two_missions_stand_in_rome_and_in_paris(shipped_districts):
    missions = shipped_districts.missions
    assert set(missions.loc[missions["city"] == "Rome", "name_fr"]) == {
        "Ambassade à Rome",
        "Ambassade à Rome (Saint-Siège)",
    }
    assert (missions["city"] == "Paris").sum() == 2


def test_the_tables_are_those_that_were_checked(shipped_districts):
    assert district_problems(shipped_districts) == []
    assert _are_checked(CMR.districts, CMR.missions)


def test_a_shipped_table_that_was_changed_is_checked(tmp_path, monkeypatch):
    for name in ("consular_districts.csv", "consular_missions.csv", "consular.toml"):
        shutil.copy(CMR.districts.parent / name, tmp_path / name)
    monkeypatch.setattr(tables, "shipped", lambda _: tmp_path)
    table, missions = (tmp_path / path.name for path in (CMR.districts, CMR.missions))
    assert _are_checked(table, missions)
    table.write_text(f"{table.read_text('utf-8')}nowhere,FRA,,,,,,\n", encoding="utf-8")
    assert not _are_checked(table, missions)
    with pytest.raises(DataError):
        read_districts(table, missions=missions)


def test_the_tables_stand_as_ones_own(tmp_path, shipped_districts):
    for name in ("consular_districts.csv", "consular_missions.csv"):
        shutil.copy(shipped("boundaries") / name, tmp_path / name)
    own = read_districts(
        tmp_path / "consular_districts.csv", missions=tmp_path / "consular_missions.csv"
    )
    assert own.missions.equals(shipped_districts.missions)
    assert own.memberships.equals(shipped_districts.memberships)


@pytest.mark.skipif(not LIST.parent.is_dir(), reason="no shared inputs beside the checkout")
def test_the_build_makes_the_shipped_tables(tmp_path):
    build = runpy.run_path(str(CHECKOUT / "boundaries" / "build" / "consular.py"))
    assert build["main"]([str(LIST), "--output", str(tmp_path)]) == 0
    for name in ("consular_districts.csv", "consular_missions.csv"):
        assert (tmp_path / name).read_bytes() == (shipped("boundaries") / name).read_bytes()
