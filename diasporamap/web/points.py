"""Writes the points of a page: associations, missions, events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from diasporamap.language import date_text, sort_key, text
from diasporamap.maps.points import RAISED, SHAPES
from diasporamap.places.geography import countries
from diasporamap.points.model import NO, YES
from diasporamap.web.shapes import page_coordinates

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    import pandas as pd

    from diasporamap.web import data
    from diasporamap.web.layers import Packer
    from diasporamap.web.views import View


#: How many kinds the box that hides the points names.
NAMED: Final = 3


def page_points(views: Sequence[View], packer: Packer) -> data.Points | None:
    """Return what the page embeds of points by country, city and name, None where it has none."""
    first = next((view.first for view in views if view.some.points), None)
    if first is None:
        return None
    some = next(iter(first.values()))
    shown, style = some.points, some.style
    assert shown is not None  # noqa: S101 - as asked for
    kinds = {kind.key: kind for kind in shown.kinds}
    called = countries().table["short_" + some.spec.language]
    coordinates = page_coordinates(shown.table["lon"], shown.table["lat"], style.map["lon_0"])
    rows = [*zip(shown.table.to_dict("records"), coordinates, strict=True)]
    rows.sort(key=lambda row: _sorted_by(row[0], called))
    return {
        "label": packer.told(
            lambda known: _label([kind.name(known, many=True) for kind in shown.kinds])
        ),
        "note": packer.text(lambda known: first[known].words.captions[1]),
        "colour": style.points["colour"],
        "signs": {
            kind.sign: (list(SHAPES[kind.sign]), RAISED.get(kind.sign, 0.0)) for kind in shown.kinds
        },
        "kinds": {
            key: {"sign": kind.sign, "name": packer.told(kind.name)} for key, kind in kinds.items()
        },
        "points": [
            {
                "kind": row["kind"],
                "name": packer.told(lambda known: row["called"] or kinds[row["kind"]].name(known)),  # noqa: B023 - called at once
                "city": row["city"],
                "country": row["country"],
                "lon": lon,
                "lat": lat,
                "about": _about(row, packer),
            }
            for row, (lon, lat) in rows
        ],
    }


def _sorted_by(row: Mapping[Hashable, str], called: pd.Series) -> list[tuple[str, str]]:
    country = str(called.get(row["country"], row["country"]))
    return [sort_key(name) for name in (country, row["city"], row["called"], row["kind"])]


def _label(kinds: Sequence[str]) -> str:
    """Name the first kinds, for the box that hides the points."""
    named = [kind if at == 0 else kind[:1].lower() + kind[1:] for at, kind in enumerate(kinds)]
    return ", ".join(named[:NAMED]) + ("…" if len(named) > NAMED else "")


def _about(row: Mapping[Hashable, str], packer: Packer) -> list[int]:
    """Write whether women lead a point, and its day; a month or a year stays as it is."""
    led, day = row["women_led"], row["date"]
    told = []
    if led in (YES, NO):
        told.append(packer.told(lambda known: text(f"web.point.led_{led}", known)))
    if day:
        whole = len(day) == len("2024-05-20")
        told.append(packer.told(lambda known: date_text(day, known) if whole else day))
    return told
