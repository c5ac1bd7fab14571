"""Accounts for every row and every person that goes into a join: totals in = totals out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from diasporamap.language import message
from diasporamap.places.country_names import countries_register
from diasporamap.places.registers import Match
from diasporamap.places.units import country_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from diasporamap.language import Message
    from diasporamap.places.columns import MatchedColumn

#: The columns of the rows that fit no place.
LOST: Final = ("row", "column", "place", "sex", "people", "reason", "suggestions")


@dataclass(frozen=True, eq=False)
class JoinReport:
    """What went into a join, what matched and what did not; totals in = totals out.

    Rows are those of tidy counts, a row a place and sex, which reports call figures; people are the
    sum of their counts, blanks left out.

    `unmatched` has a row of counts each with a name that fits nothing, in a column that is asked
    for; only those of the column "place" are left out. `row` (in the file), `column` (whose name
    does not match), `place` (the name as written; "Nigeria, Lagoss" of a part of a country), `sex`,
    `people` (Int64), `reason` ("unclear", "part" or "unknown"), `suggestions` (text, "; " between
    them).

    Rows that say that no place is stated, as "Non renseigné", have a sum of their own.

    Places are codes, sorted; those without counts are all other countries and territories.
    `shown_names` says whether messages may show names that fit no place; see
    `diasporamap.places.registers.name_places`. `rows_without_unit` matched and name a city or part
    that is not known, unclear or of another country: by admin-1 unit they stay with their country.
    """

    rows_in: int
    people_in: int
    rows_matched: int
    people_matched: int
    unmatched: pd.DataFrame
    places_matched: tuple[str, ...]
    places_without_counts: tuple[str, ...]
    shown_names: bool = True
    rows_without_unit: int = 0
    rows_not_stated: int = 0
    people_not_stated: int = 0

    @property
    def rows_unmatched(self) -> int:
        """Rows that fit no place."""
        return int((self.unmatched["column"] == "place").sum())

    @property
    def people_unmatched(self) -> int:
        """People in rows that fit no place."""
        return int(self.unmatched.loc[self.unmatched["column"] == "place", "people"].sum())


def account(
    whole: Literal["alone", "in", "figures"], report: JoinReport, what: Literal["rows", "people"]
) -> Message:
    """Write how rows or people divide; `whole` is how all of them are called."""
    parts = {part: getattr(report, f"{what}_{part}") for part in ("matched", "not_stated")}
    number = getattr(report, f"{what}_in")
    parts["unmatched"] = number - parts["matched"] - parts["not_stated"] or 0
    kind = f"{what}_not_stated" if report.rows_not_stated else what
    said = message(f"places.account.{whole}", number=number)
    return message(f"places.account.{kind}", whole=said, **parts)


def report_of(
    counts: pd.DataFrame, kept: pd.DataFrame, columns: Sequence[MatchedColumn]
) -> JoinReport:
    """Account for every row of a join: what went in, what was kept, and the columns asked for."""
    present = set(kept["place"].unique())
    without = countries_register().titles.keys() - countries_of(present)
    return JoinReport(
        rows_in=len(counts),
        people_in=_people(counts),
        rows_matched=len(kept),
        people_matched=_people(kept),
        unmatched=lost_rows(counts, columns),
        places_matched=tuple(sorted(present)),
        places_without_counts=tuple(sorted(without)),
        shown_names=all(column.told for column in columns),
        rows_not_stated=int(columns[0].not_stated.sum()),
        people_not_stated=_people(counts[columns[0].not_stated]),
    )


def _people(counts: pd.DataFrame) -> int:
    return int(counts["count"].astype("Int64").sum())


def lost_rows(counts: pd.DataFrame, columns: Sequence[MatchedColumn]) -> pd.DataFrame:
    """Return the rows with a name that fits nothing, with why and what may be meant."""
    import numpy as np
    import pandas as pd

    names = []
    lost = columns[0].codes.isna().to_numpy(dtype=bool) & ~columns[0].not_stated
    for column in columns[1:]:
        lost = lost | column.lost
    rows = counts[lost]
    written = {column.column: rows[column.column].tolist() for column in columns}
    written["subdivision"] = written_places(rows).tolist()
    for number, at in enumerate(np.flatnonzero(lost)):
        column = next((column for column in columns if column.lost[at]), columns[0])
        match = column.meanings[column.found[at]] or Match(None, "unknown")
        offered = "; ".join(match.suggestions)
        names.append((column.column, written[column.column][number], match.reason, offered))
    told = pd.DataFrame(names, columns=["column", "place", "reason", "suggestions"])
    told.insert(0, "row", rows.index)
    told.insert(3, "sex", rows["sex"].to_numpy())
    return told.assign(people=rows["count"].astype("Int64").array)[[*LOST]]


def countries_of(places: Iterable[str]) -> set[str]:
    """Return the countries of places, which are countries or admin-1 units."""
    return {country_of(place) for place in places}


def written_places(counts: pd.DataFrame) -> pd.Series:
    """Return the place of each row as written, with the part of it where one is named."""
    place = counts["place"].astype("string").fillna("")
    if "subdivision" not in counts.columns:
        return place
    part = counts["subdivision"].astype("string").fillna("")
    return place.where(part == "", place + ", " + part)
