"""Finds what each column of a file of observations is: dimensions, figures, labels, attributes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from diasporamap.errors import CountsError
from diasporamap.readers.eurostat_tsv import ADDED
from diasporamap.tables.headers import plain_header
from diasporamap.tables.redaction import redacted_headers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.tables.raw import RawTable

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

    Raises
    ------
    CountsError
        If no column holds the place, the year or the figure.
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
        needed = {"the place": place, "the year": time, "the value": value}
        lacking = [what for what, found in needed.items() if found is None]
        raise CountsError.one(
            f"no column holds {' and '.join(lacking)}",
            redacted_headers([name for name in table.header if name not in ADDED], known=_is_known),
            file=file,
            row=1,
        )
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
