"""Composes a map: what every place shows, with what swatch, legend and words, for any renderer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diasporamap.counts.origin import require_origin
from diasporamap.language import text
from diasporamap.maps.classes import Classes, classes_of
from diasporamap.maps.legend import LegendEntry, legend_ends, legend_of
from diasporamap.maps.marks import looks_of, symbols_of
from diasporamap.maps.place_table import largest_places, place_table, with_keys
from diasporamap.maps.scales import CircleScale, circle_scale
from diasporamap.maps.style import Style, Swatch, read_style
from diasporamap.maps.words import Words, words_of
from diasporamap.measures import measure_table
from diasporamap.places import geography as geographies
from diasporamap.protection import require_protected

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diasporamap.counts.origin import Origin
    from diasporamap.maps.marks import Kind, Look
    from diasporamap.maps.ranges import Ranges
    from diasporamap.maps.spec import MapSpec
    from diasporamap.places.geography import Geography
    from diasporamap.protection import ProtectedCounts


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
        or the state in words), `status` (of the geography), `key` (which swatch fills the
        place).
    swatches : mapping of str to Swatch
        Fill and hatch by key; classes have the keys class-0, class-1 and so on.
    classes : Classes or None
        Of a choropleth.
    circles : CircleScale or None
        Of proportional circles; None where no value is over zero.
    legend_title : str
        What the values are.
    legend : tuple of LegendEntry
        Circles or classes first, the largest first; then the states found; then lines.
    legend_ends : tuple of str, optional
        What the low and the high end of a diverging scale mean.
    words : Words
        Title, subtitle, captions and alternative text.
    labels : tuple of str
        Places to be labelled on paper, the most important first.
    ranges : Ranges, optional
        On a map of ranges, the figures of each source. The `value` of a place is then the highest
        of those shown; the table has also `lowest`, and `shown` and `hidden`, how many there are.
    """

    spec: MapSpec
    origin: Origin
    style: Style
    geography: Geography
    table: pd.DataFrame
    swatches: Mapping[str, Swatch]
    classes: Classes | None
    circles: CircleScale | None
    legend_title: str
    legend: tuple[LegendEntry, ...]
    legend_ends: tuple[str, str] | None
    words: Words
    labels: tuple[str, ...] = ()
    ranges: Ranges | None = None

    @property
    def symbols(self) -> dict[str, tuple[tuple[Kind, float], ...]]:
        """Kinds and people of the circles of each place, in the order in which they are painted."""
        return symbols_of(self.table) if self.circles is not None else {}

    @property
    def looks(self) -> Mapping[Kind, Look]:
        """How each kind of circle is painted."""
        return looks_of(self.style, self.spec.measure)


def compose(
    protected: ProtectedCounts,
    spec: MapSpec,
    *,
    geography: Geography | None = None,
    circles: CircleScale | None = None,
) -> Composition:
    """Compose a map of protected counts.

    Parameters
    ----------
    protected : ProtectedCounts
        Counts of one year, definition and source, by the places of the geography.
    spec : MapSpec
        What is drawn how.
    geography : Geography, optional
        What the places are: countries, by ISO 3166-1 alpha-3 (and XKX), when left out.
    circles : CircleScale, optional
        A scale to share with other maps, so that their circles can be compared.

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
        or the style is wrong.
    """
    require_protected(protected)
    style = read_style(spec.style)
    geography = geography or geographies.countries()
    if geography.origin is not None:
        require_origin(geography.origin, protected.origin, f"The {geography.name} are those")
    table = place_table(measure_table(protected, spec.measure), spec, geography)
    shown = (table["state"] == "value") & (table["status"] != "not_attached")
    values = table.loc[
        shown if spec.drawn_as == "choropleth" else table["state"] == "value", "value"
    ]
    classes = None
    if spec.drawn_as == "choropleth":
        classes = classes_of(values.tolist(), spec, style)
        circles = None
    else:
        smallest = style.circle["smallest_mm"] / style.circle["largest_mm"]
        circles = circles or circle_scale(values.tolist(), smallest=smallest)
    table = with_keys(table, spec, protected.origin, classes)
    swatches = dict(style.swatches)
    if classes is not None:
        swatches |= {
            f"class-{number}": Swatch(colour) for number, colour in enumerate(classes.colours)
        }
    return Composition(
        spec=spec,
        origin=protected.origin,
        style=style,
        geography=geography,
        table=table,
        swatches=swatches,
        classes=classes,
        circles=circles,
        legend_title=text(f"legend.{spec.measure}", spec.language),
        legend=legend_of(table, spec, protected.origin, geography, classes, circles),
        legend_ends=legend_ends(spec),
        words=words_of(protected, spec, style, geography, table),
        labels=largest_places(table, spec) if circles is not None else (),
    )
