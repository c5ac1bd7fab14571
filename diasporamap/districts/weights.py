"""Shares a country's people out over its districts by a weight that the user names."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from diasporamap.errors import DataError, Problem
from diasporamap.places.registers import Match
from diasporamap.places.units import known_units, suggested_units
from diasporamap.tables.frames import read_raw

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

_DECIMAL: Final = re.compile(r"\d{1,15}(?:\.\d{1,15})?")

#: How the method is told in a caption.
METHOD: Final[Mapping[str, str]] = {
    "fr": "Dans les pays partagés entre plusieurs circonscriptions, l'effectif du pays est réparti "
    "au prorata de « {column} » : ces valeurs sont des estimations.",
    "en": "In countries shared by several districts, the country's figure is apportioned in "
    "proportion to “{column}”: these values are estimates.",
}


@dataclass(frozen=True, eq=False)
class Weights:
    """The weight of each admin-1 unit, exact and 0 or more.

    `column` is what the weight is, as its column is headed; `file` is as messages name it.
    """

    by_unit: Mapping[str, Fraction]
    column: str
    file: str

    def method(self, language: str) -> str:
        """Return the sentence that tells the method in a caption, in "fr" or "en"."""
        return METHOD[language].format(column=self.column)


def read_weights(path: str | os.PathLike[str], *, column: str | None = None) -> Weights:
    """Read the weights of admin-1 units, as their population.

    The table is CSV (UTF-8) or XLSX with a column `place` of ISO 3166-2 codes and a column of
    numbers, which need not be named where there are no others. It is a DataError that the file
    cannot be read, a column is missing, a code is not an admin-1 unit or stands twice, or a weight
    is not a number of 0 or more. Every problem is listed.
    """
    file = str(path)
    table = read_raw(path)
    others = [name for name in table.header if name != "place"]
    if column is None and len(others) == 1:
        column = others[0]
    missing = [name for name in ("place", column or "weight") if name not in table.header]
    if missing or column is None:
        raise DataError.one(
            f"the weights need the columns place and {column or 'one of numbers'}",
            f"Columns found: {', '.join(table.header)}; name the one that weighs.",
            file=file,
            row=1,
        )
    place_at, weight_at = table.header.index("place"), table.header.index(column)
    by_unit: dict[str, Fraction] = {}
    problems = []
    for row, cells in table.rows:
        place, text = cells[place_at].upper(), cells[weight_at]
        country = known_units().country_of.get(place)
        if country is None or country == place:
            hint = Match(None, "unknown", suggested_units(place)).hint
            message = f"'{cells[place_at]}' is not an admin-1 unit"
            problems.append(Problem(message, f"{hint} an ISO 3166-2 code.", file, row, "place"))
        elif place in by_unit:
            message = f"'{place}' has a weight already"
            problems.append(Problem(message, "Keep one of the rows.", file, row, "place"))
        if not _DECIMAL.fullmatch(text):
            message = f"'{text}' is not a weight"
            hint = "Write a number of 0 or more, with a point for decimals."
            problems.append(Problem(message, hint, file, row, column))
            continue
        by_unit[place] = Fraction(text)
    if problems:
        raise DataError(problems)
    return Weights(by_unit, column, file)


def apportioned(people: int, weights: Mapping[str, Fraction]) -> dict[str, int]:
    """Share people out in proportion to weights; the parts add up to the whole.

    Each part gets the whole number under its quota, and what is left goes to the largest
    remainders, equal ones in the order of their keys (Hamilton's method).
    Weights are 0 or more, and not all 0.
    """
    whole = sum(weights.values())
    quotas = {name: people * weight / whole for name, weight in weights.items()}
    parts = {name: int(quota) for name, quota in quotas.items()}
    left = people - sum(parts.values())
    order = sorted(quotas, key=lambda name: (parts[name] - quotas[name], name))
    return {name: part + (name in order[:left]) for name, part in parts.items()}


def owner_weights(
    country: str, owner_of: Mapping[str, str], weights: Weights
) -> dict[str, Fraction]:
    """Return the weight of each district in a country, "" for what no district covers.

    It is a DataError that a unit of the country has no weight, or that all weigh nothing.
    """
    parts = known_units().parts[country]
    lacking = [part for part in parts if part not in weights.by_unit]
    if lacking:
        raise DataError.one(
            f"{len(lacking)} of the {len(parts)} units of {country} have no weight "
            f"({', '.join(lacking)})",
            "Give every unit of a country that is shared out a weight, 0 where nobody lives.",
            file=weights.file,
        )
    shares: dict[str, Fraction] = defaultdict(Fraction)
    for part in parts:
        shares[owner_of.get(part, "")] += weights.by_unit[part]
    if not sum(shares.values()):
        raise DataError.one(
            f"the units of {country} all weigh 0",
            "Give at least one of them a weight above 0.",
            file=weights.file,
        )
    return dict(shares)
