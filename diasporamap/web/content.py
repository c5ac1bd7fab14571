"""Gathers what the page says and shows, a layer a measure, as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diasporamap.errors import UsageError
from diasporamap.language import number_text, text
from diasporamap.maps import MapSpec, circle_scale, compose, read_style
from diasporamap.maps.drawing import FEWEST_DASHES, ROUND, Boxes, Nested
from diasporamap.maps.projections import unroll_longitude
from diasporamap.measures import MEASURES, measure_table, stocks, usual_measures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diasporamap.language import Language
    from diasporamap.maps import CircleScale, Composition, Disc, LegendEntry, Look, Rows, Style
    from diasporamap.places.geography import Geography
    from diasporamap.protection import ProtectedCounts

#: The measures that the tooltip and the table give of every place, whatever the map shows.
ROWS = usual_measures()

#: Pixels of a page in a point.
PIXELS = 96 / 72

#: Texts that the page's script writes.
TEXTS = (
    "zoom_in",
    "zoom_out",
    "reset",
    "close",
    "no_match",
    "matches",
    "colon",
)


def compose_measures(
    protected: ProtectedCounts,
    measures: Sequence[str],
    *,
    language: Language,
    style: str,
    title: str | None,
    geography: Geography | None = None,
    circles: CircleScale | None = None,
) -> dict[str, Composition]:
    """Compose a map a measure: those of the page's layers and those of the tooltip.

    Parameters
    ----------
    protected : ProtectedCounts
        Counts of one year, definition and source.
    measures : sequence of str
        The page's layers, in order.
    language, style, title
        As in `MapSpec`.
    geography : Geography, optional
        What the places are; countries when left out.
    circles : CircleScale, optional
        The scale of all circles; one that fits the layers when left out.

    Raises
    ------
    UsageError
        If there is no measure, one is not known, or one comes twice.
    """
    if isinstance(measures, str) or not measures or len(set(measures)) < len(measures):
        raise UsageError(
            "The measures of a page are a list without repeats. "
            f"Choose among {', '.join(MEASURES)}."
        )
    specs = {
        measure: MapSpec(measure=measure, language=language, style=style, title=title)
        for measure in dict.fromkeys((*measures, *ROWS))
    }
    circles = circles or shared_scale([protected], measures, read_style(style))
    return {
        measure: compose(protected, spec, geography=geography, circles=circles)
        for measure, spec in specs.items()
    }


def page_content(
    protected: ProtectedCounts, compositions: Mapping[str, Composition], measures: Sequence[str]
) -> dict[str, Any]:
    """Write compositions as the plain data that the page embeds.

    Parameters
    ----------
    protected : ProtectedCounts
        Gives the people of unknown sex.
    compositions : mapping of str to Composition
        By measure, as `compose_measures` makes them.
    measures : sequence of str
        The measures that are layers, in order.

    Returns
    -------
    dict
        `rows` (what tooltip and table give, with its label), `places` (by code: name, words to
        find it by, label point, values as pairs of state and text), `layers`, `texts` and
        `style`. Nothing suppressed is in it.
    """
    first = compositions[measures[0]]
    language = first.spec.language
    unknown = _unknown_texts(protected, language)
    rows = list(dict.fromkeys((*ROWS, *measures)))
    if unknown:
        rows.insert(rows.index("men") + 1, "unknown")
    texts = {measure: _texts(composition) for measure, composition in compositions.items()}
    if unknown:
        texts["unknown"] = unknown
    return {
        "language": language,
        "rows": [[row, text(f"measure.{row}", language)] for row in rows],
        "places": places_of(first, texts),
        "layers": [layer_of(compositions[measure]) for measure in measures],
        "texts": {key: text(f"web.{key}", language) for key in TEXTS},
        "style": style_of(first.style),
    }


def shared_scale(
    counts: Sequence[ProtectedCounts], measures: Sequence[str], style: Style
) -> CircleScale:
    """Make one scale for all layers of circles, so that women and men can be compared.

    Parameters
    ----------
    counts : sequence of ProtectedCounts
        Those of each geography of a page.
    measures : sequence of str
        The layers; those of stocks have circles.
    style : Style
        Gives the smallest and the largest circle.
    """
    values: list[float] = []
    for protected in counts:
        for stock in (measure for measure in measures if measure in stocks()):
            values += measure_table(protected, stock)["value"].dropna().tolist()
    smallest = style.circle["smallest_px"] / style.circle["largest_px"]
    return circle_scale(values, smallest=smallest)


def places_of(
    composition: Composition, texts: Mapping[str, Mapping[str, list[str]]]
) -> dict[str, dict[str, Any]]:
    """Write every place; longitudes count on past 180 degrees as those of the shapes do."""
    table, lon_0 = composition.table, composition.style.map["lon_0"]
    lons = unroll_longitude(table["label_lon"].to_numpy(), lon_0=lon_0) + lon_0
    points = zip(lons.round(3).tolist(), table["label_lat"].round(3).tolist(), strict=True)
    return {
        place: {
            "name": name,
            "find": [short, place],
            "lon": lon,
            "lat": lat,
            "values": {
                measure: of_places[place]
                for measure, of_places in texts.items()
                if place in of_places
            },
        }
        for place, name, short, (lon, lat) in zip(
            table.index, table["name"], table["short"], points, strict=True
        )
    }


def _texts(composition: Composition) -> dict[str, list[str]]:
    """Write what a measure says of each place: a state and its text."""
    table, language = composition.table, composition.spec.language
    # Outside all districts the hatch says so; the figure is one that the counts do not give.
    states = table["state"].replace("not_attached", "no_data")
    return {
        place: value_of(state, written, language)
        for place, state, written in zip(table.index, states, table["text"], strict=True)
    }


def _unknown_texts(protected: ProtectedCounts, language: Language) -> dict[str, list[str]]:
    """Write the people of unknown sex of the places that may have some."""
    cells = protected.cells
    cells = cells[cells["sex"] == "U"]
    cells = cells[(cells["state"] == "suppressed") | (cells["count"].fillna(0) > 0)]
    return {
        place: value_of(state, "" if state != "value" else number_text(count, language), language)
        for place, state, count in zip(cells["place"], cells["state"], cells["count"], strict=True)
    }


def value_of(state: str, written: str, language: Language) -> list[str]:
    """Pair a state with its text: a value as it is written, other states in short words."""
    return [state, written if state == "value" else text(f"web.{state}", language)]


def layer_of(composition: Composition) -> dict[str, Any]:
    """Write one composition: a layer of the page."""
    spec, table = composition.spec, composition.table
    shown = table[table["state"] == "value"].sort_values(
        ["value", "short"], ascending=[False, True]
    )
    hidden = table[table["state"] == "suppressed"].sort_values("short")
    drawing = composition.drawing
    layer = {
        "measure": spec.measure,
        "label": text(f"measure.{spec.measure}", spec.language),
        "title": composition.words.title,
        "subtitle": composition.words.subtitle,
        "captions": list(composition.words.captions),
        "alt": composition.words.alt,
        "legend": _legend(drawing.legend),
        "keys": table["key"].to_dict(),
        "swatches": {
            key: [swatch.fill, swatch.hatch, swatch.hatch_colour]
            for key, swatch in composition.swatches.items()
        },
        # The order in which the arrow keys visit the places: by what is shown, then by name.
        "order": [*shown.index, *hidden.index],
    }
    if drawing.looks:
        parts = {place: [_disc(disc) for disc in discs] for place, discs in drawing.marks.items()}
        layer["radii"] = {place: parts[place][0][1] for place in shown.index if place in parts}
        layer["looks"] = {kind: _look(look) for kind, look in drawing.looks.items()}
        layer["colour"] = next(
            (part.colour for part in drawing.legend if isinstance(part, Nested)), ""
        )
        if set(drawing.looks) != {"circle"}:
            layer["parts"] = parts
    return layer


def _disc(disc: Disc) -> list[Any]:
    """Write a mark: its look and radius."""
    if disc.sweep != ROUND:
        raise UsageError("Parts of discs are drawn on paper only. Choose another kind of map.")
    return [disc.look, round(disc.radius, 5)]


def _legend(parts: Sequence[Rows]) -> dict[str, Any]:
    """Write a legend; `parity` marks the class that begins at the measure's middle."""
    boxes = next((part for part in parts if isinstance(part, Boxes)), Boxes(()))
    low, middle, high = boxes.sides or ("", "", "")
    return {
        "title": parts[0].title,
        "ends": [low, high] if boxes.sides else [],
        "parity": middle,
        "entries": [
            _entry(entry, parity=part is boxes and row == boxes.over_middle - 1)
            for part in parts
            for row, entry in enumerate(part.entries)
        ],
    }


def _look(look: Look) -> dict[str, Any]:
    """Write how a circle is painted; widths in pixels of a page."""
    return {
        "fill": look.fill,
        "opacity": look.opacity,
        "edge": look.edge,
        "width": round(look.width * PIXELS, 2),
        "dashes": list(look.dashes),
    }


def _entry(entry: LegendEntry, *, parity: bool) -> dict[str, Any]:
    """Write a line of the legend."""
    kind = "range" if entry.kind == "discs" else entry.kind
    written: dict[str, Any] = {"kind": kind, "key": entry.key, "label": entry.label}
    if entry.kind == "circle":
        written["radius"] = round(entry.radius, 5)
    if entry.kind == "class":
        written["parity"] = parity
    return written


def style_of(style: Style) -> dict[str, Any]:
    """Write what the page's script needs of the style; line widths in pixels of a page."""
    return {
        "lon_0": style.map["lon_0"],
        "ocean": style.map["ocean"],
        "outline": style.map["outline"],
        "graticule": style.map["graticule"],
        "ink": style.text["colour"],
        "lines": {
            kind: [line.colour, round(line.width * PIXELS, 2), list(line.dashes)]
            for kind, line in style.lines.items()
        },
        "largest": style.circle["largest_px"],
        "fewestDashes": FEWEST_DASHES,
    }
