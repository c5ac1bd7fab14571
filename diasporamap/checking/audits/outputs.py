"""Reads figures back from our own outputs: pages, tables, and what describes a map."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from diasporamap.checking.audits.descriptions import of_pdf, of_png, of_svg
from diasporamap.counts.aggregation import APART
from diasporamap.errors import DataError, UsageError
from diasporamap.files import is_ours
from diasporamap.language import LANGUAGES, in_print, text
from diasporamap.language.problems import counts_error
from diasporamap.measures import MEASURES
from diasporamap.places.geography import NOWHERE, countries, in_un_names
from diasporamap.places.layers import read_table
from diasporamap.places.origins import parts_of
from diasporamap.protection.gate import FIGURES
from diasporamap.protection.linked import Cell
from diasporamap.tables.frames import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from diasporamap.districts.choice import DistrictChoice
    from diasporamap.language import Language
    from diasporamap.protection.tables import Key

#: The figure of each row of a page and of each measure of a map.
_FIGURES: Final = {"total": "T", "women": "F", "men": "M", "unknown": "U"}

_DATA: Final = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)
_DIGITS: Final = re.compile("[0-9]+(?:[,\u00a0\u202f ][0-9]{3})*")
_NUMBER: Final = re.compile(rf"\(([+\u2212]?{_DIGITS.pattern})\)")
#: A year in the title of a map.
_YEAR: Final = re.compile(r"\b(?:19|20)[0-9]{2}\b")
#: That of a map of people, which stands last.
_STATED: Final = re.compile(rf", ({_YEAR.pattern})$")
#: The row of a page, and the measure of a map, that tells how many more or fewer people there are.
_CHANGE: Final = "change"
#: What stands between the stamp of a confidential map and its title.
_STAMPED: Final = " | "
#: What a `text` of several fields is split at.
_HOLE: Final = "\x00"


class Read(NamedTuple):
    """A figure that a file shows, None where it says that it is hidden.

    The key is year, definition and source, each "" where the file does not say it.
    """

    cell: Cell
    people: int | None
    key: Key = ("", "", "")


class Change(NamedTuple):
    """How many people more there are in a year than in an earlier one, as a file shows it."""

    cell: Cell
    more: int
    year: str
    since: str


@dataclass(frozen=True)
class Output:
    """What was read back from a file.

    `complete` are the tables of which it names every place; `rates` tells whether it has rates, of
    which no figure is read; `why` is why nothing was read, a kind of ``language/audit.en.toml``.
    """

    file: str
    figures: tuple[Read, ...] = ()
    complete: frozenset[str] = frozenset()
    why: str = ""
    picture: bool = False
    changes: tuple[Change, ...] = ()
    rates: bool = False


def read_outputs(folder: Path, choice: DistrictChoice) -> tuple[Output, ...]:
    """Read all files of a folder and of those in it, sorted by name.

    Raises
    ------
    UsageError
        If the folder cannot be read.
    CountsError
        If no file has figures, nor changes.
    """
    try:
        files = sorted(path for path in folder.rglob("*") if path.is_file())
    except OSError as error:
        raise UsageError(f"{folder} cannot be read: {error.strerror}.") from error
    names = _names(choice)
    found = tuple(_read(path, str(path.relative_to(folder)), choice, names) for path in files)
    if not any(output.figures or output.changes for output in found):
        raise counts_error("nothing_read", file=str(folder))
    return found


def _read(path: Path, name: str, choice: DistrictChoice, names: _Names) -> Output:
    readers: Mapping[str, Callable[[], Output]] = {
        ".html": lambda: _page(path.read_text(encoding="utf-8"), name, names),
        ".csv": lambda: _table(path, name, choice),
        ".xlsx": lambda: _table(path, name, choice),
        ".svg": lambda: _described(of_svg(path), name, choice, names),
        ".png": lambda: _described(of_png(path), name, choice, names),
        ".pdf": lambda: _described(of_pdf(path), name, choice, names),
    }
    ending = path.suffix.lower()
    if ending not in readers or not (is_ours(path) or ending in (".csv", ".xlsx")):
        ours = ending in (".gpkg", ".geojson", ".fgb") and is_ours(path)
        return Output(name, why="no_figures" if ours else "unknown_file")
    try:
        return readers[ending]()
    except (OSError, ValueError, KeyError, TypeError, DataError, UsageError):
        return Output(name, why="damaged")


def _page(page: str, name: str, names: _Names) -> Output:
    """Read the tables that a page embeds, and what districts tell of countries that they share."""
    found = _DATA.search(page)
    if found is None:
        return Output(name, why="no_figures")
    data = json.loads(found[1])
    language: Language = "en" if data["language"] == "en" else "fr"
    figures, complete = [], set()
    changes: list[Change] = []
    for geography in data["geographies"]:
        if any(key.startswith("source-") for key, _ in geography["rows"]):
            return Output(name, why="comparison")
        table = "district" if "own" in geography else "country"
        complete.add(table)
        year, since, *_ = *map(str, geography.get("years", ())), "", ""
        key = (year, "", "")
        for place, entry in geography["places"].items():
            for row, (state, written) in entry["values"].items():
                if row in _FIGURES and state in ("value", "suppressed"):
                    people = _signed(written) if state == "value" else None
                    figures.append(Read(Cell(table, place, _FIGURES[row]), people, key))
                elif row == _CHANGE and state == "value" and since:
                    changes.append(Change(Cell(table, place, "T"), _signed(written), year, since))
            for sentence in entry.get("about", ()):
                before, _ = text("web.districts.apart", language, countries=_HOLE).split(_HOLE)
                if sentence.startswith(before):
                    figures += [
                        Read(Cell(table, shared, "T"), people, key)
                        for shared, people in _named(sentence, names["country", language])
                    ]
        figures += _beside(geography["layers"], table, language, key)
    rows = {key for geography in data["geographies"] for key, _ in geography["rows"]}
    return Output(
        *(name, tuple(dict.fromkeys(figures)), frozenset(complete)),
        changes=tuple(changes),
        rates=not rows.isdisjoint(_rates()),
    )


def _signed(written: str) -> int:
    """Read a number of people, or how many more or fewer there are."""
    return (-1 if written.startswith("\u2212") else 1) * int(re.sub(r"\D", "", written))


def _rates() -> set[str]:
    """Return the measures that tell something of more than the figures beside them."""
    return {
        name
        for name, measure in MEASURES.items()
        if measure.form == "rate" and not set(measure.needs) <= set(FIGURES)
    }


def _beside(
    layers: Sequence[Mapping[str, Any]], table: str, language: Language, key: Key
) -> Iterator[Read]:
    """Read how many people of no stated residence the notes of a page tell."""
    before, _ = text("caption.residence_not_stated", language, people=_HOLE).split(_HOLE)
    for layer in layers:
        cell = Cell(table, NOWHERE, _FIGURES.get(layer["measure"], "T"))
        for note in layer["captions"]:
            if note.startswith(before):
                number = _DIGITS.match(note, len(before))
                yield Read(cell, _signed(number[0]) if number else None, key)


def _table(path: Path, name: str, choice: DistrictChoice) -> Output:
    """Read the table of a release."""
    why = "no_figures" if is_ours(path) else "unknown_file"
    for grid in opened(path).grids:
        lines = [cells for _, cells in grid.rows if not cells[0].startswith("# ")]
        if not lines:
            continue
        header = list(lines[0])
        if {"lowest", "highest"} <= set(header):
            return Output(name, why="comparison")
        if not {"place", "sex", "count"} <= set(header):
            continue
        if "state" not in header:
            return Output(name, why="unprotected")
        rows = [dict(zip(header, cells, strict=False)) for cells in lines[1:]]
        rows = [row for row in rows if row.get("apportioned") != "True"]
        table = _table_of({row["place"] for row in rows}, header, choice)
        figures = [
            Read(
                Cell(table, row["place"], row["sex"]),
                int(row["count"]) if row["state"] == "value" else None,
                tuple(row.get(column, "") for column in APART),
            )
            for row in rows
            if row["state"] in ("value", "suppressed")
        ]
        return Output(name, tuple(figures), frozenset([table]))
    return Output(name, why=why)


def _table_of(places: set[str], header: Sequence[str], choice: DistrictChoice) -> str:
    """Return by what the places of a table are: of levels the last, which has parts above it."""
    if "attachment" in header:
        return "district"
    parts = parts_of(choice.origin).levels
    named = {parts[place] for place in places if place in parts}
    levels = [level.name for level in choice.origin.levels if level.name in named]
    return levels[-1] if levels else "country"


def _described(
    words: tuple[str, str] | None, name: str, choice: DistrictChoice, names: _Names
) -> Output:
    """Read the largest figures that the description of a map names."""
    if words is None:
        return Output(name, why="no_figures", picture=True)
    title, described = words[0].rpartition(_STAMPED)[2], words[1]
    for language in LANGUAGES:
        holes = dict.fromkeys(("map", "kind", "title", "sum", "places", "largest"), _HOLE)
        parts = re.escape(text("alt.stock", language, **holes)).split(re.escape(_HOLE))
        found = re.fullmatch("(.*)".join(parts), described, re.DOTALL)
        if found is None:
            continue
        table = _counted_by(found[5], language, choice)
        sex = _measured(title, language, choice)
        if table and sex:
            stated = _STATED.search(title)
            key = (stated[1] if stated else "", "", "")
            figures = [
                Read(Cell(table, place, sex), people, key)
                for place, people in _named(found[6], names[table, language])
            ]
            return Output(name, tuple(figures), picture=True)
    if changes := tuple(_changes(title, described, choice, names)):
        return Output(name, picture=True, changes=changes)
    return Output(name, why="no_figures", picture=True)


def _changes(title: str, described: str, choice: DistrictChoice, names: _Names) -> Iterator[Change]:
    """Read the largest changes that the description of a map names."""
    years = sorted(set(_YEAR.findall(title)))[-2:]
    for language in LANGUAGES:
        fields = ("map", "kind", "title", "sum", "places", "rises", "falls", "largest")
        pattern = text("alt.change", language, **dict.fromkeys(fields, _HOLE))
        found = re.fullmatch(
            "(.*)".join(map(re.escape, pattern.split(_HOLE))), described, re.DOTALL
        )
        table = _counted_by(found[5], language, choice) if found else ""
        if found and table and len(years) > 1 and _measured(title, language, choice) == "T":
            for place, more in _named(found[8], names[table, language]):
                yield Change(Cell(table, place, "T"), more, years[1], years[0])


def _counted_by(places: str, language: Language, choice: DistrictChoice) -> str:
    """Return by what a map is, from how it calls its places: "57 countries"."""
    words: dict[str, list[str]] = {"country": [], "district": []}
    for table, key in (
        ("country", "countries"),
        ("country", "countries_and_territories"),
        ("district", "districts"),
    ):
        words[table] += [
            text(f"number.{key}.{form}", language, number="1") for form in ("one", "many")
        ]
    for level in choice.origin.levels:
        words[level.name] = [f"1 {level.one(language)}", f"1 {level.many(language)}"]
    for table, forms in words.items():
        if any(places.endswith(form.removeprefix("1")) for form in forms):
            return table
    return ""


def _measured(title: str, language: Language, choice: DistrictChoice) -> str:
    """Return what a map of people shows, from the title that is written for it."""
    origin = choice.origin
    fields = {"in_origin": origin.within(language), "of_origin": origin.of(language)}
    definitions = (
        *("born_in", "national", "registered", "descendant", "self_identified", "estimate"),
        *("all_origins", "unknown"),
    )
    for definition in definitions:
        for measure in ("women", "men", "total"):
            written = text(f"people.{definition}.{measure}", language, **fields)
            if title.casefold().startswith(written.casefold()):
                return _FIGURES[measure]
    return ""


def _named(sentence: str, names: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Give the places that a sentence names with a number of people behind: "France (720)"."""
    for number in _NUMBER.finditer(sentence):
        before = sentence[: number.start()].rstrip()
        fits = [name for name in names if before.endswith(name)]
        if fits:
            yield names[max(fits, key=len)], _signed(number[1])


#: The places of each table by the name that maps write, in a language.
_Names = dict[tuple[str, "Language"], dict[str, str]]


def _names(choice: DistrictChoice) -> _Names:
    """Return the short names of the places of every table, as any style writes them."""
    found: _Names = {}
    plain = countries()
    for language in LANGUAGES:

        def keep(table: str, rows: pd.DataFrame, column: str, known: Language = language) -> None:
            names = found.setdefault((table, known), {})
            for name, place in zip(rows[column], rows.index, strict=True):
                names |= dict.fromkeys((str(name), in_print(str(name), known)), str(place))

        for geography in (plain, in_un_names(plain)):
            keep("country", geography.table, f"short_{language}")
        if choice.known:
            table = choice.geography.table
            keep("district", table[table["status"] == "district"], f"short_{language}")
        for level in choice.origin.levels:
            keep(level.name, read_table(level.layer).set_index("place"), f"name_{language}")
    return found
