"""Gives every place of a map its value or state, in words, and the swatch that fills it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.errors import Problem, UnmatchedPlacesError
from diasporamap.language import text
from diasporamap.maps.legend import STATUSES, origin_label
from diasporamap.maps.words import value_text

if TYPE_CHECKING:
    import pandas as pd

    from diasporamap.counts.origin import Origin
    from diasporamap.maps.classes import Classes
    from diasporamap.maps.spec import MapSpec
    from diasporamap.places.geography import Geography

#: A continent without residents or a consulate: the world maps leave it out.
LEFT_OUT = "ATA"


def place_table(found: pd.DataFrame, spec: MapSpec, geography: Geography) -> pd.DataFrame:
    """Give every place its value and state: one that the counts do not name has no data.

    Parameters
    ----------
    found : pandas.DataFrame
        Index `place`; columns `value` and `state`, as `measure_table` returns them.
    spec : MapSpec
        The map.
    geography : Geography
        What the places are.

    Returns
    -------
    pandas.DataFrame
        The table of a `Composition`, without `key`.

    Raises
    ------
    UnmatchedPlacesError
        If values are of a place that the geography does not have.
    """
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


def with_keys(
    table: pd.DataFrame, spec: MapSpec, origin: Origin, classes: Classes | None = None
) -> pd.DataFrame:
    """Add the swatch that fills each place; the country of origin without a value is named."""
    table = table.assign(key=_keys(table, spec, origin.code, classes))
    if origin.code in table.index:
        table.loc[table["key"] == "origin", "text"] = origin_label(table, origin, spec.language)
    return table


def largest_places(table: pd.DataFrame, spec: MapSpec) -> tuple[str, ...]:
    """Return the places with the largest circles, as many as the map labels."""
    shown = table[(table["state"] == "value") & (table["value"] > 0)]
    largest = shown.sort_values("value", ascending=False, kind="stable").head(spec.labels)
    return tuple(map(str, largest.index))


def _require_places(found: pd.Index, geography: Geography) -> None:
    """Refuse counts of places that the map does not have: nothing is left out in silence."""
    unknown = sorted(set(found) - set(geography.table.index) - set(geography.beyond))
    if unknown:
        hint = "Join the counts to these places first."
        raise UnmatchedPlacesError(
            [Problem(f"'{place}' is none of the map's {geography.name}", hint) for place in unknown]
        )


def _keys(table: pd.DataFrame, spec: MapSpec, origin: str, classes: Classes | None) -> list[str]:
    keys = []
    columns = (table[name] for name in ("value", "state", "status"))
    for place, value, state, status in zip(table.index, *columns, strict=True):
        if state != "value":
            blank = state in ("no_data", "not_attached")
            keys.append("origin" if place == origin and blank else state)
        elif status == "not_attached":
            keys.append(status)
        elif spec.is_stock and value == 0:
            keys.append("zero")
        else:
            keys.append("land" if classes is None else f"class-{classes.index(value)}")
    return keys
