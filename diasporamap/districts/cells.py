"""Reads one cell of a districts table, or says what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Final

from diasporamap.districts.model import CONFIDENCE, KINDS
from diasporamap.districts.units import split_rest, unit_of
from diasporamap.errors import Problem
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
    """A cell that cannot be read; its arguments are what is wrong, and the hint."""

    def problem(self, row: int, column: str) -> Problem:
        """Describe the cell with its row and the header of its column."""
        message, hint = self.args
        return Problem(message, hint, row=row, column=column)


def read_cell(column: str, text: str) -> str | float:
    """Return a cell as its column holds it; a text that makes no sense there is a CellError."""
    reader = _READERS.get(column)
    return reader(column, text) if reader else text


def _id(column: str, text: str) -> str:
    if not text:
        raise CellError(f"the {column} is blank", "Write the id of the mission, as nga-lagos.")
    if not _ID.fullmatch(text):
        raise CellError(
            f"'{text}' is not an id", "Write letters, digits and hyphens only, as nga-lagos."
        )
    if column == "mission" and text in known_units().country_of:
        raise CellError(
            f"'{text}' is the code of a place", "Give the mission an id of its own, as nga-lagos."
        )
    return text


def _kind(_: str, text: str) -> str:
    by_name = {word: kind for kind, names in KINDS.items() for word in map(_plain, (kind, *names))}
    kind = by_name.get(_plain(text))
    if kind is None:
        raise CellError(f"'{text}' is not a kind of mission", f"Write one of {', '.join(KINDS)}.")
    return kind


def _city(_: str, text: str) -> str:
    if not text:
        raise CellError("the city is blank", "Write it.")
    return text


def _host(_: str, text: str) -> str:
    unit = unit_of(text)
    if unit is None or not unit.whole:
        raise CellError(
            f"'{text}' is not a country",
            f"{_offer(text, countries_only=True)}an ISO 3166-1 alpha-3 code, as NGA.",
        )
    return unit.code


def _unit(_: str, text: str) -> str:
    if not text:
        raise CellError(
            "the unit is blank", "Write what is covered, or delete the row: nothing is guessed."
        )
    unit = unit_of(text)
    if unit is None:
        raise _unknown_unit(text)
    return str(unit)


def _unknown_unit(text: str) -> CellError:
    """Say why a text is no unit, and what may be meant."""
    rest, name = split_rest(text)
    country = known_units().country_of.get(name.upper())
    if rest and country:
        return CellError(
            f"'{text}' is the rest of a part", f"Only a country has one: write 'rest of {country}'."
        )
    match = match_place(name)
    if match.reason == "unclear":
        return CellError(
            f"'{name}' does not tell which country is meant",
            f"Write the code of what is meant: {match.offered}.",
        )
    return CellError(
        f"'{text}' is not a country or a part of one in the shipped boundaries",
        f"{_offer(name)}an ISO 3166-1 alpha-3 code (NGA), an ISO 3166-2 code (NG-LA) or "
        "'rest of NGA'.",
    )


def _degrees(column: str, text: str) -> float:
    name, _ = DEGREES[column]
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        raise CellError(
            f"'{text}' is not a number of degrees" if text else f"the {name} is blank",
            "Write decimal degrees, as 3.3947.",
        ) from None
    return on_earth(column, value, text)


def on_earth(column: str, value: float, text: str) -> float:
    """Return degrees of a latitude or longitude, written as `text`; refuse those beyond its end."""
    name, most = DEGREES[column]
    if not -most <= value <= most:
        raise CellError(
            f"{text} is not a {name}",
            f"Are lon and lat swapped? Write decimal degrees between -{most} and {most}.",
        )
    return value


def _day(_: str, text: str) -> str:
    day = _MIDNIGHT.sub("", text)
    if not day:
        return ""
    wrong = CellError(
        f"'{text}' is not a day", "Write year-month-day, as 2012-07-19, or leave it blank."
    )
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
        raise CellError(
            f"'{text}' is not a confidence",
            f"Write {' or '.join(CONFIDENCE)}; a blank is {CONFIDENCE[0]}.",
        )
    return word


def _offer(text: str, *, countries_only: bool = False) -> str:
    """Begin a hint with what may be meant."""
    offered = suggested_units(text, countries_only=countries_only)
    return f"{Match(None, 'unknown', offered).hint} "


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
