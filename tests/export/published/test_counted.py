"""Tables of associations and other points, and the people of a release beside them."""

from __future__ import annotations

import pandas as pd
import pytest

import diasporamap as dm
from diasporamap.checking.audits.outputs import read_outputs
from diasporamap.districts.choice import DistrictChoice
from diasporamap.errors import UsageError
from diasporamap.points import read_points

COUNTS = [
    *(("FRA", "F", 900), ("FRA", "M", 700), ("GAB", "F", 400), ("GAB", "M", 600)),
    *(("TCD", "F", 1), ("TCD", "M", 2), ("DEU", "F", 60), ("DEU", "M", 30)),
    *(("ESP", "F", 2), ("ESP", "M", 40)),
]
POINTS = [
    *(("association", "Paris", "FRA", "yes"), ("association", "Marseille", "FRA", "no")),
    *(("event", "Paris", "FRA", ""), ("association", "N'Djamena", "TCD", "yes")),
    *(("Choir", "Oslo", "NOR", ""), ("association", "Berlin", "DEU", "")),
]


@pytest.fixture(scope="module")
def release():
    rows = pd.DataFrame(COUNTS, columns=["place", "sex", "count"])
    return dm.release(rows, origin="CMR", by=("country", "district"))


@pytest.fixture(scope="module")
def points():
    return read_points(pd.DataFrame(POINTS, columns=["kind", "city", "country", "women_led"]))


@pytest.fixture(scope="module")
def by_country(release, points):
    return release.table(points=points, language="en")


def told(table):
    return {row.name: table.written(row)[1:] for row in table.rows}


def test_a_row_a_country_with_points_and_the_people_that_the_release_shows(by_country, release):
    assert by_country.header == (
        *("Country of residence", "Women at the head", "Associations", "Events", "Choir"),
        *("In all", "People"),
    )
    hidden = release.by("country").cells.query("place == 'TCD' and sex == 'T'")["state"].item()
    assert hidden == "suppressed"
    rows = told(by_country)
    assert list(rows) == [
        *("France", "Chad", "Germany", "Norway", "Other countries (2)", "Total"),
    ]
    assert rows["France"] == ("1", "2", "1", "0", "3", "1,600")
    assert rows["Chad"] == ("1", "1", "0", "0", "1", "c")
    assert rows["Germany"] == ("n.a.", "1", "0", "0", "1", "90")
    assert rows["Norway"] == ("n.a.", "0", "0", "1", "1", "n.a.")
    assert rows["Total"][:5] == ("2", "4", "1", "1", "6")


def test_people_are_those_of_the_table_of_people_and_add_up_as_there(by_country, release):
    people = {row.name: row.cells["total"] for row in release.table(language="en").rows}
    for row in by_country.rows:
        if row.part == "place" and row.name in people:
            assert row.cells["total"] == people[row.name]
    assert by_country.rows[-1].cells["total"] == people["Total"]


def test_points_in_are_points_out_whichever_rows_there_are(release, points):
    for options in ({}, {"top": 1}, {"by": "district"}, {"by": "district", "top": 2}):
        table = release.table(points=points, **options)
        own = [row.cells["all"].value for row in table.rows if row.part != "total"]
        assert sum(own) == len(points) == table.rows[-1].cells["all"].value
        assert table.wide["all"].sum() == len(points)


def test_points_lie_in_the_district_that_covers_them(release, points):
    table = release.table(by="district", points=points, language="en")
    assert told(table)["Paris"][-2:] == ("3", "1,600")
    where = {row.place for row in table.rows if row.part == "place"}
    assert where <= set(release.districts.geography.table.index)
    assert "deu-berlin" in where


def test_in_a_country_that_districts_share_the_area_decides(release):
    cities = [("Lagos", "NGA"), ("Abuja", "NGA"), ("Kano", "NGA"), ("Cotonou", "BEN")]
    rows = [("association", city, country) for city, country in cities]
    points = pd.DataFrame(rows, columns=["kind", "city", "country"])
    table = release.table(by="district", points=points)
    numbers = {row.place: row.cells["kind_1"].value for row in table.rows if row.part == "place"}
    assert numbers == {"nga-lagos-cg": 2, "nga-abuja": 2}


def test_missions_are_points_too(release):
    table = release.table(by="district", points="missions", language="en")
    assert sum(row.part == "place" for row in table.rows) > 20
    assert "Missions of Cameroon" in " ".join(table.words.notes)


def test_notes_say_what_no_point_means_and_who_leads(by_country):
    notes = " ".join(by_country.words.notes)
    assert "there may be others" in notes
    assert "Led by women: 2 of the 3" in notes
    assert set(by_country.words.signs) == {"c", "n.a."}


@pytest.mark.parametrize("ending", ["md", "csv", "xlsx", "html", "docx", "parquet"])
def test_files_are_read_back_as_people_and_never_as_points(by_country, tmp_path, ending):
    by_country.write(tmp_path / f"t.{ending}")
    (output,) = read_outputs(tmp_path, DistrictChoice())
    shown = {tuple(figure.cell): figure.people for figure in output.figures}
    assert shown["country", "FRA", "T"] == 1600
    assert shown["country", "TCD", "T"] is None
    assert {sex for _, _, sex in shown} == {"T"}


def test_what_makes_no_sense_is_refused(release, points, tmp_path, by_country):
    for options, why in (
        ({"by": "year"}, "by country or by district"),
        ({"percent": "row"}, "no per cent"),
        ({"group_under": 10}, "no groups"),
    ):
        with pytest.raises(UsageError, match=why):
            release.table(points=points, **options)
    for name, why in (("t.gpkg", "no map"), ("t.sdmx.csv", "none of SDMX")):
        with pytest.raises(UsageError, match=why):
            by_country.write(tmp_path / name)
