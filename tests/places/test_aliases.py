from __future__ import annotations

import pytest

from diasporamap.api import release
from diasporamap.counts.origin_files import read_origin
from diasporamap.errors import CountsError, UnmatchedPlacesError
from diasporamap.places.aliases import known_code, read_aliases
from diasporamap.places.country_names import countries_register
from diasporamap.places.origins.matching import parts_of
from diasporamap.places.units import known_units


@pytest.fixture
def table(tmp_path):
    def write(name, *lines):
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


def test_a_table_of_names_is_read_and_other_columns_are_passed_over(table):
    path = table("own.csv", "name;place;note", "Congo;COG;x", "Brazza;cog;")
    assert read_aliases(path) == {"Congo": "COG", "Brazza": "COG"}


def test_codes_of_countries_parts_and_origins_are_known():
    for code in (
        *countries_register().titles,
        *known_units().country_of,
        *parts_of(read_origin()).register.titles,
    ):
        assert known_code(code, read_origin()) == code
        assert known_code(f" {code.lower()} ", read_origin()) == code
    assert known_code("CM008", read_origin()) == "CM-OU"
    for text in ("", "?", "FR", "Lagos", "XX-YY", "ZZZ"):
        assert known_code(text, read_origin()) is None


def test_a_wrong_alias_table_is_refused_with_every_problem(table, tmp_path):
    lines = ("Congo,CGO", ",COG", "Kin,?COD", "Eko,NG-LA", "eko,NG-OG", "EKO,NG-LA")
    with pytest.raises(CountsError) as caught:
        read_aliases(table("own.csv", "name,place", *lines))
    assert [(found.row, found.column) for found in caught.value.problems] == [
        (2, "place"),
        (3, "name"),
        (4, "place"),
        (6, "name"),
    ]
    assert "'eko' is NG-OG here and NG-LA in row 5" in str(caught.value)
    with pytest.raises(CountsError, match=r"name and place\. .* Columns found: nom, code\."):
        read_aliases(table("own.csv", "nom,code", "Congo,COG"))
    with pytest.raises(CountsError, match="no such file"):
        read_aliases(tmp_path / "none.csv")


def test_a_name_is_honoured_in_every_column_that_names_places(table):
    counts = table(
        "counts.csv",
        "place,subdivision,origin,women,men",
        "Naija,Eko,Grand Nord,30,40",
        "Naija,Ogun,Mfoundi ville,10,20",
    )
    own = table(
        "own.csv",
        "name,place",
        "Naija,NGA",
        "Eko,NG-LA",
        "Grand Nord,CM-EN",
        "Mfoundi ville,cm-ce-mfoundi",
    )
    by_country = release(counts, aliases=own, by=["region"])
    assert set(by_country.by().cells["place"]) == {"NGA"}
    assert set(by_country.counts["origin"]) == {"CM-EN", "cm-ce-mfoundi"}
    by_district = release(counts, aliases=own, by=["district"])
    assert set(by_district.counts["place"]) == {"NG-LA", "NG-OG"}


def test_a_name_that_means_a_place_of_another_kind_is_not_taken(table):
    counts = table("counts.csv", "place,origin,women,men", "Ouest,Paris,30,40")
    with pytest.raises(UnmatchedPlacesError) as caught:
        release(counts, aliases={"Ouest": "cm-ce-mfoundi", "Paris": "FRA"}, by=["region"])
    assert [problem.topic for problem in caught.value.problems] == ["Place", "Origins"]
