"""Unpacks Eurostat's older TSV: its first column holds all codes, and flags follow the figures."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from diasporamap.errors import CountsError
from diasporamap.tables.raw import RawTable

#: Headers of the columns that are written out beside the dimensions.
ADDED: Final = ("TIME_PERIOD", "OBS_VALUE", "OBS_FLAG")

#: How far apart the years of neighbouring columns can be at most; Eurostat's figures are yearly.
LEAP: Final = 40

_FLAGGED: Final = re.compile(r"(\S*?)(?:\s+([a-z]+))?")


def unpacked(table: RawTable, file: str) -> RawTable:
    """Write a table out: a column a dimension, a row a figure, flags apart.

    Parameters
    ----------
    table : RawTable
        The packed table.
    file : str
        Name of the file, for the messages.

    Raises
    ------
    CountsError
        If a row packs more or fewer codes than the header, or the years are not in order.
    """
    packed, _, _ = table.header[0].partition("\\")
    dimensions = [name.strip() for name in packed.split(",")]
    years = [header.strip() for header in table.header[1:]]
    wrong = _wrong_years(years)
    if wrong:
        hint = "One of them may be wrong: take the file from the source again."
        raise CountsError.one(wrong, hint, file=file, row=1)
    rows = []
    for row, cells in table.rows:
        codes = [code.strip() for code in cells[0].split(",")]
        if len(codes) != len(dimensions):
            raise CountsError.one(
                f"the first field has {len(codes)} codes, the header {len(dimensions)}",
                "Take the file from the source again.",
                file=file,
                row=row,
            )
        for year, cell in zip(years, cells[1:], strict=True):
            parts = _FLAGGED.fullmatch(cell)
            value, flags = (parts[1], parts[2] or "") if parts else (cell, "")
            rows.append((row, (*codes, year, value, flags)))
    header = (*dimensions, *ADDED)
    return RawTable(header, tuple(rows))


def _wrong_years(years: list[str]) -> str:
    """Say what is wrong with the years of the header, "" where they go up or down step by step."""
    known = [year for year in years if re.fullmatch(r"\d{4}", year)]
    if known not in (sorted(set(known)), sorted(set(known), reverse=True)):
        return "the years of the header are not in order"
    for one, other in pairwise(known):
        if abs(int(one) - int(other)) > LEAP:
            return f"the years of the header leap from {one} to {other}"
    return ""
