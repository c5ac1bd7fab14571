"""Whatever counts are written in a format that we read come back exactly."""

from __future__ import annotations

import csv
import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diasporamap.counts import read_counts

PLACES = ["FRA", "Côte d’Ivoire", "Gabon", "NA", "Congo; (RDC)", 'Île "Maurice"', "250"]
COUNTS = st.one_of(st.none(), st.integers(0, 10**8))
CELLS = st.dictionaries(
    st.tuples(st.sampled_from(PLACES), st.sampled_from("FM"), st.integers(1990, 2024)),
    COUNTS,
    min_size=1,
    max_size=25,
)


def tidy(cells):
    rows = [[*key, "" if count is None else str(count)] for key, count in cells.items()]
    return [["place", "sex", "year", "count"], *rows]


def wide(cells):
    places = list(dict.fromkeys((place, year) for place, _, year in cells))
    rows = [
        [place, year, *(cells.get((place, sex, year)) for sex in "FM")] for place, year in places
    ]
    return [["pays", "année", "femmes", "hommes"], *rows]


def years_over_sexes(cells):
    """Lay the counts out under a title, with years over sexes and spaces between thousands."""
    years = sorted({year for _, _, year in cells})
    places = list(dict.fromkeys(place for place, _, _ in cells))
    upper = ["Pays", *(cell for year in years for cell in (year, ""))]
    lower = ["", *(sex for _ in years for sex in ("Femmes", "Hommes"))]
    body = [
        [place, *(_spaced(cells.get((place, sex, year))) for year in years for sex in "FM")]
        for place in places
    ]
    return [["Tableau 1"], upper, lower, *body]


def _spaced(count):
    return "" if count is None else f"{count:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def text(rows, separator):
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
    return out.getvalue()


def as_ods(rows):
    """Write the least content that an ODS workbook needs."""
    lines = []
    for row in rows:
        cells = "".join(_ods_cell(cell) for cell in row)
        lines.append(f"<table:table-row>{cells}</table:table-row>")
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    return (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="Feuille1">{"".join(lines)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )


def _ods_cell(cell):
    if cell in (None, ""):
        return "<table:table-cell/>"
    if isinstance(cell, int):
        value = quoteattr(str(cell))
        return f'<table:table-cell office:value-type="float" office:value={value}/>'
    shown = escape(str(cell))
    return (
        f'<table:table-cell office:value-type="string"><text:p>{shown}</text:p></table:table-cell>'
    )


def write_ods(path, rows):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", as_ods(rows))


def write_xlsx(path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([None if cell == "" else cell for cell in row])
    book.save(path)


WRITERS = {
    "csv": lambda path, rows: path.write_text(text(rows, ","), encoding="utf-8"),
    "semicolon.csv": lambda path, rows: path.write_text(text(rows, ";"), encoding="utf-8-sig"),
    "windows.csv": lambda path, rows: path.write_bytes(text(rows, ";").encode("cp1252", "replace")),
    "tsv": lambda path, rows: path.write_text(text(rows, "\t"), encoding="utf-16"),
    "xlsx": write_xlsx,
    "ods": write_ods,
}


def read_back(path):
    counts = read_counts(path)
    keys = zip(counts["place"], counts["sex"], counts["year"], strict=True)
    values = [None if pd.isna(count) else int(count) for count in counts["count"]]
    return dict(zip(keys, values, strict=True))


@pytest.mark.parametrize("layout", [tidy, wide, years_over_sexes])
@pytest.mark.parametrize("kind", WRITERS)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cells=CELLS)
def test_counts_come_back_exactly(tmp_path, kind, layout, cells):
    rows = layout(cells)
    if kind == "windows.csv":
        rows = [
            [str(c or "").replace("\u202f", "\u00a0") if c != 0 else c for c in r] for r in rows
        ]
    path = tmp_path / f"counts.{kind}"
    WRITERS[kind](path, rows)
    found = read_back(path)
    assert {key: count for key, count in found.items() if count is not None} == {
        key: count for key, count in cells.items() if count is not None
    }
    assert found.keys() >= {key for key, count in cells.items() if count is not None}


def test_formulas_of_ods_are_refused_and_repeated_cells_written_out(tmp_path):
    from diasporamap.errors import CountsError

    path = tmp_path / "counts.ods"
    write_ods(path, [["place", "women", "men"], ["FRA", 1, 1]])
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
            assert read_counts(path)["count"].tolist() == [1, 1]
    with pytest.raises(CountsError, match="the cell is a formula"):
        read_counts(path)


@pytest.mark.parametrize("content", [None, b"", b"<broken", b"<a/>"])
def test_damaged_ods_are_refused(tmp_path, content):
    from diasporamap.errors import CountsError

    path = tmp_path / "counts.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "x")
        if content is not None:
            archive.writestr("content.xml", content)
    with pytest.raises(CountsError, match=r"the workbook (is damaged|has no sheet)"):
        read_counts(path)
