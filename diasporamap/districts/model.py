"""The two tables of consular districts: the missions, and what each of them covers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from diasporamap.counts.origin_files import read_origin

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diasporamap.counts.origin import Origin

#: Kinds of mission, and the French and English word that its name begins with.
KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "embassy": ("Ambassade", "Embassy"),
    "high_commission": ("Haut-commissariat", "High Commission"),
    "consulate_general": ("Consulat général", "Consulate General"),
    "consulate": ("Consulat", "Consulate"),
    "honorary_consulate": ("Consulat honoraire", "Honorary Consulate"),
}

#: What the preposition "à" becomes with the article that a city's name begins with.
_CONTRACTED: Final = {"Le ": "au ", "Les ": "aux "}

#: How well it is known that a mission covers a unit.
CONFIDENCE: Final = ("documented", "inferred")

#: The columns of the missions, and those that a table must have; the codebook says what each holds.
MISSION_COLUMNS: Final = (
    *("mission", "kind", "city", "host", "lon", "lat", "precision", "name_fr", "name_en"),
    *("existence", "source", "note"),
)
MISSION_REQUIRED: Final = ("mission", "kind", "city", "host", "lon", "lat")

#: The columns of the memberships, and those that a table must have.
MEMBERSHIP_COLUMNS: Final = (
    *("district", "unit", "valid_from", "valid_to", "confidence", "basis", "source", "note"),
)
MEMBERSHIP_REQUIRED: Final = ("district", "unit")


@dataclass(frozen=True, eq=False)
class Districts:
    """Consular districts of an origin as two tables; made by `read_districts`, which checks them.

    `missions` has a row a mission, columns of `MISSION_COLUMNS`; `memberships` a row a district and
    a unit that it covers, columns of `MEMBERSHIP_COLUMNS`. The index `row` is the row in the file.
    ``rest of NGA`` is Nigeria without what others cover on the day; both days of a range belong to
    it. The files are as messages name them.
    """

    missions: pd.DataFrame
    memberships: pd.DataFrame
    missions_file: str
    memberships_file: str
    origin: Origin = field(default_factory=read_origin)

    def as_they_are(self) -> Snapshot:
        """Return what stands for the tables as they are now."""
        frames = (self.missions, self.memberships)
        columns = (tuple(frame[name].tolist()) for frame in frames for name in frame)
        return Snapshot((*columns, self.missions_file, self.memberships_file, self.origin), self)


@dataclass(frozen=True)
class Snapshot:
    """What districts say: what is worked out of them is kept by it, and anew once they change."""

    said: tuple[object, ...] = field(repr=False)
    districts: Districts = field(compare=False)


def mission_name_fr(kind: str, city: str) -> str:
    """Return the French name: "Consulat général à Lagos", "Ambassade au Caire"."""
    for article, contracted in _CONTRACTED.items():
        if city.startswith(article):
            return f"{KINDS[kind][0]} {contracted}{city.removeprefix(article)}"
    return f"{KINDS[kind][0]} à {city}"


def mission_name_en(kind: str, city: str) -> str:
    """Return the English name: "Consulate General in Lagos"."""
    return f"{KINDS[kind][1]} in {city}"
