"""Reads a counts file whose places are countries or admin-1 units, ready for `attach_counts`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from diasporamap.counts.aggregation import select_counts
from diasporamap.counts.readers import read_table
from diasporamap.counts.schema import check_counts
from diasporamap.counts.sources import Source, read_sources, sources_file_of
from diasporamap.errors import CountsError
from diasporamap.places.districts.units import known_units
from diasporamap.places.gazetteer import gazetteer, read_aliases
from diasporamap.places.join import Joined, JoinReport, join_places
from diasporamap.places.names import match_places

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


@dataclass(frozen=True, eq=False)
class UnitCounts:
    """What came of a counts file by country or admin-1 unit; nothing is protected yet.

    Attributes
    ----------
    counts : pandas.DataFrame
        Tidy counts of the chosen year, source and definition, with codes in `place`.
    report : JoinReport
        The join of the whole file.
    sources : dict of str to Source
        The sources that were declared.
    """

    counts: pd.DataFrame
    report: JoinReport
    sources: Mapping[str, Source]


def read_unit_counts(
    path: str | PathLike[str],
    *,
    year: int | None = None,
    source: str | None = None,
    definition: str | None = None,
    aliases: Mapping[str, str] | str | PathLike[str] | None = None,
    allow_unmatched: bool = False,
    sheet: str | None = None,
    sources_file: str | PathLike[str] | None = None,
) -> UnitCounts:
    """Read, join and select the counts of a file.

    Parameters
    ----------
    path : path-like
        A counts table; see `read_counts`. Places are countries, by name or code, and admin-1 units
        by their ISO 3166-2 code.
    year, source, definition, aliases, allow_unmatched, sheet, sources_file : optional
        As for `diasporamap.intake.read_protected`.

    Raises
    ------
    CountsError, UnmatchedPlacesError
        If something in the files is wrong; every problem is listed.
    UsageError
        If a year, source, definition or sheet is asked for that there is not.
    """
    sources_path = Path(sources_file) if sources_file is not None else sources_file_of(path)
    declared = sources_file is not None or sources_path.is_file()
    sources = read_sources(sources_path) if declared else {}
    names = read_aliases(aliases) if isinstance(aliases, (str, PathLike)) else aliases
    table = read_table(path, sheet=sheet)
    joined = join_units(
        _with_declared(table.counts, sources, Path(path).name),
        file=str(path),
        aliases=names,
        allow_unmatched=allow_unmatched,
        column=table.headers["place"],
    )
    chosen = select_counts(joined.counts, year=year, source=source, definition=definition)
    return UnitCounts(chosen, joined.report, sources)


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


def _with_declared(counts: pd.DataFrame, sources: Mapping[str, Source], file: str) -> pd.DataFrame:
    """Add the source and the definition that the sources file declares to a table without them."""
    if not sources:
        return counts
    if "source" not in counts.columns:
        if len(sources) > 1:
            raise CountsError.one(
                f"{len(sources)} sources are declared and the table has no column 'source'",
                "Add the column, or declare only the source of this table.",
                file=file,
            )
        counts = counts.assign(source=next(iter(sources)))
    if "definition" not in counts.columns:
        definitions = {name: source.definition for name, source in sources.items()}
        counts = counts.assign(definition=counts["source"].map(definitions).astype("string"))
    return counts
