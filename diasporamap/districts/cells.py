"""Reads one cell of a districts table, or says what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from diasporamap.districts.model import CONFIDENCE, KINDS
from diasporamap.districts.units import split_rest, unit_of
from diasporamap.errors import Problem, problem
from diasporamap.language.messages import joined
from diasporamap.places.countries import match_place
from diasporamap.places.registers import Match
from diasporamap.places.units import known_units, suggested_units

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: A spreadsheet's day has a time that says nothing.
_MIDNIGHT: Final = re.compile(r"[T ]00:00(?::00)?$")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
#: What degrees are called, and how many there are on either side.
DEGREES: Final[Mapping[str, tuple[str, int]]] = {
    "lon": ("longitude", 180),
    "lat": ("latitude", 90),
}
_CONFIDENCE_FR: Final = {"documente": "documented", "atteste": "documented", "deduit": "inferred"}


class CellError(ValueError):
    """A cell that cannot be read; it has the kind of problem, and what fills its texts."""

    def __init__(self, kind: str, **fields: Any) -> None:  # noqa: ANN401 - those of problem
        super().__init__(kind)
        self.kind, self.fields = kind, fields

    def problem(self, row: int, column: str) -> Problem:
        """Describe the cell with its row and the header of its column."""
        return problem(self.kind, row=row, column=column, **self.fields)


def read_cell(column: str, text: str) -> str | float:
    """Return a cell as its column holds it; a text that makes no sense there is a CellError."""
    reader = _READERS.get(column)
    return reader(column, text) if reader else text


def _id(column: str, text: str) -> str:
    if not text:
        raise CellError("district_blank" if column == "district" else "district_mission_blank")
    if not _ID.fullmatch(text):
        raise CellError("district_id", text=text)
    if column == "mission" and text in known_units().country_of:
        raise CellError("district_id_place", text=text)
    return text


def _kind(_: str, text: str) -> str:
    by_name = {word: kind for kind, names in KINDS.items() for word in map(_plain, (kind, *names))}
    kind = by_name.get(_plain(text))
    if kind is None:
        raise CellError("district_kind", text=text, known=[*KINDS])
    return kind


def _city(_: str, text: str) -> str:
    if not text:
        raise CellError("district_city_blank")
    return text


def _host(_: str, text: str) -> str:
    unit = unit_of(text)
    if unit is None or not unit.whole:
        raise CellError("district_host", text=text, ask=_ask(text, countries_only=True))
    return unit.code


def _unit(_: str, text: str) -> str:
    if not text:
        raise CellError("district_unit_blank")
    unit = unit_of(text)
    if unit is None:
        raise _unknown_unit(text)
    return str(unit)


def _unknown_unit(text: str) -> CellError:
    """Say why a text is no unit, and what may be meant."""
    rest, name = split_rest(text)
    country = known_units().country_of.get(name.upper())
    if rest and country:
        return CellError("district_unit_rest", text=text, country=country)
    match = match_place(name)
    if match.reason == "unclear":
        return CellError("district_unit_unclear", name=name, offered=match.offered)
    return CellError("district_unit_unknown", text=text, ask=_ask(name))


def _degrees(column: str, text: str) -> float:
    name, _ = DEGREES[column]
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        kind = "district_degrees" if text else "district_degrees_blank"
        raise CellError(kind, text=text, name=name) from None
    return on_earth(column, value, text)


def on_earth(column: str, value: float, text: str) -> float:
    """Return degrees of a latitude or longitude, written as `text`; refuse those beyond its end."""
    name, most = DEGREES[column]
    if not -most <= value <= most:
        raise CellError("degrees_beyond", text=text, name=name, most=most)
    return value


def _day(_: str, text: str) -> str:
    day = _MIDNIGHT.sub("", text)
    if not day:
        return ""
    wrong = CellError("district_day", text=text)
    if not _DAY.fullmatch(day):
        raise wrong
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        raise wrong from None


def _confidence(_: str, text: str) -> str:
    word = _plain(text)
    word = _CONFIDENCE_FR.get(word, word) or CONFIDENCE[0]
    if word not in CONFIDENCE:
        known = joined(CONFIDENCE, "errors.or")
        raise CellError("district_confidence", text=text, known=known, first=CONFIDENCE[0])
    return word


def _ask(text: str, *, countries_only: bool = False) -> str:
    """Begin a hint with what may be meant."""
    return Match(None, "unknown", suggested_units(text, countries_only=countries_only)).ask


def _plain(text: str) -> str:
    """Return a word without case, accents, hyphens and underscores."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[\s_-]+", " ", bare).strip()


_READERS: Final[Mapping[str, Callable[[str, str], str | float]]] = {
    "mission": _id,
    "district": _id,
    "kind": _kind,
    "city": _city,
    "host": _host,
    "lon": _degrees,
    "lat": _degrees,
    "unit": _unit,
    "valid_from": _day,
    "valid_to": _day,
    "confidence": _confidence,
}
