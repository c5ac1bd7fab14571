"""Knows the parts of the world that a map may show instead of the whole, and frames them."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diasporamap.counts.origin import NONE, WORLD, Bilingual, Extent
from diasporamap.errors import UsageError
from diasporamap.language import message
from diasporamap.language.texts import LANGUAGES
from diasporamap.language.values import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy as np
    import pandas as pd

    from diasporamap.cache import Arrays
    from diasporamap.language import Language
    from diasporamap.places.geography import Geography


#: How many insets a sheet has at most.
MOST_INSETS: Final = 3
#: What stands before the code of a district.
DISTRICT: Final = "district:"
#: How much larger the frame is than the land in it, and the least it reaches, in kilometres.
ROOM, LEAST = 1.08, 120.0
#: Of a country the land is in view that lies so near to its largest, in kilometres, and any other
#: of this share of it.
NEAR, LARGE = 500.0, 0.25
#: Sizes of frames that are drawn: kilometres from west to east or south to north.
SIZES: Final = (20.0, 16_000.0)


@dataclass(frozen=True, kw_only=True)
class MapExtent(Extent):
    """A part of the world that is drawn on a sheet of its own.

    `name` is what titles call it; of `members`, countries and other places by code, the sign stands
    in the part that is seen where their middle is not.
    """

    name: Bilingual
    members: frozenset[str] = frozenset()

    def holds(self, lon: float, lat: float) -> bool:
        """Tell whether a point lies in the frame."""
        import numpy as np

        return bool(self.inside(np.array([lon]), np.array([lat]))[0])

    def inside(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """Tell which points lie in the frame; the far side of the globe never does."""
        import numpy as np

        from diasporamap.places.lambert import lambert

        x, y = lambert(*self.centre).transform(lon.astype(float), lat.astype(float))
        near = (np.abs(x) < 500 * self.breadth_km) & (np.abs(y) < 500 * self.height_km)
        return np.asarray(near)

    def fitted(self, proportion: float) -> MapExtent:
        """Return the extent with a frame of a proportion of breadth to height."""
        breadth = max(self.breadth_km, proportion * self.height_km)
        height = breadth / proportion
        return replace(self, breadth_km=round(breadth, 1), height_km=round(height, 1))


@dataclass(frozen=True, kw_only=True)
class NamedExtent:
    """An entry of extents.toml."""

    key: str
    name: Bilingual
    aliases: tuple[str, ...]
    regions: tuple[str, ...]
    codes: frozenset[str]
    apart: frozenset[str]
    frame: tuple[float, ...] | None
    inset: bool

    @cached_property
    def extent(self) -> MapExtent:
        """Its frame: that of the file, or of the main land of its members."""
        frame = self.frame or tuple(_frames()[self.key].tolist())
        return _framed(self.name, frame, self.codes)


@cache
def _frames() -> Arrays:
    """Return the frames of the named extents that are those of the main land of their members."""
    import numpy as np

    from diasporamap.cache import kept
    from diasporamap.places.layers import content_of

    file = Path(__file__).with_name("extents.toml").read_text(encoding="utf-8")

    def frames() -> Arrays:
        around = {
            key: _around(one.name, one.codes - one.apart, one.codes)
            for key, one in extents().items()
            if one.frame is None
        }
        return {
            key: np.array([*one.centre, one.breadth_km, one.height_km])
            for key, one in around.items()
        }

    return kept(["frames", content_of("countries"), file], frames, by=[__file__])


@cache
def extents() -> Mapping[str, NamedExtent]:
    """Return the named extents by name, in the order of the file."""
    from diasporamap.places.layers import read_names

    countries = read_names("countries", "place", "region_code", "subregion_code")
    found = {}
    for key, row in tomllib.loads(
        Path(__file__).with_name("extents.toml").read_text(encoding="utf-8")
    ).items():
        regions = tuple(row.get("m49", ()))
        within = {place for place, *parts in countries if not set(regions).isdisjoint(parts)}
        frame = tuple(map(float, row["frame"])) if "frame" in row else None
        found[key] = NamedExtent(
            key=key,
            name=Bilingual(row["fr"], row["en"]),
            aliases=tuple(row.get("aliases", ())),
            regions=regions,
            codes=frozenset(within).union(row.get("members", ())),
            apart=frozenset(row.get("apart", ())),
            frame=frame,
            inset=bool(row.get("inset", False)),
        )
    return found


def require_extent(written: str) -> None:
    """Refuse an extent that is none, before anything is read; districts are looked up later."""
    if written != WORLD and not written.startswith(DISTRICT):
        _known(written)


def insets_asked(given: str | Iterable[str], extent: str = WORLD) -> tuple[str, ...]:
    """Return the insets that are asked for as they are named, or refuse what is none."""
    names = [given] if isinstance(given, str) else list(given)
    alone = len(names) == 1 and names[0] in ("auto", "none")
    if extent != WORLD and names != ["auto"]:
        raise UsageError(message("drawing.insets_of_extent"))
    if not names or len(names) > MOST_INSETS or len(set(names)) < len(names):
        raise UsageError(message("drawing.number_of_insets", most=MOST_INSETS))
    for name in names if not alone else ():
        if name in ("auto", "none", WORLD):
            raise UsageError(message("drawing.inset_alone", name=name))
        require_extent(name)
    return tuple(names)


def extent_of(
    written: str, geography: Geography, districts: Geography | None = None
) -> MapExtent | None:
    """Return the extent that is asked for; None for the world.

    Raises
    ------
    UsageError
        If there is none of the name, or no such district.
    """
    if written == WORLD:
        return None
    if not written.startswith(DISTRICT):
        return _known(written)
    held = geography if geography.name == "districts" else districts
    place = written.removeprefix(DISTRICT).strip().lower()
    if held is None:
        raise UsageError(message("drawing.extent_without_districts", extent=written))
    if place not in held.table.index or held.table.at[place, "status"] != "district":
        codes = sorted(held.table.index[held.table["status"] == "district"].astype(str))
        alike = [code for code in codes if code[:3] == place[:3]] or codes
        raise UsageError(message("drawing.no_such_district", name=place, known=[*alike]))
    name = Bilingual(*(str(held.table.at[place, f"name_{of}"]) for of in ("fr", "en")))
    return _around(name, frozenset({place}), frozenset({place}), held)


def extent_around(countries: Iterable[str]) -> MapExtent:
    """Return the extent of the main land of some countries together."""
    members = frozenset(countries)
    return _around(NONE, members, members)


def extent_in(geography: Geography) -> MapExtent | None:
    """Return the extent that the sheet of a geography shows; None where it shows another."""
    return geography.extent if isinstance(geography.extent, MapExtent) else None


def shown_extent(geography: Geography) -> MapExtent:
    """Return the extent that the sheet of a geography shows, where it shows one."""
    extent = extent_in(geography)
    if extent is None:
        raise UsageError(message("drawing.no_extent"))
    return extent


def inside_of(table: pd.DataFrame, geography: Geography) -> pd.Series:
    """Tell of which places of a table the sign stands in view."""
    import pandas as pd

    extent = extent_in(geography)
    if extent is None:
        return pd.Series(data=True, index=table.index)
    inside = extent.inside(table["label_lon"].to_numpy(), table["label_lat"].to_numpy())
    return pd.Series(inside, index=table.index)


def counted_in(table: pd.DataFrame, geography: Geography) -> pd.Series:
    """Tell which places of a table the words and sums of a map are about.

    They are the members of an extent, on any paper; its neighbours are drawn and not counted. Of a
    frame that has none among the places, as one in figures, it is those with their signs in view.
    """
    extent = extent_in(geography)
    if extent is None or not has_members(geography):
        return inside_of(table, geography)
    return table.index.to_series().isin(extent.members)


def has_members(geography: Geography) -> bool:
    """Tell whether the extent of a map is one of places of its geography, and not a mere frame."""
    extent = extent_in(geography)
    return extent is not None and not extent.members.isdisjoint(geography.table.index)


@cache
def _known(written: str) -> MapExtent:
    """Return a named extent, that of a country or a frame in figures."""
    from diasporamap.places.countries import match_place
    from diasporamap.places.geography import countries

    if "," in written:
        return _of_figures(written)
    plain = plain_name(written)
    for known, entry in extents().items():
        if plain in {known, *map(plain_name, entry.aliases), *_names(entry)}:
            return entry.extent
    table, code = countries().table, match_place(written).place
    if code and code in table.index:
        name = Bilingual(*(str(table.at[code, f"name_{of}"]) for of in ("fr", "en")))
        return _around(name, frozenset({code}), frozenset({code}))
    raise UsageError(message("drawing.extent_unknown", extent=written, known=_nearest_first(plain)))


def _names(entry: NamedExtent) -> tuple[str, ...]:
    """Return the French and the English name of an extent, plainly written."""
    return tuple(plain_name(entry.name(language)) for language in LANGUAGES)


def _nearest_first(plain: str) -> Mapping[Language, str]:
    """List the extents by their names in each language, those first that are most like a name."""
    from difflib import get_close_matches

    listed: dict[Language, str] = {}
    for at, language in enumerate(LANGUAGES):
        names = {_names(entry)[at]: _typed(entry.name(language)) for entry in extents().values()}
        near = [names[name] for name in get_close_matches(plain, names)]
        listed[language] = ", ".join(dict.fromkeys([*near, *names.values()]))
    return listed


def _typed(name: str) -> str:
    """Write a name so that it needs no quotes on a command line."""
    return name.replace(" ", "-").replace("'", "-").replace("\u2019", "-").casefold()


def _of_figures(written: str) -> MapExtent:
    try:
        lon, lat, width, height = map(float, written.split(","))
    except ValueError:
        lon = lat = width = height = math.nan
    low, high = SIZES
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):  # noqa: PLR2004 - degrees
        raise UsageError(message("drawing.extent_no_frame", extent=written))
    if not (low <= width <= high and low <= height <= high):
        raise UsageError(
            message(
                "drawing.extent_size",
                extent=written,
                width=f"{width:g}",
                height=f"{height:g}",
                low=f"{low:g}",
                high=f"{high:g}",
            )
        )
    return _framed(NONE, (lon, lat, width, height), frozenset())


def _framed(name: Bilingual, frame: tuple[float, ...], members: frozenset[str]) -> MapExtent:
    lon, lat, width, height = frame
    return MapExtent(
        centre=(lon, lat),
        height_km=height,
        breadth_km=width,
        around=(-180, -90, 180, 90),
        name=name,
        members=members,
    )


def _around(
    name: Bilingual,
    framed: frozenset[str],
    members: frozenset[str],
    geography: Geography | None = None,
) -> MapExtent:
    """Frame the main land of places."""
    import numpy as np
    import shapely

    from diasporamap.places.geography import countries
    from diasporamap.places.lambert import in_km, lambert, lon_lat, running_on

    geography = geography or countries()
    places = geography.areas("zoom").places
    shapes = places.geometry.to_numpy()[places["place"].isin(framed).to_numpy()]
    lon, lat = _middle(shapes)
    for _ in range(2):  # the middle moves with the projection
        flat = lambert(lon, lat)
        main = [_main(np.asarray(shapely.get_parts(in_km(shape, flat)))) for shape in shapes]
        west, south, east, north = shapely.total_bounds(np.concatenate(main)).tolist()
        lon, lat = lon_lat(flat, np.array([west + east, south + north]) / 2)
        lon = running_on(lon, 0.0)
    width, height = (max(ROOM * size, LEAST) for size in (east - west, north - south))
    return _framed(name, (lon, lat, round(width, 1), round(height, 1)), members)


def _middle(shapes: np.ndarray) -> tuple[float, float]:
    """Return about where shapes in degrees lie, on either side of longitude 180."""
    import numpy as np
    import shapely

    largest = [max(shapely.get_parts(shape), key=shapely.area) for shape in shapes]
    lons, lats = shapely.get_coordinates(shapely.centroid(largest)).T
    around = np.exp(1j * np.radians(lons)).mean()
    return float(np.degrees(np.angle(around))), float(lats.mean())


def _main(parts: np.ndarray) -> np.ndarray:
    """Return the land of a country without what lies overseas, in kilometres.

    It is what is near its largest land, from one to the next, and any other of a fair size.
    """
    import numpy as np
    import shapely

    area, tree = shapely.area(parts), shapely.STRtree(parts)
    held = area >= LARGE * area.max()
    while True:
        near = tree.query(parts[held], predicate="dwithin", distance=NEAR)[1]
        grown = held.copy()
        grown[near] = True
        if (grown == held).all():
            return np.asarray(parts[held])
        held = grown
