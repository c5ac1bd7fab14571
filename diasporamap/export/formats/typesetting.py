"""Sets documents as PDF/UA-1 by typst: tagged, with its language, bookmarks and its own fonts."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from diasporamap.errors import UsageError
from diasporamap.files import MAKER
from diasporamap.language import message
from diasporamap.resources import shipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from diasporamap.language import Message


def typeset(lines: Callable[[Path], Iterable[str]], path: Path, what: Message) -> None:
    """Write a document to a file; its lines may put pictures into the folder that they are given.

    It is a UsageError that typst refuses it; the message begins with `what`.
    """
    import typst

    with tempfile.TemporaryDirectory(prefix=f"{MAKER}-") as made:
        folder = Path(made)
        source = folder / "document.typ"
        source.write_text("\n".join(lines(folder)), encoding="utf-8")
        try:
            content = typst.compile(
                source,
                root=folder,
                format="pdf",
                font_paths=[shipped("styles") / "fonts"],
                ignore_system_fonts=True,
                pdf_standards="ua-1",
            )
        except typst.TypstError as error:
            raise UsageError(
                message("export.no_pdf", what=what, why=error.message, hints=" ".join(error.hints))
            ) from error
    path.write_bytes(content)


def quoted(written: str) -> str:
    """Write a text as a string of typst, in which nothing is code."""
    words = written.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")
    words = words.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + words.replace("\n", " ").replace("\r", " ") + '"'
