"""Texts of regular lines are split as one, and are the same as the csv module reads them."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.errors import CountsError
from diasporamap.tables import delimited
from diasporamap.tables.delimited import read_delimited

CELLS = st.sampled_from(["FRA", " F ", "12", "'=1", "", "é", "x y"])


@st.composite
def texts(draw):
    """Return lines of cells, nearly all as many, without quotes in most texts."""
    width = draw(st.integers(1, 3))
    ends = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=12))
    rows = [row[: draw(st.sampled_from([9] * 15 + [1]))] for row in rows]
    strange = draw(st.sampled_from([None] * 8 + [['"a\nb"'], [], ["a\x0bb", "\x85"]]))
    if strange is not None:
        rows.insert(draw(st.integers(0, len(rows))), strange)
    return ends.join(map(",".join, rows)) + draw(st.sampled_from(["", ends]))


@given(texts(), st.integers(1, 30))
def test_regular_lines_are_read_as_the_csv_module_reads_them(text, piece):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "PIECE", piece)
        found = delimited._regular(text, ",", 1)
        expected = delimited._any_records(text, ",", 1, "t.csv")
    if found is not None:
        assert found == expected
        assert (found.width == expected.width).all()


def test_plain_lines_are_regular_and_others_are_not():
    assert delimited._regular("a,b\nc,d\n", ",", 1) == ((1, ("a", "b")), (2, ("c", "d")))
    for text in (
        'a,"b"\nc,d\n',
        "a,b\nc\n",
        "a,b\nc,d,e\nf\n",
        "a,b\rc,d\n",
        "a\nb",
        "a,b\nc\nd\n",
    ):
        assert delimited._regular(text, ",", 1) is None


def test_a_cell_that_no_table_has_is_refused_with_its_row(tmp_path):
    long = "x" * (csv.field_size_limit() + 1)
    (tmp_path / "t.csv").write_text(f"place,count\nFRA,1\n{long},2\n", encoding="utf-8")
    with pytest.raises(CountsError) as error:
        read_delimited(tmp_path / "t.csv")
    assert error.value.problems[0].row == 3
