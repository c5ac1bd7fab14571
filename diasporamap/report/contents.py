"""Makes a report of chapters: their sentences, and their maps, figures and tables with numbers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from diasporamap.errors import UsageError
from diasporamap.export.published import PublishedTable
from diasporamap.language import message, text
from diasporamap.maps.captions import led
from diasporamap.report.model import (
    Heading,
    Listed,
    Paragraph,
    Picture,
    Report,
    TablePart,
    Told,
)
from diasporamap.report.sentences import DRAFTS
from diasporamap.sheet.saving import save_picture
from diasporamap.sheet.svg import svg_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Literal

    from diasporamap.api import Release
    from diasporamap.language import Language
    from diasporamap.report.model import Part
    from diasporamap.sheet.page import MapFigure

#: Dots an inch of the pictures in Word and on pages.
DPI: Final = 200
#: Millimetres in an inch.
INCH: Final = 25.4
#: A reference in a text, as {m1_world}.
REFERENCE: Final = re.compile(r"\{([\w-]+)\}")


@dataclass(frozen=True)
class Piece:
    """One map, figure or table of a chapter, what makes it, and its name in the writer's text."""

    kind: Literal["map", "figure", "table"]
    make: Callable[[], MapFigure | PublishedTable]
    name: str = ""


@dataclass(frozen=True)
class Chapter:
    """A chapter: what it is called, the sentences that it opens with, and its pieces.

    `text` are paragraphs of the writer's own, in which ``{name}`` refers to a piece of any chapter.
    `drafts` are names of `diasporamap.report.sentences.DRAFTS`, each of a release.
    """

    title: str
    drafts: Sequence[tuple[str, Release]] = ()
    pieces: Sequence[Piece] = ()
    text: Sequence[str] = ()


def made_report(
    chapters: Sequence[Chapter],
    *,
    title: str,
    language: Language,
    missing: Mapping[str, str] | None = None,
    stamp: str = "",
) -> Report:
    """Make a report.

    Parameters
    ----------
    chapters : sequence of Chapter
        What it holds.
    title : str
        Its title.
    language : {"fr", "en"}
        Its language.
    missing : mapping of str to str, optional
        What the counts cannot give, and why: a list in the last chapter.
    stamp : str, optional
        What is written on every page of a confidential one.

    Returns
    -------
    Report
        The report; maps, figures and tables are numbered each by themselves.

    Raises
    ------
    DiasporaMapError
        If a piece cannot be made, or a text refers to one that there is not.
    """
    named, numbers = _numbered(chapters), Counter[str]()
    parts: list[Part] = []
    for chapter in chapters:
        parts.append(Heading(chapter.title))
        parts += [_told(paragraph, named) for paragraph in chapter.text]
        for name, release in chapter.drafts:
            sentences = DRAFTS.named(name).write(release, language)
            parts += [Paragraph(sentence, draft=True) for sentence in sentences]
        made = []
        for piece in chapter.pieces:
            numbers[piece.kind] += 1
            made.append(_part(piece, numbers[piece.kind]))
        if chapter.drafts and made:
            parts.append(_see([(one.kind, one.number) for one in made], language))
        parts += made
    parts += _missing(missing or {}, language)
    return Report(title, text("report.subtitle", language), language, tuple(parts), stamp)


def _numbered(chapters: Sequence[Chapter]) -> dict[str, tuple[str, int]]:
    """Return kind and number of each piece by its name."""
    numbers, named = Counter[str](), dict[str, tuple[str, int]]()
    for piece in (piece for chapter in chapters for piece in chapter.pieces):
        numbers[piece.kind] += 1
        named.setdefault(piece.name, (piece.kind, numbers[piece.kind]))
    return named


def _told(paragraph: str, named: Mapping[str, tuple[str, int]]) -> Told:
    """Cut a paragraph at its references; refuse one to what is not in the report."""
    runs: list[str | tuple[str, int]] = []
    for at, run in enumerate(REFERENCE.split(paragraph)):
        if not at % 2:
            runs.append(run)
        elif run in named:
            runs.append(named[run])
        else:
            raise UsageError(
                message(
                    "report.no_such_piece",
                    name=run,
                    known=[*filter(None, named)] or message("report.no_pieces"),
                )
            )
    return Told(tuple(run for run in runs if run))


def _see(targets: Sequence[tuple[str, int]], language: Language) -> Told:
    """Write "Voir Carte 1, Tableau 1." with references."""
    runs = [run for target in targets for run in (", ", target)]
    return Told((f"{text('report.see', language)} ", *runs[1:], "."))


def _part(piece: Piece, number: int) -> Picture | TablePart:
    made = piece.make()
    if isinstance(made, PublishedTable):
        return TablePart(number, made)
    words = made.words
    wide, high = (INCH * side for side in made.get_size_inches().tolist())
    written = BytesIO()
    save_picture(made, written, DPI)
    return Picture(
        "figure" if piece.kind == "figure" else "map",
        number,
        made.title,
        made.alt,
        () if words is None else tuple(map(led, words.captions)),
        svg_of(made, svg_text=False),
        written.getvalue(),
        round(wide, 2),
        round(high, 2),
    )


def _missing(missing: Mapping[str, str], language: Language) -> Iterator[Part]:
    if missing:
        yield Heading(text("report.missing", language))
        yield Listed(tuple(f"{name}: {why}." for name, why in missing.items()))
