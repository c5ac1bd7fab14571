from __future__ import annotations

import pytest

from diasporamap.api import release
from diasporamap.errors import CountsError, UnmatchedPlacesError
from diasporamap.readers.example import example_path


@pytest.fixture
def register(tmp_path):
    def write(*lines):
        path = tmp_path / "register.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


def read_units(path, **options):
    return release(path, by=["district"], **options)


def places(read):
    return list(dict.fromkeys(read.counts["place"]))


def test_countries_by_name_and_units_by_code(register):
    made = read_units(
        register("lieu,femmes,hommes", "Bénin,10,20", "NG-LA,30,40", "ng-og,1,2", "Namibie,3,4")
    )
    assert places(made) == ["BEN", "NG-LA", "NG-OG", "NAM"]
    assert made.counts["count"].sum() == 110
    report = made.read.report
    assert (report.rows_in, report.rows_matched, report.people_in) == (8, 8, 110)
    assert report.places_matched == ("BEN", "NAM", "NG-LA", "NG-OG")
    assert list(made.counts.index) == [2, 2, 3, 3, 4, 4, 5, 5]


def test_units_only(register):
    made = read_units(register("place,women,men", "NG-LA,30,40"))
    assert places(made) == ["NG-LA"]
    assert (made.read.report.people_in, made.read.report.people_matched) == (70, 70)
    assert made.read.report.rows_unmatched == made.read.report.people_unmatched == 0


def test_countries_only():
    made = read_units(example_path())
    assert made.counts["count"].sum() == 441_015
    assert made.by().sources["undesa_2020"].published
    assert read_units(example_path(), year=1990).counts["year"].unique().tolist() == [1990]


def test_the_sources_file_gives_source_and_definition(register):
    table = register("place,women,men", "NG-LA,30,40")
    table.with_suffix(".sources.toml").write_text(
        '[source.lagos]\ntitle = "T"\ncitation_fr = "C"\ncitation_en = "C"\n'
        'definition = "registered"\n',
        encoding="utf-8",
    )
    counts = read_units(table).counts
    assert set(counts["source"]) == {"lagos"}
    assert set(counts["definition"]) == {"registered"}


def test_two_sources_need_a_column(register):
    table = register("place,women,men", "NG-LA,30,40")
    entry = 'title = "T"\ncitation_fr = "C"\ncitation_en = "C"\n'
    table.with_suffix(".sources.toml").write_text(
        f"[source.a]\n{entry}[source.b]\n{entry}", encoding="utf-8"
    )
    with pytest.raises(CountsError, match="no column 'source'"):
        read_units(table)


def test_what_fits_nothing_stops_the_run(register):
    table = register("place,women,men", "NG-LA,30,40", "NG-XX,1,2")
    with pytest.raises(UnmatchedPlacesError, match="row 3, column 'place': 'NG-XX'"):
        read_units(table)


def test_unmatched_rows_can_be_left_out(register):
    table = register("place,women,men", "NG-LA,30,40", "FRA,5,6", "Autres,1,2")
    report = read_units(table, allow_unmatched=True).read.report
    assert (report.people_in, report.people_matched, report.people_unmatched) == (84, 81, 3)


def test_one_unit_written_twice_is_refused(register):
    table = register("place,women,men", "NG-LA,30,40", "ng-la,1,2")
    with pytest.raises(CountsError, match="'ng-la' is NG-LA, as is 'NG-LA' in row 2"):
        read_units(table)
