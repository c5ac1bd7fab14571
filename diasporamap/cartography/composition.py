"""Composes a map: what every place shows, with what swatch, legend and words, for any renderer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diasporamap.cartography.circles import CircleScale, circle_scale
from diasporamap.cartography.classes import Classes, classes_of
from diasporamap.cartography.legend import (
    STATUSES,
    LegendEntry,
    legend_ends,
    legend_of,
    origin_label,
)
from diasporamap.cartography.style import Style, Swatch, read_style
from diasporamap.cartography.words import Words, value_text, words_of
from diasporamap.errors import Problem, UnmatchedPlacesError, UsageError
from diasporamap.language import text
from diasporamap.measures import measure_table
from diasporamap.places import geography as geographies
from diasporamap.protection import require_protected

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diasporamap.cartography.spec import MapSpec
    from diasporamap.places.geography import Geography
    from diasporamap.protection import ProtectedCounts

#: A continent without residents or a consulate: the world maps leave it out.
LEFT_OUT = "ATA"


@dataclass(frozen=True)
class Composition:
    """A map ready to be drawn. Static and web renderers get the same one and cannot disagree.

    Attributes
    ----------
    spec : MapSpec
        What was asked for.
    style : Style
        Colours, sizes and fonts.
    geography : Geography
        What the places are; has their shapes.
    table : pandas.DataFrame
        Index place, sorted, all of the geography; columns `name`, `short`, `label_lon`,
        `label_lat`, `value` (float, blank unless `state` is "value"), `state`, `text` (the value
        or the state in words), `status` (of the geography), `key` (which swatch fills the
        place).
    swatches : mapping of str to Swatch
        Fill and hatch by key; classes have the keys class-0, class-1 and so on.
    classes : Classes or None
        Of a choropleth.
    circles : CircleScale or None
        Of proportional circles; None where no value is over zero.
    legend_title : str
        What the values are.
    legend : tuple of LegendEntry
        Circles or classes first, the largest first; then the states found; then lines.
    legend_ends : tuple of str, optional
        What the low and the high end of a diverging scale mean.
    words : Words
        Title, subtitle, captions and alternative text.
    labels : tuple of str
        Places to be labelled on paper, the most important first.
    """

    spec: MapSpec
    style: Style
    geography: Geography
    table: pd.DataFrame
    swatches: Mapping[str, Swatch]
    classes: Classes | None
    circles: CircleScale | None
    legend_title: str
    legend: tuple[LegendEntry, ...]
    legend_ends: tuple[str, str] | None
    words: Words
    labels: tuple[str, ...] = ()


def compose(
    protected: ProtectedCounts,
    spec: MapSpec,
    *,
    geography: Geography | None = None,
    circles: CircleScale | None = None,
) -> Composition:
    """Compose a map of protected counts.

    Parameters
    ----------
    protected : ProtectedCounts
        Counts of one year, definition and source, by the places of the geography.
    spec : MapSpec
        What is drawn how.
    geography : Geography, optional
        What the places are: countries, by ISO 3166-1 alpha-3 (and XKX), when left out.
    circles : CircleScale, optional
        A scale to share with other maps, so that their circles can be compared.

    Returns
    -------
    Composition
        Everything that a renderer needs but the shapes.

    Raises
    ------
    NotProtectedError
        If the counts did not pass the protection gate.
    UnmatchedPlacesError
        If counts are of a place that the geography does not have.
    UsageError, StyleError
        If the counts mix years, definitions or sources, the origin is no country, or the style
        is wrong.
    """
    require_protected(protected)
    style = read_style(spec.style)
    geography = geography or geographies.countries()
    table = _place_table(protected, spec, geography)
    shown = (table["state"] == "value") & (table["status"] != "not_attached")
    values = table.loc[
        shown if spec.drawn_as == "choropleth" else table["state"] == "value", "value"
    ]
    classes = None
    if spec.drawn_as == "choropleth":
        classes = classes_of(values.tolist(), spec, style)
        circles = None
    else:
        smallest = style.circle["smallest_mm"] / style.circle["largest_mm"]
        circles = circles or circle_scale(values.tolist(), smallest=smallest)
    table = table.assign(key=_keys(table, spec, classes))
    if spec.origin in table.index:
        table.loc[table["key"] == "origin", "text"] = origin_label(table, spec)
    swatches = dict(style.swatches)
    if classes is not None:
        swatches |= {
            f"class-{number}": Swatch(colour) for number, colour in enumerate(classes.colours)
        }
    return Composition(
        spec=spec,
        style=style,
        geography=geography,
        table=table,
        swatches=swatches,
        classes=classes,
        circles=circles,
        legend_title=text(f"legend.{spec.measure}", spec.language),
        legend=legend_of(table, spec, geography, classes, circles),
        legend_ends=legend_ends(spec),
        words=words_of(protected, spec, style, geography, table),
        labels=_largest(table, spec) if circles is not None else (),
    )


def _place_table(protected: ProtectedCounts, spec: MapSpec, geography: Geography) -> pd.DataFrame:
    """Give every place its value and state: one that the counts do not name has no data."""
    if spec.origin not in geographies.countries().table.index:
        raise UsageError(f"'{spec.origin}' is no country code. Give ISO 3166-1 alpha-3, as CMR.")
    found = measure_table(protected, spec.measure)
    _require_places(found.index, geography)
    areas = geography.table
    if LEFT_OUT in areas.index and LEFT_OUT not in found.index:
        areas = areas.drop(index=LEFT_OUT)
    table = areas[["label_lon", "label_lat"]].copy()
    table.insert(0, "name", areas[f"name_{spec.language}"])
    table.insert(1, "short", areas[f"short_{spec.language}"])
    table["value"] = found["value"].reindex(table.index)
    table["state"] = found["state"].reindex(table.index).fillna("no_data")
    table["status"] = areas["status"]
    blank = table["state"] == "no_data"
    for status in STATUSES:
        table.loc[blank & (table["status"] == status), "state"] = status
    counted = set(found.index[found["state"] != "no_data"])
    for place, countries in geography.shared.items():
        if blank[place] and counted & set(countries):
            table.loc[place, "state"] = "not_attributable"
    table["text"] = [
        value_text(value, spec.measure, spec.language)
        if state == "value"
        else text(f"legend.{state}", spec.language)
        for value, state in zip(table["value"], table["state"], strict=True)
    ]
    return table


def _require_places(found: pd.Index, geography: Geography) -> None:
    """Refuse counts of places that the map does not have: nothing is left out in silence."""
    unknown = sorted(set(found) - set(geography.table.index) - set(geography.beyond))
    if unknown:
        mend = "Join the counts to these places first."
        raise UnmatchedPlacesError(
            [Problem(f"'{place}' is none of the map's {geography.name}", mend) for place in unknown]
        )


def _keys(table: pd.DataFrame, spec: MapSpec, classes: Classes | None) -> list[str]:
    keys = []
    columns = (table[name] for name in ("value", "state", "status"))
    for place, value, state, status in zip(table.index, *columns, strict=True):
        if state != "value":
            blank = state in ("no_data", "not_attached")
            keys.append("origin" if place == spec.origin and blank else state)
        elif status == "not_attached":
            keys.append(status)
        elif spec.is_stock and value == 0:
            keys.append("zero")
        else:
            keys.append("land" if classes is None else f"class-{classes.index(value)}")
    return keys


def _largest(table: pd.DataFrame, spec: MapSpec) -> tuple[str, ...]:
    """Return the places with the largest circles; colours are explained by their legend."""
    shown = table[(table["state"] == "value") & (table["value"] > 0)]
    largest = shown.sort_values("value", ascending=False, kind="stable").head(spec.labels)
    return tuple(map(str, largest.index))
