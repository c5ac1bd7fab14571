"""Gathers a page of ranges: what several sources say of the same places."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diasporamap.language import text
from diasporamap.maps import circle_scale
from diasporamap.maps.range_maps import compared_label
from diasporamap.measures import MEASURES
from diasporamap.web.content import Figures
from diasporamap.web.views import Gathered, View

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diasporamap.language import Language
    from diasporamap.maps import Composition
    from diasporamap.maps.ranges import Ranges

#: Rows of figures beside those of the sources that a page of ranges compares.
RANGE, RATIO = "range", "ratio"


def range_page(both: Mapping[Language, Composition], ranges: Ranges) -> Gathered:
    """Gather maps of ranges, as `compose_range` makes them in each language: one map.

    Beside the range each source's figure is told, and how many times the lowest the highest is.
    """
    some, table = next(iter(both.values())), ranges.columns[0].protected
    shown = some.table
    # Where no source says anything, one line says so.
    silent = ranges.table.index[ranges.table["state"] == "no_data"]
    people, of_ratio = MEASURES["total"], replace(MEASURES["sex_ratio"], decimals=1)
    labels = {
        key: {language: text(f"measure.{key}", language) for language in both}
        for key in (RANGE, RATIO)
    }
    texts = {
        str(place): {language: str(one.table.at[place, "text"]) for language, one in both.items()}
        for place in shown.index[(shown["state"] == "value") & (shown["shown"] > 1)]
    }
    rows = [
        Figures(RANGE, people, (shown["value"],), (shown["state"],), (None,), labels[RANGE], texts)
    ]
    for at, column in enumerate(ranges.columns):
        label = {language: compared_label(column, language) for language in both}
        found = ranges.people[at], ranges.states[at].drop(silent)
        rows.append(Figures(f"source-{at}", people, (found[0],), (found[1],), (None,), label))
    ratios = ranges.ratio.astype("Float64").astype("float64")
    states = ratios.map(lambda ratio: "value" if ratio == ratio else "not_applicable")  # noqa: PLR0124 - NaN
    rows.append(Figures(RATIO, of_ratio, (ratios,), (states,), (None,), labels[RATIO]))
    told: dict[Language, dict[str, list[str]]] = {
        language: {
            str(place): [text(f"web.range_{'single' if number == 1 else 'hidden'}", language)]
            for place, number, hidden in zip(
                shown.index, shown["shown"], shown["hidden"], strict=True
            )
            if number == 1 or (number and hidden)
        }
        for language in both
    }
    view = View((table,), {(RANGE, 0, "circles"): both}, tuple(rows), told=told)
    largest, circle = shown.loc[shown["state"] == "value", "value"].tolist(), some.style.circle
    scale = circle_scale(largest, smallest=circle["smallest_mm"] / circle["largest_mm"])
    return Gathered((view,), (RANGE,), {RANGE: ("circles",)}, scale, compared=True)
