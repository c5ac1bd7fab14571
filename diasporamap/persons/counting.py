"""Makes a result of rows, of persons or of groups of them: finds columns, tallies, refuses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from diasporamap.counts.frames import checked, tidy_frame
from diasporamap.counts.notes import Note
from diasporamap.errors import CountsError, Problem
from diasporamap.persons.identifying import refuse_identifying, refuse_persons
from diasporamap.persons.kobo import is_xml
from diasporamap.persons.meanings import meanings_of
from diasporamap.persons.moved import moved_note, together
from diasporamap.persons.multiple_choice import as_one_and_zero, with_answer
from diasporamap.persons.questions import find_column, look_for
from diasporamap.persons.tally import Dimension, tally, with_zeros
from diasporamap.persons.twice import Known

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    import pandas as pd

    from diasporamap.persons.codebook import Codebook
    from diasporamap.persons.coordinates import Coordinates, Located
    from diasporamap.persons.rows import Persons
    from diasporamap.persons.twice import Duplicates

    Rows = Iterator[tuple[int, Sequence[str]]]


@dataclass(frozen=True, eq=False)
class Aggregated:
    """Counts of persons; they are not protected.

    Attributes
    ----------
    counts : pandas.DataFrame
        Tidy counts: `place`, `subdivision` with coordinates to units, `sex`, `year` where it was
        asked for, a column for each of `by` (of the schema, or headed ``by_...``), `count` (Int64),
        0 where a group has women only or men only. The index is no row of the file.
    persons : int
        Persons counted: the sum of the counts.
    unknown_sex : int
        Those of unknown sex.
    notes : tuple of Note
        Which sheet was read where none was named, what stands above the header, how many rows
        of an export repeat a submission (they are counted), which are of one person, and whether
        coordinates lie in no place.
    """

    counts: pd.DataFrame
    persons: int
    unknown_sex: int
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What persons are counted by, as columns of the result with their headers, and how."""

    columns: Mapping[str, str]
    sex_codes: Mapping[str, str]
    book: Codebook | None
    sheet: str | None
    identifier: str | None
    duplicates: Duplicates | None
    coordinates: Coordinates | None

    @property
    def placed(self) -> tuple[str, ...]:
        """The columns of the result that coordinates become."""
        return self.coordinates.columns if self.coordinates else ()

    @property
    def found(self) -> dict[str, str]:
        """The columns of the result that are columns of the file."""
        return {name: header for name, header in self.columns.items() if name not in self.placed}

    @property
    def headers(self) -> list[str]:
        """All headers that the file must have."""
        points = [self.coordinates.lon, self.coordinates.lat] if self.coordinates else []
        return [*self.found.values(), *points, *([self.identifier] if self.identifier else [])]


def points_of(persons: Persons, coordinates: Coordinates) -> tuple[int, int]:
    """Find the columns of coordinates; all that is wrong is told with the others."""
    lon, lat = (look_for(persons.header, header) for header in (coordinates.lon, coordinates.lat))
    return (lon.position if lon else 0, lat.position if lat else 0)


@dataclass(frozen=True)
class Counting:
    """How rows, of persons or of groups of them, become a result.

    `people` is the position of the cell that says how many persons a row has, `noted` is told of
    each person that counts.
    """

    persons: Persons
    asked: Asked
    located: Located
    noted: Callable[[int, Sequence[str]], None] | None = None
    people: int | None = None

    def result(
        self,
        rows: Rows,
        again: Callable[[], int],
        called: Callable[[Sequence[int]], Mapping[int, int]] | None = None,
    ) -> Aggregated:
        """Count rows; `again` says how many repeat a submission, `called` how rows are called."""
        asked, header = self.asked, self.persons.header
        known = None
        if asked.identifier:
            found = find_column(header, asked.identifier, elsewhere=self.persons.elsewhere)
            rows = together(rows, found.position, found.others, header=header)
            known = Known(found.position, asked.duplicates, readable=self.persons.readable)

        def counts(row: int, cells: Sequence[str], key: Hashable) -> bool:
            one = self.people is None or row > 0
            if known is not None and one and not known.counts(row, cells, key):
                return False
            if self.noted is not None:
                self.noted(row, cells)
            return True

        dimensions, rows = self.dimensions(rows)
        letters = self.persons.readable
        records, counted = tally(
            rows, dimensions, readable=letters, counts=counts, people=self.people
        )
        names = called(known.listed) if known and called and known.listed else None
        twice = tuple(known.notes(str(asked.identifier), names)) if known else ()
        number, outside = again(), self.located.outside
        repeats = (Note("repeated", {"number": number}),) if number else ()
        beside = (Note("outside", {"number": outside}),) if outside else ()
        moved = moved_note(header, asked.found.values(), asked.book)
        notes = (*self.persons.notes, *moved, *twice, *repeats, *beside)
        return _result(records, counted, asked, notes)

    def dimensions(self, rows: Rows) -> tuple[list[Dimension], Rows]:
        """Find the columns that are counted by; columns of single answers are made at the end."""
        header, asked, book = self.persons.header, self.asked, self.asked.book
        problems: list[Problem] = []
        width = len(header) + (self.people is not None)
        dimensions = []
        for name in asked.placed:
            dimensions.append(Dimension(name, asked.columns[name], width, {}))
            width += 1
        for wanted in [asked.coordinates.lon, asked.coordinates.lat] if asked.coordinates else ():
            try:
                find_column(header, wanted, elsewhere=self.persons.elsewhere)
            except CountsError as error:
                problems += error.problems
        for column, wanted in asked.found.items():
            try:
                found = find_column(header, wanted, codebook=book, elsewhere=self.persons.elsewhere)
                if column != "year":
                    refuse_identifying(header[found.position])
            except CountsError as error:
                problems += error.problems
                continue
            position, own = found.position, header[found.position]
            if found.others:
                rows = together(rows, position, found.others, header=header)
            meanings = meanings_of(column, own, codebook=book, sex_codes=asked.sex_codes)
            if found.answers:
                known = book.lists(own) if book else ()
                letters = self.persons.readable
                rows = with_answer(
                    rows, position, found.answers, column=wanted, known=known, readable=letters
                )
                position, meanings, width = width, {}, width + 1
            dimensions.append(Dimension(column, wanted, position, meanings, is_xml(header)))
        if problems:
            raise CountsError(problems)
        return dimensions, rows


def _result(
    records: list[dict[str, Any]], counted: int, asked: Asked, notes: tuple[Note, ...]
) -> Aggregated:
    """Refuse what tells persons, and make the table."""
    groups = {name: head for name, head in asked.columns.items() if name not in ("sex", "year")}
    refuse_persons(records, groups, counted=counted)
    records = as_one_and_zero(records, [name for name in groups if name != "place"])
    frame = _frame(with_zeros(records), list(asked.columns))
    unknown = int(frame.loc[frame["sex"] == "U", "count"].sum())
    return Aggregated(frame, counted, unknown, notes)


def _frame(records: list[dict[str, Any]], columns: list[str]) -> pd.DataFrame:
    """Make the frame in the order of the places."""
    if not records:
        raise CountsError.of("no_persons")
    frame, problems = checked(tidy_frame(records, [*columns, "count"]), [], {}, file=None)
    if problems:
        raise CountsError(problems)
    ordered = frame.sort_values(columns, kind="stable", na_position="last")
    return ordered[[*columns, "count"]].reset_index(drop=True)
