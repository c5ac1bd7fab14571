"""What every legend says of places without values: states, the origin, lines and missions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diasporamap.language import capitalised, text
from diasporamap.maps.drawing import LegendEntry, Rows
from diasporamap.maps.extents import extent_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diasporamap.counts.origin import Origin
    from diasporamap.language import Language
    from diasporamap.maps.spec import MapSpec
    from diasporamap.places.geography import Geography

#: What a geography may say of a place that has no value.
STATUSES = ("not_applicable", "not_attached", "not_attributable")
#: Swatches of areas that show no value of their own, in the order of the legend.
STATES = (
    *("land", "zero", "base_too_small", "unknown_sex_too_high", "no_data", "suppressed"),
    *STATUSES,
)
#: Kinds of missions, in the order of the legend.
SEATS = ("embassy", "high_commission", "consulate_general", "consulate", "honorary_consulate")


def rows_of_places(
    table: pd.DataFrame,
    fills: Mapping[str, str],
    spec: MapSpec,
    geography: Geography,
    *,
    first: tuple[LegendEntry, ...] = (),
    few: int | None = None,
) -> Rows:
    """Return the last part of a legend: rows of the kind's own, then states, lines, missions.

    A rate is of `few` people where they are fewer: than the measure's least when left out.
    """
    used = set(fills.values())
    words = {"base_too_small": few_people(spec, spec.of.least if few is None else few)}
    if spec.of.form == "change":
        words["zero"] = text("legend.stable", spec.language)
    entries = [
        LegendEntry("state", state, words.get(state) or text(f"legend.{state}", spec.language))
        for state in STATES
        if state in used
    ]
    if "origin" in used:
        (home,) = (place for place, fill in fills.items() if fill == "origin")
        entries.append(LegendEntry("state", "origin", str(table["text"][home])))
    entries += [
        LegendEntry("line", line, _line_label(line, geography, spec.language))
        for line in geography.legend_lines
    ]
    if geography.seats is not None:
        seats, extent = geography.seats, extent_in(geography)
        if extent is not None:
            seats = seats[extent.inside(seats["lon"].to_numpy(), seats["lat"].to_numpy())]
        present = set(seats["kind"])
        entries += [
            LegendEntry("seat", kind, text(f"seat.{kind}", spec.language))
            for kind in SEATS
            if kind in present
        ]
    rows = (*first, *entries)
    return Rows(tuple(replace(row, label=capitalised(row.label)) for row in rows))


def few_people(spec: MapSpec, least: int) -> str:
    """Say that a rate is of fewer than so many people, and in which year."""
    of = "_either" if spec.of.compares_sexes else "_before"
    key = f"legend.base_too_small{of if spec.of.compares_years else ''}"
    return text(key, spec.language, least=least)


def _line_label(line: str, geography: Geography, language: Language) -> str:
    if line in geography.line_names:
        return geography.line_names[line](language)
    of_origin = geography.origin.of(language) if geography.origin is not None else ""
    return text(f"legend.{line}", language, of_origin=of_origin)


def origin_label(table: pd.DataFrame, origin: Origin, language: Language) -> str:
    """Name the country of origin, as its swatch and its own value do."""
    return text("legend.origin", language, name=table["short"][origin.code])
