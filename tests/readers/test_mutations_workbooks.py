"""Damaged workbooks of every layout: a result or a clear error, never another figure."""

from __future__ import annotations

import random

import openpyxl
import pytest

from diasporamap.errors import DiasporaMapError
from diasporamap.readers.registry import read_counts
from tests.readers.writers import undesa
from tests.readers.writers.tables import read_cells
from tests.workbooks import save_workbook

TABLE = {
    (place, year, sex): 100 * number + (year - 1990) * 7 + (sex == "F")
    for number, place in enumerate(undesa.PLACES, start=1)
    for year in undesa.YEARS["2019"]
    for sex in "FM"
}
IN_2020 = {
    (place, 2020 if year == 2019 else year, sex): count
    for (place, year, sex), count in TABLE.items()
}
PERSONS = [
    ("France", "F"),
    *(("Gabon", "M"), ("Gabon", "F"), ("Tchad", "F"), ("France", "M"), ("Mali", "F")),
]
PLAIN = [
    ["pays", "femmes", "hommes", "année"],
    ["France", 1203, 1407, 2020],
    ["Côte d'Ivoire", 39, 40, 2020],
    ["Gabon", 51, 60, 2020],
]


def write_both(path):
    undesa.write_both(path, IN_2020, "2020")


def write_destinations(path):
    undesa.write_destinations(path, IN_2020, "2020", two_rows=False)


def write_destinations_2019(path):
    undesa.write_destinations(path, TABLE, "2019", two_rows=True)


def write_matrix(path):
    undesa.write_matrix(path, TABLE)


def write_kobo(path):
    header = ["start", "pays_residence", "sexe", "_id", "_uuid", "_submission_time", "_index"]
    rows = [
        ["2024-01-01", place, sex, number, f"u{number}", "2024-01-01", number]
        for number, (place, sex) in enumerate(PERSONS, start=1)
    ]
    save_workbook(path, ("Sheet", [header, *rows]))


def write_plain(path):
    save_workbook(path, ("Sheet", PLAIN))


LAYOUTS = {
    write.__name__.removeprefix("write_"): write
    for write in (
        *(write_both, write_destinations, write_destinations_2019, write_matrix),
        *(write_kobo, write_plain),
    )
}


def rows_with_figures(sheet):
    return [row for row in sheet.iter_rows() if sum(isinstance(c.value, int) for c in row) > 1]


def merged(book, rng):
    sheet = rng.choice(book.worksheets[-1:] if len(book.sheetnames) == 1 else book.worksheets[1:])
    row, column = rng.randrange(1, sheet.max_row + 1), rng.randrange(1, sheet.max_column + 1)
    sheet.merge_cells(
        start_row=row,
        start_column=column,
        end_row=row + rng.randrange(3),
        end_column=column + rng.randrange(1, 3),
    )


def shuffled_header(book, rng):
    sheet = next(sheet for sheet in book.worksheets if sheet.max_column > 3)
    header = rows_with_figures(sheet)[0] if sheet.max_column > 8 else next(sheet.iter_rows())
    values = [cell.value for cell in header]
    rng.shuffle(values)
    for cell, value in zip(header, values, strict=True):
        cell.value = value


def formula(book, rng):
    sheet = next(sheet for sheet in book.worksheets if sheet.max_column > 3)
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    cell = rng.choice(cells)
    cell.value = f"{rng.choice(['=', '+', '-', '@', '=1+'])}{cell.value}"


def wrong_encoding(book, rng):
    coding = rng.choice(["cp1252", "mac-roman", "cp850"])
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    damaged = cell.value.encode("utf-8").decode(coding, "replace")
                    cell.value = "".join(c for c in damaged if c.isprintable() or c == "\n")


def doubled_row(book, rng):
    sheet = book.worksheets[-1]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    sheet.append(rng.choice(rows[-3:]))


def blanked(book, rng):
    sheet = next(sheet for sheet in book.worksheets if sheet.max_column > 3)
    rng.choice([cell for row in sheet.iter_rows() for cell in row]).value = None


def truncated(data, rng):
    return data[: rng.randrange(1, len(data))]


def nul_bytes(data, rng):
    at = rng.randrange(len(data))
    return data[:at] + b"\x00" + data[at:]


CELLS = [merged, shuffled_header, formula, wrong_encoding, doubled_row, blanked]
BYTES = [truncated, nul_bytes]
CASES = [
    (layout, change, seed) for layout in LAYOUTS for change in CELLS + BYTES for seed in range(6)
]


def test_there_are_over_200_workbooks():
    assert len(CASES) > 200


@pytest.mark.parametrize(
    ("layout", "change", "seed"), CASES, ids=[f"{n}-{c.__name__}-{s}" for n, c, s in CASES]
)
def test_a_damaged_workbook_is_read_or_refused(tmp_path, layout, change, seed):
    path = tmp_path / "counts.xlsx"
    LAYOUTS[layout](path)
    whole = cells_of(path)
    rng = random.Random(f"{layout}{change.__name__}{seed}")  # noqa: S311 - no secret
    if change in BYTES:
        path.write_bytes(change(path.read_bytes(), rng))
    else:
        book = openpyxl.load_workbook(path)
        change(book, rng)
        book.save(path)
    try:
        found = cells_of(path)
    except DiasporaMapError:
        return
    if layout == "kobo":
        assert sum(found.values()) <= len(PERSONS) + (change is doubled_row)
        return
    for (place, year, sex), count in found.items():
        if count is None:
            continue
        if layout == "plain":  # names and years may be damaged; the join and the check name them
            assert count in whole.values()
        elif sex == "U":
            assert count == sum(whole[place, year, known] for known in "FM")
        else:
            assert count == whole[place, year, sex]


def cells_of(path):
    counts = read_counts(path).table
    if "year" not in counts:
        counts = counts.assign(year=0)
    return read_cells(counts)
