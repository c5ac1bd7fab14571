"""Looks at the people in a counts file: sexes, years, protection, coverage against UN DESA."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, Literal

from diasporamap.checking.findings import Finding
from diasporamap.checking.tables import by_text, hidden_of
from diasporamap.counts.schema import WITHHELD
from diasporamap.counts.sources import sources_file_of
from diasporamap.errors import CountsError
from diasporamap.language import message
from diasporamap.places.plausibility import published_of
from diasporamap.places.units import countries_by_row
from diasporamap.protection.linked.system import TOTAL
from diasporamap.tables.redaction import shown_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import pandas as pd

    from diasporamap.counts.origin import Origin
    from diasporamap.counts.sources import Source
    from diasporamap.intake import JoinedFile
    from diasporamap.language import Message
    from diasporamap.protection import ProtectedCounts, Release

#: The field of a text that tells the part of each sex.
SEXES: Final = {"F": "women", "M": "men", "U": "unknown"}

#: From how many people on a change is looked at, and by what factor it is doubtful.
ENOUGH, FACTOR = 100, 4

#: From how many people on a country of UN DESA is missed, and how many countries are named.
MISSED, NAMED = 1000, 12


def values(read: JoinedFile, chosen: pd.DataFrame | None) -> Iterator[Finding]:
    """Give the years, definitions and sources, and which of them the rest is about."""
    for column in ("year", "definition", "source"):
        topic = f"{column}s"
        if column not in read.counts.columns:
            beside = sources_file_of(read.table.file).name if read.table.file else "--sources-file"
            hint = message("checking.hints.not_declared", beside=beside)
            yield Finding.of(topic, "not_declared", hint=hint if column == "source" else "")
            continue
        given = read.counts[column].dropna()
        found = [str(value) for value in sorted(given.unique())]
        if column == "source":
            told, left = shown_names(zip(given.index, given, strict=True), read.sources)
            found = [_source(name, read.sources.get(name)) for name in told]
            found += [message("checking.untold_names", number=left)] if left else []
        kept = list(chosen[column].dropna().unique()) if chosen is not None else []
        if len(found) > 1 and kept:
            listed = message("checking.listed", items=found)
            yield Finding.of(topic, "reported", found=listed, kept=str(kept[0]))
        elif found:
            yield Finding.of(topic, "listed", items=found)
        else:
            yield Finding.of(topic, "blank")


def _source(name: str, source: Source | None) -> Message:
    """Name a source, and say whether its figures are public."""
    kind = "undeclared"
    if source is not None:
        kind = "published" if source.published else "protected"
    return message("checking.source", name=name, standing=message(f"checking.{kind}"))


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
        parts: dict[str, Any] = {
            name: Decimal(f"{100 * whole.get(sex, 0) / people:.1f}") for sex, name in SEXES.items()
        }
        yield Finding.of("sexes", "sexes", of=_of_whom(lacks, told=told), **parts)
    elif protected.suppressed_cells and not told:
        yield Finding.of("sexes", "sexes_untold")
    else:
        yield Finding.of("sexes", "sexes_none")
    quality = sex_quality(protected)
    limits: dict[str, Any] = {"least": round(UNKNOWN_NOTED), "most": round(UNKNOWN_BLANKED)}
    for kind, places in (
        ("unknown_noted", quality.unknown_over),
        ("unknown_blanked", quality.blanked),
        ("one_sex_only", quality.one_sex_only),
    ):
        if places:
            codes = " ".join(places)
            yield Finding.of("sexes", kind, level="warning", codes=codes, **limits)


def of_origin(protected: ProtectedCounts) -> Iterator[Finding]:
    """Give how many people there are per 1,000 inhabitants of their country, where that is told."""
    from diasporamap.measures import rate_of_origin
    from diasporamap.protection.figures import people_shown

    if rate := rate_of_origin(protected):
        inhabitants, year, _ = rate.inhabited
        yield Finding.of(
            *("origin", "of_origin_year" if year else "of_origin"),
            people=round(people_shown(protected)),
            rate=rate.written,
            of=protected.origin.of,
            inhabitants=int(inhabitants),
            year=year,
        )


def _of_whom(lacks: pd.Series, *, told: bool) -> Message:
    """Say of which people the parts of the sexes are."""
    if not lacks.any():
        return message("checking.of_all")
    kind = "of_known" if told else "of_shown"
    return message(f"checking.{kind}", whole=int((~lacks).sum()), number=len(lacks))


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
    if not profile.threshold:
        yield Finding.of("protection", "nobody_hidden", profile=profile.name)
    elif standing == "open":
        yield Finding.of("protection", "open")
    else:
        kind = "checking.published" if standing == "published" else "audit.proved"
        yield Finding.of(
            *("protection", "protection"),
            profile=profile.name,
            threshold=profile.threshold,
            tables=[
                message(
                    "audit.hidden_by",
                    table=by_text(table, tables[0].origin),
                    hidden=hidden,
                    cells=figures,
                )
                for table, (hidden, figures) in hidden_of(tables).items()
            ],
            standing=message(kind),
        )
    withheld = int((chosen["status"] == WITHHELD).sum()) if "status" in chosen else 0
    if withheld:
        yield Finding.of("protection", "withheld", number=withheld)
    blank = int((cells["state"] == "no_data").sum())
    if blank:
        yield Finding.of("protection", "no_data", number=blank, cells=len(cells))


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
        kind = "change_figures" if source and source.published else "change"
        hint = message("checking.hints.change")
        said: dict[str, Any] = {name: jump[name] for name in ("place", "fewer", "more")}
        said |= {name: str(jump[name]) for name in ("before", "after")}
        yield Finding.of(*("change", kind), level="warning", hint=hint, factor=FACTOR, **said)


def _may_jump(counts: pd.DataFrame) -> bool:
    """Tell whether the people of a country may change so much, whatever a release shows of them."""
    countries = countries_by_row(counts["place"])
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
    yield Finding.of(
        *("un_desa", "covered"),
        number=common,
        known=len(known),
        within=origin.within,
        year=year,
    )
    if len(missing):
        more = len(missing) - NAMED
        yield Finding.of(
            *("un_desa", "missed_more" if more > 0 else "missed"),
            level="warning",
            least=MISSED,
            places=[
                message("checking.missed_place", place=place, people=int(people))
                for place, people in missing[:NAMED].items()
            ],
            more=more,
        )
    beyond = len(have - set(known.index))
    if beyond:
        yield Finding.of("un_desa", "beyond", number=beyond)
