"""A report as every format writes it: headings, paragraphs, pictures and tables with numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from diasporamap.language import text

if TYPE_CHECKING:
    from diasporamap.export.published import PublishedTable
    from diasporamap.language import Language


#: Tables of more rows begin on a page of their own.
LONG: Final = 20


@dataclass(frozen=True)
class Heading:
    """The heading of a chapter, of level 1, or of a part of one."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; a `draft` is written from the figures, for the writer to revise."""

    text: str
    draft: bool = False


@dataclass(frozen=True)
class Told:
    """A paragraph with references: texts, and kind and number of the pictures and tables meant."""

    runs: tuple[str | tuple[str, int], ...]


@dataclass(frozen=True)
class Listed:
    """A list with a dot before each item."""

    items: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Picture:
    """A map or a figure without its title and captions, which are text beside it.

    It is `width` by `height` millimetres large, as an SVG and a PNG. The title stands above with
    its number, the paragraphs of `below` under it: what each is, and what it says.
    """

    kind: Literal["map", "figure"]
    number: int
    title: str
    alt: str
    below: tuple[tuple[str, str], ...]
    svg: str
    png: bytes
    width: float
    height: float


@dataclass(frozen=True, eq=False)
class TablePart:
    """A table with its number."""

    number: int
    table: PublishedTable
    kind: Literal["table"] = "table"

    @property
    def is_long(self) -> bool:
        """Whether it begins on a page of its own, since it would leave a few rows on another."""
        return len(self.table.rows) > LONG

    @property
    def title(self) -> str:
        """The title of the table."""
        return self.table.words.title


Part = Heading | Paragraph | Told | Listed | Picture | TablePart


@dataclass(frozen=True, eq=False)
class Report:
    """A document in one language; the `stamp` of a confidential one stands on every page."""

    title: str
    subtitle: str
    language: Language
    parts: tuple[Part, ...]
    stamp: str = ""

    def label(self, kind: str, number: int) -> str:
        """Return what a picture or table is called, as "Carte 1"."""
        return f"{text(f'report.{kind}', self.language)}\N{NO-BREAK SPACE}{number}"
