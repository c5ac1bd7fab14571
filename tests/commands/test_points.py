"""The option --points on the command line: what is said, and what is refused."""

import pytest
from click.testing import CliRunner
from PIL import Image

from diasporamap.commands import main
from diasporamap.readers.example import example_path
from tests.web.unpacking import model_of

POINTS = """Liste des associations;;;;
Association;Ville;Pays;Femme à la tête;Téléphone
Amicale;Paris;France;oui;01 23 45 67 89
Réseau;Lyon;France;non;
Union;Douala;;;
"""


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "associations.csv"
    path.write_text(POINTS, encoding="utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(main, [*map(str, arguments)])


def test_a_map_says_what_was_read_and_left_out(table, tmp_path):
    output = tmp_path / "map.png"
    done = run("map", example_path(), output, "--points", table, "--language", "en", "--dpi", 72)
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert "Points: 3 (3 Associations)." in lines
    assert "Note: 1 column of the points that can tell persons is not read." in lines
    told = "Points: Associations (3; 1 of 2 stated led by women)."
    assert told in lines[-1]
    with Image.open(output) as image:
        assert told in image.info["Description"]


def test_a_page_has_the_missions_of_a_day(tmp_path):
    output = tmp_path / "map.html"
    day = ("--points", "missions", "--date", "2012-07-18")
    done = run("web", "undesa:CMR", output, *day, "--measures", "total")
    assert done.exit_code == 0, done.output
    page = output.read_text(encoding="utf-8")
    captions = " ".join(model_of(page)["geographies"][0]["layers"][0]["captions"]["fr"])
    assert "Missions du Cameroun\u00a0: Wikidata, décrets cités par la presse" in captions
    assert "État au 18 juillet 2012." in captions
    assert "Lagos" in page
    assert "Bouar" not in page
    assert "Ouesso" not in page


def test_problems_of_points_come_before_anything_is_written(table, tmp_path):
    table.write_text(POINTS.replace("Lyon;France", "Lyon;Gabon"), encoding="utf-8")
    output = tmp_path / "map.png"
    done = run("map", example_path(), output, "--points", table)
    assert done.exit_code == 1
    assert f"{table}, row 4, column 'Ville': 'Lyon' is no known city of GAB" in done.stderr
    assert not output.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("undesa:TUV", "--points", "missions"), "No missions of Tuvalu are known."),
        ((example_path(), "--points", "missions", "--by", "district"), "the missions already"),
        ((example_path(), "--date", "2012-07-18"), "are for --by district"),
        ((example_path(), "--points", "nowhere.csv"), "there is no such file"),
    ],
)
def test_what_cannot_be_is_refused(arguments, said, tmp_path):
    counts, *options = arguments
    done = run("map", counts, tmp_path / "map.png", *options)
    assert done.exit_code in (1, 2)
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["map", "web"])
def test_help_names_the_option(command):
    assert "--points FILE" in run(command, "--help").stdout
