"""Reads one cell of a table of points: degrees, yes or no, a day, a name."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from diasporamap.districts.cells import DEGREES, CellError, on_earth
from diasporamap.places.countries import is_non_answer
from diasporamap.points.model import NO, UNKNOWN, YES
from diasporamap.tables.headers import plain_header
from diasporamap.tables.redaction import kind_of, redacted_figure

if TYPE_CHECKING:
    from collections.abc import Iterable

#: A number of degrees with a point or a comma, and the side of the equator or of Greenwich.
_DEGREES: Final = r"([-+\u2212]?\d+(?:[.,]\d+)?)\s*°?\s*([NSEWO])?"
_ONE: Final = re.compile(_DEGREES, re.IGNORECASE)
#: Two such numbers, and what a telephone writes behind them: height and precision.
_TWO: Final = re.compile(
    rf"[(\[]?\s*{_DEGREES}(?:\s*[;/|]\s*|\s*,\s+|\s+|,){_DEGREES}(?:[\s;,]+-?\d+(?:[.,]\d+)?)*\s*[)\]]?",
    re.IGNORECASE,
)
_WHOLE_PAIR: Final = re.compile(r"\s*[+-]?\d+,\d+\s*")
_SIDES: Final = {"lat": {"N": 1, "S": -1}, "lon": {"E": 1, "W": -1, "O": -1}}

_YES: Final = frozenset(
    ["oui", "yes", "o", "y", "true", "vrai", "x", "femme", "femmes", "woman", "women"]
)
_NO: Final = frozenset(["non", "no", "n", "false", "faux", "homme", "hommes", "man", "men"])
#: What stands short for an answer that is not known.
_UNKNOWN: Final = frozenset(("nd", "n_d", "nc", "n_r", "na", "n_a", "nr", "nsp"))
#: Marks of a box that is ticked; a cross is none, for it may mean no. What says nothing around.
_CHECKED: Final = frozenset("\u2713\u2714\u2611\u2705\u221a")
_AROUND: Final = " \t\u00a0\u202f\ufe0f?-\u2013\u2014./\u2026"
_SHARE: Final = re.compile(r"(\d+(?:[.,]\d+)?)[\s\u202f\u00a0]*(%?)")
#: Over which share in per cent women lead, and the whole of it.
HALF, WHOLE = 50.0, 100.0
#: How many digits a telephone number has at least.
PHONE_DIGITS: Final = 9

_DAY: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ]00:00(?::00)?)?")
_LOCAL_DAY: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_MONTHS: Final = 12

#: How a name begins that is a person's.
_HONORIFIC: Final = re.compile(
    r"(?:m\.|mr\.?|mrs\.?|ms\.?|mme\.?|mlle\.?|madame|monsieur|mademoiselle|miss|dr\.?|docteur|pr\.|"
    r"prof\.?|professeur)\s+\S",
    re.IGNORECASE,
)
_PHONE: Final = re.compile(r"(?:\+|\b00)?\d[\d\s().-]{6,}\d")


def read_degrees(column: str, text: str) -> float:
    """Return a latitude or longitude (`column` "lat" or "lon") in decimal degrees."""
    found = _ONE.fullmatch(text.strip())
    if not found:
        kind = "point_degrees" if text else "point_degrees_blank"
        raise CellError(kind, shown=redacted_figure(text), name=DEGREES[column][0])
    return _degrees(column, *found.groups())


def _degrees(column: str, number: str, side: str | None) -> float:
    value = _number(number.replace("\N{MINUS SIGN}", "-"))
    if side:
        sides = _SIDES[column]
        if side.upper() not in sides:
            raise CellError("point_side", name=DEGREES[column][0], side=side)
        value *= sides[side.upper()]
    return on_earth(column, value, redacted_figure(number))


def read_pair(text: str, *, lon_first: bool) -> tuple[float, float]:
    """Return longitude and latitude of a cell with both, latitude first unless told otherwise."""
    found = None if _WHOLE_PAIR.fullmatch(text) else _TWO.fullmatch(text.strip())
    if not found:
        raise CellError("point_pair", shown=kind_of(text))
    first, second = found.groups()[:2], found.groups()[2:4]
    if (first[1] or "").upper() in ("E", "W", "O"):
        lon_first = True
    elif (first[1] or "").upper() in ("N", "S"):
        lon_first = False
    lat, lon = (second, first) if lon_first else (first, second)
    return _degrees("lon", *lon), _degrees("lat", *lat)


def in_per_cent(texts: Iterable[str]) -> bool:
    """Tell whether the bare numbers of a column are per cent, since one of them is over 1."""
    shares = (_SHARE.fullmatch(text.strip()) for text in texts)
    return any(share and not share[2] and _number(share[1]) > 1 for share in shares)


def read_women_led(text: str, *, per_cent: bool = False) -> str:
    """Return "yes", "no" or, where it is not known, ""; a share of women is yes over half.

    In a column of `per_cent` a bare 1 is 1 %, and not yes.
    """
    plain = plain_header(text)
    share = _SHARE.fullmatch(text.strip())
    if not share and (plain in _YES or text.strip(_AROUND) in _CHECKED):
        return YES
    if not share and plain in _NO:
        return NO
    if _is_blank(text):
        return UNKNOWN
    value = _number(share[1]) if share else -1.0
    if share and not share[2]:
        if per_cent and 0 < value < 1:
            raise CellError("point_share", text=text)
        value *= 1 if per_cent else WHOLE
    if not 0 <= value <= WHOLE:
        raise CellError("point_women_led", shown=kind_of(text))
    return YES if value > HALF else NO


def _is_blank(text: str) -> bool:
    """Tell whether a cell says that its answer is not known."""
    return plain_header(text) in _UNKNOWN or is_non_answer(text) or not text.strip(_AROUND)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def read_date(text: str) -> str:
    """Return a day, a month or a year as ISO 8601, "" where there is none."""
    if _is_blank(text):
        return ""
    wrong = CellError("point_day", shown=kind_of(text))
    whole, local = _DAY.fullmatch(text), _LOCAL_DAY.fullmatch(text)
    if local:
        day, month = int(local[1]), int(local[2])
        if day <= _MONTHS and month <= _MONTHS and day != month:
            raise wrong  # 03/04 is March in one country and April in another
        if month > _MONTHS:
            day, month = month, day
        parts = [int(local[3]), month, day]
    elif whole:
        parts = [int(part) for part in whole.groups() if part]
    else:
        raise wrong
    try:
        year, month, day = [*parts, 1, 1][:3]
        date(year, month, day)
    except ValueError:
        raise wrong from None
    widths = (4, 2, 2)
    return "-".join(f"{part:0{width}}" for part, width in zip(parts, widths, strict=False))


def read_name(text: str) -> str:
    """Return a name; refuse one that is a person's, or that holds a way to reach somebody."""
    if _HONORIFIC.match(text):
        raise CellError("point_name_person")
    phone = any(sum(map(str.isdigit, part)) >= PHONE_DIGITS for part in _PHONE.findall(text))
    if re.search(r"\S@\S", text) or phone:
        raise CellError("point_name_reach")
    return " ".join(text.split())
