"""Invented persons in every wrong place of a file: no message, report or map tells one of them."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from diasporamap.commands import main
from tests.workbooks import save_workbook

PERSONS = [
    ("Zénobie Mbarga", "+237 699 11 22 33", "zenobie.mbarga@example.org"),
    ("Ali Oumarou", "677445566", "ali@example.net"),
    ("Ngo Bikaï Thérèse", "0033 6 12 34 56 78", "ngobikai@example.com"),
    ("FOTSO Jean-Paul", "+49-151-2345678", "jp.fotso@example.org"),
]
NAMES, PHONES, MAILS = (list(column) for column in zip(*PERSONS, strict=True))

TIDY = {
    "pays": ["France", "Gabon", "Allemagne", "Tchad"],
    "sexe": ["F", "M", "F", "M"],
    "effectif": ["12", "34", "56", "78"],
    "année": ["2020"] * 4,
    "définition": ["registered"] * 4,
    "source": ["minrex_2020"] * 4,
    "région d'origine": ["Ouest"] * 4,
    "âge": ["20-24"] * 4,
    "profession": ["cadre"] * 4,
    "statut": [""] * 4,
}
WIDE = {
    "pays": TIDY["pays"],
    "femmes": ["12", "34", "56", "78"],
    "hommes": ["21", "43", "65", "87"],
    "total": ["33", "77", "121", "165"],
    "année": TIDY["année"],
}
REGISTER = {"nom": NAMES, "pays": TIDY["pays"], "sexe": TIDY["sexe"], "tel": PHONES, "mél": MAILS}
KOBO = {
    "start": ["2024-01-01T10:00:00"] * 4,
    **REGISTER,
    "_id": ["1", "2", "3", "4"],
    "_uuid": ["a1", "b2", "c3", "d4"],
    "_submission_time": ["2024-01-01T10:00:00"] * 4,
    "_index": ["1", "2", "3", "4"],
}
TABLES = {"tidy": TIDY, "wide": WIDE, "register": REGISTER, "kobo": KOBO}


def secrets():
    """Return every part of a person that must not be in an output."""
    parts = [part for name in NAMES for part in re.split(r"[\s-]", name) if len(part) > 3]
    for phone in PHONES:
        parts += [phone, re.sub(r"\D", "", phone), re.sub(r"\D", "", phone)[-7:]]
    return [*parts, *MAILS, *(mail.split("@")[0] for mail in MAILS if len(mail.split("@")[0]) > 3)]


def grid(table):
    return [list(table), *map(list, zip(*table.values(), strict=True))]


def cases():
    for name, table in TABLES.items():
        for column in table:
            for kind, cells in (("names", NAMES), ("phones", PHONES), ("mails", MAILS)):
                if not column.startswith("_"):
                    yield f"{name}-{column}-{kind}", grid({**table, column: cells})
    for name in ("register", "kobo"):
        header, *rows = grid(TABLES[name])
        yield f"{name}-right", [header, *([row[-1], *row[:-1]] for row in rows)]
        yield f"{name}-left", [header, *([*row[1:], row[0]] for row in rows)]
        yield f"{name}-headless", rows
        yield f"{name}-headless-short", [row[1:4] for row in rows]
        yield f"{name}-one-right", [header, *rows[:-1], [rows[-1][-1], *rows[-1][:-1]]]
    people = {"pays": NAMES, "femmes": PHONES, "hommes": MAILS}
    yield "all-wide", grid(people)
    yield "all-tidy", grid({"pays": MAILS, "sexe": NAMES, "effectif": PHONES, "source": NAMES})


CASES = dict(cases())
#: A workbook has the cells that a text file has: of each column one kind of person, in turn.
IN_WORKBOOKS = [
    case
    for number, case in enumerate(CASES)
    if not case.endswith(("-names", "-phones", "-mails")) or number % 3 == number // 3 % 3
]


def write(rows, path):
    if path.suffix == ".xlsx":
        save_workbook(path, ("Sheet", rows))
    else:
        text = "\n".join(";".join(row) for row in rows) + "\n"
        path.write_text(text, encoding="utf-8")


def spoken(folder, *arguments):
    """Run a command; return what it prints and the texts that it writes."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code in (0, 1, 2), result.exception
    assert result.exception is None or isinstance(result.exception, SystemExit)
    written = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("out*.*ml"))]
    written += [path.read_text(encoding="utf-8") for path in sorted(folder.glob("out*.[cs]*v*"))]
    return "\n".join([result.output, *written])


def assert_nobody(text, allowed=""):
    found = [secret for secret in secrets() if secret in text and secret not in allowed]
    assert found == []


@pytest.mark.parametrize(
    ("case", "ending"),
    [*((case, "csv") for case in CASES), *((case, "xlsx") for case in IN_WORKBOOKS)],
)
def test_check_tells_nobody(tmp_path, case, ending):
    path = tmp_path / f"counts.{ending}"
    write(CASES[case], path)
    report = tmp_path / "out.html"
    text = spoken(tmp_path, "check", path) + spoken(
        tmp_path, "check", path, "--json", "--html", report
    )
    assert report.is_file()
    if not case.endswith("one-right"):  # a name in a column of places is named, to be corrected
        assert_nobody(text)
    assert not [secret for secret in [*PHONES, *MAILS] if secret in text]


@pytest.mark.parametrize("case", CASES)
def test_map_web_and_aggregate_tell_nobody(tmp_path, case):
    path = tmp_path / "counts.csv"
    write(CASES[case], path)
    text = spoken(tmp_path, "web", path, tmp_path / "out_web.html")
    text += spoken(
        tmp_path,
        "aggregate",
        path,
        tmp_path / "a.csv",
        "--place-column",
        "pays",
        "--sex-column",
        "s",
    )
    options = ("--place-column", "pays", "--sex-column", "sexe", "--by-column", "profession")
    text += spoken(tmp_path, "aggregate", path, tmp_path / "b.csv", *options)
    if not case.endswith("one-right"):
        assert_nobody(text)
    assert not [secret for secret in [*PHONES, *MAILS] if secret in text]


@pytest.mark.parametrize(
    "case", [*[case for case in CASES if case.startswith("wide")], "register-headless", "all-tidy"]
)
def test_a_map_tells_nobody(tmp_path, case):
    path = tmp_path / "counts.csv"
    write(CASES[case], path)
    assert_nobody(spoken(tmp_path, "map", path, tmp_path / "out.svg"))


@pytest.mark.parametrize("format", ["kobo", "sdmx", "eurostat-tsv", "oecd-legacy", "undesa"])
@pytest.mark.parametrize("case", ["register-right", "register-headless", "kobo-left", "all-tidy"])
def test_a_format_that_is_forced_tells_nobody(tmp_path, case, format):  # noqa: A002
    path = tmp_path / "counts.csv"
    write(CASES[case], path)
    assert_nobody(spoken(tmp_path, "check", path, "--format", format))


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("place,sex,count\nDEU,Total,8\nDEU,F,3\nDEU,M,\nFRA,F,60\nFRA,M,60\n", "men are blank"),
        ("place,sex,count\nDEU,T,807\nDEU,F,803\nDEU,M,8\nFRA,F,60\nFRA,M,60\n", "to more than"),
        ("place,sex,count\nDEU,T,809\nDEU,F,803\nDEU,M,3\nDEU,U,0\n", "to less than"),
        ("pays;femmes;hommes;total\nGabon;803;4;809\nTchad;803;6;807\n", "to more than"),
    ],
)
def test_a_total_that_cannot_be_tells_no_figure(tmp_path, table, said):
    path = tmp_path / "counts.csv"
    path.write_text(table, encoding="utf-8")
    results = [CliRunner().invoke(main, ["check", str(path), *way]) for way in ([], ["--json"])]
    told = " ".join("".join(result.output for result in results).split())
    assert said in told
    assert not re.findall(r"\b(80[0-9]|811)\b|(up to|total is) [0-9]", told)
