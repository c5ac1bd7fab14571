"""Composes a map of ranges: for each place the lowest and the highest figure of several sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.errors import UsageError
from diasporamap.language import number_text, range_text, text
from diasporamap.maps.composition import Composition
from diasporamap.maps.kinds.range_words import range_words
from diasporamap.maps.legend import legend_of
from diasporamap.maps.place_table import largest_places, place_table, with_keys
from diasporamap.maps.ranges import ranges_of
from diasporamap.maps.scales import circle_scale
from diasporamap.maps.style import read_style
from diasporamap.places.geography import countries

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from diasporamap.maps.ranges import Compared
    from diasporamap.maps.spec import MapSpec

#: A range has two ends.
FEWEST = 2


def compose_range(columns: Sequence[Compared], spec: MapSpec) -> Composition:
    """Compose a map of countries that sets the figures of several sources side by side.

    Parameters
    ----------
    columns : sequence of Compared
        At least two sources.
    spec : MapSpec
        What is drawn how; the measure counts people, and the form is circles.

    Returns
    -------
    Composition
        A map with `ranges`: a disc for the lowest figure shown in a ring for the highest, and a
        circle of its own kind where only one figure is shown.

    Raises
    ------
    NotProtectedError
        If counts did not pass the protection gate.
    UnmatchedPlacesError
        If counts are of a place that is no country.
    UsageError, StyleError
        If there are fewer than two sources, one counts migrants of all origins, two are of people
        from different ones, the measure is a rate, the form is another, or the style is wrong.
    """
    if len(columns) < FEWEST:
        raise UsageError(
            f"A map of ranges needs {FEWEST} sources or definitions to compare and there is "
            f"{len(columns)}. Give another file."
        )
    if spec.drawn_as != "circles":
        raise UsageError("Ranges are drawn as circles. Leave the kind out.")
    ranges = ranges_of(columns, spec.measure)
    style, geography = read_style(spec.style), countries()
    found = ranges.table
    table = place_table(found.rename(columns={"highest": "value"}), spec, geography)
    for name in ("lowest", "shown", "hidden"):
        table[name] = found[name].reindex(table.index)
    table[["shown", "hidden"]] = table[["shown", "hidden"]].fillna(0).astype(int)
    several = table["shown"] > 1
    table.loc[several, "text"] = [_text(row, spec) for _, row in table[several].iterrows()]
    table = with_keys(table, spec, ranges.origin)
    smallest = style.circle["smallest_mm"] / style.circle["largest_mm"]
    circles = circle_scale(found["highest"].dropna().tolist(), smallest=smallest)
    return Composition(
        spec=spec,
        origin=ranges.origin,
        style=style,
        geography=geography,
        table=table,
        swatches=dict(style.swatches),
        classes=None,
        circles=circles,
        legend_title=text(f"legend.{spec.measure}", spec.language),
        legend=legend_of(table, spec, ranges.origin, geography, None, circles),
        legend_ends=None,
        words=range_words(ranges, spec, style, geography, table),
        labels=largest_places(table, spec) if circles is not None else (),
        ranges=ranges,
    )


def _text(row: pd.Series, spec: MapSpec) -> str:
    """Write a range; one number where the sources agree."""
    low, high = (number_text(row[name], spec.language) for name in ("lowest", "value"))
    return high if low == high else range_text(low, high, spec.language)
