"""Turns codes of countries into each other, as CLDR lists them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from diasporamap.counts.origin_tables import country_names
from diasporamap.resources import rows_of, shipped
from diasporamap.tables.headers import plain_header

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Eurostat's own codes, and the ISO 3166-1 alpha-2 codes they stand for.
EUROSTAT = {"EL": "GR", "UK": "GB"}

_STATE = re.compile(r" \((?:Plurinational|Bolivarian|Islamic|Federated|Fed\.|Malvinas)[^)]*\)$")

#: Alpha-3 codes of countries that bear another now, as CLDR still lists them.
WITHDRAWN = frozenset(("BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"))


@cache
def territories() -> Mapping[str, Mapping[str, str]]:
    """Return what CLDR has of each territory by alpha-2 code: its other codes and its names."""
    return {row["code"]: row for row in rows_of(shipped("reference") / "territories.csv")}


@cache
def _by_other_code() -> Mapping[str, str]:
    """Return alpha-2 codes by the other codes of a territory, some of them withdrawn."""
    return {code: at for at, row in territories().items() for code in row["codes"].split()}


@cache
def alpha2(code: str) -> str:
    """Return the alpha-2 code of a country given by alpha-2, alpha-3 or M49, "" for no country."""
    plain = code.strip().upper()
    if plain in EUROSTAT:
        return EUROSTAT[plain]
    if plain == "XKX":
        return "XK"
    if plain.isdigit():
        plain = plain.zfill(3)
    return plain if plain in territories() else _by_other_code().get(plain, "")


@cache
def alpha2_of(text: str) -> str:
    """Return the alpha-2 code of a country given by a code, or by its name as CLDR has it.

    What kind of state it is may stand behind, as the United Nations write it: "Iran (Islamic
    Republic of)".
    """
    names = (text, _STATE.sub("", text))
    return alpha2(text) or next(filter(None, map(_by_name().get, map(plain_header, names))), "")


def country_named(text: str) -> str:
    """Return the alpha-2 code of a country given by its name, or by a code in capitals."""
    bare = text.strip(" *")
    if len(bare) <= len("FRA") and not (bare.isascii() and bare.isupper()):
        return ""
    return alpha2_of(bare)


@cache
def _by_name() -> dict[str, str]:
    """Return alpha-2 codes by French and English names of CLDR and the UN, and Italian ones."""
    named = [
        (name, alpha2(code))
        for code, (both, *_) in country_names().items()
        for name in (both.fr, both.en)
        if name != "Congo"  # either of two
    ]
    named += [
        (names[f"name_{language}"], code)
        for language in ("it", "fr", "en")  # the last one goes before the others
        for code, names in territories().items()
    ]
    return {plain_header(name): code for name, code in named}


@cache
def alpha3(code: str) -> str:
    """Return the ISO 3166-1 alpha-3 code of a country, the code itself for no country."""
    return _alpha3().get(alpha2(code), code)


@cache
def _alpha3() -> dict[str, str]:
    """Return alpha-3 codes by alpha-2 code; of two of a country one is withdrawn."""
    found = {
        alpha_2: code
        for code, alpha_2 in _by_other_code().items()
        if len(code) == len("FRA") and code.isalpha() and code not in WITHDRAWN
    }
    return found | {"XK": "XKX"}  # CLDR has XKK


@cache
def names_of(code: str) -> dict[str, str]:
    """Return the French and English names of a country; for no country its code."""
    names = territories().get(alpha2(code), {})
    return {language: names.get(f"name_{language}", code) for language in ("fr", "en")}
