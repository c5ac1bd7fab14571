"""Gives every place of a map its value or state, in words, and the swatch that fills it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.errors import Problem, UnmatchedPlacesError
from diasporamap.language import in_print, sort_key, text
from diasporamap.maps.legend import STATUSES, origin_label
from diasporamap.places.geography import countries

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from diasporamap.counts.origin import Origin
    from diasporamap.language import Language
    from diasporamap.maps.spec import MapSpec
    from diasporamap.measures import Measure
    from diasporamap.places.geography import Geography

#: A continent without residents or a consulate: the world maps leave it out.
LEFT_OUT = "ATA"
#: The status of a country that districts share.
SPLIT = "split"
#: What tells the swatch of a place.
_KEYED = ("value", "state", "status", "base")


def place_table(
    found: pd.DataFrame, spec: MapSpec, geography: Geography, origin: Origin
) -> pd.DataFrame:
    """Give every place its value and state: one that the counts do not name has no data.

    `found` is the table of `Values`, perhaps with columns of a kind's own, which are kept. The
    table returned is that of a `Composition`; its `key` is blank where a kind has a value to show.
    Values of a place that the geography does not have are an error, never left out.
    """
    _require_places(found.index, geography)
    areas = geography.table
    if LEFT_OUT in areas.index and LEFT_OUT not in found.index:
        areas = areas.drop(index=LEFT_OUT)
    table = areas[["label_lon", "label_lat"]].copy()
    insert_names(table, areas, spec.language)
    table["value"] = found["value"].reindex(table.index)
    table["state"] = found["state"].reindex(table.index).fillna("no_data")
    table["status"] = areas["status"]
    for column in found.columns.difference(["value", "state"], sort=False):
        table[column] = found[column].reindex(table.index)
    blank = table["state"] == "no_data"
    for status in STATUSES:
        table.loc[blank & (table["status"] == status), "state"] = status
    counted = set(found.index[found["state"] != "no_data"])
    for place, shared in geography.shared.items():
        if blank[place] and counted & set(shared):
            table.loc[place, "state"] = "not_attributable"
    of, states = spec.of, set(table["state"]) - {"value"}
    words = {state: text(f"legend.{state}", spec.language) for state in states}
    table["text"] = [
        of.written(value, spec.language) if state == "value" else words[state]
        for value, state in zip(table["value"], table["state"], strict=True)
    ]
    keyed = table.reindex(columns=_KEYED)
    table["key"] = [
        _key(value, state, status, base, of, home=place == origin.code)
        for place, value, state, status, base in zip(
            table.index, *(keyed[name].tolist() for name in _KEYED), strict=True
        )
    ]
    if origin.code in table.index:
        table.loc[table["key"] == "origin", "text"] = origin_label(table, origin, spec.language)
    return table


def split_table(
    found: pd.DataFrame, table: pd.DataFrame, spec: MapSpec, geography: Geography
) -> pd.DataFrame:
    """Return the rows of countries that districts share, whose people are in no one district.

    They are seen on a map of people too: with `table`, that of `place_table`, `look` says how.
    Nothing is added on other maps, which keep their table.
    """
    import pandas as pd

    drawn = spec.is_stock and spec.quantity is None and spec.drawn_as == "circles"
    if geography.name != "districts" or not drawn:
        return table
    split = found[found.index.isin(list(geography.beyond)) & (found["value"] > 0)]
    outside = (table["status"] == "not_attached") & (table["value"] > 0)
    if split.empty and not outside.any():
        return table
    rows = countries().table.loc[split.index, ["label_lon", "label_lat"]].copy()
    called = [
        in_print(geography.beyond[place][spec.language == "en"], spec.language)
        for place in split.index
    ]
    rows["name"] = rows["short"] = called
    rows["value"], rows["state"], rows["status"] = split["value"], "value", SPLIT
    rows["text"] = [spec.of.written(value, spec.language) for value in split["value"]]
    rows["key"] = "not_attributable"
    looks = pd.Series("attached", index=table.index).mask(outside, "outside")
    return pd.concat([table.assign(look=looks), rows.assign(look=SPLIT)])


def insert_names(table: pd.DataFrame, areas: pd.DataFrame, language: Language) -> None:
    """Put the names of areas, long and short, first in a table, as the language prints them."""
    for at, kind in enumerate(("name", "short")):
        names = [in_print(str(name), language) for name in areas[f"{kind}_{language}"]]
        table.insert(at, kind, names)


def ranked(shown: pd.DataFrame) -> pd.DataFrame:
    """Sort places from the largest value, equal ones by name."""
    keys = [
        (-value, sort_key(short))
        for value, short in zip(shown["value"], shown["short"], strict=True)
    ]
    return shown.iloc[sorted(range(len(keys)), key=keys.__getitem__)]


def _key(value: float, state: str, status: str, base: float, of: Measure, *, home: bool) -> str:
    """Return the swatch of a place without a value to show."""
    if state != "value":
        blank = ("no_data", "not_applicable", "not_attached")
        return "origin" if home and state in blank else state
    if status == "not_attached":
        return status
    if base < of.least:
        return "base_too_small"
    return "zero" if of.in_people and value == 0 else ""


def is_shown(table: pd.DataFrame) -> pd.Series:
    """Tell which places have a value; on a map of districts, which of the districts."""
    return (table["state"] == "value") & (table["status"] != "not_attached")


def label_texts(table: pd.DataFrame) -> pd.Series:
    """Return what stands under the name of each place: no rate of few people, nor beside it."""
    return table["text"].astype(str).mask(table["key"] == "base_too_small", "")


def _require_places(found: pd.Index, geography: Geography) -> None:
    """Refuse counts of places that the map does not have: nothing is left out in silence."""
    unknown = sorted(set(found) - set(geography.table.index) - set(geography.beyond))
    if unknown:
        hint = "Join the counts to these places first."
        raise UnmatchedPlacesError(
            [Problem(f"'{place}' is none of the map's {geography.name}", hint) for place in unknown]
        )


def fills_of(table: pd.DataFrame, of_value: Callable[[float], str]) -> dict[str, str]:
    """Return the key of the swatch of each place: `of_value` where there is a value to show."""
    return {
        str(place): key or of_value(value)
        for place, key, value in zip(table.index, table["key"], table["value"], strict=True)
    }
