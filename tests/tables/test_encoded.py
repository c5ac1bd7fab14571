"""Rows that are kept by column are the same rows."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.tables import delimited, encoded
from diasporamap.tables.books import open_book
from diasporamap.tables.encoded import EncodedRows, Encoder, groups_of

CELLS = st.sampled_from(["", "F", "France", "1 234", "é", " x ", "'=1", 'a "b"', "a,b", "a\nb"])
ROWS = st.lists(st.lists(CELLS, max_size=5).map(tuple), max_size=60)


@given(ROWS, st.integers(1, 7), st.integers(0, 60), st.integers(0, 60))
def test_rows_are_those_that_were_given(rows, together, start, stop):
    numbered = [(number, cells) for number, cells in enumerate(rows, start=3)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoded, "TOGETHER", together)
        kept = encoded.encoded(numbered)
        assert list(kept) == numbered
        assert list(kept[start:stop]) == numbered[start:stop]
        assert [kept[at] for at in range(len(kept))] == numbered
        assert kept.width.tolist() == [len(cells) for cells in rows]
        assert list(kept.not_blank()) == [row for row in numbered if any(row[1])]
        width = max(map(len, rows), default=0)
        padded = [(row, (*cells, *[""] * (width - len(cells)))) for row, cells in numbered]
        assert list(kept.padded(width)) == padded


@given(ROWS.filter(any), st.integers(1, 7))
def test_what_is_asked_of_a_column_is_told_of_each_cell(rows, together):
    width = max(map(len, rows))
    square = [(at, (*cells, *["?"] * (width - len(cells)))) for at, cells in enumerate(rows)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoded, "TOGETHER", together)
        kept = encoded.encoded(square)
    for at, column in enumerate(kept.columns):
        cells = [texts[at] for _, texts in square]
        assert column.cells == cells
        assert set(column.different) == set(cells)
        assert column.in_order == list(dict.fromkeys(cells))
        assert column.filled.tolist() == [bool(cell) for cell in cells]
        codes, lengths = column.mapped(len)
        assert [lengths[code] for code in codes] == [len(cell) for cell in cells]
    order: dict[tuple[str, ...], int] = {}
    groups = [order.setdefault(texts, len(order)) for _, texts in square]
    assert groups_of(kept.columns, len(kept)).tolist() == groups


def test_values_of_different_types_are_never_the_same():
    encoder = Encoder(lambda value: f"{type(value).__name__} {value}")
    encoder.add([1, 2, 3, 4], [[1], [1.0], [True], ["1"]])
    assert [cells for _, cells in encoder.rows()] == [
        ("int 1",),
        ("float 1.0",),
        ("bool True",),
        ("str 1",),
    ]


def test_rows_tell_nothing_of_what_they_hold():
    rows = EncodedRows(np.array([1]), [encoded.Column(np.array([0]), np.array(["secret"], object))])
    assert repr(rows) == "EncodedRows(1 rows of 1 columns)"


@given(
    st.lists(st.lists(st.text("aé,;\"\n\r 'é=", max_size=4), min_size=1, max_size=4), min_size=1),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.integers(1, 20),
)
def test_a_text_is_split_as_the_csv_module_splits_it(records, end, piece):
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator=end).writerows(records)
    text = stream.getvalue()
    expected, row = [], 1
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    for cells in reader:
        expected.append((row, tuple(delimited._meant(cell) for cell in cells)))
        row = reader.line_num + 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "PIECE", piece)
        patch.setattr(delimited, "TOGETHER", piece)
        assert list(delimited._records(text, ",", 1, "x.csv")) == expected


def test_a_row_that_cannot_be_split_is_named_wherever_it_stands(tmp_path, monkeypatch):
    monkeypatch.setattr(delimited, "TOGETHER", 2)
    lines = ["place,sex,count", '"Fra\nnce",F,1', "Gabon,F,2", 'Tchad,"F"x,3']
    path = tmp_path / "counts.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(Exception, match="row 5"):
        open_book(path)
