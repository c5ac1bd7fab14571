"""Writes the workbook that a mission fills in: lists to choose from, and checked cells.

It is a plain table of counts, a row a place and sex, which every reader of counts takes.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diasporamap.counts.schema import DEFINITIONS, FIRST_YEAR, LAST_YEAR
from diasporamap.districts import districts_on
from diasporamap.errors import UsageError
from diasporamap.files import MAKER, whole_file
from diasporamap.language import LANGUAGES, message, sort_key, text
from diasporamap.places.layers import read_table
from diasporamap.places.units import known_units
from diasporamap.registry import require_language

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from diasporamap.counts.origin import Level, Origin
    from diasporamap.districts import Districts
    from diasporamap.language import Language

#: Rows that may be filled in, those that are prepared among them.
ROWS: Final = 600
#: The first row of the table, under the title and what to do.
_HEADER: Final = 4
#: The sexes, women first.
_SEXES: Final = ("women", "men", "unknown")
_HEAD, _WARN, _ENTRY = "D9E6EE", "F8D7DA", "FFFBE6"


@dataclass(frozen=True, kw_only=True)
class EntrySpec:
    """What a workbook is for.

    `source` and `definition` are those of the counts, `year` theirs; with a `mission` the rows of
    its district are prepared, and with a `level` people are entered by part of the origin too.
    """

    source: str
    definition: str
    year: int
    mission: str | None = None
    level: str | None = None
    language: str = LANGUAGES[0]


def write_entry_workbook(
    path: str | os.PathLike[str],
    spec: EntrySpec,
    *,
    origin: Origin,
    districts: Districts | None = None,
) -> int:
    """Write a workbook to fill in; return how many rows are prepared.

    Parameters
    ----------
    path : path-like
        The workbook, .xlsx.
    spec : EntrySpec
        What it is for.
    origin : Origin
        The country that the people come from.
    districts : Districts, optional
        The districts; a mission needs them.

    Raises
    ------
    UsageError
        If there is no such mission, level or definition, or the year or ending makes no sense.
    """
    import openpyxl

    from diasporamap.export.packing import pack_again

    if Path(path).suffix.lower() != ".xlsx":
        raise UsageError(message("export.entry_ending", file=path))
    if spec.definition not in DEFINITIONS:
        raise UsageError(
            message("export.no_definition", definition=spec.definition, known=[*DEFINITIONS])
        )
    if not FIRST_YEAR <= spec.year <= LAST_YEAR:
        raise UsageError(message("export.no_year", year=spec.year))
    language = require_language(spec.language)
    level = origin.level(spec.level) if spec.level else None
    rows = _rows(spec, districts, language)
    book = openpyxl.Workbook()
    book.properties.creator = MAKER
    sheet = book.worksheets[0]
    sheet.title = text("entry.sheet", language)
    lists = book.create_sheet(text("entry.lists", language))
    columns = _columns(level)
    of = _mission_name(spec, districts, language) or getattr(origin.name, language)
    _fill(sheet, spec, columns, rows, of, language)
    _list_choices(sheet, lists, columns, _choices(spec, origin, level, language), language)
    _check_figures(sheet, columns, language)
    loose = io.BytesIO()
    book.save(loose)
    with whole_file(path) as temporary:
        pack_again(loose, temporary)
    return len(rows)


def _columns(level: Level | None) -> list[str]:
    columns = ["place", "subdivision", *(["origin"] if level else []), "sex", "count"]
    return [*columns, "year", "definition", "source"]


def _rows(spec: EntrySpec, districts: Districts | None, language: Language) -> list[dict[str, str]]:
    """Return the places that are prepared: those of the district of a mission, women first."""
    if spec.mission is None:
        return []
    if districts is None or spec.mission not in set(districts.missions["mission"]):
        raise UsageError(message("export.no_mission", mission=spec.mission))
    units, at = known_units(), LANGUAGES.index(language)
    held = districts_on(districts)
    held = held[held["district"] == spec.mission]
    found = []
    for unit, country in zip(held["unit"], held["country"], strict=True):
        part = "" if unit == country else units.names[unit][at]
        found.append((units.names[country][at], part))
    ordered = sorted(found, key=lambda names: (sort_key(names[0]), sort_key(names[1])))
    return [
        {"place": place, "subdivision": part, "sex": text(f"entry.sex.{sex}", language)}
        for place, part in ordered
        for sex in _SEXES
    ]


def _mission_name(spec: EntrySpec, districts: Districts | None, language: Language) -> str:
    if spec.mission is None or districts is None:
        return ""
    missions = districts.missions.set_index("mission")
    return str(missions.loc[spec.mission, f"name_{language}"])


def _fill(
    sheet: Worksheet,
    spec: EntrySpec,
    columns: Sequence[str],
    rows: Sequence[Mapping[str, str]],
    of: str,
    language: Language,
) -> None:
    """Write title, what to do in both languages, header and the rows that are prepared."""
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet["A1"] = text("entry.title", language, of=of, year=spec.year)
    sheet["A1"].font = Font(bold=True, size=14)
    for row, told in enumerate(LANGUAGES, start=2):
        sheet.cell(row, 1, text("entry.told", told)).font = Font(italic=True)
    for at, name in enumerate(columns, start=1):
        cell = sheet.cell(_HEADER, at, text(f"entry.column.{name}", language))
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor=_HEAD)
        sheet.column_dimensions[get_column_letter(at)].width = 30 if at <= len(columns) - 5 else 16
    fixed = {"definition": spec.definition, "source": spec.source}
    for row, cells in enumerate(rows, start=_HEADER + 1):
        for at, name in enumerate(columns, start=1):
            value = spec.year if name == "year" else {**fixed, **cells}.get(name) or None
            sheet.cell(row, at, value)
            if name == "count":
                sheet.cell(row, at).fill = PatternFill("solid", fgColor=_ENTRY)
    sheet.freeze_panes = f"A{_HEADER + 1}"


def _choices(
    spec: EntrySpec, origin: Origin, level: Level | None, language: Language
) -> dict[str, list[str]]:
    """Return what each column may be chosen from."""
    units, at = known_units(), LANGUAGES.index(language)
    countries = [units.names[code][at] for code in units.parts if code != origin.code]
    found = {
        "place": sorted(countries, key=sort_key),
        "sex": [text(f"entry.sex.{sex}", language) for sex in _SEXES],
        "definition": list(DEFINITIONS),
        "source": [spec.source],
    }
    if level is not None:
        names = map(str, read_table(level.layer)[f"name_{language}"])
        found["origin"] = sorted(names, key=sort_key)
    return found


def _list_choices(
    sheet: Worksheet,
    lists: Worksheet,
    columns: Sequence[str],
    choices: Mapping[str, Sequence[str]],
    language: Language,
) -> None:
    """Write the lists to a sheet that is not shown, and let each column be chosen from its own."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    lists.sheet_state = "hidden"
    for at, (name, values) in enumerate(choices.items(), start=1):
        for row, value in enumerate(values, start=1):
            lists.cell(row, at, value)
        letter = get_column_letter(at)
        chosen = DataValidation(
            type="list",
            formula1=f"'{lists.title}'!${letter}$1:${letter}${len(values)}",
            allow_blank=True,
            showErrorMessage=True,
            errorTitle=text("entry.wrong", language),
            error=text("entry.choose", language),
        )
        sheet.add_data_validation(chosen)
        chosen.add(_range(columns, name))


def _check_figures(sheet: Worksheet, columns: Sequence[str], language: Language) -> None:
    """Refuse figures that are none, and colour rows that stand twice or lack a place or a sex."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    limits = {"count": ("0", "99999999"), "year": (str(FIRST_YEAR), str(LAST_YEAR))}
    for name, (least, most) in limits.items():
        whole = DataValidation(
            type="whole",
            operator="between",
            formula1=least,
            formula2=most,
            allow_blank=True,
            showErrorMessage=True,
            errorTitle=text("entry.wrong", language),
            error=text(f"entry.number.{name}", language),
        )
        sheet.add_data_validation(whole)
        whole.add(_range(columns, name))
    letters = {name: get_column_letter(at) for at, name in enumerate(columns, start=1)}
    first, last = _HEADER + 1, _HEADER + ROWS
    keys = [name for name in columns if name != "count"]
    same = ",".join(
        f"${letters[n]}${first}:${letters[n]}${last},${letters[n]}{first}" for n in keys
    )
    place, sex, count = (f"${letters[name]}{first}" for name in ("place", "sex", "count"))
    wrong = f'OR(AND({place}<>"",COUNTIFS({same})>1),AND({count}<>"",OR({place}="",{sex}="")))'
    fill = PatternFill("solid", bgColor=_WARN)
    table = f"A{first}:{letters[columns[-1]]}{last}"
    rule = FormulaRule(formula=[wrong], fill=fill)  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(table, rule)


def _range(columns: Sequence[str], name: str) -> str:
    from openpyxl.utils import get_column_letter

    letter = get_column_letter(columns.index(name) + 1)
    return f"{letter}{_HEADER + 1}:{letter}{_HEADER + ROWS}"
