"""Files to write: never one that is read, nor one of somebody else, and both or none."""

from __future__ import annotations

import os

import openpyxl
import pytest
from click.testing import CliRunner

from diasporamap.commands import main

COUNTS = "place,sex,count\nFrance,F,1203\nFrance,M,1407\nGermany,F,390\nGermany,M,401\n"
PERSONS = "Pays;Sexe\nFrance;F\nFrance;M\nAllemagne;F\n"
DISTRICTS = "district,unit\nfra-paris,FRA\n"

#: Commands by what they write, with IN for the file that is read and OUT for the one to write.
WRITERS = {
    "map": (COUNTS, "map IN OUT", ".png"),
    "web": (COUNTS, "web IN OUT", ".html"),
    "check --html": (COUNTS, "check IN --html OUT", ".csv"),
    "check --write-aliases": (COUNTS, "check IN --write-aliases OUT", ".csv"),
    "check --allow-unmatched": (COUNTS, "check IN --allow-unmatched OUT", ".csv"),
    "map --allow-unmatched": (COUNTS, "map IN new.png --allow-unmatched OUT", ".csv"),
    "aggregate": (PERSONS, "aggregate IN OUT --place-column Pays --sex-column Sexe", ".csv"),
    "attach": (COUNTS, "districts attach IN OUT", ".csv"),
    "table": (COUNTS, "table IN OUT", ".csv"),
    "compare --output": (COUNTS, "compare IN --output OUT", ".csv"),
    "compare --output twice": (COUNTS, "compare IN --output new.csv --output OUT", ".csv"),
    "compare --allow-unmatched": (COUNTS, "compare IN --allow-unmatched OUT", ".csv"),
    "districts export": (DISTRICTS, "districts export OUT --districts IN", ".csv"),
    "boundaries export": ("", "boundaries export cameroon_regions OUT", ".csv"),
}


def run(line, **names):
    words = [str(names.get(word, word)) for word in line.split()]
    return CliRunner().invoke(main, words)


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", [name for name in WRITERS if WRITERS[name][0]])
def test_what_is_read_is_never_written(name, tmp_path):
    content, line, _ = WRITERS[name]
    given = tmp_path / "given.csv"
    given.write_text(content, encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "link.csv").symlink_to(given)
    (tmp_path / "twin.csv").hardlink_to(given)
    for out in ("given.csv", "./sub/../given.csv", given, "link.csv", "twin.csv"):
        done = run(f"{line} --force", IN="given.csv", OUT=out)
        assert done.exit_code == 2, done.output
        assert "is read too, and is not written over" in done.output
        assert given.read_text(encoding="utf-8") == content
    assert not (tmp_path / "new.csv").exists()


def test_a_sources_file_a_style_and_aliases_are_read_too(tmp_path):
    (tmp_path / "reg.csv").write_text(COUNTS, encoding="utf-8")
    (tmp_path / "reg.sources.toml").write_text("# mine", encoding="utf-8")
    (tmp_path / "mine.toml").write_text("# mine", encoding="utf-8")
    (tmp_path / "names.csv").write_text("name,place\nFrankreich,FRA\n", encoding="utf-8")
    for out, given in (
        ("reg.sources.toml", ""),
        ("mine.toml", ""),
        ("names.csv", " --aliases names.csv"),
    ):
        line = f"check reg.csv --html {out} --force{given}"
        line = line if out != "mine.toml" else "check reg.csv --origin mine.toml --html mine.toml"
        before = (tmp_path / out).read_bytes()
        done = run(line)
        assert done.exit_code == 2, done.output
        assert "is read too" in done.output
        assert (tmp_path / out).read_bytes() == before


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_of_somebody_else_needs_force(name, tmp_path):
    content, line, ending = WRITERS[name]
    (tmp_path / "in.csv").write_text(content, encoding="utf-8")
    out = tmp_path / f"out{ending}"
    out.write_text("pays,mes_notes\nFrance,3\n", encoding="utf-8")
    done = run(line, IN="in.csv", OUT=out)
    assert done.exit_code == 2, done.output
    assert "did not make it as it is. Name another file, or give --force" in done.output
    assert out.read_text(encoding="utf-8") == "pays,mes_notes\nFrance,3\n"
    assert not list(tmp_path.glob("new*"))
    if "allow-unmatched" in name:  # the row that fits no place is what is written
        (tmp_path / "in.csv").write_text(content + "Nowhere,F,9\n", encoding="utf-8")
    if name == "check --write-aliases":  # one that is there is written only where a name waits
        (tmp_path / "in.csv").write_text("place,sex,count\nFrankreich,F,9\n", encoding="utf-8")
    done = run(line + " --force", IN="in.csv", OUT=out)
    assert done.exit_code == int(name == "check --write-aliases"), done.output
    assert b"mes_notes" not in out.read_bytes()


@pytest.mark.parametrize(
    ("line", "outs"),
    [
        ("map in.csv OUT", ("o.png", "o.svg", "o.pdf")),
        ("web in.csv OUT", ("o.html",)),
        ("check in.csv --html OUT", ("o.html",)),
        ("compare in.csv --output OUT", ("o.csv", "o.xlsx")),
        ("districts attach in.csv OUT", ("o.csv", "o.xlsx")),
        ("table in.csv OUT", ("o.csv", "o.xlsx", "o.md", "o.html")),
        ("aggregate persons.csv OUT --place-column Pays --sex-column Sexe", ("o.csv", "o.xlsx")),
        ("districts export OUT", ("o.csv", "o.xlsx", "o.gpkg", "o.geojson")),
        ("boundaries export cameroon_regions OUT", ("o.csv", "o.gpkg", "o.geojson")),
        ("boundaries export borders OUT", ("b.csv",)),
        ("districts export OUT --layer missions", ("m.csv",)),
        ("districts export OUT --layer units", ("u.csv",)),
        ("districts export OUT --layer unattached", ("n.csv",)),
    ],
)
def test_what_diasporamap_made_is_written_again(line, outs, tmp_path):
    (tmp_path / "in.csv").write_text(COUNTS, encoding="utf-8")
    (tmp_path / "persons.csv").write_text(PERSONS, encoding="utf-8")
    for out in outs:
        first = run(line, OUT=out)
        assert first.exit_code == 0, first.output
        written = (tmp_path / out).read_bytes()
        again = run(line, OUT=out)
        assert again.exit_code == 0, again.output
        assert (tmp_path / out).read_bytes() == written


def test_what_somebody_changed_is_theirs(tmp_path):
    (tmp_path / "in.csv").write_text(COUNTS, encoding="utf-8")
    (tmp_path / "odd.csv").write_text("place,sex,count\nFrankreich,F,3\n", encoding="utf-8")
    assert run("compare in.csv --output o.csv --output o.xlsx").exit_code == 0
    # A spreadsheet program leaves the quotes out, or the byte order mark, or names who saved.
    text = (tmp_path / "o.csv").read_text(encoding="utf-8-sig")
    for changed in (text, "\ufeff" + text.replace('"', ""), "\ufeff" + text.replace("\n", "\r\n")):
        (tmp_path / "o.csv").write_text(changed, encoding="utf-8", newline="")
        assert run("compare in.csv --output o.csv").exit_code == 2
    book = openpyxl.load_workbook(tmp_path / "o.xlsx")
    book.properties.lastModifiedBy = "A colleague"
    book.save(tmp_path / "o.xlsx")
    assert run("compare in.csv --output o.xlsx").exit_code == 2
    # The names that somebody confirms in a table of aliases are theirs from the start.
    run("check odd.csv --write-aliases names.csv")
    assert (tmp_path / "names.csv").exists()
    assert run("check odd.csv --write-aliases names.csv").exit_code == 2


def test_two_outputs_of_one_option_are_both_written(tmp_path):
    (tmp_path / "in.csv").write_text(COUNTS, encoding="utf-8")
    (tmp_path / "two.csv").write_text(COUNTS.replace("3", "5"), encoding="utf-8")
    done = run("compare in.csv two.csv --output a.csv --output b.xlsx --map a.png --map b.svg")
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "a.csv",
        "a.png",
        "b.svg",
        "b.xlsx",
        "in.csv",
        "two.csv",
    ]


def test_one_file_is_not_written_twice(tmp_path):
    (tmp_path / "in.csv").write_text(COUNTS, encoding="utf-8")
    for line in (
        "map in.csv a.png ./a.png",
        "check in.csv --write-aliases a.csv --allow-unmatched a.csv",
        "compare in.csv --output a.csv --allow-unmatched a.csv",
    ):
        done = run(line)
        assert done.exit_code == 2
        assert "is to be written twice" in done.output


def test_links_and_pipes_are_refused_and_said(tmp_path):
    (tmp_path / "in.csv").write_text(COUNTS, encoding="utf-8")
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "link.csv").symlink_to(tmp_path / "mine.txt")
    (tmp_path / "dangling.csv").symlink_to(tmp_path / "nowhere.csv")
    os.mkfifo(tmp_path / "pipe.csv")
    for out, said in (("link", "a link"), ("dangling", "a link"), ("pipe", "a pipe or a device")):
        done = run(f"compare in.csv --output {out}.csv --force")
        assert done.exit_code == 2
        assert f"{out}.csv is {said}" in done.output
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "nowhere.csv").exists()


def test_the_demo_writes_over_its_own_files_only(tmp_path):
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "cameroon_2020_fr.html").write_text("mine", encoding="utf-8")
    done = run("demo demo")
    assert done.exit_code == 2
    assert "did not make it" in done.output
    assert [path.name for path in (tmp_path / "demo").iterdir()] == ["cameroon_2020_fr.html"]
