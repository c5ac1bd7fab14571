"""Writes letters as outlines, each drawn once, or as text with the letters that it needs."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from matplotlib.font_manager import get_font
from matplotlib.path import Path
from matplotlib.textpath import text_to_path

from diasporamap.sheet.fonts import outline_of, starts_of
from diasporamap.sheet.svg.paths import data_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matplotlib.text import Text
    from numpy.typing import ArrayLike

#: Letters are drawn so many units an em.
EM: Final = 1000
#: What a program shows that has neither the face of the text nor that in the file.
FALLBACK: Final = "'Noto Sans','Segoe UI',Arial,sans-serif"


class Letter(NamedTuple):
    """One letter of a line: its key in a face, its outline, and where it begins, in 1000ths em."""

    key: str
    data: str
    x: int


def letters_of(file: str, words: str, line: Text | None) -> list[Letter]:
    """Put the letters of a line in a face side by side, or lay it out as matplotlib does."""
    starts = starts_of(words, file)
    if starts is None:
        return _laid_out(file, words, line)
    return [
        Letter(sign, _data(sign, file), round(x * EM))
        for sign, x in zip(words, starts, strict=True)
    ]


def _laid_out(file: str, words: str, line: Text | None) -> list[Letter]:
    font = get_font(file)
    font.set_size(text_to_path.FONT_SCALE, text_to_path.DPI)
    options: dict[str, Any] = {}
    if line is not None and hasattr(line, "get_fontfeatures"):
        options = {"features": line.get_fontfeatures()}
    laid, outlines, _ = text_to_path.get_glyphs_with_font(font, words, **options)
    scale = 1 / text_to_path.FONT_SCALE
    return [
        Letter(f" {key}", _in_units(*outlines[key], scale), round(x * scale * EM))
        for key, x, _, _ in laid
    ]


@cache
def _data(sign: str, file: str) -> str:
    return _in_units(*outline_of(sign, file))


def _in_units(corners: ArrayLike, codes: ArrayLike, scale: float = 1.0) -> str:
    """Return the outline of a letter in whole units, "" where it has none."""
    units = np.round(np.reshape(corners, (-1, 2)) * scale * EM)
    return data_of(Path(units, np.asarray(codes))) if len(units) else ""


class Face(NamedTuple):
    """What a program asks a font for: its family, how bold it is, and whether it is italic."""

    family: str
    weight: int
    italic: bool

    @property
    def attributes(self) -> dict[str, str]:
        """The face as attributes of a text."""
        found = {"font-family": f"'{self.family}',{FALLBACK}"}
        found |= {"font-weight": str(self.weight)} if self.weight != 400 else {}  # noqa: PLR2004
        return found | ({"font-style": "italic"} if self.italic else {})


@cache
def face_of(file: str) -> Face:
    """Return the face in a font file."""
    from fontTools.ttLib import TTFont

    with TTFont(file) as font:
        family = font["name"].getDebugName(16) or font["name"].getDebugName(1)
        italic = bool(font["head"].macStyle & 2)
        return Face(str(family), int(font["OS/2"].usWeightClass), italic)


def embedded(file: str, signs: Iterable[str]) -> str:
    """Return the rule that brings some letters of a face with the file."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    face, written = face_of(file), BytesIO()
    with TTFont(file, recalcTimestamp=False) as font:
        subsetter = Subsetter(Options(layout_features=["kern"], hinting=False, notdef_outline=True))
        subsetter.populate(text="".join(sorted(signs)))
        subsetter.subset(font)
        font.flavor = "woff"
        font.save(written)
    style = "font-style:italic;" if face.italic else ""
    return (
        f"@font-face{{font-family:'{face.family}';font-weight:{face.weight};{style}"
        f"src:url(data:font/woff;base64,{b64encode(written.getvalue()).decode()})}}"
    )
