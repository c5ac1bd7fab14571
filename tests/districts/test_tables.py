from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diasporamap.districts import read_districts
from diasporamap.districts.model import MEMBERSHIP_COLUMNS, MISSION_COLUMNS
from diasporamap.errors import DataError
from diasporamap.language import in_print
from diasporamap.resources import shipped
from tests.workbooks import save_workbook

MISSION = ["nga-lagos", "Consulat général", "Lagos", "Nigéria", "3,3947", "6,4541"]


@pytest.fixture
def write(tmp_path):
    def text(name, *lines):
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return text


@pytest.fixture
def workbook(tmp_path):
    return lambda **sheets: save_workbook(tmp_path / "ministry.xlsx", *sheets.items())


def test_a_table_of_two_columns_is_enough(write):
    path = write("own.csv", "district,unit", "fra-paris,FRA", "nga-abuja,rest of Nigeria")
    districts = read_districts(path)
    assert list(districts.missions.columns) == list(MISSION_COLUMNS)
    assert list(districts.memberships.columns) == list(MEMBERSHIP_COLUMNS)
    assert list(districts.memberships["unit"]) == ["FRA", "rest of NGA"]
    assert set(districts.memberships["confidence"]) == {"documented"}
    assert list(districts.memberships.index) == [2, 3]
    assert districts.memberships_file == str(path)
    assert districts.missions_file == "consular_missions.csv"


def test_french_headers_and_words(write):
    table = write(
        "own.csv",
        "circonscription;pays;du;au;confiance",
        "nga-lagos;Bénin;2009-02-03;;documenté",
        "nga-lagos;reste du Nigéria;;2008-12-31;déduit",
    )
    missions = write("posts.csv", "poste;type;ville;pays;longitude;latitude", ";".join(MISSION))
    districts = read_districts(table, missions=missions)
    assert districts.missions.loc[2, ["kind", "host", "lon", "lat"]].tolist() == [
        "consulate_general",
        "NGA",
        3.3947,
        6.4541,
    ]
    columns = ["unit", "valid_from", "valid_to", "confidence"]
    assert districts.memberships[columns].to_numpy().tolist() == [
        ["BEN", "2009-02-03", "", "documented"],
        ["rest of NGA", "", "2008-12-31", "inferred"],
    ]


def test_names_are_written_by_rule_where_they_are_blank(write):
    missions = write(
        "posts.csv",
        "mission,kind,city,host,lon,lat,name_fr,name_en",
        "egy-le-caire,embassy,Le Caire,EGY,31.2497,30.0626,,",
        "can-ottawa,high_commission,Ottawa,CAN,-75.69123,45.40506,,The High Commission",
    )
    table = write("own.csv", "district,unit", "can-ottawa,CAN")
    named = read_districts(table, missions=missions).missions
    assert named["name_fr"].tolist() == ["Ambassade au Caire", "Haut-commissariat à Ottawa"]
    assert named["name_en"].tolist() == ["Embassy in Le Caire", "The High Commission"]


@pytest.mark.parametrize("sheet", ["districts", "circonscriptions"])
def test_a_workbook_with_both_tables(workbook, sheet):
    day = dt.datetime(2009, 2, 3)  # noqa: DTZ001 - a spreadsheet's days have no zone
    path = workbook(
        **{
            "Lisez-moi": [["Notes"]],
            sheet: [["district", "unit", "valid_from"], ["nga-lagos", "NG-LA", day]],
            "missions": [["mission", "kind", "city", "host", "lon", "lat"], MISSION],
        }
    )
    districts = read_districts(path)
    assert districts.missions["mission"].tolist() == ["nga-lagos"]
    assert districts.memberships["valid_from"].tolist() == ["2009-02-03"]
    assert districts.missions_file == districts.memberships_file == str(path)


def test_a_workbook_with_one_sheet_of_any_name(workbook):
    path = workbook(Feuille1=[["district", "unit"], ["fra-paris", "FRA"]])
    assert read_districts(path).missions_file == "consular_missions.csv"


def test_sheets_of_unknown_names_are_not_guessed(workbook):
    path = workbook(A=[["district", "unit"]], B=[["district", "unit"]])
    with pytest.raises(DataError, match="has 2 sheets"):
        read_districts(path)


def test_missions_alone_can_be_replaced(write):
    missions = write("posts.csv", "mission,kind,city,host,lon,lat", ",".join(["a", *MISSION[1:4]]))
    with pytest.raises(DataError, match=r"posts\.csv, row 2"):
        read_districts(missions=missions)


def test_a_folder_and_a_missing_file(tmp_path):
    with pytest.raises(DataError, match="this is a folder"):
        read_districts(tmp_path)
    with pytest.raises(DataError, match="there is no such file"):
        read_districts(tmp_path / "none.csv")


@given(data=st.data())
@settings(max_examples=60)
def test_a_damaged_table_is_read_or_explained(tmp_path_factory, data):
    whole = (shipped("boundaries") / "consular_districts.csv").read_bytes()[:3000]
    at = data.draw(st.integers(0, len(whole)))
    put = data.draw(st.binary(max_size=8) | st.sampled_from([b",", b'"', b"\n", b"rest of ", b";"]))
    cut = data.draw(st.integers(0, 40))
    path = tmp_path_factory.mktemp("damaged") / "own.csv"
    path.write_bytes(whole[:at] + put + whole[at + cut :])
    problems = ()
    try:
        read_districts(path)
    except DataError as error:
        problems = error.problems
    assert all(problem.file and problem.hint.endswith(".") for problem in problems)


@pytest.mark.usefixtures("french")
def test_what_is_wrong_is_told_in_french(tmp_path):
    districts, missions = tmp_path / "districts.csv", tmp_path / "missions.csv"
    districts.write_text("district,unit\nparis,FRA\nparis,XXX\nlyon,GAB\n", encoding="utf-8")
    missions.write_text(
        "mission,kind,city,host,lon,lat\nparis,embassy,Paris,FRA,48.86,2.35\n", encoding="utf-8"
    )
    with pytest.raises(DataError) as refused:
        read_districts(districts, missions=missions)
    for written in (
        "ligne 3, colonne « unit » : « XXX » n'est ni un pays ni une subdivision des limites",
        "colonne « lon » : paris est à 48.86, 2.35",
        "et non dans son pays hôte, France (FRA). Inversez lon et lat.",
        "ligne 4, colonne « district » : il n'y a pas de mission « lyon »",
    ):
        assert in_print(written, "fr") in str(refused.value)
