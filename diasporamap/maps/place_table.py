"""Gives every place of a map its value or state, in words, and the swatch that fills it."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from diasporamap.errors import UnmatchedPlacesError, problem
from diasporamap.language import in_print, message, sort_key, text
from diasporamap.maps.legend import STATUSES, origin_label
from diasporamap.places.geography import countries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

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

    counted = listed(found.index)
    _require_places(counted, geography)
    areas, places = _areas_of(geography, spec.language, whole=LEFT_OUT in counted)
    statuses = areas["status"].tolist()
    # Lists and a lookup by place are many times as quick as columns of so few rows.
    row_of, of = {place: row for row, place in enumerate(counted)}, spec.of
    rows = np.array([row_of.get(place, -1) for place in places])
    given = {name: _taken(found[name], rows) for name in found.columns}
    values, states = (np.asarray(given[name]).tolist() for name in ("value", "state"))
    split = _split(found, geography)
    states = [
        _state_of(state, status, split=place in split)
        for place, state, status in zip(places, states, statuses, strict=True)
    ]
    none = np.full(len(places), math.nan)
    bases = np.asarray(given.get("base", none)).tolist()
    keys = [
        _key(value, state, status, base, of, home=place == origin.code)
        for place, value, state, status, base in zip(
            places, values, states, statuses, bases, strict=True
        )
    ]
    words = {state: text(f"legend.{state}", spec.language) for state in {*states} - {"value"}}
    if origin.code in areas.index:
        words["origin"] = origin_label(areas, origin, spec.language)
    texts = [
        words["origin"] if key == "origin" else words.get(state) or of.written(value, spec.language)
        for key, state, value in zip(keys, states, values, strict=True)
    ]
    own = {
        "value": given["value"],
        "state": as_texts(states, areas.index),
        "status": areas["status"],
    }
    more = {
        name: pd.Series(taken, areas.index, dtype=object if found[name].dtype == object else None)
        for name, taken in given.items()
        if name not in own
    }
    named = {name: areas[name] for name in areas.columns if name not in own}
    told = {"text": as_texts(texts, areas.index), "key": as_texts(keys, areas.index)}
    return pd.DataFrame({**named, **own, **more, **told}, areas.index)


def as_texts(written: Iterable[str], places: pd.Index) -> pd.Series:
    """Return texts as a column of objects, which are made and read more quickly than strings."""
    import pandas as pd

    return pd.Series(np.array(list(written), dtype=object), places, dtype=object)


def _taken(column: pd.Series, rows: np.ndarray) -> Any:  # noqa: ANN401 - an array of any type
    """Return a column at some rows, blank where a row is -1."""
    return column.array.take(rows, allow_fill=True)


def _split(found: pd.DataFrame, geography: Geography) -> frozenset[str]:
    """Return the places of which a country that they share has figures."""
    if not geography.shared:
        return frozenset()
    counted = set(found.index[found["state"] != "no_data"])
    return frozenset(at for at, of in geography.shared.items() if not counted.isdisjoint(of))


@lru_cache(maxsize=16)
def _areas_of(
    geography: Geography, language: Language, *, whole: bool
) -> tuple[pd.DataFrame, list[str]]:
    """Return names, label points and status of a map's places, and these by themselves.

    They are `whole` or without `LEFT_OUT`.
    """
    areas = geography.table
    if LEFT_OUT in areas.index and not whole:
        areas = areas.drop(index=LEFT_OUT)
    table = areas[["label_lon", "label_lat", "status"]].copy()
    insert_names(table, areas, language)
    # Lists and rows are had from texts that are objects many times as quickly.
    texts = dict.fromkeys(("name", "short", "status"), object)
    return table.astype(texts), listed(table.index)


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
    import pandas as pd

    return pd.Series(rows_shown(table), table.index)


def rows_shown(table: pd.DataFrame) -> np.ndarray:
    """Tell the same of the rows of a table."""
    state, status = (table[name].to_numpy(dtype=object) for name in ("state", "status"))
    shown: np.ndarray = (state == "value") & (status != "not_attached")
    return shown


def label_texts(table: pd.DataFrame) -> pd.Series:
    """Return what stands under the name of each place: no rate of few people, nor beside it."""
    return table["text"].astype(str).mask(table["key"] == "base_too_small", "")


def _require_places(counted: Sequence[str], geography: Geography) -> None:
    """Refuse counts of places that the map does not have: nothing is left out in silence."""
    unknown = sorted(set(counted) - _places_of(geography))
    if unknown:
        areas = areas_of(geography)
        raise UnmatchedPlacesError(
            [problem("not_on_map", name=place, areas=areas) for place in unknown]
        )


@lru_cache(maxsize=16)
def _places_of(geography: Geography) -> frozenset[str]:
    """Return all places that counts may be of."""
    return frozenset(listed(geography.table.index)) | set(geography.beyond)


def areas_of(geography: Geography) -> Message | Mapping[str, str]:
    """Name the kind of areas of a geography, in every language."""
    if geography.level is None:
        return message(f"drawing.areas.{geography.name}")
    return {"fr": geography.level.many.fr, "en": geography.level.many.en}


def fills_of(table: pd.DataFrame, of_value: Callable[[float], str]) -> dict[str, str]:
    """Return the key of the swatch of each place: `of_value` where there is a value to show."""
    rows = zip(by_place(table["key"]).items(), listed(table["value"]), strict=True)
    return {place: key or of_value(value) for (place, key), value in rows}


def by_place(column: pd.Series) -> dict[str, Any]:
    """Return the cells of a column by place."""
    return dict(zip(map(str, listed(column.index)), listed(column), strict=True))


def listed(column: pd.Series | pd.Index) -> list[Any]:
    """Return a column as a list; one of texts gives them several times as quickly as objects."""
    return column.to_numpy(dtype=None if column.dtype.kind == "f" else object).tolist()
