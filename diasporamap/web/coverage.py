"""Says in words what each consular district covers, and what its figures leave out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diasporamap.districts import districts_on
from diasporamap.language import list_text, text
from diasporamap.places.geography import countries
from diasporamap.places.units import known_units

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    import pandas as pd

    from diasporamap.districts import Districts
    from diasporamap.language import Language


@dataclass(frozen=True)
class Coverage:
    """What a page says of one district.

    Attributes
    ----------
    sentences : tuple of str
        What it covers, how well that is known, and which people its figures leave out or estimate.
    names : tuple of str
        Names of the countries that it reaches into, by which it can be found.
    """

    sentences: tuple[str, ...]
    names: tuple[str, ...]


def coverages(
    districts: Districts,
    day: date | str | None,
    language: Language,
    *,
    apart: Mapping[str, str],
    shared: Collection[str],
) -> dict[str, Coverage]:
    """Say of each district of one day what it covers.

    Parameters
    ----------
    districts, day
        As for `districts_on`.
    language : {"fr", "en"}
        Language of the sentences.
    apart : mapping of str to str
        Countries whose people the figures of districts leave out, since several share them, and
        how many people that is; blank where it is not shown.
    shared : collection of str
        Countries whose people are apportioned among districts by weight.

    Returns
    -------
    dict of str to Coverage
        By district.
    """
    names = countries().table[f"short_{language}"]
    found = {}
    for district, units in districts_on(districts, day).groupby("district"):
        held = [
            _held(rows, str(country), str(names[country]), language)
            for country, rows in units.groupby("country")
        ]
        split = units.loc[~units["whole_country"], "country"].unique()
        sentences = [
            text("web.districts.covers", language, units=", ".join(sorted(held))),
            text(f"web.districts.{units['confidence'].max()}", language),  # "inferred" is last
        ]
        left_out = [
            f"{names[c]} ({apart[c]})" if apart[c] else names[c] for c in split if c in apart
        ]
        estimated = [str(names[country]) for country in split if country in shared]
        for key, listed in (("apart", left_out), ("shared", estimated)):
            if listed:
                written = list_text(sorted(listed), language)
                sentences.append(text(f"web.districts.{key}", language, countries=written))
        reached = tuple(sorted(str(names[country]) for country in units["country"].unique()))
        found[str(district)] = Coverage(tuple(sentences), reached)
    return found


def _held(rows: pd.DataFrame, country: str, name: str, language: Language) -> str:
    """Write what a district holds of a country: all of it, some parts, or all but some."""
    if rows["whole_country"].all():
        return name
    held, parts = set(rows["unit"]), known_units().parts[country]
    few = 2 * len(held) <= len(parts)
    listed = [part for part in parts if (part in held) == few]
    written = sorted(known_units().names[part][language == "en"] for part in listed)
    key = "web.districts.part" if few else "web.districts.all_but"
    return text(key, language, country=name, units=list_text(written, language))
