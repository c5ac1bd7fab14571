import pandas as pd
import pytest
from click.testing import CliRunner

from diasporamap.api import release
from diasporamap.commands import main
from tests.web.unpacking import model_of

#: An invented register by city: districts of parts of countries, and names that tell none.
ROWS = (
    "Pays;Ville de résidence;Femmes;Hommes",
    "Nigeria;Lagos;25;40",
    "Nigeria;Ikeja;10;15",
    "Nigeria;Calabar;30;33",
    "Nigeria;Abujaa;11;12",
    "Nigeria;Non précisé;8;9",
    "Guinée équatoriale;Bata;40;50",
    "Guinée équatoriale;Malabo;30;31",
    "Gabon;Libreville;80;70",
    "Allemagne;Essen;20;20",
    "Allemagne;Libreville;7;7",
)


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text("\n".join(ROWS) + "\n", encoding="utf-8")
    return path


def test_cities_go_to_the_districts_of_their_parts(register, tmp_path):
    out = tmp_path / "map.svg"
    done = run("map", register, out, "--by", "district", "--language", "en")
    assert done.exit_code == 0, done.output
    assert "Note: 6 figures of cities or parts not known or unclear" in done.stdout
    assert "548 = 508 + 40 + 0" in done.stdout


def test_a_page_of_countries_and_districts_attaches_cities_and_adds_countries_up(
    register, tmp_path
):
    out = tmp_path / "map.html"
    done = run("web", register, out, "--by", "country,district", "--language", "en")
    assert done.exit_code == 0, done.output
    assert "548 = 508 + 40 + 0" in done.stdout
    _, districts = model_of(out.read_text(encoding="utf-8"))["geographies"]
    assert "Attached to a district: 508." in " ".join(districts["layers"][0]["captions"]["en"])
    by_country = release(register).by("country").cells
    added_up = release(register, by=["district"]).by("country").cells
    pd.testing.assert_frame_equal(added_up, by_country)
    table = tmp_path / "attached.csv"
    assert run("districts", "attach", register, table).exit_code == 0
    rows = [
        line.replace('"', "").split(",")
        for line in table.read_text(encoding="utf-8-sig").splitlines()[1:]
    ]
    totals = {row[0]: int(row[-2]) for row in rows if row[-3] == "T"}
    assert totals == {
        "NGA": 40,
        "deu-berlin": 54,
        "gab-libreville": 150,
        "gnq-bata-cg": 90,
        "gnq-malabo": 61,
        "nga-abuja": 63,
        "nga-lagos-cg": 90,
    }


def test_by_country_cities_are_added_up(register, tmp_path):
    done = run("map", register, tmp_path / "map.svg", "--language", "en")
    assert done.exit_code == 0, done.output
    assert "Nigeria (193)" in done.stdout
    assert "Note" not in done.stdout


def test_names_of_ones_own_stand_for_cities(register, tmp_path):
    own = tmp_path / "own.csv"
    own.write_text("name,place\nAbujaa,NG-FC\nEssen,DE-NW\n", encoding="utf-8")
    done = run("map", register, tmp_path / "map.svg", "--by", "district", "--aliases", own)
    assert done.exit_code == 0, done.output
    assert "Note: 2 figures" in done.stdout


def test_a_city_alone_tells_its_country(tmp_path):
    table = tmp_path / "cities.csv"
    table.write_text(
        'Ville,Femmes,Hommes\n"Paris, France",60,50\nMarseille (France),20,30\nYaoundé,7,8\n',
        encoding="utf-8",
    )
    done = run("map", table, tmp_path / "map.svg", "--language", "en")
    assert done.exit_code == 0, done.output
    assert "France (160)" in done.stdout
    table.write_text("Ville,Femmes,Hommes\nParis,60,50\nYaoundé,7,8\nLebanon,1,2\n", "utf-8")
    done = run("map", table, tmp_path / "map.svg")
    assert done.exit_code == 1
    assert "row 2, column 'Ville': 'Paris' does not tell which city is meant" in done.stderr
    assert "row 4, column 'Ville': 'Lebanon' does not" in done.stderr
    rest = tmp_path / "rest.csv"
    done = run("map", table, tmp_path / "map.svg", "--allow-unmatched", rest, "--language", "en")
    assert done.exit_code == 0, done.output
    assert "4 not matched" in done.stdout


def test_small_figures_of_cities_do_not_hide_a_district_that_holds_them_all(tmp_path):
    table = tmp_path / "small.csv"
    cities = ("Paris", "Marseille", "Lyon", "Lille", "Nantes", "Nice")
    rows = [f"France,{city},3,4" for city in cities]
    table.write_text("\n".join(("pays,ville,femmes,hommes", *rows)) + "\n", encoding="utf-8")
    out = tmp_path / "attached.csv"
    done = run("districts", "attach", table, out)
    assert done.exit_code == 0, done.output
    rows = [
        line.replace('"', "").split(",")
        for line in out.read_text(encoding="utf-8-sig").splitlines()[1:]
    ]
    figures = {(row[0], row[-3]): (row[-2], row[-1]) for row in rows}
    assert figures["fra-paris", "F"] == ("18", "value")
    assert figures["fra-paris", "T"] == ("42", "value")


def test_the_map_by_country_gives_no_hidden_district_away(tmp_path):
    rows = ["pays,ville,femmes,hommes", "Nigeria,Lagos,30,40", "Nigeria,Ibadan,9,8"]
    table = tmp_path / "small.csv"
    table.write_text("\n".join((*rows, "Nigeria,Calabar,2,3", "France,,9,8")) + "\n", "utf-8")
    made = release(table)
    assert made.by("country").cells.set_index(["place", "sex"])["count"]["NGA", "F"] == 41
    cells = made.by("district").cells
    shown = cells[(cells["place"] != "fra-paris") & (cells["state"] == "value")]
    # The 2 women of Calabar can be exchanged with those of Lagos: both totals stay.
    assert shown[["place", "sex", "count"]].to_numpy().tolist() == [
        ["nga-abuja", "T", 5],
        ["nga-lagos-cg", "T", 87],
    ]


def test_a_page_of_districts_takes_cities_too(register, tmp_path):
    out = tmp_path / "map.html"
    done = run("web", register, out, "--by", "district", "--language", "en")
    assert done.exit_code == 0, done.output
    assert "Note: 6 figures of cities or parts not known or unclear" in done.stdout
    assert "548 = 508 + 40 + 0" in done.stdout
