"""Completion by shells: the scripts, and the names that are offered."""

import shutil
import subprocess

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from diasporamap.commands import main
from diasporamap.commands.completion import SHELLS
from diasporamap.language import set_language


def offered(*words):
    """Return what a shell is offered after some words, the last of which is begun."""
    *before, begun = words
    return [
        item.value
        for item in ShellComplete(main, {}, "diasporamap", "_X").get_completions(before, begun)
    ]


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_has_a_script(shell):
    done = CliRunner().invoke(main, ["completion", shell])
    assert done.exit_code == 0
    assert "_DIASPORAMAP_COMPLETE" in done.stdout
    checker = {"bash": ["bash", "-n"], "zsh": ["zsh", "-n"], "fish": ["fish", "--no-execute"]}
    command = checker.get(shell)
    if command and shutil.which(command[0]):
        subprocess.run(command, input=done.stdout, text=True, check=True)


def test_commands_options_and_measures_are_offered():
    assert "districts" in offered("di")
    assert "attach" in offered("districts", "")
    assert "--measure" in offered("map", "c.csv", "--mea")
    assert {"women", "share_women"} <= set(offered("map", "c.csv", "--measure", ""))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["profile", "undesa:CMR", "FR"], "FRA"),
        (["profile", "undesa:CMR", "fra-p"], "fra-paris"),
        (["map", "c.csv", "--extent", "cem"], "cemac"),
        (["map", "c.csv", "--extent", "district:nga"], "district:nga-lagos-cg"),
        (["map", "c.csv", "--inset", "europe,gulf"], "europe,gulf-states"),
        (["map", "c.csv", "--origin", "SE"], "SEN"),
        (["map", "c.csv", "--by", "reg"], "region"),
        (["map", "c.csv", "--style", "gr"], "grey"),
        (["districts", "show", "bel"], "bel-bruxelles"),
        (["boundaries", "show", "adm"], "admin1"),
    ],
)
def test_places_districts_and_layers_are_offered(words, expected):
    assert expected in offered(*words)


def test_levels_are_those_of_the_origin():
    assert "region" in offered("map", "c.csv", "--origin", "CMR", "--by", "")
    assert "division" not in offered("map", "c.csv", "--origin", "SEN", "--by", "")


def test_places_are_found_by_their_names_in_the_language_of_messages():
    assert offered("map", "c.csv", "--origin", "Seneg") == ["SEN"]
    set_language("fr")
    try:
        assert "DEU" in offered("map", "c.csv", "--origin", "Allem")
    finally:
        set_language(None)


def test_files_are_left_to_the_shell():
    (item,) = ShellComplete(main, {}, "diasporamap", "_X").get_completions(["check"], "reg")
    assert item.type == "file"
