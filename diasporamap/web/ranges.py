"""Gathers what the page of a map of ranges tells: every source's figure, their range and ratio."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from diasporamap.language import text
from diasporamap.maps.kinds.ranges import compared_label
from diasporamap.web.content import Told, geography_of, table_of, written
from diasporamap.web.views import View

if TYPE_CHECKING:
    from diasporamap.maps import Composition
    from diasporamap.maps.ranges import Ranges

#: Rows of the tooltip and the table beside those of the sources.
RANGE, RATIO = "range", "ratio"


def range_view(composition: Composition, ranges: Ranges) -> View:
    """Write a map of ranges, as `compose_range` makes it, as a geography of one layer."""
    language, table = composition.spec.language, composition.table
    write = partial(Told, language=language, decimals=2)
    label = text(f"measure.{RANGE}", language)
    rows = [write(RANGE, label, table["value"], table["state"], table["text"])]
    # Where no source says anything, one line says so.
    silent = ranges.table.index[ranges.table["state"] == "no_data"]
    for at, column in enumerate(ranges.columns):
        people, states = ranges.people[at], ranges.states[at].drop(silent)
        name = compared_label(column, language)
        rows.append(write(f"source-{at}", name, people, states, written(people, language)))
    ratios = ranges.ratio.dropna()
    shown, texts = ratios.map(lambda _: "value"), written(ratios, language, decimals=1)
    name = text(f"measure.{RATIO}", language)
    # A ratio needs two figures: where there are none it is not missing.
    rows.append(write(RATIO, name, ratios, shown, texts, missing="not_applicable"))
    content = geography_of(rows, [composition])
    content["layers"][0] |= {"measure": RANGE, "label": label}
    for place, shown, hidden in zip(table.index, table["shown"], table["hidden"], strict=True):
        if shown == 1 or (shown and hidden):
            key = "web.range_single" if shown == 1 else "web.range_hidden"
            content["places"][place]["about"] = [text(key, language)]
    return View(composition, content, table_of(rows, content["places"]))
