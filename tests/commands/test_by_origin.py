import pytest
from click.testing import CliRunner

from diasporamap.commands import main
from diasporamap.resources import shipped

ORIGINS = str(shipped("examples") / "invented_origins.csv")


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.mark.parametrize(("by", "places"), [("region", "régions"), ("division", "départements")])
def test_a_map_by_origin(tmp_path, by, places):
    out = tmp_path / "map.svg"
    done = run("map", ORIGINS, out, "--by", by)
    assert done.exit_code == 0, done.output
    assert out.is_file()
    assert places in done.stdout
    assert "Carte du Cameroun" in done.stdout


def test_a_region_is_shown_where_its_divisions_are_hidden(tmp_path):
    table = tmp_path / "origins.csv"
    table.write_text(
        "place,sex,origin,count\nFRA,F,Bénoué,500\nFRA,M,Bénoué,400\nFRA,F,Faro,1\nFRA,M,Faro,2\n",
        encoding="utf-8",
    )
    done = run("map", table, tmp_path / "map.svg", "--by", "region")
    assert done.exit_code == 0, done.output
    assert "903 dans 1 région" in done.stdout
    assert "Hidden: 0 figures" in done.stdout
    done = run("map", table, tmp_path / "divisions.svg", "--by", "division")
    assert "Hidden: 2 figures" in done.stdout  # the totals: the map shows no women and men
    assert "people" not in done.stdout.splitlines()[1]
    assert "900" not in done.stdout


def test_an_unknown_origin_is_refused_with_suggestions(tmp_path):
    table = tmp_path / "origins.csv"
    table.write_text("place,sex,origin,count\nFRA,F,Benou,500\n", encoding="utf-8")
    done = run("map", table, tmp_path / "map.svg", "--by", "division")
    assert done.exit_code == 1
    assert "'Benou' is no region or division" in done.stderr
    assert "Bénoué" in done.stderr
    assert not (tmp_path / "map.svg").exists()


def test_a_table_without_origins_is_refused(tmp_path):
    table = tmp_path / "counts.csv"
    table.write_text("place,sex,count\nFRA,F,500\n", encoding="utf-8")
    done = run("map", table, tmp_path / "map.svg", "--by", "region")
    assert done.exit_code == 1
    assert "column 'origin' is missing" in done.stderr


def test_boundaries_are_chosen_by_name_and_change_no_figure(tmp_path):
    usual, other = tmp_path / "usual.svg", tmp_path / "other.svg"
    first = run("map", ORIGINS, usual, "--by", "region")
    second = run("map", ORIGINS, other, "--by", "region", "--boundaries", "public-domain")
    assert (first.exit_code, second.exit_code) == (0, 0), second.output
    assert first.stdout.splitlines()[1:] == second.stdout.splitlines()[1:]
    assert usual.read_bytes() != other.read_bytes()


@pytest.mark.parametrize(
    ("by", "boundaries", "told"),
    [
        ("region", "natural", "'natural' of regions. Choose public-domain, or leave boundaries"),
        ("division", "public-domain", "'public-domain' of divisions. Leave boundaries out."),
        ("district", "public-domain", "by district have no other boundaries."),
    ],
)
def test_boundaries_that_there_are_not_are_refused_before_anything_is_read(
    tmp_path, by, boundaries, told
):
    missing, out = tmp_path / "missing.csv", tmp_path / "map.svg"
    done = run("map", missing, out, "--by", by, "--boundaries", boundaries)
    assert done.exit_code == 2
    assert told in done.stderr
    assert not out.exists()


def test_p_codes_are_read_and_are_told_apart_by_their_length(tmp_path):
    table = tmp_path / "origins.csv"
    table.write_text(
        "place,sex,origin,count\nFRA,F,CM008,500\nFRA,F,CM008005,70\nFRA,F,CM010006,40\n",
        encoding="utf-8",
    )
    done = run("map", table, tmp_path / "map.svg", "--by", "region", "--language", "en")
    assert done.exit_code == 0, done.output
    assert "West (570), South-West (40)" in done.stdout
    done = run("map", table, tmp_path / "map.svg", "--by", "division", "--language", "en")
    assert "110 in 2 divisions. The largest numbers: Menoua (70), Ndian (40)" in done.stdout
