"""Finds what columns and codes of a file of observations are, in SDMX-CSV and Eurostat's TSV."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from diasporamap.counts.codes import alpha2
from diasporamap.counts.notes import Note, shortened
from diasporamap.errors import CountsError, problem
from diasporamap.language import joined, message
from diasporamap.readers.aggregates import is_aggregate
from diasporamap.readers.observations import TOTALS
from diasporamap.tables.headers import plain_header
from diasporamap.tables.raw import RawTable
from diasporamap.tables.redaction import redacted_figure, redacted_headers, shown_codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from diasporamap.errors import Problem
    from diasporamap.readers.observations import Observation

#: Dimensions of the place, in the order in which they are taken.
_PLACE: Final = ("geo", "ref_area", "cou", "destination", "country_of_residence", "country")
_ORIGINS: Final = {
    "c_birth": "born_in",
    "birth_place": "born_in",
    "country_of_birth": "born_in",
    "citizen": "national",
    "citizenship": "national",
    "nationality": "national",
    "co2": "",
    "cob": "born_in",
}
_SEX: Final = ("sex", "gen", "gender")
_TIME: Final = ("time_period", "time", "yea", "year")
_VALUE: Final = ("obs_value", "value")
_FLAGS: Final = ("obs_flag", "obs_status", "flag_codes", "flag")
_CONFIDENTIAL: Final = ("conf_status", "confidentiality_status")
_MEASURE: Final = ("measure", "var")

#: Dimensions whose values may stay in the counts.
_NAMED: Final = {"age": "age", "isced11": "education", "education_lev": "education"}
#: Columns that describe a figure or the file and are no dimensions.
_ATTRIBUTES: Final = frozenset(
    [
        "dataflow",
        "last_update",
        "structure",
        "structure_id",
        "structure_name",
        "action",
        "series_key",
        "obs_key",
        "freq",
        "frequency",
        "unit_mult",
        "decimals",
        "base_per",
        "obs_status",
        "obs_flag",
        "conf_status",
        "flags",
        "flag_codes",
        "powercode_code",
        "powercode",
        "reference_period_code",
        "reference_period",
        "unit_code",
        "time_format",
        "obs_pre_break",
        "currency",
    ]
)

#: Headers of the columns that are written out beside the dimensions.
ADDED: Final = ("TIME_PERIOD", "OBS_VALUE", "OBS_FLAG")

#: How far apart the years of neighbouring columns can be at most; Eurostat's figures are yearly.
LEAP: Final = 40

_FLAGGED: Final = re.compile(r"(\S*?)(?:\s+([a-z]+))?")

#: What no code begins with: a spreadsheet may have run such a cell, or somebody means it to.
_NO_CODE: Final = re.compile(r"[=+\-@|!\t]")

#: How many codes a note lists.
LISTED: Final = 12

#: What codes are of that the catalogue names; others have the name of their dimension.
_NAMED_CODES: Final = ("geo", "sex", "born_in", "national")


@dataclass(frozen=True)
class Columns:
    """Which column of a file is what: positions, and those of other dimensions by name."""

    place: int
    time: int
    value: int
    sex: int | None
    flags: int | None
    confidential: int | None
    measure: int | None
    action: int | None
    origins: dict[str, int]
    others: dict[str, int]


def code_part(text: str) -> str:
    """Return the code of a text that gives a code and a label: "GEO: Reporting country"."""
    return text.split(":", 1)[0]


def columns_of(table: RawTable, file: str) -> Columns:
    """Find what each column is; codes are taken, and the labels beside them passed over.

    What stands after the figure and is no dimension that is known describes the figure.
    """
    codes: dict[str, int] = {}
    labels: dict[str, int] = {}
    for position, header in enumerate(table.header):
        known = labels if _is_label(table.header, position) else codes
        known.setdefault(plain_header(code_part(header)), position)

    def first(wanted: Sequence[str]) -> int | None:
        found = [known[name] for known in (codes, labels) for name in wanted if name in known]
        return found[0] if found else None

    place, time, value = first(_PLACE), first(_TIME), first(_VALUE)
    if place is None or time is None or value is None:
        needed = {"place": place, "year": time, "value": value}
        lacking = [message(f"readers.sdmx.{what}") for what, at in needed.items() if at is None]
        own = [name for name in table.header if name not in ADDED]
        have = redacted_headers(own, known=_is_known)
        raise CountsError.of("sdmx_columns", file=file, row=1, lacking=joined(lacking), found=have)
    named = codes if _ORIGINS.keys() & codes.keys() else labels
    origins = {meant: named[name] for name, meant in _ORIGINS.items() if name in named}
    sex, flags, measure = first(_SEX), first(_FLAGS), first(_MEASURE)
    taken = {place, time, value, sex, flags, measure, *origins.values()}
    others = {
        _NAMED.get(name, name): position
        for name, position in codes.items()
        if position not in taken and name and name not in _ATTRIBUTES
        if position < value or name in _NAMED
    }
    return Columns(
        *(place, time, value, sex, flags),
        confidential=first(_CONFIDENTIAL),
        measure=measure,
        action=first(["action"]),
        origins=origins,
        others=others,
    )


def _is_known(header: str) -> bool:
    """Tell whether a header is that of a dimension, a figure or an attribute of such files."""
    known = {*_PLACE, *_ORIGINS, *_SEX, *_TIME, *_VALUE, *_FLAGS, *_MEASURE, *_ATTRIBUTES}
    return plain_header(code_part(header)) in known


def _is_label(headers: Sequence[str], position: int) -> bool:
    """Tell whether a header is the name of the code before it, as "Sex" is of "SEX" or "sex"."""
    if position == 0:
        return False
    header, before = code_part(headers[position]), code_part(headers[position - 1])
    is_code = before.isupper() or before.islower() or "_" in before
    return is_code and " " not in before and (" " in header or not _in_one_case(header))


def _in_one_case(header: str) -> bool:
    return header.isupper() or header.islower()


def unpacked(table: RawTable, file: str) -> RawTable:
    """Write a table out: a column a dimension, a row a figure, flags apart."""
    packed, _, _ = table.header[0].partition("\\")
    dimensions = [name.strip() for name in packed.split(",")]
    years = [header.strip() for header in table.header[1:]]
    _refuse_years(years, file)
    rows = []
    for row, cells in table.rows:
        codes = [code.strip() for code in cells[0].split(",")]
        if len(codes) != len(dimensions):
            raise CountsError.of(
                "sdmx_packed", file=file, row=row, codes=len(codes), dimensions=len(dimensions)
            )
        for year, cell in zip(years, cells[1:], strict=True):
            parts = _FLAGGED.fullmatch(cell)
            value, flags = (parts[1], parts[2] or "") if parts else (cell, "")
            rows.append((row, (*codes, year, value, flags)))
    header = (*dimensions, *ADDED)
    return RawTable(header, tuple(rows))


def _refuse_years(years: list[str], file: str) -> None:
    """Refuse years of a header that do not go up or down step by step."""
    known = [year for year in years if re.fullmatch(r"\d{4}", year)]
    if known not in (sorted(set(known)), sorted(set(known), reverse=True)):
        raise CountsError.of("sdmx_years", file=file, row=1)
    for one, other in pairwise(known):
        if abs(int(one) - int(other)) > LEAP:
            raise CountsError.of("sdmx_leap", file=file, row=1, one=one, other=other)


def code_problems(observations: Iterable[Observation]) -> Iterator[Problem]:
    """Name the codes that are none, and rows without a code of origin.

    A row of another origin is left out; one whose code is damaged may be of any.
    """
    for seen in observations:
        codes = {"geo": seen.place, "sex": seen.sex, **seen.origins, **seen.others}
        for name, code in codes.items():
            if _NO_CODE.match(code):
                what = message(f"readers.code.{name}") if name in _NAMED_CODES else name
                said = {"code": redacted_figure(code), "what": what}
                yield problem("sdmx_no_code", row=seen.row, topic="Code", **said)
        if seen.origins and not any(seen.origins.values()):
            yield problem("sdmx_no_origin", row=seen.row, topic="Code")


def unknown_origins(observations: Sequence[Observation]) -> list[Note]:
    """Name the codes of origin that are no country, no group of them and no total."""
    codes = {code for seen in observations for code in seen.origins.values() if code}
    unknown = {code for code in codes if not _is_origin(code)}
    if not unknown:
        return []
    codes_shown, left = shown_codes(unknown)
    listed = shortened(codes_shown, LISTED, left=left)
    return [Note("origins_unknown", {"origins": len(unknown), "codes": listed})]


def _is_origin(code: str) -> bool:
    return bool(alpha2(code)) or code.upper() in TOTALS or is_aggregate(code)
