import pytest
from click.testing import CliRunner
from PIL import Image

from diasporamap.commands import main
from diasporamap.readers.example import example_path

REGISTER = "pays;femmes;hommes\nGabon;3127;3544\nTchad;804;922\nNamibie;4;17\nKosovo;1;2\n"


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text(REGISTER, encoding="utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(main, ["map", *map(str, arguments)])


def test_the_published_example_becomes_every_format_named(tmp_path):
    outputs = [tmp_path / f"women.{ending}" for ending in ("png", "svg", "pdf")]
    done = run(example_path(), *outputs, "--measure", "women", "--language", "en")
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert [line.split(" (")[0] for line in lines[:3]] == [f"Wrote {path}" for path in outputs]
    assert lines[3].startswith("Joined: 113 figures = 113 matched + 0 not matched")
    assert lines[4] == "Hidden: 0 figures (profile standard, under 5 people)."
    assert "France (58,769)" in lines[5]
    assert len(lines) == 6
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in outputs}


def test_a_year_and_texts_can_be_chosen(tmp_path):
    output = tmp_path / "map.png"
    done = run(
        example_path(), output, "--year", 1990, "--title", "Mon titre", "--labels", 3, "--dpi", 72
    )
    assert done.exit_code == 0, done.output
    with Image.open(output) as image:
        assert image.info["Title"] == "Mon titre"


def test_what_is_hidden_is_counted_and_not_told(register, tmp_path):
    done = run(register, tmp_path / "map.svg", "--language", "en", "--measure", "men")
    assert done.exit_code == 0, done.output
    # Of the men that the map shows; women and totals are hidden too, on other maps.
    assert "Hidden: 2 figures (profile standard, under 5 people)." in done.stdout
    assert "Gabon (3,544)" in done.stdout
    assert "17" not in done.stdout.replace(str(tmp_path), "")
    strict = run(register, tmp_path / "map.svg", "--profile", "strict")
    assert "profile strict, under 10 people" in strict.stdout


def test_rates_take_breaks(register, tmp_path):
    rate = ("--measure", "share_women", "--breaks", "45,50,55")
    assert run(register, tmp_path / "map.svg", *rate).exit_code == 0


def test_rows_that_fit_no_place_stop_the_map_or_go_to_a_file(register, tmp_path):
    register.write_text(REGISTER + "Atlantide;50;60\n", encoding="utf-8")
    refused = run(register, tmp_path / "map.svg")
    assert refused.exit_code == 1
    assert "Atlantide" in refused.stderr
    assert "Traceback" not in refused.output
    assert not (tmp_path / "map.svg").exists()
    left = tmp_path / "left.csv"
    done = run(register, tmp_path / "map.svg", "--allow-unmatched", left)
    assert done.exit_code == 0, done.output
    assert "Joined: 2 figures not matched.\n" in done.stdout
    assert "Atlantide" in left.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["map.tif"], "does not end in"),
        (["map.png", "--breaks", "a,b"], "no list of numbers"),
        (["map.png", "--breaks", "50,40", "--measure", "share_women"], "rising"),
        (
            ["map.png", "--measure", "share_women", "--kind", "circles"],
            "rates are drawn as colours",
        ),
        (["map.png", "--origin", "XYZ"], "no country code"),
        (["map.png", "--style", "nothing"], "There is no style"),
        (["map.png", "--language", "de"], "'fr', 'en'"),
        ([], "Missing argument"),
    ],
)
def test_wrong_use_ends_with_2_and_no_file(arguments, said, register, tmp_path):
    outputs = [tmp_path / word if word.startswith("map.") else word for word in arguments]
    done = run(register, *outputs)
    assert done.exit_code == 2
    assert said in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["register.csv"]


def test_a_missing_table_ends_with_1(tmp_path):
    done = run(tmp_path / "none.csv", tmp_path / "map.svg")
    assert done.exit_code == 1
    assert "none.csv" in done.stderr


def test_the_help_has_an_example():
    shown = run("--help")
    assert shown.exit_code == 0
    assert "Example:" in shown.stdout
    assert "--allow-unmatched" in shown.stdout


SDMX = """DATAFLOW,freq,c_birth,age,unit,sex,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG
ESTAT:MIGR_POP3CTB(1.0),A,SN,TOTAL,NR,F,FR,2020,60000,
ESTAT:MIGR_POP3CTB(1.0),A,SN,TOTAL,NR,M,FR,2020,62000,
ESTAT:MIGR_POP3CTB(1.0),A,CM,TOTAL,NR,F,FR,2020,50000,
ESTAT:MIGR_POP3CTB(1.0),A,CM,TOTAL,NR,M,FR,2020,42000,
"""


@pytest.mark.parametrize("option", ["--origin", "--born-in"])
def test_the_origin_is_whose_people_are_taken_and_whose_country_is_named(tmp_path, option):
    table = tmp_path / "sdmx.csv"
    table.write_text(SDMX, encoding="utf-8")
    done = run(table, tmp_path / "map.svg", option, "SEN", "--language", "en")
    assert done.exit_code == 0, done.output
    assert "People born in Senegal and living abroad, 2020. 122,000 in 1 country" in done.output
    assert "Cameroon" not in done.output
    refused = run(table, tmp_path / "none.svg", option, "NGA")
    assert refused.exit_code == 1
    assert "no people from Nigeria" in refused.output


@pytest.mark.parametrize(
    ("given", "said"), [((), "--districts"), (("--districts", "districts.csv"), "--missions")]
)
def test_an_origin_without_districts_borrows_none(register, tmp_path, given, said):
    (tmp_path / "districts.csv").write_text("district,unit\nfra-paris,FRA\n", encoding="utf-8")
    files = [tmp_path / word if word.endswith(".csv") else word for word in given]
    done = run(register, tmp_path / "map.svg", "--origin", "SEN", "--by", "district", *files)
    assert done.exit_code == 2
    assert f"of Senegal are known. Give a table of your own with {said}" in done.output
    assert not (tmp_path / "map.svg").exists()


def test_the_log_is_of_the_year_drawn_alone(tmp_path):
    # 3 + 4 men of 2019 in Chad are hidden: 1,006 - 999 would tell them beside a map of 2019.
    path = tmp_path / "years.csv"
    path.write_text(
        "place,sex,count,year\nGAB,F,200,2021\nGAB,M,300,2021\nNowhere,F,90,2021\n"
        "GAB,F,400,2019\nGAB,M,599,2019\nTCD,F,3,2019\nTCD,M,4,2019\nAtlantis,F,2,2019\n",
        encoding="utf-8",
    )
    lost = tmp_path / "lost.csv"
    result = run(path, tmp_path / "m.svg", "--year", "2021", "--allow-unmatched", lost)
    assert result.exit_code == 0, result.output
    told = "3 figures = 2 matched + 1 not matched; counts adding up to 590 = 500 matched + 90 not"
    assert told in result.output
    assert "1,5" not in result.output
    assert "Atlantis" in lost.read_text(encoding="utf-8-sig")
    earlier = run(path, tmp_path / "m.svg", "--year", "2019", "--allow-unmatched", lost)
    assert "Joined: 1 figure not matched.\n" in earlier.output


def test_small_maps_by_year_say_nothing_of_what_any_year_hides(tmp_path):
    path = tmp_path / "years.csv"
    path.write_text(
        "place,sex,count,year\n"
        "FRA,F,50,2000\nFRA,M,40,2000\nGAB,F,3,2000\nGAB,M,41,2000\n"
        "FRA,F,400,2020\nFRA,M,300,2020\nGAB,F,60,2020\nGAB,M,90,2020\n",
        encoding="utf-8",
    )
    shown = ("--facet", "year", "--language", "en")
    done = run(path, tmp_path / "map.svg", *shown)
    assert done.exit_code == 0, done.output
    # Women of 2000 are hidden, so that no sum is told beside what the maps show, in no year.
    assert "adding up" not in done.stdout
    assert "Joined: every figure matched." in done.stdout
    assert "2020: 850" in done.stdout
    women = run(path, tmp_path / "women.svg", *shown, "--measure", "women")
    assert "Hidden: 1 figure (" in women.stdout
    chosen = run(path, tmp_path / "one.svg", *shown, "--years", "2000,2020", "--scale", "1000")
    assert chosen.exit_code == 0, chosen.output


def test_small_maps_by_sex_count_what_either_hides(register, tmp_path):
    done = run(register, tmp_path / "map.svg", "--facet", "sex", "--language", "en")
    assert done.exit_code == 0, done.output
    assert "Women: " in done.stdout
    assert "Hidden: 4 figures" in done.stdout
    assert "17" not in done.stdout.replace(str(tmp_path), "")


def test_what_small_maps_cannot_be_is_said(register, tmp_path):
    for arguments, said in (
        (("--years", "2000,x"), "years with commas between"),
        (("--facet", "year"), "2 to 12 years"),
        (("--facet", "year", "--year", "2000"), "Choose some by --years"),
        (("--facet", "source"), "2 to 12 sources"),
        (("--facet", "sex", "--kind", "half-circles"), "not total as half-circles"),
        (("--scale", "-1"), "Give a scale over 0"),
    ):
        refused = run(register, tmp_path / "map.svg", *arguments)
        assert refused.exit_code != 0
        assert said in refused.stderr, refused.stderr
