"""Reads an atlas file: every problem at once, with the file, the line and what to write instead."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from diasporamap.atlas.keys import (
    ATLAS,
    BOTH,
    CHAPTER,
    DISTRICTS,
    FILES,
    READING,
    RELEASE,
    SOURCE,
)
from diasporamap.atlas.lines import Lines
from diasporamap.atlas.model import PLACE, Atlas, AtlasSource, Item
from diasporamap.atlas.products import PRODUCTS
from diasporamap.counts.characteristics import RESTRICTED, characteristic_named
from diasporamap.counts.sources import SHIPPED
from diasporamap.errors import DataError, Problem, UsageError, problem, reason
from diasporamap.language import LANGUAGES, message
from diasporamap.store.address import is_server
from diasporamap.tables.encodings import parsed_toml, toml_text

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from diasporamap.atlas.keys import ValueKind
    from diasporamap.atlas.products import Product

#: Options that are the whole atlas's where an entry does not say them.
SHARED: Final = ("style",)
#: Folder of what is made, where the atlas names none.
OUTPUT: Final = "outputs"


def read_atlas(path: str | os.PathLike[str]) -> Atlas:
    """Read an atlas file.

    Parameters
    ----------
    path : path-like
        A file of TOML: ``[atlas]`` with what holds for all, ``[sources.NAME]`` for each table of
        counts, ``[[maps]]``, ``[[figures]]``, ``[[tables]]`` and ``[[pages]]`` for what is made,
        ``[missing]`` for what cannot be. The keys are those of ``docs/atlas.md``. Files are
        found from its folder.

    Returns
    -------
    Atlas
        What is to be made, checked as far as it can be without the counts.

    Raises
    ------
    DataError
        If the file cannot be read or is no TOML, a table or key is not known, a value is of the
        wrong kind or makes no sense, a name stands twice, or a source is missing. Every problem is
        listed with its line.
    """
    return _Reading(Path(path)).atlas()


class _Reading:
    """One reading of a file, which gathers its problems."""

    def __init__(self, file: Path) -> None:
        self.file, self.problems = file, list[Problem]()
        try:
            text = toml_text(file)
            self.content = parsed_toml(text)
        except OSError as error:
            raise DataError([self._problem("atlas_unreadable", why=reason(error))]) from error
        except ValueError as error:
            raise DataError([self._problem("atlas_no_toml", why=reason(error))]) from error
        self.lines = Lines(text)

    def atlas(self) -> Atlas:
        """Return what the file says, or raise all that is wrong."""
        self._check_tables()
        shared = self._table("atlas", self.content.get("atlas", {}), ATLAS)
        shared |= self._style("atlas", shared)
        languages = self._languages("atlas", shared.pop("languages", list(LANGUAGES)))
        sources = self._sources()
        items = [
            item
            for name in PRODUCTS
            if name in self.content
            for item in self._items(PRODUCTS[name], sources, shared, languages)
        ]
        self._check_names(items)
        for item in items:
            self._check_chapters(item, items)
        missing = self._missing()
        if self.problems:
            raise DataError(self.problems)
        own = {key: shared[key] for key in ("origin", "profile", "confidential") if key in shared}
        return Atlas(
            file=self.file,
            output=self.file.parent / shared.get("output", OUTPUT),
            sources=sources,
            items=tuple(items),
            missing=missing,
            **own,
        )

    def _check_tables(self) -> None:
        known = ("atlas", "sources", *PRODUCTS, "missing")
        for name, content in self.content.items():
            if name not in known:
                self._wrong("atlas_table_unknown", name, name=name, known=_listed(known, name))
            elif name in PRODUCTS and not _tables(content):
                self._wrong("atlas_not_a_list", name, name=name)
        if not any(self.content.get(name) for name in PRODUCTS):
            self._wrong("atlas_empty", "atlas", known=", ".join(f"[[{name}]]" for name in PRODUCTS))

    def _missing(self) -> dict[str, Any]:
        given = self.content.get("missing", {})
        names = given if isinstance(given, dict) else {}
        return self._table("missing", given, dict.fromkeys(names, BOTH))

    def _sources(self) -> dict[str, AtlasSource]:
        given = self.content.get("sources")
        if not isinstance(given, dict) or not given or not _tables([*given.values()]):
            self._wrong("atlas_no_sources", "sources")
            return {}
        return {name: self._source(name, entry) for name, entry in given.items()}

    def _source(self, name: str, entry: dict[str, Any]) -> AtlasSource:
        where = f"sources.{name}"
        checked = self._table(where, entry, SOURCE)
        if "counts" not in entry:
            self._wrong("atlas_key_missing", where, key="counts", what=f"[{where}]")
        for key in FILES:
            if key in checked:
                checked[key] = self._found(where, key, checked[key])
        counts = checked.pop("counts", "")
        if counts and not SHIPPED.fullmatch(counts) and not is_server(counts):
            counts = self._found(where, "counts", counts)

        def among(keys: Mapping[str, ValueKind]) -> dict[str, Any]:
            return {key: value for key, value in checked.items() if key in keys}

        return AtlasSource(
            name=name,
            counts=counts,
            reading=among(READING),
            release=among(RELEASE),
            districts=among(DISTRICTS),
            line=self.lines.of(where),
        )

    def _style(self, where: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the path of a style that is a file, from the folder of the atlas."""
        style = given.get("style", "")
        is_file = style.endswith(".toml")
        return {"style": self._found(where, "style", style)} if is_file else {}

    def _found(self, where: str, key: str, given: str | list[str]) -> Any:  # noqa: ANN401 - as given
        """Return the path of a file that is read, or of several."""
        if isinstance(given, list):
            return [self._found(where, key, each) for each in given]
        path = self.file.parent / given
        if key not in ("allow_unmatched", "pattern_file") and not path.is_file():
            self._wrong("atlas_no_file", where, key, path=path)
        return str(path)

    def _items(
        self,
        product: Product,
        sources: Mapping[str, AtlasSource],
        shared: Mapping[str, Any],
        languages: tuple[Any, ...],
    ) -> list[Item]:
        entries = self.content[product.name]
        if not _tables(entries):
            return []
        return [
            self._item(product, f"{product.name}[{at}]", entry, sources, (shared, languages))
            for at, entry in enumerate(entries)
        ]

    def _item(
        self,
        product: Product,
        where: str,
        entry: dict[str, Any],
        sources: Mapping[str, AtlasSource],
        common: tuple[Mapping[str, Any], tuple[Any, ...]],
    ) -> Item:
        shared, languages = common
        given = self._table(where, entry, product.keys)
        given |= self._style(where, given)
        for key in ("points", "template"):
            if given.get(key, "missions") != "missions":
                given[key] = self._found(where, key, given[key])
        if "name" not in entry:
            self._wrong("atlas_key_missing", where, key="name", what=f"[[{product.name}]]")
        source = given.pop("source", next(iter(sources), ""))
        if sources:
            for name in (source, *given.get("beside", ())):
                if name not in sources:
                    known = _listed(sources, name)
                    self._wrong("atlas_source_unknown", where, "source", name=name, known=known)
        by = given.pop("by", list(product.by))
        formats, restricted = given.pop("formats", None), given.pop("restricted", False)
        item = Item(
            product=product.name,
            name=self._name(where, given.pop("name", "unnamed"), each=given.get("each")),
            source=source,
            by=(by,) if isinstance(by, str) else tuple(by),
            formats=self._formats(product, where, formats, shared.get("formats", ())),
            languages=self._languages(where, given.pop("languages", languages)),
            **{key: given.pop(key) for key in ("each", "over", "year", "since") if key in given},
            options={
                **{key: shared[key] for key in SHARED if key in shared and key in product.keys},
                **given,
            },
            line=self.lines.of(where),
        )
        named = {characteristic_named(by) for by in item.by} & set(RESTRICTED)
        if named and not restricted and not shared.get("confidential"):
            self._wrong("atlas_restricted", where, "by", by=", ".join(map(str, named)))
        if item.each is not None and characteristic_named(item.each) is not None:
            self._wrong("atlas_each_category", where, "each", each=item.each)
        self._check(product, where, item)
        return item

    def _check(self, product: Product, where: str, item: Item) -> None:
        """Let the library say whether what is asked for makes sense, in every language."""
        for language in item.languages:
            options = in_language(item.options, language)
            try:
                if item.each is not None:
                    options |= product.place(item.each, "FRA")
                product.check({**options, "language": language})
            except UsageError as error:
                message, _, hint = str(error).partition(". ")
                self.problems.append(Problem(message, hint, self._at(where), topic=where))
                break

    def _name(self, where: str, name: str, each: str | None) -> str:
        bare = name.replace(PLACE, "place")
        if not bare or not all(sign.isalnum() or sign in "-_" for sign in bare):
            self._wrong("atlas_name", where, "name", name=name)
        elif (each is not None) != (PLACE in name):
            self._wrong("atlas_each" if each else "atlas_no_each", where, "name", name=name)
        return name

    def _formats(
        self, product: Product, where: str, own: list[str] | None, shared: list[str]
    ) -> tuple[str, ...]:
        asked = [one.lower().removeprefix(".") for one in own or shared]
        if own is None:
            return tuple(one for one in asked if one in product.formats) or product.usual
        for name in asked:
            if name not in product.formats:
                known = ", ".join(product.formats)
                self._wrong("atlas_format", where, "formats", name=name, known=known)
        return tuple(dict.fromkeys(asked)) or product.usual

    def _languages(self, where: str, given: Any) -> tuple[Any, ...]:  # noqa: ANN401 - as given
        for name in given:
            if name not in LANGUAGES:
                known = ", ".join(LANGUAGES)
                self._wrong("atlas_language", where, "languages", name=name, known=known)
        return tuple(name for name in dict.fromkeys(given) if name in LANGUAGES)

    def _table(self, where: str, given: object, known: Mapping[str, ValueKind]) -> dict[str, Any]:
        """Return the keys of a table that are known and whose values are of the right kind."""
        if not isinstance(given, dict):
            self._wrong("atlas_not_a_table", where, what=f"[{where}]")
            return {}
        right = {}
        for key, value in given.items():
            if key not in known:
                self._wrong("atlas_key_unknown", where, key, key=key, known=_listed(known, key))
            elif not known[key].fits(value):
                self._wrong("atlas_value", where, key, key=key, wanted=known[key].told)
            else:
                right[key] = value
        return right

    def _check_names(self, items: list[Item]) -> None:
        """Refuse items whose files would have the names of another's."""
        seen = dict[tuple[str, str], Item]()
        for item in items:
            first = seen.setdefault((item.product, item.name.lower()), item)
            if first is not item:
                at = message("atlas.at_line", file=self.file, row=item.line)
                said = problem("atlas_name_twice", file=at, name=item.name, other=first.line)
                self.problems.append(said)

    def _check_chapters(self, item: Item, items: list[Item]) -> None:
        """Refuse chapters without a title, with unknown keys, or of entries that are none."""
        pieces = {one.name for one in items if PRODUCTS[one.product].part}
        for at, chapter in enumerate(item.options.get("chapters", ())):
            where = f"{item.product}.chapters[{at}]"
            given = self._table(where, chapter, CHAPTER)
            if "title" not in chapter:
                self._wrong("atlas_key_missing", where, key="title", what=f"[[{where[:-3]}]]")
            for name in given.get("items", ()):
                if name not in pieces:
                    known = _listed(tuple(sorted(pieces)), name)
                    self._wrong("atlas_item_unknown", where, "items", name=name, known=known)
            self._check_references(item, where, given.get("text", ""))

    def _check_references(self, item: Item, where: str, text: str | dict[str, str]) -> None:
        """Refuse a text that refers to what is in no chapter of its report."""
        from diasporamap.report import REFERENCE

        chapters = item.options.get("chapters", ())
        held = {name for chapter in chapters for name in chapter.get("items", ())}
        texts = text.values() if isinstance(text, dict) else [text]
        for name in dict.fromkeys(n for one in texts for n in REFERENCE.findall(one)):
            if not any(_names(known, name) for known in held):
                known = _listed(tuple(sorted(held)), name) or message("atlas.no_item")
                self._wrong("atlas_reference_unknown", where, "text", name=name, known=known)

    def _at(self, table: str, key: str = "") -> str:
        return message("atlas.at_line", file=self.file, row=self.lines.of(table, key))

    def _problem(self, kind: str, **fields: Any) -> Problem:  # noqa: ANN401 - those of problem
        return problem(kind, file=str(self.file), **fields)

    def _wrong(self, kind: str, table: str, at: str = "", **fields: Any) -> None:  # noqa: ANN401
        self.problems.append(problem(kind, file=self._at(table, at), **fields))


def in_language(options: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Return options with the texts of one language."""
    return {
        key: value[language] if isinstance(value, dict) and set(value) == set(LANGUAGES) else value
        for key, value in options.items()
    }


def _names(item: str, name: str) -> bool:
    """Tell whether a name is that of an item, or of what it makes of one place."""
    start, place, end = item.partition(PLACE)
    return name == item or (bool(place) and name.startswith(start) and name.endswith(end))


def _tables(given: object) -> bool:
    return isinstance(given, list) and all(isinstance(each, dict) for each in given)


def _listed(known: Mapping[str, Any] | tuple[str, ...], name: str) -> str:
    """List what there is, the nearest first."""
    near = difflib.get_close_matches(name, [*known], n=1)
    return ", ".join(dict.fromkeys([*near, *known]))
