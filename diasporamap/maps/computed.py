"""Says what a measure is computed with: inhabitants, an earlier year, the people of all places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.language import has_text, list_text, number_text, sort_key, text
from diasporamap.measures import rate_of_origin
from diasporamap.protection.figures import people_shown
from diasporamap.protection.inhabitants import ELSEWHERE, UNKNOWN, inhabitants_of
from diasporamap.protection.supplied import EVERYONE, INHABITANTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from diasporamap.language import Language
    from diasporamap.maps.spec import MapSpec
    from diasporamap.places.geography import Geography
    from diasporamap.protection import ProtectedCounts
    from diasporamap.protection.inhabitants import Inhabitants


def computed_notes(
    protected: ProtectedCounts, spec: MapSpec, geography: Geography, table: pd.DataFrame
) -> Iterator[str]:
    """Give the sentences that the captions of a computed measure carry."""
    if INHABITANTS in spec.of.needs:
        known = inhabitants_of(protected)
        yield _population(protected, known, spec.language)
        yield from _without(protected, known, geography, table, spec.language)
        if geography.level is None:
            yield from origin_sentence(protected, spec.language)
    elif spec.of_origin and (rate := rate_of_origin(protected)):
        own = rate.inhabited.own
        years = () if rate.inhabited.year is None else (rate.inhabited.year,)
        yield _cited(protected, years, spec.language, own=own, shipped=not own)
    if EVERYONE in spec.of.needs:
        mapped = table.loc[table["state"] == "value", "base"].sum()
        beside = "_and_elsewhere" if people_shown(protected) > mapped else ""
        yield text(f"caption.of_everyone{beside}", spec.language)
        if protected.suppressed_cells:
            yield text("caption.not_in_everyone", spec.language)
    if spec.of.compares_years:
        key = f"caption.{spec.measure}"
        key = key if has_text(key, spec.language) else "caption.change"
        yield text(key, spec.language, **years_of(protected))
        if spec.measure == "change_per_year":
            yield text("caption.annual_rate", spec.language)


def years_of(protected: ProtectedCounts) -> dict[str, object]:
    """Return what texts say of the two years of a change: `since` and `until`."""
    since = protected.before and protected.before.year
    return {"since": since or "", "until": protected.year or ""}


def everyone_text(protected: ProtectedCounts, language: Language) -> str:
    """Write how many people a table shows in all."""
    return number_text(people_shown(protected), language)


def origin_sentence(
    protected: ProtectedCounts, language: Language, key: str = "caption.of_origin"
) -> Iterator[str]:
    """Say how many the people are per 1,000 inhabitants of their country, where that is told."""
    if rate := rate_of_origin(protected):
        year = rate.inhabited.year
        yield text(
            key,
            language,
            rate=rate.written(language),
            of_origin=protected.origin.of(language),
            in_year=text("population.in_year", language, year=year) if year else "",
        )


def population_note(protected: ProtectedCounts, place: str, language: Language) -> str:
    """Cite the figure of the inhabitants of one country, "" where nobody knows it."""
    known = protected.populations.of(place, protected.year)
    if known is None:
        return ""
    years = () if known.year is None else (known.year,)
    which = {"own": known.own, "shipped": not known.own, "unstated": known.year is None}
    return _cited(protected, years, language, **which)


def _population(protected: ProtectedCounts, known: Inhabitants, language: Language) -> str:
    """Cite the figures of inhabitants, with their year where it is another one."""
    which = {"own": known.own, "shipped": known.shipped, "unstated": known.unstated}
    return _cited(protected, known.years, language, **which)


def _cited(
    protected: ProtectedCounts,
    years: tuple[int, ...],
    language: Language,
    *,
    own: bool,
    shipped: bool,
    unstated: bool = False,
) -> str:
    key = "both" if own and shipped else "own" if own else "shipped"
    wpp = text("population.wpp", language)
    source = text(f"population.{key}", language, file=protected.populations.file, wpp=wpp)
    year = protected.year
    written = list_text([str(known) for known in years], language)
    if years and unstated:
        when = "partly_stated"
    elif not years:
        when = "unstated"
    elif years == (year,):
        when = "same_year"
    else:
        when = "last_year" if year is None else "nearest_year"
    fields = {"years": written, "year": year, "file": protected.populations.file}
    when = text(f"population.{when}", language, **fields)
    return text("caption.population", language, source=source, when=when)


def _without(
    protected: ProtectedCounts,
    known: Inhabitants,
    geography: Geography,
    table: pd.DataFrame,
    language: Language,
) -> Iterator[str]:
    """Name the places that have people and no inhabitants to set them against."""
    totals = protected.cells
    totals = totals[(totals["sex"] == "T") & (totals["state"] == "value")]
    for why in (UNKNOWN, ELSEWHERE):
        places = [
            str(table.at[place, "short"])
            for place in totals["place"].astype(str)
            if known.states[place] == why
            and place in table.index
            and geography.table.at[place, "status"] != "not_attached"
        ]
        if places:
            listed = list_text(sorted(places, key=sort_key), language)
            yield text(f"caption.population_{why}", language, places=listed)
