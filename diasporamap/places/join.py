"""Joins counts to places and accounts for every row and every person on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diasporamap.counts.schema import KEY, check_counts
from diasporamap.errors import CountsError, Problem, UnmatchedPlacesError
from diasporamap.places.gazetteer import gazetteer
from diasporamap.places.names import Match, match_places, unmatched_problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


@dataclass(frozen=True, eq=False)
class JoinReport:
    """What went into a join, what matched and what did not; totals in = totals out.

    Attributes
    ----------
    rows_in, rows_matched : int
        Rows of tidy counts, a row a place and sex.
    people_in, people_matched : int
        Sum of their counts, blanks left out.
    unmatched : pandas.DataFrame
        A row of counts each: `row` (in the file), `place` (as written), `sex`, `people` (Int64),
        `reason` ("unclear" or "unknown"), `suggestions` (text, "; " between them).
    places_matched : tuple of str
        Codes of the places with a row, sorted.
    places_without_counts : tuple of str
        Codes of all other countries and territories, sorted.
    """

    rows_in: int
    people_in: int
    rows_matched: int
    people_matched: int
    unmatched: pd.DataFrame
    places_matched: tuple[str, ...]
    places_without_counts: tuple[str, ...]

    @property
    def rows_unmatched(self) -> int:
        """Rows that fit no place."""
        return len(self.unmatched)

    @property
    def people_unmatched(self) -> int:
        """People in rows that fit no place."""
        return int(self.unmatched["people"].sum())


@dataclass(frozen=True, eq=False)
class Joined:
    """Counts whose `place` is a code, and the report of the join.

    Attributes
    ----------
    counts : pandas.DataFrame
        The rows that matched, with codes in `place`; everything else as it came.
    report : JoinReport
        What matched and what did not.
    """

    counts: pd.DataFrame
    report: JoinReport


def join_places(
    counts: pd.DataFrame,
    *,
    file: str | None = None,
    aliases: Mapping[str, str] | None = None,
    allow_unmatched: bool = False,
    column: str = "place",
) -> Joined:
    """Replace the names of places in a counts table by their codes.

    Parameters
    ----------
    counts : pandas.DataFrame
        Tidy counts; not changed. The index is the row number that messages name.
    file : str, optional
        Name of the file, for the messages.
    aliases : mapping of str to str, optional
        Codes by names of one's own; see `read_aliases`.
    allow_unmatched : bool, default False
        Leave rows that fit no place out of the result, and list them in the report.
    column : str, default "place"
        Header of the places in the file, for the messages.

    Returns
    -------
    Joined
        The counts with codes, and the report.

    Raises
    ------
    UnmatchedPlacesError
        If a name fits no place, unless `allow_unmatched`. Every name is listed with its row.
    CountsError
        If the counts break the schema, two rows stand for the same cell once they have codes
        ("France" and "FRA"), or nothing at all matches.
    """
    check_counts(counts, file=file)
    matches = match_places(counts["place"].astype(str), aliases=aliases)
    lost = _lost_rows(counts, matches)
    if len(lost) and not allow_unmatched:
        raise UnmatchedPlacesError(_unmatched_problems(counts, matches, file, column))
    matched = matches["place"].notna().to_numpy()
    kept = counts[matched].assign(place=matches["place"][matched].array)
    if kept.empty:
        raise CountsError.one(
            "no row fits a place",
            "Check that this column holds the places.",
            file=file,
            column=column,
        )
    _check_cells(kept, counts["place"][matched], file, column)
    return Joined(kept, _report(counts, kept, lost))


def _report(counts: pd.DataFrame, kept: pd.DataFrame, lost: pd.DataFrame) -> JoinReport:
    people = counts["count"].astype("Int64")
    present = set(kept["place"])
    return JoinReport(
        rows_in=len(counts),
        people_in=int(people.sum()),
        rows_matched=len(kept),
        people_matched=int(kept["count"].astype("Int64").sum()),
        unmatched=lost,
        places_matched=tuple(sorted(present)),
        places_without_counts=tuple(sorted(set(gazetteer().titles) - present)),
    )


def _lost_rows(counts: pd.DataFrame, matches: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that fit no place, with the reason and what may be meant."""
    import pandas as pd

    rows = pd.DataFrame(
        {
            "row": counts.index,
            "place": counts["place"].array,
            "sex": counts["sex"].array,
            "people": counts["count"].astype("Int64").array,
            "reason": matches["reason"].array,
            "suggestions": matches["suggestions"].map("; ".join).array,
        }
    )
    return rows[matches["place"].isna().to_numpy()].reset_index(drop=True)


def _unmatched_problems(
    counts: pd.DataFrame, matches: pd.DataFrame, file: str | None, column: str
) -> list[Problem]:
    """Describe each name that did not match, with all its rows."""
    lost = matches.assign(row=counts.index)[matches["place"].isna()]
    problems = []
    for name, rows in lost.groupby("name", sort=False):
        match = Match(None, rows["reason"].iloc[0], rows["suggestions"].iloc[0])
        where = ", ".join(dict.fromkeys(map(str, rows["row"])))
        problems.append(unmatched_problem(str(name), match, file=file, row=where, column=column))
    return problems


def _check_cells(kept: pd.DataFrame, written: pd.Series, file: str | None, column: str) -> None:
    """Refuse rows that became the same cell: two names of one place."""
    key = [name for name in KEY if name in kept.columns]
    first: dict[tuple[str, ...], tuple[object, str]] = {}
    problems: dict[object, Problem] = {}
    cells = kept[key].astype("string").fillna("").itertuples(index=False, name=None)
    for row, name, cell in zip(kept.index, written, cells, strict=True):
        if cell in first:
            other, other_name = first[cell]
            problems.setdefault(
                row,
                Problem(
                    f"'{name}' is {cell[0]}, as is '{other_name}' in row {other}",
                    "Add the two rows together, or keep one of them.",
                    file,
                    row,
                    column,
                ),
            )
        else:
            first[cell] = (row, str(name))
    if problems:
        raise CountsError(list(problems.values()))
