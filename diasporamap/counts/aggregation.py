"""Chooses one year, source and definition, and sums over the rest; totals in = totals out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from diasporamap.counts.schema import WITHHELD
from diasporamap.errors import CountsError, UsageError
from diasporamap.language import message
from diasporamap.tables.redaction import redacted_names

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import pandas as pd

#: What is protected, compared and shown apart: people are never added over these.
APART: Final = ("year", "definition", "source")

#: What tells one figure of a place from another after aggregation.
CELL: Final = ("place", "sex", *APART)


#: What stands for a blank while values are listed.
_BLANK: Final = "(blank)"


def latest_year(counts: pd.DataFrame) -> int | None:
    """Return the last year of a counts table, or None where it has no years."""
    if "year" not in counts.columns or counts["year"].isna().all():
        return None
    return int(counts["year"].dropna().astype(int).max())


def select_counts(
    counts: pd.DataFrame,
    *,
    year: int | None = None,
    source: str | None = None,
    definition: str | None = None,
    declared: Collection[str] = (),
) -> pd.DataFrame:
    """Keep one year, one source and one definition, since these are never added together.

    Parameters
    ----------
    counts : pandas.DataFrame
        Tidy counts; not changed.
    year : int, optional
        The year to keep; the last one of the table when left out.
    source, definition : str, optional
        The source or definition to keep; may be left out where the table has only one.
    declared : collection of str, optional
        Names of sources that are declared. Others are named in messages only where they can
        hardly be names of persons.

    Returns
    -------
    pandas.DataFrame
        The rows kept, all columns.

    Raises
    ------
    UsageError
        If the year, source or definition asked for is not in the table.
    CountsError
        If several sources or definitions would be added together.
    """
    chosen = latest_year(counts) if year is None else year
    kept = counts
    if chosen is not None:
        kept = kept_where(kept, "year", chosen, declared)
    for column, value in (("source", source), ("definition", definition)):
        if value is not None:
            kept = kept_where(kept, column, value, declared)
        elif column in kept.columns and len(kept[column].unique()) > 1:
            found = _told(kept[column].fillna(_BLANK), declared)
            raise CountsError.of("several_never_added", column=column, which=column, found=found)
    return kept


def select_earlier(
    counts: pd.DataFrame, chosen: pd.DataFrame, since: int, declared: Collection[str] = ()
) -> pd.DataFrame:
    """Keep the counts of an earlier year that those `chosen` by `select_counts` compare with.

    Raises
    ------
    UsageError
        If the counts have no such year, it is not earlier than that of `chosen`, or there are none
        of the same source and definition in it: what they count may be other people, so that the
        difference would be no change.
    """
    import pandas as pd

    year = latest_year(chosen)
    if year is None:
        raise UsageError(message("counts.no_years", since=since))
    if since >= year:
        raise UsageError(message("counts.no_earlier", since=since, year=year))
    kept = kept_where(counts, "year", since, declared)
    for column in ("source", "definition"):
        if column not in kept.columns:
            continue
        own = chosen[column].iloc[0]
        same = kept[column].isna() if pd.isna(own) else kept[column] == own
        if not same.fillna(value=False).any():
            before = _told(kept[column].fillna(_BLANK), declared)
            now = _told(chosen[column].fillna(_BLANK), declared)
            told = {"since": since, "year": year, "before": before, "now": now}
            raise UsageError(message(f"counts.other_{column}", **told))
        kept = kept[same.fillna(value=False).astype(bool)]
    return kept


def kept_where(
    counts: pd.DataFrame, column: str, value: object, declared: Collection[str] = ()
) -> pd.DataFrame:
    """Keep the rows of one year, source or definition; see `select_counts`."""
    if column not in counts.columns:
        told = {"column": column, "value": str(value)}
        raise UsageError(message("counts.no_such_column", **told))
    kept = counts[(counts[column] == value).fillna(value=False).astype(bool)]
    if kept.empty:
        found = _told(counts[column].dropna(), declared)
        none = message("counts.none")
        told = {"column": message(f"counts.kept.{column}"), "value": str(value)}
        raise UsageError(message("counts.no_such_value", **told, found=found or none))
    return kept


def _told(column: pd.Series, declared: Collection[str]) -> str:
    """List the values of a column; years and definitions were checked, sources may be anything."""
    known = [_BLANK, *declared]
    if column.name != "source":
        known = [str(value) for value in column.unique()]
    return redacted_names(zip(column.index, column.astype(str), strict=True), known)


def aggregate_counts(counts: pd.DataFrame, *, by: Sequence[str] = CELL) -> pd.DataFrame:
    """Sum tidy counts over every column that is not in `by`; those the table lacks are passed over.

    A row a cell, sorted by its key, columns `by` and `count` (Int64), and `status` where the counts
    have it. A cell with a blank part is blank: part of an unknown sum is not the sum. It is
    withheld where a part of it is.
    """
    keys = [column for column in by if column in counts.columns]
    figures = counts.assign(blank=counts["count"].isna())
    groups = figures.groupby(keys, dropna=False, sort=True)
    sums = groups["count"].sum().astype("Int64").mask(groups["blank"].any())
    result = sums.reset_index()
    if "status" not in counts.columns:
        return result
    kept_back = (counts["status"] == WITHHELD).fillna(value=False).astype(bool)
    flagged = kept_back.groupby([counts[key] for key in keys], dropna=False, sort=True).any()
    status = flagged.map({True: WITHHELD, False: None}).astype("string")
    return result.assign(status=status.to_numpy())
