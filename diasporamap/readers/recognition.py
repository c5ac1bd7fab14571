"""What a counts file was recognised as, beside the counts that were read from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diasporamap.counts.sources import Source
    from diasporamap.errors import Problem
    from diasporamap.persons.codebook import Codebook

#: What to say of a table that has no origin, and what to do about it.
ALL_ORIGINS: Final = (
    "the figures are migrants from all countries together, not people from the country of origin",
    "Take the table by destination and origin.",
)


@dataclass(frozen=True)
class Reading:
    """How a file is to be read.

    Attributes
    ----------
    born_in : str
        Country of origin, ISO 3166-1 alpha-3, whose people are taken from a table of many.
    sex_codes : mapping of str to str
        What codes of sex mean: F, M or U.
    codebook : Codebook or None
        Form of the survey, whose labels stand for codes.
    """

    born_in: str
    sex_codes: Mapping[str, str] = field(default_factory=dict)
    codebook: Codebook | None = None


@dataclass(frozen=True)
class Recognised:
    """How a file was understood.

    Attributes
    ----------
    format : str
        Name of the format, as ``--format`` takes it.
    title : str
        What that is, in words.
    kind : {"text", "xlsx", "ods"}
        What the file is.
    encoding, separator : str or None
        Those of a text file.
    decimal : str
        Decimal mark where the file shows one, else "".
    header_rows : tuple of int
        Rows of the file that make the header.
    sheet : str or None
        The sheet that was read.
    notes : tuple of str
        What the reader should know: what was left out, derived or put together; see
        `diasporamap.counts.notes`.
    """

    format: str
    title: str
    kind: str
    encoding: str | None = None
    separator: str | None = None
    decimal: str = ""
    header_rows: tuple[int, ...] = ()
    sheet: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class CountsTable:
    """A counts table and what was recognised in its file.

    Attributes
    ----------
    counts : pandas.DataFrame
        Tidy counts, as `read_counts` returns them.
    layout : str
        How the table is laid out: "tidy" (a row a place and sex), "wide" (a row a place),
        "totals" (a row a place, without sexes), or the format for tables of known publishers.
    headers : dict of str to str
        The header in the file of each column recognised.
    ignored : tuple of str
        Headers that are not used.
    recognised : Recognised
        How the file was understood.
    sources : mapping of str to Source
        Sources that the file itself declares, such as UN DESA.
    problems : tuple of Problem
        What is wrong with the counts; `read_table` raises it, `table_with_problems` returns it.
    all_origins : bool, default False
        Whether the table counts migrants from all countries together and not those of one: its
        figures are never shown as people from the country of origin.
    of_persons : bool, default False
        Whether persons of a survey were counted, so that no count stands in a row of the file.
    """

    counts: pd.DataFrame
    layout: str
    headers: dict[str, str]
    ignored: tuple[str, ...]
    recognised: Recognised
    sources: Mapping[str, Source] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    all_origins: bool = False
    of_persons: bool = False
