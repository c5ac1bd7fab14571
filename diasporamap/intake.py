"""Reads a counts file and joins it to places: what every command begins with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from diasporamap.counts.aggregation import (
    aggregate_counts,
    kept_where,
    select_counts,
    select_earlier,
)
from diasporamap.counts.characteristics import characteristic_named
from diasporamap.counts.described import rows_of, what_is_counted
from diasporamap.counts.notes import Note
from diasporamap.counts.table import Counts
from diasporamap.districts.attach import overlap_problems
from diasporamap.districts.choice import DistrictChoice
from diasporamap.districts.tables import stored_districts
from diasporamap.errors import UsageError
from diasporamap.language import message
from diasporamap.language.cards import Card, Shown, card_text
from diasporamap.language.messages import messages_language
from diasporamap.places.aliases import read_aliases
from diasporamap.places.columns import Naming
from diasporamap.places.join import Joined, joined_with_problems
from diasporamap.places.join_report import countries_of
from diasporamap.places.origins import no_origins
from diasporamap.places.plausibility import size_problems
from diasporamap.places.units import countries_by_row, country_of
from diasporamap.protection import BY, Release
from diasporamap.protection.by import ADMIN1
from diasporamap.protection.editions import has_editions, read_editions
from diasporamap.protection.linked import Cell
from diasporamap.protection.linked.system import TOTAL
from diasporamap.protection.tables import Published
from diasporamap.readers.options import ReadingOptions
from diasporamap.readers.reference import with_origin
from diasporamap.readers.registry import table_with_problems
from diasporamap.store.address import is_database, is_server, pattern_file_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    import pandas as pd

    from diasporamap.counts.origin import Origin
    from diasporamap.counts.quantity import Quantity
    from diasporamap.counts.sources import Source
    from diasporamap.counts.table import Table
    from diasporamap.districts import Districts, Weights
    from diasporamap.places.join_report import JoinReport
    from diasporamap.protection import Profile
    from diasporamap.protection.editions import Edition
    from diasporamap.tables.frames import Source as Readable

#: The options that still can be given where the counts are read already.
AFTER_READING = ("year", "source", "definition", "aliases", "allow_unmatched")


@dataclass(frozen=True, eq=False, repr=False)
class JoinedFile(Shown):
    """All counts of a file with codes of places; they are not protected.

    `joined` has the rows that matched, with the source and definition that are declared, what
    matched and what did not, and all that is wrong; `table` what was recognised in the file.
    """

    joined: Joined
    table: Table
    options: ReadingOptions

    def _card(self) -> Card:
        """Say what was read and matched, and no figure."""
        what = what_is_counted(self.origin, self.quantity, messages_language())
        return Card(
            card_text("joined_file", messages_language(), what=what),
            (
                ("file", self.table.file),
                *self.joined.rows_matched,
                *rows_of(self.counts, self.sources, messages_language()),
            ),
            verbs=(".counts", ".report", ".joined.unmatched"),
        )

    @property
    def counts(self) -> pd.DataFrame:
        """The rows that matched."""
        return self.joined.counts

    @property
    def report(self) -> JoinReport:
        """What matched and what did not."""
        return self.report_of()

    @property
    def origin(self) -> Origin:
        """The country that the people come from."""
        return self.options.country

    @property
    def quantity(self) -> Quantity | None:
        """What the figures are of where it is not people."""
        return self.table.quantity

    def report_of(self, chosen: pd.DataFrame | None = None) -> JoinReport:
        """Return what matched, of all rows or of some, with sums in the unit of the figures."""
        report = self.joined.report if chosen is None else self.joined.report_of(chosen)
        if self.quantity is None or not self.quantity.decimals:
            return report
        names = ("people_in", "people_matched", "people_not_stated")
        sums = {name: self.quantity.exact(getattr(report, name)) for name in names}
        lost = report.unmatched.assign(people=self.quantity.unscaled(report.unmatched["people"]))
        return replace(report, unmatched=lost, **sums)  # type: ignore[arg-type]

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources that are declared, beside the file or by the file itself."""
        return self.table.sources

    def refuse_problems(self) -> JoinedFile:
        """Raise all that is wrong at once, and return the file where nothing is."""
        self.joined.refuse_problems(allow_unmatched=self.options.allow_unmatched)
        return self

    def asking(self, *by: str) -> JoinedFile:
        """Return the same file with all that is wrong for tables by these places.

        A district or first-level unit needs every subdivision and no country beside a part of it, a
        level of the origin needs every origin.
        """
        places = [name for name in by if characteristic_named(name) is None]
        levels = [self.origin.level(name) for name in places if name not in BY]
        needed = {"subdivision": bool({"district", ADMIN1} & {*by}), "origin": bool(levels)}
        joined = self.joined.asking(*(column for column, asked in needed.items() if asked))
        problems, naming = list(joined.problems), joined.naming
        if levels and "origin" not in joined.counts.columns:
            problems.append(no_origins(naming.file, self.origin))
        given = joined.columns[0].codes.dropna().unique()
        parts = any(country_of(code) != code for code in given)
        if {"district", ADMIN1} & {*by} or parts:
            problems += [
                replace(problem, column=naming.header("place"), topic="Duplicate")
                for problem in overlap_problems(joined.counts, naming.file)
            ]
        return replace(self, joined=replace(joined, problems=tuple(problems)))

    def choose(self) -> pd.DataFrame:
        """Keep one year, source and definition; see `select_counts`."""
        return select_counts(self.counts, declared=self.sources, **self.options.chosen)

    def every(self) -> pd.DataFrame:
        """Keep every year, and the source and definition that are named, if any."""
        counts = self.counts
        for column in ("source", "definition"):
            if (value := self.options.chosen.get(column)) is not None:
                counts = kept_where(counts, column, value, self.sources)
        return counts

    def earlier(self, since: int) -> pd.DataFrame:
        """Keep the same source and definition in an earlier year; see `select_earlier`."""
        return select_earlier(self.counts, self.choose(), since, self.sources)


def join_file(counts: Readable | Counts, options: ReadingOptions) -> JoinedFile:
    """Read and join the counts of a file as far as they go, with all that is wrong beside them.

    Places are countries or admin-1 units, by code or by name. What is wrong with the counts is in
    `joined` and is not raised, so that a report can name all of it at once.
    """
    if isinstance(counts, Counts):
        options = _after_reading(counts, options)
    else:
        options = with_origin(options, counts)
    origin, names = options.country, options.aliases
    if isinstance(names, (str, PathLike)):
        names = read_aliases(names, origin=origin)
    table = counts.read if isinstance(counts, Counts) else table_with_problems(counts, options)
    naming = Naming(
        *(table.file, table.headers, names), units=True, origin=origin, persons=table.of_persons
    )
    joined = joined_with_problems(
        counts.chosen if isinstance(counts, Counts) else table.counts, naming
    )
    problems = [*table.problems, *joined.problems]
    people = not table.all_origins and table.quantity is None
    if not problems and not joined.counts.empty and people:
        problems = list(size_problems(joined.counts, table.sources, naming, origin))
    joined = replace(joined, problems=tuple(problems))
    if people and origin.code in countries_of(joined.columns[0].codes.dropna().unique()):
        home = Note("at_home", {"name": {"fr": origin.name.fr, "en": origin.name.en}})
        seen = table.recognised
        table = replace(table, recognised=replace(seen, notes=(*seen.notes, home)))
    return JoinedFile(joined, table, options)


def _after_reading(counts: Counts, options: ReadingOptions) -> ReadingOptions:
    """Return the options of counts that are read already; refuse those of the reading itself."""
    own = counts.origin.code
    if options.origin is not None and options.country.code != own:
        other = options.country.code
        raise UsageError(message("intake.other_origin", own=own, named=other))
    given = {name: value for name, value in vars(options).items() if value and name != "origin"}
    for name in given:
        if name not in AFTER_READING:
            raise UsageError(message("intake.read_already", option=name))
    kept = {"aliases": counts.aliases, "allow_unmatched": counts.allow_unmatched}
    return ReadingOptions(origin=counts.origin, as_of=counts.as_of, **{**kept, **given})


@dataclass(frozen=True)
class Remembered:
    """What readers may have of the counts of a file already.

    `file` is where a release is kept, `known` are cells that published counts of the same people
    have, each in its year, and `earlier` are the releases that were kept.
    """

    file: Path | None
    known: frozenset[Published]
    earlier: tuple[Edition, ...]


def remembered(
    read: JoinedFile,
    pattern_file: str | PathLike[str] | None = None,
    against: Sequence[str | PathLike[str]] = (),
) -> Remembered:
    """Return what readers may have of the counts already; parameters as for `release`."""
    file = pattern_file_of(read.table.file or "", pattern_file)
    paths = [*([file] if file is not None and has_editions(file) else []), *map(Path, against)]
    if is_database(read.table.file) and not is_server(read.table.file):
        paths.append(Path(read.table.file))
    earlier = (edition for path in paths for edition in read_editions(path))
    return Remembered(file, _published_cells(read), tuple(earlier))


def quantity_shown(
    read: JoinedFile, before: Remembered, profile: str | Profile | None
) -> Quantity | None:
    """Return the quantity of a file, protected as people where a profile is asked for.

    So it is where counts of the same name were protected before: they may be the same.
    """
    quantity = read.quantity
    if quantity is not None and (profile is not None or before.earlier):
        return replace(quantity, is_open=False)
    return quantity


def district_choice_of(
    read: JoinedFile,
    districts: Districts | None = None,
    day: date | str | None = None,
    weights: Weights | None = None,
) -> DistrictChoice:
    """Return whose districts are meant: those given, those of a database, or of the origin."""
    if districts is None and is_database(read.table.file):
        file, as_of = read.table.file, read.options.as_of
        districts = stored_districts(file, as_of=as_of, origin=read.origin)
    return DistrictChoice(districts, day, weights, read.origin)


def release_of(
    read: JoinedFile,
    chosen: pd.DataFrame,
    profile: Profile,
    before: Remembered,
    *,
    quantity: Quantity | None = None,
    districts: DistrictChoice | None = None,
    confidential: bool = False,
) -> Release:
    """Make the release of the counts that are chosen of a file."""
    return Release(
        *(chosen, profile, read.sources, districts or district_choice_of(read)),
        read.table.file or None,
        aside=read.joined.not_stated(chosen),
        known=before.known,
        earlier=before.earlier,
        confidential=confidential,
        quantity=quantity,
    )


def _published_cells(read: JoinedFile) -> frozenset[Published]:
    """Return the cells that published counts of the same people have, each of its own year."""
    found: set[Published] = set()
    for source in read.sources.values():
        if source.same_people_as is None:
            continue
        given = join_file(source.same_people_as, ReadingOptions(origin=read.options.origin))
        if given.quantity is not None:
            raise UsageError(message("intake.no_people", file=source.same_people_as))
        given.refuse_problems()
        own = read.counts
        if "source" in own.columns:
            own = own[(own["source"] == source.name).fillna(value=False).astype(bool)]
        years = _years(own)
        among = set(years)
        for year in sorted(among):
            counts = _published_in(given, year, alone=len(among) == 1)
            cells = _cells_known(_by_country(counts), _by_country(own[years == year]))
            found |= {Published(source.name, year or None, cell) for cell in cells}
    return frozenset(found)


def _years(counts: pd.DataFrame) -> pd.Series:
    """Return the year of each row, 0 where there is none."""
    import pandas as pd

    if "year" not in counts.columns:
        return pd.Series(0, counts.index)
    return counts["year"].astype("Int64").fillna(0).astype(int)


def _published_in(given: JoinedFile, year: int, *, alone: bool) -> pd.DataFrame:
    """Return the published counts of one year; the last one for counts without years."""
    if not year:
        return given.choose()
    years = _years(given.counts)
    if not alone and (years == 0).any():
        raise UsageError(message("intake.without_year", file=given.table.file))
    kept = given.counts[years.isin([0, year])].drop(columns="year", errors="ignore")
    return select_counts(kept, declared=given.sources)


def _by_country(counts: pd.DataFrame) -> pd.DataFrame:
    """Return the people of each country and sex."""
    places = countries_by_row(counts["place"])
    return aggregate_counts(counts.assign(place=places), by=("place", "sex"))


def _cells_known(published: pd.DataFrame, own: pd.DataFrame) -> Iterator[Cell]:
    """Give the cells of a register that published counts of the same people tell.

    People of no stated sex alone are a total. Women alone are none; nor are women and men where
    the register has more, who state no sex.
    """
    in_register = {place: set(rows["sex"]) for place, rows in own.groupby("place")}
    for place, rows in published.groupby("place"):
        sexes, known = set(rows["sex"]), set(rows.loc[rows["count"].notna(), "sex"])
        stated = in_register.get(place, set())
        needed = {"F", "M"} | (stated if stated != {"U"} else set())
        if known == sexes and (sexes == {"U"} or needed <= sexes):
            yield Cell("country", str(place), TOTAL)
        if sexes != {"U"}:
            yield from (Cell("country", str(place), sex) for sex in known)
