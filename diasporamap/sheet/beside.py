"""Writes the words of a map beside it, as text: title, subtitle, captions, alternative text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from diasporamap.errors import UsageError
from diasporamap.files import whole_file
from diasporamap.language import message, text
from diasporamap.language.messages import joined
from diasporamap.sheet.endings import MARKS

if TYPE_CHECKING:
    import os

    from diasporamap.sheet.page import MapFigure


def save_captions(figure: MapFigure, path: str | os.PathLike[str]) -> None:
    """Write the words of a drawn map as text, in UTF-8, for the report that has the picture.

    Parameters
    ----------
    figure : figure of `draw_map`
        The map; the words are all that it has, also where its sheet is bare or small.
    path : path-like
        A file that ends in ``.txt`` or ``.md``. It is written whole or not at all.

    Raises
    ------
    UsageError
        If the ending is another, or the file cannot be written.
    """
    ending = require_text_ending(path)
    with whole_file(path) as temporary:
        temporary.write_text(_written(figure, ending), encoding="utf-8", newline="\n")


def require_text_ending(path: str | os.PathLike[str]) -> str:
    """Return the ending of a file of captions; refuse another one."""
    ending = Path(path).suffix.lower()
    if ending not in MARKS:
        raise UsageError(
            message("sheet.captions_ending", file=path, endings=joined(MARKS, "errors.or"))
        )
    return ending


def _written(figure: MapFigure, ending: str) -> str:
    """Write a paragraph each: the stamp, title, subtitle, captions, alternative text."""
    words = figure.words
    if words is None:
        raise UsageError(message("sheet.no_captions"))
    title, alternative = figure.title, text("caption.alternative", figure.language)
    if ending == ".md":
        title, alternative = f"# {title}", f"**{alternative}**"
    paragraphs = [title, words.subtitle, *words.captions, figure.logo]
    paragraphs.append(f"{alternative} {figure.alt}")
    return "\n\n".join([*filter(None, paragraphs), MARKS[ending]]) + "\n"
