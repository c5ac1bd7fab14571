"""Shares a country's people out over its districts by a weight that the user names."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from diasporamap.errors import DataError, problem
from diasporamap.language.messages import written
from diasporamap.places.registers import Match
from diasporamap.places.units import known_units, suggested_units
from diasporamap.tables.frames import read_raw

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from diasporamap.language import Language

_DECIMAL: Final = re.compile(r"\d{1,15}(?:\.\d{1,15})?")


@dataclass(frozen=True, eq=False)
class Weights:
    """The weight of each admin-1 unit, exact and 0 or more.

    `column` is what the weight is, as its column is headed; `file` is as messages name it.
    """

    by_unit: Mapping[str, Fraction]
    column: str
    file: str

    def method(self, language: Language) -> str:
        """Return the sentence that tells the method in a caption, in "fr" or "en"."""
        return written("districts.method", language, {"column": self.column})


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
        kind = "weights_columns" if column else "weights_columns_any"
        raise DataError.of(kind, file=file, row=1, name=column, found=[*table.header])
    place_at, weight_at = table.header.index("place"), table.header.index(column)
    by_unit: dict[str, Fraction] = {}
    problems = []
    for row, cells in table.rows:
        place, text = cells[place_at].upper(), cells[weight_at]
        country = known_units().country_of.get(place)
        if country is None or country == place:
            ask = Match(None, "unknown", suggested_units(place)).ask
            wrong = {"text": cells[place_at], "ask": ask}
            problems.append(problem("weights_unit", file=file, row=row, column="place", **wrong))
        elif place in by_unit:
            where = {"file": file, "column": "place"}
            problems.append(problem("weights_twice", row=row, place=place, **where))
        if not _DECIMAL.fullmatch(text):
            wrong = {"file": file, "column": column, "text": text}
            problems.append(problem("weights_number", row=row, **wrong))
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
        raise DataError.of(
            "weights_lacking",
            file=weights.file,
            number=len(lacking),
            units=len(parts),
            country=country,
            listed=lacking,
        )
    shares: dict[str, Fraction] = defaultdict(Fraction)
    for part in parts:
        shares[owner_of.get(part, "")] += weights.by_unit[part]
    if not sum(shares.values()):
        raise DataError.of("weights_zero", file=weights.file, country=country)
    return dict(shares)
