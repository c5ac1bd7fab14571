"""Where counts come from: the citation, the definition and whether everybody has the figures."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diasporamap.counts.described import definition_name
from diasporamap.counts.quantity import quantity_of
from diasporamap.counts.schema import DEFINITIONS
from diasporamap.errors import CountsError, Problem, UsageError, problem, reason
from diasporamap.files import MADE, whole_file
from diasporamap.language import message
from diasporamap.language.cards import Card, Shown, card_text, stated
from diasporamap.language.messages import messages_language
from diasporamap.tables.encodings import read_toml

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from diasporamap.counts.quantity import Quantity


#: How shipped figures are named where a file is asked for: "undesa:SEN", "undesa-2024:SEN",
#: "remittances:SEN".
SHIPPED: Final = re.compile(r"(?:undesa(?:-(\w+))?|(remittances)):(\S*)")


@dataclass(frozen=True, repr=False)
class Source(Shown):
    """One source of counts, as its sources file declares it.

    Attributes
    ----------
    name : str
        Short name, as in the `source` column of the counts.
    title : str
        Title of the publication or register.
    citation_fr, citation_en : str
        Citation printed under every map, in French and in English.
    published : bool, default False
        True only where the figures are public as they are: they then pass the protection
        gate unchanged, since every reader has them already.
    definition : str, optional
        Definition of the people counted, for tables without a `definition` column.
    all_origins : bool, default False
        True where the figures are migrants from all countries together, not from one.
    stock : bool, default False
        True where figures of an SDMX source whose dataflow is not known are people who live in a
        place at one time, and no flow, rate or whole population.
    known_totals : tuple of str
        What readers know of the figures from elsewhere: "all" people, "all by sex", or every
        figure of a table, as "country" (its totals) and "country by sex". Protection reckons with
        it.
    same_people_as : str, optional
        Published counts of the same people, a file or shipped ones, as "undesa:SEN": readers know
        each figure that stands there.
    larger_than_expected : bool, default False
        True where the figures are right though there are more people than the country of origin
        has, or many times those that UN DESA counts in a place.
    licence : str, optional
        Terms of use of the figures.
    url : str, optional
        Where the publication is found.
    quantity, unit : str or mapping of language to str, optional
        What the figures are of where it is not people, and in which unit, as ``"USD million"``.
        Who states it says that the figures are no people; see docs/protection.md.
    note_fr, note_en : str, optional
        What a reader of a map must know of the figures, printed after the citation, in French
        and in English: both, or neither.
    """

    name: str
    title: str
    citation_fr: str
    citation_en: str
    published: bool = False
    definition: str | None = None
    all_origins: bool = False
    stock: bool = False
    known_totals: tuple[str, ...] = ()
    same_people_as: str | None = None
    larger_than_expected: bool = False
    licence: str | None = None
    url: str | None = None
    quantity: str | Mapping[str, str] | None = None
    unit: str | Mapping[str, str] | None = None
    note_fr: str | None = None
    note_en: str | None = None

    def __repr__(self) -> str:
        """Write the call that makes it."""
        return stated(self)

    def _card(self) -> Card:
        language = messages_language()
        measured = self.measured
        return Card(
            card_text("source", language, name=self.name),
            (
                ("title", self.title),
                ("citation", self.citation(language)),
                ("published", card_text("yes" if self.published else "no", language)),
                ("definitions", definition_name(self.definition or "", language)),
                ("quantity", measured.label(language) if measured else ""),
                ("note", self.note(language)),
                ("licence", self.licence or ""),
                ("url", self.url or ""),
            ),
        )

    @property
    def measured(self) -> Quantity | None:
        """What the figures are of where it is not people; open unless it is of people by itself."""
        quantity = quantity_of(self.quantity, self.unit)
        return quantity and replace(quantity, is_open=not quantity.of_people)

    @property
    def counts_people(self) -> bool:
        """Whether something that is declared is said of people only."""
        own = (self.definition, self.stock, self.all_origins, self.known_totals)
        return any((*own, self.same_people_as, self.larger_than_expected))

    def citation(self, language: str) -> str:
        """Return the citation in one language."""
        return self.citation_fr if language == "fr" else self.citation_en

    def note(self, language: str) -> str:
        """Return the note in one language, "" without one."""
        return (self.note_fr if language == "fr" else self.note_en) or ""


#: What a value must be in the file, and in the catalogue ``counts.wanted``, by its field's type.
_KINDS: Final[dict[str, tuple[type | tuple[type, ...], str]]] = {
    "bool": (bool, "switch"),
    "str": (str, "quoted"),
    "str | Mapping[str, str]": ((str, dict), "one_or_both"),
    "tuple[str, ...]": (list, "tables_known"),
}


def sources_file_of(table: str | os.PathLike[str]) -> Path:
    """Return where the sources file of a counts table is looked for: beside it, as .toml."""
    file = Path(table)
    return file.parent / f"{file.stem}.sources.toml"


def read_sources(path: str | os.PathLike[str]) -> dict[str, Source]:
    """Read a sources file: a TOML table ``[source.NAME]`` for each source.

    Parameters
    ----------
    path : path-like
        The file. Each source gives `title`, `citation_fr` and `citation_en`, and where they apply
        other attributes of `Source`; `same_people_as` is a path from the folder of the file.

    Returns
    -------
    dict of str to Source
        The sources by name.

    Raises
    ------
    CountsError
        If the file is missing or not TOML, or a source lacks a citation, has a note in one
        language only, a key that is not known or a value of the wrong kind. Every problem is
        listed.
    """
    file = Path(path)
    try:
        content = read_toml(file)
    except OSError as error:
        raise CountsError.of("sources_unreadable", file=str(file), why=reason(error)) from error
    except ValueError as error:
        raise CountsError.of("sources_no_toml", file=str(file), why=reason(error)) from error
    entries = content.get("source", {})
    problems: list[Problem] = []
    if set(content) - {"source"} or not isinstance(entries, dict) or not entries:
        problems.append(problem("sources_none", file=str(file)))
        entries = {}
    for name, entry in entries.items():
        problems += _problems_of(name, entry, str(file))
    if problems:
        raise CountsError(problems)
    for entry in entries.values():
        entry["known_totals"] = tuple(entry.get("known_totals", ()))
        same = entry.get("same_people_as", "")
        if same and not SHIPPED.fullmatch(same):
            entry["same_people_as"] = str(file.parent / same)
    return {name: Source(name=name, **entry) for name, entry in entries.items()}


def write_sources(sources: Iterable[Source], table: Path) -> Path:
    """Write the sources file of a table beside it, as `read_sources` reads it; return where."""
    lines = [f"# Sources of {table.name}, {MADE}."]
    for source in sources:
        lines += ["", f"[source.{source.name}]"]
        for field in fields(Source):
            value = getattr(source, field.name)
            if field.name != "name" and value != field.default:
                lines.append(f"{field.name} = {_as_toml(value)}")
    path = sources_file_of(table)
    with whole_file(path) as temporary:
        temporary.write_text("\n".join([*lines, ""]), encoding="utf-8", newline="\n")
    return path


def _as_toml(value: object) -> str:
    """Write a value as TOML does, a mapping of texts on one line."""
    if isinstance(value, Mapping):
        pairs = (f"{key} = {_as_toml(each)}" for key, each in value.items())
        return f"{{ {', '.join(pairs)} }}"
    return json.dumps(value, ensure_ascii=False)


def _problems_of(name: str, entry: object, file: str) -> list[Problem]:
    """Check one source's keys and kinds of values."""
    if not isinstance(entry, dict):
        return [problem("source_no_table", file=file, name=name)]
    known = {field.name: str(field.type) for field in fields(Source) if field.name != "name"}
    wrong = partial(problem, file=file, name=name)
    problems = [
        wrong("source_key_unknown", key=key, known=sorted(known))
        for key in sorted(entry.keys() - known.keys())
    ]
    for key in sorted(known.keys() & entry.keys()):
        kind, wanted = _KINDS[known[key].removesuffix(" | None")]
        right = isinstance(entry[key], kind)
        if right and kind is list:
            right = all(isinstance(each, str) for each in entry[key])
        if not right:
            problems.append(
                wrong("source_key_kind", key=key, wanted=message(f"counts.wanted.{wanted}"))
            )
    problems += [
        wrong("source_key_missing", key=key)
        for key in ("title", "citation_fr", "citation_en")
        if key not in entry
    ]
    problems += [
        wrong("source_one_language", key=key, other=other)
        for key, other in (("note_fr", "note_en"), ("note_en", "note_fr"))
        if key in entry and other not in entry
    ]
    if not problems:
        try:
            quantity_of(entry.get("quantity"), entry.get("unit"))
        except UsageError as error:
            problems.append(wrong("source_quantity", why=reason(error)))
    given = entry.get("definition")
    if isinstance(given, str) and given not in DEFINITIONS:
        problems.append(wrong("source_definition", definition=given, known=DEFINITIONS))
    return problems
