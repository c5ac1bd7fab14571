"""Writes an atlas file of some counts, with comments that say what can be changed."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from diasporamap.api import release
from diasporamap.atlas.facts import Facts
from diasporamap.atlas.plan import read_choice
from diasporamap.atlas.standard import Entry, Standard, missing_of, report_of, standard_of
from diasporamap.counts.sources import SHIPPED
from diasporamap.errors import UsageError
from diasporamap.files import MAKER, whole_file
from diasporamap.language import message
from diasporamap.readers.reference import read_remittances
from diasporamap.store.address import is_server
from diasporamap.tables.headers import plain_header

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diasporamap.counts.origin import Bilingual

#: The first line, by which the program knows a file that it wrote.
FIRST: Final = f"# Atlas of a diaspora, made by {MAKER}."
#: The districts of an origin, where none of one's own are named.
NO_DISTRICTS: Final[Mapping[str, Any]] = MappingProxyType({})


def write_atlas(
    counts: Sequence[str],
    path: str | os.PathLike[str],
    *,
    origin: str | None = None,
    points: str | os.PathLike[str] | None = None,
    of_districts: Mapping[str, Any] = NO_DISTRICTS,
    standard: bool = False,
    restricted: bool = False,
) -> Path:
    """Write an atlas file of some counts, with comments in the language of messages.

    Parameters
    ----------
    counts : sequence of str
        Tables of counts, as `diasporamap.release` takes them; the first one of people is the one
        that most maps show. Remittances of the country that ship are added.
    path : path-like
        The file to write, which ends in ``.toml``.
    origin : str, optional
        The country that the people come from.
    points : path-like, optional
        A table of associations.
    of_districts : mapping, optional
        Your own consular districts, which all counts of people then have: paths of `districts` (a
        table, or a workbook with missions) and `missions`, and their `date`.
    standard : bool, default False
        Whether it names the whole standard set that the counts can give, with what they cannot;
        a map, a figure and a page when left out.
    restricted : bool, default False
        Whether the table by legal status, which few may see, is in the set.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    UsageError
        If the ending is another, or none of the counts are of people.
    DiasporaMapError
        If counts cannot be read.
    """
    file = Path(path)
    if file.suffix.lower() != ".toml":
        raise UsageError(message("atlas.no_toml", file=file))
    named = _named(counts)
    own = {key: given for key, given in of_districts.items() if given is not None}
    choice = read_choice(own, origin)
    read = {name: release(table, origin=origin, **choice) for name, table in named.items()}
    if all(one.quantity is not None for one in read.values()):
        raise UsageError(message("atlas.no_people"))
    home = next(iter(read.values())).origin
    lacks_money = all(one.quantity is None for one in read.values())
    if standard and lacks_money and not read_remittances(home.code)[0].empty:
        named["remittances"] = f"remittances:{home.code}"
        read["remittances"] = release(named["remittances"])
    facts = Facts(read, None if points is None else _beside(points, file), restricted)
    pieces = list(standard_of(facts))
    chosen = pieces if standard else [piece for piece in pieces if piece[0].code in ("M1", "F1")]
    sources = {
        name: {"counts": table, **(own if read[name].quantity is None else {})}
        for name, table in named.items()
    }
    text = "\n".join(
        _written(file, (origin or home.code, home.of), sources, chosen, standard=standard)
    )
    with whole_file(file) as temporary:
        temporary.write_text(text + "\n", encoding="utf-8", newline="\n")
    return file


def _named(counts: Sequence[str]) -> dict[str, str]:
    """Return counts by the names of their files, with a number where one is taken."""
    named: dict[str, str] = {}
    for given in counts:
        shipped = SHIPPED.fullmatch(given)
        start = plain_header(given.partition(":")[0] if shipped else Path(given).stem)
        start = start.replace(" ", "_")
        name, number = start, 2
        while name in named:
            name, number = f"{start}_{number}", number + 1
        named[name] = given
    return named


def _written(
    file: Path,
    origin: tuple[str, Bilingual],
    sources: Mapping[str, Mapping[str, Any]],
    pieces: Sequence[tuple[Standard, list[Entry]]],
    *,
    standard: bool,
) -> Iterator[str]:
    code, of = origin
    yield FIRST
    yield message("atlas.file.head", name=file.name)
    yield message("atlas.file.shared", origin=_value(code))
    for name, keys in sources.items():
        lines = (f"{key} = {_value(_found(key, given, file))}" for key, given in keys.items())
        yield "\n".join([f"[sources.{name}]", *lines, ""])
    for piece, entries in pieces:
        if entries:
            yield f"# {piece.code} {' / '.join(piece.name.texts().values())}"
        yield from map(_entry, entries)
    if standard:
        yield message("atlas.file.report")
        titles = message("atlas.title", of={"fr": of.fr, "en": of.en}).texts()
        yield _entry(Entry(product="reports", name="report", keys={"title": titles}))
        yield from map(_entry, report_of(pieces))
    if standard and (missing := missing_of(pieces)):
        yield message("atlas.file.missing")
        yield "[missing]"
        yield "\n".join(f"{_value(name)} = {_value(why)}" for name, why in missing.items()) + "\n"
    yield message("atlas.file.hints").rstrip("\n")


def _found(key: str, given: Any, file: Path) -> str:  # noqa: ANN401 - a path, or a date
    if key == "date" or (key == "counts" and (SHIPPED.fullmatch(given) or is_server(given))):
        return str(given)
    return _beside(given, file)


def _entry(entry: Entry) -> str:
    """Write an entry as a table of an array."""
    keys = {**({"name": entry.name} if entry.name else {}), **entry.keys}
    lines = (f"{key} = {_value(value)}" for key, value in keys.items())
    return "\n".join([f"[[{entry.product}]]", *lines, ""])


def _beside(path: str | os.PathLike[str], file: Path) -> str:
    """Write a path as it is found from the folder of a file."""
    return Path(os.path.relpath(path, file.parent)).as_posix()


def _value(value: Any) -> str:  # noqa: ANN401 - as TOML has it
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{key} = {_value(each)}' for key, each in value.items())} }}"
    return json.dumps(value, ensure_ascii=False)
