"""Gathers what the page tells of each place: the rows of its tooltip, the columns of its table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypedDict

from diasporamap.errors import UsageError
from diasporamap.language import number_text, sort_key, text
from diasporamap.maps import MapSpec, circle_scale, compose, read_style
from diasporamap.maps.quantities import measure_label, measures_of
from diasporamap.measures import MEASURES, measure_table
from diasporamap.web.layers import layer_of
from diasporamap.web.shapes import page_coordinates

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from diasporamap.counts.quantity import Quantity
    from diasporamap.language import Language
    from diasporamap.maps import CircleScale, Composition, Style
    from diasporamap.points import Points
    from diasporamap.protection import ProtectedCounts
    from diasporamap.web import data
    from diasporamap.web.data import Place, State, Value


class Cell(TypedDict):
    """A cell of the table; `number` is what it is sorted by, blank unless it is a value."""

    state: State
    text: str
    number: str


class TableRow(TypedDict):
    """A row of the table; `about` is what else is known of a place."""

    name: str
    cells: list[Cell]
    about: str


@dataclass(frozen=True, eq=False)
class Told:
    """What a page tells of places under one label; `texts` are those of values alone.

    `decimals` are those of the numbers that the table sorts by; `missing` is what the table says of
    a place without a state, of which the tooltip does not have the row.
    """

    key: str
    label: str
    values: pd.Series
    states: pd.Series
    texts: pd.Series
    language: Language
    decimals: int
    missing: State = "no_data"

    @cached_property
    def by_place(self) -> dict[str, Value]:
        """State and text of each place: a value as it is written, other states in short words."""
        return {
            place: (state, self.texts[place] if state == "value" else self.word(state))
            for place, state in zip(self.states.index, self.states, strict=True)
        }

    def word(self, state: State) -> str:
        """Return the short words of a state."""
        return text(f"web.{state}", self.language)

    def cell(self, place: str) -> Cell:
        """Return the cell of a place in the table."""
        state, words = self.by_place.get(place) or (self.missing, self.word(self.missing))
        number = f"{self.values[place]:.{self.decimals}f}" if state == "value" else ""
        return {"state": state, "text": words, "number": number}


def compose_measures(
    protected: ProtectedCounts,
    measures: Sequence[str],
    *,
    language: Language,
    style: str,
    title: str | None,
    circles: CircleScale | None = None,
    points: Points | None = None,
) -> dict[str, Composition]:
    """Compose a map a measure: those of the page's layers and those of the tooltip.

    The circles of all share a scale, `circles` or one that fits the layers.
    """
    if isinstance(measures, str) or not measures or len(set(measures)) < len(measures):
        raise UsageError(
            "The measures of a page are a list without repeats. "
            f"Choose among {', '.join(MEASURES)}."
        )
    specs = {
        measure: MapSpec(measure=measure, language=language, style=style, title=title)
        for measure in _told_of(measures, protected)
    }
    circles = circles or shared_scale([protected], measures, read_style(style))
    return {
        measure: compose(protected, spec, circles=circles, points=points)
        for measure, spec in specs.items()
    }


def _told_of(measures: Sequence[str], protected: ProtectedCounts) -> list[str]:
    """Return what the tooltip and the table give of every place, whatever the map shows."""
    return list(dict.fromkeys((*measures_of(protected), *measures)))


def shared_scale(
    counts: Sequence[ProtectedCounts], measures: Sequence[str], style: Style
) -> CircleScale:
    """Make one scale for the stocks of all geographies, so that circles can be compared."""
    values: list[float] = []
    for protected in counts:
        for measure in (name for name in measures if MEASURES.named(name).in_people):
            values += measure_table(protected, measure)["value"].dropna().abs().tolist()
    smallest = style.circle["smallest_px"] / style.circle["largest_px"]
    quantity = counts[0].quantity
    return circle_scale(values, smallest=smallest, step=quantity.step if quantity else 1)


def told_measures(
    protected: ProtectedCounts, compositions: Mapping[str, Composition], measures: Sequence[str]
) -> list[Told]:
    """Tell every measure, and people of unknown sex where there are some."""
    names = _told_of(measures, protected)
    rows = [_measure(compositions[measure]) for measure in names]
    if "men" not in names:
        return rows
    unknown = _unknown(protected, compositions[measures[0]].spec.language)
    if unknown.by_place:
        rows.insert(names.index("men") + 1, unknown)
    return rows


def geography_of(rows: Sequence[Told], compositions: Sequence[Composition]) -> data.Geography:
    """Write one geography: a layer a composition. Nothing suppressed is in it."""
    return {
        "key": "district" if compositions[0].geography.name == "districts" else "country",
        "rows": [(row.key, row.label) for row in rows],
        "places": _places(compositions[0], rows),
        "layers": [layer_of(composition) for composition in compositions],
    }


def table_of(told: Sequence[Told], places: Mapping[str, Place]) -> list[TableRow]:
    """Return a row for every place that the counts say something about, sorted by name."""
    rows: list[TableRow] = [
        {
            "name": entry["name"],
            "cells": [row.cell(place) for row in told],
            "about": " ".join(entry.get("about", ())),
        }
        for place, entry in places.items()
        if not {state for state, _ in entry["values"].values()} <= {"no_data", "not_applicable"}
    ]
    return sorted(rows, key=lambda row: sort_key(row["name"]))


def _places(composition: Composition, rows: Sequence[Told]) -> dict[str, Place]:
    table, lon_0 = composition.table, composition.style.map["lon_0"]
    points = page_coordinates(table["label_lon"], table["label_lat"], lon_0)
    return {
        place: {
            "name": name,
            "find": [short, place],
            "lon": lon,
            "lat": lat,
            "values": {row.key: row.by_place[place] for row in rows if place in row.by_place},
        }
        for place, name, short, (lon, lat) in zip(
            table.index, table["name"], table["short"], points, strict=True
        )
    }


def _measure(composition: Composition) -> Told:
    table, spec, key = composition.table, composition.spec, composition.spec.measure
    # Outside all districts the hatch says so; the figure is one that the counts do not give.
    states = table["state"].replace("not_attached", "no_data")
    values, texts, label = table["value"], table["text"], measure_label("measure", spec)
    decimals = 6 if spec.of.decimals is None else 1
    if spec.quantity and spec.is_stock:
        decimals = spec.quantity.decimals
    return Told(key, label, values, states, texts, spec.language, decimals=decimals)


def _unknown(protected: ProtectedCounts, language: Language) -> Told:
    """Tell the people of unknown sex of the places that may have some."""
    cells = protected.cells[protected.cells["sex"] == "U"].set_index("place")
    cells = cells[(cells["state"] == "suppressed") | (cells["count"].fillna(0) > 0)]
    count, label = cells["count"], text("measure.unknown", language)
    texts = written(count, language, quantity=protected.quantity)
    return Told("unknown", label, count, cells["state"], texts, language, decimals=0)


def written(
    numbers: pd.Series,
    language: Language,
    *,
    decimals: int = 0,
    quantity: Quantity | None = None,
) -> pd.Series:
    """Write numbers by place; blanks are left out."""
    known = numbers.dropna()
    if quantity is not None:
        return known.map(lambda number: quantity.number(number, language))
    return known.map(lambda number: number_text(number, language, decimals=decimals))
