"""More people than the origin has, or many times those published of a place, are refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diasporamap.checking.checks import check
from diasporamap.counts.origin_files import read_origin
from diasporamap.intake import join_file
from diasporamap.places import plausibility
from diasporamap.places.plausibility import published_of
from diasporamap.readers.options import ReadingOptions
from diasporamap.readers.reference import REVISIONS

SOURCE = '[source.reg]\ntitle = "T"\ncitation_fr = "F"\ncitation_en = "E"\n'


def problems(path, text, declared="", **options):
    path.write_text(text, encoding="utf-8")
    if declared:
        path.with_suffix(".sources.toml").write_text(SOURCE + declared, encoding="utf-8")
    return join_file(path, ReadingOptions(**options)).joined.problems


def test_a_sum_over_the_population_of_the_origin_is_refused_without_the_figure(tmp_path):
    text = "place,year,women,men\nUSA,2019,14000000,12000000\nCAN,2019,1,2\n"
    (found, *_) = problems(tmp_path / "r.csv", text)
    assert found.kind == "larger_than_population"
    assert found.column == "women + men"
    assert "more than the population of Cameroon: 25,506,097 in 2019" in found.message
    assert "26,000,003" not in str(found)
    assert "larger_than_expected = true under [source.NAME]" in found.hint


def test_years_are_not_added_together(tmp_path):
    text = "place,year,women,men\nIND,2015,9000000,9000000\nIND,2016,9000000,9000000\n"
    assert problems(tmp_path / "r.csv", text) == ()
    assert len(problems(tmp_path / "s.csv", text.replace("IND,2016", "CHN,2015"))) == 1


def test_parts_of_a_country_and_ages_are_added_up(tmp_path):
    parts = ("NG-LA", "NG-KN")
    rows = [f"{part},F,{age},500000" for part in parts for age in ("0-14", "15+")]
    (found,) = problems(tmp_path / "r.csv", "\n".join(["place,sex,age,count", *rows]))
    assert found.kind == "larger_than_published"
    assert found.message.startswith(
        "NGA has over 20 times the people from Cameroon that are published: 52,489 in 2020"
    )
    assert (found.row, found.column) == ("2, 3, 4, 5", "count")


def test_published_figures_are_told(tmp_path):
    declared = "published = true"
    (found,) = problems(tmp_path / "r.csv", "pays;femmes;hommes\nCHE;90000;90000", declared)
    assert "CHE has 180,000 people, over 20 times" in found.message
    assert "under [source.reg]" in found.hint


@pytest.mark.parametrize(
    ("year", "count", "fine"),
    [
        (2020, 1_859_660, True),  # France: 92,983 in 2020
        (2020, 1_859_661, False),
        (2024, 1_859_661, False),
        (1991, 20 * 36_846, True),  # of 1990
        (1991, 20 * 36_846 + 1, False),
    ],
)
def test_the_nearest_year_counts_and_twenty_times_is_the_limit(tmp_path, year, count, fine):
    text = f"place,year,sex,count\nFRA,{year},F,{count}\n"
    assert (problems(tmp_path / "r.csv", text) == ()) is fine


def test_small_places_and_places_that_are_not_published_are_free(tmp_path):
    text = "place,sex,count\nLVA,F,9000\nCHN,F,300000\n"  # Latvia has 4 people at UN DESA
    assert problems(tmp_path / "r.csv", text) == ()
    (found,) = problems(tmp_path / "r.csv", text.replace("9000", "10005"))
    assert found.message.startswith("LVA has over 20 times")


def test_what_is_declared_is_read_and_of_each_source_alone(tmp_path):
    text = "place,sex,count,source\nFRA,F,40000000,reg\nFRA,F,70,other\n"
    assert len(problems(tmp_path / "r.csv", text, "published = false")) == 2
    assert problems(tmp_path / "r.csv", text, "larger_than_expected = true") == ()
    text = text.replace("70,other", "30000000,other")
    assert len(problems(tmp_path / "r.csv", text, "larger_than_expected = true")) == 2


def test_all_migrants_of_a_country_are_not_compared(tmp_path):
    text = "place,sex,count\nDEU,F,40000000\n"
    assert problems(tmp_path / "r.csv", text, "all_origins = true") == ()


def test_another_origin_is_compared_with_its_own_population(tmp_path):
    (found, _) = problems(tmp_path / "r.csv", "place,sex,count\nFRA,U,1900000\n", origin="GNQ")
    assert "the population of Equatorial Guinea: 1,847,556 in 2023" in found.message
    assert problems(tmp_path / "s.csv", "place,sex,count\nFRA,U,1900000\n", origin="DZA") == ()


def test_check_tells_it_as_an_error(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text("place,sex,count\nGAB,F,1100000\n", encoding="utf-8")
    report = check(path)
    (error,) = (found for found in report.findings if found.level == "error")
    assert "GAB has over 20 times" in str(error)


def test_every_origin_is_compared_with_what_undesa_publishes_of_its_people(tmp_path):
    text = "place,year,women,men\nITA,2020,1200000,1200000\nESP,2020,30000,40000\n"
    (found,) = problems(tmp_path / "r.csv", text, origin="SEN")
    assert found.kind == "larger_than_published"
    assert found.message == (
        "ITA has over 20 times the people from Senegal that are published: 113,444 in 2020 "
        "(International Migrant Stock 2020)"
    )
    assert published_of(read_origin("XKX")) == ()


def test_the_larger_revision_counts(tmp_path):
    # Ukrainians in Ireland: 5,232 in the revision of 2020, 125,016 in that of 2024.
    text = "place,year,women,men\nIRL,2024,60000,66000\n"
    assert problems(tmp_path / "r.csv", text, origin="UKR") == ()
    (found,) = problems(tmp_path / "s.csv", text.replace("60000", "2600000"), origin="UKR")
    assert found.message.endswith("125,016 in 2024 (International Migrant Stock 2024)")


@pytest.mark.parametrize("revision", REVISIONS)
@pytest.mark.parametrize("origin", ["CHN", "BIH", "UKR", "KAZ"])
def test_what_is_shipped_is_never_refused(origin, revision):
    table = f"undesa-{revision}:{origin}"
    assert join_file(table, ReadingOptions(origin=origin)).joined.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "place,year,sex,count\nFRA,2020,F,3\nFRA,2020,M,4\nDEU,2015,U,1\n",
        "place,year,sex,count\nFrance,2020,F,3\n",
        "place,year,count\nFRA,2020,3\nFRA,2015,1\n",
        "place;year;sex;count\nFRA;2020;F;3\n",
        "place,year,sex,count\nFRA,2020,F,\nFRA,2020,M,2\n",
    ],
)
def test_published_people_of_a_tidy_table_are_those_that_a_reader_reads(tmp_path, text):
    file = tmp_path / "published.csv"
    file.write_text(text, encoding="utf-8")
    origin = replace(read_origin("CMR"), published=file)
    (found,) = published_of(origin)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plausibility, "_tidy_people", lambda _: {})
        published_of.cache_clear()
        assert published_of(origin) == (found,)
    assert found.people


def test_the_rows_of_a_group_are_named_also_where_its_year_is_blank(tmp_path):
    text = "place,year,sex,count\nCHE,,F,180000\nCHE,2020,F,5\nCHE,,M,180000\nFRA,,F,1\n"
    (found,) = problems(tmp_path / "r.csv", text)
    assert (found.kind, found.row) == ("larger_than_published", "2, 4")
