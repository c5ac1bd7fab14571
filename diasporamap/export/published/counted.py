"""Makes the table of associations and other points: a row a place, with the people beside them.

Points are no persons, and their numbers hide nothing; people are figures of a release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from diasporamap.counts.origin import Bilingual
from diasporamap.errors import UsageError
from diasporamap.export.published.columns import table_number
from diasporamap.export.published.figures import figures_of
from diasporamap.export.published.rows import places_of
from diasporamap.export.published.table import Column, PublishedTable, Row
from diasporamap.export.published.words import TableWords, group_name, label_of_places, signs_of
from diasporamap.language import (
    LANGUAGES,
    in_print,
    list_text,
    message,
    number_text,
    sort_key,
    text,
)
from diasporamap.maps.captions import source_notes, sources_caption
from diasporamap.maps.companion import Amount
from diasporamap.maps.points import led_text, source_texts
from diasporamap.points.counting import places_of_points
from diasporamap.points.model import UNKNOWN, YES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diasporamap.districts.choice import DistrictChoice
    from diasporamap.export.published.figures import Figures
    from diasporamap.export.published.spec import TableSpec
    from diasporamap.export.published.table import Part
    from diasporamap.language import Language
    from diasporamap.points import PointKind, Points
    from diasporamap.protection import ProtectedCounts

#: What the table is of; its columns beside one a kind.
POINTS: Final = "points"
_LED, _ALL, _PEOPLE = "led", "all", "total"
#: Rows of places without a point, in their order.
_REST: Final[tuple[Part, ...]] = ("others", "split", "outside", "nowhere")


def table_of_points(
    protected: ProtectedCounts, points: Points, choice: DistrictChoice, spec: TableSpec
) -> PublishedTable:
    """Make the table of points by country or district; places without any are together.

    Raises
    ------
    UsageError
        If the table is by something else, of no people, or per cent or groups are asked for.
    """
    if protected.quantity is not None:
        raise UsageError(message("export.points_beside_people"))
    if spec.percent is not None or spec.group_under:
        raise UsageError(message("export.points_as_counted"))
    language = spec.language
    where = places_of_points(points, protected.by, choice)
    figures, places = figures_of(protected, language), places_of(protected, spec)
    geography = places.geography
    table = geography.table if geography is not None else pd.DataFrame()
    pairs = zip(table["short_fr"], table["short_en"], strict=True)
    names = {**dict(zip(map(str, table.index), pairs, strict=True)), **places.names}

    def name(place: str) -> str:
        return in_print(names[place][LANGUAGES.index(language)], language)

    counted = {str(place): int(number) for place, number in where.value_counts().items()}
    order = sorted(counted, key=lambda at: (-counted[at], sort_key(name(at))))
    columns = tuple(_columns(points))
    kinds = {column.name: kind for column, kind in _of_kinds(points)}

    def cells(members: Sequence[str]) -> dict[str, Amount]:
        here = points.table[where.isin(list(members))]
        return {c.name: _amount(c.name, here, members, figures, kinds) for c in columns}

    first = order[: spec.top]
    groups: dict[Part, list[str]] = {part: [] for part in _REST}
    groups["others"] = order[len(first) :]
    for place, part in places.parts.items():
        if place not in counted:
            groups[part if part in groups else "others"].append(place)
    rows = [Row(name(at), "place", cells([at]), at) for at in first]
    rows += [
        Row(group_name(part, len(members), geography, spec), part, cells(members))
        for part, members in groups.items()
        if members
    ]
    known = list(dict.fromkeys([*map(str, figures.count.index), *order]))
    rows.append(Row(text("chart.total", language), "total", cells(known)))
    wide = pd.DataFrame(
        {"place": at, "part": places.parts.get(at, "place")}
        | {"name_fr": names[at][0], "name_en": names[at][1]}
        | {column: cell.value for column, cell in row.items()}
        | {f"{column}_state": cell.state for column, cell in row.items()}
        for at in known
        for row in (cells([at]),)
    )
    numbers = [column.name for column in columns]
    wide[numbers] = wide[numbers].astype("Float64").astype("Int64")
    words = _words(protected, points, spec, rows, label_of_places(protected, geography))
    return PublishedTable(words, columns, tuple(rows), wide, (protected,), spec, of=POINTS)


def _of_kinds(points: Points) -> Iterator[tuple[Column, PointKind]]:
    """Give the column of each kind; own kinds are numbered, since their words may be anything."""
    for at, kind in enumerate(points.kinds, start=1):
        named = [kind.name(language, many=True) for language in LANGUAGES]
        meaning = (
            text("table.meaning.kind", known, kind=one)
            for known, one in zip(LANGUAGES, named, strict=True)
        )
        yield (
            Column(f"kind_{at}", Bilingual(*named), Bilingual(*meaning), "people", "#org+count"),
            kind,
        )


def _columns(points: Points) -> Iterator[Column]:
    """Give those that women lead first, then the kinds, all of them, and the people."""
    if (points.table["women_led"] != UNKNOWN).any():
        yield _column(_LED, "#org+f+count")
    kinds = [column for column, _ in _of_kinds(points)]
    yield from kinds
    if len(kinds) != 1:
        yield _column(_ALL, "#org+count")
    yield _column(_PEOPLE, "#population+total", "people")


def _column(name: str, tag: str, key: str = "") -> Column:
    header, meaning = (
        Bilingual(*(text(f"table.{what}.{key or name}", known) for known in LANGUAGES))
        for what in ("header", "meaning")
    )
    return Column(name, header, meaning, "people", tag)


def _amount(
    name: str,
    here: pd.DataFrame,
    members: Sequence[str],
    figures: Figures,
    kinds: dict[str, PointKind],
) -> Amount:
    """Return a cell: the people of a release, or a number of points, which hides nothing."""
    if name == _PEOPLE:
        known = [place for place in members if place in figures.count.index]
        people = _column(_PEOPLE, "", "people")
        return figures.cells([people], known)[_PEOPLE] if known else figures.blank("no_data")
    if name == _LED and len(here) and (here["women_led"] == UNKNOWN).all():
        return figures.blank("no_data")
    if name == _LED:
        number = int((here["women_led"] == YES).sum())
    else:
        number = len(here) if name == _ALL else int((here["kind"] == kinds[name].key).sum())
    return Amount(float(number), table_number(number_text(number, figures.language)))


def _words(
    protected: ProtectedCounts,
    points: Points,
    spec: TableSpec,
    rows: Sequence[Row],
    label: Bilingual,
) -> TableWords:
    language = spec.language
    by = label(language)
    title = text(
        "table.title.points",
        language,
        points=_listed(points, language),
        by=by[:1].lower() + by[1:],
        year=f", {protected.year}" if protected.year else "",
    )
    notes = [
        text("table.points", language),
        *source_texts(points, language),
        *led_text(points.table, language),
        *([text("chart.sums", language)] if protected.suppressed_cells else []),
        *source_notes([protected], language),
    ]
    return TableWords(
        title=in_print(spec.title or title, language),
        label=label,
        signs=signs_of({cell.state for row in rows for cell in row.cells.values()}, language),
        notes=tuple(in_print(note, language) for note in notes),
        citation=sources_caption([protected], language),
        sources={**protected.sources, **points.sources},
        stamp=text("confidential.stamp", language) if protected.confidential else "",
    )


def _listed(points: Points, language: Language) -> str:
    """Name the kinds of points as a title does, others last: "Associations et événements"."""
    names = [kind.name(language, many=True) for kind in points.kinds]
    if not names:
        return text("table.title.no_points", language)
    first, *more = names
    return list_text([first, *(name[:1].lower() + name[1:] for name in more)], language)
