"""Composes the map that shows the places themselves: which district is where, without counts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from diasporamap.counts.origin_files import read_origin
from diasporamap.errors import StyleError
from diasporamap.language import list_text, message, text
from diasporamap.maps.captions import place_captions
from diasporamap.maps.composition import Composition, drawn_on, style_of
from diasporamap.maps.drawing import Drawing
from diasporamap.maps.in_extent import in_view
from diasporamap.maps.legend import SEATS, origin_label, rows_of_places
from diasporamap.maps.place_table import LEFT_OUT, insert_names
from diasporamap.maps.style import Swatch
from diasporamap.maps.words import Words, places_text, titled

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    import pandas as pd

    from diasporamap.counts.origin import Origin
    from diasporamap.maps.spec import MapSpec
    from diasporamap.maps.style import Style
    from diasporamap.places.geography import Geography

#: How many missions the text for screen readers names.
NAMED = 5
#: Places this near, in degrees, are told apart too, as across a strait.
NEAR = 3.0


def compose_places(geography: Geography, spec: MapSpec) -> Composition:
    """Compose the reference map of districts: a colour a district, other than its neighbours'.

    The spec gives language, style, and title and subtitle where it has them; its measure plays no
    part. There are no values; every district is labelled with the city of its mission.
    """
    style, origin = style_of(spec), read_origin(geography.origin)
    geography = drawn_on(geography, spec, style)
    areas = geography.table.drop(index=LEFT_OUT, errors="ignore")
    table = areas[["label_lon", "label_lat", "status"]].copy()
    insert_names(table, areas, spec.language)
    table["value"] = float("nan")
    table["state"] = table["status"]
    table["text"] = ""
    held = geography.areas("world").places
    held = held[held["place"].map(table["status"]) == "district"]
    touching, near = _beside(held)
    palette, colours = _told_apart(touching, near, style)
    whole, table = table, in_view(table, geography)
    fills = {
        str(place): _key(place, status, origin.code, colours)
        for place, status in zip(table.index, table["status"], strict=True)
    }
    table["key"] = list(fills.values())
    home = table["key"] == "origin"
    table.loc[home, "text"] = origin_label(table, origin, spec.language) if home.any() else ""
    drawing = Drawing(
        fills=fills,
        swatches={f"hue-{number}": Swatch(colour) for number, colour in enumerate(palette)},
        legend=(rows_of_places(table, fills, spec, geography),),
        labels=_by_importance(table, geography),
        neighbours=frozenset(
            (fills[place], fills[other])
            for place, others in touching.items()
            for other in others
            if place < other and {place, other} <= fills.keys()
        ),
    )
    words = _words(geography, spec, style, whole, origin)
    return Composition(spec, origin, style, geography, table, drawing, words)


def _key(place: str, status: str, origin: str, colours: dict[str, int]) -> str:
    if status == "district":
        return f"hue-{colours[place]}"
    return "origin" if place == origin else status


def _beside(places: gpd.GeoDataFrame) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return the places that touch each place, and those that are near it."""
    import shapely

    shapes, names = places.geometry.to_numpy(), places["place"].astype(str).tolist()
    tree = shapely.STRtree(shapes)
    found: list[dict[str, set[str]]] = []
    for predicate, distance in (("intersects", None), ("dwithin", NEAR)):
        pairs = tree.query(shapes, predicate=predicate, distance=distance).T.tolist()
        beside: dict[str, set[str]] = {name: set() for name in names}
        for one, other in pairs:
            if one != other:
                beside[names[one]].add(names[other])
        found.append(beside)
    return found[0], found[1]


def _told_apart(
    touching: Mapping[str, set[str]], near: Mapping[str, set[str]], style: Style
) -> tuple[tuple[str, ...], dict[str, int]]:
    """Give each place a colour that no place has that touches it, of the first list that does."""
    for palette in style.qualitative:
        colours = _coloured(touching, near, len(palette))
        if colours is not None:
            return palette, colours
    raise StyleError(message("drawing.too_few_colours", style=style.name))


def _coloured(
    touching: Mapping[str, set[str]], near: Mapping[str, set[str]], number: int
) -> dict[str, int] | None:
    """Colour a graph: the place with the fewest colours left first (DSATUR), with steps back.

    Of the colours left the one is tried first that the fewest near places have, then the rarest.
    """
    colours: dict[str, int] = {}

    def fill() -> bool:
        waiting = touching.keys() - colours.keys()
        if not waiting:
            return True
        taken = {place: {colours.get(other) for other in touching[place]} for place in waiting}
        place = min(waiting, key=lambda one: (-len(taken[one]), -len(touching[one]), one))
        often = Counter(colours.values())
        close = Counter(colours.get(other) for other in near[place])
        free = [colour for colour in range(number) if colour not in taken[place]]
        for colour in sorted(free, key=lambda one: (close[one], often[one], one)):
            colours[place] = colour
            if fill():
                return True
            del colours[place]
        return False

    return colours if fill() else None


def _by_importance(table: pd.DataFrame, geography: Geography) -> tuple[str, ...]:
    """Return the districts, embassies and high commissions first."""
    if geography.seats is None:
        return ()
    kinds = geography.seats.drop_duplicates("mission").set_index("mission")["kind"]
    held = table.index[table["status"] == "district"]
    return tuple(sorted(held, key=lambda place: (SEATS.index(kinds[place]), place)))


def _words(
    geography: Geography, spec: MapSpec, style: Style, table: pd.DataFrame, origin: Origin
) -> Words:
    known = f"places.{geography.name}"
    written = text(f"{known}.title", spec.language, origin=origin.of(spec.language))
    written = titled(written, geography, spec.language)
    title = written if spec.title is None else spec.title
    held = table[table["status"] == "district"]
    number = places_text(len(held), geography, spec.language)
    written = text(f"{known}.subtitle", spec.language, places=number)
    named = list_text([str(name) for name in held["name"].head(NAMED)], spec.language)
    return Words(
        title=title,
        subtitle=written if spec.subtitle is None else spec.subtitle,
        captions=(geography.note[spec.language == "en"], *place_captions(spec, style, geography)),
        alt=text(f"{known}.alt", spec.language, title=title, places=number, named=named),
    )
