import tomllib

import pytest
from click.testing import CliRunner

import diasporamap as dm
from diasporamap.commands import main


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_table_and_its_sources_are_written_and_read_back_as_they_are(tmp_path, ending):
    done = run("undesa", "--origin", "SEN", f"sen.{ending}")
    assert done.exit_code == 0, done.output
    assert f"Wrote sen.{ending}: 896 figures of 64 places, and sen.sources.toml." in done.stdout
    back = dm.read_counts(tmp_path / f"sen.{ending}", origin="SEN")
    columns = ["place", "sex", "count", "year", "definition", "source"]
    ours = dm.read_undesa("SEN")
    assert back.table[columns].astype(str).values.tolist() == (
        ours.table[columns].astype(str).values.tolist()
    )
    assert dict(back.sources) == dict(ours.sources)
    assert back.read.ignored == ("type",)


def test_a_revision_is_chosen_and_2024_says_that_it_is_preliminary(tmp_path):
    assert run("undesa", "--origin", "TWN", "twn.csv").exit_code == 1
    assert not list(tmp_path.iterdir())
    assert run("undesa", "--origin", "TWN", "--revision", "2024", "twn.csv").exit_code == 0
    sources = tomllib.loads((tmp_path / "twn.sources.toml").read_text(encoding="utf-8"))
    assert "Preliminary extract" in sources["source"]["undesa_2024"]["note_en"]


def test_neither_the_table_nor_the_sources_of_somebody_else_are_written_over(tmp_path):
    assert run("undesa", "sen.csv", "--origin", "SEN").exit_code == 0
    assert run("undesa", "sen.csv", "--origin", "SEN").exit_code == 0, "ours"
    sources = tmp_path / "sen.sources.toml"
    sources.write_text("[source.mine]\n", encoding="utf-8")
    done = run("undesa", "sen.csv", "--origin", "SEN")
    assert done.exit_code == 2
    assert "sen.sources.toml is there" in done.output
    assert sources.read_text(encoding="utf-8") == "[source.mine]\n"
    assert run("undesa", "sen.csv", "--origin", "SEN", "--force").exit_code == 0


def test_shipped_figures_are_checked_mapped_and_made_a_page_without_a_file(tmp_path):
    checked = run("check", "undesa:SEN")
    assert checked.exit_code == 0, checked.output
    assert "896 in = 896 matched" in checked.stdout
    drawn = run("map", "undesa:SEN", "a.svg", "--language", "en")
    assert drawn.exit_code == 0, drawn.output
    assert "People born in Senegal" in drawn.stdout
    assert "693,765" in drawn.stdout
    paged = run("web", "undesa-2024:SEN", "a.html", "--language", "fr")
    assert paged.exit_code == 0, paged.output
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "nées au Sénégal" in page
    assert "Extrait provisoire de janvier 2025" in page
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "a.svg"]


def test_shipped_figures_stand_beside_a_register_and_beside_another_revision(tmp_path):
    register = tmp_path / "register.csv"
    register.write_text("place,sex,count\nFRA,F,300\nFRA,M,900\n", encoding="utf-8")
    done = run("compare", "undesa:SEN", "undesa-2024:SEN", register, "--output", "t.csv")
    assert done.exit_code == 0, done.output
    header = (tmp_path / "t.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert "undesa_2020 (born_in, 2020)" in header
    assert "undesa_2024 (born_in, 2024)" in header
    other = run("compare", "undesa:SEN", "undesa:MLI")
    assert other.exit_code == 2
    assert "people from MLI, not from SEN" in other.output


@pytest.mark.parametrize(
    "arguments",
    [
        ("map", "undesa:SEN", "a.svg", "--by", "district"),
        ("web", "undesa:SEN", "a.html", "--by", "country,district"),
        ("check", "undesa:SEN", "--by", "district"),
        ("districts", "attach", "undesa:SEN", "a.csv"),
        ("districts", "check", "--counts", "undesa:SEN"),
        ("districts", "list", "--origin", "SEN"),
        ("districts", "check", "--origin", "SEN"),
        ("districts", "map", "a.svg", "--origin", "SEN"),
        ("districts", "export", "a.gpkg", "--origin", "SEN"),
    ],
)
def test_districts_of_another_country_are_asked_for_and_never_those_of_cameroon(
    arguments, tmp_path
):
    done = run(*arguments)
    assert done.exit_code == 2, done.output
    assert "No consular districts of Senegal are known" in done.output
    assert "--districts" in done.output
    assert not list(tmp_path.iterdir())


def test_districts_of_ones_own_need_missions_of_ones_own(tmp_path):
    (tmp_path / "d.csv").write_text("district,unit\nparis,FRA\nrome,ITA\n", encoding="utf-8")
    (tmp_path / "m.csv").write_text(
        "mission,kind,city,host,lon,lat\nparis,embassy,Paris,FRA,2.28,48.87\n"
        "rome,embassy,Rome,ITA,12.5,41.9\n",
        encoding="utf-8",
    )
    wanted = ("map", "undesa:SEN", "a.svg", "--by", "district", "--language", "en")
    done = run(*wanted, "--districts", "d.csv")
    assert done.exit_code == 2
    assert "No consular missions of Senegal are known" in done.output
    assert "--missions" in done.output
    done = run(*wanted, "--districts", "d.csv", "--missions", "m.csv")
    assert done.exit_code == 0, done.output
    assert "134,848" in done.stdout
    assert "Yaound" not in done.stdout


def test_another_origin_than_that_of_the_figures_is_refused():
    done = run("map", "undesa:SEN", "a.svg", "--origin", "CMR")
    assert done.exit_code == 2
    assert "people from SEN, not from CMR" in done.output
    assert run("check", "undesa:SEN", "--origin", "sen").exit_code == 0


def test_a_demo_of_a_country_that_a_revision_does_not_have_writes_nothing(tmp_path):
    done = run("demo", "--origin", "TWN")
    assert done.exit_code == 1
    assert "undesa-2024:TWN" in done.output
    assert not list(tmp_path.iterdir())
