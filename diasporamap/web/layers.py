"""Writes a composition as a layer of the page: fills, marks and the parts of its legend."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

from diasporamap.errors import UsageError
from diasporamap.language import sort_key
from diasporamap.maps.drawing import FEWEST_DASHES, ROUND, Boxes, Nested
from diasporamap.maps.place_table import ranked
from diasporamap.maps.quantities import measure_label
from diasporamap.maps.spec import KINDS

if TYPE_CHECKING:
    from diasporamap import maps
    from diasporamap.maps import Composition, drawing
    from diasporamap.web.data import Disc, Layer, Look, Mark, Part, Row, Style

#: Pixels of a page in a point.
PIXELS = 96 / 72
#: Room for the discs of a legend's row, as a radius in pixels.
ROOM = 7
#: Fills that a place too small for them does not need to show.
QUIET = ("land", "no_data", "not_attached", "not_attributable")


def layer_of(composition: Composition) -> Layer:
    """Write one composition: a layer of the page."""
    spec, table, words = composition.spec, composition.table, composition.words
    if not KINDS[spec.drawn_as].on_pages:
        raise UsageError(
            f"A page does not show {spec.drawn_as} yet. Draw a sheet, or leave the kind out."
        )
    shown = ranked(table[table["state"] == "value"])
    hidden = table.loc[table["state"] == "suppressed", "short"].map(sort_key).sort_values()
    return {
        "measure": spec.measure,
        "label": measure_label("measure", spec),
        "title": words.title,
        "subtitle": words.subtitle,
        "captions": list(words.captions),
        "alt": words.alt,
        "legend": [_part(part) for part in composition.drawing.legend],
        "swatches": {
            key: (swatch.fill, swatch.hatch, swatch.hatch_colour, swatch.outline)
            for key, swatch in composition.swatches.items()
        },
        "fills": dict(composition.drawing.fills),
        "looks": {name: _look(look) for name, look in composition.drawing.looks.items()},
        "marks": _marks(composition),
        "order": [*shown.index, *hidden.index],
    }


def style_of(style: maps.Style) -> Style:
    """Write what the page's scripts need of the style."""
    return {
        "lon_0": style.map["lon_0"],
        "ocean": style.map["ocean"],
        "outline": style.map["outline"],
        "graticule": style.map["graticule"],
        "ink": style.text["colour"],
        "lines": {
            kind: (line.colour, round(line.width * PIXELS, 2), list(line.dashes))
            for kind, line in style.lines.items()
        },
        "largest": style.circle["largest_px"],
        "fewest_dashes": FEWEST_DASHES,
    }


def _marks(composition: Composition) -> list[Mark]:
    """Return the drawing's marks, then dots of places without one, then missions."""
    drawn, seats = composition.drawing, composition.geography.seats
    marks: list[Mark] = [
        _disc(place, disc) for place, discs in drawn.marks.items() for disc in discs
    ]
    marks += [
        {"mark": "dot", "place": place, "fill": key}
        for place, key in drawn.fills.items()
        if place not in drawn.marks and key not in QUIET
    ]
    if seats is not None:
        seats = seats.drop_duplicates("mission").sort_values("mission")
        marks += [
            {"mark": "sign", "place": place, "sign": kind}
            for place, kind in zip(seats["mission"], seats["kind"], strict=True)
        ]
    return marks


def _disc(place: str, disc: drawing.Disc) -> Disc:
    written: Disc = {
        "mark": "disc",
        "place": place,
        "look": disc.look,
        "radius": round(disc.radius, 5),
    }
    whole = disc.sweep == ROUND
    return written if whole else {**written, "start": disc.start, "sweep": disc.sweep}


def _look(look: drawing.Look) -> Look:
    return {
        "fill": look.fill,
        "opacity": look.opacity,
        "edge": look.edge,
        "width": round(look.width * PIXELS, 2),
        "dashes": list(look.dashes),
    }


def _part(part: drawing.Rows) -> Part:
    if isinstance(part, Nested):
        circles = [(round(entry.radius, 5), entry.label) for entry in part.entries]
        return {"part": "nested", "title": part.title, "colour": part.colour, "circles": circles}
    if isinstance(part, Boxes):
        low, middle, high = part.sides or ("", "", "")
        notes = {math.ceil(part.over_middle) - 1: middle}
        boxes = [
            (entry.key, f"{entry.label} {entry.note}".rstrip(), notes.get(at, ""))
            for at, entry in enumerate(part.entries)
        ]
        return {
            "part": "boxes",
            "title": part.title,
            "high": high,
            "low": low,
            "boxes": boxes,
            "limit": part.over_middle.is_integer(),
        }
    return {"part": "rows", "title": part.title, "rows": [_row(entry) for entry in part.entries]}


def _row(entry: drawing.LegendEntry) -> Row:
    if entry.discs:
        discs = [(round(ROOM * share, 2), _look(look)) for share, look in entry.discs]
        return {"row": "discs", "key": entry.key, "label": entry.label, "discs": discs}
    kinds: dict[str, Literal["line", "sign", "point"]]
    kinds = {"line": "line", "seat": "sign", "point": "point"}
    label = entry.full or entry.label
    return {"row": kinds.get(entry.kind, "fill"), "key": entry.key, "label": label}
