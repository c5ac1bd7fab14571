"""The tables that the boundary build reads are complete and consistent."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from diasporamap.places.layers import read_table

BUILD = Path(__file__).parents[2] / "boundaries" / "build"
KINDS = {"international", "dashed", "dotted", "administrative"}
#: Divisions and arrondissements of each region, as the administrative map of Cameroon counts them.
CAMEROON = {
    "CM-AD": (5, 21),
    "CM-CE": (10, 70),
    "CM-EN": (6, 47),
    "CM-ES": (4, 33),
    "CM-LT": (4, 34),
    "CM-NO": (4, 21),
    "CM-NW": (7, 34),
    "CM-OU": (8, 40),
    "CM-SU": (4, 29),
    "CM-SW": (6, 31),
}


def table(name):
    return pd.read_csv(BUILD / name, dtype=str, keep_default_na=False)


def settings(name):
    return tomllib.loads((BUILD / name).read_text(encoding="utf-8"))


def test_every_provenance_stands_beside_what_it_is_of():
    """The build's check looks there, as `shipping` writes it."""
    found = {path: settings(path) for path in BUILD.parent.rglob("*.toml")}
    stated = {path: entry for path, entry in found.items() if "sha256" in entry}
    assert {"names.toml", "levels.toml", "cities.toml"} < {path.name for path in stated}
    for path, entry in stated.items():
        name = path.with_suffix(".gpkg" if "layer" in entry else ".csv").name
        sums = entry["sha256"] if isinstance(entry["sha256"], dict) else {name: entry["sha256"]}
        for file, stated_sum in sums.items():
            shipped = path.with_name(file).read_bytes()
            assert hashlib.sha256(shipped).hexdigest() == stated_sum, file


@pytest.mark.parametrize("region", CAMEROON)
def test_cameroon_has_its_divisions_and_arrondissements(region):
    divisions = table("cameroon_divisions.csv")
    own = divisions[divisions["region"] == region]
    arrondissements = table("cameroon_arrondissements.csv")
    inside = arrondissements["division"].isin(own["place"])
    assert (len(own), int(inside.sum())) == CAMEROON[region]


def test_cameroon_codes_are_unique_and_say_where_they_are():
    divisions, arrondissements = (
        table("cameroon_divisions.csv"),
        table("cameroon_arrondissements.csv"),
    )
    assert divisions["place"].is_unique
    assert divisions["geonames"].is_unique
    assert divisions["pcode"].is_unique
    assert arrondissements["place"].is_unique
    for place, region in zip(divisions["place"], divisions["region"], strict=True):
        assert place.startswith(f"{region.lower()}-")
    for place, division in zip(arrondissements["place"], arrondissements["division"], strict=True):
        assert place.startswith(f"{division}-")


def test_p_codes_of_divisions_are_those_that_the_humanitarian_lists_give():
    """A sample of each list: of OCHA's own scripts (Far North), and of its table of codes."""
    codes = dict(table("cameroon_divisions.csv")[["pcode", "place"]].to_numpy())
    assert [codes[f"CM00400{at}"] for at in range(1, 7)] == [
        "cm-en-diamare",
        "cm-en-logone-et-chari",
        "cm-en-mayo-danay",
        "cm-en-mayo-kani",
        "cm-en-mayo-sava",
        "cm-en-mayo-tsanaga",
    ]
    assert codes["CM001004"] == "cm-ad-mbere"
    assert codes["CM001005"] == "cm-ad-vina"
    assert codes["CM002010"] == "cm-ce-nyong-et-soo"
    assert codes["CM008005"] == "cm-ou-menoua"
    assert codes["CM008006"] == "cm-ou-mifi"
    assert codes["CM010006"] == "cm-sw-ndian"


def test_every_drawn_line_has_a_kind_and_every_decision_a_reason():
    decisions = settings("boundary_lines.toml")
    for entry in decisions["edge"] + decisions["inside"]:
        assert entry["kind"] in KINDS
        assert entry["reason"]
        assert bool(entry["fr"]) == bool(entry["en"])
    assert all(entry["reason"] for entry in decisions["left_out"])


def test_sub_regions_hold_each_country_once():
    members = [
        place
        for sub in settings("un_view.toml")["subregions"].values()
        for place in sub["members"].split()
    ]
    assert len(members) == len(set(members))
    assert set(members) | {"ATA"} == set(read_table("countries")["place"])


def test_corrected_codes_are_given_once():
    fixes = table("admin1_fixes.csv")
    assert fixes["adm1_code"].is_unique
    codes = fixes["iso_3166_2"][~fixes["iso_3166_2"].isin(["", "none"])]
    assert codes.is_unique
    shipped = set(read_table("admin1")["place"])
    assert set(codes) <= shipped
