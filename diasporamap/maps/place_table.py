"""Gives every place of a map its value or state, in words, and the swatch that fills it."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from diasporamap.errors import UnmatchedPlacesError, problem
from diasporamap.language import in_print, message, sort_key, text
from diasporamap.maps.legend import STATUSES, origin_label
from diasporamap.places.geography import countries

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from diasporamap.counts.origin import Origin
    from diasporamap.language import Language, Message
    from diasporamap.maps.spec import MapSpec
    from diasporamap.measures import Measure
    from diasporamap.places.geography import Geography

#: A continent without residents or a consulate: the world maps leave it out.
LEFT_OUT = "ATA"
#: The status of a country that districts share.
SPLIT = "split"


def place_table(
    found: pd.DataFrame, spec: MapSpec, geography: Geography, origin: Origin
) -> pd.DataFrame:
    """Give every place its value and state: one that the counts do not name has no data.

    `found` is the table of `Values`, perhaps with columns of a kind's own, which are kept. The
    table returned is that of a `Composition`; its `key` is blank where a kind has a value to show.
    Values of a place that the geography does not have are an error, never left out.
    """
    import pandas as pd

    _require_places(found.index, geography)
    areas = _areas_of(geography, spec.language, whole=LEFT_OUT in found.index)
    given, of = found.reindex(areas.index), spec.of
    counted = set(found.index[found["state"] != "no_data"])
    split = {at for at, shared in geography.shared.items() if not counted.isdisjoint(shared)}
    states = [
        _state_of(state, status, split=place in split)
        for place, state, status in zip(areas.index, given["state"], areas["status"], strict=True)
    ]
    values = given["value"].tolist()
    bases = given["base"].tolist() if "base" in given else [math.nan] * len(values)
    keys = [
        _key(value, state, status, base, of, home=place == origin.code)
        for place, value, state, status, base in zip(
            areas.index, values, states, areas["status"], bases, strict=True
        )
    ]
    words = {state: text(f"legend.{state}", spec.language) for state in {*states} - {"value"}}
    if origin.code in areas.index:
        words["origin"] = origin_label(areas, origin, spec.language)
    texts = [
        words["origin"] if key == "origin" else words.get(state) or of.written(value, spec.language)
        for key, state, value in zip(keys, states, values, strict=True)
    ]

    def column(written: list[str]) -> pd.Series:
        return pd.Series(written, areas.index, dtype=object)

    own = {"value": given["value"], "state": column(states), "status": areas["status"]}
    more = {name: given[name] for name in given.columns if name not in own}
    named = {name: areas[name] for name in areas.columns if name not in own}
    return pd.DataFrame({**named, **own, **more, "text": column(texts), "key": column(keys)})


@lru_cache(maxsize=16)
def _areas_of(geography: Geography, language: Language, *, whole: bool) -> pd.DataFrame:
    """Return names, label points and status of a map's places, `whole` or without `LEFT_OUT`."""
    areas = geography.table
    if LEFT_OUT in areas.index and not whole:
        areas = areas.drop(index=LEFT_OUT)
    table = areas[["label_lon", "label_lat", "status"]].astype({"status": object})
    insert_names(table, areas, language)
    return table


def _state_of(state: str | float, status: str, *, split: bool) -> str:
    """Return the state of a place, which its status says where it has no data of its own."""
    if isinstance(state, str) and state != "no_data":
        return state
    if split:
        return "not_attributable"
    return status if status in STATUSES else "no_data"


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
        areas = areas_of(geography)
        raise UnmatchedPlacesError(
            [problem("not_on_map", name=place, areas=areas) for place in unknown]
        )


def areas_of(geography: Geography) -> Message | Mapping[str, str]:
    """Name the kind of areas of a geography, in every language."""
    if geography.level is None:
        return message(f"drawing.areas.{geography.name}")
    return {"fr": geography.level.many.fr, "en": geography.level.many.en}


def fills_of(table: pd.DataFrame, of_value: Callable[[float], str]) -> dict[str, str]:
    """Return the key of the swatch of each place: `of_value` where there is a value to show."""
    return {
        str(place): key or of_value(value)
        for place, key, value in zip(table.index, table["key"], table["value"], strict=True)
    }
