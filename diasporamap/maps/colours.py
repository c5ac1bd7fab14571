"""Tells whether readers tell two colours apart, also those who see fewer or read a grey print."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from diasporamap.errors import StyleError
from diasporamap.language import LANGUAGES, message, series_text
from diasporamap.maps.drawing import Boxes, Matrix

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from diasporamap.maps.drawing import Drawing
    from diasporamap.maps.style import Style, Swatch

#: Ways of seeing colours: simulations after Machado and others (2009) at full severity, and a grey
#: print. The last one counts only for styles that are made for it.
SIGHTS: Final = ("normal", "deutan", "protan", "tritan", "grey")
COLOURED: Final = SIGHTS[:-1]
#: Least difference (CIEDE2000) of classes that touch in the legend, of areas that touch on the map,
#: and of areas with data from those without.
APART: Final = 10.0
DATA_APART: Final = 12.0
#: Least contrast of letters with their ground (WCAG 2.1, level AA).
READABLE: Final = 4.5
#: Steps in which a mixture of two colours is measured.
STEPS: Final = 48


@cache
def difference(first: str, second: str, sight: str = "normal") -> float:
    """Return how different two colours look: CIEDE2000, in one of `SIGHTS`."""
    from coloraide import Color

    seen = []
    for colour in (Color(first), Color(second)):
        if sight == "grey":
            colour = Color("srgb-linear", [colour.luminance()] * 3)  # noqa: PLW2901 - as seen
        elif sight != "normal":
            colour = colour.filter(sight, 1, method="machado").clip("srgb")  # noqa: PLW2901 - as seen
        seen.append(colour)
    return float(seen[0].delta_e(seen[1], method="2000"))


@cache
def is_readable(letters: str, ground: str) -> bool:
    """Tell whether letters in one colour can be read on another."""
    from coloraide import Color

    return float(Color(ground).contrast(letters, method="wcag21")) >= READABLE


@cache
def spread(colours: Sequence[str], number: int) -> tuple[str, ...]:
    """Choose `number` colours along a scale, mixed so that the steps between them look alike.

    As many as it has are its own; of fewer the ends are, and a single one is the middle one.
    """
    if number <= 1:
        return (colours[len(colours) // 2],) * number
    if number == len(colours):
        return tuple(colours)
    mixed = [_mix(low, high, at / STEPS) for low, high in pairwise(colours) for at in range(STEPS)]
    mixed.append(colours[-1])
    along = [0.0]
    for low, high in pairwise(mixed):
        along.append(along[-1] + min(difference(low, high, sight) for sight in COLOURED))
    wanted = [along[-1] * step / (number - 1) for step in range(number)]
    at = [min(range(len(along)), key=lambda n: abs(along[n] - place)) for place in wanted]
    return tuple(mixed[n] for n in at)


def _mix(low: str, high: str, share: float) -> str:
    pairs = zip(*(bytes.fromhex(colour[1:]) for colour in (low, high)), strict=True)
    return "#" + bytes(round(first + share * (last - first)) for first, last in pairs).hex()


def require_told_apart(drawing: Drawing, style: Style) -> None:
    """Refuse a map on which readers would take one area for another.

    Held against each other are classes that touch in the legend, each of them and areas without
    data, areas with and without data, and the pairs that the drawing tells of. A hatch tells areas
    apart whatever their colours. A StyleError names all pairs that are too near.
    """
    if style.unchecked:
        return
    swatches = {**style.swatches, **drawing.swatches}
    names = {entry.key: entry.label for entry in drawing.entries}
    sights = (*COLOURED, "grey") if style.grey else COLOURED
    near = []
    for first, second, least in _pairs(drawing):
        one, other = swatches[first], swatches[second]
        if one.hatch != other.hatch:
            continue
        worst = min(sights, key=lambda sight: difference(one.fill, other.fill, sight))
        found = difference(one.fill, other.fill, worst)
        if found < least:
            told = [_told(key, swatches, names) for key in (first, second)]
            near.append(
                message(
                    "drawing.pair_alike",
                    first=told[0],
                    second=told[1],
                    found=Decimal(f"{found:.1f}"),
                    sight=message(f"drawing.sights.{worst}"),
                    least=least,
                )
            )
    if near:
        raise StyleError(
            message(
                "drawing.colours_alike",
                style=style.name,
                pairs={
                    known: series_text([each.text(known) for each in near], known)
                    for known in LANGUAGES
                },
            )
        )


def _pairs(drawing: Drawing) -> Iterator[tuple[str, str, float]]:
    """Give keys of swatches that stand for different things, and how far they must be apart."""
    used = set(drawing.fills.values())
    if {"land", "no_data"} <= used:
        yield "land", "no_data", DATA_APART
    for part in drawing.legend:
        keys = [entry.key for entry in part.entries] if isinstance(part, Boxes) else []
        rows = (
            [[entry.key for entry in row] for row in part.rows] if isinstance(part, Matrix) else []
        )
        for line in (keys, *rows, *zip(*rows, strict=True)):
            for first, second in pairwise(line):
                yield first, second, APART
        keys += [key for row in rows for key in row]
        if "no_data" in used and used & set(keys):  # no circle is taken for an area
            for key in keys:
                yield key, "no_data", APART
    for first, second in sorted(drawing.neighbours):
        yield first, second, APART


def _told(key: str, swatches: Mapping[str, Swatch], names: Mapping[str, str]) -> str:
    fill = swatches[key].fill
    return f'{fill} ("{names[key]}")' if key in names else fill
