"""What calamine does not tell of a workbook, and what it must not be given."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from diasporamap.errors import CountsError
from diasporamap.readers.registry import read_counts
from diasporamap.tables import scan_xlsx
from diasporamap.tables.books import open_book
from diasporamap.tables.scan_xls import _raised_strings

XLS = Path(__file__).parents[1] / "fixtures" / "workbooks" / "old.xls"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SUPER = InlineFont(vertAlign="superscript")


SHEET, BOOK = "worksheets/sheet1.xml", "xl/workbook.xml"


def write_xlsx(path, rows, *, shared=None, end="", target=SHEET, book=BOOK):
    """Write a workbook of one sheet from the XML of its rows."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "_rels/.rels",
            f'<Relationships><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" '
            f'Target="{book}"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook {MAIN} xmlns:r="{RELATIONS}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships><Relationship Id="rId1" Type="{RELATIONS}/worksheet" '
            f'Target="{target}"/></Relationships>',
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f"<worksheet {MAIN}><sheetData>{rows}</sheetData>{end}</worksheet>",
        )
        if shared is not None:
            archive.writestr("xl/sharedStrings.xml", f"<sst {MAIN}>{shared}</sst>")
    return path


def write_ods(path, table, *, styles=""):
    """Write a workbook of one sheet from the XML within it."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style", "drawing")
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<office:document-content {names} xmlns:draw="d">'
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f'<office:body><office:spreadsheet><table:table table:name="S">{table}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def text_cell(inner, more=""):
    return f'<table:table-cell office:value-type="string" {more}>{inner}</table:table-cell>'


def row(*cells, more=""):
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def message(path):
    with pytest.raises(CountsError) as caught:
        open_book(path)
    (problem,) = caught.value.problems
    return problem.message


SIZE = "a sheet has cells beyond row 1,048,576 or column 16,384"


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2000000000"><c r="A2000000000"><v>1</v></c></row>',
        '<row r="1"><c r="A2000000000"><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="XFD1048576"><v>1</v></c></row>',
    ],
)
def test_an_xlsx_of_impossible_size_is_refused(tmp_path, rows):
    assert message(write_xlsx(tmp_path / "t.xlsx", rows)).startswith(SIZE)


@pytest.mark.parametrize(
    ("rows", "columns"), [(1_048_576, 16_384), (1, 16_385), (1_048_577, 1), (70_000, 60)]
)
def test_an_ods_that_repeats_too_many_cells_is_refused(tmp_path, rows, columns):
    cell = text_cell("<text:p>FRA</text:p>", f'table:number-columns-repeated="{columns}"')
    table = row(cell, more=f'table:number-rows-repeated="{rows}"')
    assert message(write_ods(tmp_path / "t.ods", table)).startswith(SIZE)


def test_an_ods_with_a_comment_on_every_cell_is_refused(tmp_path):
    cell = (
        '<table:table-cell table:number-columns-repeated="16384"><office:annotation>'
        "<text:p>x</text:p></office:annotation></table:table-cell>"
    )
    table = row(cell, more='table:number-rows-repeated="1048576"')
    assert message(write_ods(tmp_path / "t.ods", table)).startswith(SIZE)


def test_a_cell_far_from_the_table_is_read(tmp_path):
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="C1048576"><v>2</v></c></row>'
    )
    (grid,) = open_book(write_xlsx(tmp_path / "t.xlsx", rows)).grids
    assert grid.rows == ((1, ("1", "", "")), (1_048_576, ("", "", "2")))


def test_blank_rows_to_the_end_of_an_ods_are_passed_over(tmp_path):
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    table = row(text_cell("<text:p>a</text:p>"), blank) + row(
        blank, more='table:number-rows-repeated="1048575"'
    )
    assert open_book(write_ods(tmp_path / "t.ods", table)).grids[0].rows == ((1, ("a",)),)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml"])
def test_a_document_type_is_refused_and_no_entity_expanded(tmp_path, part):
    path = write_xlsx(tmp_path / "t.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>')
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + parts[part].replace(b">1<", b">&a;<")
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert message(path) == "the workbook is damaged (ValueError)"


@pytest.mark.parametrize(
    "other", ["xl/workbook.bin", "content.xml", "XL/Workbook.xml", "xl\\worksheets\\SHEET1.xml"]
)
def test_an_archive_with_two_readings_is_refused(tmp_path, other):
    path = write_xlsx(tmp_path / "t.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>')
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(other, "<x/>")
    assert message(path).startswith("the workbook is damaged")


@pytest.mark.parametrize("target", ["worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"])
def test_parts_are_found_as_calamine_finds_them(tmp_path, target):
    rows = '<row r="1"><c r="A1"><f>1</f><v>1</v></c></row>'
    grid = open_book(write_xlsx(tmp_path / "t.xlsx", rows, target=target)).grids[0]
    assert grid.formulas == {(1, 0)}
    missing = write_xlsx(tmp_path / "u.xlsx", rows, target="worksheets/other.xml")
    assert message(missing).startswith("the workbook is damaged")
    other = write_xlsx(tmp_path / "v.xlsx", rows, book="other/workbook.xml")
    assert message(other) == "the workbook is damaged (ValueError)"


RUNS = "<r><t>412</t></r><r><rPr><b/><vertAlign val='superscript'/></rPr><t>{}</t></r>"


@pytest.mark.parametrize(
    ("mark", "text"), [("1", "412¹"), ("a,b", "412ᵃ,ᵇ"), ("(2)", "412⁽²⁾"), ("ç", "412ç")]
)
def test_raised_signs_never_become_digits(tmp_path, mark, text):
    runs = RUNS.format(mark)
    rows = (
        '<row r="1"><c r="A1" t="s"><v>1</v></c>'
        f'<c r="B1" t="inlineStr"><is>{runs}</is></c><c r="C1" t="s"><v>0</v></c></row>'
    )
    shared = f"<si><t>4121</t></si><si>{runs}<rPh sb='0' eb='1'><t>9</t></rPh></si>"
    (grid,) = open_book(write_xlsx(tmp_path / "t.xlsx", rows, shared=shared)).grids
    assert grid.rows == ((1, (text, text, "4121")),)


def test_raised_letters_of_a_name_stay(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = CellRichText("1", TextBlock(SUPER, "er"), " arrondissement")
    book.active["A2"] = CellRichText("France", TextBlock(SUPER, "1"))
    book.active["A3"] = CellRichText(TextBlock(SUPER, "12"))
    book.save(tmp_path / "t.xlsx")
    (grid,) = open_book(tmp_path / "t.xlsx").grids
    assert [cells for _, cells in grid.rows] == [("1er arrondissement",), ("France¹",), ("12",)]


def test_a_raised_digit_in_a_count_is_a_mark(tmp_path):
    book = openpyxl.Workbook()
    for cells in (["Pays", "Total"], ["France", CellRichText("412", TextBlock(SUPER, "1"))]):
        book.active.append(cells)
    book.save(tmp_path / "t.xlsx")
    assert read_counts(tmp_path / "t.xlsx").table["count"].tolist() == [412]


def test_cells_without_references_stand_behind_one_another(tmp_path):
    rows = (
        '<row><c><v>1</v></c><c r="D1"><f>1</f><v>2</v></c><c><f>2</f><v>3</v></c></row>'
        "<row><c><f>1</f><v>4</v></c></row>"
    )
    (grid,) = open_book(write_xlsx(tmp_path / "t.xlsx", rows)).grids
    assert grid.rows == ((1, ("1", "", "", "2", "3")), (2, ("4", "", "", "", "")))
    assert grid.formulas == {(1, 3), (1, 4), (2, 0)}


def test_prefixed_names_are_read(tmp_path):
    path = write_xlsx(tmp_path / "t.xlsx", '<row r="1"><c r="A1"><f>1</f><v>7</v></c></row>')
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].replace("xmlns=", "xmlns:x=")
    for name in ("worksheet", "sheetData", "row", "c", "f", "v"):
        for sign in ("<", "</"):
            for after in (" ", ">"):
                sheet = sheet.replace(f"{sign}{name}{after}", f"{sign}x:{name}{after}")
    parts["xl/worksheets/sheet1.xml"] = sheet
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    (grid,) = open_book(path).grids
    assert (grid.rows, grid.formulas) == (((1, ("7",)),), {(1, 0)})


def test_errors_and_formulas_that_nobody_calculated_are_no_blanks(tmp_path):
    rows = (
        '<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1"><f>1+1</f></c>'
        '<c r="C1"><f>1+1</f><v/></c><c r="D1" t="str"><f>""</f><v></v></c>'
        '<c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="F1"><f>1+1</f><v>2</v></c></row>'
        '<row r="3"><c r="A3"><f>1+1</f></c></row>'
    )
    (grid,) = open_book(write_xlsx(tmp_path / "t.xlsx", rows)).grids
    assert grid.rows == (
        (1, ("#REF!", "=", "=", "", "#DIV/0!", "2")),
        (3, ("=", "", "", "", "", "")),
    )
    assert grid.formulas == {(1, at) for at in range(1, 6)} | {(3, 0)}


def test_formulas_of_rules_behind_the_table_are_none_of_cells(tmp_path):
    rule = '<extLst><ext><x14:r xmlns:x14="x"><xm:f xmlns:xm="y">A1</xm:f></x14:r></ext></extLst>'
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
    assert not open_book(write_xlsx(tmp_path / "t.xlsx", rows, end=rule)).grids[0].formulas


def test_what_an_xlsx_hides_is_found(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for number in range(1, 5):
        sheet.append([number, dt.date(2020, 1, number), "x"])
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.auto_filter.ref = "A1:C4"
    sheet.auto_filter.add_filter_column(0, ["1"])
    book.create_sheet("H").append([1])
    book["H"].sheet_state = "hidden"
    book.save(tmp_path / "t.xlsx")
    shown, hidden = open_book(tmp_path / "t.xlsx").grids
    assert shown.look.hidden_rows == {2}
    assert shown.look.hidden_columns == {2}
    assert shown.look.filtered
    assert shown.look.dates == {(number, 1) for number in range(1, 5)}
    assert (shown.look.hidden, hidden.look.hidden, hidden.look.filtered) == (False, True, False)


def test_an_ods_is_read_as_it_is_shown(tmp_path):
    styles = (
        '<style:style style:name="T1"><style:text-properties '
        'style:text-position="super 58%"/></style:style>'
    )
    comment = "<office:annotation><text:p>12</text:p></office:annotation>"
    covered = text_cell("<text:p>x</text:p>").replace(
        "table:table-cell", "table:covered-table-cell"
    )
    table = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        + row(text_cell('<text:p>a<text:s text:c="2"/>b<text:tab/>c<text:line-break/>d</text:p>'))
        + row(text_cell(comment + "<text:p>412</text:p>"), covered, text_cell("<text:p>z</text:p>"))
        + row(text_cell('<text:p>412<text:span text:style-name="T1">1</text:span></text:p>'))
        + row(text_cell("<text:p>a</text:p><draw:frame><text:p>shape</text:p></draw:frame>"))
        + row(
            '<table:table-cell office:value-type="date" office:date-value="2020-01-02"/>',
            '<table:table-cell office:value-type="float" office:value="20" table:formula="x"/>',
            '<table:table-cell table:formula="y"/>',
            more='table:visibility="filter" table:number-rows-repeated="2"',
        )
    )
    (grid,) = open_book(write_ods(tmp_path / "t.ods", table, styles=styles)).grids
    assert grid.rows == (
        (1, ("a  b\tc\nd", "", "")),
        (2, ("412", "", "z")),
        (3, ("412¹", "", "")),
        (4, ("a", "", "")),
        (5, ("2020-01-02", "20", "=")),
        (6, ("2020-01-02", "20", "=")),
    )
    assert grid.formulas == {(5, 1), (5, 2), (6, 1), (6, 2)}
    assert grid.look.comments == {(2, 0)}
    assert grid.look.dates == {(5, 0), (6, 0)}
    assert (grid.look.hidden_rows, grid.look.hidden_columns) == ({5, 6}, {1})
    assert grid.look.filtered


def test_a_workbook_of_excel_97_is_read():
    shown, hidden = open_book(XLS).grids
    assert (shown.sheet, hidden.sheet) == ("Régistre", "caché")
    assert shown.rows[:5] == (
        (1, ("Pays", "Femmes", "Hommes", "Année")),
        (2, ("Côte d’Ivoire", "412¹", "530", "2020")),
        (3, ("France", "38.5", "41", "2020")),
        (4, ("Gabon", "7", "12", "2019")),
        (5, ("Tchad", "", "True", "1905-07-12 00:00:00")),
    )
    assert {row: cells[2] for row, cells in shown.rows[5:] if cells[2]} == {
        at + 1: f"{at}²" for at in range(50, 500, 50)
    }
    assert shown.rows[495] == (496, ("Lieu numéro 495 “x”", "495", "", ""))
    assert shown.formulas == {(5, 1)}
    assert shown.look.dates == {(5, 3)}
    assert (shown.look.hidden_rows, shown.look.hidden_columns) == ({4}, {5})
    assert (shown.look.hidden, hidden.look.hidden) == (False, True)


def test_an_xls_that_is_none_is_refused(tmp_path):
    path = write_xlsx(tmp_path / "t.xlsx", "").rename(tmp_path / "t.xls")
    assert message(path).startswith("the file is not an XLS workbook")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(data=st.data())
def test_a_damaged_xls_never_ends_otherwise(tmp_path, data):
    content = bytearray(XLS.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        # Half of the changes hit the header and the directory, the others the records.
        at = data.draw(st.integers(4, 600) | st.integers(4, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    path = tmp_path / "t.xls"
    path.write_bytes(bytes(content))
    try:
        open_book(path)
    except CountsError as error:
        assert len(error.problems) == 1  # noqa: PT017 - either end is right


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(-1e9, 1e9).map(lambda number: float(f"{number:.12g}")),
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=12).map(str.strip),
    st.datetimes().map(lambda moment: moment.replace(year=2000, microsecond=0)),
)


def as_text(cell):
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(rows=st.lists(st.lists(CELLS, max_size=6), max_size=8))
def test_what_openpyxl_writes_is_read_as_it_was(tmp_path, rows):
    rows = [["x" if str(c).startswith(("=", "#")) else c for c in cells] for cells in rows]
    book = openpyxl.Workbook()
    for number, cells in enumerate(rows, start=1):
        for at, cell in enumerate(cells, start=1):
            book.active.cell(number, at, cell)
    book.save(tmp_path / "t.xlsx")
    (grid,) = open_book(tmp_path / "t.xlsx").grids
    texts = [[as_text(cell) for cell in cells] for cells in rows]
    width = max((at + 1 for cells in texts for at, cell in enumerate(cells) if cell), default=0)
    assert grid.rows == tuple(
        (number, tuple((cells + [""] * width)[:width]))
        for number, cells in enumerate(texts, start=1)
        if any(cells)
    )


def test_hidden_columns_without_end_are_refused(tmp_path):
    columns = "<cols>" + '<col min="1" max="16384" hidden="1"/>' * 2 + "</cols>"
    path = write_xlsx(tmp_path / "t.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>', end=columns)
    assert message(path).startswith(SIZE)


@pytest.mark.parametrize(
    "pieces",
    [
        ("4121".encode("utf-16-le") + struct.pack("<HH", 3, 1),),
        ("4".encode("utf-16-le"), b"\x00121" + struct.pack("<HH", 3, 1)),
        (b"", b"\x00412", b"\x011\x00" + struct.pack("<HH", 3, 1)),
    ],
)
def test_texts_of_xls_go_on_from_record_to_record(pieces):
    start = struct.pack("<II", 1, 1) + struct.pack("<HBH", 4, 9, 1)
    records = [start + pieces[0], *pieces[1:]]
    assert _raised_strings(records, [False, True]) == {0: "412¹"}


@pytest.mark.parametrize("end", [b"", b"\x01", b"\x01\x31"])
def test_texts_of_xls_that_break_off_end_the_scan(end):
    records = [struct.pack("<II", 1, 1) + struct.pack("<HBH", 4, 9, 1) + b"4\x00", end]
    with pytest.raises(EOFError):
        _raised_strings(records, [False, True])


#: Cells of a sheet that programs write, then such as a scan finds something in.
PLAIN_CELLS = (
    '<c r="{at}"><v>12</v></c>',
    '<c r="{at}" t="n"><v>12.5</v></c>',
    '<c r="{at}" t="inlineStr"><is><t>Gabon</t></is></c>',
    '<c r="{at}" s="1"/>',
)
STRANGE_CELLS = (
    '<c r="{at}"><f>1+1</f><v>2</v></c>',
    '<c r="{at}"><f>1+1</f></c>',
    '<x:c r="{at}"><x:f>1+1</x:f><x:v>2</x:v></x:c>',
    '<c r="{at}" t="e"><v>#REF!</v></c>',
    "<c r='{at}' t='&#101;'><v>#REF!</v></c>",
    (
        '<c r="{at}" t="inlineStr"><is><r><t>12</t></r>'
        '<r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r></is></c>'
    ),
    "<c><v>7</v></c>",
    '<c s="1" r="{at}"><v>7</v></c>',
    '<!-- <c r="A1"> --><c r="{at}"><v>7</v></c>',
    '<c r="{at}"><v>7</v>',
    '<c r="ZZZZ1"><v>7</v></c>',
    '<c r="{at}"><v>7</v></c><c r="XFD1048576"><v>7</v></c>',
)
ENDS = (
    '<autoFilter ref="A1:B2"/>',
    '<autoFilter ref="A1:B2"><filterColumn colId="0"/></autoFilter>',
    '<cols><col min="1" max="1" hidden="1"/></cols>',
    '<cols><col min="1" max="1" hidden="false"/></cols>',
)


@st.composite
def sheets(draw):
    """Return the XML of the rows of a sheet and of its end."""
    cells = st.sampled_from(PLAIN_CELLS * 60 + STRANGE_CELLS)
    rows = []
    for row in range(1, draw(st.integers(1, 4)) + 1):
        made = [draw(cells).format(at=f"{column}{row}") for column in "ABC"]
        start = draw(st.sampled_from([f'<row r="{row}">'] * 60 + ["<row>", '<row hidden="true">']))
        rows.append(f"{start}{''.join(made)}</row>")
    return "".join(rows), draw(st.sampled_from(("", "", *ENDS)))


def opened(path):
    """Return the grids of a workbook, or what is wrong with it."""
    try:
        return [(list(grid.rows), grid.formulas, grid.look) for grid in open_book(path).grids]
    except CountsError as error:
        return error.problems


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(sheets(), st.integers(120, 600))
def test_a_sheet_that_is_plain_has_nothing_that_a_scan_finds(tmp_path, sheet, piece):
    path = write_xlsx(tmp_path / "t.xlsx", sheet[0], end=sheet[1])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan_xlsx, "_PIECE", piece)
        found = opened(path)
        patch.setattr(scan_xlsx, "is_plain", lambda _: False)
        assert found == opened(path)


def test_a_sheet_as_programs_write_it_is_plain():
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>pays</t></is></c></row>'
    start = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet {MAIN}><sheetData>'
    )
    sheet = f"{start}{rows}</sheetData></worksheet>"
    assert scan_xlsx.is_plain(io.BytesIO(sheet.encode()))
    assert not scan_xlsx.is_plain(io.BytesIO(sheet.encode("utf-16")))
    assert not scan_xlsx.is_plain(io.BytesIO(sheet.replace("UTF-8", "ibm037").encode()))
    assert not scan_xlsx.is_plain(io.BytesIO(sheet.replace("<t>", "<t><f/>").encode()))
    assert not scan_xlsx.is_plain(io.BytesIO(sheet[:-3].encode()))
