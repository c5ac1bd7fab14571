"""The plan of an atlas: the releases that it needs, and one job for each set of files it makes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from diasporamap.atlas.model import PLACE
from diasporamap.atlas.products import PRODUCTS
from diasporamap.atlas.reading import in_language
from diasporamap.errors import UsageError
from diasporamap.language import message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from diasporamap.api import Release
    from diasporamap.atlas.model import Atlas, Item
    from diasporamap.language import Language


@dataclass(frozen=True)
class Edition:
    """Which release of a source is meant: of one year or of all, and since when changes count."""

    source: str
    year: int | None
    since: int | None
    every: bool

    @property
    def told(self) -> str:
        """Say which one it is."""
        kind = "every" if self.every else "year" if self.year else "last"
        told = message(f"atlas.edition.{kind}", source=self.source, year=self.year)
        return (
            message("atlas.edition.since", edition=told, since=self.since) if self.since else told
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class ChapterJob:
    """A chapter of a report: title, text, drafts, the release these are of, and its pieces."""

    title: str
    text: tuple[str, ...]
    drafts: tuple[str, ...]
    edition: Edition
    jobs: tuple[Job, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Job:
    """What is made in one go: an item in one language, for one place where it is of one.

    `paths` are its files, one a format; `options` what its product takes, with the language;
    `tables` are those that it shows, `by` what it asks for; `edition` and `beside` say which
    releases it shows. A report has `chapters`.
    """

    product: str
    name: str
    by: tuple[str, ...]
    tables: tuple[str, ...]
    paths: tuple[Path, ...]
    edition: Edition
    beside: tuple[Edition, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    chapters: tuple[ChapterJob, ...] = ()
    line: int = 0

    @property
    def editions(self) -> tuple[Edition, ...]:
        """Every release that it shows, each once."""
        inside = (one for chapter in self.chapters for one in _editions(chapter))
        return tuple(dict.fromkeys((self.edition, *self.beside, *inside)))


def _editions(chapter: ChapterJob) -> Iterator[Edition]:
    yield chapter.edition
    for job in chapter.jobs:
        yield from job.editions


@dataclass(frozen=True)
class Plan:
    """An atlas with its releases, each made once, when it is first asked for."""

    atlas: Atlas
    _made: dict[Edition, Release] = field(default_factory=dict, init=False)

    @property
    def releases(self) -> Mapping[Edition, Release]:
        """The releases that were made."""
        return self._made

    @cached_property
    def tables(self) -> Mapping[str, tuple[str, ...]]:
        """The tables by source that anything shows: they are protected together."""
        asked: dict[str, dict[str, None]] = {name: {} for name in self.atlas.sources}
        for item in self.atlas.items:
            wanted = [*_tables(item), *([item.each] if item.each else [])]
            for source in (item.source, *PRODUCTS[item.product].beside(item)):
                asked[source] |= dict.fromkeys(wanted)
        return {name: tuple(tables) for name, tables in asked.items()}

    def release_of(self, edition: Edition) -> Release:
        """Return a release; it is made the first time.

        Raises
        ------
        DiasporaMapError
            As for `diasporamap.release`.
        """
        if edition not in self._made:
            self._made[edition] = _made(self.atlas, edition, self.tables[edition.source])
        return self._made[edition]

    def jobs(self, items: tuple[Item, ...] | None = None) -> tuple[Job, ...]:
        """Return the jobs of some items, of all when left out, in the order of the file."""
        chosen = self.atlas.items if items is None else items
        return tuple(job for item in chosen for job in self._jobs_of(item))

    def _jobs_of(self, item: Item) -> Iterator[Job]:
        product = PRODUCTS[item.product]
        every = product.all_years(item)
        edition = Edition(item.source, *_years(self.atlas, item), every)
        beside = tuple(Edition(name, None, None, every=True) for name in product.beside(item))
        for place in self._places(item, edition):
            name = item.name.replace(PLACE, place)
            aimed = product.place(item.each, place) if item.each else {}
            for language in item.languages:
                start = self.atlas.output / item.product / f"{name}_{language}"
                yield Job(
                    product=item.product,
                    name=f"{name}_{language}",
                    by=item.by,
                    tables=_tables(item),
                    paths=tuple(start.with_name(f"{start.name}.{one}") for one in item.formats),
                    edition=edition,
                    beside=beside,
                    options={**self._options(item, language), **aimed, "language": language},
                    chapters=tuple(self._chapters(item, edition, language)),
                    line=item.line,
                )

    def _options(self, item: Item, language: Language) -> dict[str, Any]:
        """Return what the product of an item takes; a report tells what is missing."""
        options = in_language(item.options, language)
        if options.pop("chapters", None) is not None:
            options["missing"] = in_language(self.atlas.missing, language)
        return options

    def _chapters(self, item: Item, edition: Edition, language: Language) -> Iterator[ChapterJob]:
        """Give the chapters of a report with the jobs of their pieces in its language."""
        items = {one.name: one for one in self.atlas.items if PRODUCTS[one.product].part}
        for chapter in item.options.get("chapters", ()):
            named = (items[name] for name in chapter.get("items", ()))
            pieces = (replace(one, languages=(language,)) for one in named)
            jobs = tuple(job for one in pieces for job in self._jobs_of(one))
            first = next((job.edition for job in jobs if not job.edition.every), edition)
            said = in_language(chapter, language)
            yield ChapterJob(
                title=said["title"],
                text=tuple(filter(None, map(str.strip, said.get("text", "").split("\n\n")))),
                drafts=tuple(chapter.get("drafts", ())),
                edition=first,
                jobs=jobs,
            )

    def _places(self, item: Item, edition: Edition) -> list[str]:
        """Return the places that an item is made for: those whose figure is shown, by code."""
        if item.each is None:
            return [""]
        table = self.release_of(edition).by(item.each)
        cells, known = table.cells, table.geography.table
        if item.each == "district":  # the table has countries without one too
            known = known[known["status"] == "district"]
        shown = cells[(cells["sex"] == "T") & (cells["state"] == "value")]
        enough = shown.loc[shown["count"] >= max(item.over, 1), "place"]
        return sorted(place for place in enough if place in known.index)


def _tables(item: Item) -> tuple[str, ...]:
    """Return the tables that an item shows."""
    shown = PRODUCTS[item.product].shows(item)
    return (shown,) if shown else item.by


def _years(atlas: Atlas, item: Item) -> tuple[int | None, int | None]:
    """Return the year that an item shows and the one before, its own or those of its source."""
    source = atlas.sources[item.source]
    year = source.reading.get("year") if item.year is None else item.year
    since = source.release.get("since") if item.since is None else item.since
    return year, since


def _made(atlas: Atlas, edition: Edition, tables: tuple[str, ...]) -> Release:
    from diasporamap.api import release

    source = atlas.sources[edition.source]
    reading = {**source.reading, "year": edition.year, "origin": atlas.origin}
    if "allow_unmatched" in reading:
        reading["allow_unmatched"] = True
    if edition.every:
        del reading["year"]
    return release(
        source.counts,
        **read_choice(source.districts, atlas.origin),
        profile=atlas.profile,
        confidential=atlas.confidential,
        by=tables,
        every=edition.every,
        **{**source.release, "since": None if edition.every else edition.since},
        **reading,
    )


def read_choice(districts: Mapping[str, Any], origin: str | None) -> dict[str, Any]:
    """Read the districts that a source names, as `release` takes them."""
    from diasporamap.districts import read_districts, read_weights

    given = dict(districts)
    own = {name: given.pop(name) for name in ("districts", "missions") if name in given}
    weights, column = given.pop("weights", None), given.pop("weight_column", None)
    if column is not None and weights is None:
        raise UsageError(message("atlas.no_weights"))
    made: dict[str, Any] = {"day": given.pop("date", None)}
    if weights is not None:
        made["weights"] = read_weights(weights, column=column)
    if own:
        made["districts"] = read_districts(
            own.get("districts"), missions=own.get("missions"), origin=origin
        )
    return made
