"""Reads the unit that a district covers: a country, an admin-1 unit, or what is left of one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from diasporamap.places.countries import match_place
from diasporamap.places.units import known_units

_REST: Final = re.compile(r"(?:the )?rest of |(?:le )?reste d(?:e |u |es |')", re.IGNORECASE)


@dataclass(frozen=True)
class Unit:
    """What a district covers in one membership.

    `code` is that of a country or admin-1 unit, and `country` the country that it is or belongs
    to. With `rest` it is only what other districts leave of the country.
    """

    code: str
    country: str
    rest: bool = False

    @property
    def whole(self) -> bool:
        """Whether the unit is a whole country."""
        return self.code == self.country and not self.rest

    def __str__(self) -> str:
        """Write the unit as the tables do."""
        return f"rest of {self.code}" if self.rest else self.code


@lru_cache(maxsize=65536)
def unit_of(text: str) -> Unit | None:
    """Return the unit that a text means, None where it means none.

    It is a code of a country or an admin-1 unit, a country's French or English name, or a country
    after "rest of" or "reste de".
    """
    country_of = known_units().country_of
    rest, name = split_rest(text)
    code = name.upper()
    if code not in country_of:
        code = match_place(name).place or ""
    country = country_of.get(code)
    return None if country is None or (rest and code != country) else Unit(code, country, rest)


def split_rest(text: str) -> tuple[bool, str]:
    """Tell whether a text begins with "rest of", and return what follows it."""
    start = _REST.match(text)
    return start is not None, (text[start.end() :] if start else text).strip()
