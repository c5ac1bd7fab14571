from __future__ import annotations

import pytest

from diasporamap.api import release
from diasporamap.errors import UnmatchedPlacesError
from diasporamap.places.units import country_of, known_units, match_subdivision


@pytest.mark.parametrize(
    ("name", "country", "code"),
    [
        ("Lagos", "NGA", "NG-LA"),
        ("lagos state", "NGA", "NG-LA"),
        ("État de Lagos", "NGA", "NG-LA"),
        ("NG-LA", "NGA", "NG-LA"),
        ("Québec", "CAN", "CA-QC"),
        ("Quebec", "CAN", "CA-QC"),
        ("Extrême-Nord", "CMR", "CM-EN"),
        ("Far North", "CMR", "CM-EN"),
        ("Bavière", "DEU", "DE-BY"),
        ("Bayern", "FRA", None),
        ("Lgos", "NGA", None),
        ("", "NGA", None),
    ],
)
def test_parts_of_a_country_by_name(name, country, code):
    assert match_subdivision(name, country).place == code


def test_a_near_miss_is_suggested_and_not_taken():
    match = match_subdivision("Lagoss", "NGA")
    assert match.place is None
    assert match.suggestions[0].startswith("NG-LA (Lagos")


@pytest.fixture
def register(tmp_path):
    def write(*rows):
        path = tmp_path / "register.csv"
        lines = ["pays,subdivision,femmes,hommes", *rows]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


def test_a_column_of_parts_gives_the_places_of_districts(register):
    path = register("Nigeria,Lagos,30,40", "Nigeria,NG-OG,10,20", "Bénin,,5,6")
    made = release(path, by=["district"])
    assert made.read.report.places_matched == ("BEN", "NG-LA", "NG-OG")
    assert made.read.report.people_in == made.read.report.people_matched == 111


def test_by_country_the_parts_are_added_up(register):
    made = release(register("Nigeria,Lagos,30,40", "Nigeria,NG-OG,10,20"))
    cells = made.by().cells.set_index("sex")["count"]
    assert cells.to_dict() == {"F": 40, "M": 60, "T": 100}


def test_a_part_that_fits_nothing_is_named_or_stays_with_its_country(register):
    path = register("Nigeria,Lagos,30,40", "Nigeria,Lagoss,10,20")
    with pytest.raises(UnmatchedPlacesError, match=r"row 3, column 'subdivision': 'Lagoss' is no"):
        release(path, by=["district"])
    made = release(path, by=["district"], allow_unmatched=True)
    assert made.read.report.people_unmatched == 0
    assert made.read.report.rows_without_unit == 2
    assert made.counts.groupby("place")["count"].sum().to_dict() == {"NG-LA": 70, "NGA": 30}
    assert made.read.report.unmatched["place"].unique().tolist() == ["Nigeria, Lagoss"]


def test_units_are_read_where_a_place_is_no_country():
    known_units.cache_clear()
    assert (country_of("FRA"), known_units.cache_info().currsize) == ("FRA", 0)
    assert (country_of("NG-LA"), country_of("CM-EN"), country_of("XX")) == ("NGA", "CMR", "")
