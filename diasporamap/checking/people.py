"""Looks at the people in a counts file: sexes, years, protection, coverage against UN DESA."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, Literal

from diasporamap.checking.findings import Finding
from diasporamap.checking.tables import hidden_of
from diasporamap.counts.schema import WITHHELD
from diasporamap.counts.sources import sources_file_of
from diasporamap.errors import CountsError
from diasporamap.places.plausibility import published_of
from diasporamap.places.units import known_units
from diasporamap.protection.linked.system import TOTAL
from diasporamap.tables.redaction import many, shown_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import pandas as pd

    from diasporamap.counts.origin import Origin
    from diasporamap.counts.sources import Source
    from diasporamap.intake import JoinedFile
    from diasporamap.protection import ProtectedCounts, Release

SEXES: Final = {"F": "women", "M": "men", "U": "not stated"}

#: From how many people on a change is looked at, and by what factor it is doubtful.
ENOUGH, FACTOR = 100, 4

#: From how many people on a country of UN DESA is missed, and how many countries are named.
MISSED, NAMED = 1000, 12


def values(read: JoinedFile, chosen: pd.DataFrame | None) -> Iterator[Finding]:
    """Give the years, definitions and sources, and which of them the rest is about."""
    for column, what in (("year", "Years"), ("definition", "Definitions"), ("source", "Sources")):
        if column not in read.counts.columns:
            beside = sources_file_of(read.table.file).name if read.table.file else "--sources"
            hint = f"Say in {beside} where the figures come from: maps name it"
            yield Finding(what, "not declared", hint=hint if column == "source" else "")
            continue
        given = read.counts[column].dropna()
        found = [str(value) for value in sorted(given.unique())]
        if column == "source":
            told, left = shown_names(zip(given.index, given, strict=True), read.sources)
            found = [f"{name} ({_standing(read.sources.get(name))})" for name in told]
            found += [f"{many(left, 'name')} not told here"] if left else []
        text = ", ".join(found) or "blank"
        kept = list(chosen[column].dropna().unique()) if chosen is not None else []
        if len(found) > 1 and kept:
            text += f"; reported below: {kept[0]}"
        yield Finding(what, text)


def _standing(source: Source | None) -> str:
    if source is None:
        return "undeclared"
    return "published, shown as it is" if source.published else "not published, protected"


def sexes(protected: ProtectedCounts, chosen: pd.DataFrame, *, told: bool) -> Iterator[Finding]:
    """Give the parts of the sexes, and the countries where they are badly known.

    The parts are of the countries whose figures are all there, so that women of one country are not
    set against men of another. Parts of a country are counted with it: what is hidden in the map by
    country is no more told by district. Where `told`, hidden figures are counted too.
    """
    from diasporamap.measures import UNKNOWN_BLANKED, UNKNOWN_NOTED, sex_quality

    figures = protected.cells.set_index(["place", "sex"])["count"].drop(TOTAL, level="sex")
    if told:
        figures = chosen.set_index(["place", "sex"])["count"].reindex(figures.index)
    lacks = figures.isna().groupby("place").any()
    whole = figures[~figures.index.get_level_values("place").isin(lacks.index[lacks])]
    whole = whole.groupby("sex").sum()
    people = int(whole.sum())
    if people:
        parts = (f"{100 * whole.get(sex, 0) / people:.1f} % {name}" for sex, name in SEXES.items())
        yield Finding("Sexes", f"{', '.join(parts)} ({_of_whom(lacks, told=told)})")
    elif protected.suppressed_cells and not told:
        yield Finding("Sexes", "not told, since figures are hidden (--sums tells)")
    else:
        yield Finding("Sexes", "no country has people and figures for women and men")
    quality = sex_quality(protected)
    limits = f"{UNKNOWN_NOTED:.0f} to {UNKNOWN_BLANKED:.0f}"
    for what, places in (
        (f"not stated for {limits} % of people, noted on maps", quality.unknown_over),
        (f"not stated for over {UNKNOWN_BLANKED:.0f} %, not compared", quality.blanked),
        ("figures for one sex only", quality.one_sex_only),
    ):
        if places:
            yield Finding("Sexes", f"{what}: {' '.join(places)}", "warning")


def of_origin(protected: ProtectedCounts) -> Iterator[Finding]:
    """Give how many people there are per 1,000 inhabitants of their country, where that is told."""
    from diasporamap.measures import rate_of_origin
    from diasporamap.protection.figures import people_shown

    if rate := rate_of_origin(protected):
        of, (inhabitants, year, _) = protected.origin.of.en, rate.inhabited
        when = f" in {year}" if year else ""
        rated = f"{rate.written('en')} per 1,000 inhabitants {of} ({inhabitants:,}{when})"
        yield Finding("Origin", f"{people_shown(protected):,.0f} people, {rated}")


def _of_whom(lacks: pd.Series, *, told: bool) -> str:
    """Say of which people the parts of the sexes are."""
    if not lacks.any():
        return "of all people counted"
    whole = f"{(~lacks).sum()} of {len(lacks)} countries"
    return f"of the people in {whole}, whose figures are all {'known' if told else 'shown'}"


def protection(
    tables: Sequence[ProtectedCounts],
    by: str,
    chosen: pd.DataFrame,
    standing: Literal["proved", "published", "open"],
) -> Iterator[Finding]:
    """Give how many figures of each table protection hides; never which, nor how small."""
    cells = next(table for table in tables if table.by == by).cells
    if tables[0].quantity is not None:
        cells = cells[cells["sex"] == TOTAL]
    profile = tables[0].profile
    listed = ", ".join(
        f"by {table} {hidden} of {figures}"
        for table, (hidden, figures) in hidden_of(tables).items()
    )
    said = f"{profile.name}, under {profile.threshold} people: hidden {listed}"
    said = f"{said}; {'published, shown as it is' if standing == 'published' else 'proved'}"
    if standing == "open":
        said = "no people, shown as they are (--profile protects them)"
    yield Finding("Protection", said if profile.threshold else f"{profile.name}: nobody is hidden")
    withheld = int((chosen["status"] == WITHHELD).sum()) if "status" in chosen else 0
    if withheld:
        text = f"withheld by the source: {many(withheld, 'figure')}, hidden with their totals"
        yield Finding("Protection", text)
    blank = int((cells["state"] == "no_data").sum())
    if blank:
        yield Finding("Protection", f"no data: {blank} of {len(cells)} figures")


def jumps(
    counts: pd.DataFrame,
    sources: Mapping[str, Source],
    protect: Callable[[pd.DataFrame], Release] | None,
) -> Iterator[Finding]:
    """Give the places whose people change from one year to the next as people hardly do.

    Figures are named for published sources only. With `protect`, which makes the release of some
    counts, only figures of countries that it shows are looked at, of all years: what is told must
    depend on no other.
    """
    if "year" not in counts.columns or len(counts["year"].dropna().unique()) == 1:
        return
    if protect is not None and not _may_jump(counts):
        return
    if protect is not None:
        counts = _shown(counts, protect)
    for jump in _jumps(counts):
        source = sources.get(str(jump.get("source")))
        figures = f" ({jump['fewer']:,} to {jump['more']:,})"
        text = "{place} changes more than {factor}-fold from {before} to {after}"
        text = text.format(**jump, factor=FACTOR)
        text += figures if source and source.published else ""
        yield Finding("Change", text, "warning", "Check both years.")


def _may_jump(counts: pd.DataFrame) -> bool:
    """Tell whether the people of a country may change so much, whatever a release shows of them."""
    countries = counts["place"].map(known_units().country_of)
    sums = counts["count"].groupby([countries, counts["year"]]).sum().groupby(level=0)
    most, least = sums.max(), sums.min()
    return bool(((most >= ENOUGH) & (most >= FACTOR * least.clip(lower=1))).any())


def _shown(counts: pd.DataFrame, protect: Callable[[pd.DataFrame], Release]) -> pd.DataFrame:
    """Return the totals of countries that releases show, each year's; one refused shows none."""
    import pandas as pd

    found = []
    for year in sorted(counts["year"].dropna().unique()):
        try:
            cells = protect(counts[(counts["year"] == year).fillna(value=False)]).by().cells
        except CountsError:
            continue
        found.append(cells[(cells["sex"] == TOTAL) & (cells["state"] == "value")])
    return pd.concat(found) if found else counts[:0]


def _jumps(counts: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Give place, years and people of each change that is doubtful, with its source if any."""
    keys = [name for name in ("source", "definition", "place") if name in counts.columns]
    sums = counts.dropna(subset=["year"]).groupby([*keys, "year"], dropna=False)["count"]
    people = sums.agg(lambda cells: cells.sum(skipna=False)).reset_index().dropna(subset=["count"])
    for key, rows in people.groupby(keys, dropna=False):
        known = dict(zip(keys, key, strict=True))
        ordered = list(zip(rows["year"].astype(int), rows["count"].astype(int), strict=True))
        for (before, fewer), (after, more) in pairwise(ordered):
            low, high = sorted((fewer, more))
            if high >= ENOUGH and high >= FACTOR * max(low, 1):
                yield {**known, "before": before, "after": after, "fewer": fewer, "more": more}


def coverage(have: set[str], origin: Origin) -> Iterator[Finding]:
    """Compare the countries that have counts with those where UN DESA counts people."""
    import pandas as pd

    published = published_of(origin)
    if not published:
        return
    people = published[0].people
    year = max(year for figures in people.values() for year in figures)
    latest = {place: figures[year] for place, figures in people.items() if year in figures}
    known = pd.Series(latest).sort_index()
    missing = known[(known >= MISSED) & ~known.index.isin(have)].sort_values(ascending=False)
    common = len(have & set(known.index))
    yield Finding(
        "UN DESA",
        f"{common} of the {len(known)} countries with people born {origin.within.en} ({year}) "
        "have counts",
    )
    if len(missing):
        named = ", ".join(f"{place} ({count:,})" for place, count in missing[:NAMED].items())
        more = f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
        text = f"without counts, though UN DESA has {MISSED:,} people or more: {named}{more}"
        yield Finding("UN DESA", text, "warning")
    beyond = len(have - set(known.index))
    if beyond:
        yield Finding("UN DESA", f"countries with counts that are not among them: {beyond}")
