"""Writes plain sentences from the figures of a release, as drafts for the writer of the report.

Every figure in them is one that a map or table of the release shows, or is made of such: sums and
shares only where all that they are made of is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from diasporamap.counts.aggregation import latest_year
from diasporamap.language import list_text, number_text, percent_text, text
from diasporamap.measures import measure_table
from diasporamap.protection.figures import figures_by_place
from diasporamap.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pandas as pd

    from diasporamap.api import Release
    from diasporamap.language import Language
    from diasporamap.protection import ProtectedCounts

#: How many places a sentence names, and among how many the least and the greatest share are sought.
NAMED, AMONG = 5, 10


@dataclass(frozen=True)
class Draft:
    """Sentences on one subject, which its `name` is; `write` gives none where nothing is known."""

    name: str
    write: Callable[[Release, Language], list[str]]


#: Drafts by name; `add` takes one from outside.
DRAFTS: Final[Registry[Draft]] = Registry("draft")


@dataclass(frozen=True, eq=False)
class _Told:
    """A table of a release with the names of its places, and how a language writes of it."""

    table: ProtectedCounts
    language: Language

    def say(self, key: str, **fields: Any) -> str:  # noqa: ANN401 - fields of a text
        return text(f"report.{key}", self.language, **fields)

    def number(self, value: float, *, signed: bool = False) -> str:
        written = number_text(value, self.language)
        return f"+{written}" if signed and value > 0 else written

    def percent(self, value: float) -> str:
        return percent_text(value, self.language)

    def name(self, place: str) -> str:
        return str(self.table.geography.table.at[place, f"short_{self.language}"])

    def listed(self, figures: pd.Series, *, signed: bool = False) -> str:
        """Name places with their figures."""
        named = [
            self.say(
                "place", place=self.name(str(place)), figure=self.number(figure, signed=signed)
            )
            for place, figure in figures.items()
        ]
        return list_text(named, self.language)

    @property
    def totals(self) -> pd.Series:
        """The people of each place that is shown, the most first, then by code."""
        shown = figures_by_place(self.table)[0]["T"].dropna()
        shown = shown[shown.index.isin(self.table.geography.table.index) & (shown > 0)]
        return shown.sort_index().sort_values(ascending=False, kind="stable")


def _where(release: Release, language: Language) -> list[str]:
    """Tell how many people live where."""
    return list(_of_stock(_Told(release.by("country"), language), latest_year(release.counts)))


def _of_stock(told: _Told, year: int | None) -> Iterator[str]:
    totals, first = told.totals, told.totals.head(NAMED)
    if first.empty:
        return
    if not told.table.sums_told:
        yield told.say("where.shown", places=told.listed(first))
        return
    people = float(figures_by_place(told.table)[0]["T"].sum())
    number = told.number(people)
    places = told.number(len(totals))
    yield told.say("where.dated" if year else "where.all", year=year, people=number, places=places)
    share = told.percent(100 * float(first.sum()) / people)
    key = "where.largest" if len(totals) > NAMED else "where.each"
    yield told.say(key, number=told.number(len(first)), share=share, places=told.listed(first))


def _sexes(release: Release, language: Language) -> list[str]:
    """Tell what part women are, and where the least and the most."""
    return list(_of_sexes(_Told(release.by("country"), language)))


def _of_sexes(told: _Told) -> Iterator[str]:
    sums = figures_by_place(told.table)[0].sum()
    stated = sums["F"] + sums["M"]
    if told.table.sums_told and stated >= told.table.base:
        yield told.say(
            "sexes.all",
            share=told.percent(100 * float(sums["F"] / stated)),
            women=told.number(sums["F"]),
            men=told.number(sums["M"]),
        )
        unknown = sums["U"]
        if unknown > 0:
            whole = float(stated + unknown)
            share = told.percent(100 * float(unknown) / whole)
            yield told.say("sexes.unknown", people=told.number(unknown), share=share)
    shares = measure_table(told.table, "share_women")
    among = shares.reindex(told.totals.head(AMONG).index)
    values = among.loc[among["state"] == "value", "value"].dropna()
    values = values[told.totals.reindex(values.index) >= told.table.base]
    if len(values) > 1:
        low, high = str(values.idxmin()), str(values.idxmax())
        yield told.say(
            "sexes.between",
            number=told.number(len(values)),
            low=told.percent(float(values.min())),
            lowest=told.name(low),
            high=told.percent(float(values.max())),
            highest=told.name(high),
        )


def _change(release: Release, language: Language) -> list[str]:
    """Tell how many more or fewer people there are than in the earlier year."""
    if release.before is None:
        return []
    return list(_of_change(_Told(release.by("country"), language)))


def _of_change(told: _Told) -> Iterator[str]:
    before = told.table.before
    if before is None:
        return
    now, then = (float(figures_by_place(one)[0]["T"].sum()) for one in (told.table, before))
    if told.table.sums_told and before.sums_told and then >= told.table.base:
        key = "change.more" if now > then else "change.fewer" if now < then else "change.same"
        share = told.percent(abs(100 * (now / then - 1)))
        numbers = {"before": told.number(then), "now": told.number(now)}
        yield told.say(key, share=share, since=before.year, **numbers)
    changes = measure_table(told.table, "change")
    values = changes.loc[changes["state"] == "value", "value"].sort_index()
    for key, found in (
        ("change.rises", values[values > 0].sort_values(ascending=False, kind="stable")),
        ("change.falls", values[values < 0].sort_values(kind="stable")),
    ):
        if len(found):
            yield told.say(key, places=told.listed(found.head(NAMED), signed=True))
    yield told.say("change.caution")


def _districts(release: Release, language: Language) -> list[str]:
    """Tell how many people live in which consular districts, and in none."""
    if not release.districts.known:
        return []
    told = _Told(release.by("district"), language)
    first = told.totals.head(NAMED)
    if first.empty:
        return []
    sentences = [told.say("districts.largest", places=told.listed(first))]
    if told.table.sums_told:
        report = release.attached.report
        shared, outside = (report.people(fate) for fate in ("not_attributable", "not_attached"))
        if shared:
            sentences.append(told.say("districts.shared", people=told.number(shared)))
        if outside:
            sentences.append(told.say("districts.outside", people=told.number(outside)))
    return sentences


def _unknown(release: Release, language: Language) -> list[str]:
    """Tell what the counts do not say, and how many figures are hidden."""
    told = _Told(release.by("country"), language)
    columns = {"age", "origin", "subdivision"} - set(release.read.counts.columns)
    lacking = [told.say(f"unknown.{name}") for name in sorted(columns)]
    sentences = []
    if lacking:
        sentences.append(told.say("unknown.columns", columns=list_text(lacking, language)))
    if hidden := told.table.suppressed_cells:
        least = told.number(release.profile.threshold)
        sentences.append(told.say("unknown.hidden", number=told.number(hidden), least=least))
    return sentences


def _add(drafts: Sequence[tuple[str, Callable[[Release, Language], list[str]]]]) -> None:
    for name, write in drafts:
        DRAFTS.add(Draft(name, write))


_add(
    (
        ("where", _where),
        ("sexes", _sexes),
        ("change", _change),
        ("districts", _districts),
        ("unknown", _unknown),
    )
)
