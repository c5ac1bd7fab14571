"""Knows which measures and dataflows are stocks of migrants; only these are read as a diaspora."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diasporamap.language.problems import problem
from diasporamap.tables.headers import plain_header
from diasporamap.tables.redaction import redacted_codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from diasporamap.errors import Problem
    from diasporamap.tables.raw import RawTable

#: Columns that name the dataflow or the unit of a row.
_FLOWS: Final = ("dataflow", "structure_id")
_UNITS: Final = ("unit", "unit_measure", "measure_unit", "unit_code")

#: A dataset of Eurostat in the name of a file.
_DATASET: Final = re.compile(r"(?:migr|demo|proj|cens|lfs[aqi])_\w+")

#: Columns of Eurostat's populations by origin; a file of these alone, without its name, is one.
_ORIGINS: Final = {"c_birth", "citizen"}
_OF_STOCKS: Final = {"freq", "age", "unit", "sex", "geo", "time_period", "obs_value", "obs_flag"}


@dataclass(frozen=True)
class _Rule:
    of: str
    pattern: str
    stock: str
    what: str


@cache
def _rules() -> tuple[_Rule, ...]:
    text = Path(__file__).with_name("stocks.csv").read_text(encoding="utf-8")
    return tuple(_Rule(**row) for row in csv.DictReader(text.splitlines()))


@cache
def _rule(of: str, code: str) -> _Rule | None:
    """Return the first rule that the code of a measure, a dataflow or a unit falls under."""
    plain = code.strip().casefold()
    fitting = (rule for rule in _rules() if rule.of == of and fnmatchcase(plain, rule.pattern))
    return next(fitting, None)


def stock_of(measure: str) -> str:
    """Return the definition of people that a measure is a stock of, "" where it is none known."""
    rule = _rule("measure", measure)
    return rule.stock if rule else ""


def dataset_of(flow: str) -> str:
    """Return the dataset of a dataflow: DF_MIG of OECD.ELS.IMD:DSD_MIG@DF_MIG(1.0)."""
    agency, colon, rest = flow.partition(":")
    return re.split(r"[(:]", rest if colon else agency)[0].rpartition("@")[2].strip()


def stock_problems(
    table: RawTable, measure: int | None, *, file: str, source: str
) -> Iterator[Problem]:
    """Refuse by name what is no stock, and what is not known to be one until it is declared."""
    names = [plain_header(header.split(":", 1)[0]) for header in table.header]
    flows = _codes(table, [names.index(name) for name in _FLOWS if name in names], whole=True)
    flows = {dataset_of(flow) for flow in flows} - {""}
    named = flows or set(_DATASET.findall(Path(file).stem.casefold()))
    units = _codes(table, [names.index(name) for name in _UNITS if name in names])
    measures = _codes(table, [] if measure is None else [measure])
    given = {"dataflow": named, "measure": measures, "unit": units, "dimension": set(names)}
    refused = [
        problem("no_stock", topic="Measure", of=of, code=code, what=rule.what)
        for of, codes in given.items()
        for code in sorted(codes)
        if (rule := _rule(of, code)) and not rule.stock
    ]
    yield from refused
    known = [*(_rule("dataflow", flow) for flow in named), *map(stock_of, measures)]
    eurostat = set(names) - _OF_STOCKS
    unnamed = bool(eurostat & _ORIGINS) and eurostat <= {*_ORIGINS, "conf_status"}
    if refused or any(map(stock_of, measures)) or all(known or [unnamed]):
        return
    codes = redacted_codes(named or measures or {"?"}, most=4)
    yield problem("stock_unknown", topic="Measure", code=codes, source=source)


def _codes(table: RawTable, columns: Iterable[int], *, whole: bool = False) -> set[str]:
    cells = {row[at].strip() for at in columns for _, row in table.rows}
    return {cell if whole else cell.split(":", 1)[0].strip() for cell in cells} - {""}
