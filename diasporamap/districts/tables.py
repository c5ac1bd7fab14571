"""Reads the tables of consular districts, shipped or one's own, or says all that is wrong."""

from __future__ import annotations

import math
import tomllib
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from diasporamap.counts.origin_files import read_origin
from diasporamap.districts.cells import CellError, read_cell
from diasporamap.districts.checks import district_problems
from diasporamap.districts.model import (
    KINDS,
    MEMBERSHIP_COLUMNS,
    MEMBERSHIP_REQUIRED,
    MISSION_COLUMNS,
    MISSION_REQUIRED,
    Districts,
    mission_name_en,
    mission_name_fr,
)
from diasporamap.errors import DataError, Problem, UsageError, problem
from diasporamap.language import message
from diasporamap.language.messages import joined
from diasporamap.resources import shipped
from diasporamap.store.address import is_database, name_of
from diasporamap.tables.books import WORKBOOK_ENDINGS
from diasporamap.tables.frames import read_raw
from diasporamap.tables.headers import plain_header
from diasporamap.tables.redaction import quoted

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from diasporamap.counts.origin import Origin
    from diasporamap.tables.raw import RawTable

#: Sheets of a workbook that holds both tables.
MEMBERSHIP_SHEETS: Final = ("districts", "circonscriptions")
MISSION_SHEETS: Final = ("missions",)

DEGREES: Final = ("lon", "lat")

#: Other headers that a column may have, in French and English.
_HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "mission": ("id", "mission_id", "poste", "code"),
    "kind": ("type", "nature"),
    "city": ("ville",),
    "host": ("country", "host_country", "pays", "pays_hote", "iso3"),
    "lon": ("longitude", "long", "x"),
    "lat": ("latitude", "y"),
    "precision": ("coord_precision",),
    "existence": ("existence_confidence",),
    "name_fr": ("nom_fr", "nom", "nom_francais"),
    "name_en": ("nom_en", "name", "nom_anglais"),
    "confidence": ("confiance",),
    "note": ("notes", "remarque", "remarques"),
    "district": ("mission", "district_id", "circonscription", "poste"),
    "unit": ("covers", "place", "unite", "pays", "territoire"),
    "valid_from": ("from", "du", "depuis", "debut"),
    "valid_to": ("to", "until", "au", "jusqu_au", "fin"),
    "basis": ("fondement",),
}


def read_districts(
    path: str | os.PathLike[str] | None = None,
    *,
    missions: str | os.PathLike[str] | None = None,
    origin: Origin | str | None = None,
) -> Districts:
    """Read consular districts and check them.

    Parameters
    ----------
    path : path-like, optional
        What each district covers: a CSV file (UTF-8), or an XLSX workbook, header in row 1, with
        the columns `district` and `unit` and optionally the others of `MEMBERSHIP_COLUMNS`. A
        workbook may have this table in a sheet ``districts`` (or ``circonscriptions``) and the
        missions in a sheet ``missions``. Or a database, whose districts are taken. The table of the
        origin when left out.
    missions : path-like, optional
        The missions, as CSV or XLSX: `mission`, `kind`, `city`, `host`, `lon`, `lat` and
        optionally the others of `MISSION_COLUMNS`. When left out, the sheet ``missions`` of
        `path` where there is one, else the origin's. Names that are left blank are written from
        kind and city.
    origin : Origin or str, optional
        The country whose missions they are, as for `read_origin`.

    Returns
    -------
    Districts
        Both tables, checked.

    Raises
    ------
    UsageError
        If no table is given and none is known of the origin.
    DataError
        If a file cannot be read, two missions have one id, a mission stands outside its host
        country, a membership names no mission or ends before it begins, or a unit is in two
        districts, or twice in one, on any day. Every problem is listed with file, row, column and
        hint.
    """
    home = read_origin(origin)
    if path is not None and missions is None and is_database(path):
        return stored_districts(path, origin=home) or _unknown("--districts", home)
    table = Path(path or home.districts or _unknown("--districts", home))
    inside = _named_sheet(table, MISSION_SHEETS) if missions is None else None
    own = table if inside else Path(missions or home.missions or _unknown("--missions", home))
    raw = _named_sheet(table, MEMBERSHIP_SHEETS) or read_raw(table)
    missions_frame, found = _missions(inside or read_raw(own), _label(own))
    memberships, more = _frame(raw, MEMBERSHIP_COLUMNS, MEMBERSHIP_REQUIRED, _label(table))
    problems = [*found, *more]
    if not any(found.row == 1 for found in problems):  # without its columns no table is checked
        districts = Districts(missions_frame, memberships, _label(own), _label(table), home)
        if not _are_checked(table, own):
            problems += district_problems(districts)
    if problems:
        raise DataError(sorted(problems, key=lambda at: (at.file != _label(own), int(at.row or 0))))
    return districts


def _are_checked(*tables: Path) -> bool:
    """Tell whether tables are those that ship, byte for byte, which the tests have checked."""
    folder = shipped("boundaries")
    if any(table.parent != folder for table in tables):
        return False
    stated = tomllib.loads((folder / "consular.toml").read_text(encoding="utf-8"))["sha256"]
    return all(sha256(one.read_bytes()).hexdigest() == stated.get(one.name) for one in tables)


def stored_districts(
    database: str | os.PathLike[str],
    *,
    as_of: str | None = None,
    origin: Origin | str | None = None,
) -> Districts | None:
    """Return the districts that a database holds as of a day, None where it holds none."""
    from diasporamap.store.reading import read_stored

    names = ("missions", "districts")
    missions, memberships = (read_stored(database, name, as_of) for name in names)
    if missions.empty or memberships.empty:
        return None
    for frame in (missions, memberships):
        frame.index = frame.index.rename("row") + 1
    said = name_of(database)
    columns = (list(MISSION_COLUMNS), list(MEMBERSHIP_COLUMNS))
    tables = (missions[columns[0]], memberships[columns[1]])
    return Districts(*tables, said, said, read_origin(origin))


def _unknown(option: str, origin: Origin) -> NoReturn:
    raise UsageError(message(f"districts.no_{option.removeprefix('--')}", of=origin.of))


def _label(path: Path) -> str:
    """Return how messages name a file: as the user gave it, a shipped one without its folder."""
    return path.name if path.parent == shipped("boundaries") else str(path)


def _named_sheet(path: Path, sheets: Iterable[str]) -> RawTable | None:
    """Read the first sheet of one of these names, None where the file has none."""
    if path.suffix.lower() in WORKBOOK_ENDINGS:
        for sheet in sheets:
            try:
                return read_raw(path, sheet=sheet)
            except UsageError:
                continue
    return None


def _missions(raw: RawTable, file: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Read the missions, and write the names that are left blank."""
    frame, problems = _frame(raw, MISSION_COLUMNS, MISSION_REQUIRED, file)
    for column, write in (("name_fr", mission_name_fr), ("name_en", mission_name_en)):
        frame[column] = [
            name or (write(kind, city) if kind else "")
            for name, kind, city in zip(frame[column], frame["kind"], frame["city"], strict=True)
        ]
    return frame.astype(dict.fromkeys(DEGREES, "float64")), problems


def _frame(
    raw: RawTable, columns: Sequence[str], required: Iterable[str], file: str
) -> tuple[pd.DataFrame, list[Problem]]:
    """Read the cells of the known columns; a cell that is wrong is left blank.

    A membership with a wrong cell has no unit, so that it takes no part in the checks.
    """
    import pandas as pd

    found, problems = _columns_of(raw.header, columns, required)
    if not raw.rows:
        problems.append(problem("district_no_rows", row=1))
    rows = raw.rows if not problems else ()
    blank = {column: math.nan if column in DEGREES else "" for column in columns}
    records = []
    for row, cells in rows:
        record: dict[str, str | float] = dict(blank)
        wrong = []
        for column in columns:
            at = found.get(column)
            try:
                record[column] = read_cell(column, "" if at is None else cells[at])
            except CellError as error:
                header = column if at is None else raw.header[at]
                if column == "mission":  # a district may still name it
                    record[column] = cells[found[column]]
                wrong.append(error.problem(row, header))
        if wrong and "unit" in record:
            record["unit"] = ""
        problems += wrong
        records.append(record)
    index = pd.Index([row for row, _ in rows], name="row", dtype="int64")
    frame = pd.DataFrame(records, columns=list(columns), index=index)
    return frame, [replace(wrong, file=file) for wrong in problems]


def _columns_of(
    header: Sequence[str], columns: Sequence[str], required: Iterable[str]
) -> tuple[dict[str, int], list[Problem]]:
    """Find the position of each column, and what is missing or written twice."""
    written = [plain_header(name) for name in header]
    found: dict[str, int] = {}
    problems = []
    for column in columns:
        places = [at for at, name in enumerate(written) if name == column] or [
            at for at, name in enumerate(written) if name in _HEADERS.get(column, ())
        ]
        if len(places) > 1:
            names = joined(quoted(header[at]) for at in places)
            where: dict[str, Any] = {"row": 1, "column": header[places[1]]}
            problems.append(problem("district_columns_alike", names=names, meant=column, **where))
        if places:
            found[column] = places[0]
    seen = [name for name in header if name] or message("places.none")
    problems += [
        problem(
            "district_column",
            row=1,
            name=column,
            meaning=message(f"districts.columns.{column}", kinds=[*KINDS]),
            found=seen,
        )
        for column in required
        if column not in found
    ]
    return found, problems
