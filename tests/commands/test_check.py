from __future__ import annotations

import csv

import pytest
from click.testing import CliRunner

from diasporamap.commands import main
from diasporamap.counts.example import example_path
from diasporamap.resources import shipped

REGISTER = shipped("examples") / "invented_register.csv"


def check(*arguments):
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text(
        "pays;femmes;hommes;remarque\nFrance;1203;1407;a\nCongo;39;40;b\nAutres;51;60;c\n",
        encoding="utf-8",
    )
    return path


def test_the_example_is_reported_whole():
    result = check(example_path())
    assert result.exit_code == 0
    for line in (
        "Rows             698 in = 698 matched + 0 not matched",
        "People           1,709,186 in = 1,709,186 matched + 0 not matched",
        "Years            1990, 1995, 2000, 2005, 2010, 2015, 2020; reported below: 2020",
        "Definitions      born_in",
        "Sources          undesa_2020 (published, shown as it is)",
        "Sexes            50.3 % women, 49.7 % men, 0.0 % not stated (of the figures shown)",
        "                 Warning: figures for one sex only: LVA",
        "Protection       standard, under 5 people: 0 of 171 figures hidden",
        "Places           57 with counts",
    ):
        assert line in result.output.splitlines()


def test_a_year_can_be_chosen():
    result = check(example_path(), "--year", "1990")
    assert "reported below: 1990" in result.output
    assert check(example_path(), "--year", "1991").exit_code == 2


def test_a_register_tells_how_many_figures_are_hidden_and_not_which():
    result = check(REGISTER)
    assert result.exit_code == 0
    assert "Protection       standard, under 5 people: 13 of 64 figures hidden" in result.output
    assert "not stated for 5 to 20 % of people, noted on maps: NGA" in result.output
    assert "not stated for over 20 %, not compared: KOR SDN" in result.output
    assert "XKX" not in result.output
    strict = check(REGISTER, "--profile", "strict")
    assert "strict, under 10 people: 19 of 64 figures hidden" in strict.output


def test_sums_by_sex_leave_hidden_figures_out(tmp_path):
    path = tmp_path / "small.csv"
    path.write_text("place,women,men\nFRA,1,2\n", encoding="utf-8")
    assert "no figure shown" in check(path).output


def test_sums_of_people_are_told_only_when_asked(tmp_path):
    path = tmp_path / "small.csv"
    path.write_text("place,women,men\nFRA,1,20000\nBEL,70,3000\n", encoding="utf-8")
    page = tmp_path / "report.html"
    for report in (check(path, "--html", page).output, check(path, "--json").output):
        assert "23,071" not in report
    assert "23,071" not in page.read_text(encoding="utf-8")
    assert "23,071 in = 23,071 matched" in check(path, "--sums").output


def test_every_unmatched_name_is_an_error(register):
    result = check(register)
    assert result.exit_code == 1
    mend = "Write its code, or declare the name in an alias table."
    unclear = "'Congo' does not tell which place is meant"
    offered = "Is it COG (Congo); COD (RD Congo / DR Congo)?"
    assert result.stdout.splitlines()[-3:] == [
        f"Place            Error: row 3: {unclear}. {offered} {mend}",
        f"                 Error: row 4: 'Autres' is not a known place. {mend}",
        "Not fit for maps: 2 errors, 1 warning.",
    ]


def test_suggestions_are_written_confirmed_and_honoured(register, tmp_path):
    names = tmp_path / "names.csv"
    assert check(register, "--write-aliases", names).exit_code == 1
    rows = list(csv.reader(names.read_text(encoding="utf-8-sig").splitlines()))
    assert [row[:2] for row in rows] == [["name", "place"], ["Congo", "?COG"], ["Autres", "?"]]
    refused = check(register, "--aliases", names)
    assert refused.exit_code == 1
    assert "'?COG' is a suggestion that nobody confirmed" in refused.output
    confirmed = names.read_text(encoding="utf-8").replace("?COG", "COG").replace("?", "COD")
    names.write_text(confirmed, encoding="utf-8")
    assert check(register, "--aliases", names).exit_code == 0


def test_the_report_is_json_too(register):
    import json

    report = json.loads(check(register, "--json").stdout)
    assert report["fit"] is False
    assert [error["row"] for error in report["errors"]] == ["3", "4"]
    assert {"topic": "Rows", "text": "6 in = 2 matched + 4 not matched"} in report["facts"]
    assert all(warning["topic"] for warning in report["warnings"])


def test_the_report_is_a_page_without_script_or_link(register, tmp_path):
    page = tmp_path / "report.html"
    assert check(register, "--html", page).exit_code == 1
    text = page.read_text(encoding="utf-8")
    assert "Not fit for maps: 2 errors, 1 warning." in text
    assert "&#x27;Congo&#x27; does not tell which place is meant" in text
    for refused in ("<script", "http", "src=", "href="):
        assert refused not in text


def test_warnings_end_well(tmp_path):
    path = tmp_path / "jump.csv"
    path.write_text("place,women,men,year\nFRA,100,100,2010\nFRA,900,900,2020\n", encoding="utf-8")
    result = check(path)
    assert result.exit_code == 0
    assert "FRA changes more than 4-fold from 2010 to 2020. Check both years." in result.output


def test_several_sources_are_a_warning_with_the_way_out(tmp_path):
    path = tmp_path / "two.csv"
    path.write_text("place,women,men,source\nFRA,9,9,a\nFRA,8,8,b\n", encoding="utf-8")
    result = check(path)
    assert result.exit_code == 0
    assert "set them side by side: diasporamap compare" in result.output
    assert check(path, "--source", "a").output.count("Warning") < result.output.count("Warning") + 1


def test_withheld_figures_are_told_apart_from_blanks(tmp_path):
    path = tmp_path / "withheld.csv"
    path.write_text("place,women,men\nFRA,<5,90\nDEU,..,80\n", encoding="utf-8")
    output = check(path).output
    assert "withheld by the source: 1 figures, hidden with their totals" in output
    assert "no data: 2 of 6 figures" in output


def test_unmatched_rows_are_written_to_a_file(register, tmp_path):
    lost = tmp_path / "out" / "lost.csv"
    result = check(register, "--allow-unmatched", lost, "--sums")
    assert result.exit_code == 0
    assert "Rows             6 in = 2 matched + 4 not matched" in result.output
    assert "People           2,800 in = 2,610 matched + 190 not matched" in result.output
    assert "Not used         remarque" in result.output
    assert f"The rows that fit no place are in {lost}." in result.output
    rows = list(csv.DictReader(lost.read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["row"], row["place"], row["sex"], row["people"]) for row in rows] == [
        ("3", "Congo", "F", "39"),
        ("3", "Congo", "M", "40"),
        ("4", "Autres", "F", "51"),
        ("4", "Autres", "M", "60"),
    ]


def test_aliases_of_ones_own(register, tmp_path):
    names = tmp_path / "names.csv"
    names.write_text("name,place\nCongo,COG\nAutres,COD\n", encoding="utf-8")
    result = check(register, "--aliases", names)
    assert result.exit_code == 0
    assert "Places           3 with counts" in result.output


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"place,count\nFRA,1\n", "the column 'sex' is missing"),
        (b"place,women,men\nFRA,-1,1\n", "-1 is negative"),
        (b"place,women,men\nFRA,1.5,1\n", "'1.5' is a fraction"),
        (b"place,women,men\nFRA,many,1\n", "a text of 4 letters is not a number"),
        (b"place,women,men\nFRA,1,1\nFRA,1,1\n", "already stands in row 2"),
        (b"place,women,men\nFrance,1,1\nFRA,1,1\n", "as is 'France' in row 2"),
        (b"place,women,men\nNowhere,1,1\n", "a text of 7 letters is not a known place"),
        (b"place,women,men\nC\xf4te,1,1\n\xc3\xb4,1,1\n", "is not UTF-8 text"),
        (b"\x00\x01\x02", "the file is not text"),
    ],
)
def test_bad_inputs_end_in_a_report_and_no_output(tmp_path, content, message):
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    lost = tmp_path / "lost.csv"
    result = check(path, "--allow-unmatched", lost) if b"Now" not in content else check(path)
    assert result.exit_code == 1
    assert message in result.stdout
    assert "Not fit for maps" in result.stdout
    assert "Traceback" not in result.output
    assert sorted(tmp_path.iterdir()) == [path]


def test_a_folder_and_a_missing_file(tmp_path):
    assert "this is a folder" in check(tmp_path).output
    missing = check(tmp_path / "none.csv")
    assert missing.exit_code == 1
    assert "there is no such file" in missing.output


def test_wrong_use_has_exit_code_2(register):
    assert check(register, "--profile", "lax").exit_code == 2
    assert check(register, "--sheet", "x").exit_code == 2
    assert check().exit_code == 2


def test_the_help_has_an_example():
    result = check("--help")
    assert result.exit_code == 0
    assert "Example: diasporamap check register.csv" in result.output


def test_the_formats_of_the_option_are_those_that_are_read():
    from diasporamap.commands.options import FORMAT_NAMES
    from diasporamap.counts import FORMATS

    assert tuple(FORMATS) == FORMAT_NAMES


def test_a_format_and_a_country_of_origin_can_be_named(tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text("place,women,men\nFRA,10,20\n", encoding="utf-8")
    assert "format table" in check(path, "--format", "table").output
    assert check(path, "--format", "sdmx").exit_code == 1
    assert "UN DESA" not in check(path, "--born-in", "TCD").output


def test_a_sum_that_does_not_agree_tells_no_figures(tmp_path):
    path = tmp_path / "withheld.csv"
    rows = ["Pays;Femmes;Hommes;Total", "France;100;200;300", "Nigéria;<5;10;13"]
    path.write_text("\n".join([*rows, "Monde;103;210;313"]) + "\n", encoding="utf-8")
    for report in (check(path).output, check(path, "--json").output):
        assert "do not add up" in report
        assert "313" not in report
