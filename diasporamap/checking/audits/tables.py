"""Reads figures back from published tables, whatever they are written in."""

from __future__ import annotations

import html
import re
import zipfile
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from diasporamap.checking.audits.readback import DIGITS, FIGURES, Names, Output, Read, signed
from diasporamap.counts.characteristics import (
    category_name,
    is_characteristic,
    label_of,
    not_stated,
    one_name,
)
from diasporamap.export.formats.grid import CODE
from diasporamap.export.published.columns import PEOPLE, table_number
from diasporamap.language import LANGUAGES, text
from diasporamap.places.geography import NOWHERE, NOWHERE_NAMES
from diasporamap.protection.linked import Cell
from diasporamap.tables.headers import CHARACTERISTICS, OWN, plain_header

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pandas as pd

    from diasporamap.districts.choice import DistrictChoice
    from diasporamap.language import Language

#: Tables that an audit links, with those by a characteristic; of those by first-level unit or year
#: nothing is read.
_LABELS: Final = {
    "by.countries": "country",
    "by.countries_and_territories": "country",
    "by.districts": "district",
}
#: The tables by the dimensions of SDMX; others are the names of levels.
_NOT_LINKED: Final = ("by.admin1", "table.by.year", "table.log.label")
_DIMENSIONS: Final = {"REF_AREA": "country", "DISTRICT": "district"}
_SEXES: Final = {"_U": "U", "_T": "T"}
_NOT_SPECIFIED: Final = "_X"
_YEAR: Final = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_TAG: Final = re.compile(r"<[^>]*>")

#: A table: its rows, and the words above it.
Grid = tuple[list[list[str]], str]


def of_markdown(path: Path) -> list[Grid]:
    """Return the pipe table of a file, none where it has none."""
    lines = path.read_text(encoding="utf-8").split("\n")
    rows = [
        [re.sub(r"\\(.)|\*\*", r"\1", cell).strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        for line in lines
        if line.startswith("|")
    ]
    titles = [line for line in lines if line.startswith("**")]
    return [(rows, " ".join(titles[:2]))] if rows else []


def of_html(page: str) -> list[Grid]:
    """Return the tables of a page."""
    return [
        (
            [
                [
                    html.unescape(_TAG.sub("", cell)).strip()
                    for cell in re.findall(r"<t[hd](?: [^>]*)?>(.*?)</t[hd]>", row, re.DOTALL)
                ]
                for row in re.findall(r"<tr(?: [^>]*)?>(.*?)</tr>", table, re.DOTALL)
            ],
            html.unescape("".join(re.findall(r"<caption>(.*?)</caption>", table, re.DOTALL))),
        )
        for table in re.findall(r"<table(?: [^>]*)?>(.*?)</table>", page, re.DOTALL)
    ]


def of_word(path: Path) -> list[Grid]:
    """Return the tables of a Word document, each with the last paragraph before it."""
    with zipfile.ZipFile(path) as document:
        body = document.read("word/document.xml").decode("utf-8")
    parts = re.split(r"(<w:tbl>.*?</w:tbl>)", body, flags=re.DOTALL)
    return [
        (
            [
                [_words(cell) for cell in re.findall(r"<w:tc>.*?</w:tc>", row, re.DOTALL)]
                for row in re.findall(r"<w:tr[ >].*?</w:tr>", table, re.DOTALL)
            ],
            _words(before.rpartition("<w:p>")[2] or before[-2000:]),
        )
        for before, table in pairwise(parts)
        if table.startswith("<w:tbl>")
    ]


def _words(xml: str) -> str:
    return html.unescape("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml))).strip()


def read_grids(
    grids: Sequence[Grid], name: str, choice: DistrictChoice, names: Names, *, ours: bool = True
) -> Output:
    """Read the figures of tables by the headers and names that they are published with.

    A header that is no known one names a characteristic of one's own, where the file is `ours`.
    """
    figures: list[Read] = []
    complete: set[str] = set()
    ends = {text("table.header.lowest", language) for language in LANGUAGES}
    if any(not ends.isdisjoint(row) for rows, _ in grids for row in rows) and len(grids) == 1:
        return Output(name, why="comparison")
    for rows, title in grids:
        for at, header in enumerate(rows):
            if (found := _columns(header, choice, ours=ours)) is not None:
                table, language, label, columns = found
                years = _YEAR.findall(title)
                key = (years[-1] if years else "", "", "")
                whole = _figures(rows[at + 1 :], table, language, label, columns, names)
                figures += [Read(cell, people, key) for cell, people, known in whole if known]
                if all(known for *_, known in whole):
                    complete.add(table)
                break
    return Output(name, tuple(figures), frozenset(complete), why="" if figures else "no_figures")


def _columns(
    header: Sequence[str], choice: DistrictChoice, *, ours: bool
) -> tuple[str, Language, int, dict[int, str]] | None:
    """Return what a header tells: the table, its language, the names' column and the figures'."""
    own: tuple[str, Language, int, dict[int, str]] | None = None  # "Total" is of two languages
    for language in LANGUAGES:
        labels = {text(key, language).casefold(): table for key, table in _LABELS.items()}
        for level in choice.origin.levels:
            words = text("by.level", language, level=level.one(language))
            labels[words.casefold()] = level.name
        labels |= {label_of(one)(language).casefold(): one for one in CHARACTERISTICS}
        others = [text(key, language).casefold() for key in _NOT_LINKED]
        of_people = {
            table_number(text(f"table.header.{column}", language)): sex
            for column, sex in PEOPLE.items()
        }
        label = next((at for at, cell in enumerate(header) if cell.casefold() in labels), None)
        columns = {at: of_people[cell] for at, cell in enumerate(header) if cell in of_people}
        first = 1 if header[0] == CODE else 0
        if label is None and ours and columns and first < min(columns):
            named = plain_header(header[first])
            if named and header[first].casefold() not in others:
                found = (f"{OWN}{named}", language, first, columns)
                own = found if own is None or len(columns) > len(own[-1]) else own
        if label is not None and columns:
            return labels[header[label].casefold()], language, label, columns
    return own


def _figures(
    rows: Sequence[Sequence[str]],
    table: str,
    language: Language,
    label: int,
    columns: dict[int, str],
    names: Names,
) -> list[tuple[Cell, int | None, bool]]:
    """Return figures, None for hidden ones; a row of several places is not known."""
    hidden = text("chart.signs.suppressed", language)
    places = {} if is_characteristic(table) else names[table, language]
    known = {**places, NOWHERE_NAMES[LANGUAGES.index(language)]: NOWHERE}
    total = text("chart.total", language)
    found = []
    for row in rows:
        if len(row) <= max(columns) or row[label] in ("", total) or row[label].startswith(":--"):
            continue
        place = known.get(row[label], "")
        if is_characteristic(table):
            place = one_name(table, row[label])
        for at, sex in columns.items():
            if DIGITS.fullmatch(row[at]) or row[at] == hidden:
                people = None if row[at] == hidden else signed(row[at])
                found.append((Cell(table, place, sex), people, bool(place)))
    return found


def read_sdmx(rows: Sequence[dict[str, str]], name: str) -> Output:
    """Read the observations of a table in SDMX-CSV."""
    (dimension,) = list(rows[0])[3:4]
    table = _DIMENSIONS.get(dimension, dimension.lower())

    def place_of(row: dict[str, str]) -> str:
        code = row[dimension]
        if is_characteristic(table):
            code = not_stated(table) if code == _NOT_SPECIFIED else code
            return category_name(table, code, int(row["TIME_PERIOD"])).en
        return NOWHERE if code == _NOT_SPECIFIED else code

    figures = [
        Read(
            Cell(table, place_of(row), _SEXES.get(row["SEX"], row["SEX"])),
            int(row["OBS_VALUE"]) if row["OBS_VALUE"] else None,
            (row["TIME_PERIOD"], "", ""),
        )
        for row in rows
        if row["OBS_VALUE"] or row["OBS_STATUS"] == "Q"
    ]
    return Output(name, tuple(figures), frozenset([table]))


def read_wide(frame: pd.DataFrame, table: str, name: str) -> Output:
    """Read a row a place with values and states, as of GeoPackages and Parquet."""
    figures = [
        Read(Cell(table, str(place), FIGURES[column]), None if state != "value" else int(value))
        for column in PEOPLE
        if column in frame.columns
        for place, value, state in zip(
            frame["place"], frame[column], frame[f"{column}_state"], strict=True
        )
        if state in ("value", "suppressed")
    ]
    return Output(name, tuple(figures), frozenset([table]))


def of_geopackage(path: Path) -> Iterator[tuple[str, pd.DataFrame]]:
    """Give the layers of a published table with their names."""
    import pyogrio

    for layer, _ in pyogrio.list_layers(path):
        if "total_state" in pyogrio.read_info(path, layer=layer)["fields"]:
            yield str(layer), pyogrio.read_dataframe(path, layer=layer, read_geometry=False)
