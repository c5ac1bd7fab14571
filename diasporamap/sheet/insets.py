"""Chooses which parts of the world a sheet draws again, larger: those where circles pile up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from diasporamap.maps.projections import sphere_outline
from diasporamap.places.geography import countries
from diasporamap.places.lambert import lambert
from diasporamap.resources import rows_of
from diasporamap.sheet.shapes import Inset

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from diasporamap.maps import Composition
    from diasporamap.sheet.shapes import Side


def _read() -> dict[str, Inset]:
    return {row["name"]: _inset(row) for row in rows_of(Path(__file__).with_name("insets.csv"))}


def _inset(row: Mapping[str, str]) -> Inset:
    lon, lat, width, height = (float(row[key]) for key in ("lon", "lat", "width", "height"))
    side: Side = "left" if row["side"] == "left" else "right"
    return Inset(row["name"], lon, lat, width, height, side)


#: Crowded parts of the world, by name, each with the side of the sheet where it stands best.
INSETS: Final[Mapping[str, Inset]] = _read()
#: The one that comes first: it has most small countries.
FIRST: Final = "europe"
#: An inset is drawn where it shows at least so many places with a value.
FEWEST: Final = 3
#: Circles pile up that come nearer than this, in millimetres; and how large a place without one is.
NEAR: Final = 0.5
BARE: Final = 0.75
#: How much more circles count in the part of the world that the country of origin lies in.
HOME: Final = 2.0
#: Share of the squared radii of all circles that another part needs in a pile.
WORTH: Final = 0.03


def insets_of(composition: Composition) -> list[Inset]:
    """Choose insets for the places that a drawing has on a sheet.

    Europe comes first. Then come those where the largest circles pile up; in the part that the
    country of origin lies in they count twice. Each shows at least `FEWEST` places, and each but
    these two a fair part of all that is drawn.
    """
    sides: list[Side] = ["left", "right"]
    sides = sides[: min(composition.paper.insets, composition.drawing.insets)]
    shown = composition.table[composition.table["state"].isin(["value", "district"])]
    home = _home(composition)
    crowd = {
        name: _piled(composition, shown[_inside(inset, shown)], inset)
        for name, inset in INSETS.items()
        if _inside(inset, _seen(composition, shown)).sum() >= FEWEST
    }
    weight = {name: HOME * area if name == home else area for name, area in crowd.items()}
    order = sorted(crowd, key=lambda name: (name != FIRST, -weight[name], name != home))
    least = WORTH * float((_radii(composition, shown).to_numpy() ** 2).sum())
    chosen = [INSETS[name] for name in order if name in (FIRST, home) or crowd[name] > least]
    return _on_sides(chosen, sides)


def _on_sides(insets: Sequence[Inset], sides: Sequence[Side]) -> list[Inset]:
    """Give insets a side each while there are some: that which they stand best on, where free."""
    few, free = insets[: len(sides)], list(sides)
    placed = []
    for inset in sorted(few, key=lambda inset: inset.side not in free):
        side = inset.side if inset.side in free else free[0]
        free.remove(side)
        placed.append(replace(inset, side=side))
    return sorted(placed, key=lambda inset: inset.side != "left")  # the first letter is on the left


def _seen(composition: Composition, shown: pd.DataFrame) -> pd.DataFrame:
    """Return where there are places with a value, and points of associations or missions."""
    import pandas as pd

    places = shown[["label_lon", "label_lat"]]
    if composition.points is None:
        return places
    points = composition.points.table[["lon", "lat"]].drop_duplicates()
    return pd.concat([places, points.set_axis(places.columns, axis=1)])


def _home(composition: Composition) -> str:
    """Return the inset in whose middle the country of origin lies most, "" where in none."""
    table = countries().table
    at = table[table.index == composition.origin.code]
    if at.empty:
        return ""
    away = {name: float(_away(inset, at)[0]) for name, inset in INSETS.items()}
    nearest = min(away, key=lambda name: away[name])
    return nearest if away[nearest] <= 1 else ""


def _inside(inset: Inset, places: pd.DataFrame) -> np.ndarray:
    """Tell which places are labelled inside an inset."""
    return np.asarray(_away(inset, places) < 1)


def _away(inset: Inset, places: pd.DataFrame) -> np.ndarray:
    """Return how far places lie from the middle of an inset: at 1 they are at its edge."""
    xy = np.abs(_metres(inset, places)) / (500 * np.array([inset.width, inset.height]))
    return np.asarray(np.where(np.isfinite(xy), xy, np.inf).max(axis=1))


def _metres(inset: Inset, places: pd.DataFrame) -> np.ndarray:
    lons, lats = (places[f"label_{name}"].to_numpy(dtype=float) for name in ("lon", "lat"))
    return np.column_stack(lambert(inset.lon, inset.lat).transform(lons, lats))


def _piled(composition: Composition, places: pd.DataFrame, inset: Inset) -> float:
    """Add up the squared radii of the circles that come near another on the map of the world."""
    west, _, east, _ = sphere_outline().bounds
    scale = composition.paper.text_width / (east - west)
    radii = _radii(composition, places)
    points = shapely.points(_metres(inset, places.loc[radii.index]) * scale)
    reach = radii.to_numpy()
    apart = shapely.distance(points[:, None], points[None, :]) - reach[:, None] - reach[None, :]
    np.fill_diagonal(apart, np.inf)
    return float((reach**2)[(apart < NEAR).any(axis=1)].sum())


def _radii(composition: Composition, places: pd.DataFrame) -> pd.Series:
    """Return the radii of the places that have circles; where none has, what stands for them."""
    marks, largest = composition.drawing.marks, composition.style.circle["largest_mm"]
    radii = {place: largest * max(disc.radius for disc in discs) for place, discs in marks.items()}
    return places.index.to_series().map(radii if marks else lambda _: BARE).dropna()
