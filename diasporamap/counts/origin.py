"""The country that a diaspora comes from, as data: names, levels, sheet, missions and districts."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from diasporamap.errors import UsageError
from diasporamap.language import in_print, joined, message, sort_key

if TYPE_CHECKING:
    from pathlib import Path

    from diasporamap.language import Language

#: The country of origin where none is named.
DEFAULT_ORIGIN: Final = "CMR"
#: The extent of a map that shows everything.
WORLD: Final = "world"
#: How many parts a sheet has room to draw again.
MOST_PARTS: Final = 3
#: Kilometres of a degree of latitude.
DEGREE_KM: Final = 111.2


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
                return replace(self, layer=other.layer, licence=other.licence, credit=other.credit)
        told = {"name": boundaries, "parts": self.many}
        if not self.boundaries:
            raise UsageError(message("counts.no_boundaries", **told))
        others = joined((other.name for other in self.boundaries), "errors.or")
        raise UsageError(message("counts.no_such_boundaries", **told, known=others))


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


#: What French has before a name after "in", and its article elsewhere.
_ARTICLES: Final = {"dans ": "", "aux ": "les ", "au ": "le ", "à ": "", "en ": "la "}
#: Countries of which French says "en", and which have no article.
_WITHOUT_ARTICLE: Final = ("HTI", "ISR", "SLV")


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
        told = {"name": name, "of": self.of, "known": [level.name for level in self.levels]}
        raise UsageError(message("counts.no_level", **told))

    @property
    def named(self) -> Bilingual:
        """Its name with its article, as in a sentence: "le Sénégal", "the United States"."""
        within = self.within.fr
        before = next((words for words in _ARTICLES if within.startswith(words)), "")
        article, bare = _ARTICLES.get(before, ""), within.removeprefix(before)
        if before == "en " and sort_key(bare)[0][:1] in "aeiou":
            article = "l’"
        if self.code in _WITHOUT_ARTICLE:
            article = ""
        return Bilingual(article + bare, self.of.en.removeprefix("of "))

    @property
    def undivided(self) -> str:
        """What is said where parts are asked for of an origin that has none."""
        return message("counts.undivided", of=self.of)

    def parts_text(self) -> str:
        """Return what a part of it is: "region or division of …"."""
        part: str = message("counts.part")
        if self.levels:
            part = joined((level.one for level in self.levels), "errors.or")
        return message("counts.part_of", part=part, of=self.of)


def require_origin(found: Origin, wanted: Origin, what: str) -> None:
    """Refuse what belongs to another origin with a UsageError."""
    if found.code != wanted.code:
        told = {"what": what, "found": found.of, "wanted": wanted.of}
        codes = {"one": found.code, "other": wanted.code}
        raise UsageError(message("counts.two_origins", **told, **codes))
