"""Composes the map that shows the places themselves: which district is where, without counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.cartography.captions import place_captions
from diasporamap.cartography.composition import (
    LEFT_OUT,
    SEATS,
    Composition,
    legend_of_places,
)
from diasporamap.cartography.style import Swatch, read_style
from diasporamap.cartography.words import Words, origin_text, places_text
from diasporamap.language import list_text, text

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from diasporamap.cartography.spec import MapSpec
    from diasporamap.cartography.style import Style
    from diasporamap.places.geography import Geography

#: How many missions the text for screen readers names.
NAMED = 5


def compose_places(geography: Geography, spec: MapSpec) -> Composition:
    """Compose the reference map of districts: a colour a district, other than its neighbours'.

    Parameters
    ----------
    geography : Geography
        Districts, as `diasporamap.places.districts.mapped.district_geography` gives them.
    spec : MapSpec
        Gives language, origin, style, and the title and subtitle where it has them; its measure
        plays no part.

    Returns
    -------
    Composition
        Without values; every district is labelled with the city of its mission.
    """
    style = read_style(spec.style)
    areas = geography.table.drop(index=LEFT_OUT, errors="ignore")
    table = areas[["label_lon", "label_lat", "status"]].copy()
    table.insert(0, "name", areas[f"name_{spec.language}"])
    table.insert(1, "short", areas[f"short_{spec.language}"])
    table["value"] = float("nan")
    table["state"] = table["status"]
    table["text"] = ""
    colours = _told_apart(geography.areas("world").places, len(style.qualitative))
    table["key"] = [
        _key(place, status, spec.origin, colours)
        for place, status in zip(table.index, table["status"], strict=True)
    ]
    swatches = {f"hue-{number}": Swatch(colour) for number, colour in enumerate(style.qualitative)}
    return Composition(
        spec=spec,
        style=style,
        geography=geography,
        table=table,
        swatches={**style.swatches, **swatches},
        classes=None,
        circles=None,
        legend_title="",
        legend=legend_of_places(table, spec, geography),
        legend_ends=None,
        words=_words(geography, spec, style, table),
        labels=_by_importance(table, geography),
    )


def _key(place: str, status: str, origin: str, colours: dict[str, int]) -> str:
    if status == "district":
        return f"hue-{colours[place]}"
    return "origin" if place == origin else status


def _told_apart(places: gpd.GeoDataFrame, number: int) -> dict[str, int]:
    """Give each place the colour that its neighbours have least, the most hemmed in first."""
    import numpy as np
    import shapely

    shapes = places.geometry.to_numpy()
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    names = places["place"].to_numpy()
    near = {name: set(names[right[left == row]]) - {name} for row, name in enumerate(names)}
    found: dict[str, int] = {}
    for name in sorted(near, key=lambda name: (-len(near[name]), name)):
        used = [found[other] for other in near[name] if other in found]
        counts = np.bincount(used, minlength=number)
        spread = np.bincount(list(found.values()), minlength=number)
        found[str(name)] = int(np.lexsort((spread, counts))[0])
    return found


def _by_importance(table: pd.DataFrame, geography: Geography) -> tuple[str, ...]:
    """Return the districts, embassies and high commissions first."""
    if geography.seats is None:
        return ()
    kinds = geography.seats.drop_duplicates("mission").set_index("mission")["kind"]
    held = table.index[table["status"] == "district"]
    return tuple(sorted(held, key=lambda place: (SEATS.index(kinds[place]), place)))


def _words(geography: Geography, spec: MapSpec, style: Style, table: pd.DataFrame) -> Words:
    known = f"places.{geography.name}"
    title, subtitle = spec.title, spec.subtitle
    if title is None:
        title = text(f"{known}.title", spec.language, origin=origin_text("of", spec))
    held = table[table["status"] == "district"]
    number = places_text(len(held), geography, spec.language)
    if subtitle is None:
        subtitle = text(f"{known}.subtitle", spec.language, places=number)
    named = list_text([str(name) for name in held["name"].head(NAMED)], spec.language)
    return Words(
        title=title,
        subtitle=subtitle,
        captions=(geography.note[spec.language == "en"], *place_captions(spec, style)),
        alt=text(f"{known}.alt", spec.language, title=title, places=number, named=named),
    )
