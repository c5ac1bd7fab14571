"""Reads back the figures in the title and the description that our pictures carry."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

from diasporamap.checking.audits.readback import (
    DIGITS,
    FIGURES,
    HOLE,
    Change,
    Names,
    Output,
    Read,
    named,
    named_by_sex,
    signed,
)
from diasporamap.counts.characteristics import label_of, one_name
from diasporamap.counts.schema import DEFINITIONS
from diasporamap.language import LANGUAGES, text
from diasporamap.protection.linked import Cell
from diasporamap.tables.headers import CHARACTERISTICS, OWN, plain_header

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from diasporamap.districts.choice import DistrictChoice
    from diasporamap.language import Language
    from diasporamap.protection.tables import Key

#: A year in the title of a map.
_YEAR: Final = re.compile(r"\b(?:19|20)[0-9]{2}\b")
#: That of a map of people, which stands last.
_STATED: Final = re.compile(rf", ({_YEAR.pattern})$")
#: What stands between the stamp of a confidential map and its title.
_STAMPED: Final = " | "
#: The fields of the descriptions of maps of people, and of changes, in their order.
_STOCK: Final = ("map", "kind", "title", "sum", "places", "largest")
_CHANGE: Final = ("map", "kind", "title", "sum", "places", "rises", "falls", "largest")
#: Those of bars of women and men.
_BARS: Final = ("title", "chart", "places", "largest")
#: Those of bars by a characteristic, behind the title.
_LISTED: Final = ("by", "largest")
#: By what maps are whose places are called so.
_COUNTED: Final = {
    "countries": "country",
    "countries_and_territories": "country",
    "districts": "district",
}

#: A category of people in the description of bars, with its women and men.
_CATEGORY: Final = re.compile("(.+?) \\(([^()|]+)\u00a0\\|\u00a0([^()|]+)\\)(?:, |$)")

_DESCRIBED: Final = re.compile(r"<title>(.*?)</title>\s*<desc>(.*?)</desc>", re.DOTALL)
_SUBJECT: Final = re.compile(rb"/(Title|Subject) \(((?:[^\\()]|\\.)*)\)", re.DOTALL)
#: A title and a description in XMP, in one language only.
_IN_PACKET: Final = {
    name: re.compile(rb"<dc:%s><rdf:Alt><rdf:li[^>]*>(.*?)</rdf:li>" % name.encode(), re.DOTALL)
    for name in ("title", "description")
}
#: What signs stand for behind the backslash of a PDF.
_SIGNS: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def of_svg(path: Path) -> tuple[str, str] | None:
    """Read the title and description of an SVG."""
    found = _DESCRIBED.search(path.read_text(encoding="utf-8"))
    return None if found is None else (html.unescape(found[1]), html.unescape(found[2]))


def of_text(path: Path) -> tuple[str, str] | None:
    """Read the title and the alternative text of a file of captions."""
    paragraphs = path.read_text(encoding="utf-8").split("\n\n")
    heads = [text("caption.alternative", language) for language in LANGUAGES]
    last = paragraphs[-2].replace("**", "")
    for head in heads:
        if last.startswith(f"{head} "):
            return paragraphs[0].removeprefix("# "), last.removeprefix(f"{head} ")
    return None


def of_png(path: Path) -> tuple[str, str] | None:
    """Read the title and description of a PNG."""
    from PIL import Image

    with Image.open(path) as image:
        words = getattr(image, "text", {})
    return (words["Title"], words["Description"]) if "Description" in words else None


def of_packet(path: Path) -> tuple[str, str] | None:
    """Read the title and description of a JPEG or WebP, which stand in a packet of XMP."""
    content = path.read_bytes()
    found = [_IN_PACKET[name].search(content) for name in ("title", "description")]
    told = [html.unescape(one[1].decode()) for one in found if one is not None]
    return (told[0], told[1]) if len(told) == len(found) else None


def of_pdf(path: Path) -> tuple[str, str] | None:
    """Read the title and subject of a PDF, which are written out in it."""
    found = {name: _unescaped(raw) for name, raw in _SUBJECT.findall(path.read_bytes())}
    return (found[b"Title"], found[b"Subject"]) if b"Subject" in found else None


def _unescaped(raw: bytes) -> str:
    plain = re.sub(
        rb"\\(?:([0-7]{1,3})|(.))",
        lambda sign: bytes([int(sign[1], 8)]) if sign[1] else _SIGNS.get(sign[2], sign[2]),
        raw,
        flags=re.DOTALL,
    )
    return (
        plain[2:].decode("utf-16-be") if plain.startswith(b"\xfe\xff") else plain.decode("latin-1")
    )


def read_description(
    words: tuple[str, str] | None, name: str, choice: DistrictChoice, names: Names
) -> Output:
    """Read the largest figures that the description of a map names, or the largest changes."""
    figures: list[Read] = []
    changes: list[Change] = []
    title, described = words or ("", "")
    title = title.rpartition(_STAMPED)[2]
    years = sorted(set(_YEAR.findall(title)))[-2:]
    whole = title
    for language in LANGUAGES:
        # A map of one extent has its name behind the title.
        of_extent = _filled("title.extent", ("title", "extent"), whole, language)
        title = of_extent["title"] if of_extent else whole
        sex = _measured(title, language, choice)
        if found := _filled("alt.stock", _STOCK, described, language):
            table = _counted_by(found["places"], language, choice)
            stated = _STATED.search(title)
            key = (stated[1] if stated else "", "", "")
            if table and sex:
                figures += [
                    Read(Cell(table, place, sex), people, key)
                    for place, people in named(found["largest"], names[table, language])
                ]
                figures += [
                    Read(Cell(table, place, one), people, key)
                    for place, one, people in named_by_sex(found["largest"], names[table, language])
                ]
        elif found := _filled("figure.bars_sexes", _BARS, described, language):
            if table := _counted_by(found["places"], language, choice):
                stated = _STATED.search(title)
                figures += [
                    Read(Cell(table, place, one), people, (stated[1] if stated else "", "", ""))
                    for place, one, people in named_by_sex(found["largest"], names[table, language])
                ]
        elif found := _filled("figure.by_read_sexes", _LISTED, described[:-1], language):
            stated = _STATED.search(title)
            key = (stated[1] if stated else "", "", "")
            figures += _of_categories(found, key, language)
        elif found := _filled("alt.change", _CHANGE, described, language):
            table = _counted_by(found["places"], language, choice)
            if table and sex == "T" and len(years) > 1:
                changes += [
                    Change(Cell(table, place, "T"), more, years[1], years[0])
                    for place, more in named(found["largest"], names[table, language])
                ]
    why = "" if figures or changes else "no_figures"
    return Output(name, tuple(figures), why=why, picture=True, changes=tuple(changes))


def _of_categories(found: Mapping[str, str], key: Key, language: Language) -> Iterator[Read]:
    """Give the women and men of bars by a characteristic, as their description lists them."""
    label = found["by"].rpartition(". ")[2]
    known = {label_of(one)(language): one for one in CHARACTERISTICS}
    table = known.get(label, f"{OWN}{plain_header(label)}")
    for name, *people in _CATEGORY.findall(found["largest"]):
        for sex, written in zip("FM", people, strict=True):
            if DIGITS.fullmatch(written):
                yield Read(Cell(table, one_name(table, name), sex), signed(written), key)


def _filled(
    key: str, fields: Sequence[str], described: str, language: Language
) -> dict[str, str] | None:
    """Return what stands in the fields of a text, None where a description is another text."""
    parts = text(key, language, **dict.fromkeys(fields, HOLE)).split(HOLE)
    # Behind it may stand what a sheet does not name.
    for form in ("one", "other"):
        unnamed = text(f"caption.unnamed.{form}", language, places=HOLE).split(HOLE)[0]
        described = described.partition(f" {unnamed}")[0]
    found = re.fullmatch("(.*)".join(map(re.escape, parts)), described, re.DOTALL)
    return dict(zip(fields, found.groups(), strict=True)) if found else None


def _counted_by(places: str, language: Language, choice: DistrictChoice) -> str:
    """Return by what a map is, from how it calls its places: "57 countries"."""
    words = [
        (table, text(f"number.{key}.{form}", language, number="1").removeprefix("1"))
        for key, table in _COUNTED.items()
        for form in ("one", "many")
    ]
    for level in choice.origin.levels:
        words += [(level.name, f" {name(language)}") for name in (level.one, level.many)]
    return next((table for table, word in words if places.endswith(word)), "")


def _measured(title: str, language: Language, choice: DistrictChoice) -> str:
    """Return what a map of people shows, from the title that is written for it."""
    origin = choice.origin
    fields = {"in_origin": origin.within(language), "of_origin": origin.of(language)}
    for definition in (*DEFINITIONS, "all_origins", "unknown"):
        for measure in ("women", "men", "total"):
            written = text(f"people.{definition}.{measure}", language, **fields)
            if title.casefold().startswith(written.casefold()):
                return FIGURES[measure]
    return ""
