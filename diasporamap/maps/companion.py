"""The largest places of a map, for a chart beside it whose rows add up to what it shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from diasporamap.language import capitalised, has_text, number_text, series_text, sort_key, text
from diasporamap.maps.extents import counted_in, has_members, inside_of, shown_extent
from diasporamap.measures import MEASURES, UNKNOWN_BLANKED, measure_values
from diasporamap.places.origins import NOT_STATED
from diasporamap.protection.figures import figures_by_place
from diasporamap.protection.linked.system import TOTAL
from diasporamap.protection.supplied import FIGURES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from diasporamap.maps.spec import MapSpec
    from diasporamap.measures import Measure
    from diasporamap.places.geography import Geography
    from diasporamap.protection import ProtectedCounts

#: The measure of a chart of dots.
SHARE: Final = "share_women"
#: A chart compares places.
FEWEST: Final = 2
#: States by how little they tell: where no figure of several is shown, the first that there is.
BLANK: Final = ("suppressed", "not_applicable", "no_data")


@dataclass(frozen=True)
class Amount:
    """A figure of a row: a `value`, or none and the sign of a `state`; `text` is written."""

    value: float | None
    text: str
    state: str = "value"


@dataclass(frozen=True)
class Row:
    """A row of the chart: one `place`, or several together where that is blank.

    `part` is "place", "others" for the places that have no row, "away" for those beyond the
    frame of a part of the world, "split" and "outside" for people
    who are in no place of the map, "hidden" for places whose figure is not shown, and "total".
    """

    name: str
    part: Literal["place", "others", "away", "split", "outside", "hidden", "total"]
    figures: Mapping[str, Amount]
    share: Amount
    place: str = ""


def said(amount: Amount, spec: MapSpec) -> str:
    """Return a figure as it is read out: what its sign means where there is one."""
    return amount.text if amount.state == "value" else _means(amount.state, spec)


@dataclass(frozen=True, eq=False)
class Companion:
    """What a chart beside a map shows, of released figures alone.

    `form` is "sexes" (women and men on two sides), "total" or "share". Rows of several places add
    up the figures that are shown, and no others. `groups` are the places of each part. Where the
    chart is of the members of an `extent` it has its name, and "away" are all others. Of a map that
    compares two years it is of the later one, the `year` that its title says.
    """

    form: Literal["sexes", "total", "share"]
    spec: MapSpec
    names: Mapping[str, str]
    ranked: tuple[str, ...]
    groups: Mapping[Literal["away", "split", "outside", "hidden"], tuple[str, ...]]
    count: pd.DataFrame
    state: pd.DataFrame
    geography: Geography | None
    extent: str = ""
    year: int | None = None
    _made: dict[tuple[str, ...], Row] = field(default_factory=dict, init=False, repr=False)

    def rows(self, most: int) -> tuple[Row, ...]:
        """Return the rows, at most so many of single places: one other is no "others"."""
        first = len(self.ranked) if len(self.ranked) <= most + 1 else most
        rows = [self._row(self.names[p], "place", [p]) for p in self.ranked[:first]]
        if others := self.ranked[first:]:
            rows.append(self._row(self._many("others", others), "others", others))
        rows += [
            self._row(self._many(part, places), part, places)
            for part, places in self.groups.items()
            if places
        ]
        counted = [*self.ranked, *(place for group in self.groups.values() for place in group)]
        return (*rows, self._row(text("chart.total", self.spec.language), "total", counted))

    def title(self, most: int) -> str:
        """Return what the chart is of: the sexes or the share of women, in which places."""
        if self.geography is None:
            return ""  # what rows are of no place are is told with the chart
        language, level = self.spec.language, self.geography.level
        rows = sum(row.part == "place" for row in self.rows(most))
        key = "all" if rows == len(self.ranked) else "first"
        fields = {
            "number": number_text(rows, language),
            "all": number_text(len(self.ranked), language),
        }
        if level is not None:
            many = level.many(language)
            fields["many"] = capitalised(many)
        places = text(f"chart.{key}.{'level' if level else self.geography.key}", language, **fields)
        if self.groups["away"]:
            key = "in_extent" if self.extent else "in_frame"
            places = text(f"chart.{key}", language, places=places, extent=self.extent)
        title = text(f"chart.title.{self.form}", language, places=places)
        return title if self.year is None else f"{title}, {self.year}"

    def note(self, rows: Sequence[Row]) -> str:
        """Explain the signs of rows, the hatch, and of what the sums are where some are hidden."""
        language = self.spec.language
        shown = [amount for row in rows for amount in self.written(row)]
        states = {amount.state for amount in shown} - {"value"}
        signs = [
            text(
                "chart.sign",
                language,
                sign=_sign(state, self.spec),
                means=_means(state, self.spec),
            )
            for state in (*BLANK, "base_too_small", "unknown_sex_too_high")
            if state in states
        ]
        notes = [series_text(signs, language) + "."] if signs else []
        if self.form == "sexes" and any(row.figures["U"].value for row in rows):
            notes.insert(0, text("chart.unknown", language))
        if (self.state == "suppressed").any(axis=None):
            notes.append(text("chart.sums", language))
        return " ".join(notes)

    def written(self, row: Row) -> tuple[Amount, ...]:
        """Return the figures of a row that the chart writes."""
        if self.form == "sexes":
            return row.figures["F"], row.figures["M"], row.share
        return (row.figures[TOTAL], row.share) if self.form == "share" else (row.figures[TOTAL],)

    def unknown(self, row: Row) -> str:
        """Return what a chart of the sexes writes behind the men of a row: people of no sex."""
        people = row.figures["U"]
        return f"+\N{NO-BREAK SPACE}{people.text}" if self.form == "sexes" and people.value else ""

    def _many(self, part: str, places: Sequence[str]) -> str:
        if part == "away" and self.extent:
            part = "elsewhere"
        if part == "outside" and list(places) == [NOT_STATED]:
            return self.names[NOT_STATED]
        language = self.spec.language
        own = [self.geography.key] if self.geography else []
        forms = [*(["place"] if len(places) == 1 else []), *own, "places"]
        keys = (f"chart.{part}.{form}" for form in forms)
        key = next(key for key in keys if has_text(key, language))
        return text(key, language, number=number_text(len(places), language))

    def _row(self, name: str, part: str, places: Sequence[str]) -> Row:
        """Return a row; each is made once, however many layouts ask for it."""
        key = (part, *places)
        if key not in self._made:
            self._made[key] = self._row_of(name, part, places)
        return self._made[key]

    @cached_property
    def _columns(self) -> tuple[dict[str, int], dict[str, np.ndarray], dict[str, np.ndarray]]:
        """The rows of places by code; numbers and states by figure, an array each."""
        return (
            {str(place): row for row, place in enumerate(self.count.index)},
            {figure: _numbers(self.count[figure]) for figure in FIGURES},
            {figure: self.state[figure].to_numpy(dtype=object) for figure in FIGURES},
        )

    def _row_of(self, name: str, part: str, places: Sequence[str]) -> Row:
        row_of, counts, states_of = self._columns
        rows = [row_of[place] for place in places]
        count = {figure: numbers[rows] for figure, numbers in counts.items()}
        state = {figure: states[rows] for figure, states in states_of.items()}
        of = {"F": "women", "M": "men"}
        figures = {}
        for figure in FIGURES:
            measure = MEASURES[of.get(figure, "total")].of(self.spec.quantity)
            known, states = count[figure], set(state[figure])
            known = known[~np.isnan(known)]
            blank = next((s for s in BLANK if s in states), "no_data")
            figures[figure] = (
                self._amount(measure, float(known.sum())) if len(known) else self._blank(blank)
            )
        place = str(places[0]) if part == "place" else ""
        return Row(name, part, figures, self._share(count, state), place)  # type: ignore[arg-type]

    def _share(self, count: Mapping[str, np.ndarray], state: Mapping[str, np.ndarray]) -> Amount:
        """Return the share of women of those places of which the map shows one."""
        measure = MEASURES[SHARE].of(self.spec.quantity, self.spec.least)
        share, blank = _share_of_women(count, state, measure.least)
        if share is None:
            return self._blank(blank)
        if self.form == "sexes":  # the head of the column says per cent
            return Amount(share, number_text(share, self.spec.language, decimals=1))
        return self._amount(measure, share)

    def _amount(self, measure: Measure, value: float) -> Amount:
        return Amount(value, measure.written(value, self.spec.language))

    def _blank(self, state: str) -> Amount:
        return Amount(None, _sign(state, self.spec), state)


def share_of_women(
    count: pd.DataFrame, state: pd.DataFrame, least: int
) -> tuple[float | None, str]:
    """Return women in per cent of women and men of some places together, or why there is none.

    Places of which one sex is not shown, or that of too many people is not known, are left out;
    fewer people than `least` have no share.
    """
    numbers = {sex: _numbers(count[sex]) for sex in ("F", "M", "U")}
    return _share_of_women(numbers, {sex: state[sex].to_numpy() for sex in ("F", "M")}, least)


def _share_of_women(
    count: Mapping[str, np.ndarray], state: Mapping[str, np.ndarray], least: int
) -> tuple[float | None, str]:
    women, men, unknown = count["F"], count["M"], count["U"]
    both = ~(np.isnan(women) | np.isnan(men))
    unsure = np.nan_to_num(unknown)
    blanked = both & (unsure > UNKNOWN_BLANKED / 100 * (women + men + unsure))
    if blanked.any() and (both == blanked).all():
        return None, "unknown_sex_too_high"
    both &= ~blanked
    if not both.any():
        states = {*state["F"], *state["M"]}
        return None, next((s for s in BLANK if s in states), "no_data")
    of_women, of_men = float(women[both].sum()), float(men[both].sum())
    if not of_women + of_men:
        return None, "not_applicable"
    if of_women + of_men < least:
        return None, "base_too_small"
    return 100 * of_women / (of_women + of_men), "value"


def _numbers(figures: pd.Series) -> np.ndarray:
    """Return figures as numbers, NaN where there is none."""
    return np.asarray(figures.to_numpy(dtype=float, na_value=np.nan))


def _sign(state: str, spec: MapSpec) -> str:
    return text(f"chart.signs.{state}", spec.language)


def _means(state: str, spec: MapSpec) -> str:
    least = MEASURES[SHARE].of(spec.quantity, spec.least).least
    return text(f"chart.means.{state}", spec.language, least=number_text(least, spec.language))


def companion_of(
    protected: ProtectedCounts, spec: MapSpec, geography: Geography, table: pd.DataFrame
) -> Companion | None:
    """Return what a chart beside a map shows; None beside changes in people, or of one place.

    `table` is that of the composition. Places are ranked by the people that the map counts, by all
    people where it shows a rate: those of the later year where it compares two.
    """
    if spec.of.compares_years and spec.of.in_people:
        return None
    count, state = figures_by_place(protected)
    values = measure_values(protected, spec.measure if spec.is_stock else "total").table
    stated = bool((state[["F", "M"]] != "no_data").any(axis=None))
    form: Literal["sexes", "total", "share"] = "sexes" if stated else "total"
    if stated and spec.measure == SHARE:
        form = "share"
    english = spec.language == "en"
    names = {place: pair[english] for place, pair in geography.beyond.items()}
    names |= dict(zip(table.index, table["short"], strict=True))
    outside = set(table.index[table["status"] == "not_attached"])
    shown = values[(values["state"] == "value") & (values["value"] > 0)]
    people = dict(zip(shown.index, shown["value"], strict=True))
    beyond = {str(place) for place in shown.index if place not in table.index}
    split = beyond if geography.name == "districts" else set()

    def ranked_of(inside: pd.Series) -> list[str]:
        left_out = beyond | outside | set(table.index[~inside])
        return sorted(
            (str(place) for place in shown.index if place not in left_out),
            key=lambda place: (-float(people[place]), sort_key(names[place])),
        )

    inside, extent = counted_in(table, geography), ""
    if has_members(geography):
        extent = shown_extent(geography).name(spec.language)
    ranked = ranked_of(inside)
    if extent and len(ranked) < FEWEST:  # one country: its neighbours in the frame are compared
        inside, extent = inside_of(table, geography), ""
        ranked = ranked_of(inside)
    away = set(table.index[~inside]).difference(beyond | outside)
    if len(ranked) < FEWEST:
        return None
    groups = {
        "away": tuple(sorted(away.intersection(shown.index))),
        "split": tuple(sorted(split)),
        "outside": tuple(sorted((outside | beyond).difference(split).intersection(shown.index))),
        "hidden": tuple(map(str, values.index[values["state"] == "suppressed"])),
    }
    year = protected.year if spec.of.compares_years else None
    return Companion(
        form,
        spec,
        names,
        tuple(ranked),
        groups,  # type: ignore[arg-type]
        count,
        state,
        geography,
        extent,
        year,
    )
