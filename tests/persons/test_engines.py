from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from diasporamap.errors import CountsError, UsageError
from diasporamap.persons import aggregate, engine, scans, streams
from diasporamap.persons.aggregate import aggregate_persons
from diasporamap.persons.coordinates import Coordinates

COLUMNS = {"place": "pays", "sex": "sexe"}


class Boxes:
    """Two areas of two countries, which meet at 10°."""

    units = ("CM-CE", "GA-1")
    country_of = ("CMR", "GAB")

    def find(self, lon, lat):
        found = np.full(len(lon), -1, np.int32)
        with np.errstate(invalid="ignore"):
            inside = (np.abs(lat) <= 5) & (lon >= 0) & (lon <= 20)
            found[inside] = np.where(lon[inside] <= 10, 0, 1)
        return found


@pytest.fixture
def in_duckdb(monkeypatch):
    """Count in DuckDB, and tell how often rows were read one by one all the same."""
    by_row = []
    own = aggregate._row_by_row
    monkeypatch.setattr(aggregate, "_row_by_row", lambda *some: by_row.append(1) or own(*some))

    def count(table, **asked):
        by_row.clear()
        return aggregate_persons(table, engine="duckdb", **asked), len(by_row)

    return count


def same(one, other):
    pd.testing.assert_frame_equal(one.counts, other.counts)
    assert (one.persons, one.unknown_sex) == (other.persons, other.unknown_sex)
    assert one.notes == other.notes


def refusal(table, engine, **asked):
    with pytest.raises(CountsError) as caught:
        aggregate_persons(table, engine=engine, **asked)
    return str(caught.value)


TEXTS = {
    "quotes": 'nom;pays;sexe\n"A;b";"Gabon";F\n"Une\nligne";Côte d’Ivoire;"M"\nc;"a""b";\n',
    "titles": "Registre 2024;;\n;;\nnom;pays;sexe\na;Gabon;F\nb;Gabon;M\n",
    "separator": "sep=|\nnom|pays|sexe\na|Gabon|F\nb|Gabon|X\n".replace("X", "M"),
    "blank lines": "nom,pays,sexe\n\na,Gabon,F\n\n\nb,Tchad,\n,,\n",
    "longer rows": "nom,pays,sexe\na,Gabon,F,\nb,Tchad,M,,\n",
    "carriage returns": "nom,pays,sexe\r\na, Gabon ,F\r\nb,Gabon,M\r\n",
    "tags": "nom,pays,sexe\n#name,#country,#sex\na,Gabon,F\n",
    "signs": "nom,pays,sexe\na,ab'c,F\nb,\\,M\nc,NULL,M\nd,nan,F\n",
}


@pytest.mark.parametrize("kind", TEXTS)
def test_texts_give_the_same(register, in_duckdb, kind):
    path = register(TEXTS[kind])
    found, by_row = in_duckdb(path, **COLUMNS)
    same(found, aggregate_persons(path, engine="python", **COLUMNS))
    assert not by_row


@pytest.mark.parametrize(("encoding", "ours"), [("utf-8-sig", 0), ("cp1252", 1), ("utf-16", 1)])
def test_other_encodings_are_read_row_by_row(register, in_duckdb, encoding, ours):
    path = register("pays;sexe\nCôte d’Ivoire;F\nNigéria;M\n", encoding=encoding)
    found, by_row = in_duckdb(path, **COLUMNS)
    assert by_row == ours
    assert found.counts["place"].tolist()[0] == "Côte d’Ivoire"


CELLS = st.text(st.sampled_from([*"aé1 ;,\"'\n\r\t\\#", "\u00a0"]), max_size=4)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(CELLS, CELLS, st.sampled_from(["F", "Homme", "", " f "]), st.booleans()),
        min_size=1,
        max_size=8,
    ),
    mark=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r\n"]),
)
@example(rows=[("", "", "", False)], mark=",", end="\n")
def test_any_text_gives_the_same(tmp_path, rows, mark, end):
    stream = io.StringIO(newline="")
    stream.write(f"pays{mark}groupe{mark}sexe{end}")
    for place, group, sex, quoted in rows:
        how = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
        csv.writer(stream, delimiter=mark, quoting=how, lineterminator=end).writerow(
            [place, group, sex]
        )
    path = tmp_path / "any.csv"
    path.write_bytes(stream.getvalue().encode())
    results = []
    for name in ("python", "duckdb"):
        try:
            results.append(aggregate_persons(path, engine=name, by=["groupe"], **COLUMNS))
        except CountsError as error:
            results.append(str(error))
    if isinstance(results[0], str):
        assert results[0] == results[1]
    else:
        same(*results)


FRAME = pd.DataFrame(
    {
        "pays": ["Gabon", "Gabon", None, "Tchad", None, "Gabon"],
        "sexe": ["F", "M", "F", "M", None, "F"],
        "naissance_annee": [1990, 1991, None, 1990, None, 1990],
        "arrivee": pd.to_datetime(["2010-05-01", None, "2011-01-31", "2010-12-31", None, None]),
        "bac": [True, False, None, True, None, True],
        "lon": [9.7, 11.5, 2.0, np.nan, np.nan, 10.0],
        "lat": [4.05, 3.9, 48.0, 1.0, np.nan, 1.0],
    }
)
ASKED = {"year": "arrivee", "by": ["naissance_annee", "bac"]}


@pytest.fixture(params=["parquet", "duckdb"])
def stored(tmp_path, request):
    path = tmp_path / f"persons.{request.param}"
    if request.param == "parquet":
        FRAME.to_parquet(path)
    else:
        with duckdb.connect(path) as con:
            con.register("frame", FRAME)
            con.sql("create table registre as from frame")
    return path


def test_tables_with_types_give_the_same_as_frames(stored, in_duckdb):
    expected = aggregate_persons(FRAME, **COLUMNS, **ASKED)
    found, by_row = in_duckdb(stored, **COLUMNS, **ASKED)
    same(found, expected)
    assert not by_row
    assert expected.persons == 5  # a row without any cell is nobody


def test_periods_of_arrival_are_made_of_typed_days(stored, in_duckdb):
    frame = FRAME.rename(columns={"arrivee": "année d'arrivée"})
    path = stored.with_name("arrivals.parquet")
    frame.to_parquet(path)
    found, by_row = in_duckdb(path, by=["année d'arrivée"], **COLUMNS)
    same(found, aggregate_persons(frame, by=["année d'arrivée"], **COLUMNS))
    assert not by_row
    assert {"2010-2019", "2011"} & set(found.counts["arrival"]) == {"2010-2019"}


def test_a_table_of_a_database_is_named_like_a_sheet(tmp_path):
    path = tmp_path / "two.duckdb"
    with duckdb.connect(path) as con:
        con.sql("create table registre as select 'Gabon' as pays, 'F' as sexe")
        con.sql("create table autre as select 1 as a")
    assert aggregate_persons(path, sheet="registre", **COLUMNS).persons == 1
    with pytest.raises(UsageError, match=r"\(--sheet\)\. It has: autre, registre"):
        aggregate_persons(path, **COLUMNS)
    with pytest.raises(CountsError, match="no such file"):
        aggregate_persons(tmp_path / "none.duckdb", **COLUMNS)


def test_coordinates_become_countries_and_units(register, stored, in_duckdb):
    where = Coordinates("lon", "lat", Boxes(), units=True)
    found, by_row = in_duckdb(stored, sex="sexe", coordinates=where)
    same(found, aggregate_persons(FRAME, sex="sexe", coordinates=where))
    assert not by_row
    people = found.counts[found.counts["count"] > 0].fillna("").to_numpy().tolist()
    assert people == [
        ["(not stated)", "", "F", 1],
        ["(not stated)", "", "M", 1],
        ["CMR", "CM-CE", "F", 2],
        ["GAB", "GA-1", "M", 1],
    ]
    assert [note.kind for note in found.notes] == ["outside"]
    text = register('lon;lat;sexe\n"9,7";4.05;F\n 10 ;0;M\n;;F\n1e1;-1;F\n+5;.5;M\n5.;1;F\n')
    found, by_row = in_duckdb(text, sex="sexe", coordinates=where)
    same(found, aggregate_persons(text, engine="python", sex="sexe", coordinates=where))
    assert (by_row, found.persons, found.notes) == (0, 6, ())


@pytest.mark.parametrize("wrong", ["nord", "181", "1_0", "inf", "9.7 E", "1,000.5"])
def test_coordinates_that_are_no_degrees(register, wrong):
    where = Coordinates("lon", "lat", Boxes())
    path = register(f'lon;lat;sexe\n1;1;F\n"{wrong}";4;F\n"{wrong}";4;M\n')
    for name in ("python", "duckdb"):
        told = refusal(path, name, sex="sexe", coordinates=where)
        assert "row 3, 4, column 'lon, lat': coordinates of 2 persons are no degrees" in told
        assert wrong not in told


def test_places_are_said_in_one_way(register):
    path = register("lon;lat;pays;sexe\n1;1;Gabon;F\n")
    where = Coordinates("lon", "lat", Boxes())
    for options in ({"place": "pays", "sex": "sexe"}, {}):
        with pytest.raises(UsageError, match="With coordinates name the sex"):
            aggregate_persons(path, coordinates=where, **options)
    found = aggregate_persons(path, engine="duckdb")  # by its headers
    same(found, aggregate_persons(path, **COLUMNS))
    for table, name in ((path, "local[2]"), (path.with_suffix(".duckdb"), "duckdb")):
        with pytest.raises(UsageError, match="Name the columns of place and sex"):
            aggregate_persons(table, engine=name)
    told = refusal(path, "python", sex="sexe", coordinates=Coordinates("x", "y", Boxes()))
    assert "column 'x'" in told
    assert "column 'y'" in told


def test_days_are_years_inside_the_engine(register, monkeypatch):
    days = [
        f"{day:02}/{month:02}/20{year}" for day in (1, 28) for month in (1, 9) for year in (10, 11)
    ]
    path = register(
        "pays,sexe,le\n" + "".join(f"Gabon,F,{day}\n" for day in [*days, "", "mai 2010"])
    )
    expected = aggregate_persons(path, year="le", engine="python", **COLUMNS)
    monkeypatch.setattr(engine, "MOST_GROUPS", 3)
    monkeypatch.setattr(aggregate, "readable_by_row", lambda _, **__: False)
    same(aggregate_persons(path, year="le", engine="duckdb", **COLUMNS), expected)
    path.write_text(path.read_text("utf-8").replace("sexe,le", "sexe,année d'arrivée"), "utf-8")
    by_ten = aggregate_persons(path, by=["année d'arrivée"], engine="duckdb", **COLUMNS)
    same(by_ten, aggregate_persons(path, by=["année d'arrivée"], engine="python", **COLUMNS))
    assert "2010-2019" in by_ten.counts["arrival"].tolist()


def test_too_many_groups_are_counted_row_by_row(register, in_duckdb, monkeypatch):
    monkeypatch.setattr(engine, "MOST_GROUPS", 3)
    path = register("pays,sexe\n" + "".join(f"P{n % 4},F\n" for n in range(99)))
    found, by_row = in_duckdb(path, **COLUMNS)
    assert (found.persons, by_row) == (99, 1)


IDS = (
    "dossier;pays;sexe\nA-7;GAB;F\nB 1;GAB;M\nA-7;GAB;F\n;GAB;M\nB  1;TCD;M\nb 1;GAB;F\n"
    "connu;GAB;F\n"
)


@pytest.mark.parametrize("duplicates", ["keep", "drop"])
def test_persons_who_stand_twice(register, in_duckdb, duplicates):
    path = register(IDS)
    asked = {**COLUMNS, "identifier": "dossier", "duplicates": duplicates}
    found, by_row = in_duckdb(path, **asked)
    same(found, aggregate_persons(path, engine="python", **asked))
    assert not by_row
    assert found.persons == {"keep": 7, "drop": 5}[duplicates]
    assert refusal(path, "duckdb", **COLUMNS, identifier="dossier") == refusal(
        path, "python", **COLUMNS, identifier="dossier"
    )


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["7", "07", "x7", "", "0", "7 ", "é", "NR"]), st.sampled_from("FM")
        ),
        min_size=1,
    )
)
def test_any_identifiers_give_the_same(tmp_path, rows):
    frame = pd.DataFrame(rows, columns=["dossier", "sexe"]).assign(pays="GAB")
    path = tmp_path / "ids.csv"
    frame.to_csv(path, index=False)
    asked = {**COLUMNS, "identifier": "dossier", "duplicates": "drop"}
    same(
        aggregate_persons(path, engine="duckdb", **asked),
        aggregate_persons(path, engine="python", **asked),
    )


def test_exports_of_kobotoolbox(register, in_duckdb):
    head = "sexe,pays,g/pays,langues,_id,_uuid,_submission_time,_index\n"
    rows = "F,ga,,fr en,1,u1,x,1\nM,,fr,en,2,u1,x,2\nM,,ga,,3,u2,x,3\n"
    path = register(head + rows)
    found, by_row = in_duckdb(path, by=["langues/fr"], **COLUMNS)
    same(found, aggregate_persons(path, engine="python", by=["langues/fr"], **COLUMNS))
    assert not by_row
    assert [note.kind for note in found.notes] == ["moved", "repeated"]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("pays,sexe\nGAB,1\nGAB,2\n", {}),
        ("pays,sexe\nGAB,F\nGAB\n", {}),
        ('pays,sexe\nGAB,F\n"GAB,F\n', {}),
        ("pays,sexe,le\nGAB,F,jamais\nGAB,M,2010\n", {"year": "le"}),
        ("pays,sexe,nom\nGAB,F,x\n", {"by": ["nom"]}),
        ("pays,sexe,count\nGAB,F,12\nGAB,M,7\n", {}),
        ("pays,sexe,champ\n" + "".join(f"GAB,F,{n}\n" for n in range(400)), {"by": ["champ"]}),
        ("pays,genre\nGAB,F\n", {}),
        ("pays,sexe\n", {}),
    ],
)
def test_refusals_are_the_same(register, text, asked):
    path = register(text)
    told = refusal(path, "duckdb", **COLUMNS, **asked)
    assert told == refusal(path, "python", **COLUMNS, **asked)


def test_a_large_parquet_file_is_refused_with_its_rows(tmp_path, monkeypatch):
    path = tmp_path / "persons.parquet"
    pd.DataFrame({"pays": ["GAB"] * 4, "sexe": ["F", "x", "y", "x"]}).to_parquet(path)
    expected = refusal(path, "python", **COLUMNS)
    monkeypatch.setattr(aggregate, "readable_by_row", lambda _, **__: False)
    monkeypatch.delattr(aggregate, "_row_by_row")
    assert refusal(path, "duckdb", **COLUMNS) == expected
    assert "row 1, 2" in expected


def test_a_large_parquet_file_is_read_in_batches(tmp_path, monkeypatch):
    path = tmp_path / "persons.parquet"
    pd.concat([FRAME] * 3, ignore_index=True).to_parquet(path)
    expected = aggregate_persons(path, engine="python", **COLUMNS, **ASKED)
    monkeypatch.setattr(streams, "LARGEST", 10)
    monkeypatch.setattr(streams, "BATCH", 4)
    seen = []
    told = aggregate_persons(
        path, engine="python", progress=lambda *at: seen.append(at), **COLUMNS, **ASKED
    )
    same(told, expected)
    assert seen == [(4, 18), (8, 18), (12, 18), (16, 18), (18, 18)]


def test_engines_are_chosen_and_named(register, tmp_path, monkeypatch):
    path = register("pays,sexe\nGAB,F\n")
    assert scans.engine_for(None, path) == "python"
    monkeypatch.setattr(scans, "WORTHWHILE", 10)
    assert scans.engine_for(None, path) == "duckdb"
    assert scans.engine_for(None, FRAME) == scans.engine_for(None, tmp_path / "a.xlsx") == "python"
    with pytest.raises(UsageError, match="There is no engine 'dask'"):
        aggregate_persons(path, engine="dask", **COLUMNS)
    with pytest.raises(UsageError, match="Spark reads CSV and Parquet files"):
        aggregate_persons(tmp_path / "a.xlsx", engine="local[2]", **COLUMNS)
    monkeypatch.setattr(scans, "find_spec", lambda _: None)
    assert scans.engine_for(None, path) == "python"
    for name, extra in (("duckdb", "database"), ("spark://host:7077", "spark")):
        with pytest.raises(UsageError, match=rf"pip install 'diasporamap\[{extra}\]'"):
            aggregate_persons(path, engine=name, **COLUMNS)


def test_nothing_is_written_to_a_disk_where_memory_is_short(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with scans._duckdb() as con:
        con.raw_sql("set memory_limit='20MB'")
        wide = "select i::varchar || 'x' as b, count(*) from range(3000000) t(i) group by all"
        with pytest.raises(duckdb.OutOfMemoryException):
            con.raw_sql(wide).fetchall()
        assert con.raw_sql("select current_setting('temp_directory')").fetchall() == [("",)]
    assert list(tmp_path.iterdir()) == []


PLANTED = "Zéphyrine Onguéné-Plantée"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("engine", "broken"), [("python", True), ("duckdb", False), ("duckdb", True)]
)
def test_no_file_and_no_message_holds_a_person(tmp_path, engine, broken):
    """Names are planted, and all files in reach are read while the command runs."""
    home, given = tmp_path / "home", tmp_path / "given"
    home.mkdir()
    given.mkdir()
    path = given / "persons.csv"
    rows = f"{PLANTED},+237 699 00 11 22,Gabon,F,D-77,9.7,4.05\n" * 20_000
    last = f'"{PLANTED},x,Gabon,F\n' if broken else ""
    path.write_text(f"nom,telephone,pays,sexe,dossier,lon,lat\n{rows}{last}", encoding="utf-8")
    seen, done = set(), threading.Event()

    def watch():
        while not done.wait(0.005):
            for file in home.rglob("*"):
                if file.is_file():
                    seen.add((file.name, b"Plant" in file.read_bytes()))

    watching = threading.Thread(target=watch)
    watching.start()
    places = {name: str(home) for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME")}
    run = subprocess.run(
        [
            *(sys.executable, "-c", "from diasporamap.commands import main; main()"),
            *("aggregate", path, home / "counts.csv"),
            *("--coordinates", "lon,lat", "--units", "--sex-column", "sexe", "--by-column", "pays"),
            *("--id-column", "dossier", "--duplicates", "keep", "--engine", engine),
        ],
        cwd=home,
        env={**os.environ, **places},
        capture_output=True,
        check=False,
    )
    done.set()
    watching.join()
    assert run.returncode == int(broken), run.stderr
    said = run.stdout + run.stderr
    for part in ("Zéphyrine", "Onguéné", "Plant", "699 00", "D-77"):
        assert part.encode() not in said
    left = [file for file in home.rglob("*") if file.is_file()]
    assert broken or Path(home / "counts.csv") in left
    assert not any(b"Plant" in file.read_bytes() for file in left)
    assert not any(planted for _, planted in seen)
