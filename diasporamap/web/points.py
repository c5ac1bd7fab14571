"""Writes the points of a page: what its scripts draw, and the list of all that needs no script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypedDict

from diasporamap.language import date_text, sort_key, text
from diasporamap.maps.points import RAISED, SHAPES
from diasporamap.places.geography import countries
from diasporamap.points.model import NO, YES
from diasporamap.web.shapes import page_coordinates

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from diasporamap.language import Language
    from diasporamap.maps import Composition
    from diasporamap.web import data
    from diasporamap.web.views import View


#: How many kinds the box that hides the points names.
NAMED: Final = 3


class PointList(TypedDict):
    """The list of all points: the heads of its columns, and a row of texts a point."""

    label: str
    heading: str
    note: str
    columns: list[str]
    rows: list[list[str]]


def page_points(views: Sequence[View]) -> data.Points | None:
    """Return what the page embeds of points, None where it has none."""
    composition = _composition(views)
    shown, language, style = composition.points, composition.spec.language, composition.style
    if shown is None:
        return None
    names = {kind.key: kind.name(language) for kind in shown.kinds}
    rows = shown.table.to_dict("records")
    coordinates = page_coordinates(shown.table["lon"], shown.table["lat"], style.map["lon_0"])
    return {
        "colour": style.points["colour"],
        "signs": {
            kind.sign: (list(SHAPES[kind.sign]), RAISED.get(kind.sign, 0.0)) for kind in shown.kinds
        },
        "kinds": {kind.key: {"sign": kind.sign, "name": names[kind.key]} for kind in shown.kinds},
        "points": [
            {
                "kind": row["kind"],
                "name": row["called"] or names[row["kind"]],
                "city": row["city"],
                "lon": lon,
                "lat": lat,
                "about": [*filter(None, _about(row, language))],
            }
            for row, (lon, lat) in zip(rows, coordinates, strict=True)
        ],
    }


def point_list(views: Sequence[View]) -> PointList | None:
    """Return the list of all points of a page, by country, city and name; blank columns go."""
    composition = _composition(views)
    shown, language = composition.points, composition.spec.language
    if shown is None:
        return None
    called = countries().table[f"short_{language}"]
    kinds = {kind.key: kind.name(language) for kind in shown.kinds}
    rows = [
        [
            *(row["called"], kinds[row["kind"]], row["city"]),
            *(called.get(row["country"], row["country"]), *_about(row, language)),
        ]
        for row in shown.table.to_dict("records")
    ]
    rows.sort(key=lambda row: [sort_key(row[at]) for at in (3, 2, 0, 1)])
    keys = ("name", "kind", "city", "country", "women_led", "date")
    kept = [at for at in range(len(keys)) if at == 1 or any(row[at] for row in rows)]
    return {
        "label": _label([kind.name(language, many=True) for kind in shown.kinds]),
        "heading": text("web.points_list", language),
        "note": composition.words.captions[1],
        "columns": [text(f"web.point.{keys[at]}", language) for at in kept],
        "rows": [[row[at] for at in kept] for row in rows],
    }


def _composition(views: Sequence[View]) -> Composition:
    """Return the first map that has points, the first of all where none has."""
    return next((view.first for view in views if view.first.points), views[0].first)


def _label(kinds: Sequence[str]) -> str:
    """Name the first kinds, for the box that hides the points."""
    named = [kind if at == 0 else kind[:1].lower() + kind[1:] for at, kind in enumerate(kinds)]
    return ", ".join(named[:NAMED]) + ("…" if len(named) > NAMED else "")


def _about(row: Mapping[Hashable, str], language: Language) -> tuple[str, str]:
    """Write whether women lead a point, and its day; a month or a year stays as it is."""
    led, day = row["women_led"], row["date"]
    return (
        text(f"web.point.led_{led}", language) if led in (YES, NO) else "",
        date_text(day, language) if len(day) == len("2024-05-20") else day,
    )
