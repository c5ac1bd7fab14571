"""Whatever counts are written in a plain table that we read come back exactly."""

from __future__ import annotations

import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diasporamap.errors import CountsError
from diasporamap.readers.registry import read_counts
from tests.readers.writers import plain
from tests.readers.writers.tables import figures, read_cells, tables

OFTEN = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
SPACES = [
    "",
    " ",
    "\N{NO-BREAK SPACE}",
    "\N{NARROW NO-BREAK SPACE}",
    "'",
    "\N{RIGHT SINGLE QUOTATION MARK}",
]
NUMERALS = st.one_of(
    st.tuples(st.sampled_from(SPACES), st.sampled_from(["", ".0", ",0", ".00", ",00"])),
    st.sampled_from([(".", ""), (",", ""), (".", ",0"), (",", ".00")]),
)
MANNERS = st.builds(
    lambda numerals, **options: plain.Manner(group=numerals[0], decimals=numerals[1], **options),
    numerals=NUMERALS,
    language=st.sampled_from(["fr", "en"]),
    titles=st.integers(0, 2),
    notes=st.integers(0, 2),
    blank=st.sampled_from(["", "..", ":", "n/a", "\N{HORIZONTAL ELLIPSIS}"]),
    withheld=st.sampled_from(["~", "c", "<5", "*", "moins de 5", "Confidentiel"]),
    kept=st.lists(st.sampled_from(list(plain.KEPT)), unique=True).map(tuple),
    separator=st.sampled_from([",", ";", "\t", "|"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    end=st.sampled_from(["\n", "\r\n"]),
    **{name: st.booleans() for name in ("tags", "padded", "numbers", "declared")},
)


def read_back(path, rows, manner):
    plain.WRITERS[path.suffix[1:]](path, rows, manner)
    counts = read_counts(path).table
    for name in manner.kept:
        assert counts[name].unique().tolist() == [plain.KEPT[name]]
    assert counts.index.is_monotonic_increasing
    return read_cells(counts)


def told(table):
    return {key: figure for key, figure in table.items() if figure is not None}


@pytest.mark.parametrize("kind", plain.WRITERS)
@OFTEN
@given(table=tables(plain.PLACES), manner=MANNERS)
def test_tidy_tables_come_back_exactly(tmp_path, kind, table, manner):
    path = tmp_path / f"counts.{kind}"
    assert read_back(path, plain.tidy(table, manner), manner) == table


@pytest.mark.parametrize("kind", plain.WRITERS)
@OFTEN
@given(table=tables(plain.PLACES), manner=MANNERS)
def test_wide_tables_come_back_exactly(tmp_path, kind, table, manner):
    found = read_back(tmp_path / f"counts.{kind}", plain.wide(table, manner), manner)
    assert told(found) == told(table)
    assert found.keys() >= table.keys()


@pytest.mark.parametrize("kind", plain.WRITERS)
@OFTEN
@given(table=tables(plain.PLACES), manner=MANNERS, two_rows=st.booleans())
def test_tables_with_years_across_come_back_exactly(tmp_path, kind, table, manner, two_rows):
    rows = plain.years_across(table, manner, two_rows=two_rows)
    found = read_back(tmp_path / f"counts.{kind}", rows, manner)
    assert told(found) == told(table)
    assert found.keys() >= table.keys()


@OFTEN
@given(
    women=tables(plain.PLACES, sexes="F", figure=figures(withheld=False)),
    manner=MANNERS,
)
def test_people_beyond_women_and_men_come_back_from_totals(tmp_path, women, manner):
    table = {
        (place, year, sex): None if figure is None else figure // share
        for (place, year, _), figure in women.items()
        for sex, share in {"F": 1, "M": 2, "U": 3}.items()
    }
    rows = plain.wide(table, manner, total=True)
    header = next(row for row in rows if plain.WORDS[manner.language]["total"] in row)
    unknown = header.index(plain.WORDS[manner.language]["U"])
    rows = [[cell for at, cell in enumerate(row) if at != unknown] for row in rows]
    found = read_back(tmp_path / "counts.csv", rows, manner)
    assert told(found) == told(table)


def test_formulas_of_ods_are_refused_and_repeated_cells_written_out(tmp_path):
    path = tmp_path / "counts.ods"
    plain.write_ods(path, [["place", "women", "men"], ["FRA", 1, 1]], plain.Manner())
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml").decode()
    twice = content.replace(
        '<table:table-cell office:value-type="float" office:value="1"/>' * 2,
        '<table:table-cell table:number-columns-repeated="2" office:value-type="float" '
        'office:value="1"/>',
    )
    assert twice != content
    formula = content.replace(
        "<table:table-cell office", '<table:table-cell table:formula="x" office'
    )
    for changed in (twice, formula):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("content.xml", changed)
        if changed is twice:
            assert read_counts(path).table["count"].tolist() == [1, 1]
    with pytest.raises(CountsError, match="the cell is a formula"):
        read_counts(path)


@pytest.mark.parametrize("content", [None, b"", b"<broken", b"<a/>"])
def test_damaged_ods_are_refused(tmp_path, content):
    path = tmp_path / "counts.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "x")
        if content is not None:
            archive.writestr("content.xml", content)
    with pytest.raises(CountsError, match=r"the workbook (is damaged|has no sheet)"):
        read_counts(path)
