import os
import stat
import sys
from datetime import UTC, datetime

import pandas as pd
import pytest

import diasporamap as dm
from diasporamap.database import create, load
from diasporamap.database.exports import history
from diasporamap.errors import CountsError, DiasporaMapError, UsageError
from diasporamap.store import writing
from diasporamap.store.connection import opened
from diasporamap.store.reading import read_stored
from diasporamap.store.states import loads, meta, migrate
from diasporamap.store.tables import TABLES
from tests.database.rows import ROWS


def figures(counts, **options):
    table = dm.read_counts(counts, **options).table
    return {
        (row.place, row.sex): None if pd.isna(row.count_) else int(row.count_)
        for row in table.rename(columns={"count": "count_"}).itertuples()
    }


def all_loads(database):
    with opened(database) as store:
        return loads(store)


@pytest.fixture
def days(monkeypatch):
    """Say which day it is."""

    class Clock(datetime):
        today = datetime(2026, 1, 1, tzinfo=UTC)

        @classmethod
        def now(cls, tz=None):
            return cls.today.astimezone(tz)

    monkeypatch.setattr(writing, "datetime", Clock)

    def on(text):
        Clock.today = datetime.fromisoformat(text).replace(tzinfo=UTC)

    return on


def test_what_is_loaded_is_read_as_the_file_itself(database, register):
    path = register(*ROWS, ("GQ-LI", 2024, 50, 60), ("not stated", 2024, 7, 9))
    done = load(database, path)
    assert done.number == 2
    ours, theirs = dm.release(database), dm.release(path)
    for by in ("country", "district"):
        columns = ["place", "sex", "count", "state"]
        assert ours.by(by).cells[columns].equals(theirs.by(by).cells[columns])
    assert dict(ours.sources) == dict(theirs.sources)
    assert figures(database)["(not stated)", "F"] == 7


def test_the_same_file_counts_once_and_so_does_the_same_content(database, register):
    path = register()
    load(database, path)
    assert load(database, path).number is None
    copy = register(name="copy.csv")
    copy.write_text(copy.read_text() + "\n", encoding="utf-8")
    assert load(database, copy).number is None
    assert len(all_loads(database)) == 2


def test_a_correction_needs_a_reason_and_keeps_the_earlier_figure(database, register):
    load(database, register())
    corrected = register(("FRA", 2024, 901, 800), name="corrected.csv")
    with pytest.raises(UsageError, match="--reason"):
        load(database, corrected)
    assert len(all_loads(database)) == 2, "nothing is left of it"
    load(database, corrected, author="Ministry", reason="counted again")
    now = figures(database)
    assert now["FRA", "F"] == 901
    assert now["GAB", "F"] == 300, "what is not in the file stays"
    assert figures(database, as_of="2")["FRA", "F"] == 900
    said = history(database, {"place": "FRA", "sex": "F", "year": 2024})
    assert said["count"].tolist() == [900, 901]
    assert said["author"].tolist() == ["the tests", "Ministry"]
    assert said["reason"].tolist() == ["", "counted again"]
    with pytest.raises(UsageError, match="no column 'land'"):
        history(database, {"land": "FRA"})


def test_a_file_does_not_undo_its_own_correction_unless_told(database, register):
    path = register()
    load(database, path)
    load(database, register(("FRA", 2024, 901, 800), name="corrected.csv"), reason="counted again")
    done = load(database, path, reason="by mistake")
    assert (done.number, done.same_as) == (None, 2)
    assert figures(database)["FRA", "F"] == 901
    assert load(database, path, reason="the correction was wrong", again=True).number == 4
    assert figures(database)["FRA", "F"] == 900


def test_a_whole_file_withdraws_what_it_does_not_have_and_other_years_stay(database, register):
    load(database, register(*ROWS, ("FRA", 2023, 850, 790)))
    path = register(("FRA", 2024, 900, 800), name="whole.csv")
    load(database, path, whole=True, reason="the others were counted twice")
    assert figures(database, year=2024) == {("FRA", "F"): 900, ("FRA", "M"): 800}
    assert figures(database, year=2023) == {("FRA", "F"): 850, ("FRA", "M"): 790}
    assert len(figures(database, year=2024, as_of="2")) == 6
    assert history(database, {"place": "GAB", "sex": "F"})["withdrawn"].tolist() == [False, True]
    load(database, register(("GAB", 2024, 310, 350), name="more.csv"))
    assert figures(database, year=2024)["GAB", "F"] == 310, "and may come back, as new"


def test_a_blank_does_not_take_the_place_of_a_figure(database, register):
    load(database, register())
    done = load(database, register(("FRA", 2024, "", ""), ("ITA", 2024, 70, 80), name="part.csv"))
    assert done.kept == 2
    assert figures(database)["FRA", "F"] == 900


def test_a_name_spelt_otherwise_is_the_same_and_nobody_is_lost(database, register, tmp_path):
    register()
    path = tmp_path / "cities.csv"
    rows = [("Nice", "F", 40), ("NICE ", "F", 5), ("Lyon", "M", 7), ("Montr\u00e9al", "F", 8)]
    lines = [f"{'CAN' if at == 3 else 'FRA'},{c},{s},{n},2024" for at, (c, s, n) in enumerate(rows)]
    text = "place,city,sex,count,year\n" + "\n".join(
        [*lines, "inconnu,,F,2,2024", "unknown,,F,3,2024"]
    )
    path.write_text(text + "\n", encoding="utf-8")
    beside = tmp_path / "register.sources.toml"
    load(database, path, sources=beside)
    assert dm.read_counts(database).table["count"].sum() == 65
    path.write_text("place,city,sex,count,year\nCAN,MONTREAL,F,9,2024\n", encoding="utf-8")
    load(database, path, sources=beside, reason="one more")
    table = dm.read_counts(database).table
    assert table["count"].sum() == 66
    assert set(table["city"].dropna()) == {"Nice", "Lyon", "Montr\u00e9al"}
    assert figures(database)["(not stated)", "F"] == 5


def test_two_years_of_one_file_are_two_loads(database, register):
    path = register(*ROWS, ("FRA", 2023, 850, 790))
    assert load(database, path, year=2023).number == 2
    assert load(database, path, year=2024).number == 3
    assert load(database, path, year=2024).number is None
    assert load(database, path).number is None, "and all of it says nothing new"


def test_columns_of_ones_own_tell_figures_apart(database, register, tmp_path):
    register()
    path = tmp_path / "by.csv"
    path.write_text(
        "place,sex,count,year,by_sector\nFRA,F,5,2024,tertiary\nFRA,F,7,2024,primary\n"
        "FRA,M,12,2024,primary\n",
        encoding="utf-8",
    )
    (tmp_path / "by.sources.toml").write_text((tmp_path / "register.sources.toml").read_text())
    load(database, path)
    load(database, register(("GAB", 2024, 8, 9), name="plain.csv"))
    table = dm.read_counts(database).table
    told = table.fillna({"by_sector": ""})[["place", "sex", "by_sector", "count"]]
    assert told.to_numpy().tolist() == [
        ["FRA", "F", "primary", 7],
        ["FRA", "F", "tertiary", 5],
        ["FRA", "M", "primary", 12],
        ["GAB", "F", "", 8],
        ["GAB", "M", "", 9],
    ]


def test_a_state_is_chosen_by_day_moment_or_load(database, register, days):
    days("2036-03-01T10:00")
    load(database, register())
    days("2036-06-01T10:00")
    load(database, register(("FRA", 2024, 901, 800), name="b.csv"), reason="counted again")
    for as_of, women in [
        ("2036-03-01", 900),
        ("2036-05-31", 900),
        ("2036-06-01T09:59", 900),
        ("2036-06-01T10:00", 901),
        ("2036-06-01", 901),
        ("2", 900),
        (None, 901),
    ]:
        assert figures(database, as_of=as_of)["FRA", "F"] == women, as_of
    source = dm.read_counts(database, as_of="2036-05-31").sources["register"]
    assert source.note_en == "State of the database on March 1, 2036 (load 2)."
    with pytest.raises(UsageError, match="nothing was loaded as of 9"):
        figures(database, as_of="9")
    with pytest.raises(UsageError, match="is no day"):
        figures(database, as_of="last spring")
    days("2036-05-01T10:00")
    with pytest.raises(UsageError, match="clock"):
        load(database, register(("GAB", 2024, 1, 2), name="c.csv"), reason="x")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("place,women,men\nFrance,1,2\nNowhereland,3,4\n", "Nowhereland"),
        ("place,women,men\nFrance,1,2\nFRA,3,4\n", "FRA"),
        ("place,women,men\nFrance,1,-2\n", "-2|negative"),
        ("nom,prenom,sexe,pays\nA,B,F,France\nC,D,M,Gabon\nE,F,F,France\n", "each row is a person"),
    ],
)
def test_what_check_refuses_is_refused_whole(database, register, text, told):
    path = register()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DiasporaMapError, match=told):
        load(database, path)
    assert len(all_loads(database)) == 1


def test_figures_without_a_declared_source_and_other_quantities_are_refused(database, register):
    with pytest.raises(CountsError, match="no source that is declared"):
        load(database, register(sources=""))
    money = register(name="money.csv")
    with pytest.raises(CountsError, match="not of people"):
        load(database, money, quantity="Transferts", unit="XAF")
    load(database, register(name="again.csv"))
    known = register(name="known.csv", sources="")
    known.write_text("place,sex,count,year,source\nITA,F,4,2024,register\n", encoding="utf-8")
    load(database, known)
    row = dm.read_counts(database).table.set_index("place").loc["ITA"]
    assert (row["definition"], row["count"]) == ("registered", 4), "a source is declared once"


def test_people_who_are_counted_by_other_columns_are_not_added_up(database, register, tmp_path):
    load(database, register())
    path = tmp_path / "ages.csv"
    path.write_text("place,sex,count,year,age\nFRA,F,900,2024,15-64\n", encoding="utf-8")
    beside = tmp_path / "register.sources.toml"
    with pytest.raises(UsageError, match=r"people of FRA by other columns .*\(age\)"):
        load(database, path, sources=beside)
    load(database, path, sources=beside, whole=True, reason="by age now")
    assert figures(database) == {("FRA", "F"): 900}
    with pytest.raises(UsageError, match="other columns"):
        load(database, register(("FRA", 2024, "", 800), name="m.csv"))


def test_a_header_longer_than_a_column_of_a_server_may_be_is_refused(database, register):
    path = register()
    path.write_text(f"place,sex,count,by_{'x' * 70}\nFRA,F,5,a\n", encoding="utf-8")
    with pytest.raises(CountsError, match="Shorten it to 60 letters"):
        load(database, path)


def test_persons_of_a_survey_are_refused(database, tmp_path):
    path = tmp_path / "survey.csv"
    path.write_text(
        "pays,sexe,_uuid,_index,_submission_time\nFrance,Femme,a,1,2024-01-01\n"
        "France,Homme,b,2,2024-01-01\n",
        encoding="utf-8",
    )
    with pytest.raises(CountsError, match="keeps no persons"):
        load(database, path)


def test_a_database_is_of_one_origin(database, register):
    with pytest.raises(UsageError, match="from CMR"):
        load(database, register(), origin="SEN")
    with pytest.raises(UsageError, match="from CMR"):
        create(database, origin="SEN")
    assert create(database) == [], "it is up to date"


def test_districts_are_those_of_the_day(database, register, tmp_path):
    load(database, register())
    from diasporamap.districts import read_districts
    from diasporamap.export.districts import export_districts

    shipped = read_districts(origin="CMR")
    before = dm.release(database).districts.tables
    assert before.memberships.astype(str).to_numpy().tolist() == sorted(
        shipped.memberships.astype(str).to_numpy().tolist()
    )
    workbook = tmp_path / "districts.xlsx"
    export_districts(shipped, workbook)
    import openpyxl

    book = openpyxl.load_workbook(workbook)
    missions, memberships = book["missions"], book["districts"]
    header = [cell.value for cell in missions[1]]
    new = {
        "mission": "ita-milan",
        "kind": "consulate",
        "city": "Milan",
        "host": "ITA",
        "lon": 9.19,
        "lat": 45.46,
    }
    missions.append([new.get(name) for name in header])
    header = [cell.value for cell in memberships[1]]
    unit = {"district": "ita-milan", "unit": "IT-MI", "valid_from": "2026-04-01"}
    memberships.append([{**unit, "confidence": "documented"}.get(name) for name in header])
    whole = next(row for row in memberships.iter_rows() if row[1].value == "ITA")
    whole[1].value = "rest of ITA"
    book.save(workbook)
    with pytest.raises(UsageError, match="--reason"):
        load(database, workbook, about="districts")
    done = load(database, workbook, about="districts", reason="a new consulate")
    changes = {name: (len(c.added), len(c.withdrawn)) for name, c in done.changes.items()}
    assert changes == {"missions": (1, 0), "districts": (2, 1)}
    assert "ita-milan" in set(dm.release(database).districts.tables.missions["mission"])
    assert "ita-milan" in set(read_districts(database).missions["mission"])
    earlier = dm.release(database, as_of="2").districts.tables.missions
    assert "ita-milan" not in set(earlier["mission"])


def test_associations_are_kept_and_drawn_from_the_database(database, tmp_path):
    path = tmp_path / "associations.csv"
    path.write_text(
        "Association,Ville,Pays\nAmicale,Paris,France\nMboa,Lyon,France\n", encoding="utf-8"
    )
    load(database, path, about="associations")
    points = dm.read_points(database)
    assert points.table["name"].tolist() == ["Amicale", "Mboa"]
    assert points.table["country"].tolist() == ["FRA", "FRA"]
    path.write_text("Association,Ville,Pays\nMboa,Lyon,France\n", encoding="utf-8")
    load(database, path, about="associations", reason="one is dissolved")
    assert dm.read_points(database).table["name"].tolist() == ["Mboa"]
    assert len(dm.read_points(database, as_of="2")) == 2


def test_releases_are_kept_and_kept_to(database, register):
    path = register(*ROWS, ("ITA", 2024, 3, 70), ("DEU", 2024, 60, 4))
    load(database, path)
    released = dm.release(path)
    kept = released.keep()
    load(database, kept, about="releases")
    rows = read_stored(database, "releases")
    assert len(rows) == 1
    assert '"count"' not in rows["release"].iloc[0]
    ours = dm.release(database)
    assert ours.earlier == dm.release(path).earlier
    assert ours.keep() is None, "nothing is new"
    columns = ["place", "sex", "count", "state"]
    assert ours.by().cells[columns].equals(released.by().cells[columns])


def test_the_codebook_has_a_meaning_for_every_column_in_both_languages(database):
    codebook = read_stored(database, "codebook")
    told = set(codebook["about"])
    with opened(database) as store:
        assert meta(store)["origin"] == "CMR"
        for table in ("counts", "sources", "missions", "districts", "associations", "loads"):
            own = set(store.ibis.table(table).columns) - {"load", "withdrawn"}
            assert {f"{table}.{column}" for column in own} <= told, table
    assert (codebook[["meaning_fr", "meaning_en"]] != "").all(axis=None)
    assert (codebook["meaning_fr"] != codebook["meaning_en"]).mean() > 0.9
    assert len(read_stored(database, "definitions")) == 6


def test_only_the_owner_may_open_a_file_and_its_log(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = os.umask(0)
    try:
        create("d.duckdb", origin="SEN")
        with opened("d.duckdb", write=True) as store:
            store.ibis.raw_sql("CREATE TABLE x (y INTEGER)")
            for file in tmp_path.glob("d.duckdb*"):
                assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    finally:
        assert os.umask(before) == 0, "the mask of the process is as it was"
    assert read_stored("d.duckdb", "districts").empty, "no districts of Senegal are shipped"


def test_an_older_database_is_brought_up_to_date_with_all_that_is_in_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with opened("old.duckdb", new=True) as store:
        assert migrate(store, "CMR", upto=1) == [1]
        given = pd.DataFrame([("FRA", "F", 900, 2020, "register")])
        given.columns = ["place", "sex", "count", "year", "source"]
        source = pd.DataFrame([{"name": "register", "title": "R", "published": False}])
        source[["citation_fr", "citation_en"]] = "R"
        source[["all_origins", "stock", "larger_than_expected"]] = False
        frames = {"counts": given, "sources": source}
        writing.write(store, writing.Given("counts", "a.csv", "0", frames), author="someone")
        assert "missions" not in store.ibis.list_tables()
    with pytest.raises(UsageError, match=r"db init old\.duckdb"):
        dm.read_counts("old.duckdb")
    assert create("old.duckdb") == [2, 3]
    assert create("old.duckdb") == []
    assert figures("old.duckdb") == {("FRA", "F"): 900}
    assert len(read_stored("old.duckdb", "missions")) > 30
    assert all_loads("old.duckdb")["file"].tolist() == ["a.csv", "shipped"]
    with opened("old.duckdb", write=True) as store:
        store.ibis.raw_sql("UPDATE meta SET value = '99' WHERE name = 'version'")
    with pytest.raises(UsageError, match="newer"):
        dm.read_counts("old.duckdb")


def test_what_is_not_installed_is_told_with_how_to_install_it(tmp_path, monkeypatch):
    (tmp_path / "d.duckdb").write_bytes(b"")
    monkeypatch.setitem(sys.modules, "ibis", None)
    with pytest.raises(UsageError, match=r"pip install 'diasporamap\[database\]'"):
        dm.read_counts(tmp_path / "d.duckdb")
    with pytest.raises(UsageError, match=r"pip install 'diasporamap\[postgresql\]'"):
        dm.read_counts("postgresql://host/name")


def test_the_tables_have_all_columns_that_counts_and_sources_have(database):
    with opened(database) as store:
        for name, table in TABLES.items():
            lacking = set(table.schema) - set(store.ibis.table(name).columns)
            assert not lacking, f"add a step to store/migrations for {name}: {lacking}"


def test_what_is_no_database_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="There is no database"):
        dm.read_counts("no.duckdb")
    (tmp_path / "text.duckdb").write_text("place,women,men\n" * 500)
    with pytest.raises(DiasporaMapError, match="no database"):
        dm.read_counts("text.duckdb")
    with pytest.raises(UsageError, match="is no database"):
        dm.read_counts(pd.DataFrame({"place": ["FRA"], "women": [1], "men": [2]}), as_of="2")
    with pytest.raises(UsageError, match="PGPASSWORD"):
        dm.read_counts("postgresql://somebody:secret@host/name")
    with pytest.raises(UsageError, match="cannot be opened") as told:
        dm.read_counts("postgresql:///name?host=/nowhere")
    assert "Traceback" not in str(told.value)


@pytest.mark.usefixtures("french")
def test_a_database_is_refused_in_french(tmp_path):
    with pytest.raises(UsageError, match=r"n’existe pas\. Créez-en une\xa0: diasporamap db init"):
        load(tmp_path / "none.duckdb", tmp_path / "counts.csv")
    with pytest.raises(UsageError, match=r"Il n’y a rien à charger comme «\xa0x\xa0»"):
        load(tmp_path / "none.duckdb", tmp_path / "counts.csv", about="x")
