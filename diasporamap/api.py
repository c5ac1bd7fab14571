"""From a counts table to maps, pages and tables in one noun: what commands and notebooks use."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final, Unpack

from diasporamap import protection
from diasporamap.counts.characteristics import (
    category_name,
    characteristics_of,
    is_characteristic,
)
from diasporamap.counts.described import (
    definitions_of,
    sexes_of,
    sources_of,
    what_is_counted,
    years_of,
)
from diasporamap.errors import UsageError
from diasporamap.intake import (
    JoinedFile,
    district_choice_of,
    join_file,
    quantity_shown,
    remembered,
)
from diasporamap.language import both, message
from diasporamap.language.cards import Card, Shown, card_text
from diasporamap.language.messages import messages_language
from diasporamap.places.population import Populations
from diasporamap.places.population_table import read_population
from diasporamap.places.units import countries_by_row, known_units
from diasporamap.protection import profile_named
from diasporamap.protection.by import ADMIN1, BY
from diasporamap.protection.described import protection_of, shown_by
from diasporamap.protection.editions import has_editions, read_editions, write_editions
from diasporamap.protection.gate import is_published
from diasporamap.protection.linked.suppress import untold
from diasporamap.readers.options import ReadingKeywords, reading_options

#: What a table of years is by, beside what tables of a release are by.
YEAR: Final = "year"

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from os import PathLike
    from pathlib import Path

    import folium
    import pandas as pd

    from diasporamap.counts.table import Counts
    from diasporamap.districts import Districts, Weights
    from diasporamap.districts.choice import DistrictChoice
    from diasporamap.export import PublishedTable
    from diasporamap.language import Language
    from diasporamap.points import Pointed
    from diasporamap.profiles import Profile as PlaceProfile
    from diasporamap.protection import Profile
    from diasporamap.sheet.page import MapFigure
    from diasporamap.tables.frames import Source as Readable
    from diasporamap.web.page import WebPage


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Release(Shown, protection.Release):
    """All tables of a register that may be shown, and what is made of them; see `release`.

    Attributes
    ----------
    read : JoinedFile
        What was read, not protected, and how it matched.
    pattern_file : pathlib.Path or None
        Where `keep` writes what is hidden.
    asked : tuple of str
        The tables that were asked for when it was made, which its log is of.
    """

    read: JoinedFile
    pattern_file: Path | None = None
    asked: tuple[str, ...] = ()
    _over: dict[tuple[int, ...] | None, Release] = field(default_factory=dict, init=False)

    def _card(self) -> Card:
        """Say what it is of, and of the tables that were asked for how much they hide."""
        language = messages_language()
        published = all(is_published(self.counts, self.sources))
        told = protection_of(self.profile, published=published, is_open=self.is_open)
        passes = published or self.is_open
        shown = [shown_by(by, cells) for by, cells in self._made.items()]
        if passes and not shown:
            countries = countries_by_row(self.counts["place"])
            shown = [card_text("places", language, number=countries.nunique())]
        years = years_of(self.counts, messages_language())
        if self.before is not None:
            before = years_of(self.before.counts, messages_language())
            years = card_text("compared", language, year=years, before=before)
        return Card(
            card_text(
                "release",
                language,
                what=what_is_counted(self.origin, self.quantity, messages_language()),
            ),
            (
                ("confidential", both("confidential.stamp") if self.confidential else ""),
                ("file", self.file or ""),
                ("years", years),
                ("definitions", definitions_of(self.counts, messages_language())),
                ("sexes", sexes_of(self.counts, messages_language()) if passes else ""),
                ("sources", sources_of(self.counts, self.sources, messages_language())),
                ("tables", ", ".join(self.tables)),
                ("protection", told),
                ("shown", "; ".join(shown) or card_text("not_yet", language)),
            ),
            verbs=(".map()", ".page()", ".table()", ".figure()", ".cells()", ".profile_of(...)"),
        )

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of its tables, for `by`."""
        columns = self.counts.columns
        levels = (level.name for level in self.origin.levels if "origin" in columns)
        units = {"country": True, "district": self.districts.known, ADMIN1: self.admin1}
        known = (name for name, there in units.items() if there)
        return (*known, *levels, *characteristics_of(columns))

    def keep(self) -> Path | None:
        """Write down in the pattern file what is shown and hidden; later releases keep to it.

        Returns
        -------
        pathlib.Path or None
            The file, where something was added to it. Published figures need none.

        Raises
        ------
        UsageError
            If it cannot be written.
        """
        if self.pattern_file is None:
            return None
        kept = list(read_editions(self.pattern_file)) if has_editions(self.pattern_file) else []
        number = len(kept)
        for year in (*self.years, *(other for other in self._over.values() if other is not self)):
            made = year.suppression.editions(kept)
            kept += [edition for edition in made if edition not in (*self.earlier, *kept)]
        if len(kept) == number:
            return None
        write_editions(kept, self.pattern_file)
        return self.pattern_file

    def _named(self, by: str) -> str:
        """Return the name of a table, once what it needs of the file is checked."""
        self.read.asking(by).refuse_problems()
        return super()._named(by)

    def map(
        self,
        path: str | PathLike[str] | None = None,
        *,
        by: str = "country",
        points: Pointed = None,
        caption_file: str | PathLike[str] | None = None,
        svg_text: bool = False,
        **spec: Any,  # noqa: ANN401 - those of MapSpec
    ) -> MapFigure:
        """Draw a map on a sheet.

        Parameters
        ----------
        path : path-like, optional
            File to write it to: .png, .svg, .pdf, .jpg or .webp.
        by : str, default "country"
            Which table, as for `Release.by`.
        points : Points, path-like, DataFrame or "missions", optional
            Associations, missions or events to draw over the places, as `read_points` reads them.
        caption_file : path-like, optional
            File for its title, subtitle, captions and alternative text: .txt or .md.
        svg_text : bool, default False
            Whether text in an SVG is text, and not outlines.
        **spec
            What is drawn how, as for `MapSpec`: `measure`, `kind`, `language`, `title`, `size`, ...

        Raises
        ------
        DiasporaMapError
            As for `by` and `draw_map`.
        """
        from diasporamap.maps import MapSpec
        from diasporamap.maps.spec import ACROSS
        from diasporamap.sheet import draw_map

        drawn = MapSpec(**spec)
        shown = self.whole if drawn.facet in ACROSS else self
        draw = partial(draw_map, shown, drawn, by=by, points=points)
        return _saved(draw, path, caption_file, svg_text=svg_text)

    def largest(self, measure: str = "total", *, by: str = "country") -> float:
        """Return the largest figure that a map shows, for a scale that several maps share.

        Parameters
        ----------
        measure : str, default "total"
            What the maps show, a measure of people or of their change.
        by : str, default "country"
            Which table, as for `Release.by`.

        Returns
        -------
        float
            The largest figure shown, 0 where none is; figures that are hidden are in none.
            ``scale=max(one.largest(), other.largest())`` draws two maps whose circles compare.

        Raises
        ------
        DiasporaMapError
            As for `by`, and if there is no such measure.
        """
        from diasporamap.measures import measure_table

        shown = measure_table(self.by(by), measure)
        figures = shown.loc[shown["state"] == "value", "value"].abs()
        return float(figures.max()) if len(figures) else 0.0

    @cached_property
    def whole(self) -> Release:
        """The release of every year, source and definition of the counts, each for itself."""
        counts = self.read.every()
        if len(counts) == len(self.counts):
            return self
        aside = self.read.joined.not_stated(counts)
        return replace(self, counts=counts, aside=aside, before=None)

    def over(self, years: Sequence[int] | None = None) -> Release:
        """Return the release of several years of its source and definition, each for itself.

        Parameters
        ----------
        years : sequence of int, optional
            Which years; every one that the counts have when left out.

        Raises
        ------
        UsageError
            If there is no such year.
        """
        key = None if years is None else tuple(sorted(set(years)))
        if key not in self._over:
            self._over[key] = self._of_years(key)
        return self._over[key]

    def _of_years(self, years: tuple[int, ...] | None) -> Release:
        counts = self.read.counts
        for name in ("source", "definition"):
            if name in counts.columns:
                own = set(self.counts[name].dropna())
                counts = counts[counts[name].isin(own) if own else counts[name].isna()]
        known = set(counts["year"].dropna()) if "year" in counts.columns else set()
        if lacking := [year for year in years or () if year not in known]:
            have = [*map(str, sorted(known))] or message("api.none")
            wanted = [*map(str, lacking)]
            raise UsageError(message("api.no_years", lacking=wanted, known=have))
        if self.before is not None and years is not None:
            raise UsageError(message("api.page_of_changes"))
        if self.before is not None or not known:
            return self
        counts = counts[
            counts["year"].isin(known if years is None else set(years)).fillna(value=False)
        ]
        return replace(self, counts=counts, aside=self.read.joined.not_stated(counts))

    def figure(
        self,
        path: str | PathLike[str] | None = None,
        *,
        kind: str = "bars",
        by: str = "country",
        beside: Sequence[Release] = (),
        caption_file: str | PathLike[str] | None = None,
        svg_text: bool = False,
        **spec: Any,  # noqa: ANN401 - those of FigureSpec
    ) -> MapFigure:
        """Draw a figure that goes with a map of the same release.

        Parameters
        ----------
        path : path-like, optional
            File to write it to: .png, .svg, .pdf, .jpg or .webp.
        kind : {"bars", "years", "pyramid", "sources"}, default "bars"
            Bars of the largest places with women and men on two sides; lines by year, each source
            by itself; a pyramid of ages, where the counts have them; or the range of several
            sources by place.
        by : str, default "country"
            Which table the places are of, as for `Release.by`.
        beside : sequence of Release
            Other sources of people from the same country, for "years" and "sources".
        caption_file, svg_text
            As for `Release.map`.
        **spec
            As for `diasporamap.figures.FigureSpec`: `measure`, `language`, `size`, `top`,
            `places`, `title`, `subtitle`, `style`.

        Raises
        ------
        DiasporaMapError
            As for `by`; also if the counts do not have what a figure shows.
        """
        from diasporamap.figures import FIGURES, FigureSpec, draw_figure

        shown = FIGURES.named(kind)
        if beside and not shown.several:
            raise UsageError(message("api.figure_of_one", kind=kind))
        tables = [
            table
            for one in (self, *beside)
            for table in (one.whole.each(by) if shown.several else [one.by(shown.by or by)])
        ]
        draw = partial(draw_figure, tables, FigureSpec(kind=kind, **spec))
        return _saved(draw, path, caption_file, svg_text=svg_text)

    def page(
        self,
        path: str | PathLike[str] | None = None,
        *,
        by: Sequence[str] = ("country",),
        years: Sequence[int] | None = None,
        **options: Any,  # noqa: ANN401 - those of web_map
    ) -> folium.Map:
        """Make the interactive map.

        Parameters
        ----------
        path : path-like, optional
            File to write it to: .html.
        by : sequence of {"country", "district"}, default country
            Which tables, the one shown first coming first.
        years : sequence of int, optional
            Years between which the reader chooses: all of the same source and definition when left
            out. That of the release is shown first.
        **options
            `language`, `measures`, `style`, `title` and `points`, as for `web_map`.

        Raises
        ------
        DiasporaMapError
            As for `by` and `web_map`.
        """
        from diasporamap.web.page import require_html

        if path is not None:
            require_html(path)
        page = self.web_page(by=by, years=years, **options)
        if path is not None:
            page.save(path)
        return page.map()

    def web_page(
        self,
        *,
        by: Sequence[str] = ("country",),
        years: Sequence[int] | None = None,
        **options: Any,  # noqa: ANN401 - those of web_map
    ) -> WebPage:
        """Make the interactive map to be saved only, which is quicker than as a map of Folium.

        Parameters and errors are those of `page`; ``.save(path)`` of what is returned writes it.
        """
        from diasporamap.web.page import made_page

        shown = self.over(years)
        year = self.by(by[0]).year if shown is not self else None
        return made_page(shown, by=by, year=year, **options)

    def table(
        self,
        path: str | PathLike[str] | None = None,
        *,
        by: str = "country",
        hxl: bool = False,
        beside: Sequence[Release] = (),
        points: Pointed = None,
        **spec: Any,  # noqa: ANN401 - those of TableSpec
    ) -> PublishedTable:
        """Make a table for a report or for other programs: a row a place, women first.

        Parameters
        ----------
        path : path-like, optional
            File to write it to, by its ending: .xlsx, .csv, .md, .html; .gpkg (with shapes and QGIS
            styles), .parquet, .sdmx.csv. `PublishedTable.write` writes more of them.
        by : str, default "country"
            Which table, as for `Release.by`; or "year", all people of each year of its source and
            definition; "sources", the last year of each source and definition by country; "log",
            how many figures of the tables that were asked for with ``release(by=...)`` are shown
            and how many hidden, with the rules, definitions and sources.
        hxl : bool, default False
            Whether a row of HXL tags stands under the header of a .csv or .xlsx.
        beside : sequence of Release
            Other sources of people from the same country, for "sources".
        points : Points, path-like, DataFrame or "missions", optional
            Associations, missions or events, as for `map`: how many are in each country or
            district, by kind, with all people there beside them.
        **spec
            As for `diasporamap.export.TableSpec`: `language`, `top`, `group_under`, `sexes`,
            `percent`, `title`, `style`.

        Returns
        -------
        PublishedTable
            Columns, rows with values and states, notes and sources. A release that was made `since`
            an earlier year has a column of the change.

        Raises
        ------
        DiasporaMapError
            As for `by` and `PublishedTable.write`.
        """
        from diasporamap.export import published as tables
        from diasporamap.export.formats import require_writable
        from diasporamap.points import points_of
        from diasporamap.points.counting import require_counted

        asked = tables.TableSpec(**spec)
        if beside and by != tables.SOURCES:
            raise UsageError(message("api.table_of_one"))
        if path is not None:
            require_writable(path, hxl=hxl)
        if (counted := points_of(points, self.districts, by=())) is not None:
            require_counted(by)
            made = tables.table_of_points(self.by(by), counted, self.districts, asked)
        elif by == tables.SOURCES:
            found = [table for one in (self, *beside) for table in one.whole.each()]
            made = tables.table_of_sources(found, asked)
        elif by == tables.LOG:
            made = tables.table_of_log([self.by(name) for name in self.asked or BY[:1]], asked)
        elif by != YEAR:
            made = tables.published_table(self.by(by), asked)
        elif self.before is not None:
            raise UsageError(message("api.table_of_years"))
        else:
            made = tables.table_of_years(self.over().each(), asked)
        if path is not None:
            made.write(path, hxl=hxl)
        return made

    def profile_of(
        self,
        place: str,
        path: str | PathLike[str] | None = None,
        *,
        beside: Sequence[Release] = (),
        years: Release | None = None,
        language: Language = "fr",
        style: str = "iom",
    ) -> PlaceProfile:
        """Make the profile of one country or consular district, on one A4 page.

        Parameters
        ----------
        place : str
            A country by its code (ISO 3166-1 alpha-3) or name, or a district, as "fra-paris".
        path : path-like, optional
            File to write it to: .pdf, .docx or .html. `Profile.write` writes more of them.
        beside : sequence of Release
            Other sources of people from the same country, whose years stand beside the own ones.
        years : Release, optional
            The release of every year of the same counts, where it is made already.
        language : {"fr", "en"}, default "fr"
            Language of every text.
        style : str, default "iom"
            Name of a shipped style or path of a style file.

        Returns
        -------
        Profile
            Figures, map, charts, what to remember and what is not known, missions, sources: all
            from shown figures.

        Raises
        ------
        DiasporaMapError
            As for `by`; also if there is no such place, or nobody is counted there.
        """
        from diasporamap.profiles import made_profile, write_profile
        from diasporamap.profiles.formats import require_profile_ending

        if path is not None:
            require_profile_ending(path)
        code, by = self._place(place)
        every = (years or self.whole, *(one.whole for one in beside))
        made = made_profile(
            code,
            self.by(by),
            self.by("country"),
            [pair for one in every for pair in zip(one.each(by), one.each("country"), strict=True)],
            lacking=sorted({"age", "origin", "subdivision"} - set(self.read.counts.columns)),
            language=language,
            style=style,
        )
        if path is not None:
            write_profile(made, path)
        return made

    def _place(self, place: str) -> tuple[str, str]:
        """Return the code of a country or district, and which table has it."""
        from diasporamap.places.country_names import countries_register

        known = self.districts.geography.table if self.districts.known else None
        districts = () if known is None else tuple(known.index[known["status"] == "district"])
        if place.lower() in districts:
            return place.lower(), "district"
        country = countries_register().match(place).place
        if country in self.by("country").geography.table.index:
            return str(country), "country"
        said = "no_place_or_district" if districts else "no_place"
        raise UsageError(message(f"api.{said}", place=place, districts=districts))

    def cells(self, by: str = "country") -> pd.DataFrame:
        """Return the figures of one table, a row each, with the names of their places.

        Returns
        -------
        pandas.DataFrame
            The columns of `ProtectedCounts.cells` with `name_fr` and `name_en` behind `place`, and
            last the people whose place of residence is not stated, where there are any; of parts
            of the origin also further codes, as `pcode`; of districts `attachment` ("attached" to a
            district, "not_attributable" to one of several, "not_attached" to any) and `apportioned`
            (whether weights took people there).
            Of a confidential release `attrs["confidential"]` is the stamp, which
            `diasporamap.export.write_table` writes above the header.

        Raises
        ------
        DiasporaMapError
            As for `by`.
        """
        import pandas as pd

        from diasporamap.export.tables import ABOVE
        from diasporamap.places.geography import NOWHERE, NOWHERE_NAMES
        from diasporamap.places.layers import read_table

        protected = self.by(by)
        figures = pd.concat([table.cells for table in protected.with_aside], ignore_index=True)
        if self.confidential:
            figures.attrs[ABOVE] = both("confidential.stamp")
        if is_characteristic(protected.by):
            named = [category_name(protected.by, at, protected.year) for at in figures["place"]]
            figures.insert(1, "name_fr", [name.fr for name in named])
            figures.insert(2, "name_en", [name.en for name in named])
            return figures
        names = {**known_units().names, NOWHERE: NOWHERE_NAMES}
        if by == "district":
            table = self.districts.tables.missions.set_index("mission")
        else:
            table, names = protected.geography.table, {**protected.geography.beyond, **names}
        pairs = zip(table["name_fr"], table["name_en"], strict=True)
        names |= dict(zip(table.index, pairs, strict=True))
        # A country's part outside all districts is the country as far as names and fate go.
        places = figures["place"].str.removeprefix("rest of ")
        figures.insert(1, "name_fr", [names[place][0] for place in places])
        figures.insert(2, "name_en", [names[place][1] for place in places])
        if level := protected.geography.level:
            codes = read_table(level.layer).set_index("place")
            for at, column in enumerate(level.codes, start=3):
                figures.insert(at, column, places.map(codes[column]).fillna(""))
        if by == "district":
            units = self.attached.report.units
            fate = units.drop_duplicates("place").set_index("place")["attachment"].to_dict()
            fate[NOWHERE] = "not_attached"
            shared = set(units.loc[units["apportioned"], "place"])
            figures.insert(3, "attachment", places.map(fate))
            figures.insert(4, "apportioned", places.isin(shared))
        if self.quantity is not None:
            if not figures.loc[figures["sex"].isin(["F", "M"]), "count"].notna().any():
                figures = figures[figures["sex"] == "T"].reset_index(drop=True)
            unit = self.quantity.unit.short("en")
            figures = figures.assign(quantity=self.quantity.name("en"), unit=unit)
        return figures


def release(  # noqa: PLR0913 - options, each by its name
    counts: Readable | Counts,
    *,
    districts: Districts | None = None,
    day: date | str | None = None,
    weights: Weights | None = None,
    profile: str | Profile | None = None,
    confidential: bool = False,
    by: Sequence[str] = (),
    pattern_file: str | PathLike[str] | None = None,
    against: Sequence[str | PathLike[str]] = (),
    since: int | None = None,
    every: bool = False,
    population: Readable | Populations | None = None,
    progress: Callable[[int, int], None] = untold,
    **options: Unpack[ReadingKeywords],
) -> Release:
    """Read, check, join, select and protect counts: all that is shown of them comes from here.

    The same counts, districts and profile give the same figures and hide the same ones, whichever
    table is shown, on a map, on a page, in a table, from the command line or a notebook.

    Parameters
    ----------
    counts : path-like, pandas.DataFrame or Counts
        A table of counts; see `read_counts`.
    districts : Districts, optional
        Consular districts, as `read_districts` returns them; those of the origin when left out.
    day : date or str, optional
        The day whose districts are shown; the last state that they describe when left out.
    weights : Weights, optional
        Weights of admin-1 units, by which the people of countries that several districts share
        are apportioned; without them they are in no district.
    profile : str or Profile, optional
        How strictly small cells are protected: "standard", which is usual, "strict", or "none",
        which hides nobody and needs `confidential`. A quantity that is no people is protected only
        where a profile is given; see docs/protection.md.
    confidential : bool, default False
        Whether maps, pages, tables and their metadata are stamped as confidential.
    by : sequence of str, optional
        Tables that will be asked for: what they need is checked with all else. Each is checked when
        it is asked for otherwise.
    pattern_file : path-like, optional
        What earlier releases of the register hid, and where `Release.keep` writes; when left out,
        NAME.release.json beside a counts file. What they hid stays hidden, and what they showed is
        known. The file is confidential.
    against : sequence of path-like, optional
        Pattern files of earlier editions of the register, to be reckoned with too.
    since : int, optional
        An earlier year of the same counts, of the same source and definition, which measures such
        as "change" compare with. It is protected by itself, as if it were released alone.
    every : bool, default False
        Whether every year, source and definition is kept, each protected by itself, for figures of
        years and of sources. No map shows more than one.
    population : path-like, DataFrame or Populations, optional
        Table of inhabitants for the measure "per_1000", as for `read_population`; what it does not
        have is that of World Population Prospects 2024.
    progress : callable, optional
        Called, while it is protected, with how much is done and of how much.
    **options
        Fields of `diasporamap.readers.options.ReadingOptions`. With `allow_unmatched`, people of an
        unknown part or origin are counted with their country or as of no stated origin.

    Returns
    -------
    Release
        Its tables, maps and pages.

    Raises
    ------
    CountsError, UnmatchedPlacesError, DataError
        If something in the counts is wrong; every problem is listed.
    UsageError
        If there is no such option, or a year, source, definition, profile, table or sheet is asked
        for that there is not, or the earlier year is of another source or definition.
    """
    strictness = profile_named(profile, confidential=confidential)
    own = ["districts", "day", "weights", "profile", "confidential", "by"]
    own += ["pattern_file", "against", "since", "every", "population", "progress"]
    asked = reading_options(options, *own)
    read = join_file(counts, asked).asking(*by).refuse_problems()
    before = remembered(read, pattern_file, against)
    chosen = read.every() if every else read.choose()
    choice = district_choice_of(read, districts, day, weights)
    if since is not None and not hasattr(since, "__index__"):
        raise UsageError(message("api.since_year", given=repr(since)))
    earlier = None if since is None else read.earlier(since)
    made = Release(
        chosen,
        strictness,
        read.sources,
        choice,
        read.table.file or None,
        read.joined.not_stated(chosen),
        before.known,
        before.earlier,
        progress,
        confidential,
        populations=_populations(population, choice),
        quantity=quantity_shown(read, before, profile),
        admin1=ADMIN1 in by,
        asked=tuple(by),
        read=read,
        pattern_file=before.file,
    )
    if earlier is None:
        return made
    aside = read.joined.not_stated(earlier)
    return replace(made, before=replace(made, counts=earlier, aside=aside))


def _saved(
    draw: Callable[[], MapFigure],
    path: str | PathLike[str] | None,
    caption_file: str | PathLike[str] | None,
    *,
    svg_text: bool,
) -> MapFigure:
    """Draw a sheet, write it and its words where files are named, and return it."""
    from diasporamap.sheet import save_captions, save_map
    from diasporamap.sheet.beside import require_text_ending

    if caption_file is not None:
        require_text_ending(caption_file)
    drawn = draw()
    if path is not None:
        save_map(drawn, path, svg_text=svg_text)
    if caption_file is not None:
        save_captions(drawn, caption_file)
    return drawn


def _populations(given: Readable | Populations | None, choice: DistrictChoice) -> Populations:
    """Return the inhabitants that are given; a table may name districts, where there are any."""
    if given is None or isinstance(given, Populations):
        return given or Populations()
    districts = set(choice.tables.missions["mission"]) if choice.known else set()
    return read_population(given, origin=choice.origin, districts=districts)
