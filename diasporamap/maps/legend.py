"""The legend of a map: the same lines, in the same order, on paper and on a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from diasporamap.language import number_text, text
from diasporamap.maps.classes import MIDDLE
from diasporamap.maps.marks import symbols_of

if TYPE_CHECKING:
    import pandas as pd

    from diasporamap.counts.origin import Origin
    from diasporamap.language import Language
    from diasporamap.maps.classes import Classes
    from diasporamap.maps.scales import CircleScale
    from diasporamap.maps.spec import MapSpec
    from diasporamap.places.geography import Geography

#: What a geography may say of a place that has no value.
STATUSES = ("not_applicable", "not_attached", "not_attributable")
#: Kinds of missions, in the order of the legend.
SEATS = ("embassy", "high_commission", "consulate_general", "consulate", "honorary_consulate")


@dataclass(frozen=True)
class LegendEntry:
    """One line of a legend.

    Attributes
    ----------
    kind : {"circle", "class", "range", "state", "line", "seat"}
        A nested circle, a class of colours, what a circle of a range stands for, a state of
        places, a kind of boundary line, a kind of mission.
    key : str
        For areas the key of the swatch; for ranges, lines and seats their kind; "circle"
        otherwise.
    label : str
        The words.
    value : float, optional
        For circles, the number of people.
    """

    kind: Literal["circle", "class", "range", "state", "line", "seat"]
    key: str
    label: str
    value: float | None = None


def legend_of(
    table: pd.DataFrame,
    spec: MapSpec,
    origin: Origin,
    geography: Geography,
    classes: Classes | None,
    circles: CircleScale | None,
) -> tuple[LegendEntry, ...]:
    """Return the lines of a legend: circles or classes, the largest first, then the places'."""
    entries: list[LegendEntry] = []
    if classes is not None:
        labels = classes.labels(spec.language)
        entries += [
            LegendEntry("class", f"class-{number}", labels[number])
            for number in reversed(range(len(labels)))
        ]
    if circles is not None:
        entries += [
            LegendEntry("circle", "circle", number_text(value, spec.language), value)
            for value in circles.legend_values()
        ]
        drawn = [circle for symbols in symbols_of(table).values() for circle in symbols]
        smallest = min((people for _, people in drawn), default=circles.least)
        if smallest < circles.least:
            high = number_text(circles.least, spec.language)
            label = text("legend.at_most", spec.language, high=high)
            entries.append(LegendEntry("circle", "circle", label, circles.least))
        found = {kind for kind, _ in drawn}
        entries += [
            LegendEntry("range", kind, text(f"legend.{kind}", spec.language))
            for kind in ("highest", "lowest", "single")
            if kind in found
        ]
    return (*entries, *legend_of_places(table, spec, origin, geography))


def legend_of_places(
    table: pd.DataFrame, spec: MapSpec, origin: Origin, geography: Geography
) -> tuple[LegendEntry, ...]:
    """Return what a legend says of places without values: states, origin, lines and missions."""
    used = set(table["key"])
    entries = [
        LegendEntry("state", state, text(f"legend.{state}", spec.language))
        for state in ("land", "zero", "no_data", "suppressed", *STATUSES)
        if state in used
    ]
    if "origin" in used:
        entries.append(LegendEntry("state", "origin", origin_label(table, origin, spec.language)))
    entries += [
        LegendEntry("line", line, text(f"legend.{line}", spec.language))
        for line in geography.legend_lines
    ]
    if geography.seats is not None:
        present = set(geography.seats["kind"])
        entries += [
            LegendEntry("seat", kind, text(f"seat.{kind}", spec.language))
            for kind in SEATS
            if kind in present
        ]
    return tuple(entries)


def origin_label(table: pd.DataFrame, origin: Origin, language: Language) -> str:
    """Name the country of origin, as its swatch and its own value do."""
    return text("legend.origin", language, name=table.at[origin.code, "short"])


def legend_ends(spec: MapSpec) -> tuple[str, str] | None:
    """Say what the low and the high end of a diverging scale mean."""
    if spec.measure not in MIDDLE:
        return None
    return text("legend.more_men", spec.language), text("legend.more_women", spec.language)
