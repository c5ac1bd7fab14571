"""Defaults of options: what is typed, variables, the file; and what `config` says of them."""

import json

import click
import pytest
from click.testing import CliRunner

from diasporamap.commands import base, main, parameters
from diasporamap.commands.defaults import EACH_TIME, FILE, default_of


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments, **options):
    return CliRunner().invoke(main, list(arguments), **options)


def shown(*arguments):
    """Return the values that options of a command have, without running it."""
    return json.loads(run(*arguments).stdout)


@base.command("map")
@parameters.option("--style", default="iom", show_default=True)
@parameters.option("--classes", type=int)
@parameters.option("--inset", multiple=True, metavar="NAME")
@parameters.option("--svg-text", is_flag=True)
@click.pass_context
def probe(context, **values):
    """Print the options of a command of the name of a real one, and where they are from."""
    where = {name: context.get_parameter_source(name).name for name in values}
    click.echo(json.dumps({"values": values, "where": where}))


def given(*arguments):
    done = CliRunner().invoke(probe, list(arguments))
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)["values"]


def test_what_is_typed_goes_before_a_variable_and_a_variable_before_the_file(folder, monkeypatch):
    assert given()["style"] == "iom"
    (folder / FILE).write_text('style = "un"\n[map]\nclasses = 4\n', encoding="utf-8")
    assert (given()["style"], given()["classes"]) == ("un", 4)
    (folder / FILE).write_text('style = "un"\n[map]\nstyle = "grey"\n', encoding="utf-8")
    assert given()["style"] == "grey"
    monkeypatch.setenv("DIASPORAMAP_STYLE", "dark")
    assert given()["style"] == "dark"
    monkeypatch.setenv("DIASPORAMAP_MAP_STYLE", "slide")
    assert given()["style"] == "slide"
    assert given("--style", "iom")["style"] == "iom"


def test_lists_flags_and_both_ways_to_write_a_name(folder):
    (folder / FILE).write_text(
        'inset = ["europe", "gulf-states"]\nsvg_text = true\n', encoding="utf-8"
    )
    assert given()["inset"] == ["europe", "gulf-states"]
    assert given()["svg_text"] is True
    assert given("--inset", "none")["inset"] == ["none"]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('styel = "un"', "there is no option 'styel'. Near it: style"),
        ("[mpa]\n", "there is no command [mpa]. Near it: map"),
        ("[db.lod]\n", "there is no command [lod]. Near it: db.load"),
        ("style = ", "cannot be read"),
        ("no-protection = true", "--no-protection is typed each time"),
        ("[map]\nforce = true", "--force is typed each time"),
    ],
)
def test_a_wrong_file_is_refused_by_every_command(folder, written, told):
    (folder / FILE).write_text(written + "\n", encoding="utf-8")
    for arguments in (["config"], ["boundaries", "list"]):
        done = run(*arguments)
        assert done.exit_code == 2
        assert f"{FILE}: " in done.stderr
        assert told in done.stderr


def test_a_wrong_value_says_where_it_is_from(folder, monkeypatch):
    (folder / FILE).write_text('[map]\nclasses = "many"\n', encoding="utf-8")
    done = CliRunner().invoke(probe, [])
    assert done.exit_code == 2
    assert f"({FILE})" in done.stderr
    monkeypatch.setenv("DIASPORAMAP_CLASSES", "few")
    assert "(DIASPORAMAP_CLASSES)" in CliRunner().invoke(probe, []).stderr


@pytest.mark.parametrize("option", EACH_TIME)
def test_what_gives_away_has_no_default(option, monkeypatch):
    monkeypatch.setenv(f"DIASPORAMAP_{option.replace('-', '_').upper()}", "1")
    assert default_of(["map"], option) is None


def test_the_language_of_the_file_is_that_of_messages_too(folder):
    (folder / FILE).write_text('language = "fr"\n', encoding="utf-8")
    assert "Valeurs par défaut" in run("config").stdout
    rows = json.loads(run("config", "--json").stdout)["defaults"]
    assert {(row["value"], row["from"]) for row in rows} == {("fr", FILE)}
    assert "Defaults" in run("config", "--language", "en").stdout
    assert "Defaults" in run("config", env={"DIASPORAMAP_LANGUAGE": "en"}).stdout


def test_config_lists_what_is_set_for_each_command(folder, monkeypatch):
    assert "No default is set" in run("config").stdout
    (folder / FILE).write_text('[map]\nsize = "half"\n', encoding="utf-8")
    monkeypatch.setenv("DIASPORAMAP_STYLE", "un")
    found = json.loads(run("config", "--json").stdout)
    assert found["file"] == str(folder / FILE)
    rows = {
        (row["command"], row["option"]): (row["value"], row["from"]) for row in found["defaults"]
    }
    assert rows["map", "size"] == ("half", FILE)
    assert rows["districts map", "style"] == ("un", "DIASPORAMAP_STYLE")
    assert ("figure", "size") not in rows
    assert "--size" in run("config").stdout


def test_a_default_of_districts_is_not_in_the_way_of_other_maps(folder):
    (folder / FILE).write_text('date = "2020-07-01"\n', encoding="utf-8")
    done = run("table", "undesa:CMR", "t.csv", "--year", "2020")
    assert done.exit_code == 0, done.output
    refused = run("table", "undesa:CMR", "t.csv", "--date", "2020-07-01")
    assert refused.exit_code == 2


def test_verbose_says_which_defaults_are_used(folder):
    (folder / FILE).write_text('style = "un"\nyear = 2020\n', encoding="utf-8")
    done = run("table", "undesa:CMR", "t.csv", "-v")
    assert f"--style un ({FILE})" in done.stderr
    assert f"--year 2020 ({FILE})" in done.stderr
    assert "--style" not in run("table", "undesa:CMR", "t.csv", "-v", "--style", "iom").stderr
