"""Matches a region, state or province of residence by its name, where a column gives one."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from diasporamap.errors import Problem, UnmatchedPlacesError
from diasporamap.places.districts.units import known_units
from diasporamap.places.gazetteer import plain_name
from diasporamap.places.names import LIKENESS, SUGGESTED, Match, match_place

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

#: Words that say of what kind a part of a country is, and not which.
KINDS: Final = frozenset(
    (
        *("region", "province", "etat", "state", "departement", "department", "prefecture"),
        *("canton", "comte", "county", "land", "district", "gouvernorat", "governorate"),
        *("wilaya", "oblast"),
    )
)


def match_subdivision(name: str, country: str) -> Match:
    """Match the name or code of an admin-1 unit of one country.

    Parameters
    ----------
    name : str
        A French or English name, with or without accents and the word "state" or "région", or an
        ISO 3166-2 code.
    country : str
        ISO 3166-1 alpha-3 code of the country that it is in.

    Returns
    -------
    Match
        Its code. A name is never guessed; one that fits nothing gets suggestions.
    """
    parts = known_units().parts.get(country, ())
    code = name.strip().upper()
    if code in parts:
        return Match(code)
    names = _names(country)
    words = plain_name(name).split()
    for plain in (" ".join(words), " ".join(word for word in words if word not in KINDS)):
        found = names.get(plain, ())
        if len(found) == 1:
            return Match(found[0])
        if found:
            return Match(None, "unclear", tuple(map(_title, found)))
    return Match(None, "unknown", _suggestions(" ".join(words), names))


@cache
def _names(country: str) -> dict[str, tuple[str, ...]]:
    """Return the units of a country by plain name, with and without the word of their kind."""
    known = known_units()
    names: dict[str, dict[str, None]] = {}
    for code in known.parts.get(country, ()):
        for written in known.names[code]:
            words = plain_name(written).split()
            for plain in (words, [word for word in words if word not in KINDS]):
                names.setdefault(" ".join(plain), {})[code] = None
    return {plain: tuple(codes) for plain, codes in names.items() if plain}


def _suggestions(plain: str, names: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    from rapidfuzz import fuzz, process

    alike = process.extract(plain, list(names), scorer=fuzz.ratio, score_cutoff=LIKENESS)
    codes = dict.fromkeys(code for name, _, _ in alike for code in names[name])
    return tuple(map(_title, list(codes)[:SUGGESTED]))


def _title(code: str) -> str:
    return f"{code} ({' / '.join(dict.fromkeys(known_units().names[code]))})"


def with_subdivisions(
    counts: pd.DataFrame,
    *,
    file: str | None = None,
    aliases: Mapping[str, str] | None = None,
    allow_unmatched: bool = False,
    column: str = "subdivision",
) -> pd.DataFrame:
    """Replace the country by its part in the rows that name one.

    Parameters
    ----------
    counts : pandas.DataFrame
        Tidy counts; not changed. `subdivision` may give a part of the country in `place`.
    file, aliases, allow_unmatched
        As for `diasporamap.places.join.join_places`.
    column : str, default "subdivision"
        Header of the parts in the file, for the messages.

    Returns
    -------
    pandas.DataFrame
        The counts without the column; `place` is the ISO 3166-2 code where a part is named. With
        `allow_unmatched` a part that fits nothing is named beside its country, and fits no place.

    Raises
    ------
    UnmatchedPlacesError
        If a name fits no part of its country. Every name is listed with its rows.
    """
    if "subdivision" not in counts.columns:
        return counts
    named = counts[counts["subdivision"].notna()]
    pairs = named[["place", "subdivision"]].astype(str)
    found: dict[tuple[str, str], str] = {}
    problems = []
    for (place, part), rows in pairs.groupby(["place", "subdivision"], sort=False):
        country = match_place(str(place), aliases=aliases).place
        match = match_subdivision(str(part), country) if country else Match(None, "unknown")
        found[str(place), str(part)] = match.place or f"{place}, {part}"
        if match.place is None and country and not allow_unmatched:
            where = ", ".join(dict.fromkeys(map(str, rows.index)))
            problems.append(_problem(str(part), country, match, (file, where, column)))
    if problems:
        raise UnmatchedPlacesError(problems)
    codes = [found[place, part] for place, part in pairs.itertuples(index=False, name=None)]
    places = counts["place"].astype("string").to_numpy(copy=True)
    places[counts["subdivision"].notna().to_numpy()] = codes
    return counts.assign(place=places).astype({"place": "string"}).drop(columns="subdivision")


def _problem(part: str, country: str, match: Match, where: tuple[str | None, str, str]) -> Problem:
    offered = " or ".join(match.suggestions)
    mend = f"Is it {offered}? Write" if offered else "Write"
    return Problem(
        f"'{part}' is no known part of {country}",
        f"{mend} its French or English name or its ISO 3166-2 code, or leave it blank.",
        *where,
    )
