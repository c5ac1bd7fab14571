"""Matches a region or division of origin, as a register writes it, to its code."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, get_args

from diasporamap.errors import UsageError
from diasporamap.places.layers import read_table
from diasporamap.places.registers import Aliases, Match, Register, register_of, unmatched

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diasporamap.errors import Problem

Level = Literal["regions", "divisions"]
LEVELS: Final[tuple[Level, ...]] = get_args(Level)

#: Words that say of what kind a place is, and not which: "Région de l'Ouest" is "Ouest".
KINDS: Final = frozenset({"region", "province", "departement", "department", "division"})


@dataclass(frozen=True)
class Origins:
    """The regions and divisions of Cameroon.

    Codes are ISO 3166-2 and P-codes of regions, and the layer's codes of divisions. `region` is
    the region of every region and division.
    """

    register: Register
    region: Mapping[str, str]


@cache
def origins() -> Origins:
    """Return every region and division: names of the layers, codes, reviewed aliases."""
    regions = read_table("cameroon_regions").assign(region=lambda table: table["place"])
    divisions = read_table("cameroon_divisions")
    names, codes, titles, region = [], {}, {}, {}
    for row in [*regions.to_dict("records"), *divisions.to_dict("records")]:
        place = str(row["place"])
        written = dict.fromkeys(str(row[key]) for key in ("name_fr", "name_en"))
        names += [(name, place) for name in written]
        codes[place.upper()] = place
        titles[place] = f"{place} ({' / '.join(written)})"
        region[place] = str(row["region"])
    codes.update(zip(regions["pcode"].astype(str), regions["place"].astype(str), strict=True))
    text = Path(__file__).with_name("aliases.csv").read_text(encoding="utf-8")
    names += [(row["name"], row["place"]) for row in csv.DictReader(text.splitlines())]
    return Origins(register_of(names, titles, codes, kinds=KINDS, by_word=True), region)


def match_origin(name: str, *, aliases: Aliases = None) -> Match:
    """Match a region or division of Cameroon: its name, ISO 3166-2 code, P-code or layer's code."""
    return origins().register.match(name, aliases)


def unmatched_origin(name: str, match: Match, *, told: bool = True) -> Problem:
    """Describe a name that is no origin, with what may be meant."""
    return unmatched(
        name,
        match,
        "is no region or division of Cameroon",
        "its French or English name or its code; leave it blank if it is not stated, or declare "
        "it in an alias table.",
        "Origins",
        told=told,
    )


def require_level(level: str) -> None:
    """Refuse a level that there is not.

    Raises
    ------
    UsageError
        If `level` is neither "regions" nor "divisions".
    """
    if level not in LEVELS:
        raise UsageError(f"There is no level '{level}' of origin. Choose {' or '.join(LEVELS)}.")
