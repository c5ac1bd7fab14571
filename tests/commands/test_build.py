"""The commands `atlas`, `build` and `verify`: what they print, write and refuse."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from diasporamap.commands import main


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(main, [*words], env={"COLUMNS": "200"})


def test_from_counts_to_files_that_are_verified(run, tmp_path):
    done = run("atlas", "init", "undesa:SEN", "--origin", "SEN")
    assert done.exit_code == 0, done.output
    assert "Wrote atlas.toml: 2 entries" in done.output
    listed = run("build", "--list")
    assert "maps     m1_world  (fr|en.png|svg; line " in listed.output
    dry = run("build", "--dry-run", "--only", "figures")
    assert dry.output.count("make  ") == 4
    assert not (tmp_path / "outputs").exists()
    done = run("build", "--only", "f1*", "--jobs", "1")
    assert done.exit_code == 0, done.output
    assert "Counts 'undesa', the last year:" in done.output
    assert "4 files made, 0 as they were" in done.output
    assert "0 files made, 4 as they were" in run("build", "--only", "f1_top_20").output
    assert run("verify", "outputs").output == "4 of 4 files are as they were made.\n"
    (tmp_path / "outputs" / "figures" / "f1_top_20_fr.png").write_bytes(b"")
    done = run("verify", "outputs")
    assert done.exit_code == 1
    assert "changed: outputs/figures/f1_top_20_fr.png" in done.output


def test_an_entry_that_fails_is_told_with_its_line(run, tmp_path):
    text = '[sources.a]\ncounts = "undesa:SEN"\n[[figures]]\nname = "ages"\nfigure = "pyramid"\n'
    (tmp_path / "atlas.toml").write_text(text + 'formats = ["md"]\nlanguages = ["fr"]\n')
    done = run("build", "--jobs", "1")
    assert done.exit_code == 1
    assert "Error: figures, ages_fr (line 3): " in done.output


@pytest.mark.parametrize(
    ("words", "told", "code"),
    [
        (("build",), "the atlas cannot be read", 1),
        (("verify", "nowhere"), "nowhere has no manifest.json", 2),
        (("atlas", "init"), "Missing argument", 2),
    ],
)
def test_what_is_not_there_is_refused(run, words, told, code):
    done = run(*words)
    assert done.exit_code == code
    assert told in done.output


def test_a_name_that_is_none_is_refused_with_those_that_are(run):
    run("atlas", "init", "undesa:SEN", "--origin", "SEN")
    done = run("build", "--only", "m9")
    assert done.exit_code == 2
    assert "There are: m1_world, f1_top_20" in done.output


def test_a_file_of_somebody_else_is_not_written_over(run, tmp_path):
    (tmp_path / "atlas.toml").write_text("# mine\n", encoding="utf-8")
    done = run("atlas", "init", "undesa:SEN", "--origin", "SEN")
    assert done.exit_code == 2
    assert "--force" in done.output
