"""How counts are read: one type that gives the options of the command line and of the library."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Final, TypedDict

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


#: The formats that are shipped, as `READERS` has them: they are listed without importing readers.
FORMATS: Final = ("kobo", "sdmx", "eurostat-tsv", "oecd-legacy", "undesa", "undesa-matrix", "table")


@dataclass(frozen=True, kw_only=True)
class ReadingOptions:
    """How a table of counts is read, and which of its counts are meant.

    What the command line and the guide say of each field is in the catalogue of help, under the
    name of its option. Its metadata are click's: `metavar`, `type` and `flag`; and `several`,
    whether commands of several files take it more than once.
    """

    sheet: str | None = field(default=None, metadata={"metavar": "NAME", "several": True})
    format: str | None = field(default=None, metadata={"type": "format", "several": True})
    origin: PathOrText | Origin | None = field(
        default=None, metadata={"metavar": "CODE", "type": "origin"}
    )
    sex_codes: Mapping[str, str] | None = field(
        default=None, metadata={"metavar": "LIST", "type": "codes"}
    )
    codebook: PathOrText | Codebook | None = field(
        default=None, metadata={"metavar": "FILE", "type": "file"}
    )
    sources: Mapping[str, Source] | PathOrText | None = field(
        default=None,
        metadata={"metavar": "FILE", "type": "sources", "several": True, "flag": "--sources-file"},
    )
    quantity: TextOrBoth | Quantity | None = field(default=None, metadata={"metavar": "TEXT"})
    unit: TextOrBoth | None = field(default=None, metadata={"metavar": "TEXT"})
    year: int | None = field(default=None, metadata={"metavar": "YEAR", "type": "year"})
    source: str | None = field(default=None, metadata={"metavar": "NAME", "several": True})
    definition: str | None = field(default=None, metadata={"metavar": "NAME", "several": True})
    as_of: str | None = field(default=None, metadata={"metavar": "DAY"})
    aliases: Mapping[str, str] | PathOrText | None = field(
        default=None, metadata={"metavar": "FILE", "type": "file"}
    )
    allow_unmatched: bool = field(default=False, metadata={"metavar": "FILE", "type": "output"})

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
