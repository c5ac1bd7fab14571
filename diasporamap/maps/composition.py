"""Composes a map: what every place shows, with what swatch, legend and words, for any renderer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from diasporamap.counts.origin import require_origin
from diasporamap.language import message
from diasporamap.maps.colours import require_told_apart
from diasporamap.maps.companion import companion_of
from diasporamap.maps.extents import DISTRICT
from diasporamap.maps.in_extent import at_extent, drawn_in, outside_note
from diasporamap.maps.place_table import (
    LEFT_OUT,
    areas_of,
    as_texts,
    place_table,
    split_table,
)
from diasporamap.maps.points import legend_of, points_on, with_points
from diasporamap.maps.projections import SOUTH
from diasporamap.maps.quantities import require_measure
from diasporamap.maps.scales import fixed_scale, scale_notes
from diasporamap.maps.spec import KINDS, MapSpec
from diasporamap.maps.style import Style, Swatch, read_style
from diasporamap.maps.words import Words, words_of
from diasporamap.measures import measure_values
from diasporamap.places.geography import in_un_names
from diasporamap.places.origins import on_boundaries
from diasporamap.protection import tables_of
from diasporamap.protection.figures import figures_by_place

if TYPE_CHECKING:
    import pandas as pd

    from diasporamap.counts.origin import Origin
    from diasporamap.counts.quantity import Quantity
    from diasporamap.districts.choice import DistrictChoice
    from diasporamap.language import Language
    from diasporamap.maps.companion import Companion
    from diasporamap.maps.drawing import Drawing, LegendEntry
    from diasporamap.maps.paper import Paper
    from diasporamap.maps.points import MapPoints
    from diasporamap.maps.scales import CircleScale
    from diasporamap.places.geography import Geography
    from diasporamap.points import Pointed, Points
    from diasporamap.protection import ProtectedCounts, Release


@dataclass(frozen=True)
class Composition:
    """A map ready to be drawn. Static and web renderers get the same one and cannot disagree.

    Attributes
    ----------
    spec : MapSpec
        What was asked for.
    origin : Origin
        The country that the people come from; it has its own colour and legend entry.
    style : Style
        Colours, sizes and fonts.
    geography : Geography
        What the places are; has their shapes.
    table : pandas.DataFrame
        Index place, sorted, all of the geography; columns `name`, `short`, `label_lon`,
        `label_lat`, `value` (float, blank unless `state` is "value"), `state`, `text` (the value
        or the state in words), `status` (of the geography), `base` (people that the value is of,
        as far as they are shown), `key` (which swatch fills the place). On a map of ranges
        `value` is the highest figure shown, beside `lowest`, and `shown` and `hidden`, how many
        figures there are. Other columns are what a kind needs beside the values.
    drawing : Drawing
        Fills, marks, legend and labels.
    words : Words
        Title, subtitle, captions and alternative text.
    points : MapPoints, optional
        Associations, missions and events over the places.
    companion : Companion, optional
        What a chart beside the map shows.
    """

    spec: MapSpec
    origin: Origin
    style: Style
    geography: Geography
    table: pd.DataFrame
    drawing: Drawing
    words: Words
    points: MapPoints | None = None
    companion: Companion | None = None

    def __post_init__(self) -> None:
        """Refuse colours that readers cannot tell apart, on every way out."""
        require_told_apart(self.drawing, self.style)

    @cached_property
    def swatches(self) -> dict[str, Swatch]:
        """Fill and hatch by key: those of the style, and those of the drawing."""
        return {**self.style.swatches, **self.drawing.swatches}

    @property
    def legend(self) -> tuple[LegendEntry, ...]:
        """The lines of the legend: circles or classes, the largest first; states; lines."""
        return self.drawing.entries

    @property
    def paper(self) -> Paper:
        """The paper of the size that the spec names."""
        return self.spec.paper


def compose(  # noqa: PLR0913 - a map is made of as many things
    release: Release | ProtectedCounts,
    spec: MapSpec,
    *,
    by: str | None = None,
    geography: Geography | None = None,
    circles: CircleScale | None = None,
    points: Pointed = None,
    beside: bool = True,
    style: Style | None = None,
    everyone: bool = False,
    proportion: float | None = None,
) -> Composition:
    """Compose a map of protected counts.

    Parameters
    ----------
    release : Release or ProtectedCounts
        A release, or one table of it.
    spec : MapSpec
        What is drawn how.
    by : str, optional
        Which table of the release; by country when left out.
    geography : Geography, optional
        What the places are: those of the table when left out.
    circles : CircleScale, optional
        A scale to share with other maps, so that their circles can be compared.
    points : Points, path-like, DataFrame or "missions", optional
        Points over the places, as `read_points` reads them, or the missions of the origin.
    beside : bool, default True
        Whether there is a chart beside the map.
    style : Style, optional
        The style that the spec names, as a renderer draws it.
    everyone : bool, optional
        Draw hollow circles of those who are in no one district too, on a map of districts.
    proportion : float, optional
        Breadth of the frame of an extent by its height: that of the paper when left out.

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
        If the counts mix years, definitions or sources, the places are those of another origin,
        the places have no such boundaries, or the style is wrong or has colours that readers
        cannot tell apart.
    """
    (protected,) = tables_of(release, by and (by,))
    require_measure(protected, spec)
    if (spec.quantity, spec.least) != (protected.quantity, protected.base):
        spec = replace(spec, quantity=protected.quantity, least=protected.base)
    style = style_of(spec) if style is None else style
    origin = protected.origin
    asked = geography or protected.geography
    geography = drawn_on(asked, spec, style, protected.districts, proportion)
    if geography.origin is not None:
        require_origin(
            geography.origin, origin, message("drawing.areas_are", areas=areas_of(geography))
        )
    whole = _whole(protected, spec, geography)
    all_of = whole
    if everyone:
        all_of = split_table(values_of_kind(protected, spec), whole, spec, geography)
    circles = circles or fixed_scale(spec, style)
    draw = KINDS[spec.drawn_as].draw
    table, drawing = drawn_in(
        *(all_of, geography, spec, style),
        lambda places: draw(places, geography, spec, style, circles),
    )
    tell(drawing, table, whole)
    notes = [*drawing.notes, *scale_notes(all_of, drawing, spec, style)]
    notes += outside_note(whole, drawing.signed or drawing.fills, geography, spec)
    words = words_of(protected, spec, style, geography, whole, notes=notes)
    read = _points_of(points, protected)
    chart = companion_of(protected, spec, geography, whole) if beside else None
    if read is None:
        return Composition(spec, origin, style, geography, table, drawing, words, companion=chart)
    south = -90.0 if LEFT_OUT in table.index else SOUTH
    shown = points_on(read, geography, spec.language, south)
    drawing = replace(drawing, legend=(*drawing.legend, legend_of(shown, spec.language)))
    words = with_points(words, shown, spec.language)
    return Composition(spec, origin, style, geography, table, drawing, words, shown, chart)


def _whole(protected: ProtectedCounts, spec: MapSpec, geography: Geography) -> pd.DataFrame:
    """Return the table of all places, for the caller to write in.

    Kinds that need no more than the values share it, as those of a page do.
    """
    if not KINDS[spec.drawn_as].needs and not spec.beside:
        own = spec.measure, spec.language, spec.quantity, spec.least
        return _of_values(protected, geography, *own).copy()
    return place_table(values_of_kind(protected, spec), spec, geography, protected.origin)


@lru_cache(maxsize=32)
def _of_values(
    protected: ProtectedCounts,
    geography: Geography,
    measure: str,
    language: Language,
    quantity: Quantity | None,
    least: int | None,
) -> pd.DataFrame:
    spec = MapSpec(measure=measure, language=language, quantity=quantity, least=least)
    found = measure_values(protected, measure).table
    return place_table(found, spec, geography, protected.origin)


def _points_of(points: Pointed, protected: ProtectedCounts) -> Points | None:
    """Read the points of a map, which needs their reader where it has some."""
    if points is None:
        return None
    from diasporamap.points import points_of

    return points_of(points, protected.districts, by=(protected.by,))


def values_of_kind(protected: ProtectedCounts, spec: MapSpec) -> pd.DataFrame:
    """Return the values of a map, beside them what its kind needs, figures or a second measure."""
    found, needs = measure_values(protected, spec.measure).table, list(KINDS[spec.drawn_as].needs)
    if needs:
        figures, states = figures_by_place(protected, needs)
        found = found.assign(**{need: figures[need] for need in needs})
        found = found.assign(**{f"{need} state": states[need] for need in needs})
    if spec.beside:
        second = measure_values(protected, spec.beside).table[["value", "state"]]
        found = found.join(second.set_axis(["beside", "beside state"], axis=1))
    return found


def tell(drawing: Drawing, table: pd.DataFrame, whole: pd.DataFrame) -> None:
    """Write into the table of a map, and of all its places, what its drawing says of each."""
    table["key"] = as_texts(drawing.fills.values(), table.index)
    for places in (whole, table) if drawing.texts else ():
        pairs = zip(places.index, places["text"], strict=True)
        places["text"] = [drawing.texts.get(place, told) for place, told in pairs]


def drawn_on(
    geography: Geography,
    spec: MapSpec,
    style: Style,
    choice: DistrictChoice | None = None,
    proportion: float | None = None,
) -> Geography:
    """Return a geography as a map draws it.

    It is on the boundaries and in the extent of its spec, in a frame of a proportion, in the names
    of the style.
    """
    asked = on_boundaries(geography, spec.boundaries) if spec.boundaries else geography
    # The shapes of districts are made only for an extent that is one of them.
    needed = spec.extent.startswith(DISTRICT) and choice is not None and choice.known
    districts = choice.geography if choice is not None and needed else None
    proportion = proportion or spec.paper.extent
    return at_extent(named(asked, style), spec.extent, proportion, districts)


def named(geography: Geography, style: Style) -> Geography:
    """Return a geography with names as a style writes them."""
    return in_un_names(geography) if style.names == "un" else geography


def style_of(spec: MapSpec) -> Style:
    """Return the style of a map, at the sizes of its paper."""
    return read_style(spec.style).on(spec.paper)
