"""Reads a country of origin: by its code, or from a file of one's own that says what differs."""

from __future__ import annotations

import os
from dataclasses import MISSING, fields, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from diasporamap.counts.origin import (
    DEFAULT_ORIGIN,
    MOST_PARTS,
    NONE,
    Bilingual,
    Boundaries,
    Extent,
    Level,
    Origin,
    Part,
)
from diasporamap.counts.origin_tables import country_names, units_of_countries
from diasporamap.errors import DataError, Problem, UsageError, problem, reason
from diasporamap.language import message
from diasporamap.resources import shipped
from diasporamap.tables.encodings import read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

Made = TypeVar("Made")

#: How many countries an unknown code is compared to in the message.
SUGGESTED: Final = 3


def read_origin(origin: str | os.PathLike[str] | Origin | None = None) -> Origin:
    """Return a country of origin by its code, or read one's own from a file.

    Parameters
    ----------
    origin : str, path-like or Origin, optional
        ISO 3166-1 alpha-3 (and XKX); or a TOML file with the attributes of `Origin` as keys, of
        which a country's own names may be left out, and files named from its folder on. An
        Origin is returned as it is; `DEFAULT_ORIGIN` is taken where it is left out.

    Raises
    ------
    UsageError
        If there is no such country; the nearest are named.
    DataError
        If the file is missing or something in it is wrong; every problem is listed.
    """
    if isinstance(origin, Origin):
        return origin
    if isinstance(origin, os.PathLike) or str(origin).lower().endswith(".toml"):
        return _from_file(Path(str(origin)))
    return _of_country(DEFAULT_ORIGIN if origin is None else str(origin))


@cache
def _of_country(written: str) -> Origin:
    code = written.strip().upper()
    names = country_names().get(code)
    if names is None:
        raise _no_country(written)
    file = _shipped_file(code)
    levels = units_of_countries().get(code, ())
    return _from_file(file) if file.is_file() else Origin(code, *names, levels=levels)


def _shipped_file(code: str) -> Path:
    return shipped("boundaries") / "origins" / f"{code}.toml"


def _no_country(written: str) -> UsageError:
    """Say that there is no such country, and which code or name is nearest."""
    from difflib import get_close_matches

    called = {
        name.casefold(): code
        for code, (both, *_) in country_names().items()
        for name in (code, both.fr, both.en)
    }
    near = get_close_matches(written.casefold(), called, n=SUGGESTED)
    codes = dict.fromkeys(called[name] for name in near)
    if not codes:
        return UsageError(message("counts.no_country", name=written))
    listed = [message("counts.country", code=code, name=country_names()[code][0]) for code in codes]
    return UsageError(message("counts.near_country", name=written, near=listed))


def _from_file(path: Path) -> Origin:
    """Read the file of an origin; the names of a country need not be in it."""
    try:
        content = read_toml(path)
    except OSError as error:
        raise DataError.of("origin_unreadable", file=str(path), why=reason(error)) from error
    except ValueError as error:
        raise DataError.of("origin_no_toml", file=str(path), why=reason(error)) from error
    names = zip(
        ("name", "within", "of"), country_names().get(str(content.get("code")), ()), strict=False
    )
    known = {field: {"fr": name.fr, "en": name.en} for field, name in names}
    entries = _Entries(path)
    origin = entries.table(Origin, known | content)
    if origin is not None and "levels" not in content:
        country = origin.code in country_names() and path != _shipped_file(origin.code)
        units = units_of_countries().get(origin.code, ())
        origin = replace(origin, levels=_of_country(origin.code).levels if country else units)
    if origin is not None:
        entries.check_levels(origin)
    if entries.problems or origin is None:
        raise DataError(entries.problems)
    return origin


class _Entries:
    """Makes dataclasses of the tables of one TOML file, and gathers all that is wrong in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def wrong(self, kind: str, **fields: Any) -> None:  # noqa: ANN401 - those of problem
        self.problems.append(problem(kind, file=str(self.path), **fields))

    def table(self, made: type[Made], entry: Mapping[str, object], where: str = "") -> Made | None:
        """Make one table an instance of a dataclass, None where something is wrong."""
        before = len(self.problems)
        known = {field.name: field for field in fields(made)}  # type: ignore[arg-type]
        for key in entry.keys() - known.keys():
            self.wrong("origin_key_unknown", key=where + key, known=[*known])
        values: dict[str, Any] = {}
        for key, field in known.items():
            if key in entry:
                kind = str(field.type).removesuffix(" | None")
                values[key] = self.value(kind, entry[key], where + key)
            elif field.default is MISSING:
                self.wrong("origin_key_missing", key=where + key)
        return made(**values) if len(self.problems) == before else None

    def value(self, kind: str, value: object, where: str) -> Any:  # noqa: ANN401 - as declared
        """Turn one value into what the field that it is for declares."""
        if kind.startswith("tuple[") and isinstance(value, list):
            kinds = kind[len("tuple[") : -1].split(", ")
            if kinds[-1] == "...":
                kinds = kinds[:1] * len(value)
            if len(kinds) == len(value):
                pairs = enumerate(zip(kinds, value, strict=True), start=1)
                return tuple(self.value(one, item, f"{where}.{at}") for at, (one, item) in pairs)
        if kind in _TABLES and isinstance(value, dict):
            return self.table(_TABLES[kind], value, f"{where}.")
        if kind == "float" and isinstance(value, (int, float)) and not isinstance(value, bool):
            return float(value)
        if kind == "str" and isinstance(value, str):
            return value
        if kind.startswith("Path") and isinstance(value, str):
            shipped_layer = kind == "Path | str" and not Path(value).suffix
            return value if shipped_layer else Path(os.path.normpath(self.path.parent / value))
        wanted = _WANTED.get(kind, "tables" if kind.startswith("tuple[") else "table")
        self.wrong("origin_value", key=where, wanted=message(f"counts.wanted.{wanted}"))
        return None

    def check_levels(self, origin: Origin) -> None:
        """Refuse levels that cannot be told apart, or add up to none that stands before them."""
        before: list[str] = []
        for level in origin.levels:
            if level.name in (*before, "country", "district"):
                self.wrong("origin_level_twice", level=level.name)
            if level.parent and level.parent not in before:
                self.wrong("origin_level_parent", level=level.name, parent=level.parent)
            if level.parent and level.parent_only == NONE:
                self.wrong("origin_level_parent_only", level=level.name)
            if len(level.parts) > MOST_PARTS:
                parts = len(level.parts)
                self.wrong("origin_level_parts", level=level.name, parts=parts, most=MOST_PARTS)
            before.append(level.name)


_TABLES: Final[Mapping[str, type]] = {
    made.__name__: made for made in (Bilingual, Part, Boundaries, Level, Extent)
}
#: What a value must be, in the catalogue ``counts.wanted``, by the type of its field.
_WANTED: Final = {
    "str": "text",
    "float": "number",
    "Path": "file",
    "Path | str": "layer",
    "Bilingual": "texts",
    "tuple[float, float]": "point",
    "tuple[float, float, float, float]": "box",
    "tuple[str, ...]": "list",
}
