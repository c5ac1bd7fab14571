"""The standard set of a diaspora mapping: what counts can give of it, and what is missing and why.

Maps M1 to M12, figures F1 to F4: the set that terms of reference of diaspora mappings ask for.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from diasporamap.counts.schema import SEXES
from diasporamap.maps.extents import extents
from diasporamap.places.units import known_units

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from diasporamap.api import Release

#: Parts of the world that have a sheet of their own where enough people live there.
ZOOMS: Final = ("africa", "americas", "asia", "europe", "oceania")
#: How many in a hundred these are, and in how many places.
LEAST_PERCENT, LEAST_PLACES = 5.0, 3
#: How far back changes are counted where the counts have that year, and the nearest one else.
BACK: Final = 10


@dataclass(frozen=True)
class Facts:
    """What some counts can give: their releases by the name of their source, people first.

    `points` is the file of associations, if any.
    """

    releases: Mapping[str, Release]
    points: str | None = None

    @cached_property
    def name(self) -> str:
        """The name of the counts that most of the set is of: the first ones of people."""
        return next(name for name, one in self.releases.items() if one.quantity is None)

    @property
    def main(self) -> Release:
        """The release of these."""
        return self.releases[self.name]

    @property
    def money(self) -> str | None:
        """The name of the counts that are no people, such as remittances."""
        return next((name for name, one in self.releases.items() if one.quantity), None)

    @property
    def others(self) -> list[str]:
        """Names of further counts of the same people."""
        people = (name for name, one in self.releases.items() if one.quantity is None)
        return [name for name in people if name != self.name]

    @cached_property
    def has_sexes(self) -> bool:
        """Whether women and men are told apart."""
        return set(SEXES[:2]) <= set(self.main.counts["sex"])

    def has(self, column: str) -> bool:
        """Tell whether the counts have a column with something in it."""
        counts = self.main.counts
        return column in counts.columns and bool(counts[column].notna().any())

    @cached_property
    def years(self) -> list[int]:
        """The years of the counts, rising."""
        counts = self.main.read.counts
        return sorted(set(counts["year"].dropna().astype(int))) if "year" in counts.columns else []

    @property
    def since(self) -> int | None:
        """The year that changes are counted from."""
        earlier = self.years[:-1]
        wanted = self.years[-1] - BACK if earlier else 0
        return min(earlier, key=lambda year: abs(year - wanted)) if earlier else None

    @property
    def zooms(self) -> list[str]:
        """Parts of the world in which many people live, as maps show them."""
        cells = self.main.by("country").cells
        shown = cells[(cells["sex"] == "T") & (cells["state"] == "value")]
        found = []
        for name in ZOOMS:
            here = shown[shown["place"].isin(extents()[name].codes)]
            enough = 100 * here["count"].sum() >= LEAST_PERCENT * shown["count"].sum()
            if enough and len(here) >= LEAST_PLACES:
                found.append(name)
        return found

    @cached_property
    def host(self) -> str | None:
        """The country whose first-level units the counts tell apart the most."""
        country_of = known_units().country_of
        places = set(self.main.counts["place"].dropna().astype(str))
        units = Counter(country_of[place] for place in places if country_of[place] != place)
        return units.most_common(1)[0][0] if units else None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A table of an atlas file, as it is written: ``[[product]]`` and its keys."""

    product: str
    name: str
    keys: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Standard:
    """One piece of the set: `code` and what it is in French and English.

    `entries` are what is made of the counts; where there are none, `lacks` says why.
    """

    code: str
    fr: str
    en: str
    entries: Callable[[Facts], list[Entry]]
    lacks: str


def _map(name: str, **keys: Any) -> list[Entry]:  # noqa: ANN401 - as written
    return [Entry(product="maps", name=name, keys=keys)]


def _figure(name: str, **keys: Any) -> list[Entry]:  # noqa: ANN401 - as written
    return [Entry(product="figures", name=name, keys=keys)]


def _only(known: object, entries: list[Entry]) -> list[Entry]:
    return entries if known else []


def _zooms(facts: Facts) -> list[Entry]:
    zooms = facts.zooms
    return [one for zoom in zooms for one in _map(f"m3_{zoom.replace('-', '_')}", extent=zoom)]


def _by_part(facts: Facts) -> list[Entry]:
    levels = facts.main.origin.levels if facts.has("origin") else ()
    return [one for level in levels for one in _map(f"m4_by_{level.name}", by=level.name)]


def _districts(facts: Facts) -> list[Entry]:
    return _only(facts.main.districts.known, _map("m7_districts", by="district"))


def _points(facts: Facts) -> list[Entry]:
    return _only(facts.points, _map("m8_associations", points=facts.points))


def _money(facts: Facts) -> list[Entry]:
    return _only(facts.money, _map("m9_corridors", source=facts.money, kind="flows"))


def _hosts(facts: Facts) -> list[Entry]:
    return _only(facts.host, _map("m11_host_area", by="admin1", extent=facts.host))


def _change(facts: Facts) -> list[Entry]:
    if facts.since is None:
        return []
    return _map("m6_change", measure="change", year=facts.years[-1], since=facts.since)


def _lines(facts: Facts) -> list[Entry]:
    return _only(len(facts.years) > 1, _figure("f3_years", figure="years", beside=facts.others))


#: The set, in its order.
STANDARD: Final = (
    Standard(
        "M1",
        "Monde, effectifs",
        "World, people",
        lambda _facts: _map("m1_world"),
        "",
    ),
    Standard(
        "M2",
        "Part des femmes",
        "Share of women",
        lambda facts: _only(
            facts.has_sexes, _map("m2_share_of_women", measure="share_women", kind="rate-circles")
        ),
        "the counts do not tell women and men apart",
    ),
    Standard(
        "M3",
        "Zooms régionaux",
        "Regional zooms",
        _zooms,
        f"no part of the world has {LEAST_PERCENT:g} % of the people in {LEAST_PLACES} places",
    ),
    Standard(
        "M4",
        "Partie d’origine",
        "Part of origin",
        _by_part,
        "the counts have no column of the part of the country that people come from",
    ),
    Standard(
        "M5",
        "Pour 1 000 habitants",
        "Per 1,000 inhabitants",
        lambda _facts: _map("m5_per_1000", measure="per_1000"),
        "",
    ),
    Standard("M6", "Évolution", "Change", _change, "the counts are of one year"),
    Standard(
        "M7",
        "Missions et circonscriptions",
        "Missions and districts",
        _districts,
        "no consular districts of the country are known: give tables of missions and districts",
    ),
    Standard(
        "M8",
        "Associations",
        "Associations",
        _points,
        "no table of associations is given: --points FILE",
    ),
    Standard(
        "M9",
        "Corridors (transferts)",
        "Corridors (remittances)",
        _money,
        "no remittances are known",
    ),
    Standard(
        "M10",
        "Compétences par sexe",
        "Skills by sex",
        lambda _facts: [],
        "maps by education or occupation cannot be protected together with the others yet",
    ),
    Standard(
        "M11",
        "Zone d’accueil infranationale",
        "Sub-national host area",
        _hosts,
        "the counts have no first-level units of countries of residence",
    ),
    Standard(
        "M12",
        "Qualité des données",
        "Data quality",
        lambda facts: _only(
            facts.others, _figure("m12_sources", figure="sources", beside=facts.others, size="a4")
        ),
        "one source alone has nothing to be held against: give several tables of counts",
    ),
    Standard(
        "F1",
        "Vingt premiers pays, par sexe",
        "Top 20 countries by sex",
        lambda _facts: _figure("f1_top_20", figure="bars", size="a4-portrait", top=20),
        "",
    ),
    Standard(
        "F2",
        "Pyramide des âges",
        "Pyramid of ages",
        lambda facts: _only(facts.has("age"), _figure("f2_ages", figure="pyramid")),
        "the counts have no column of ages",
    ),
    Standard("F3", "Évolution par année", "Lines by year", _lines, "the counts are of one year"),
    Standard(
        "F4",
        "Cohortes d’arrivée",
        "Arrival cohorts",
        lambda _facts: [],
        "figures by year of arrival cannot be protected together with the others yet",
    ),
    Standard(
        "P1",
        "Carte interactive",
        "Interactive map",
        lambda facts: [
            Entry(
                product="pages",
                name="map",
                keys={"by": ["country", *(["district"] if facts.main.districts.known else [])]},
            )
        ],
        "",
    ),
)


def standard_of(facts: Facts) -> Iterator[tuple[Standard, list[Entry]]]:
    """Give each piece of the set with its entries, none where the counts cannot give it."""
    for piece in STANDARD:
        yield piece, piece.entries(facts)


def missing_of(pieces: Sequence[tuple[Standard, list[Entry]]]) -> dict[str, str]:
    """Return what cannot be made, and why."""
    return {f"{piece.code} {piece.en}": piece.lacks for piece, made in pieces if not made}
