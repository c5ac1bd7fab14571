import json
from collections import Counter

import openpyxl
import pytest
from click.testing import CliRunner

from diasporamap.commands import main
from diasporamap.errors import UsageError
from diasporamap.export.xlsform import write_form
from diasporamap.persons.aggregate import aggregate_persons
from diasporamap.persons.form import ANSWERS, FORM
from diasporamap.persons.identifying import identifies
from diasporamap.tables.frames import read_raw

LANGUAGES = {"fr": "Français (fr)", "en": "English (en)"}


def rows_of(path, sheet):
    header, *rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.fixture(scope="module")
def form(tmp_path_factory):
    path = tmp_path_factory.mktemp("form") / "diaspora.xlsx"
    done = CliRunner().invoke(main, ["form", str(path), "--origin", "CMR"])
    assert done.exit_code == 0, done.output
    assert "consent comes first" in done.stdout
    return path


@pytest.fixture(scope="module")
def answers(form):
    """Invent 60 answers: the code of each question, as the form lets them be given."""
    choices, given = {}, []
    for row in rows_of(form, "choices"):
        choices.setdefault(row["list_name"], []).append(row)
    shared = {row["country"] for row in choices["units"]}
    for number in range(60):
        place = ("FRA", "FRA", "GAB", "DEU", "ITA")[number % 5]
        region = choices["regions"][number % 3]["name"]
        units = [row["name"] for row in choices["units"] if row["country"] == place]
        divisions = [row["name"] for row in choices["divisions"] if row["parent"] == region]
        answer = {
            **{name: codes[number % 3] for name, codes in ANSWERS.items() if name != "yes_no"},
            "consent": "yes",
            "place": place,
            "origin_region": region,
            "origin_division": divisions[number % 2] if number % 4 else "",
            "arrival": str(1990 + number % 11),
        }
        if place in shared:
            answer["subdivision"] = units[number % 2]
        given.append(answer)
    return given


def export(form, answers, of):
    """Write answers as KoboToolbox exports them: labels of a language, or XML values ("")."""
    survey, labels = rows_of(form, "survey"), {}
    for row in rows_of(form, "choices"):
        labels[row["list_name"], row["name"]] = row[f"label::{LANGUAGES[of]}"] if of else ""
    header, columns = [], []
    for row in survey:
        if row["type"] in ("note", "begin_group", "end_group"):
            continue
        label = row[f"label::{LANGUAGES[of]}"] if of else ""
        path = "answers/" if row["name"] != "q_consent" and not of else ""
        header.append(label or f"{path}{row['name']}")
        columns.append(row)
    rows = []
    for number, answer in enumerate(answers, start=1):
        cells = []
        for row in columns:
            name = row["name"].removeprefix("q_")
            code = answer.get(name, "")
            if name == "origin":
                code = answer["origin_division"] or answer["origin_region"]
            code = {"year": "2026", FORM: "1"}.get(name, code)
            kind = row["type"].removeprefix("select_one ")
            cells.append(labels.get((kind, code), code) if of else code)
        rows.append([*cells, 100 + number, f"u{number}", "2026-03-01T10:00:00", number])
    return [[*header, "_id", "_uuid", "_submission_time", "_index"], *rows]


def written(rows, path):
    if path.suffix == ".csv":
        lines = (";".join(f'"{cell}"' for cell in row) for row in rows)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    else:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    return path


@pytest.mark.parametrize("origin", ["CMR", "SEN", "ARE", "VAT"])
def test_the_form_is_valid_for_pyxform_whatever_the_origin(form, tmp_path, origin):
    from pyxform.xls2xform import convert

    path = form
    if origin != "CMR":
        path = tmp_path / f"{origin}.xlsx"
        write_form(path, origin=origin)
    made = convert(str(path))
    assert made.warnings == []
    levels = {"CMR": {"origin_region", "origin_division"}, "SEN": {"origin_region"}}
    asked = {row["name"].removeprefix("q_") for row in rows_of(path, "survey")}
    assert {name for name in asked if name.startswith("origin_")} >= levels.get(origin, set())
    assert ("subdivision" in asked) == (origin == "CMR"), "districts of Cameroon share countries"
    assert not any(row["name"] == origin for row in rows_of(path, "choices"))


def test_consent_comes_first_and_nothing_asks_who_somebody_is(form):
    survey = rows_of(form, "survey")
    asked = [row for row in survey if row["type"] not in ("note", "begin_group", "end_group")]
    assert asked[0]["name"] == "q_consent"
    assert asked[0]["constraint"] == ". = 'yes'", "without it nothing is sent"
    group = next(row for row in survey if row["type"] == "begin_group")
    assert group["relevant"] == "${q_consent} = 'yes'"
    kinds = {row["type"].split()[0] for row in survey}
    assert kinds == {"note", "select_one", "integer", "calculate", "begin_group", "end_group"}
    for row in asked:
        for name in (row["name"], *(row[f"label::{of}"] or "" for of in LANGUAGES.values())):
            assert not identifies(name), name
    for row in [*survey, *rows_of(form, "choices")]:
        labels = [row[f"label::{of}"] for of in LANGUAGES.values()]
        assert all(labels) or row["type"] in ("calculate", "begin_group", "end_group"), row


def test_three_exports_give_the_same_tables_with_no_option(form, answers, tmp_path):
    files = {
        "labels.csv": export(form, answers, "fr"),
        "labels.xlsx": export(form, answers, "en"),
        "values.csv": export(form, answers, ""),
        "values.xlsx": export(form, answers, ""),
    }
    tables, told = [], []
    for name, rows in files.items():
        path = written(rows, tmp_path / name)
        done = CliRunner().invoke(main, ["aggregate", str(path), str(tmp_path / f"t_{name}")])
        assert done.exit_code == 0, (name, done.output)
        start = f"t_{path.stem}"
        made = sorted(tmp_path.glob(f"{start}*{path.suffix}"))
        tables.append({one.stem.removeprefix(start): read_raw(one) for one in made})
        told.append(aggregate_persons(path).counts)
    assert all(table == tables[0] for table in tables), "with codes of places"
    assert all(counts.equals(told[0]) for counts in told)
    apart = ("age", "education", "occupation", "arrival", "sector", "ties", "contribution")
    assert list(tables[0]) == ["", *sorted(f"_{name}" for name in apart)]
    for name, table in tables[0].items():
        assert sum(int(cells[-1]) for _, cells in table.rows) == 60, name
    counts = told[0]
    assert list(counts) == ["place", "sex", "year", "subdivision", "origin", "count"]
    women = counts[counts["sex"] == "F"].groupby("place")["count"].sum().to_dict()
    expected = Counter(answer["place"] for answer in answers if answer["sex"] == "female")
    assert women == dict(expected)


def test_columns_are_known_by_their_headers_in_other_surveys_too(tmp_path):
    rows = [["Pays de résidence", "Sexe", "Âge", "_uuid"]]
    rows += [["France", ("Femme", "Homme")[at % 2], str(20 + at), f"u{at}"] for at in range(30)]
    path = written(rows, tmp_path / "survey.csv")
    counts = aggregate_persons(path).counts
    assert json.loads(counts.to_json(orient="values")) == [["France", "F", 15], ["France", "M", 15]]
    rows[0][1] = "Genre de logement"
    done = CliRunner().invoke(
        main, ["aggregate", str(written(rows, tmp_path / "b.csv")), str(tmp_path / "c.csv")]
    )
    assert done.exit_code == 1
    assert "Name it with --sex-column" in done.output


def test_answers_go_on_to_every_table_and_into_a_database(form, answers, tmp_path):
    import diasporamap as dm
    from diasporamap.database import create, load
    from tests.database.conftest import SOURCES

    path = written(export(form, answers, ""), tmp_path / "export.csv")
    counts, sources = tmp_path / "counts.csv", tmp_path / "counts.sources.toml"
    assert CliRunner().invoke(main, ["aggregate", str(path), str(counts)]).exit_code == 0
    sources.write_text(SOURCES.replace("registered", "self_identified"), encoding="utf-8")
    create(tmp_path / "d.duckdb", origin="CMR")
    load(tmp_path / "d.duckdb", counts)
    for read in (counts, tmp_path / "d.duckdb"):
        release = dm.release(read)
        assert release.read.report.people_in == 60
        for by, places in (("country", 4), ("region", 3), ("division", 10)):
            cells = release.by(by).cells
            assert 1 < cells["place"].nunique() <= places + 1, by
        assert "gab-libreville" in set(release.by("district").cells["place"])
    schooling = tmp_path / "counts_education.csv"
    with pytest.raises(UsageError, match="other columns"):
        load(tmp_path / "d.duckdb", schooling, sources=sources)
    own = sources.read_text(encoding="utf-8").replace("[source.register]", "[source.schooling]")
    (tmp_path / "counts_education.sources.toml").write_text(own, encoding="utf-8")
    load(tmp_path / "d.duckdb", schooling)
    release = dm.release(tmp_path / "d.duckdb", source="schooling")
    assert release.counts["count"].sum() == 60
