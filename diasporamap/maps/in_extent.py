"""Draws a map of a part of the world: what is in view, what it says of that, and of the rest."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final, TypeGuard

import numpy as np

from diasporamap.counts.origin import WORLD
from diasporamap.errors import UsageError
from diasporamap.language import message, text
from diasporamap.maps.areas import NAMED_LINES, lines_in_view
from diasporamap.maps.drawing import LegendEntry, Look, Rows
from diasporamap.maps.extents import (
    MapExtent,
    counted_in,
    extent_in,
    extent_of,
    has_members,
    inside_of,
    shown_extent,
)
from diasporamap.maps.place_table import SPLIT, areas_of, is_shown
from diasporamap.maps.quantities import amount
from diasporamap.maps.words import places_text
from diasporamap.places.lambert import in_km, lambert, lon_lat

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    import pandas as pd

    from diasporamap.maps.drawing import Drawing
    from diasporamap.maps.spec import MapSpec
    from diasporamap.maps.style import Style
    from diasporamap.places.geography import Geography

#: Rows of a legend that say what areas, lines and missions are, whatever the kind of map.
OF_AREAS: Final = ("state", "line", "seat")
#: An extent of so many members has neighbours; around one place others are what it lies among.
SEVERAL: Final = 2
#: Key of the look and of the swatch of places that the map of an extent draws and does not count.
NEIGHBOUR: Final = "neighbour"


def at_extent(
    geography: Geography, written: str, proportion: float, districts: Geography | None = None
) -> Geography:
    """Return a geography as a sheet of an extent shows it; the same one for the world.

    Its frame has a proportion of breadth to height.

    It is a UsageError that there is no such extent, or that the places are parts of the origin,
    whose sheet shows that.
    """
    if geography.hosts and written == WORLD:
        written = _only_host(geography)
    extent = extent_of(written, geography, districts)
    if extent is None:
        return geography
    if geography.level is not None:
        raise UsageError(message("drawing.extent_of_origin", places=areas_of(geography)))
    return _within(geography, extent.fitted(proportion))


def _only_host(geography: Geography) -> str:
    """Return the country whose units a map is of; refuse several."""
    if len(geography.hosts) > 1:
        raise UsageError(
            message(
                "drawing.units_of_several", countries=[*geography.hosts], first=geography.hosts[0]
            )
        )
    return geography.hosts[0]


@cache
def _within(geography: Geography, extent: MapExtent) -> Geography:
    """Return a geography in an extent; signs of its members stand where they are in view."""
    import shapely

    table = geography.table.copy()
    inside = extent.inside(table["label_lon"].to_numpy(), table["label_lat"].to_numpy())
    beyond = [place for place in table.index[~inside] if place in extent.members]
    places = geography.areas("zoom").places.set_index("place").geometry
    flat, x, y = lambert(*extent.centre), extent.breadth_km / 2, extent.height_km / 2
    for place in places.index.intersection(beyond):
        shape = in_km(np.array([places[place]]), flat)
        seen = shapely.get_parts(shapely.make_valid(shapely.clip_by_rect(shape, -x, -y, x, y)))
        if area := max(shapely.area(seen), default=0.0):
            largest = seen[int(shapely.area(seen).argmax())] if area else None
            middle = shapely.get_coordinates(shapely.maximum_inscribed_circle(largest))[0]
            table.loc[place, ["label_lon", "label_lat"]] = lon_lat(flat, middle)
    lines = lines_in_view(extent.inside)
    explained = [
        line for line in geography.legend_lines if line in lines or line not in NAMED_LINES
    ]
    return replace(
        geography,
        table=table,
        extent=extent,
        sheet="extent",
        legend_lines=tuple(explained),
    )


@cache
def _seen(geography: Geography) -> frozenset[str]:
    """Return the places of which an extent shows some land or the middle."""
    import shapely

    extent = shown_extent(geography)
    places = geography.areas("zoom").places
    shapes = places.geometry.to_numpy()
    bent = shapely.segmentize(shapes, 0.5)
    xy, row = shapely.get_coordinates(bent, return_index=True)
    inside = extent.inside(*xy.T)
    flat = lambert(*extent.centre)
    x, y = 500 * extent.breadth_km, 500 * extent.height_km
    corners = [
        flat.transform(a * x, b * y, direction="INVERSE") for a in (-1, 0, 1) for b in (-1, 0, 1)
    ]
    around = shapely.STRtree(shapes).query(shapely.points(corners), predicate="within")[1]
    names = places["place"].astype(str).to_numpy()
    table = geography.table
    middle = extent.inside(table["label_lon"].to_numpy(), table["label_lat"].to_numpy())
    return (
        frozenset(names[np.unique(row[inside])])
        | frozenset(names[around])
        | frozenset(table.index[middle].astype(str))
    )


def in_view(table: pd.DataFrame, geography: Geography) -> pd.DataFrame:
    """Return the places that are in view; all of them on a map of the world."""
    if extent_in(geography) is None:
        return table
    here = table.index.isin(_seen(geography)) | (table["status"] == SPLIT)
    return table[here].copy()


def drawn_in(
    table: pd.DataFrame,
    geography: Geography,
    spec: MapSpec,
    style: Style,
    draw: Callable[[pd.DataFrame], Drawing],
) -> tuple[pd.DataFrame, Drawing]:
    """Draw the places that are in view, all of them on a map of the world; return these too.

    Classes and the sizes of circles are those of what is in view. A place of which some land is in
    view and its sign is not has no circle, and is filled as its figure is. Of a region or community
    the neighbours have pale circles without names, or areas of one pale hatch, in no class.
    """
    if extent_in(geography) is None:
        return table, draw(table)
    table = in_view(table, geography)
    drawing, inside = draw(table), inside_of(table, geography)
    others = is_shown(table) & ~counted_in(table, geography)
    if _has_neighbours(extent_in(geography), geography) and not drawing.signed and others.any():
        # Their colours would be read as those of the extent, and its classes would be theirs too.
        drawing = draw(table.assign(key=table["key"].mask(others, NEIGHBOUR)))
    seen = {key for place, key in drawing.fills.items() if place in _seen(geography)}
    legend = tuple(
        _of_what_is_seen(part, seen) if type(part) is Rows else part for part in drawing.legend
    )
    drawing = replace(drawing, legend=legend)
    if drawing.signed and not inside.all():
        near = draw(table[inside])
        areas = iter([part for part in drawing.legend if type(part) is Rows])
        legend = tuple(
            _of_areas(part, next(areas)) if type(part) is Rows else part for part in near.legend
        )
        drawing = replace(near, fills=drawing.fills, legend=legend)
    return table, _muted(drawing, geography, spec, style)


def _has_neighbours(extent: MapExtent | None, geography: Geography) -> TypeGuard[MapExtent]:
    """Tell whether a map is of several places, so that others in its frame are neighbours."""
    return extent is not None and len(extent.members) >= SEVERAL and has_members(geography)


def _muted(drawing: Drawing, geography: Geography, spec: MapSpec, style: Style) -> Drawing:
    """Mute circles and areas of places that the map does not count; explain it in the legend."""
    extent = extent_in(geography)
    if not _has_neighbours(extent, geography):
        return drawing
    name = text("legend.neighbour", spec.language, extent=extent.name(spec.language))
    *parts, rows = drawing.legend
    if NEIGHBOUR in drawing.fills.values():
        quiet = replace(style.swatches["base_too_small"], hatch="falling")
        entry = LegendEntry("state", NEIGHBOUR, name)
        legend = (*parts, replace(rows, entries=(entry, *rows.entries)))
        return replace(drawing, swatches={**drawing.swatches, NEIGHBOUR: quiet}, legend=legend)
    others = [place for place in drawing.marks if place not in extent.members]
    if not others:
        return drawing
    grey = style.text["muted"]
    look = Look(grey, 0.25, grey, 0.4, inside=True)
    muted = {
        place: tuple(replace(disc, look=NEIGHBOUR) for disc in drawing.marks[place])
        for place in others
    }
    entry = LegendEntry("discs", NEIGHBOUR, name, discs=((1.0, look),))
    return replace(
        drawing,
        marks={**drawing.marks, **muted},
        looks={**drawing.looks, NEIGHBOUR: look},
        labels=tuple(place for place in drawing.labels if place not in muted),
        legend=(*parts, replace(rows, entries=(entry, *rows.entries))),
    )


def _of_what_is_seen(rows: Rows, keys: Collection[str]) -> Rows:
    """Return the rows of a legend without states that no place in view has."""
    return replace(
        rows, entries=tuple(e for e in rows.entries if e.kind != "state" or e.key in keys)
    )


def _of_areas(own: Rows, areas: Rows) -> Rows:
    """Return the rows that a kind has of its own signs, with those of areas of another drawing."""
    entries = [entry for entry in own.entries if entry.kind not in OF_AREAS]
    return replace(own, entries=(*entries, *(e for e in areas.entries if e.kind in OF_AREAS)))


def outside_note(
    table: pd.DataFrame, drawn: Collection[str], geography: Geography, spec: MapSpec
) -> Iterator[str]:
    """Say how many of the people shown live in neighbours of the extent, and beyond it.

    No number is said where any are hidden.

    `table` has all places with their values, `drawn` are those whose values a reader sees.
    """
    yield from _neighbours_note(table, drawn, geography, spec)
    if extent_in(geography) is None or not spec.of.is_stock:
        return
    away = table[~table.index.isin(drawn)]
    if (away["state"] == "suppressed").any():
        yield text("caption.outside_some", spec.language)
        return
    people = away[is_shown(away) & (away["value"] > 0)]
    if len(people):
        total = amount(people["value"].sum(), spec)
        yield text(
            "caption.outside",
            spec.language,
            people=total,
            places=places_text(len(people), geography, spec.language),
        )


def _neighbours_note(
    table: pd.DataFrame, drawn: Collection[str], geography: Geography, spec: MapSpec
) -> Iterator[str]:
    """Say what is drawn in the frame of an extent and not counted in it."""
    if not has_members(geography):
        return
    near = table[table.index.isin(drawn) & ~counted_in(table, geography)]
    shown = near[is_shown(near) & ((near["value"] > 0) | (not spec.of.is_stock))]
    if shown.empty:
        return
    fields = {"extent": shown_extent(geography).name(spec.language)}
    if not spec.of.is_stock or (near["state"] == "suppressed").any():
        yield text("caption.neighbours_some", spec.language, **fields)
        return
    fields["people"] = amount(shown["value"].sum(), spec)
    fields["places"] = places_text(len(shown), geography, spec.language)
    yield text("caption.neighbours", spec.language, **fields)
