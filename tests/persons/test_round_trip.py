"""What `aggregate` writes is read by all that shows counts, and nobody is lost on the way."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import diasporamap as dm
from diasporamap.checking import check
from diasporamap.commands import main
from diasporamap.persons.tally import NO_PLACE

#: Places as registers write them, with parts and cities of each, known ones and others.
PLACES = {
    "France": (["Bretagne", "FR-IDF", ""], ["Lyon", "Rennes", "", "Saint-Trou-sur-Rien"]),
    "FRANCE": ([""], ["Paris 13", "Non précisé"]),
    "Nigeria": (["NG-LA", "", "Inconnue"], ["Lagos", "Autres villes", ""]),
    "Gabon": ([""], ["Libreville", ""]),
    "Côte d'Ivoire": ([""], ["Abidjan", ""]),
    "": (["", "Bretagne"], ["", "Lyon"]),
    "Non renseigné": ([""], [""]),
    "Pays inconnu": ([""], ["Ailleurs"]),
}
ORIGINS = ["Ouest", "CM-LT", "West", "Non précisée", ""]
NAMED = {
    "Région de résidence": ("subdivision", 0),
    "Ville": ("city", 1),
    "Région d'origine": ("origin", None),
    "Langue": ("by_langue", None),
}


@st.composite
def registers(draw):
    """Return headers to count by beside place and sex, and rows of persons."""
    by = [name for name in NAMED if draw(st.booleans())]
    if {"Région de résidence", "Ville"} <= set(by):
        by.remove("Région de résidence")
    size = draw(st.integers(1, 30))
    rows = []
    for _ in range(size):
        place = draw(st.sampled_from([*PLACES]))
        row = {"Pays": place, "Sexe": draw(st.sampled_from(["F", "Homme", "", "Inconnu"]))}
        for name in by:
            _, at = NAMED[name]
            choices = ORIGINS if name == "Région d'origine" else ["fr", "en", "", "12"]
            row[name] = draw(st.sampled_from(choices if at is None else PLACES[place][at]))
        rows.append(row)
    known = {"Pays": "Gabon", "Sexe": "F", **dict.fromkeys(by, "")}
    copies = draw(st.integers(1, 4))
    return by, pd.DataFrame([known, *rows] * copies)


def aggregated(tmp_path, by, persons, ending):
    register, counts = tmp_path / "register.csv", tmp_path / f"counts.{ending}"
    persons.to_csv(register, index=False)
    words = [
        "aggregate",
        register,
        counts,
        "--place-column",
        "Pays",
        "--sex-column",
        "Sexe",
        "--force",
        "--sums",
    ]
    for name in by:
        words += ["--by-column", name]
    done = CliRunner().invoke(main, list(map(str, words)))
    assert done.exit_code == 0, done.output
    assert done.output.startswith(f"Counted: {len(persons):,} persons = {len(persons):,} in")
    return counts


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(register=registers())
def test_everybody_who_goes_in_comes_out(tmp_path, ending, register):
    by, persons = register
    counts = aggregated(tmp_path, by, persons, ending)
    nowhere = int(persons["Pays"].isin(["", "Non renseigné", "Pays inconnu"]).sum())
    women = int((persons["Sexe"] == "F").sum())

    read = dm.read_counts(counts).table
    assert read["count"].sum() == len(persons)
    assert read.loc[read["sex"] == "F", "count"].sum() == women
    assert read.loc[read["place"] == NO_PLACE, "count"].sum() == nowhere
    for name in by:
        column, _ = NAMED[name]
        assert column in read

    shown = ["country", "district"] + ["region"] * ("Région d'origine" in by)
    release = dm.release(counts, allow_unmatched=True, by=shown)
    report = release.read.report
    assert (report.people_in, report.people_unmatched) == (len(persons), 0)
    assert report.people_matched == len(persons) - nowhere
    assert report.people_not_stated == nowhere
    assert release.attached.report.people() == len(persons) - nowhere
    for table in shown:
        protected = release.by(table)
        beside = bool(nowhere) and table != "region"  # by origin all have a place
        assert (protected.aside is not None) == beside

    facts = [found.text for found in check(counts, sums=True).findings if found.topic == "People"]
    (told,) = facts or [""]
    assert re.findall(r"\d+", told)[:2] == [str(len(persons)), str(len(persons) - nowhere)]


def test_maps_pages_and_districts_take_what_is_written(tmp_path):
    rows = [
        *([("France", "F", "Lyon")] * 40 + [("France", "Homme", "")] * 30),
        *([("Gabon", "F", "Libreville")] * 20 + [("Gabon", "Homme", "Autre ville")] * 25),
        *([("", "F", "")] * 12 + [("Non renseigné", "Homme", "Inconnue")] * 15),
    ]
    persons = pd.DataFrame(rows, columns=["Pays", "Sexe", "Ville"])
    counts = aggregated(tmp_path, ["Ville"], persons, "csv")
    told = "142 = 115 matched + 27 of no stated residence + 0 not matched"
    for words in (
        ["map", counts, tmp_path / "map.svg"],
        ["web", counts, tmp_path / "page.html", "--by", "country,district"],
        ["districts", "attach", counts, tmp_path / "districts.csv"],
    ):
        done = CliRunner().invoke(main, list(map(str, words)))
        assert done.exit_code == 0, done.output
        assert told in done.output
    districts = pd.read_csv(tmp_path / "districts.csv")
    assert districts.loc[districts["sex"] == "T", "count"].sum() == 142
    for name in ("map.svg", "page.html"):
        page = (tmp_path / name).read_text(encoding="utf-8")
        assert re.search(r"27\.?", page)
        assert "résidence non précisé" in page
