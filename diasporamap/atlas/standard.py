"""The standard set of a diaspora mapping: what counts can give of it, and what is missing and why.

Maps M1 to M12, figures F1 to F4, tables T1 to T11, the interactive map and the report: the set that
terms of reference of diaspora mappings ask for.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from diasporamap.counts.origin import NONE, Bilingual

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from diasporamap.atlas.facts import Facts


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
    """One piece of the set: `code` and its name.

    `entries` are what is made of the counts; where there are none, `lacks` says why. In the report
    it stands in the chapter `chapter`, a key of `CHAPTERS`.
    """

    code: str
    name: Bilingual
    entries: Callable[[Facts], list[Entry]]
    lacks: Bilingual = NONE
    chapter: str = ""


@dataclass(frozen=True)
class ReportChapter:
    """A chapter of the report: its title, and the drafts that it opens with."""

    title: Bilingual
    drafts: tuple[str, ...] = ()


#: Chapters of the report, in their order.
CHAPTERS: Final[Mapping[str, ReportChapter]] = {
    "where": ReportChapter(Bilingual("Où vivent ces personnes", "Where they live"), ("where",)),
    "sexes": ReportChapter(Bilingual("Femmes et hommes", "Women and men"), ("sexes",)),
    "skills": ReportChapter(
        Bilingual("Formation, profession et arrivée", "Education, occupation and arrival")
    ),
    "change": ReportChapter(Bilingual("Évolution", "Change over time"), ("change",)),
    "origin": ReportChapter(Bilingual("D’où viennent ces personnes", "Where they come from")),
    "services": ReportChapter(
        Bilingual("Missions et circonscriptions", "Missions and districts"), ("districts",)
    ),
    "money": ReportChapter(Bilingual("Transferts de fonds", "Remittances")),
    "data": ReportChapter(
        Bilingual("Ce que disent les données", "What the data tell"), ("unknown",)
    ),
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


_NO_SEXES = Bilingual(
    "les données ne distinguent pas femmes et hommes", "the counts do not tell women and men apart"
)
_NO_ORIGIN = Bilingual(
    "les données ne disent pas de quelle partie du pays viennent les personnes",
    "the counts do not tell the part of the country that people come from",
)
_ONE_YEAR = Bilingual("les données sont d’une seule année", "the counts are of one year")
_NO_AGES = Bilingual("les données ne disent pas l’âge", "the counts have no column of ages")
_NO_DISTRICTS = Bilingual(
    "les circonscriptions consulaires du pays ne sont pas connues : donner les tables des missions "
    "et des circonscriptions",
    "no consular districts of the country are known: give tables of missions and districts",
)
_NO_MONEY = Bilingual("aucun transfert de fonds n’est connu", "no remittances are known")
_ONE_SOURCE = Bilingual(
    "une source seule, ou plusieurs non publiées, ne se comparent pas : donner une table publiée",
    "one source alone, or several that are not published, cannot be compared: give a published "
    "table of counts",
)
_ALONE = Bilingual(f"{_ONE_YEAR.fr} ; {_ONE_SOURCE.fr}", f"{_ONE_YEAR.en}; {_ONE_SOURCE.en}")
_NO_POINTS = Bilingual(
    "aucune table d’associations n’est donnée (--points)",
    "no table of associations is given (--points)",
)


_NO_SKILLS = Bilingual(
    "les données ne disent ni le niveau d’études ni la profession",
    "the counts tell neither education nor occupation",
)
_NO_ARRIVAL = Bilingual(
    "les données ne disent pas la période d’arrivée", "the counts do not tell the time of arrival"
)
_NO_STATUS = Bilingual(
    "les données ne disent pas le statut légal", "the counts do not tell the legal status"
)
_RESTRICTED = Bilingual(
    "réservé, fait seulement sur demande (diasporamap atlas init --restricted)",
    "restricted: made only where it is asked for (diasporamap atlas init --restricted)",
)


#: The set, in its order.
STANDARD: Final = (
    Standard(
        "M1",
        Bilingual("Monde, effectifs", "World, people"),
        lambda _facts: _map("m1_world"),
        chapter="where",
    ),
    Standard(
        "M2",
        Bilingual("Part des femmes", "Share of women"),
        lambda facts: _only(
            facts.has_sexes, _map("m2_share_of_women", measure="share_women", kind="rate-circles")
        ),
        _NO_SEXES,
        "sexes",
    ),
    Standard(
        "M3",
        Bilingual("Zooms régionaux", "Regional zooms"),
        _zooms,
        Bilingual(
            "aucune partie du monde n’a assez de personnes dans plusieurs pays",
            "no part of the world has enough people in several countries",
        ),
        "where",
    ),
    Standard("M4", Bilingual("Partie d’origine", "Part of origin"), _by_part, _NO_ORIGIN, "origin"),
    Standard(
        "M5",
        Bilingual("Pour 1 000 habitants", "Per 1,000 inhabitants"),
        lambda _facts: _map("m5_per_1000", measure="per_1000"),
        chapter="where",
    ),
    Standard("M6", Bilingual("Évolution", "Change"), _change, _ONE_YEAR, "change"),
    Standard(
        "M7",
        Bilingual("Missions et circonscriptions", "Missions and districts"),
        _districts,
        _NO_DISTRICTS,
        "services",
    ),
    Standard("M8", Bilingual("Associations", "Associations"), _points, _NO_POINTS, "services"),
    Standard(
        "M9",
        Bilingual("Corridors (transferts)", "Corridors (remittances)"),
        _money,
        _NO_MONEY,
        "money",
    ),
    Standard(
        "M10",
        Bilingual("Compétences par sexe", "Skills by sex"),
        _by(_figure, "m10", "education", "occupation"),
        _NO_SKILLS,
        "skills",
    ),
    Standard(
        "M11",
        Bilingual("Zone d’accueil infranationale", "Sub-national host area"),
        _hosts,
        Bilingual(
            "les données ne disent pas où dans leur pays vivent les personnes",
            "the counts have no first-level units of countries of residence",
        ),
        "where",
    ),
    Standard(
        "M12", Bilingual("Qualité des données", "Data quality"), _sources, _ONE_SOURCE, "data"
    ),
    Standard(
        "F1",
        Bilingual("Vingt premiers pays, par sexe", "Top 20 countries by sex"),
        lambda _facts: _figure("f1_top_20", figure="bars", size="a4-portrait", top=20),
        chapter="sexes",
    ),
    Standard(
        "F2",
        Bilingual("Pyramide des âges", "Pyramid of ages"),
        lambda facts: _only(facts.has("age"), _figure("f2_ages", figure="pyramid")),
        _NO_AGES,
        "sexes",
    ),
    Standard(
        "F3",
        Bilingual("Évolution par année", "Lines by year"),
        _lines,
        _ONE_YEAR,
        "change",
    ),
    Standard(
        "F4",
        Bilingual("Cohortes d’arrivée, par sexe", "Arrival cohorts by sex"),
        _by(_figure, "f4", "arrival"),
        _NO_ARRIVAL,
        "skills",
    ),
    Standard(
        "T1",
        Bilingual("Pays par sexe", "Country by sex"),
        lambda _facts: _table("t1_countries"),
        chapter="where",
    ),
    Standard(
        "T2",
        Bilingual("Âge par sexe", "Age by sex"),
        lambda facts: _only(facts.has("age"), _table("t2_ages", by="age")),
        _NO_AGES,
        "sexes",
    ),
    Standard(
        "T3",
        Bilingual("Diplôme et profession par sexe", "Education and occupation by sex"),
        _by(_table, "t3", "education", "occupation"),
        _NO_SKILLS,
        "skills",
    ),
    Standard(
        "T4",
        Bilingual("Cohorte par sexe", "Cohort by sex"),
        _by(_table, "t4", "arrival"),
        _NO_ARRIVAL,
        "skills",
    ),
    Standard(
        "T5",
        Bilingual("Partie d’origine par sexe", "Part of origin by sex"),
        _part_tables,
        _NO_ORIGIN,
        "origin",
    ),
    Standard(
        "T6",
        Bilingual("Statut légal par sexe", "Legal status by sex"),
        _legal,
        _NO_STATUS,
    ),
    Standard("T7", Bilingual("Années et sources", "Years and sources"), _years, _ALONE, "change"),
    Standard("T8", Bilingual("Transferts", "Remittances"), _money_table, _NO_MONEY, "money"),
    Standard(
        "T9",
        Bilingual("Couverture consulaire", "Consular coverage"),
        _coverage,
        _NO_DISTRICTS,
        "services",
    ),
    Standard(
        "T10",
        Bilingual("Associations par pays", "Associations by country"),
        _point_tables,
        _NO_POINTS,
        "services",
    ),
    Standard(
        "T11",
        Bilingual("Métadonnées et journal de protection", "Metadata and suppression log"),
        lambda _facts: _table("t11_log", by="log"),
        chapter="data",
    ),
    Standard(
        "P1",
        Bilingual("Carte interactive", "Interactive map"),
        _page,
    ),
    Standard(
        "S1",
        Bilingual("Profils d’une page", "Profiles of one page"),
        _profiles,
    ),
)


def standard_of(facts: Facts) -> Iterator[tuple[Standard, list[Entry]]]:
    """Give each piece of the set with its entries, none where the counts cannot give it."""
    for piece in STANDARD:
        entries = piece.entries(facts)
        hidden = piece.code == "T6" and not entries and facts.shows("legal_status")
        yield replace(piece, lacks=_RESTRICTED) if hidden else piece, entries


def missing_of(pieces: Sequence[tuple[Standard, list[Entry]]]) -> dict[str, dict[str, str]]:
    """Return what cannot be made, and why, in both languages."""
    return {
        piece.code: {
            "fr": f"{piece.name.fr} : {piece.lacks.fr}",
            "en": f"{piece.name.en}: {piece.lacks.en}",
        }
        for piece, made in pieces
        if not made
    }


def report_of(pieces: Sequence[tuple[Standard, list[Entry]]]) -> list[Entry]:
    """Return the chapters of the report that hold something."""
    chapters = []
    for key, chapter in CHAPTERS.items():
        items = [
            one.name
            for piece, made in pieces
            for one in made
            if (one.chapter or piece.chapter) == key
        ]
        if items or chapter.drafts == ("unknown",):
            title = {"fr": chapter.title.fr, "en": chapter.title.en}
            keys = {"title": title, "drafts": list(chapter.drafts), "items": items}
            chapters.append(Entry(product="reports.chapters", name="", keys=keys))
    return chapters
