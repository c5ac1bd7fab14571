"""Gathers the geographies of a page: by country, by consular district, or both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from diasporamap.errors import UsageError
from diasporamap.language import number_text, text
from diasporamap.maps import read_style
from diasporamap.maps.projections import unroll_longitude
from diasporamap.protection import by_district
from diasporamap.protection.suppression import TOTAL
from diasporamap.web.content import compose_measures, page_content, shared_scale
from diasporamap.web.coverage import coverages
from diasporamap.web.shapes import district_shapes
from diasporamap.web.values import value_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from diasporamap.districts import Districts, Weights
    from diasporamap.language import Language
    from diasporamap.maps import Composition
    from diasporamap.places.geography import Geography
    from diasporamap.protection import ProtectedCounts

#: What a page's places can be, and the name of that geography.
BY = {"country": "countries", "district": "districts"}


@dataclass(frozen=True, eq=False)
class View:
    """One geography of a page.

    Attributes
    ----------
    name : str
        ``"countries"`` or ``"districts"``.
    compositions : mapping of str to Composition
        By measure.
    content : dict
        What the page embeds, as `page_content` makes it; of districts also their shapes, lines
        and missions.
    rows : list of dict
        The table of values.
    """

    name: str
    compositions: Mapping[str, Composition]
    content: dict[str, Any]
    rows: list[dict[str, Any]]


@dataclass(frozen=True, eq=False)
class DistrictsShown:
    """Which districts a page shows: the tables, their day, and weights for shared countries.

    `units` are counts by country and admin-1 unit, where those of the page are by country alone.
    """

    districts: Districts
    day: date | str | None
    weights: Weights | None
    units: ProtectedCounts | None = None

    def geography(self) -> Geography:
        """Return them as a geography."""
        from diasporamap.districts.mapped import district_geography

        return district_geography(self.districts, self.day, weights=self.weights)

    def counts(self, protected: ProtectedCounts) -> ProtectedCounts:
        """Add protected counts up by district."""
        return by_district(protected, self.districts, self.day, weights=self.weights)


def page_views(
    protected: ProtectedCounts,
    measures: Sequence[str],
    by: Sequence[str],
    shown: DistrictsShown | None,
    **options: Any,  # noqa: ANN401
) -> tuple[View, ...]:
    """Make the geographies of a page; their circles share one scale.

    Parameters
    ----------
    protected : ProtectedCounts
        Counts of one year, definition and source.
    measures : sequence of str
        Layers, in order.
    by : sequence of {"country", "district"}
        Geographies, in order.
    shown : DistrictsShown, optional
        The districts.
    **options
        `language`, `style` and `title`, as for `compose_measures`.

    Raises
    ------
    UsageError
        If a geography is not known or comes twice, or districts are named without their tables.
    """
    _check(by, with_districts=shown is not None)
    counts = {"country": protected}
    units = protected if shown is None or shown.units is None else shown.units
    if shown is not None and "district" in by:
        counts["district"] = shown.counts(units)
    style = read_style(options["style"])
    circles = shared_scale([counts[name] for name in by], measures, style)
    views = []
    for name in by:
        geography = shown.geography() if shown is not None and name == "district" else None
        compositions = compose_measures(
            counts[name], measures, geography=geography, circles=circles, **options
        )
        content = page_content(counts[name], compositions, measures)
        if shown is not None and geography is not None:
            content = _with_districts(content, geography, shown, units, counts[name])
        rows = value_rows(compositions, content)
        views.append(View(BY[name], compositions, content, rows))
    return tuple(views)


def view_labels(view: View, language: Language) -> dict[str, Any]:
    """Return the words around the choice of a geography and around its table."""
    if view.name == "districts":
        keys = {"label": "label", "heading": "heading", "note": "table_note", "about": "about"}
        return {name: text(f"web.districts.{key}", language) for name, key in keys.items()}
    return {
        "label": text("web.countries", language),
        "heading": text("web.country", language),
        "note": text("web.table_note", language),
        "about": "",
    }


def _check(by: Sequence[str], *, with_districts: bool) -> None:
    if isinstance(by, str) or not by or len(set(by)) < len(by) or set(by) - set(BY):
        raise UsageError(
            f"A page is by {' or by '.join(BY)}, or by both as a list without repeats."
        )
    if "district" in by and not with_districts:
        raise UsageError("A page by district needs districts. Give read_districts().")


def _with_districts(
    content: dict[str, Any],
    geography: Geography,
    shown: DistrictsShown,
    units: ProtectedCounts,
    by_place: ProtectedCounts,
) -> dict[str, Any]:
    """Add what only districts have: their coverage in words, shapes of their own, missions."""
    language, lon_0 = content["language"], content["style"]["lon_0"]
    split = set(geography.beyond)
    apart = _totals(by_place, split, language)
    covered = coverages(
        shown.districts,
        shown.day,
        language,
        apart=apart,
        shared=(split & set(units.cells["place"])) - set(apart),
    )
    free = geography.table.index[geography.table["status"] == "not_attached"]
    places = {}
    for place, entry in content["places"].items():
        if place in covered:
            told = covered[place]
            find = [*entry["find"], *told.names]
            places[place] = {**entry, "find": find, "about": list(told.sentences)}
        elif place in free:
            about = [text("web.districts.not_attached", language)]
            places[place] = {**entry, "about": about}
        else:
            places[place] = entry
    missions, bare = _missions(geography, places, language, lon_0)
    return {
        **content,
        "places": places | bare,
        "missions": missions,
        **district_shapes(geography, shown.districts, shown.day, lon_0, places=set(places)),
    }


def _totals(
    protected: ProtectedCounts, places: Collection[str], language: Language
) -> dict[str, str]:
    """Return the totals of those places that have counts; blank where they are not shown."""
    cells = protected.cells
    cells = cells[cells["place"].isin(places) & (cells["sex"] == TOTAL)]
    return {
        place: number_text(count, language) if state == "value" else ""
        for place, count, state in zip(cells["place"], cells["count"], cells["state"], strict=True)
    }


def _missions(
    geography: Geography, places: Mapping[str, Any], language: Language, lon_0: float
) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
    """Return the kind of each mission, and as places of their own those without a district."""
    kinds: dict[str, str] = {}
    bare: dict[str, dict[str, Any]] = {}
    if geography.seats is None:
        return kinds, bare
    for seat in (
        geography.seats.drop_duplicates("mission").sort_values("mission").to_dict("records")
    ):
        mission = seat["mission"]
        kinds[mission] = seat["kind"]
        if mission not in places:
            bare[mission] = {
                "name": seat[f"name_{language}"],
                "find": [mission],
                "lon": round(float(unroll_longitude(seat["lon"], lon_0=lon_0)) + lon_0, 3),
                "lat": round(float(seat["lat"]), 3),
                "values": {},
                "about": [text("web.districts.no_district", language)],
            }
    return kinds, bare
