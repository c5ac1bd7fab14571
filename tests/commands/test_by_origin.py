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
