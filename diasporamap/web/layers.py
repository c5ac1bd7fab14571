"""Writes a composition as a layer of the page: fills, marks and the parts of its legend."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from diasporamap.language import LANGUAGES
from diasporamap.maps.drawing import FEWEST_DASHES, ROUND, Boxes, Nested
from diasporamap.web.packing import Pool, WordPool, runs, spans

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from diasporamap import maps
    from diasporamap.language import Language
    from diasporamap.maps import CircleScale, Composition, drawing
    from diasporamap.web import data
    from diasporamap.web.shapes import Plane

#: Pixels of a page in a point.
PIXELS = 96 / 72
#: Room for the discs of a legend's row, as a radius in pixels.
ROOM = 7
#: Fills that a place too small for them does not need to show.
QUIET = ("land", "no_data", "not_attached", "not_attributable")
#: Decimals of a radius.
DECIMALS: Final = 5


@dataclass
class Packer:
    """What all layers of a page share: words, parts of legends, swatches, looks, scale."""

    scale: CircleScale
    plane: Plane
    words: WordPool = field(default_factory=WordPool)
    parts: Pool[data.Part] = field(default_factory=Pool)
    swatches: Pool[dict[str, data.Swatch]] = field(default_factory=Pool)
    paints: Pool[data.Look] = field(default_factory=Pool)
    looks: Pool[dict[str, int]] = field(default_factory=Pool)
    keys: Pool[list[str]] = field(default_factory=Pool)
    rows: Pool[data.Row] = field(default_factory=Pool)
    paragraphs: Pool[data.Text] = field(default_factory=Pool)
    captions: Pool[list[int]] = field(default_factory=Pool)
    fills: Pool[data.Fills] = field(default_factory=Pool)
    circles: Pool[data.Discs] = field(default_factory=Pool)

    def told(self, say: Callable[[Language], str]) -> int:
        """Return the number of words that are written in every language."""
        return self.words.word({language: say(language) for language in LANGUAGES})

    def text(self, say: Callable[[Language], str]) -> data.Text:
        """Return the numbers of the sentences of a text that is written in every language."""
        return self.words.text({language: say(language) for language in LANGUAGES})


@dataclass(frozen=True)
class Layer:
    """A map as it is packed; see `data.Layers`."""

    measure: int
    year: int
    kind: int
    title: data.Text
    lead: int
    rest: data.Text
    captions: int
    alt: data.Text
    legend: list[int]
    swatches: int
    looks: int
    fills: int
    circles: list[int]
    order: list[int]
    small: data.Runs


def layer_of(  # noqa: PLR0913 - what a layer is of
    both: Mapping[Language, Composition],
    packer: Packer,
    *,
    at: tuple[int, int, int],
    places: Sequence[str],
    rows: Mapping[str, Mapping[str, float]],
    ranked: Sequence[str],
    order: Sequence[str],
    lead: Mapping[Language, str],
    subtitle: Mapping[Language, str],
    small: Sequence[str] = (),
) -> Layer:
    """Write a map: a layer of the page.

    `at` are the positions of its measure, year and kind, `places` those of the geography. `rows`
    are figures by place, `ranked` how places would be ranked by those of the measure, and `order`
    how they are. The subtitle begins with its `lead`.
    """
    some = next(iter(both.values()))
    number = {place: position for position, place in enumerate(places)}
    filled = [some.drawing.fills.get(place, "no_data") for place in places]
    keys = sorted(set(filled))
    fills = runs(map(keys.index, filled))
    legends = zip(*(composition.drawing.legend for composition in both.values()), strict=True)
    captions = zip(*(composition.words.captions for composition in both.values()), strict=True)
    rest = {known: said.removeprefix(lead[known]).lstrip(" ") for known, said in subtitle.items()}
    swatches: dict[str, data.Swatch] = {
        key: (swatch.fill, swatch.hatch, swatch.hatch_colour, swatch.outline)
        for key, swatch in some.swatches.items()
    }
    looks = {name: packer.paints.add(look_of(look)) for name, look in some.drawing.looks.items()}
    return Layer(
        *at,
        title=packer.text(lambda language: both[language].words.title),
        lead=packer.words.word(lead),
        rest=packer.words.text(rest),
        captions=packer.captions.add(
            [
                packer.paragraphs.add(packer.words.text(dict(zip(both, caption, strict=True))))
                for caption in captions
            ]
        ),
        alt=packer.text(lambda language: both[language].words.alt),
        legend=[packer.parts.add(_part(part, both, packer)) for part in legends],
        swatches=packer.swatches.add(swatches),
        looks=packer.looks.add(looks),
        fills=packer.fills.add({"keys": packer.keys.add(keys), "runs": fills}),
        circles=[
            packer.circles.add(discs)
            for discs in _discs(some.drawing.marks, packer.scale, number, rows)
        ],
        order=[number[place] for place in order] if list(ranked) != list(order) else [],
        small=spans(sorted(number[place] for place in small)),
    )


def layers_of(layers: Sequence[Layer]) -> data.Layers:
    """Write maps as a list each of what they have."""
    return {
        "measure": runs(layer.measure for layer in layers),
        "year": [layer.year for layer in layers],
        "kind": runs(layer.kind for layer in layers),
        "title": [layer.title for layer in layers],
        "lead": [layer.lead for layer in layers],
        "rest": [layer.rest for layer in layers],
        "captions": [layer.captions for layer in layers],
        "alt": [layer.alt for layer in layers],
        "legend": [layer.legend for layer in layers],
        "swatches": runs(layer.swatches for layer in layers),
        "looks": runs(layer.looks for layer in layers),
        "fills": [layer.fills for layer in layers],
        "circles": [layer.circles for layer in layers],
        "order": {str(at): layer.order for at, layer in enumerate(layers) if layer.order},
        "small": {str(at): layer.small for at, layer in enumerate(layers) if layer.small},
    }


def style_of(style: maps.Style) -> data.Style:
    """Write what the page's scripts need of the style."""
    return {
        "lon_0": style.map["lon_0"],
        "ocean": style.map["ocean"],
        "outline": style.map["outline"],
        "graticule": style.map["graticule"],
        "page": style.map["page"],
        "ink": style.text["colour"],
        "muted": style.text["muted"],
        "inside": style.text["inside"],
        "people": {name: style.colour_of(name) for name in ("total", "women", "men")},
        "lines": {
            kind: (line.colour, round(line.width * PIXELS, 2), list(line.dashes))
            for kind, line in style.lines.items()
        },
        "largest": style.circle["largest_px"],
        "fewest_dashes": FEWEST_DASHES,
        "quiet": list(QUIET),
    }


def _discs(
    marks: Mapping[str, Sequence[drawing.Disc]],
    scale: CircleScale,
    number: Mapping[str, int],
    rows: Mapping[str, Mapping[str, float]],
) -> list[data.Discs]:
    """Write circles by look; radii are left out where they are those of a row of figures."""
    found: dict[tuple[str, float, float], list[tuple[drawing.Disc, str]]] = {}
    for place, discs in marks.items():
        for disc in discs:
            found.setdefault((disc.look, disc.start, disc.sweep), []).append((disc, place))
    written: list[data.Discs] = []
    for (look, start, sweep), some in found.items():
        placed = sorted(some, key=lambda one: number[one[1]])
        same: data.Discs = {"look": look, "places": spans([number[at] for _, at in placed])}
        sized = next(
            (
                name
                for name, values in rows.items()
                if all(_fits(disc.radius, values.get(at), scale) for disc, at in placed)
            ),
            None,
        )
        if sized:
            same["of"] = sized
        else:
            same["radii"] = [round(disc.radius, DECIMALS) for disc, _ in placed]
        if sweep != ROUND:
            same["sector"] = (start, sweep)
        written.append(same)
    return written


def _fits(radius: float, value: float | None, scale: CircleScale) -> bool:
    return value is not None and abs(scale.radius(value) - radius) < 10**-DECIMALS / 2


def look_of(look: drawing.Look) -> data.Look:
    """Write how a disc is painted."""
    return {
        "fill": look.fill,
        "opacity": look.opacity,
        "edge": look.edge,
        "width": round(look.width * PIXELS, 2),
        "dashes": list(look.dashes),
    }


def _limits(part: drawing.Rows) -> tuple[str, ...]:
    return part.limits if isinstance(part, Boxes) else ()


def _part(
    parts: tuple[drawing.Rows, ...], both: Mapping[Language, Composition], packer: Packer
) -> data.Part:
    """Write a part of a legend that there is in every language."""
    some = parts[0]

    def told(words: Sequence[str]) -> int:
        return packer.words.word(dict(zip(both, words, strict=True)))

    title = told([part.title for part in parts])
    entries = [*zip(*(part.entries for part in parts), strict=True)]
    if isinstance(some, Nested):
        circles = [
            (round(entry[0].radius, DECIMALS), told([each.label for each in entry]))
            for entry in entries
        ]
        return {"part": "nested", "title": title, "colour": some.colour, "circles": circles}
    if isinstance(some, Boxes):
        sides: list[Any] = [getattr(part, "sides", ()) or ("", "", "") for part in parts]
        low, middle, high = (told(side) for side in zip(*sides, strict=True))
        nothing = told([""] * len(parts))
        at_middle = math.ceil(some.over_middle) - 1
        boxes = [
            (
                entry[0].key,
                told([each.label for each in entry]),
                middle if at == at_middle else nothing,
            )
            for at, entry in enumerate(entries)
        ]
        return {
            "part": "boxes",
            "title": title,
            "high": high,
            "low": low,
            "boxes": boxes,
            "limits": [told(each) for each in zip(*(_limits(part) for part in parts), strict=True)],
            "limit": some.over_middle.is_integer(),
        }
    return {
        "part": "rows",
        "title": title,
        "rows": [
            packer.rows.add(_row(entry[0], told([each.full or each.label for each in entry])))
            for entry in entries
        ],
    }


def _row(entry: drawing.LegendEntry, label: int) -> data.Row:
    if entry.discs:
        discs = [(round(ROOM * share, 2), look_of(look)) for share, look in entry.discs]
        return {"row": "discs", "key": entry.key, "label": label, "discs": discs}
    kinds: dict[str, Literal["line", "sign", "point"]]
    kinds = {"line": "line", "seat": "sign", "point": "point"}
    return {"row": kinds.get(entry.kind, "fill"), "key": entry.key, "label": label}
