"""Standard input and output in the place of a table, patterns of files, quiet and verbose."""

import json

import pytest
from click.testing import CliRunner

from diasporamap.commands import main
from tests.workbooks import save_workbook

ROWS = "pays,femmes,hommes\nFrance,100,200\nGabon,40,50\n"


def run(*arguments, **options):
    return CliRunner().invoke(main, list(arguments), **options)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_table_is_read_from_standard_input():
    done = run("check", "-", "--json", input=ROWS.encode("cp1252"))
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["file"] == "stdin.csv"


def test_a_workbook_is_known_by_its_first_bytes(folder):
    path = save_workbook(folder / "t.xlsx", ("a", [["pays", "femmes"], ["France", 100]]))
    done = run("check", "-", "--json", input=path.read_bytes())
    assert json.loads(done.stdout)["file"] == "stdin.xlsx"


def test_an_error_names_the_stream_and_no_folder():
    done = run("check", "-", input="pays,femmes,hommes\nFrance,-1,2\n")
    assert done.exit_code == 1
    assert "diasporamap-" not in done.output
    done = run("map", "-", "a.png", input="pays\nFrance\n")
    assert done.exit_code == 1
    assert "stdin.csv" in done.stderr
    assert "/stdin.csv" not in done.stderr


def test_two_tables_from_standard_input_are_refused():
    done = run("check", "-", "--aliases", "-", input=ROWS)
    assert done.exit_code == 2
    assert "Two tables are to come from standard input" in done.stderr


def test_a_table_is_printed_and_all_else_goes_to_the_error_stream():
    written = run("table", "undesa:CMR", "t.csv", "--year", "2020")
    assert written.exit_code == 0
    printed = run("table", "undesa:CMR", "-", "--year", "2020")
    assert printed.exit_code == 0, printed.output
    with open("t.csv", "rb") as file:  # noqa: PTH123
        assert printed.stdout_bytes == file.read()
    assert "Hidden" in printed.stderr


def test_a_map_is_not_printed():
    done = run("map", "undesa:CMR", "-")
    assert done.exit_code == 2
    assert "stdout.csv" in done.stderr


def test_what_is_hidden_of_piped_counts_must_be_kept(folder):
    small = "pays,femmes,hommes\nFrance,100,200\nGabon,1,50\nTchad,60,3\n"
    refused = run("table", "-", "t.csv", input=small)
    assert refused.exit_code == 2
    assert "Give --release FILE" in refused.stderr
    assert not (folder / "t.csv").exists()
    done = run("table", "-", "t.csv", "--release", "kept.release.json", input=small)
    assert done.exit_code == 0, done.output
    assert (folder / "kept.release.json").exists()


def test_persons_are_counted_from_a_pipe_into_a_pipe():
    persons = "pays,sexe\n" + "France,F\n" * 3 + "Gabon,M\n" * 2
    done = (
        run("aggregate", "-", "-", "--by-column", "sexe", input=persons)
        if False
        else run("aggregate", "-", "-", input=persons)
    )
    assert done.exit_code == 0, done.output
    assert "FRA" in done.stdout
    assert "not protected" in done.stderr


def test_a_pattern_names_all_files_that_fit(folder):
    for name in ("a.csv", "b.csv"):
        (folder / name).write_text(ROWS, encoding="utf-8")
    done = run("compare", "*.csv", "--output", "t.csv")
    direct = run("compare", "a.csv", "b.csv", "--output", "u.csv")
    assert (done.exit_code, done.output.replace("t.csv", "u.csv")) == (
        direct.exit_code,
        direct.output,
    )


def test_verbose_prints_steps_on_the_error_stream():
    done = run("table", "undesa:CMR", "t.csv", "--year", "2020", "-v")
    assert " s" in done.stderr


def test_colours_are_left_out_where_no_color_is_set():
    told = {}
    for name, env in (("plain", {"NO_COLOR": "1"}), ("coloured", {"NO_COLOR": ""})):
        told[name] = run("map", "nothing.csv", "a.png", env=env, color=True).stderr
    assert "\x1b[" in told["coloured"]
    assert "\x1b[" not in told["plain"]


def test_json_alone_is_on_standard_output():
    for arguments in (
        ["table", "undesa:CMR", "--json", "--year", "2020"],
        ["table", "undesa:CMR", "t.csv", "--json", "--year", "2020"],
        ["districts", "list", "--json"],
        ["districts", "show", "nga-lagos-cg", "--json"],
        ["districts", "check", "--json"],
        ["check", "undesa:CMR", "--json"],
        ["audit", "undesa:CMR", "--json", "--year", "2020"],
        ["config", "--json"],
    ):
        done = run(*arguments)
        assert done.exit_code == 0, done.output
        assert json.loads(done.stdout), arguments


def test_the_table_in_json_is_that_of_the_file():
    import csv

    shown = json.loads(run("table", "undesa:CMR", "t.csv", "--json", "--language", "en").stdout)
    with open("t.csv", encoding="utf-8-sig", newline="") as file:  # noqa: PTH123
        header, *rows = csv.reader(file)
    assert header[2:] == [column["header"] for column in shown["columns"]]
    assert [row[1] for row in rows] == [row["name"] for row in shown["rows"]]
    women = header.index("Women")
    assert [row[women] for row in rows[:9]] == [
        str(row["cells"]["women"]["value"]) for row in shown["rows"][:9]
    ]


def test_what_is_hidden_has_no_value_in_json():
    small = "pays,femmes,hommes\nFrance,100,200\nGabon,1,50\nTchad,60,3\n"
    done = run("table", "-", "--json", "--release", "k.release.json", input=small)
    cells = [cell for row in json.loads(done.stdout)["rows"] for cell in row["cells"].values()]
    hidden = [cell for cell in cells if cell["state"] == "suppressed"]
    assert hidden
    assert {cell["value"] for cell in hidden} == {None}
    audit = json.loads(
        run("audit", "-", "--json", "--release", "k.release.json", input=small).stdout
    )
    assert audit["safe"]
    assert audit["hidden"]


def test_a_table_needs_a_file_or_json():
    done = run("table", "undesa:CMR")
    assert done.exit_code == 2
    assert "give --json" in done.stderr


def test_quiet_prints_nothing_of_what_was_done():
    loud = run("table", "undesa:CMR", "t.csv", "--year", "2020")
    assert "Wrote t.csv" in loud.stdout
    for arguments in (
        ["-q", "table", "undesa:CMR", "t.csv"],
        ["table", "undesa:CMR", "t.csv", "-q"],
    ):
        assert run(*arguments, "--year", "2020").output == ""
