"""Tells whether readers tell two colours apart, also those who see fewer or read a grey print."""

from __future__ import annotations

import math
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

Triple = tuple[float, float, float]

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
#: What the eye adds to every luminance, in the formula of contrast.
FLARE: Final = 0.05
#: From linear sRGB to CIE XYZ (IEC 61966-2-1), whose second row is luminance, and daylight (D65).
TO_XYZ: Final[tuple[Triple, ...]] = (
    (0.4123907992659593, 0.357584339383878, 0.1804807884018343),
    (0.21263900587151024, 0.715168678767756, 0.07219231536073371),
    (0.01933081871559182, 0.11919477979462598, 0.9505321522496607),
)
DAYLIGHT: Final[Triple] = (0.9504559270516716, 1.0, 1.0890577507598784)
#: From linear sRGB to what is seen, at full severity. Machado, G. M., Oliveira, M. M. and
#: Fernandes, L. A. F. (2009), A physiologically-based model for simulation of color vision
#: deficiency, IEEE Transactions on Visualization and Computer Graphics 15, 1291-1298.
SIMULATED: Final[Mapping[str, tuple[Triple, ...]]] = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
#: Steps in which a mixture of two colours is measured.
STEPS: Final = 48


@cache
def difference(first: str, second: str, sight: str = "normal") -> float:
    """Return how different two colours look: CIEDE2000, in one of `SIGHTS`."""
    return ciede2000(_lab(first, sight), _lab(second, sight))


@cache
def is_readable(letters: str, ground: str) -> bool:
    """Tell whether letters in one colour can be read on another."""
    low, high = sorted(_luminance(_linear(colour)) for colour in (letters, ground))
    return (high + FLARE) / (low + FLARE) >= READABLE


def ciede2000(first: Triple, second: Triple) -> float:
    """Return the difference of two colours of CIELAB by the formula of the CIE of 2000.

    Sharma, G., Wu, W. and Dalal, E. N. (2005), The CIEDE2000 color-difference formula, Color
    Research and Application 30, 21-30; https://doi.org/10.1002/col.20070.
    """
    mean = (math.hypot(*first[1:]) + math.hypot(*second[1:])) / 2
    stretch = 1.5 - 0.5 * math.sqrt(mean**7 / (mean**7 + 25.0**7))
    (light, chroma, hue), (other, its_chroma, its_hue) = (
        (lab[0], math.hypot(stretch * lab[1], lab[2]), _turn(lab[2], stretch * lab[1]))
        for lab in (first, second)
    )
    turned = (its_hue - hue + 180) % 360 - 180 if chroma * its_chroma else 0.0
    across = 2 * math.sqrt(chroma * its_chroma) * math.sin(math.radians(turned / 2))
    lightness, colourful = (light + other) / 2, (chroma + its_chroma) / 2
    middle = hue + turned / 2 if chroma * its_chroma else hue + its_hue
    wave = (
        1
        - 0.17 * math.cos(math.radians(middle - 30))
        + 0.24 * math.cos(math.radians(2 * middle))
        + 0.32 * math.cos(math.radians(3 * middle + 6))
        - 0.20 * math.cos(math.radians(4 * middle - 63))
    )
    grey = (lightness - 50) ** 2
    of_light = (other - light) / (1 + 0.015 * grey / math.sqrt(20 + grey))
    of_chroma = (its_chroma - chroma) / (1 + 0.045 * colourful)
    of_hue = across / (1 + 0.015 * colourful * wave)
    blue = math.exp(-((((middle % 360) - 275) / 25) ** 2))
    rotated = -2 * math.sqrt(colourful**7 / (colourful**7 + 25.0**7)) * math.sin(math.pi / 3 * blue)
    return math.sqrt(of_light**2 + of_chroma**2 + of_hue**2 + rotated * of_chroma * of_hue)


def _turn(up: float, along: float) -> float:
    """Return the hue of two coordinates, in degrees from 0 to 360."""
    return math.degrees(math.atan2(up, along)) % 360


@cache
def _lab(colour: str, sight: str) -> Triple:
    """Return a colour as it is seen, in CIELAB under daylight (D65)."""
    seen = _linear(colour)
    if sight == "grey":
        seen = (_luminance(seen),) * 3
    elif sight != "normal":
        red, green, blue = (
            min(max(_dot(row, seen), 0.0), 1.0) for row in SIMULATED[sight]
        )  # what no screen shows is cut off
        seen = (red, green, blue)
    x, y, z = (_root(_dot(row, seen) / white) for row, white in zip(TO_XYZ, DAYLIGHT, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(share: float) -> float:
    """Return the cube root that CIELAB takes, which is a line near black."""
    return share ** (1 / 3) if share > (6 / 29) ** 3 else share / 3 / (6 / 29) ** 2 + 4 / 29


@cache
def _linear(colour: str) -> Triple:
    """Return the light of a colour of sRGB, "#rrggbb"."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB
        for part in (byte / 255 for byte in bytes.fromhex(colour[1:]))
    )
    return red, green, blue


def _luminance(light: Triple) -> float:
    return _dot(TO_XYZ[1], light)


def _dot(row: Triple, light: Triple) -> float:
    return row[0] * light[0] + row[1] * light[1] + row[2] * light[2]


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
