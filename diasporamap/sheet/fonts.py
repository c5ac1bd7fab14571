"""Measures, wraps and writes text in the shipped faces, so that every machine prints the same."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from math import fsum
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
from matplotlib import ft2font
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.path import Path
from matplotlib.textpath import text_to_path

from diasporamap.errors import StyleError
from diasporamap.language import message
from diasporamap.resources import shipped

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path as File

    from diasporamap.maps import Style

Face = Literal["regular", "italic", "semibold", "bold"]

#: In the order in which a style lists its font files.
FACES: tuple[Face, ...] = ("regular", "italic", "semibold", "bold")

#: Millimetres in a point.
POINT = 25.4 / 72

#: Signs that Open Sans lacks, and what is printed instead: spaces that never break, and letters of
#: names in Azerbaijan (which stood there before 1992) and Tonga.
REPLACED = str.maketrans(
    {
        "\u202f": "\u2009",
        "\u2011": "-",
        "\n": " ",
        "\r": " ",
        "\t": " ",
        "\u0259": "\u00e4",
        "\u018f": "\u00c4",
        "\u02bb": "\u2018",
    }
)

#: Size in points at which letters are measured, and in which shares of a point.
MEASURED, SIX_BITS, SIXTEEN_BITS = 100.0, 64, 65_536
#: FreeType's flag of a font that has a table of kerning, and kerning that is not rounded.
HAS_KERNING = 64
MODES: Any = getattr(ft2font, "Kerning", ft2font)  # a class of its own from matplotlib 3.10 on
UNFITTED = MODES.KERNING_UNFITTED if MODES is ft2font else MODES.UNFITTED
FLAGS: Any = getattr(ft2font, "LoadFlags", ft2font)  # as above
NO_HINTING = FLAGS.LOAD_NO_HINTING if FLAGS is ft2font else FLAGS.NO_HINTING
#: The first of the signs beyond letters: quotation marks, dashes.
QUOTES = "\u2010"

#: A space where a line may end: not before the high punctuation of French, nor between a number
#: and the word for what it counts.
BREAK = re.compile(r"(?<!\d) +(?![:;!?»])|(?<=\d) +(?![:;!?»]|[a-zà-ÿ])")


@dataclass(frozen=True)
class Fonts:
    """The faces of a style: font files in the order of `FACES`."""

    files: tuple[File, ...]

    def of(self, face: Face, size: float) -> FontProperties:
        """Return a face at a size in points; it is found by file, never by a name."""
        return FontProperties(fname=str(self.files[FACES.index(face)]), size=size)

    def width(self, text: str, face: Face, size: float) -> float:
        """Return the width of a line of text in millimetres on paper."""
        return size * POINT * width_in_ems(printed(text), str(self.files[FACES.index(face)]))

    def wrap(
        self, text: str, face: Face, size: float, *, width: float, indent: float = 0.0
    ) -> list[str]:
        """Break text into lines of at most `width` millimetres, the first one less an `indent`.

        A line breaks at plain spaces, and inside a word only if the word alone is wider.
        """
        return list(_wrapped(self, text, face, size, width, indent))

    def pieces(self, word: str, face: Face, size: float, width: float) -> list[str]:
        """Cut a word that is wider than a line; any other one is one piece."""
        if self.width(word, face, size) <= width:
            return [word]
        pieces = [""]
        for sign in word:
            if pieces[-1] and self.width(pieces[-1] + sign, face, size) > width:
                pieces.append("")
            pieces[-1] += sign
        return pieces

    def can_print(self, text: str) -> bool:
        """Tell whether the faces have every sign of a text."""
        return not self._missing(text)

    def _missing(self, text: str) -> list[str]:
        return sorted(set(printed(text)) - _signs(str(self.files[0])))

    def require_signs(self, texts: Iterable[str]) -> None:
        """Refuse texts with signs that the faces cannot print, by a StyleError that names each."""
        missing = self._missing("".join(texts))
        if missing:
            named = ", ".join(f"'{sign}' (U+{ord(sign):04X})" for sign in missing)
            raise StyleError(message("sheet.signs_missing", font=self.files[0].stem, signs=named))


class Text(NamedTuple):
    """How a label is set: the fonts, the size in points, and the face of all but values."""

    fonts: Fonts
    size: float
    face: Face = "semibold"


def fonts_of(style: Style) -> Fonts:
    """Return the faces of a style, or a StyleError where it does not list four that exist."""
    files = tuple(shipped("styles") / "fonts" / name for name in style.font["files"])
    missing = [file.name for file in files if not file.is_file()]
    if len(files) != len(FACES) or missing:
        kind = "files_missing" if missing else "number_of_files"
        raise StyleError(
            message(f"sheet.{kind}", style=style.name, faces=[*FACES], missing=missing)
        )
    return Fonts(files)


@lru_cache(maxsize=4096)  # rooms of many breadths are tried, on each sheet anew
def _wrapped(
    fonts: Fonts, text: str, face: Face, size: float, width: float, indent: float
) -> tuple[str, ...]:
    lines: list[str] = []
    line, wide = "", 0.0
    space = fonts.width(" ", face, size)
    for word in BREAK.split(printed(text).strip()):
        more = fonts.width(word, face, size) + (space if line else 0.0)
        if wide + more <= (width if lines else width - indent):
            line, wide = f"{line} {word}" if line else word, wide + more
            continue
        if line:
            lines.append(line)
        *full, line = fonts.pieces(word, face, size, width)
        wide = fonts.width(line, face, size)
        lines += full
    return (*lines, line) if line else tuple(lines)


@lru_cache(maxsize=16_384)  # the same words are measured again and again
def printed(text: str) -> str:
    """Return text as it is printed: signs that the font lacks replaced by their like."""
    return text.translate(REPLACED)


def starts_of(text: str, file: str) -> list[float] | None:
    """Return where each letter of a line of text begins, in ems.

    None where letters are not just put side by side: in another font, or with accents of their own.
    """
    plain = _is_simple(file) and _signs(file).issuperset(text)
    if not plain or any(map(unicodedata.combining, text)):
        return None
    steps = (
        _letter(left, file) + (0.0 if " " in (left, right) else _kerning(left, right, file))
        for left, right in pairwise(text)
    )
    return list(accumulate(steps, initial=0.0))


@cache
def outline_of(sign: str, file: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the outline of a letter, as matplotlib's paths have it: corners in ems, and codes."""
    font = _measuring(file)
    font.load_glyph(font.get_char_index(ord(sign)), NO_HINTING)
    corners, codes = font.get_path()
    return np.asarray(corners).reshape(-1, 2) / MEASURED, np.asarray(codes)


def line_path(text: str, file: str) -> Path:
    """Return a line of text as one path, in ems from where it begins on its baseline."""
    starts = starts_of(text, file)
    if starts is None:
        prop = FontProperties(fname=file, size=MEASURED)
        corners, codes = text_to_path.get_text_path(prop, text)
        return Path(np.reshape(corners, (-1, 2)) / MEASURED, codes)
    outlines = [outline_of(sign, file) for sign in text]
    corners = np.concatenate([corners for corners, _ in outlines])
    corners[:, 0] += np.repeat(starts, [len(codes) for _, codes in outlines])
    return Path(corners, np.concatenate([codes for _, codes in outlines]))


@cache
def width_in_ems(text: str, file: str) -> float:
    """Add up the widths of words and the spaces between them: nothing is kerned with a space."""
    return fsum(_advance(word, file) for word in re.split("( )", text) if word)


@cache
def _advance(word: str, file: str) -> float:
    """Add up the advances of the letters of a word, and how near each comes to the next."""
    if not _is_simple(file) or not _signs(file).issuperset(word):
        return _laid_out(word, file)
    near = (_kerning(left, right, file) for left, right in pairwise(word))
    return fsum([*(_letter(sign, file) for sign in word), *near])


@cache
def _letter(sign: str, file: str) -> float:
    font = _measuring(file)
    glyph = font.load_glyph(font.get_char_index(ord(sign)))
    return float(glyph.linearHoriAdvance) / SIXTEEN_BITS / MEASURED


@cache
def _kerning(left: str, right: str, file: str) -> float:
    """Return how far two letters are moved apart.

    FreeType does not read the end of the long table of Open Sans, in which quotation marks are.
    """
    if max(left, right) >= QUOTES:
        return _laid_out(left + right, file) - _laid_out(left, file) - _laid_out(right, file)
    font = _measuring(file)
    first, second = (font.get_char_index(ord(sign)) for sign in (left, right))
    return font.get_kerning(first, second, UNFITTED) / SIX_BITS / MEASURED


@cache
def _measuring(file: str) -> FT2Font:
    font = FT2Font(file)
    font.set_size(MEASURED, 72)
    return font


@cache
def _is_simple(file: str) -> bool:
    """Tell whether a font has its kerning in the table that FreeType knows."""
    flags: Any = _measuring(file).face_flags
    return bool(getattr(flags, "value", flags) & HAS_KERNING)


@cache
def _laid_out(word: str, file: str) -> float:
    """Measure a word between two bars, since what is measured may end where its ink ends."""
    return (_laid_out_width(f"|{word}|", file) - _laid_out_width("||", file)) / MEASURED


@cache
def _laid_out_width(text: str, file: str) -> float:
    prop = FontProperties(fname=file, size=MEASURED)
    return float(text_to_path.get_text_width_height_descent(text, prop, ismath=False)[0])


@cache
def _signs(file: str) -> frozenset[str]:
    return frozenset(chr(code) for code in FT2Font(file).get_charmap())
