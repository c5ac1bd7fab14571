"""Writes the points of a page: what its scripts draw, and the list of all that needs no script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypedDict

from diasporamap.language import date_text, sort_key, text
from diasporamap.maps.points import RAISED, SHAPES
from diasporamap.maps.projections import unroll_longitude
from diasporamap.places.geography import countries
from diasporamap.points.model import NO, YES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.language import Language
    from diasporamap.maps import Composition
    from diasporamap.web import data
    from diasporamap.web.views import View


#: How many kinds the box that hides the points names.
NAMED: Final = 3


class PointPart(TypedDict, total=False):
    """What the keyword `points` of a page's data is made of: nothing without points."""

    points: data.Points


class PointList(TypedDict):
    """The list of all points: the heads of its columns, and a row of texts a point."""

    label: str
    heading: str
    note: str
    columns: list[str]
    rows: list[list[str]]


def _composition(views: Sequence[View]) -> Composition | None:
    """Return the first map that has points, None where none has."""
    return next((view.first for view in views if view.first.points is not None), None)


def page_points(views: Sequence[View]) -> PointPart:
    """Return what the page embeds of points."""
    composition = _composition(views)
    if composition is None or composition.points is None:
        return {}
    shown, language = composition.points, composition.spec.language
    lon_0 = composition.style.map["lon_0"]
    names = {kind.key: kind.name(language) for kind in shown.kinds}
    table = shown.table
    lons = (unroll_longitude(table["lon"].to_numpy(), lon_0=lon_0) + lon_0).round(3).tolist()
    points: list[data.Point] = [
        {
            "kind": str(row.kind),
            "name": str(row.called) or names[str(row.kind)],
            "city": str(row.city),
            "lon": lon,
            "lat": round(float(row.lat), 3),  # type: ignore[arg-type]
            "about": [
                *filter(None, (_led(str(row.women_led), language), _date(row.date, language)))
            ],
        }
        for lon, row in zip(lons, table.itertuples(), strict=True)
    ]
    return {
        "points": {
            "colour": composition.style.points["colour"],
            "signs": {
                kind.sign: (list(SHAPES[kind.sign]), RAISED.get(kind.sign, 0.0))
                for kind in shown.kinds
            },
            "kinds": {
                kind.key: {"sign": kind.sign, "name": names[kind.key]} for kind in shown.kinds
            },
            "points": points,
        }
    }


def point_list(views: Sequence[View]) -> PointList | None:
    """Return the list of all points of a page, by country, city and name; blank columns go."""
    composition = _composition(views)
    if composition is None or composition.points is None:
        return None
    shown, language = composition.points, composition.spec.language
    called = countries().table[f"short_{language}"]
    kinds = {kind.key: kind.name(language) for kind in shown.kinds}
    rows = [
        [
            str(row.called),
            kinds[str(row.kind)],
            str(row.city),
            str(called.get(row.country, row.country)),
            _led(str(row.women_led), language),
            _date(row.date, language),
        ]
        for row in shown.table.itertuples()
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


def _label(kinds: Sequence[str]) -> str:
    """Name the first kinds, for the box that hides the points."""
    named = [kind if at == 0 else kind[:1].lower() + kind[1:] for at, kind in enumerate(kinds)]
    return ", ".join(named[:NAMED]) + ("…" if len(named) > NAMED else "")


def _led(word: str, language: Language) -> str:
    return text(f"web.point.led_{word}", language) if word in (YES, NO) else ""


def _date(written: object, language: Language) -> str:
    """Write a day as the language does, a month or a year as it is."""
    day = str(written)
    return date_text(day, language) if len(day) == len("2024-05-20") else day
