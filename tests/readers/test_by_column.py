"""Plain tables that are read by column give what they give row by row."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from diasporamap.errors import CountsError
from diasporamap.readers import plain
from diasporamap.readers.options import ReadingOptions
from diasporamap.readers.plain_rows import Rows
from diasporamap.tables.encoded import encoded
from diasporamap.tables.raw import Book, Grid

FIGURES = [
    *(
        "0",
        "1",
        "12",
        "100",
        "1 234",
        "1\u202f234",
        "12*",
        "12 (a)",
        "5\u00b9",
        "38891.00000000001",
    ),
    *("..", "", "n/a", "~", "<5", "c", "-", "~5", "1,234", "1.5", "12,5", "-3", "x", "1e3", "12 %"),
]
PLACES = [
    "France",
    "FRA",
    "Gabon",
    "",
    "# Tchad",
    "// Tchad",
    "Afrique",
    "Europe",
    "Monde",
    "Total",
]
SEXES = ["F", "M", "U", "Femmes", "hommes", "1", "", "Total", "ensemble", "inconnu"]
YEARS = ["2020", "2021", "2021.0", "2020-01-01", "1905-07-13 00:00:00", "", "soon", ".0"]
AGES = ["0-14", "15-24", "", "total", "Tous âges"]
STATES = ["", "withheld", "other"]
#: Mostly what is usual, so that most tables are read by column.
USUAL = {"pays": 3, "sexe": 4, "annee": 3, "age": 3, "statut": 1}


def cells(header, usual):
    """Return what a cell under a header may be."""
    told = {"pays": PLACES, "sexe": SEXES, "annee": YEARS, "age": AGES, "statut": STATES}
    texts = told.get(header, FIGURES)
    first = texts[: USUAL.get(header, 10)]
    return st.sampled_from(first if usual else texts)


@st.composite
def tables(draw):
    """Make a table, tidy, wide or of totals alone, with cells that may be strange."""
    header = draw(
        st.sampled_from(
            [
                ["pays", "sexe", "nombre"],
                ["pays", "sexe", "annee", "age", "nombre"],
                ["note", "pays", "sexe", "nombre", "status"],
                ["pays", "annee", "femmes", "hommes"],
                ["pays", "femmes", "hommes", "sexe inconnu"],
                ["pays", "femmes 2020", "hommes 2020", "femmes 2021", "hommes 2021"],
                ["pays", "sexe", "2020", "2021"],
                ["pays", "annee", "nombre"],
                ["pays", "femmes", "hommes", "total"],
            ]
        )
    )
    usual = [draw(st.integers(0, 5)) > 0 for _ in header]
    row = st.tuples(*(cells(name, plain_) for name, plain_ in zip(header, usual, strict=True)))
    rows = draw(st.lists(row, min_size=1, max_size=12))
    numbered = [row for row in enumerate([tuple(header), *rows], start=1) if any(row[1])]
    return Grid(encoded(numbered))


def read(grid, **options):
    """Return what a table is read as, or what is wrong with it."""
    book = Book("counts.csv", "text", (grid,), "UTF-8", ",")
    try:
        return plain.read(book, grid, ReadingOptions(**options))
    except CountsError as error:
        return error.problems


def by_row(grid, **options):
    """Read a table row by row."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rows, "by_column", lambda _: None)
        return read(grid, **options)


def assert_same(one, two):
    if isinstance(two, tuple):
        assert one == two
        return
    assert_frame_equal(one.counts, two.counts)
    for name in ("layout", "headers", "recognised", "ignored", "problems", "quantity"):
        assert getattr(one, name) == getattr(two, name), name


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_columns_give_what_rows_give(grid):
    assert_same(read(grid), by_row(grid))


@settings(max_examples=30, deadline=None)
@given(tables(), st.sampled_from([("Transferts", "XAF"), ("Visas", None)]))
def test_columns_of_a_quantity_give_what_rows_give(grid, quantity):
    options = dict(zip(("quantity", "unit"), quantity, strict=True))
    assert_same(read(grid, **options), by_row(grid, **options))


def test_a_tidy_table_is_read_by_column(monkeypatch):
    rows = [("pays", "sexe", "nombre"), ("France", "F", "1 234"), ("Afrique", "M", "12*")]
    monkeypatch.setattr(Rows, "records", None)
    found = read(Grid(encoded(enumerate(rows, start=1))))
    assert found.counts["count"].tolist() == [1234]
    assert [note.kind for note in found.recognised.notes] == ["groups", "marks"]


@st.composite
def tables_with_totals(draw):
    """Make a tidy or wide table with totals, nearly all of which are the sums of their parts."""
    wrong = st.sampled_from([0] * 40 + [1, -1, None])
    ages = draw(st.sampled_from([["0-14", "15+"], ["0-14"], []]))
    groups = draw(st.lists(st.sampled_from(["France", "Gabon", "Europe", "FRA"]), unique=True))
    sexes = draw(st.sampled_from(["FM", "FM", "FMU", "F"]))

    def written(number):
        more = draw(wrong)
        return "" if more is None else str(max(number + more, 0))

    if draw(st.booleans()):
        rows = [("pays", "femmes", "hommes", "total")]
        for place in groups:
            women, men, more = (draw(st.integers(0, 20)) for _ in "FMU")
            rows.append((place, written(women), written(men), written(women + men + more)))
        return Grid(encoded(enumerate(rows, start=1)))
    rows = [("pays", "sexe", *(["age"] if ages else []), "nombre")]
    for place in groups:
        together = {}
        for age in ages or [""]:
            for sex in sexes:
                here = draw(st.integers(0, 9))
                for of in {(sex, age), ("total", age), (sex, "total"), ("total", "total")}:
                    together[of] = together.get(of, 0) + here
        totals = draw(st.sampled_from([("total",), ()])), draw(st.sampled_from([("total",), ()]))
        rows += [
            (place, sex, *([age] if ages else []), written(together[sex, age]))
            for age in (*(ages or [""]), *(totals[1] if ages else ()))
            for sex in (*sexes, *totals[0])
        ]
    rows[1:] = draw(st.permutations(rows[1:]))
    return Grid(encoded(enumerate(rows, start=1)))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables_with_totals())
def test_totals_are_left_out_by_column_as_row_by_row(grid):
    assert_same(read(grid), by_row(grid))


@pytest.mark.parametrize(
    "rows",
    [
        ["pays,sexe,nombre", "Gabon,F,3", "Gabon,M,4", "Gabon,total,7", "Tchad,F,1"],
        ["pays,sexe,age,nombre", "Gabon,F,0-14,3", "Gabon,M,0-14,4", "Gabon,F,total,3"],
        ["pays,femmes,hommes,total", "Gabon,3,4,9", "Tchad,1,0,1"],
    ],
)
def test_totals_that_agree_are_read_by_column(monkeypatch, rows):
    grid = Grid(encoded(enumerate(map(tuple, (row.split(",") for row in rows)), start=1)))
    expected = by_row(grid)
    monkeypatch.setattr(Rows, "records", None)
    assert_same(read(grid), expected)
