"""Two hundred damaged files: a result or a clear error, never a traceback or a changed number."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest

from diasporamap.errors import DiasporaMapError
from diasporamap.readers.registry import read_counts

FIXTURES = Path(__file__).parents[1] / "fixtures" / "counts"
TEXTS = sorted(path for path in FIXTURES.glob("*.*sv"))


def workbook():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["pays", "femmes", "hommes", "année"],
        ["France", 1203, 1407, 2020],
        ["Côte d'Ivoire", 39, 40, 2020],
        ["Gabon", 51, 60, 2020],
    ):
        sheet.append(row)
    return book


def book_bytes(change=None):
    book = workbook()
    if change:
        change(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def truncated(data, rng):
    return data[: rng.randrange(1, len(data))]


def nul_bytes(data, rng):
    at = rng.randrange(len(data))
    return data[:at] + b"\x00" + data[at:]


def wrong_encoding(data, rng):
    text = data.decode("utf-8").replace("e", "é", 3)
    return text.encode(rng.choice(["cp1252", "utf-16", "utf-16-le", "mac-roman", "cp850"]))


def shuffled_header(data, rng):
    lines = data.split(b"\n")
    mark = max(b",;\t", key=lambda m: lines[0].count(bytes([m])))
    header = lines[0].split(bytes([mark]))
    rng.shuffle(header)
    return b"\n".join([bytes([mark]).join(header), *lines[1:]])


def formula(data, rng):
    lines = data.split(b"\n")
    at = rng.randrange(1, max(2, len(lines) - 1))
    start = rng.choice([b"=", b"+", b"-", b"@", b"=1+"])
    mark = max(b",;\t", key=lambda m: lines[0].count(bytes([m])))
    cells = lines[at].split(bytes([mark]))
    which = rng.randrange(len(cells))
    cells[which] = start + cells[which]
    lines[at] = bytes([mark]).join(cells)
    return b"\n".join(lines)


def doubled_quote(data, rng):
    at = rng.randrange(len(data))
    return data[:at] + b'"' + data[at:]


def lost_byte(data, rng):
    at = data.index(b"\n") + 1 + rng.randrange(len(data) - data.index(b"\n") - 1)
    while data[at : at + 1].isdigit():
        at = (at + 1) % len(data)
    return data[:at] + data[at + 1 :]


CHANGES = [truncated, nul_bytes, wrong_encoding, shuffled_header, formula, doubled_quote, lost_byte]
#: Changes that write a number anew, or cut one off, so that the file itself says another one.
CUTS = {"truncated"}
CASES = [(path.name, change, seed) for path in TEXTS for change in CHANGES for seed in range(4)]


def numbers(counts):
    return {int(count) for count in counts["count"].dropna()}


def read_or_refused(path):
    """Return the numbers that are read, or none where the file is refused on purpose."""
    try:
        return numbers(read_counts(path).table)
    except DiasporaMapError as refused:
        message = str(refused)
    assert message
    return set()


def test_there_are_200_cases():
    assert len(CASES) + len(WORKBOOKS) >= 200


@pytest.mark.parametrize(
    ("name", "change", "seed"), CASES, ids=[f"{n}-{c.__name__}-{s}" for n, c, s in CASES]
)
def test_a_damaged_text_is_read_or_refused(tmp_path, name, change, seed):
    data = (FIXTURES / name).read_bytes()
    original = tmp_path / name
    original.write_bytes(data)
    known = numbers(read_counts(original).table)
    path = tmp_path / f"damaged_{name}"
    path.write_bytes(change(data, random.Random(f"{name}{seed}")))  # noqa: S311 - no secret
    found = read_or_refused(path)
    if change.__name__ in CUTS:
        last = path.read_bytes().decode("utf-8", "replace").split("\n")[-1]
        found = {number for number in found if str(number) not in last}
    assert found - _written_in(path) - known == set()


def _written_in(path):
    """Return the numbers that stand in a damaged file as they are, and their sums by total."""
    import re

    data = path.read_bytes()
    coding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    text = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3})", "", data.decode(coding, "replace"))
    return {int(number) for number in re.findall(r"\d+", text)}


def merge(sheet):
    sheet.merge_cells("B2:B4")


def formula_cell(sheet):
    sheet["B3"] = "=B2*2"


def danger(mark):
    def change(sheet):
        sheet["A3"] = f"{mark}SUM(1)"

    change.__name__ = f"danger{ord(mark)}"
    return change


def error_cell(sheet):
    sheet["C2"] = "#REF!"


def text_number(sheet):
    sheet["B2"] = " 1 203 "


WORKBOOKS = [
    *(merge, formula_cell, error_cell, text_number),
    *(danger(mark) for mark in "=+-@"),
]


@pytest.mark.parametrize("change", WORKBOOKS, ids=lambda change: change.__name__)
def test_a_damaged_workbook_is_read_or_refused(tmp_path, change):
    path = tmp_path / "counts.xlsx"
    path.write_bytes(book_bytes(change))
    assert read_or_refused(path) <= {1203, 1407, 39, 40, 51, 60}


@pytest.mark.parametrize("seed", range(30))
def test_bytes_of_a_workbook_that_are_changed(tmp_path, seed):
    rng = random.Random(seed)  # noqa: S311
    data = bytearray(book_bytes())
    if seed % 2:
        data = data[: rng.randrange(1, len(data))]
    else:
        for _ in range(5):
            data[rng.randrange(len(data))] = rng.randrange(256)
    path = tmp_path / "counts.xlsx"
    path.write_bytes(bytes(data))
    assert read_or_refused(path) <= {1203, 1407, 39, 40, 51, 60}


def test_a_workbook_without_its_parts(tmp_path):
    whole = tmp_path / "whole.xlsx"
    whole.write_bytes(book_bytes())
    with zipfile.ZipFile(whole) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    for lost in parts:
        path = tmp_path / "part.xlsx"
        with zipfile.ZipFile(path, "w") as target:
            for name, content in parts.items():
                if name != lost:
                    target.writestr(name, content)
        assert read_or_refused(path) <= {1203, 1407, 39, 40, 51, 60}
