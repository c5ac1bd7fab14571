"""Writes workbooks of XLSX for tests."""

import openpyxl


def save_workbook(path, *sheets):
    """Write sheets, each a name and rows of cells, and return the path."""
    book = openpyxl.Workbook(write_only=True)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path
