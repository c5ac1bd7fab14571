"""Makes consular districts a geography that maps are drawn of."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from diasporamap.districts import geometry
from diasporamap.districts.days import day_of, districts_on
from diasporamap.districts.geometry import (
    district_layer,
    district_table,
    unattached_layer,
    unattached_table,
)
from diasporamap.language import date_text, text
from diasporamap.places.geography import COLUMNS, Areas, Geography, countries, shared_edges
from diasporamap.places.kept_areas import KeptAreas, areas_from, kept_areas
from diasporamap.places.layers import content_of, read_layer

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from diasporamap.districts.model import Districts, Snapshot
    from diasporamap.districts.weights import Weights
    from diasporamap.language import Language

#: Lines that the legend of a map of districts explains.
LEGEND_LINES: Final = ("district", "inferred", "dashed", "dotted")
#: Kinds of borders that are not settled, and how far limits of districts may lie from them, in
#: degrees: at world detail the areas are simplified apart.
UNSETTLED: Final = ("dashed", "dotted")
PARTED: Final = {"zoom": 1e-4, "world": 0.15}


def district_geography(
    districts: Districts, day: date | str | None = None, *, weights: Weights | None = None
) -> Geography:
    """Return the districts of one day, and what no district covers, as a geography.

    Of the same tables, day and weights it is one geography, so that its shapes are made once.

    Parameters
    ----------
    districts : Districts
        The tables.
    day : date or str, optional
        The day; the last state that the table describes when left out.
    weights : Weights, optional
        Weights by which the counts of shared countries are apportioned; maps then tell the method.

    Returns
    -------
    Geography
        Districts are labelled at their seats; countries and parts of countries without a district
        have the status "not_attached". Countries that districts share are `beyond`: their counts
        belong to no one district.

    Raises
    ------
    UsageError, BoundaryError
        As for `district_layer`.
    """
    return _geography(districts.as_they_are(), day, weights)


@lru_cache(maxsize=8)
def _geography(known: Snapshot, day: date | str | None, weights: Weights | None) -> Geography:
    districts, whole = known.districts, countries().table

    on_day = districts_on(districts, day)
    layers = content_of("admin1", "countries", "undetermined", "borders")
    content = f"{on_day.to_csv(index=False)} {layers}"

    @cache
    def known_areas(detail: str) -> KeptAreas:
        return kept_areas(
            ["districts", content, detail],
            lambda: _areas(districts, day, detail),
            by=[__file__, geometry.__file__],
        )

    @cache
    def areas(detail: str) -> Areas:
        return areas_from(known_areas(detail), read_layer("undetermined", detail=detail))

    parts = on_day[~on_day["whole_country"]]
    split = sorted(set(parts["country"]))
    shared = {
        str(district): tuple(sorted(set(rows["country"])))
        for district, rows in parts.groupby("district")
    }
    return Geography(
        name="districts",
        table=_table(districts, day, whole),
        areas=areas,
        one_shape=lambda place, detail: known_areas(detail).shape_of(place),
        legend_lines=LEGEND_LINES,
        seats=districts.missions[["mission", "kind", "lon", "lat", "name_fr", "name_en"]],
        note=(_note(districts, day, weights, "fr"), _note(districts, day, weights, "en")),
        shared=shared,
        origin=districts.origin,
        content=content,
        beyond={
            code: (str(whole.at[code, "short_fr"]), str(whole.at[code, "short_en"]))
            for code in split
        },
    )


def _note(
    districts: Districts, day: date | str | None, weights: Weights | None, language: Language
) -> str:
    """Say whose districts they are, of which day, and how counts were shared out."""
    known, file = districts.origin.districts, PurePath(districts.memberships_file).name
    sentences = [districts.origin.districts_credit(language)]
    if known is None or districts.memberships_file != known.name:
        sentences = [text("places.districts.note_user", language, file=file)]
    if day is not None:
        written = date_text(day_of(day), language)
        sentences.append(text("places.districts.note_day", language, day=written))
    if weights is not None:
        sentences.append(weights.method(language))
    return " ".join(sentences)


def _table(districts: Districts, day: date | str | None, whole: pd.DataFrame) -> pd.DataFrame:
    """Return the names, label points and states of districts and of what they leave."""
    import pandas as pd

    cities = districts.missions.drop_duplicates("mission").set_index("mission")["city"]
    rows = [
        {
            "place": row["place"],
            "name_fr": row["name_fr"],
            "name_en": row["name_en"],
            "short_fr": row["name_fr"].partition(" à ")[2] or cities[row["place"]],
            "short_en": row["name_en"].partition(" in ")[2],
            "label_lon": row["seat_lon"],
            "label_lat": row["seat_lat"],
            "status": "district",
        }
        for row in district_table(districts, day).to_dict("records")
    ]
    for bare in unattached_table(districts, day).to_dict("records"):
        country = str(bare["place"])
        row = {str(name): cell for name, cell in whole.loc[country].items()}
        status = row["status"] if row["status"] == "not_applicable" else "not_attached"
        place = _bare_place(country, bool(bare["whole_country"]))
        rows.append({**row, "place": place, "status": status})
    return pd.DataFrame(rows).set_index("place").sort_index()[list(COLUMNS)]


def _bare_place(country: str, whole: bool) -> str:  # noqa: FBT001 - a column of the layer
    """Return the place of what is left: the country, or a key of its own for a part of it."""
    return country if whole else f"rest of {country}"


def _areas(districts: Districts, day: date | str | None, detail: str) -> Areas:
    """Return the shapes of districts and of what they leave, and the lines between them.

    A limit of districts leaves the stretches free where a border is not settled, and the border of
    two countries of one district is a line of its own kind.
    """
    import geopandas as gpd
    import pandas as pd
    import shapely

    held = district_layer(districts, day, detail=detail)
    bare = unattached_layer(districts, day, detail=detail)
    bare["place"] = list(map(_bare_place, bare["place"], bare["whole_country"]))
    places = pd.concat([held[["place", "geometry"]], bare[["place", "geometry"]]])
    places = gpd.GeoDataFrame(places.reset_index(drop=True), crs=held.crs)
    documented = set(held.loc[held["confidence"] == "documented", "place"])
    edges = shared_edges(places)
    kinds = [
        "district" if {left, right} & documented else "inferred"
        for left, right in zip(edges["left"], edges["right"], strict=True)
    ]
    of_districts = edges["left"].isin(held["place"]) | edges["right"].isin(held["place"])
    edges = edges.assign(kind=kinds)[of_districts]
    borders = read_layer("borders", detail=detail)
    unsettled = borders.geometry[borders["kind"].isin(UNSETTLED)].to_numpy()
    near = shapely.union_all(shapely.buffer(unsettled, PARTED[detail]))
    beside = edges.intersects(near)
    edges.loc[beside, "geometry"] = edges.geometry[beside].difference(near)
    together = [set(str(countries).split()) for countries in held["countries"]]
    inside = [
        kind == "international" and any({left, right} <= of for of in together)
        for left, right, kind in borders[["left", "right", "kind"]].to_numpy()
    ]
    borders.loc[inside, "kind"] = "state"
    lines = pd.concat([borders, edges[~edges.is_empty]], ignore_index=True)
    return Areas(places, read_layer("undetermined", detail=detail), lines[["kind", "geometry"]])
