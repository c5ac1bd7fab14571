from __future__ import annotations

import pytest

from diasporamap.comparison import compare_counts
from diasporamap.errors import CountsError, DataError, UnmatchedPlacesError, UsageError
from tests.workbooks import save_workbook


@pytest.fixture
def write(tmp_path):
    def written(name, text):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.fixture
def workbook(tmp_path):
    """Write a workbook with the sheets named, a table of France in each."""

    def written(name, **sheets):
        header = ["place", "women", "men"]
        tables = ((sheet, (header, ["FRA", women, 100])) for sheet, women in sheets.items())
        return save_workbook(tmp_path / name, *tables)

    return written


@pytest.fixture
def plain(write):
    return write("plain.csv", "place,women,men\nFRA,10,20\n")


def test_a_sheet_is_taken_from_the_workbooks_that_have_it(workbook, plain):
    first, second = workbook("a.xlsx", x=1000, y=2000), workbook("b.xlsx", z=3000, w=4000)
    comparison = compare_counts([first, second, plain], sheet=["y", "z"])
    row = comparison.table.iloc[0]
    assert row[list(comparison.columns)].tolist() == [2100, 3100, 30]
    with pytest.raises(CountsError, match="the workbook has 2 sheets"):
        compare_counts([first, second], sheet="y")


def test_sheets_that_say_nothing_are_refused(workbook, plain):
    book = workbook("a.xlsx", x=1000, y=2000)
    with pytest.raises(UsageError, match=r"No file has a sheet 'q'. They have: x, y"):
        compare_counts([book, plain], sheet="q")
    with pytest.raises(UsageError, match="None of them is a workbook"):
        compare_counts([plain], sheet="x")
    with pytest.raises(UsageError, match="sheets x and y, and one is read"):
        compare_counts([book, plain], sheet=["x", "y"])


def test_a_format_is_for_all_files_or_one_a_file(plain, write):
    other = write("other.csv", "place,women,men\nFRA,40,50\n")
    assert len(compare_counts([plain, other], format="table").columns) == 2
    assert len(compare_counts([plain, other], format=["table", "table"]).columns) == 2
    third = write("third.csv", "place,women,men\nFRA,40,50\n")
    with pytest.raises(UsageError, match="--format is given 2 times for 3 files"):
        compare_counts([plain, other, third], format=["table", "table"])


def declare(name):
    return f'[source.{name}]\ntitle = "T"\ncitation_fr = "F"\ncitation_en = "E"\n'


def test_a_sources_file_is_for_files_without_their_own(plain, write):
    own = write("own.csv", "place,women,men\nFRA,40,50\n")
    write("own.sources.toml", declare("its_own"))
    shared = write("shared.toml", declare("named"))
    assert compare_counts([own, plain], sources=shared).columns == ("its_own", "named")
    other = write("other.toml", declare("other"))
    assert compare_counts([own, plain], sources=[other, shared]).columns == ("other", "named")
    assert compare_counts([own], sources=other).columns == ("other",)
    write("plain.sources.toml", declare("plain"))
    with pytest.raises(UsageError, match="Each of the 2 files has its own sources file"):
        compare_counts([own, plain], sources=shared)


def test_sources_and_definitions_are_kept_of_the_files_that_have_several(plain, write):
    several = write(
        "several.csv",
        "place,women,men,source,definition\nFRA,100,200,of_x,born_in\nFRA,300,400,of_y,national\n"
        "FRA,500,600,of_y,registered\n",
    )
    columns = compare_counts([several, plain], source="of_y").columns
    assert columns == ("of_y (national)", "of_y (registered)", "plain")
    columns = compare_counts([several, plain], source="of_y", definition=["national"]).columns
    assert columns == ("of_y (national)", "plain")
    with pytest.raises(UsageError, match=r"No file has the source 'q'. They have: of_x, of_y"):
        compare_counts([several, plain], source=["of_x", "q"])
    with pytest.raises(UsageError, match="None has a column 'definition'"):
        compare_counts([plain], definition="national")


def test_problems_of_all_files_are_listed(plain, write):
    first = write("first.csv", "place,women,men\nFRA,10,20\nFrancia,1,2\n")
    second = write("second.csv", "place,women,men\nGAB,10,20\nGabonn,1,2\n")
    third = write("third.csv", "place,women,men\nFRA,-1,2\n")
    with pytest.raises(UnmatchedPlacesError) as raised:
        compare_counts([first, plain, second])
    assert {problem.file for problem in raised.value.problems} == {str(first), str(second)}
    with pytest.raises(DataError) as raised:
        compare_counts([first, third])
    assert len(raised.value.problems) == 2
    comparison = compare_counts([first, plain, second], allow_unmatched=True)
    assert set(comparison.unmatched["file"]) == {"first.csv", "second.csv"}


def test_no_file_is_refused():
    with pytest.raises(UsageError, match="no file"):
        compare_counts([])


def test_codes_of_sex_are_for_the_files_that_have_a_use_for_them(plain, write):
    tidy = write("tidy.csv", "place,sex,count\nFRA,1,100\nFRA,2,200\n")
    codes = {"1": "M", "2": "F"}
    comparison = compare_counts([plain, tidy], sex_codes=codes, measure="women")
    assert comparison.table.iloc[0][list(comparison.columns)].tolist() == [10, 200]
    with pytest.raises(UsageError, match="Leave --sex-codes out"):
        compare_counts([plain], sex_codes=codes)


@pytest.mark.usefixtures("french")
def test_a_sheet_that_no_file_has_is_refused_in_french(files):
    with pytest.raises(UsageError, match="Aucun n’est un classeur"):
        compare_counts(files, sheet="Autre")
