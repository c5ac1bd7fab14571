import csv

import pytest
from click.testing import CliRunner

from diasporamap.commands import main
from diasporamap.places.units import known_units
from diasporamap.readers.example import example_path
from diasporamap.resources import shipped

REGISTER = str(shipped("examples") / "invented_register.csv")


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_a_map_by_district_accounts_for_everybody(tmp_path):
    out = tmp_path / "map.svg"
    done = run("map", example_path(), out, "--by", "district", "--language", "en")
    assert done.exit_code == 0, done.output
    assert out.is_file()
    assert "441,015 = 371,232 + 64,671 + 5,112" in done.stdout
    assert "371,232 in 19 districts" in done.stdout


def test_a_map_by_district_of_another_day(tmp_path):
    out = tmp_path / "map.svg"
    done = run("map", example_path(), out, "--by", "district", "--date", "2005-01-01")
    assert done.exit_code == 0, done.output
    assert "Abuja (52\u202f489)" in done.stdout


def test_no_sum_is_told_where_figures_are_hidden(tmp_path):
    done = run("map", REGISTER, tmp_path / "map.svg", "--by", "district")
    assert done.exit_code == 0, done.output
    assert (
        "Hidden: 2 figures" in done.stdout
    )  # totals; 14 of women, men and not stated are not on it
    assert "People" not in done.stdout


def test_weights_are_told_in_the_caption(tmp_path):
    weights = tmp_path / "weights.csv"
    parts = [part for code in ("NGA", "GNQ", "COG") for part in known_units().parts[code]]
    with weights.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("place", "people"), *((part, 1) for part in parts)])
    out = tmp_path / "map.pdf"
    done = run("map", example_path(), out, "--by", "district", "--weights", weights)
    assert done.exit_code == 0, done.output
    from pypdf import PdfReader

    words = " ".join(PdfReader(out).pages[0].extract_text().split())
    assert "au prorata de « people »" in words
    assert "435 903" in words.replace("\u2009", " ")


@pytest.mark.parametrize(
    ("options", "says", "code"),
    [
        (("--date", "2020-01-01"), "are for --by district", 2),
        (("--by", "district", "--date", "yesterday"), "Write it as 2024-11-07", 2),
        (("--by", "district", "--weight-column", "x"), "Give that too", 2),
        (("--by", "district", "--districts", "none.csv"), "none.csv", 1),
        (("--by", "village"), "village", 2),
    ],
)
def test_wrong_options_leave_no_file(tmp_path, options, says, code):
    out = tmp_path / "map.png"
    done = run("map", example_path(), out, *options)
    assert done.exit_code == code
    assert says in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_country_and_its_part_are_not_counted_twice(tmp_path):
    table = tmp_path / "counts.csv"
    table.write_text("place,women,men\nNGA,100,200\nNG-LA,10,20\n", encoding="utf-8")
    done = run("map", table, tmp_path / "map.png", "--by", "district")
    assert done.exit_code == 1
    assert f"{table}, row 3, column 'place': NG-LA is a part of NGA" in done.stderr


def test_the_reference_map_needs_no_counts(tmp_path):
    out = tmp_path / "districts.svg"
    done = run("districts", "map", out, "--language", "en", "--date", "2020-07-01")
    assert done.exit_code == 0, done.output
    assert "Consular districts of Cameroon" in done.stdout
    assert "Consular districts of Cameroon" in out.read_text(encoding="utf-8")


def test_the_reference_map_goes_to_known_formats_only(tmp_path):
    done = run("districts", "map", tmp_path / "districts.gif")
    assert done.exit_code == 2
    assert "does not end in" in done.stderr
