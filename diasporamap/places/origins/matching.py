"""Matches a region or division of origin, as a register writes it, to its code."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, get_args

from diasporamap.errors import Problem, UsageError
from diasporamap.places.aliases import alias_key, by_key
from diasporamap.places.gazetteer import plain_name
from diasporamap.places.layers import read_table
from diasporamap.places.matches import (
    SUGGESTED,
    WRONG_COLUMN,
    Match,
    most_alike,
    written_name,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

Level = Literal["regions", "divisions"]
LEVELS: Final[tuple[Level, ...]] = get_args(Level)

#: Words that say of what kind a place is, and not which: "Région de l'Ouest" is "Ouest".
KINDS: Final = frozenset({"region", "province", "departement", "department", "division"})


@dataclass(frozen=True)
class Origins:
    """The regions and divisions of Cameroon by what they are called.

    Attributes
    ----------
    names : mapping of str to str
        Code by plain name; no name stands for two places.
    codes : mapping of str to str
        Code by code in capitals: ISO 3166-2 and P-codes of regions, the layer's codes of divisions.
    titles : mapping of str to str
        Each place as a message names it: its code and its names.
    region : mapping of str to str
        The region of every region and division.
    """

    names: Mapping[str, str]
    codes: Mapping[str, str]
    titles: Mapping[str, str]
    region: Mapping[str, str]


@cache
def origins() -> Origins:
    """Return every region and division: names of the layers, codes, reviewed aliases."""
    regions = read_table("cameroon_regions").assign(region=lambda table: table["place"])
    divisions = read_table("cameroon_divisions")
    names, codes, titles, region = {}, {}, {}, {}
    for row in [*regions.to_dict("records"), *divisions.to_dict("records")]:
        place = str(row["place"])
        written = dict.fromkeys(str(row[key]) for key in ("name_fr", "name_en"))
        names.update({plain_name(name): place for name in written})
        codes[place.upper()] = place
        titles[place] = f"{place} ({' / '.join(written)})"
        region[place] = str(row["region"])
    codes.update(zip(regions["pcode"].astype(str), regions["place"].astype(str), strict=True))
    text = Path(__file__).with_name("aliases.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        names[plain_name(row["name"])] = row["place"]
    return Origins(names, codes, titles, region)


def match_origin(name: str, *, aliases: Mapping[str, str] | None = None) -> Match:
    """Match the name or code of a region or division of Cameroon.

    Parameters
    ----------
    name : str
        A French or English name, with or without accents, articles and the word "region" or
        "division"; an ISO 3166-2 code or P-code of a region, or a code of the layer of divisions.
    aliases : mapping of str to str, optional
        Codes by names of one's own; those that are no origin are passed over.

    Returns
    -------
    Match
        Its code. A name is never guessed: "Nord" is the North, never the Far North, and a name
        that fits nothing gets suggestions.
    """
    known = origins()
    declared = by_key(aliases).get(alias_key(name))
    if declared in known.titles:
        return Match(declared)
    code = name.strip().upper()
    if code in known.codes:
        return Match(known.codes[code])
    words = plain_name(name).split()
    for plain in (" ".join(words), " ".join(word for word in words if word not in KINDS)):
        if plain in known.names:
            return Match(known.names[plain])
    return Match(None, "unknown", _suggestions(words))


def unmatched_origin(name: str, match: Match, *, told: bool = True) -> Problem:
    """Describe a name that is no origin, with what may be meant."""
    hint = f"{match.hint} its French or English name or its code; leave it blank if it is not"
    hint += " stated, or declare it in an alias table." + ("" if told else WRONG_COLUMN)
    message = f"{written_name(name, told=told)} is no region or division of Cameroon"
    return Problem(message, hint, topic="Origins")


def require_level(level: str) -> None:
    """Refuse a level that there is not.

    Raises
    ------
    UsageError
        If `level` is neither "regions" nor "divisions".
    """
    if level not in LEVELS:
        raise UsageError(f"There is no level '{level}' of origin. Choose {' or '.join(LEVELS)}.")


def _suggestions(words: list[str]) -> tuple[str, ...]:
    """Return the places whose names hold every word, then those whose names are most alike."""
    known = origins()
    wanted = {word for word in words if word not in KINDS}
    holding = [name for name in known.names if wanted and wanted <= set(name.split())]
    alike = most_alike(" ".join(words), known.names)
    found = dict.fromkeys(known.names[name] for name in (*holding, *alike))
    return tuple(known.titles[place] for place in list(found)[:SUGGESTED])
