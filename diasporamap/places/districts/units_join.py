"""Joins counts to countries and to admin-1 units, where consular districts may need these."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diasporamap.counts.schema import check_counts
from diasporamap.places.districts.units import known_units
from diasporamap.places.gazetteer import gazetteer
from diasporamap.places.join import Joined, JoinReport, join_places
from diasporamap.places.names import match_places

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


def join_units(
    counts: pd.DataFrame,
    *,
    file: str | None = None,
    aliases: Mapping[str, str] | None = None,
    allow_unmatched: bool = False,
    column: str = "place",
) -> Joined:
    """Replace names of countries by codes, and keep rows that give the code of an admin-1 unit.

    Parameters, result and errors are those of `join_places`; the report's
    `places_without_counts` are countries only.
    """
    import pandas as pd

    check_counts(counts, file=file)
    known = known_units().country_of
    codes = counts["place"].str.strip().str.upper()
    parts = codes.map(lambda code: known.get(code, code) != code).astype(bool)
    if not parts.any():
        return join_places(
            counts, file=file, aliases=aliases, allow_unmatched=allow_unmatched, column=column
        )
    kept = counts[parts].assign(place=codes[parts])
    check_counts(kept, file=file)
    others = counts[~parts]
    matches = match_places(others["place"].astype(str), aliases=aliases)
    if others.empty or (allow_unmatched and matches["place"].isna().all()):
        return Joined(kept, _parts_report(kept, others, matches))
    joined = join_places(
        others, file=file, aliases=aliases, allow_unmatched=allow_unmatched, column=column
    )
    people = _people(kept)
    report = replace(
        joined.report,
        rows_in=joined.report.rows_in + len(kept),
        people_in=joined.report.people_in + people,
        rows_matched=joined.report.rows_matched + len(kept),
        people_matched=joined.report.people_matched + people,
        places_matched=tuple(sorted({*joined.report.places_matched, *kept["place"]})),
    )
    return Joined(pd.concat([kept, joined.counts]).sort_index(kind="stable"), report)


def _parts_report(kept: pd.DataFrame, others: pd.DataFrame, matches: pd.DataFrame) -> JoinReport:
    """Return the report of counts in which admin-1 units are all that fits."""
    lost = others[["place", "sex"]].assign(
        people=others["count"].astype("Int64"),
        reason=matches["reason"].array,
        suggestions=matches["suggestions"].map("; ".join).array,
    )
    return JoinReport(
        rows_in=len(kept) + len(others),
        people_in=_people(kept) + _people(others),
        rows_matched=len(kept),
        people_matched=_people(kept),
        unmatched=lost.rename_axis("row").reset_index(),
        places_matched=tuple(sorted(set(kept["place"]))),
        places_without_counts=tuple(sorted(gazetteer().titles)),
    )


def _people(counts: pd.DataFrame) -> int:
    return int(counts["count"].astype("Int64").sum())
