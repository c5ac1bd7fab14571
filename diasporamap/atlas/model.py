"""The noun: an atlas, all that is made of some counts, as its file describes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from diasporamap.language import Language

#: What stands in the name of an item for the code of the place that it is about.
PLACE: Final = "{place}"


@dataclass(frozen=True, kw_only=True)
class AtlasSource:
    """Counts that an atlas shows: ``[sources.NAME]``.

    Attributes
    ----------
    name : str
        Its name in the atlas.
    counts : str
        The table, from the folder of the atlas, or shipped counts as "undesa:SEN".
    reading : mapping
        Options of `diasporamap.readers.options.ReadingOptions`.
    release : mapping
        Options of `diasporamap.release`: `since`, `population`, `against`, `pattern_file`.
    districts : mapping
        Paths of own tables: `districts`, `missions`, `weights`, and their `date`.
    line : int
        Where it stands in the file.
    """

    name: str
    counts: str
    reading: Mapping[str, Any] = field(default_factory=dict)
    release: Mapping[str, Any] = field(default_factory=dict)
    districts: Mapping[str, Any] = field(default_factory=dict)
    line: int = 0


@dataclass(frozen=True, kw_only=True)
class Item:
    """One entry of an atlas: a map, a figure, a table or a page, in some languages and formats.

    Attributes
    ----------
    product : str
        Name of what it is, one of `diasporamap.atlas.products.PRODUCTS`.
    name : str
        Start of the names of its files; `PLACE` in it is the place's code.
    source : str
        The counts that it is of.
    by : tuple of str
        What its places are; several for a page.
    formats : tuple of str
        Endings of its files, without the dot.
    languages : tuple of {"fr", "en"}
        Its languages, a set of files each.
    each : str, optional
        It is made for every place of this table: "country", "district", a level of the origin.
    over : int, default 0
        Only for places with so many people or more, as the release shows them.
    year, since : int, optional
        Year shown, and year of changes, where not those of the source.
    options : mapping
        What is drawn how, as for `MapSpec` and its like; texts may be a mapping of languages.
    line : int
        Where it stands in the file.
    """

    product: str
    name: str
    source: str
    by: tuple[str, ...]
    formats: tuple[str, ...]
    languages: tuple[Language, ...]
    each: str | None = None
    over: int = 0
    year: int | None = None
    since: int | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    line: int = 0


@dataclass(frozen=True, kw_only=True)
class Atlas:
    """All that is made of some counts, as an atlas file says.

    Attributes
    ----------
    file : pathlib.Path
        The file.
    output : pathlib.Path
        Folder of what is made.
    origin : str, optional
        The country that the people come from, as for ``--origin``.
    profile : str, optional
        How strictly small cells are hidden.
    confidential : bool
        Whether all that is made is stamped.
    sources : mapping of str to AtlasSource
        Counts by name.
    items : tuple of Item
        What is made, in the order of the file.
    missing : mapping of str to str or mapping of language to str
        What the counts cannot give, and why; it is told, kept in the manifest and in reports.
    """

    file: Path
    output: Path
    origin: str | None = None
    profile: str | None = None
    confidential: bool = False
    sources: Mapping[str, AtlasSource] = field(default_factory=dict)
    items: tuple[Item, ...] = ()
    missing: Mapping[str, str | Mapping[str, str]] = field(default_factory=dict)
