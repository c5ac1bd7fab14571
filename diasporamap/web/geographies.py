"""Writes a geography of a page: its places, their figures by year, and a layer a map."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from diasporamap.language import sort_key, text
from diasporamap.maps.place_table import by_place
from diasporamap.web.districts import reached, told_of_districts
from diasporamap.web.layers import layer_of, layers_of
from diasporamap.web.marks import drawn_on_page
from diasporamap.web.packing import runs
from diasporamap.web.shapes import country_sizes, district_sizes, page_coordinates
from diasporamap.web.words import subtitle_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from diasporamap.language import Language
    from diasporamap.maps import Composition
    from diasporamap.web import data
    from diasporamap.web.layers import Packer
    from diasporamap.web.views import View

#: What a place can be, by number.
STATUSES: Final[tuple[data.Status, ...]] = ("place", "split", "beyond", "origin", "mission")
#: Words of a geography that the page's frame needs, by their keys in the catalogue.
WORDS: Final = ("label", "heading")


def geography_of(
    view: View,
    packer: Packer,
    kinds: Mapping[str, Sequence[data.PageKind]],
    order: Sequence[str],
    own: data.OwnShapes | None = None,
) -> data.Geography:
    """Write a geography: places, figures, and a layer a map. Nothing suppressed is in it.

    The places come in an order, that of `in_order`, and may have shapes of their `own`.
    """
    by_key = {row.key: row for row in view.figures}
    position = {place: at for at, place in enumerate(order)}
    layers = []
    status = _statuses_of(view, order)
    for (measure, year, kind), composed in view.maps.items():
        both = {
            language: drawn_on_page(one, by_key, year, status, packer.scale)
            for language, one in composed.items()
        }
        said = {
            language: subtitle_of(one, by_key, year, status, in_circles=kind == "circles")
            for language, one in both.items()
        }
        composition = next(iter(both.values()))
        row, states = by_key[measure], by_key[measure].stated[year]
        hidden = sorted(
            (place for place, state in states.items() if state == "suppressed"),
            key=position.__getitem__,
        )
        layers.append(
            layer_of(
                both,
                packer,
                at=([*kinds].index(measure), year, kinds[measure].index(kind)),
                places=order,
                rows={each.key: each.numbers[year] for each in view.figures},
                ranked=[*_ranked(row.numbers[year], position), *hidden],
                order=[*_ranked(row.shown[year], position), *hidden],
                lead={language: lead for language, (lead, _) in said.items()},
                subtitle={language: whole for language, (_, whole) in said.items()},
                small=_small(composition),
            )
        )
    places = _places(view, order, status, packer)
    written: data.Geography = {
        "key": "district" if view.by == "district" else "country",
        "words": view.some.geography.key,
        "texts": _texts(view, packer),
        "places": places,
        "figures": {
            row.key: [row.column(year, order) for year in range(len(view.tables))]
            for row in view.figures
        },
        "totals": {row.key: row.summed() for row in view.figures},
        "written": {
            row.key: {
                str(at): packer.words.word(row.texts[place])
                for at, place in enumerate(order)
                if place in row.texts
            }
            for row in view.figures
            if row.texts
        },
        "layers": layers_of(layers),
    }
    if own is not None:
        written["own"] = own
    seats = view.some.geography.seats
    if seats is not None:
        seats = seats.drop_duplicates("mission").sort_values("mission")
        written["signs"] = dict(zip(seats["mission"], seats["kind"], strict=True))
    if view.some.points is not None:
        written["has_points"] = True
    return written


def _ranked(values: Mapping[str, float], position: Mapping[str, int]) -> list[str]:
    """Rank places by their values, the largest first; equal ones by name."""
    return sorted(values, key=lambda place: (-values[place], position[place]))


def _small(composition: Composition) -> list[str]:
    """Return the places whose rate is of few people."""
    marks = composition.drawing.marks
    few = {place for place, discs in marks.items() if any(disc.look == "few" for disc in discs)}
    keys = by_place(composition.table["key"])
    return [*few.union(place for place, key in keys.items() if key == "base_too_small")]


def in_order(view: View) -> list[str]:
    """Return the places of a view: those with figures in any year first, each by name."""
    names = by_place(view.some.table["short"])
    names |= {place: one.name[view.some.spec.language] for place, one in view.beside.items()}
    told: set[str] = set()
    for row in view.figures:
        for states in row.stated:
            told |= {place for place, state in states.items() if state in ("value", "suppressed")}
    status = {place: STATUSES.index(of) for place, of in _statuses_of(view, names).items()}
    return sorted(
        names, key=lambda place: (place not in told, status[place], sort_key(names[place]))
    )


def _texts(view: View, packer: Packer) -> dict[str, int]:
    """Return the words of the frame that are about the places of a view."""
    key = view.some.geography.key
    return {name: packer.told(partial(text, f"web.{key}.{name}")) for name in WORDS}


def _places(
    view: View, order: Sequence[str], status: Mapping[str, data.Status], packer: Packer
) -> data.Places:
    """Write the places of a view."""
    import pandas as pd

    lon_0 = view.some.style.map["lon_0"]
    table, extra = view.some.table, view.beside
    sizes = country_sizes(lon_0)
    about = view.told
    of: dict[str, list[str]] = {}
    if view.by == "district":
        choice = view.tables[0].districts
        sizes, of = {**sizes, **district_sizes(choice, lon_0)}, reached(view.tables[0])
        about = {
            language: told_of_districts(view.tables[0], extra, language, view.some.style)
            for language in view.first
        }
    names, shorts = (
        {language: by_place(both.table[column]) for language, both in view.first.items()}
        for column in ("name", "short")
    )
    told = about.get(view.some.spec.language, {})

    def called(found: Mapping[Language, Mapping[str, str]], place: str) -> int:
        if place in extra:
            return packer.words.word(extra[place].name)
        return packer.words.word({language: found[language][place] for language in found})

    lon, lat = (by_place(table[column]) for column in ("label_lon", "label_lat"))
    lons = [extra[at].lon if at in extra else lon[at] for at in order]
    lats = [extra[at].lat if at in extra else lat[at] for at in order]
    points = page_coordinates(pd.Series(lons), pd.Series(lats), lon_0)
    return {
        "ids": list(order),
        "names": [called(names, place) for place in order],
        "shorts": [called(shorts, place) for place in order],
        "lon": [lon for lon, _ in points],
        "lat": [lat for _, lat in points],
        "sizes": [float(f"{sizes.get(place, 0.0):.3g}") for place in order],
        "status": runs(STATUSES.index(status[at]) for at in order),
        "of": {str(at): of[place] for at, place in enumerate(order) if place in of},
        "about": {
            str(at): [
                packer.words.word({language: about[language][place][number] for language in about})
                for number in range(len(told[place]))
            ]
            for at, place in enumerate(order)
            if place in told
        },
    }


def _statuses_of(view: View, places: Iterable[str]) -> dict[str, data.Status]:
    """Return what places of a view are."""
    table, home = view.some.table, view.some.origin.code
    known = by_place(table["status"])
    found: dict[str, data.Status] = {}
    for place in places:
        if place in view.beside:
            found[place] = view.beside[place].status
        elif place == home:
            found[place] = "origin"
        else:
            found[place] = "beyond" if known[place] == "not_attached" else "place"
    return found
