"""The standard set of a diaspora mapping: what counts can give of it, and what is missing and why.

Maps M1 to M12, figures F1 to F4, tables T1 to T11, the interactive map and the report: the set that
terms of reference of diaspora mappings ask for.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from diasporamap.language import message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from diasporamap.atlas.facts import Facts
    from diasporamap.language import Language, Message


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A table of an atlas file, as it is written: ``[[product]]`` and its keys.

    In the report it stands in `chapter` where that is not the one of its piece.
    """

    product: str
    name: str
    keys: Mapping[str, Any] = field(default_factory=dict)
    chapter: str = ""


@dataclass(frozen=True)
class Standard:
    """One piece of the set.

    `entries` are what is made of the counts; where there are none, `lacks` names why. In the report
    it stands in the chapter `chapter`, a key of `CHAPTERS`. The catalogue of atlases has its name
    and the reason.
    """

    code: str
    entries: Callable[[Facts], list[Entry]]
    lacks: str = ""
    chapter: str = ""

    @property
    def name(self) -> Message:
        """What it shows."""
        return message(f"atlas.standard.{self.code}")


#: Chapters of the report, in their order, with the drafts that each opens with.
CHAPTERS: Final[Mapping[str, tuple[str, ...]]] = {
    "where": ("where",),
    "sexes": ("sexes",),
    "skills": (),
    "change": ("change",),
    "origin": (),
    "services": ("districts",),
    "money": (),
    "data": ("unknown",),
}


def _entry(product: str) -> Callable[..., list[Entry]]:
    def made(name: str, **keys: Any) -> list[Entry]:  # noqa: ANN401 - as written
        return [Entry(product=product, name=name, keys=keys)]

    return made


_map, _figure, _table = _entry("maps"), _entry("figures"), _entry("tables")
_profile = _entry("profiles")


def _only(known: object, entries: list[Entry]) -> list[Entry]:
    return entries if known else []


def _zooms(facts: Facts) -> list[Entry]:
    return [one for zoom in facts.zooms for one in _map(f"m3_{zoom}", extent=zoom)]


def _levels(facts: Facts) -> list[str]:
    """Return the levels of the origin that anybody is known by."""
    levels = facts.main.origin.levels if facts.has("origin") else ()
    return [level.name for level in levels if facts.tells(level.name)]


def _by_part(facts: Facts) -> list[Entry]:
    return [one for name in _levels(facts) for one in _map(f"m4_by_{name}", by=name)]


def _part_tables(facts: Facts) -> list[Entry]:
    return [one for name in _levels(facts) for one in _table(f"t5_by_{name}", by=name)]


def _districts(facts: Facts) -> list[Entry]:
    return _only(facts.main.districts.known, _map("m7_districts", by="district"))


def _coverage(facts: Facts) -> list[Entry]:
    return _only(facts.main.districts.known, _table("t9_districts", by="district"))


def _points(facts: Facts) -> list[Entry]:
    return _only(facts.points, _map("m8_associations", points=facts.points))


def _point_tables(facts: Facts) -> list[Entry]:
    if not facts.points:
        return []
    made = _table("t10_associations", points=facts.points)
    of_districts = _table("t10_by_district", by="district", points=facts.points)
    return [*made, *_only(facts.main.districts.known, of_districts)]


def _money(facts: Facts) -> list[Entry]:
    return _only(facts.money, _map("m9_corridors", source=facts.money, kind="flows"))


def _money_table(facts: Facts) -> list[Entry]:
    return _only(facts.money, _table("t8_remittances", source=facts.money))


def _hosts(facts: Facts) -> list[Entry]:
    return _only(facts.host, _map("m11_host_area", by="admin1", extent=facts.host))


def _change(facts: Facts) -> list[Entry]:
    if facts.since is None:
        return []
    return _map("m6_change", measure="change", year=facts.years[-1], since=facts.since)


def _lines(facts: Facts) -> list[Entry]:
    return _only(len(facts.years) > 1, _figure("f3_years", figure="years", beside=facts.others))


def _years(facts: Facts) -> list[Entry]:
    sources = _table("t7_sources", by="sources", beside=facts.compared)
    return [
        *_only(len(facts.years) > 1, _table("t7_years", by="year")),
        *(replace(one, chapter="data") for one in _only(facts.compared, sources)),
    ]


def _sources(facts: Facts) -> list[Entry]:
    return _only(
        facts.compared, _figure("m12_sources", figure="sources", beside=facts.compared, size="a4")
    )


def _by(made: Callable[..., list[Entry]], code: str, *names: str) -> Callable[[Facts], list[Entry]]:
    """Return what makes an entry by each of some characteristics that the counts tell."""

    def entries(facts: Facts) -> list[Entry]:
        return [
            one
            for name in names
            for one in _only(facts.shows(name), made(f"{code}_{name}", by=name))
        ]

    return entries


def _legal(facts: Facts) -> list[Entry]:
    entries = _table("t6_legal_status", by="legal_status", restricted=True)
    return _only(facts.restricted and facts.shows("legal_status"), entries)


def _profiles(facts: Facts) -> list[Entry]:
    """Return profiles of the largest countries and of every district."""
    keys: dict[str, Any] = {"over": facts.tenth}
    if facts.since is not None:
        keys |= {"year": facts.years[-1], "since": facts.since}
    if facts.others:
        keys["beside"] = facts.others
    made = [_profile("profile_{place}", each="country", **keys)]
    if facts.main.districts.known:
        del keys["over"]
        made.append(_profile("district_{place}", each="district", **keys))
    return [one for entries in made for one in entries]


def _page(facts: Facts) -> list[Entry]:
    by = ["country", *(["district"] if facts.main.districts.known else [])]
    return [Entry(product="pages", name="map", keys={"by": by})]


#: The set, in its order.
STANDARD: Final = (
    Standard("M1", lambda _facts: _map("m1_world"), chapter="where"),
    Standard(
        "M2",
        lambda facts: _only(
            facts.has_sexes, _map("m2_share_of_women", measure="share_women", kind="rate-circles")
        ),
        "no_sexes",
        "sexes",
    ),
    Standard("M3", _zooms, "no_part_of_world", "where"),
    Standard("M4", _by_part, "no_origin", "origin"),
    Standard("M5", lambda _facts: _map("m5_per_1000", measure="per_1000"), chapter="where"),
    Standard("M6", _change, "one_year", "change"),
    Standard("M7", _districts, "no_districts", "services"),
    Standard("M8", _points, "no_points", "services"),
    Standard("M9", _money, "no_money", "money"),
    Standard("M10", _by(_figure, "m10", "education", "occupation"), "no_skills", "skills"),
    Standard("M11", _hosts, "no_units", "where"),
    Standard("M12", _sources, "one_source", "data"),
    Standard(
        "F1",
        lambda _facts: _figure("f1_top_20", figure="bars", size="a4-portrait", top=20),
        chapter="sexes",
    ),
    Standard(
        "F2",
        lambda facts: _only(facts.has("age"), _figure("f2_ages", figure="pyramid")),
        "no_ages",
        "sexes",
    ),
    Standard("F3", _lines, "one_year", "change"),
    Standard("F4", _by(_figure, "f4", "arrival"), "no_arrival", "skills"),
    Standard("T1", lambda _facts: _table("t1_countries"), chapter="where"),
    Standard(
        "T2", lambda facts: _only(facts.has("age"), _table("t2_ages", by="age")), "no_ages", "sexes"
    ),
    Standard("T3", _by(_table, "t3", "education", "occupation"), "no_skills", "skills"),
    Standard("T4", _by(_table, "t4", "arrival"), "no_arrival", "skills"),
    Standard("T5", _part_tables, "no_origin", "origin"),
    Standard("T6", _legal, "no_status"),
    Standard("T7", _years, "alone", "change"),
    Standard("T8", _money_table, "no_money", "money"),
    Standard("T9", _coverage, "no_districts", "services"),
    Standard("T10", _point_tables, "no_points", "services"),
    Standard("T11", lambda _facts: _table("t11_log", by="log"), chapter="data"),
    Standard("P1", _page),
    Standard("S1", _profiles),
)


def standard_of(facts: Facts) -> Iterator[tuple[Standard, list[Entry]]]:
    """Give each piece of the set with its entries, none where the counts cannot give it."""
    for piece in STANDARD:
        entries = piece.entries(facts)
        hidden = piece.code == "T6" and not entries and facts.shows("legal_status")
        yield replace(piece, lacks="restricted") if hidden else piece, entries


def missing_of(
    pieces: Sequence[tuple[Standard, list[Entry]]],
) -> dict[str, dict[Language, str]]:
    """Return what cannot be made, and why, in both languages."""
    return {
        piece.code: message("atlas.missing", name=piece.name, why=_why(piece)).texts()
        for piece, made in pieces
        if not made
    }


def _why(piece: Standard) -> Message:
    return message(f"atlas.lacks.{piece.lacks}")


def report_of(pieces: Sequence[tuple[Standard, list[Entry]]]) -> list[Entry]:
    """Return the chapters of the report that hold something."""
    chapters = []
    for key, drafts in CHAPTERS.items():
        items = [
            one.name
            for piece, made in pieces
            for one in made
            if (one.chapter or piece.chapter) == key
        ]
        if items or drafts == ("unknown",):
            title = message(f"atlas.chapters.{key}").texts()
            keys = {"title": title, "drafts": list(drafts), "items": items}
            chapters.append(Entry(product="reports.chapters", name="", keys=keys))
    return chapters
