"""What a map says of points: which lie on it, their signs, and their part of legend and words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import cos, pi, sin
from typing import TYPE_CHECKING, Final

from diasporamap.language import in_print, list_text, number_text, percent_text, text
from diasporamap.maps.drawing import LegendEntry, Rows
from diasporamap.maps.extents import extent_in
from diasporamap.places.lambert import lambert
from diasporamap.points.model import UNKNOWN, YES, kinds_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from diasporamap.counts.origin import Extent
    from diasporamap.language import Language
    from diasporamap.maps.words import Words
    from diasporamap.places.geography import Geography
    from diasporamap.points import PointKind, Points

Corners = tuple[tuple[float, float], ...]


def _around(corners: int, first: float, *radii: float) -> Corners:
    """Return corners on circles of these radii in turn, the first at an angle in degrees."""
    turns = ((first * pi / 180) + 2 * pi * at / corners for at in range(corners))
    return tuple(
        (round(radii[at % len(radii)] * cos(turn), 3), round(radii[at % len(radii)] * sin(turn), 3))
        for at, turn in enumerate(turns)
    )


#: The corners of each sign of about the same size, upwards, told apart by shape alone.
SHAPES: Final[dict[str, Corners]] = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "star": _around(10, 90, 1.22, 0.68),
    "diamond": _around(4, 90, 1.15),
    "triangle": ((0.0, 1.15), (-1.15, -0.85), (1.15, -0.85)),
    "triangle_down": ((0.0, -1.15), (1.15, 0.85), (-1.15, 0.85)),
    "house": ((0.0, 1.25), (-1.1, 0.35), (-0.9, -0.95), (0.9, -0.95), (1.1, 0.35)),
    "plus": (
        *((-0.5, 1.1), (-0.5, 0.5), (-1.1, 0.5), (-1.1, -0.5), (-0.5, -0.5), (-0.5, -1.1)),
        *((0.5, -1.1), (0.5, -0.5), (1.1, -0.5), (1.1, 0.5), (0.5, 0.5), (0.5, 1.1)),
    ),
    "trapezoid": ((-1.15, 0.75), (-0.6, -0.8), (0.6, -0.8), (1.15, 0.75)),
    "bar": ((-1.15, -0.68), (1.15, -0.68), (1.15, 0.68), (-1.15, 0.68)),
}
#: How far the middle of a number lies over the middle of a sign that is no circle, in its radii.
RAISED: Final = {"triangle": -0.25, "triangle_down": 0.22, "house": -0.1}


@dataclass(frozen=True, eq=False)
class MapPoints:
    """The points that lie on a map.

    `table` has their rows with the column `called` of names in the language of the map, in the
    order in which they are drawn; `outside` tells how many lie beside the map.
    """

    points: Points
    table: pd.DataFrame
    kinds: tuple[PointKind, ...]
    outside: int

    @property
    def signs(self) -> dict[str, str]:
        """The sign of each kind."""
        return {kind.key: kind.sign for kind in self.kinds}


def points_on(points: Points, geography: Geography, language: Language, south: float) -> MapPoints:
    """Return the points that a map of a geography shows; a map of the world ends in the `south`."""
    table = points.table.assign(called=points.names(language))
    inside = (table["lat"] >= south).to_numpy()
    if geography.sheet == "parts" and geography.extent is not None:
        inside = _in_extent(table, geography, geography.extent)
    elif (extent := extent_in(geography)) is not None:
        inside = extent.inside(table["lon"].to_numpy(), table["lat"].to_numpy())
    # Signs are those of the whole table: maps of one table have the same.
    own = {kind.key: kind.sign for kind in points.kinds}
    shown = table[inside].sort_values(["lat", "lon", "kind"], ascending=False, kind="stable")
    kinds = tuple(replace(kind, sign=own[kind.key]) for kind in kinds_of(shown))
    return MapPoints(points, shown, kinds, int((~inside).sum()))


def _in_extent(table: pd.DataFrame, geography: Geography, extent: Extent) -> NDArray[np.bool_]:
    """Tell which points lie where the sheet of a country reaches, whatever its paper.

    It is as high as its extent says and at least as broad as the country.
    """
    project = lambert(*extent.centre)
    west, _, east, _ = project.transform_bounds(*geography.areas("zoom").places.total_bounds)
    x, y = project.transform(table["lon"].to_numpy(), table["lat"].to_numpy())
    broad, high = 500 * extent.breadth_km, 500 * extent.height_km
    inside: NDArray[np.bool_] = (
        (x >= min(west, -broad)) & (x <= max(east, broad)) & (abs(y) <= high)
    )
    return inside


def legend_of(shown: MapPoints, language: Language) -> Rows:
    """Return the part of the legend: a row a kind with its number and how many women lead."""
    return Rows(
        tuple(
            LegendEntry(
                "point", kind.sign, _label(kind, language, led=False), full=_label(kind, language)
            )
            for kind in shown.kinds
        )
    )


def _label(kind: PointKind, language: Language, *, led: bool = True) -> str:
    """Write a kind with its number, and how many women lead where that is known and asked for."""
    fields = {
        "kind": kind.name(language, many=kind.number != 1),
        **{
            name: number_text(getattr(kind, name), language) for name in ("number", "led", "stated")
        },
    }
    key = "legend_led" if kind.stated == kind.number else "legend_led_of"
    if not kind.stated or not led:
        key = "legend"
    return text(f"point.{key}", language, **fields)


def _led(kind: PointKind, language: Language) -> str:
    numbers = {name: number_text(getattr(kind, name), language) for name in ("led", "stated")}
    name = kind.name(language, many=kind.stated != 1)
    return text("point.led_kind", language, kind=name[:1].lower() + name[1:], **numbers)


def with_points(words: Words, shown: MapPoints, language: Language) -> Words:
    """Return the texts of a map with what they say of its points: a caption, and the alt text."""
    source, *captions = words.captions
    said = in_print(" ".join(_sentences(shown, language)), language)
    if shown.kinds:
        listed = list_text([_label(kind, language) for kind in shown.kinds], language)
        seen = text("point.alt", language, kinds=listed)
    else:
        seen = text("point.none", language)
    return replace(words, captions=(source, said, *captions), alt=f"{words.alt} {seen}")


def _sentences(shown: MapPoints, language: Language) -> Sequence[str]:
    """Say where the points come from, which women lead, what a number means, what lies outside."""
    table = shown.table
    sentences = [*source_texts(shown.points, language), *(led := led_text(table, language))]
    if led and len(shown.kinds) > 1:
        kinds = [_led(kind, language) for kind in shown.kinds if kind.stated]
        sentences.append(text("point.led_kinds", language, kinds=list_text(kinds, language)))
    if len(table) > 1:
        sentences.append(text("point.together", language))
    if shown.outside:
        form = "one" if shown.outside == 1 else "other"
        number = number_text(shown.outside, language)
        sentences.append(text(f"point.outside.{form}", language, number=number))
    if table.empty:
        sentences.append(text("point.none", language))
    return sentences


def source_texts(points: Points, language: Language) -> list[str]:
    """Say where points come from: their sources, their file, or whose missions they are."""
    if points.sources:
        declared = points.sources.values()
        cited = "; ".join(source.citation(language).rstrip(".") for source in declared)
        notes = [note for source in declared if (note := source.note(language))]
        return [text("point.source", language, citation=cited), *notes]
    if points.label:
        return [text("point.file", language, file=points.label)]
    credit = points.credit[language == "en"]
    return [credit] if credit else []


def led_text(table: pd.DataFrame, language: Language) -> list[str]:
    """Say how many points women lead, of which that is known; nothing where it is of none."""
    stated, led = int((table["women_led"] != UNKNOWN).sum()), int((table["women_led"] == YES).sum())
    if not stated:
        return []
    fields = {"led": led, "stated": stated, "number": len(table)}
    written = {name: number_text(number, language) for name, number in fields.items()}
    share = percent_text(100 * led / stated, language)
    key = "led" if stated == len(table) else "led_of"
    return [text(f"point.{key}", language, share=share, **written)]
