"""The command `figure`: files, what is printed, what is refused."""

from __future__ import annotations

from click.testing import CliRunner

from diasporamap.checking.audits.outputs import _names, _read
from diasporamap.commands import main
from diasporamap.commands.figure import FIGURES, MEASURES
from diasporamap.districts.choice import DistrictChoice
from diasporamap.figures import FIGURES as KINDS


def figure(*arguments):
    return CliRunner().invoke(main, ["figure", *map(str, arguments)], env={"COLUMNS": "200"})


def test_a_figure_is_written_and_described_the_same_each_time(tmp_path):
    files = [tmp_path / name for name in ("one.svg", "two.svg", "three.png", "four.pdf")]
    done = figure("undesa:CMR", *files, "--language", "en", "--top", 5)
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[-1].startswith("Bar chart: People born in Cameroon")
    assert files[0].read_bytes() == files[1].read_bytes()
    assert all(file.stat().st_size > 5000 for file in files)
    assert "<desc>Bar chart: People born in Cameroon" in files[0].read_text(encoding="utf-8")


def test_a_bare_figure_has_its_words_beside_it(tmp_path):
    picture, beside = tmp_path / "bare.svg", tmp_path / "bare.md"
    done = figure("undesa:CMR", picture, "--bare", "--caption-file", beside, "--svg-text")
    assert done.exit_code == 0, done.output
    assert "# Personnes nées au Cameroun" in beside.read_text(encoding="utf-8")
    drawn = picture.read_text(encoding="utf-8").split("</metadata>")[1]
    assert "France" in drawn
    assert "Personnes nées" not in drawn


def test_years_take_several_sources(tmp_path):
    done = figure(
        *("undesa:CMR", tmp_path / "y.png", "--figure", "years", "--with", "undesa-2024:CMR"),
        *("--place", "FRA,GAB", "--language", "en"),
    )
    assert done.exit_code == 0, done.output
    assert "France, International Migrant Stock 2024, 2024: 127,995" in done.output


def test_hidden_figures_are_kept_for_later_runs(tmp_path):
    counts = tmp_path / "register.csv"
    counts.write_text("place,sex,count\nFRA,F,700\nFRA,M,600\nGAB,F,3\nGAB,M,1\n")
    done = figure(counts, tmp_path / "bars.svg", "--language", "en")
    assert "fewer than two" in done.output
    counts.write_text("place,sex,count\nFRA,F,700\nFRA,M,600\nDEU,F,70\nDEU,M,60\nGAB,F,3\nGAB,M,1")
    done = figure(counts, tmp_path / "bars.svg", "--language", "en")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "register.release.json").is_file()


def test_an_audit_reads_bars_back(tmp_path):
    counts = tmp_path / "register.csv"
    rows = [
        "place,sex,count",
        "FRA,F,700",
        "FRA,M,600",
        "DEU,F,70",
        "DEU,M,60",
        "GAB,F,3",
        "GAB,M,9",
    ]
    counts.write_text("\n".join(rows), encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    done = figure(counts, out / "bars.svg", "--language", "en")
    assert done.exit_code == 0, done.output
    said = CliRunner().invoke(main, ["audit", str(out), "--language", "en"]).output
    assert "nobody" in said.lower(), said
    found = _read(out / "bars.svg", "bars.svg", DistrictChoice(), _names(DistrictChoice()))
    people = {(read.cell.place, read.cell.sex): read.people for read in found.figures}
    assert people == {("FRA", "F"): 700, ("FRA", "M"): 600, ("DEU", "F"): 70, ("DEU", "M"): 60}


def test_what_does_not_fit_together_is_refused(tmp_path):
    out = tmp_path / "x.png"
    for words, told in (
        (["--with", "undesa-2024:CMR"], "--with is about years and sources"),
        (["--figure", "years", "--year", 2020], "Leave --year out"),
        (["--figure", "pyramid"], "no column of age groups"),
        (["--figure", "sources"], "Give counts of other sources"),
        (["--place", "FRA"], "Leave places out"),
        (["--top", 0], "Choose 1 to 60"),
    ):
        done = figure("undesa:CMR", out, *words)
        assert done.exit_code > 0
        assert told in done.output, done.output
    assert not out.exists()


def test_the_command_offers_what_the_library_has():
    assert set(FIGURES) == set(KINDS)
    assert set(MEASURES) == {measure for kind in KINDS.values() for measure in kind.measures}
