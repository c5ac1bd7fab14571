"""Says of areas and lines that are not settled what United Nations maps say, where in view."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from diasporamap.language import list_text, sort_key, text
from diasporamap.places.layers import read_shapes

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from diasporamap.language import Language

    #: Tells which longitudes and latitudes, in degrees, a map shows.
    Seen = Callable[[np.ndarray, np.ndarray], np.ndarray]

#: Points of the areas of which a sentence is written, by its key, in the order of the sentences.
NOTED: Final = {
    "kosovo": ((20.9, 42.6), (21.3, 42.3)),
    "western_sahara": ((-16.5, 21.6), (-13.0, 24.5), (-12.2, 23.6), (-9.0, 27.3)),
    "kashmir": ((74.0, 33.9), (74.7, 34.7), (76.0, 34.8), (76.8, 34.9)),
    "aksai_chin": ((79.3, 35.2), (78.9, 34.6), (79.6, 34.4)),
    "sudan": ((24.5, 8.9), (27.5, 9.6), (30.0, 10.2), (33.0, 11.5)),
    "abyei": ((28.4, 9.9),),
    "halaib": ((34.6, 22.2), (35.4, 22.5), (36.2, 22.2)),
    "falklands": ((-60.2, -51.8), (-58.6, -51.7)),
}
#: The sentence that a line in view asks for too, by its English name.
NOTED_LINES: Final = {
    "Serbia and Kosovo": "kosovo",
    "Morocco and Western Sahara": "western_sahara",
    "Line of Control in Jammu and Kashmir": "kashmir",
    "Aksai Chin": "aksai_chin",
    "Sudan and South Sudan": "sudan",
    "Abyei": "abyei",
    "Hala'ib Triangle": "halaib",
}
#: Sentences that do not speak of their line, which is named all the same.
UNSAID: Final = ("kosovo", "western_sahara")
#: Kinds of lines of which each one in view is named.
NAMED_LINES: Final = ("dashed", "dotted")
#: Shortest line that is named on a map of the world, in kilometres: there it is half a millimetre.
LEAST_KM: Final = 80.0
#: Kilometres of a degree of a great circle.
DEGREE_KM: Final = 111.2


def lines_in_view(seen: Seen) -> frozenset[str]:
    """Return the kinds of lines of which a map shows some."""
    lines = _segments()
    return frozenset(lines.loc[seen(*lines[["lon", "lat"]].to_numpy().T), "kind"].astype(str))


def area_notes(
    language: Language, seen: Seen | None = None, *, least_km: float = LEAST_KM
) -> list[str]:
    """Write the sentences on areas in view, then the names of other lines; all on a world map.

    A line is in view that `seen` shows at least `least_km` kilometres of.
    """
    if seen is None:
        return list(_of_world(language, least_km))
    return _notes(language, seen, least_km)


@cache
def _of_world(language: Language, least_km: float) -> tuple[str, ...]:
    return tuple(_notes(language, None, least_km))


def _notes(language: Language, seen: Seen | None, least_km: float) -> list[str]:
    lines = _segments()
    shown = lines if seen is None else lines[seen(*lines[["lon", "lat"]].to_numpy().T)]
    length = shown.groupby(["kind", "name_en", "name_fr"], as_index=False)["km"].sum()
    drawn = length[length["km"] >= least_km]
    asked = drawn["name_en"].map(NOTED_LINES)
    noted = [
        name
        for name, points in NOTED.items()
        if seen is None or name in set(asked) or seen(*np.array(points).T).any()
    ]
    notes = [text(f"caption.{name}", language) for name in noted]
    named = drawn[asked.isna() | asked.isin(UNSAID)]
    for kind in NAMED_LINES:
        if names := list(named.loc[named["kind"] == kind, f"name_{language}"]):
            places = list_text(sorted(names, key=sort_key), language)
            notes.append(text(f"caption.lines_{kind}", language, places=places))
    return notes


@cache
def _segments() -> pd.DataFrame:
    """Return each straight piece of the lines that are not settled: kind, names, middle, km."""
    layer, lines = read_shapes("borders", detail="zoom")
    unsettled = layer["kind"].isin(NAMED_LINES)
    layer = layer[unsettled].reset_index(drop=True)
    single, row = shapely.get_parts(lines[unsettled], return_index=True)
    xy, part = shapely.get_coordinates(single, return_index=True)
    inside = part[:-1] == part[1:]
    (lon, lat), (across, up) = ((xy[:-1] + xy[1:])[inside] / 2).T, (xy[1:] - xy[:-1])[inside].T
    named = layer.loc[row[part[:-1][inside]], ["kind", "name_fr", "name_en"]].reset_index(drop=True)
    km = DEGREE_KM * np.hypot(across * np.cos(np.radians(lat)), up)
    segments: pd.DataFrame = named.assign(lon=lon, lat=lat, km=km)
    return segments
