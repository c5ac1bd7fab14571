"""Gathers what the page of a map of ranges says: every source's figure, their range and ratio."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diasporamap.language import number_text, text
from diasporamap.maps.kinds.ranges import compared_label
from diasporamap.web.content import TEXTS, layer_of, places_of, style_of, value_of
from diasporamap.web.values import rows_of
from diasporamap.web.views import BY, View

if TYPE_CHECKING:
    import pandas as pd

    from diasporamap.language import Language
    from diasporamap.maps import Composition
    from diasporamap.maps.ranges import Ranges

#: Rows of the tooltip and the table beside those of the sources.
RANGE, RATIO = "range", "ratio"


def range_view(composition: Composition, ranges: Ranges) -> View:
    """Write a map of ranges as the plain data that the page embeds.

    Parameters
    ----------
    composition : Composition
        The map, as `compose_range` makes it.
    ranges : Ranges
        Its figures.

    Returns
    -------
    View
        Countries with one layer. A figure that is not shown is words and nothing else.
    """
    language = composition.spec.language
    sources = {f"source-{at}": column for at, column in enumerate(ranges.columns)}
    labels = {key: compared_label(column, language) for key, column in sources.items()}
    texts = {RANGE: _range_texts(composition)}
    for at, key in enumerate(sources):
        texts[key] = _source_texts(ranges.people[at], ranges.states[at], language)
    ratios = ranges.ratio.dropna()
    texts[RATIO] = {
        str(place): ["value", number_text(ratio, language, decimals=1)]
        for place, ratio in ratios.items()
    }
    # Where no source says anything, one line says so.
    silent = set(ranges.table.index[ranges.table["state"] == "no_data"])
    for key in sources:
        texts[key] = {place: own for place, own in texts[key].items() if place not in silent}
    layer = layer_of(composition)
    layer |= {"measure": RANGE, "label": text(f"measure.{RANGE}", language)}
    content = {
        "language": language,
        "rows": [
            [RANGE, text(f"measure.{RANGE}", language)],
            *([key, label] for key, label in labels.items()),
            [RATIO, text(f"measure.{RATIO}", language)],
        ],
        "places": _with_notes(places_of(composition, texts), composition),
        "layers": [layer],
        "texts": {key: text(f"web.{key}", language) for key in TEXTS},
        "style": style_of(composition.style),
    }
    numbers = {RANGE: composition.table["value"], RATIO: ratios}
    numbers |= {key: ranges.people[at] for at, key in enumerate(sources)}
    rows = rows_of(content, lambda row, place, _: f"{float(numbers[row].loc[place]):.2f}")
    none = value_of("not_applicable", "", language)
    for row in rows:  # A ratio needs two figures: where there are none it is not missing.
        if row["cells"][-1]["state"] != "value":
            row["cells"][-1] |= dict(zip(("state", "text"), none, strict=True))
    return View(BY["country"], {RANGE: composition}, content, rows)


def _range_texts(composition: Composition) -> dict[str, list[str]]:
    table, language = composition.table, composition.spec.language
    return {
        place: value_of(state, written, language)
        for place, state, written in zip(table.index, table["state"], table["text"], strict=True)
    }


def _source_texts(values: pd.Series, states: pd.Series, language: Language) -> dict[str, list[str]]:
    """Write the figure of one source for each place that any source names."""
    return {
        str(place): value_of(
            state, number_text(value, language) if state == "value" else "", language
        )
        for place, value, state in zip(values.index, values, states, strict=True)
    }


def _with_notes(places: dict[str, dict[str, Any]], composition: Composition) -> dict[str, Any]:
    """Say of places with only one figure, or with one that is not shown, that this is so."""
    table, language = composition.table, composition.spec.language
    for place, shown, hidden in zip(table.index, table["shown"], table["hidden"], strict=True):
        if shown == 1:
            places[place]["about"] = [text("web.range_single", language)]
        elif shown and hidden:
            places[place]["about"] = [text("web.range_hidden", language)]
    return places
