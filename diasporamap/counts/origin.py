"""The country that a diaspora comes from, as data: names, levels, sheet, missions and districts."""

from __future__ import annotations

import csv
import math
import os
from dataclasses import MISSING, dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from diasporamap.errors import DataError, Problem, UsageError
from diasporamap.language.texts import in_print
from diasporamap.resources import shipped
from diasporamap.tables.encodings import read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diasporamap.language import Language

Made = TypeVar("Made")

#: The country of origin where none is named.
DEFAULT_ORIGIN: Final = "CMR"
#: How many countries an unknown code is compared to in the message.
SUGGESTED: Final = 3
#: How many parts a sheet has room to draw again.
MOST_PARTS: Final = 3
#: Kilometres of a degree of latitude.
DEGREE_KM: Final = 111.2
#: What the level of a country without levels of its own is called, and its layer: the units of the
#: country among those of the world.
UNITS: Final = "region"
UNITS_LAYER: Final = "admin1"
#: Words that say of what kind a first-level unit is, and not which.
UNIT_KINDS: Final = (
    *("region", "province", "etat", "state", "departement", "department", "prefecture"),
    *("canton", "comte", "county", "land", "district", "gouvernorat", "governorate"),
    *("wilaya", "oblast"),
)


@dataclass(frozen=True)
class Bilingual:
    """A text in French and in English; called with a language, it returns the one in that."""

    fr: str
    en: str

    def __post_init__(self) -> None:
        """Put no-break spaces where French print has them."""
        object.__setattr__(self, "fr", in_print(self.fr, "fr"))

    def __call__(self, language: Language) -> str:
        """Return the text in one language."""
        return self.fr if language == "fr" else self.en


#: No text.
NONE: Final = Bilingual("", "")


@dataclass(frozen=True)
class Part:
    """A crowded part of an origin, which its sheet draws again and larger under its name.

    Its middle is given in degrees, its breadth in kilometres; it has at least the height.
    """

    name: Bilingual
    lon: float
    lat: float
    breadth_km: float
    height_km: float = 0.0


@dataclass(frozen=True)
class Boundaries:
    """Another layer of the parts of a level, which ``--boundaries`` names: same codes and names.

    `layer`, `licence` and `credit` are as those of the `Level`.
    """

    name: str
    layer: Path | str
    licence: str
    credit: Bilingual


@dataclass(frozen=True)
class Level:
    """One division of an origin into parts that people come from, such as its regions.

    `name` is what ``--by`` calls it, in the singular; `one` and `many` are the word for one part
    and for several, in small letters: "région", "régions". `line` is what a legend calls the
    boundary between two parts, `credit` the sentence of a caption that names the makers of the
    layer and its licence.

    The layer is a shipped one, of which ``admin1:SEN`` is what lies in one country, or a GeoPackage
    of one layer: columns `place`, `name_fr`, `name_en` and, where parts add up to those of a level
    `parent`, the code of that under the parent's name.
    `parent_only` is then the sentence on people of whom only the parent is known, with the field
    ``{places}``. `codes` are columns with further codes, such as P-codes. `boundaries` are other
    layers of the same parts, as one of another licence.

    `kinds` are words in plain letters that stand beside a name and are no part of it; `parts` are
    what its sheet draws again and larger, chosen by their shapes where none is given.
    """

    name: str
    layer: Path | str
    licence: str
    one: Bilingual
    many: Bilingual
    line: Bilingual
    credit: Bilingual
    parent: str = ""
    parent_only: Bilingual = NONE
    kinds: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    boundaries: tuple[Boundaries, ...] = ()

    def on(self, boundaries: str) -> Level:
        """Return the level on other boundaries; it is a UsageError that it has none of the name."""
        for other in self.boundaries:
            if other.name == boundaries:
                drawn = {"layer": other.layer, "licence": other.licence, "credit": other.credit}
                return replace(self, **drawn)  # type: ignore[arg-type]
        others = " or ".join(other.name for other in self.boundaries)
        raise UsageError(
            f"There are no boundaries '{boundaries}' of {self.many.en}. "
            f"{f'Choose {others}, or leave' if others else 'Leave'} boundaries out."
        )


@dataclass(frozen=True)
class Extent:
    """What the sheet of an origin's parts shows.

    Its middle is a longitude and latitude in degrees; it has at least this height and breadth, in
    kilometres. Land around it is drawn up to west, south, east and north, in degrees; `sea` is the
    name of the sea beside it.
    """

    centre: tuple[float, float]
    height_km: float
    around: tuple[float, float, float, float]
    sea: Bilingual = NONE
    breadth_km: float = 0.0

    def holds(self, lon: float, lat: float) -> bool:
        """Tell whether a point may be in view, on paper half as broad again as it is high."""
        up = DEGREE_KM * (lat - self.centre[1])
        turn = (lon - self.centre[0] + 180) % 360 - 180
        across = DEGREE_KM * turn * math.cos(math.radians(lat))
        breadth = max(self.breadth_km, 1.5 * self.height_km)
        return abs(up) <= self.height_km / 2 and abs(across) <= breadth / 2


@dataclass(frozen=True)
class Origin:
    """A country of origin; made by `read_origin`.

    Attributes
    ----------
    code : str
        ISO 3166-1 alpha-3 (and XKX), or a code of one's own.
    name, within, of : Bilingual
        Its name, and the same after "in" and "of" with the article: "Sénégal", "au Sénégal",
        "du Sénégal".
    levels : tuple of Level
        Its divisions, each after the one that it adds up to. Of a country that declares none they
        are its first-level units, under the name "region"; empty where it has no units.
    extent : Extent, optional
        What the sheet of its parts shows; taken from the layer where left out.
    missions, districts : pathlib.Path, optional
        Tables of its missions and of what their districts cover.
    missions_credit, districts_credit : Bilingual, optional
        The sentences of a caption on where these tables come from.
    aliases : pathlib.Path, optional
        Further names of its parts: a CSV table with the columns `name` and `place`.
    published : pathlib.Path, optional
        Published counts of its people by country, which other counts are compared with; those of
        UN DESA that are shipped where left out.
    """

    code: str
    name: Bilingual
    within: Bilingual
    of: Bilingual
    levels: tuple[Level, ...] = ()
    extent: Extent | None = None
    missions: Path | None = None
    districts: Path | None = None
    missions_credit: Bilingual = NONE
    districts_credit: Bilingual = NONE
    aliases: Path | None = None
    published: Path | None = None

    def level(self, name: str) -> Level:
        """Return a level by its name; it is a UsageError that the origin has none of that name."""
        for level in self.levels:
            if level.name == name:
                return level
        if not self.levels:
            raise UsageError(self.undivided)
        known = ", ".join(level.name for level in self.levels)
        raise UsageError(f"There is no level '{name}' {self.of.en}. Choose among: {known}.")

    @property
    def undivided(self) -> str:
        """What is said where parts are asked for of an origin that has none."""
        return (
            f"No parts {self.of.en} are known that people could come from. Name a file with its "
            "levels as --origin; docs/origins.md shows how."
        )

    def finest(self, name: str) -> Level:
        """Return the last level whose parts add up to those of a level; that itself where none."""
        chain = [self.level(name)]
        for level in self.levels:
            if level.parent == chain[-1].name:
                chain.append(level)
        return chain[-1]

    def parts_text(self) -> str:
        """Return what a part of it is, in English: "region or division of …"."""
        return f"{' or '.join(level.one.en for level in self.levels) or 'part'} {self.of.en}"


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


def require_origin(found: Origin, wanted: Origin, what: str) -> None:
    """Refuse what belongs to another origin with a UsageError."""
    if found.code != wanted.code:
        raise UsageError(
            f"{what} {found.of.en} and the counts those {wanted.of.en}. "
            f"Give one origin to both: {found.code} or {wanted.code}."
        )


@cache
def country_names() -> Mapping[str, tuple[Bilingual, Bilingual, Bilingual]]:
    """Return the name of every country, alone, after "in" and after "of", by code."""
    rows = _rows(shipped("boundaries") / "origins" / "names.csv")
    return {row["code"]: (_both(row, "name"), _both(row, "in"), _both(row, "of")) for row in rows}


def _both(row: Mapping[str, str], column: str) -> Bilingual:
    return Bilingual(row[f"{column}_fr"], row[f"{column}_en"])


@cache
def units_of_countries() -> Mapping[str, tuple[Level, ...]]:
    """Return the level of the first-level units of every country that has some, by code."""
    folder = shipped("boundaries") / "origins"
    words = {row["kind"]: row for row in _rows(folder / "kinds.csv")}
    return {
        row["code"]: (_units(row["code"], words[row["kind"]]),)
        for row in _rows(folder / "levels.csv")
        if row["kind"]
    }


def _units(code: str, word: Mapping[str, str]) -> Level:
    return Level(
        name=UNITS,
        layer=f"{UNITS_LAYER}:{code}",
        licence="Public domain",
        one=_both(word, "one"),
        many=_both(word, "many"),
        line=_both(word, "line"),
        credit=Bilingual(
            "Limites : Natural Earth, domaine public.",
            "Boundaries: Natural Earth, public domain.",
        ),
        kinds=UNIT_KINDS,
    )


def _rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def _of_country(written: str) -> Origin:
    code = written.strip().upper()
    names = country_names().get(code)
    if names is None:
        raise UsageError(f"'{written}' is no country code. {_nearest(written)}")
    file = _shipped_file(code)
    levels = units_of_countries().get(code, ())
    return _from_file(file) if file.is_file() else Origin(code, *names, levels=levels)


def _shipped_file(code: str) -> Path:
    return shipped("boundaries") / "origins" / f"{code}.toml"


def _nearest(written: str) -> str:
    """Name the countries whose code or name is nearest."""
    from difflib import get_close_matches

    called = {
        name.casefold(): code
        for code, (both, *_) in country_names().items()
        for name in (code, both.fr, both.en)
    }
    near = get_close_matches(written.casefold(), called, n=SUGGESTED)
    codes = dict.fromkeys(called[name] for name in near)
    listed = ", ".join(f"{code} ({country_names()[code][0].en})" for code in codes)
    wanted = "Give ISO 3166-1 alpha-3, as SEN, or a file of your own that ends in .toml."
    return f"Near it: {listed}. {wanted}" if listed else wanted


def _from_file(path: Path) -> Origin:
    """Read the file of an origin; the names of a country need not be in it."""
    try:
        content = read_toml(path)
    except OSError as error:
        message = f"the file of the origin cannot be read: {error.strerror}"
        raise DataError.one(message, "Check its name and place.", file=str(path)) from error
    except ValueError as error:
        message = f"the file of the origin is not TOML ({error})"
        raise DataError.one(message, "Correct that line.", file=str(path)) from error
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

    def wrong(self, message: str, hint: str) -> None:
        self.problems.append(Problem(message, hint, str(self.path)))

    def table(self, made: type[Made], entry: Mapping[str, object], where: str = "") -> Made | None:
        """Make one table an instance of a dataclass, None where something is wrong."""
        before = len(self.problems)
        known = {field.name: field for field in fields(made)}  # type: ignore[arg-type]
        for key in entry.keys() - known.keys():
            self.wrong(f"there is no key '{where}{key}'", f"Known keys: {', '.join(known)}.")
        values: dict[str, Any] = {}
        for key, field in known.items():
            if key in entry:
                kind = str(field.type).removesuffix(" | None")
                values[key] = self.value(kind, entry[key], where + key)
            elif field.default is MISSING:
                self.wrong(f"the key '{where}{key}' is missing", "Add it.")
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
        self.wrong(f"'{where}' is not of the kind that it must be", f"Write {_WANTED[kind]}.")
        return None

    def check_levels(self, origin: Origin) -> None:
        """Refuse levels that cannot be told apart, or add up to none that stands before them."""
        before: list[str] = []
        for level in origin.levels:
            if level.name in (*before, "country", "district"):
                self.wrong(f"the level '{level.name}' has the name of another", "Give it its own.")
            if level.parent and level.parent not in before:
                message = f"the level '{level.name}' has the parent '{level.parent}'"
                self.wrong(message, "Name a level that stands before it.")
            if level.parent and level.parent_only == NONE:
                self.wrong(f"the level '{level.name}' has no 'parent_only'", "Add it.")
            if len(level.parts) > MOST_PARTS:
                message = f"the level '{level.name}' has {len(level.parts)} parts to draw again"
                self.wrong(message, f"A sheet has room for {MOST_PARTS}.")
            before.append(level.name)


_TABLES: Final[Mapping[str, type]] = {
    made.__name__: made for made in (Bilingual, Part, Boundaries, Level, Extent)
}
_WANTED: Final = {
    "str": "a text in quotes",
    "float": "a number",
    "Path": "the name of a file in quotes",
    "Path | str": "the name of a shipped layer, or of a file, in quotes",
    "Bilingual": 'a text in each language: { fr = "...", en = "..." }',
    "Part": "a table",
    "Boundaries": "a table",
    "Level": "a table",
    "Extent": "a table",
    "tuple[float, float]": "two numbers: [longitude, latitude]",
    "tuple[float, float, float, float]": "four numbers: [west, south, east, north]",
    "tuple[str, ...]": "a list of texts",
    "tuple[Part, ...]": "a list of tables",
    "tuple[Boundaries, ...]": "a list of tables",
    "tuple[Level, ...]": "a list of tables",
}
