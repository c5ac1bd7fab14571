from __future__ import annotations

import csv
import subprocess
import sys

import pytest
from click.testing import CliRunner

from diasporamap import checking
from diasporamap.checking.findings import Finding
from diasporamap.checking.page import html_report
from diasporamap.commands import main
from diasporamap.commands.check import _lines
from diasporamap.language import both
from diasporamap.readers.example import example_path
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


def test_districts_of_ones_own_are_those_that_figures_are_counted_by(tmp_path, register):
    register.write_text("pays;femmes;hommes\nFrance;120;140\nGabon;39;40\n", encoding="utf-8")
    districts, missions = tmp_path / "districts.csv", tmp_path / "missions.csv"
    districts.write_text("district,unit\nparis,FRA\nparis,GAB\n", encoding="utf-8")
    missions.write_text(
        "mission,kind,city,host,lon,lat\nparis,embassy,Paris,FRA,2.35,48.86\n", encoding="utf-8"
    )
    own = check(register, "--districts", districts, "--missions", missions)
    assert own.exit_code == 0, own.output
    assert "by district 0 of 3" in own.output  # women, men and all of Paris
    assert "by district 0 of 6" in check(register).output  # of France, shared, and Libreville
    districts.write_text("district,unit\nparis,XXX\n", encoding="utf-8")
    wrong = check(register, "--districts", districts, "--missions", missions)
    assert wrong.exit_code == 1
    assert "districts.csv" in wrong.output


def test_where_figures_come_from_is_asked_for(register):
    register.write_text("pays;femmes;hommes\nFrance;120;140\n", encoding="utf-8")
    assert "not declared. Say in register.sources.toml where" in check(register).output


def test_the_stamp_of_our_own_counts_is_no_title(tmp_path):
    persons, counts = tmp_path / "persons.csv", tmp_path / "counts.csv"
    persons.write_text("pays,sexe\n" + "France,F\nFrance,M\n" * 9, encoding="utf-8")
    made = [
        "aggregate",
        str(persons),
        str(counts),
        "--place-column",
        "pays",
        "--sex-column",
        "sexe",
    ]
    assert CliRunner().invoke(main, made).exit_code == 0
    assert "above the header" not in check(counts).output
    titled = "Register of 2025\n" + counts.read_text(encoding="utf-8-sig")
    counts.write_text(titled, encoding="utf-8")
    assert "passed over 1 row of titles above the header" in check(counts).output


def test_the_example_is_reported_whole():
    result = check(example_path())
    assert result.exit_code == 0
    shares = "50.3 % women, 49.7 % men, 0.0 % not stated"
    hidden = "hidden by country 0 of 171, by district 0 of 120"
    of_whom = "of the people in 56 of 57 countries, whose figures are all known"
    for line in (
        "Figures          698 in = 698 matched + 0 not matched",
        "People           1,709,186 in = 1,709,186 matched + 0 not matched",
        "Years            1990, 1995, 2000, 2005, 2010, 2015, 2020; reported below: 2020",
        "Definitions      born_in",
        "Sources          undesa_2020 (published, shown as it is)",
        f"Sexes            {shares} ({of_whom})",
        "                 Warning: figures for one sex only: LVA",
        f"Protection       standard, under 5 people: {hidden}; published, shown as it is",
        "Places           57 with counts",
    ):
        assert line in result.output.splitlines()


def test_a_year_can_be_chosen():
    result = check(example_path(), "--year", "1990")
    assert "reported below: 1990" in result.output
    assert check(example_path(), "--year", "1991").exit_code == 2


def test_places_where_the_sex_is_badly_known_are_named_worst_first(tmp_path):
    table = tmp_path / "counts.csv"
    table.write_text("pays;femmes;hommes;inconnu\nSoudan;60;40;30\nMali;50;50;90\n", "utf-8")
    result = check(table)
    assert "not stated for over 20 %, not compared: MLI SDN" in result.output


def test_a_register_tells_how_many_figures_are_hidden_and_not_which():
    result = check(REGISTER)
    assert result.exit_code == 0
    hidden = "standard, under 5 people: hidden by country 16 of 64, by district 16 of 64; proved"
    assert f"Protection       {hidden}" in result.output
    assert "not stated for 5 to 20 % of people, noted on maps: NGA" in result.output
    assert "not compared" not in result.output  # hidden where it is much
    assert "XKX" not in result.output
    strict = check(REGISTER, "--profile", "strict")
    assert "strict, under 10 people: hidden by country 24 of 64" in strict.output


def test_what_is_hidden_is_told_of_the_tables_that_can_be_shown(tmp_path):
    path = tmp_path / "register.csv"
    rows = "FRA,F,cm-ad-vina,{}\nFRA,M,cm-ad-vina,50\nFRA,F,{},60\nFRA,M,cm-ce-lekie,70\n"
    header = "place,sex,origin,count\n"
    path.write_text(header + rows.format(3, "cm-ce-lekie"), encoding="utf-8")
    told = check(path).output
    assert (
        "hidden by country 2 of 3, by district 2 of 3, by region 2 of 6, by division 2 of 6; proved"
        in told
    )
    path.write_text(header + rows.format(3, "Atlantis"), encoding="utf-8")
    told = check(path).output
    assert "hidden by country 2 of 3, by district 2 of 3; proved" in told


def test_sums_by_sex_leave_hidden_figures_out(tmp_path):
    path = tmp_path / "small.csv"
    path.write_text("place,women,men\nFRA,1,2\n", encoding="utf-8")
    assert "Sexes            not told, since figures are hidden" in check(path).output


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
    unclear = "row 3, column 'pays': 'Congo' does not tell which place is meant"
    offered = "Write the code of what is meant: COG (Congo) or COD (RD Congo / DR Congo)."
    unknown = "row 4, column 'pays': 'Autres' is not a known place"
    hint = "Write its French or English name or its code, or declare it in an alias table."
    assert result.stdout.splitlines()[-3:] == [
        f"Place            Error: {unclear}. {offered}",
        f"                 Error: {unknown}. {hint}",
        "Not fit for maps by country: 2 errors, 1 warning.",
    ]


def test_suggestions_are_written_confirmed_and_honoured(register, tmp_path):
    names = tmp_path / "names.csv"
    assert check(register, "--write-aliases", names).exit_code == 1
    rows = list(csv.reader(names.read_text(encoding="utf-8-sig").splitlines()))
    assert [row[:2] for row in rows] == [["name", "place"], ["Congo", "?"], ["Autres", "?"]]
    assert rows[1][2] == "COG (Congo); COD (RD Congo / DR Congo)"
    refused = check(register, "--aliases", names)
    assert refused.exit_code == 1
    told = "names.csv, row 2, column 'place': no place is written yet"
    assert f"{told}. Write the code of what is meant, or delete the row." in refused.output
    text = names.read_text(encoding="utf-8")
    confirmed = text.replace('"Congo","?"', '"Congo","COG"').replace("?", "COD")
    names.write_text(confirmed, encoding="utf-8")
    assert check(register, "--aliases", names).exit_code == 0


def test_the_report_is_json_too(register):
    import json

    report = json.loads(check(register, "--json").stdout)
    assert report["fit"] is False
    assert [error["row"] for error in report["errors"]] == ["3", "4"]
    assert {"topic": "Figures", "text": "4 not matched"} in report["facts"]
    assert all(warning["topic"] for warning in report["warnings"])


def test_the_report_is_a_page_without_script_or_link(register, tmp_path):
    page = tmp_path / "report.html"
    assert check(register, "--html", page).exit_code == 1
    text = page.read_text(encoding="utf-8")
    assert "Not fit for maps by country: 2 errors, 1 warning." in text
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
    assert "withheld by the source: 1 figure, hidden with their totals" in output
    assert "no data: 2 of 6 figures" in output


def test_unmatched_rows_are_written_to_a_file(register, tmp_path):
    lost = tmp_path / "out" / "lost.csv"
    result = check(register, "--allow-unmatched", lost, "--sums")
    assert result.exit_code == 0
    assert "Figures          6 in = 2 matched + 4 not matched" in result.output
    assert "People           2,800 in = 2,610 matched + 190 not matched" in result.output
    assert "Not used         remarque" in result.output
    assert f"The rows that fit no place are in {lost}." in result.output
    said, *lines = lost.read_text(encoding="utf-8-sig").splitlines()
    assert said == f"# {both('confidential.unprotected')}"
    rows = list(csv.DictReader(lines))
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
        (b"place,count\nFRA,many\n", "the column 'sex' is missing"),
        (b"place,women,men\nFRA,-1,1\n", "-1 is negative"),
        (b"place,women,men\nFRA,1.5,1\n", "'1.5' is a fraction"),
        (b"place,women,men\nFRA,many,1\n", "a text of 4 letters is not a number"),
        (b"place,women,men\nFRA,1,1\nFRA,1,1\n", "already stands in row 2"),
        (b"place,women,men\nGabon,1,1\ngabon,1,1\n", "as is 'Gabon' in row 2"),
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
    assert "Example: diasporamap check examples/invented_" in result.output


def test_a_format_and_a_country_of_origin_can_be_named(tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text("place,women,men\nFRA,10,20\n", encoding="utf-8")
    assert "format table" in check(path, "--format", "table").output
    assert check(path, "--format", "sdmx").exit_code == 1
    assert "people born in Chad" in check(path, "--born-in", "TCD").output


def test_a_sum_that_does_not_agree_tells_no_figures(tmp_path):
    path = tmp_path / "withheld.csv"
    rows = ["Pays;Femmes;Hommes;Total", "France;100;200;300", "Nigéria;<5;10;13"]
    path.write_text("\n".join([*rows, "Monde;103;210;313"]) + "\n", encoding="utf-8")
    for report in (check(path).output, check(path, "--json").output):
        assert "do not add up" in report
        assert "313" not in report


def test_a_sum_of_published_figures_that_does_not_agree_tells_them(tmp_path):
    path = tmp_path / "published.csv"
    rows = ["place,women,men,total", "France,100,200,300", "Gabon,10,20,30", "World,111,220,331"]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    path.with_suffix(".sources.toml").write_text(
        '[source.s]\ntitle = "T"\ncitation_fr = "F"\ncitation_en = "E"\n'
        'definition = "born_in"\npublished = true\n',
        encoding="utf-8",
    )
    output = check(path).output
    assert "the total of the table (people: 331 stated, 330 added up)" in output
    assert "left out 1 group of countries, which is no place: World" in output


MANY = (
    "pays;subdivision;origine;sexe;annee;effectif",
    "France;;Extreme Nord;F;2020;120",
    "La France;;Far North;F;2020;130",
    "Alemagne;;Grand Nord;M;2020;40",
    "Congo;;Ouest;F;2020;12",
    "Nigeria;Lagoss;Ouest;F;2020;100",
    "Nigeria;Lagos;Ouest;F;2020;100",
    "NG-OG;;;F;2020;50",
    "Gabon;;Ouest;X;2020;70",
    "Gabon;;Ouest;F;20200;70",
    "Gabon;;Ouest;M;2020;7.5",
    "Gabon;;Ouest;F;2010;70",
    "Gabon;;Ouest;F;2010;80",
)


@pytest.fixture
def write(tmp_path):
    def writing(*lines):
        path = tmp_path / "counts.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return writing


def reported(*arguments):
    import json

    return json.loads(check(*arguments, "--json").stdout)


def kinds(findings):
    return sorted((found["topic"], found["row"]) for found in findings)


def test_no_kind_of_problem_hides_another(write):
    report = reported(write(*MANY))
    assert kinds(report["errors"]) == [
        ("Count", 11),
        ("Duplicate", 3),
        ("Duplicate", 13),
        ("Place", "4"),
        ("Place", "5"),
        ("Sex", 9),
        ("Year", 10),
    ]
    assert kinds(found for found in report["warnings"] if "row" in found) == [
        ("Origins", "4"),
        ("Subdivisions", "6"),
    ]


@pytest.mark.parametrize(
    ("command", "by", "name"),
    [
        ("map", "country", "'Alemagne' is not a known place"),
        ("map", "district", "'Lagoss' is no known part of NGA"),
        ("map", "region", "'Grand Nord' is no region or division"),
        ("web", "country", "'Alemagne' is not a known place"),
        ("web", "district", "'Lagoss' is no known part of NGA"),
    ],
)
def test_maps_name_the_same_problems_at_once(write, tmp_path, command, by, name):
    arguments = [command, str(write(*MANY)), str(tmp_path / "out.png"), "--by", by]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1
    for message in (
        "'X' is not a sex",
        "is not a year",
        "'7.5' is a fraction",
        "already stands in row 12",
        "'La France' is FRA, as is 'France' in row 2",
        "'Alemagne' is not a known place",
        "'Congo' does not tell which place",
        name,
    ):
        assert message in result.output


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        (["place,sex,count", "Alemagne,F,1", "Congo,M,2"], ["Alemagne", "Congo"]),
        (["place,women,men", "Alemagne,1,2", "Congo,3,4"], ["Alemagne", "Congo"]),
        (["place,women,men", "Alemagne,1,x1", "FRA,1,2", "FRA,1,2"], ["Alemagne"]),
        (MANY, ["Alemagne", "Congo", "Lagoss", "Grand Nord"]),
    ],
    ids=["tidy, none matches", "wide, none matches", "beside other errors", "every column"],
)
def test_every_name_is_written_whatever_else_is_wrong(write, tmp_path, rows, names):
    path = tmp_path / "names.csv"
    result = check(write(*rows), "--write-aliases", path)
    assert result.exit_code == 1
    written = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert [row["name"] for row in written] == names
    assert (written[0]["place"], written[0]["suggestions"]) == ("?DEU", "DEU (Allemagne / Germany)")


def test_without_a_name_to_declare_the_alias_table_has_headers_only(write, tmp_path):
    path, counts = tmp_path / "names.csv", write("place,women,men", "FRA,1,2")
    result = check(counts, "--write-aliases", path)
    assert result.exit_code == 0
    assert path.read_text(encoding="utf-8-sig").splitlines() == ['"name","place","suggestions"']
    assert "No name waits for an alias: no table is needed" in result.output
    assert check(counts, "--aliases", path).exit_code == 0


def test_confirmed_aliases_are_not_written_over_where_no_name_waits(write, tmp_path):
    path, counts = tmp_path / "names.csv", write("place,women,men", "Hexagone,1,2")
    path.write_text("name,place\nHexagone,FRA\n", encoding="utf-8")
    assert check(counts, "--aliases", path, "--write-aliases", path, "--force").exit_code == 2
    result = check(write("place,women,men", "FRA,1,2"), "--write-aliases", path, "--force")
    assert f"so {path} is left as it is" in result.output
    assert path.read_text(encoding="utf-8") == "name,place\nHexagone,FRA\n"


def test_no_alias_table_is_written_of_names_that_could_not_be_read(tmp_path):
    path = tmp_path / "names.csv"
    result = check(tmp_path / "none.csv", "--write-aliases", path)
    assert result.exit_code == 1
    assert "The names could not be read" in result.output
    assert not path.exists()


@pytest.mark.parametrize(
    ("option", "name", "content", "where"),
    [
        ("--aliases", "nope.csv", None, "nope.csv: there is no such file"),
        ("--codebook", "nope.xlsx", None, "nope.xlsx: there is no such file"),
        ("--sources-file", "nope.toml", None, "nope.toml: the sources file cannot be read"),
        (
            *("--aliases", "names.csv", "name,place\nCongo,\n"),
            "names.csv, row 2, column 'place': the place is blank",
        ),
        (
            *("--aliases", "names.csv", "name,place\nCongo,?COG\n"),
            "names.csv, row 2, column 'place': '?COG' is a suggestion that nobody confirmed",
        ),
    ],
)
def test_what_is_wrong_in_another_file_is_told_of_that_file(
    register, tmp_path, option, name, content, where
):
    other = tmp_path / name
    if content is not None:
        other.write_text(content, encoding="utf-8")
    result = check(register, option, other)
    assert result.exit_code == 1
    assert f"Other file       Error: {where}" in result.stdout
    (error,) = reported(register, option, other)["errors"]
    assert error["file"] == name
    page = tmp_path / "report.html"
    check(register, option, other, "--html", page)
    assert f'<li class="error">{name}' in page.read_text(encoding="utf-8")
    assert str(tmp_path) not in page.read_text(encoding="utf-8")


def test_confirmed_names_of_parts_and_origins_correct_the_file(write, tmp_path):
    path = write(
        "place,subdivision,origin,women,men",
        "Nigeria,Lagoss,Grand Nord,10,20",
        "Nigeria,Ogun,Ouest,30,40",
    )
    names = tmp_path / "names.csv"
    for by in ("district", "region"):
        assert check(path, "--by", by, "--write-aliases", names, "--force").exit_code == 1
    text = names.read_text(encoding="utf-8-sig").replace("?NG-LA", "NG-LA")
    names.write_text(text.replace('"Grand Nord","?"', '"Grand Nord","CM-EN"'), encoding="utf-8")
    for by in ("country", "district", "region", "division"):
        result = check(path, "--by", by, "--aliases", names)
        assert result.exit_code == 0, result.output
        assert f"Fit for maps by {by}: no error" in result.output


def test_origins_are_told_and_stop_only_the_maps_that_need_them(write):
    path = write("place,origin,women,men", "FRA,Grand Nord,10,20", "FRA,Ouest,3,4", "FRA,,50,60")
    report = reported(path)
    assert report["fit"]
    assert {
        "topic": "Origins",
        "text": "2 not matched, some blank",
    } in report["facts"]
    (warning,) = (found for found in report["warnings"] if found["topic"] == "Origins")
    assert warning["hint"].endswith("Maps --by a level of the origin stop at it.")
    assert check(path, "--by", "region").exit_code == 1
    without = write("place,women,men", "FRA,10,20")
    assert "the column 'origin' is missing" in check(without, "--by", "division").output


def test_units_are_fit_for_maps_by_district_and_added_up_by_country(write, tmp_path):
    path = write("place,women,men", "NG-LA,10,20", "NG-OG,30,40")
    for by in ("country", "district"):
        result = check(path, "--by", by)
        assert result.exit_code == 0
        assert "1 of the 57 countries with people born in Cameroon" in result.output
    drawn = CliRunner().invoke(main, ["map", str(path), str(tmp_path / "map.png")])
    assert drawn.exit_code == 0
    assert "100 matched" in drawn.output


def test_a_country_beside_its_parts_is_told(write):
    path = write("place,subdivision,women,men", "NGA,Lagos,10,20", "NGA,,30,40")
    assert "counted with and without a subdivision: NGA" in check(path).output
    result = check(path, "--by", "district")
    assert result.exit_code == 1
    assert "NG-LA is a part of NGA, which is counted as a whole in row 3" in result.output


def sexes_of(*arguments):
    facts = reported(*arguments)["facts"]
    return next(fact["text"] for fact in facts if fact["topic"] == "Sexes")


def test_women_of_one_country_are_not_set_against_men_of_another(write):
    path = write(
        "pays,femmes,hommes,inconnu",
        *("FRA,300,100,0", "DEU,3,900,0", "GAB,800,2,0", "NGA,,500,"),
    )
    shown = "75.0 % women, 25.0 % men, 0.0 % not stated"
    assert sexes_of(path) == (
        f"{shown} (of the people in 1 of 4 countries, whose figures are all shown)"
    )
    assert sexes_of(path, "--sums") == (
        "52.4 % women, 47.6 % men, 0.0 % not stated "
        "(of the people in 3 of 4 countries, whose figures are all known)"
    )


def test_shares_are_not_told_where_every_country_has_a_hidden_figure(write):
    path = write("pays,femmes,hommes,inconnu", "DEU,3,900,40", "GAB,2,800,30")
    assert sexes_of(path) == "not told, since figures are hidden (--sums tells)"
    assert sexes_of(path, "--sums").endswith("3.9 % not stated (of all people counted)")
    alone = write("pays,femmes,hommes", "DEU,300,")
    assert sexes_of(alone) == "no country has people and figures for women and men"


def test_shares_of_parts_are_those_of_their_country(write):
    path = write("place,women,men", "NG-LA,200,100", "NG-OG,2,20", "GA-1,3,40")
    shown = "62.7 % women, 37.3 % men, 0.0 % not stated"
    assert sexes_of(path, "--by", "district") == (
        f"{shown} (of the people in 1 of 2 countries, whose figures are all shown)"
    )


def test_hundreds_of_names_stay_readable_and_none_is_lost(write, tmp_path):
    path = write("place,women,men", *(f"Allemagne {row},1,2" for row in range(300)), "FRA,1,two")
    page = tmp_path / "report.html"
    lines = check(path, "--html", page).stdout.splitlines()
    assert len(lines) < 40
    assert "                 ... and 280 more (--json and --html list all)" in lines
    assert any("is not a number" in line for line in lines)
    assert sum("in an alias table" in line for line in lines) == 1
    assert len(reported(path)["errors"]) == 301
    text = page.read_text(encoding="utf-8")
    assert "<summary>280 more</summary>" in text
    assert text.count("is not a known place") == 300


def test_many_rows_of_one_name_are_counted_and_listed_in_the_json(write):
    rows = (f"Nowhere,{age},F,1" for age in range(500))
    path = write("place,age,sex,count", *rows)
    assert "row 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 490 more" in check(path).output
    assert len(reported(path)["errors"][0]["row"].split(", ")) == 500


def test_the_page_names_the_file_and_no_folder(write, tmp_path):
    page = tmp_path / "report.html"
    check(write("place,women,men", "FRA,1,2"), "--html", page)
    text = page.read_text(encoding="utf-8")
    assert "<h1>Check of counts.csv</h1>" in text
    assert str(tmp_path) not in text


def test_the_terminal_shortens_a_long_list_of_codes():
    listed = f"16 places count foreign citizens: {', '.join(['CMR', 'FRA'] * 8)}"
    lines = [line for line, _ in _lines([Finding("Reading", listed)])]
    shown = ", ".join(["CMR", "FRA"] * 6)
    assert lines == [f"16 places count foreign citizens: {shown} and 4 more"]


def test_a_change_between_years_is_told_only_where_both_figures_are_shown(write):
    # Of 2020 in Chad 3 women and 97 men are hidden with their total, since Gabon has 3 too.
    rows = [f"{place},2010,{women},{men}" for place, women, men in (("FRA", 60, 60), ("TCD", 1, 2))]
    rows += ["FRA,2020,600,700", "TCD,2020,200,230", "GAB,2010,50,50", "GAB,2020,60,50"]
    path = write("place,year,women,men", *rows)
    output = check(path).output
    assert "FRA changes more than 4-fold from 2010 to 2020. Check both years." in output
    assert "TCD changes" not in output
    assert "TCD changes more than 4-fold" in check(path, "--sums").output


def test_changes_told_depend_on_shown_figures_alone(write):
    # Of 2010, Greece hides the few in Portugal; whether it had four times fewer is not seen.
    rows = [
        *("FRA,U,5000,2000", "GRC,U,60,2000", "PRT,U,50,2000", "GAB,U,100,2000"),
        *("FRA,U,5200,2010", "GRC,U,{},2010", "PRT,U,{},2010", "GAB,U,500,2010"),
        *("FRA,U,5400,2020", "GRC,U,240,2020", "PRT,U,70,2020", "GAB,U,600,2020"),
    ]
    outputs = []
    for figures in ((60, 2), (61, 1)):
        hidden = iter(figures)
        path = write(
            "place,sex,count,year",
            *(row.format(next(hidden)) if "{}" in row else row for row in rows),
        )
        outputs.append(check(path).output)
    assert "GAB changes more than 4-fold from 2000 to 2010" in outputs[0]
    assert outputs[0] == outputs[1]


def test_the_number_of_rows_is_told_only_with_sums(write):
    rows = ["FRA,OU,40,50", "FRA,Littoral,3,0", "GAB,OU,20,30"]
    path = write("place,origin,women,men", *rows)
    output = check(path).output
    assert "Figures          all matched" in output
    assert "Origins          all matched" in output
    assert "6 in = 6 matched" in check(path, "--sums").output


def test_the_report_and_its_page_are_in_the_language_that_is_asked_for(write):
    path = write("pays,femmes,hommes,annee", "France,1203,1407,2010", "France,120,140,2020")
    report = checking.check(path)
    assert report.verdict == "Fit for maps by country: no error, 2 warnings."
    page = html_report(report, language="fr")
    for written in (
        '<html lang="fr">',
        "<h1>Vérification de counts.csv</h1>",
        "Convient aux cartes par pays\N{NO-BREAK SPACE}: aucune erreur, 2 avertissements.",
        '<h2 class="warning">Avertissements</h2>',
        "<h3>Évolution</h3>",
        "FRA change de plus de 4 fois entre 2010 et 2020.",
        "Vérifiez les deux années.",
        "<h2>Ce qui a été trouvé</h2>",
        '<th scope="row">Personnes</th>',
        "46,2\N{NARROW NO-BREAK SPACE}% de femmes",
        "moins de 5 personnes\N{NO-BREAK SPACE}: masqués par pays 0 sur 3",
    ):
        assert written in page
    for word in ("Warning", "People", "Check", "matched", "hidden", "years", "not "):
        assert word not in page
    assert "<h1>Check of counts.csv</h1>" in html_report(report)
    facts = report.as_json("fr")["facts"]
    assert {"topic": "Lieux", "text": "1 avec des effectifs"} in facts


@pytest.mark.usefixtures("french")
def test_the_report_is_in_the_language_of_messages(write):
    report = reported(write("pays,femmes,hommes", "France,1203,1407"))
    assert list(report)[:3] == ["file", "by", "fit"]
    assert {"topic": "Effectifs", "text": "tout est reconnu"} in report["facts"]


#: A program that tells in its last line what it imported.
IMPORTED = """
import atexit, sys
atexit.register(lambda: print(*sys.modules))
from diasporamap.commands import main
main()
"""


def test_a_check_imports_nothing_that_draws_or_only_says_what_is_wrong():
    file = shipped("examples") / "invented_register.csv"
    run = [sys.executable, "-c", IMPORTED, "check", str(file)]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    imported = set(done.stdout.splitlines()[-1].split())
    assert "diasporamap.protection.release" in imported
    unused = {"matplotlib", "shapely", "geopandas", "pyproj", "babel", "rapidfuzz", "openpyxl"}
    assert not unused & imported
