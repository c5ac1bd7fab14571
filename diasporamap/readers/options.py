"""How counts are read: one type that gives the options of the command line and of the library."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, TypedDict

from diasporamap.counts.origin import DEFAULT_ORIGIN, Origin
from diasporamap.counts.origin_files import read_origin
from diasporamap.counts.quantity import Quantity, quantity_of
from diasporamap.errors import UsageError
from diasporamap.language import joined, message
from diasporamap.tables.redaction import quoted

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping

    from diasporamap.counts.sources import Source
    from diasporamap.persons.codebook import Codebook

    PathOrText = str | os.PathLike[str]
    TextOrBoth = str | Mapping[str, str]


def _said(text: str, **more: str) -> dict[str, str]:
    """Make the metadata of a field: its help, and for click its `metavar` and `type`."""
    return {"help": text, **more}


@dataclass(frozen=True, kw_only=True)
class ReadingOptions:
    """How a table of counts is read, and which of its counts are meant.

    The metadata of each field are what the command line and the guide say of it.
    """

    sheet: str | None = field(
        default=None,
        metadata=_said(
            "Sheet of a workbook that has several.",
            metavar="NAME",
            several="Sheet to read of the workbooks that have it; give it again for others.",
        ),
    )
    format: str | None = field(
        default=None,
        metadata=_said(
            "What kind of file COUNTS is.  [default: told by the file]",
            type="format",
            several="What kind of file all COUNTS are; or once for each file, in their order.",
        ),
    )
    origin: PathOrText | Origin | None = field(
        default=None,
        metadata=_said(
            "Country that the people come from, ISO 3166-1 alpha-3, or a file that describes it "
            "(.toml). Of a table of many, as UN DESA's, its people are taken.",
            metavar="CODE",
            type="origin",
        ),
    )
    sex_codes: Mapping[str, str] | None = field(
        default=None,
        metadata=_said(
            "What codes of sex mean, as '1=M,2=F,9=U'; T is a total.  "
            "[default: known words, such as Femme]",
            metavar="LIST",
            type="codes",
        ),
    )
    codebook: PathOrText | Codebook | None = field(
        default=None,
        metadata=_said("XLSForm of a survey, for codes and labels.", metavar="FILE", type="file"),
    )
    sources: Mapping[str, Source] | PathOrText | None = field(
        default=None,
        metadata=_said(
            "Sources file.  [default: beside COUNTS, with the ending .sources.toml]",
            metavar="FILE",
            type="file",
            several="Sources file of the files that have none beside them; or once for each file.",
        ),
    )
    quantity: TextOrBoth | Quantity | None = field(
        default=None,
        metadata=_said(
            "What is counted where it is not people, as 'Transferts'. It may have decimals and "
            "needs no sexes.",
            metavar="TEXT",
        ),
    )
    unit: TextOrBoth | None = field(
        default=None,
        metadata=_said(
            "Unit of the quantity: a currency (XAF, 'USD million') or a word. Money is shown as it "
            "is unless --profile is given; people (students), whole figures by sex and what may be "
            "people are protected.",
            metavar="TEXT",
        ),
    )
    year: int | None = field(
        default=None, metadata=_said("Year to show.  [default: the last one]", type="year")
    )
    source: str | None = field(
        default=None,
        metadata=_said(
            "Source to show, where there are several.",
            metavar="NAME",
            several="Source to keep of the files that have several; give it again for more.",
        ),
    )
    definition: str | None = field(
        default=None,
        metadata=_said(
            "Definition to show, as born_in or registered.",
            metavar="NAME",
            several="Definition to keep of the files that have several; give it again for more.",
        ),
    )
    as_of: str | None = field(
        default=None,
        metadata=_said(
            "State of a database at the end of this day (UTC), as 2026-03-31, at a moment, or "
            "after a load by its number.  [default: the last load]",
            metavar="DAY",
        ),
    )
    aliases: Mapping[str, str] | PathOrText | None = field(
        default=None,
        metadata=_said("Table of your own place names and codes.", metavar="FILE", type="file"),
    )
    allow_unmatched: bool = field(
        default=False,
        metadata=_said(
            "Go on without the rows that fit no place, and write them to FILE.",
            metavar="FILE",
            type="output",
        ),
    )

    def __post_init__(self) -> None:
        """Check what codes of sex are declared to mean, and the quantity."""
        from diasporamap.persons.meanings import checked_sex_codes

        object.__setattr__(self, "sex_codes", checked_sex_codes(self.sex_codes))
        quantity_of(self.quantity, self.unit)

    @property
    def country(self) -> Origin:
        """The country that the people come from."""
        given = DEFAULT_ORIGIN if self.origin is None else self.origin
        return given if isinstance(given, Origin) else read_origin(given)

    @property
    def measured(self) -> Quantity | None:
        """What the figures are of where it is not people."""
        return quantity_of(self.quantity, self.unit)

    def refuse(self, names: Iterable[str], what: str) -> None:
        """Refuse options that what is read has no use for."""
        for name in names:
            if getattr(self, name):
                option = f"--{name.replace('_', '-')}"
                raise UsageError(message("readers.without", what=what, option=option))

    @property
    def chosen(self) -> dict[str, Any]:
        """The options that choose among counts: year, source and definition, None where open."""
        return {name: getattr(self, name) for name in ("year", "source", "definition")}


class ReadingKeywords(TypedDict, total=False):
    """The fields of `ReadingOptions` as keywords of functions, all optional."""

    sheet: str | None
    format: str | None
    origin: PathOrText | Origin | None
    sex_codes: Mapping[str, str] | None
    codebook: PathOrText | Codebook | None
    sources: Mapping[str, Source] | PathOrText | None
    quantity: TextOrBoth | Quantity | None
    unit: TextOrBoth | None
    year: int | None
    source: str | None
    definition: str | None
    as_of: str | None
    aliases: Mapping[str, str] | PathOrText | None
    allow_unmatched: bool


def reading_options(options: ReadingKeywords, *own: str) -> ReadingOptions:
    """Make the options of the keywords of a function, which has `own` keywords beside them.

    Raises
    ------
    UsageError
        If there is no such option, with the nearest ones, or a code is no sex.
    """
    known = [*own, *(option.name for option in fields(ReadingOptions))]
    for name in options:
        if name not in known:
            near = [quoted(one) for one in difflib.get_close_matches(name, known)]
            told = {"name": name, "known": known}
            if near:
                nearest = joined(near, "errors.or")
                raise UsageError(message("readers.near_option", near=nearest, **told))
            raise UsageError(message("readers.no_option", **told))
    return ReadingOptions(**options)
