"""Write the table of cities, each with its admin-1 unit and other names, from GeoNames.

Usage: ``PYTHONPATH=. python boundaries/build/cities.py`` with the environment of the build.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from admin1_table import admin1_layer
from city_units import BORDER, COAST, City, Units
from fetch import fetch_all
from natural_earth import mended_admin1, read_countries, read_disputed, read_un_view
from shipping import Recipe, ship_table

from diasporamap.places.layers import read_table
from diasporamap.places.registers import plain_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import geopandas as gpd
    from fetch import Source

HERE = Path(__file__).parent
CACHE = HERE / ".cache"
COLUMNS: tuple[str, ...] = ("place", "name", "lon", "lat", "names")
CITY_SOURCES = ("cities", "small_cities", "city_units")
#: Between two names of a city in the column `names`.
MARK = "|"

#: Where smaller cities are kept too: Africa, Europe and Northern America, as M49 has them.
NEAR_REGIONS, NEAR_SUBREGIONS = {"002", "150"}, {"021"}
#: Fewest people of a city elsewhere; GeoNames' own file begins at 5,000 and has capitals below it.
FEWEST_ELSEWHERE = 15_000
#: Countries of which smaller cities are kept too, by GeoNames' codes: Cameroon and its neighbours,
#: whose consular districts are parts of countries.
NEIGHBOURS = frozenset(("CM", "NG", "TD", "CF", "CG", "GA", "GQ"))
#: Countries of which every city has its other names, since they are written in several languages or
#: many people from Cameroon live there; elsewhere only cities of this size have them.
ALL_NAMES = frozenset(
    (
        *("BEL", "CHE", "LUX", "NLD", "FRA", "DEU", "AUT", "ITA", "ESP", "CAN"),
        *("CMR", "NGA", "TCD", "CAF", "GAB", "GNQ", "COG", "COD", "MAR", "DZA", "TUN"),
    )
)
LARGE = 100_000
#: How many times the people of another city whose first name it is lets an other name go.
FAR_LARGER = 5

#: Letters beside a to z in names that French, English and the languages around them write.
LETTERS = frozenset("àâäáãåçéèêëíîïìñóôöòõøúùûüœæßÿ’'-./ ")
SHORTEST, LONGEST = 4, 32

#: How far apart two files of GeoNames may draw the same city, in degrees.
SAME = 0.1
#: How far apart cities of one name and unit may lie so that one point stands for them, in degrees,
#: and decimals of a point: a kilometre.
ONE_POINT, DECIMALS = 0.2, 2
RECIPE = Recipe(
    file="cities.csv",
    sources=(*CITY_SOURCES, "admin1", "countries", "disputed"),
    steps=(
        (
            "Kept the cities of 500 people or more in Cameroon and its neighbours, of 5,000 or more"
            " in the rest of Africa, in Europe, Canada and the United States, and of"
            f" {FEWEST_ELSEWHERE:,} or more elsewhere."
        ),
        (
            "Found the admin-1 unit that holds each city, in the units before they are simplified;"
            " at coasts and borders, which they draw roughly, the nearest of its country within"
            f" {COAST:g} km, or the one within {BORDER:g} km that holds most cities of its"
            " administrative level at GeoNames."
        ),
        (
            "Gave a city the country of the United Nations view where GeoNames has another: on the"
            " Golan Heights, in the West Bank and in Western Sahara."
        ),
        (
            "Kept other names in letters of French, English and languages near them, of all cities"
            f" in {len(ALL_NAMES)} countries and of cities of {LARGE:,} people or more elsewhere;"
            f" left out those that are the first name of a city {FAR_LARGER} times as large in the"
            f" same country, or as large with {LARGE:,} people or more anywhere."
        ),
        "Mended names and units by boundaries/build/cities_fixes.csv.",
        (
            f"Gave each its point in degrees with {DECIMALS} decimals, that of the largest of its"
            f" name in the unit, and none where they lie over {ONE_POINT:g} degrees apart."
        ),
    ),
    licence="CC-BY-4.0",
    attribution="Cities: GeoNames (CC BY 4.0)",
)


def read_cities(path: Path, small_path: Path, levels_path: Path) -> list[City]:
    """Return the cities of GeoNames that are kept, the largest first.

    Parameters
    ----------
    path, small_path, levels_path
        The cities with their other names, those of 500 people or more, and those with the name of
        their second administrative level.
    """
    countries = read_table("countries").set_index("iso2")
    near = set(countries.loc[countries["region_code"].isin(NEAR_REGIONS), "place"])
    near |= set(countries.loc[countries["subregion_code"].isin(NEAR_SUBREGIONS), "place"])
    second = _second_levels(levels_path)
    cities = []
    entries = json.loads(path.read_text(encoding="utf-8"))
    small = json.loads(small_path.read_text(encoding="utf-8"))
    entries |= {key: city for key, city in small.items() if city["countrycode"] in NEIGHBOURS}
    for entry in entries.values():
        code, lon, lat = entry["countrycode"], entry["longitude"], entry["latitude"]
        country = countries.at[code, "place"]
        if country not in near and entry["population"] < FEWEST_ELSEWHERE:
            continue
        county = second(code, entry["name"], lon, lat)
        first = entry["admin1code"] if entry["admin1code"].strip("0") else ""
        levels = (f"{code} 1 {first}" if first else "", f"{code} 2 {county}" if county else "")
        cities.append(
            City(
                name=entry["name"],
                country=country,
                people=entry["population"],
                levels=tuple(filter(None, levels)),
                lon=lon,
                lat=lat,
                written=tuple(entry["alternatenames"]),
                code=code,
            )
        )
    return sorted(cities, key=lambda city: (-city.people, city.country, city.name, city.lon))


def _second_levels(path: Path) -> Callable[[str, str, float, float], str]:
    """Return what finds the name of the second administrative level of a city, "" without one."""
    found: dict[tuple[str, str], list[tuple[float, float, str]]] = defaultdict(list)
    with gzip.open(path) as stream:
        for entry in json.load(stream):
            level = (entry["longitude"], entry["latitude"], entry.get("county") or "")
            found[entry["country_code"], entry["city"]].append(level)

    def second(code: str, name: str, lon: float, lat: float) -> str:
        near = [(abs(x - lon) + abs(y - lat), level) for x, y, level in found[code, name]]
        distance, level = min(near, default=(SAME, ""))
        return level if distance < SAME else ""

    return second


def move_cities(
    cities: Sequence[City], fixes: Sequence[dict[str, str]], country_of: Mapping[str, str]
) -> None:
    """Take the cities that ``cities_fixes.csv`` moves to the unit that stands there as `name`."""
    moves = {(fix["place"], fix["city"]): fix["name"] for fix in fixes if fix["action"] == "move"}
    for city in cities:
        place = moves.pop((city.place, city.name), None)
        if place is not None:
            city.place, city.country = place, country_of[place]
    if moves:
        raise SystemExit(f"cities_fixes.csv moves cities that are not there: {sorted(moves)}")


def name_cities(cities: Sequence[City], fixes: Sequence[dict[str, str]]) -> None:
    """Give each city the names that tell it: its first name, and others that are names.

    An other name that is the first name of a far larger city of the country, or of a large one
    anywhere, goes, as do those that ``cities_fixes.csv`` takes away.
    """
    first: dict[tuple[str, str], int] = defaultdict(int)
    for city in cities:
        countries = (city.country, "") if city.people >= LARGE else (city.country,)
        for key in ((country, city.plain) for country in countries):
            first[key] = max(first[key], city.people)
    for city in cities:
        others = set()
        if city.country in ALL_NAMES or city.people >= LARGE:
            others = {
                plain
                for plain in _other_names(city.written)
                if max(first[city.country, plain], first["", plain])
                < FAR_LARGER * max(city.people, 1)
            }
        city.names = dict.fromkeys(sorted(others - {city.plain}))
    by_name = {(city.place, city.name): city for city in reversed(cities)}
    for fix in fixes:
        if fix["action"] == "move":
            continue
        city = by_name[fix["place"], fix["city"]]
        plain = plain_name(fix["name"])
        if fix["action"] == "add":
            city.names[plain] = None
        else:
            del city.names[plain]


def _other_names(written: Iterable[str]) -> Iterator[str]:
    """Give the other names, plain: those in letters of languages that our users write.

    GeoNames has each name twice, with its accents and without; a foreign one goes in both.
    """
    latin = [name for name in written if name[:1].isupper() and not name.isupper()]
    fitting = [name for name in latin if _in_letters(name)]
    accented = {plain_name(name) for name in fitting if not name.isascii()}
    foreign = {plain_name(name) for name in latin if not _in_letters(name)} - accented
    for name in fitting:
        plain = plain_name(name)
        if plain not in foreign and len(plain) >= SHORTEST and len(name) <= LONGEST:
            yield plain


def _in_letters(name: str) -> bool:
    return " - " not in name and all(
        (letter.isascii() and letter.isalpha()) or letter in LETTERS for letter in name.casefold()
    )


def read_fixes() -> list[dict[str, str]]:
    """Return the reviewed corrections of names and units."""
    with (HERE / "cities_fixes.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def table_of(cities: Iterable[City]) -> list[tuple[str, ...]]:
    """Return the columns, and a row a place and first name, the largest cities first."""
    rows: dict[tuple[str, str], dict[str, None]] = {}
    points: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for city in cities:
        rows.setdefault((city.place, city.name), {}).update(city.names)
        points[city.place, city.name].append((city.lon, city.lat))
    table = [COLUMNS]
    for (place, name), names in rows.items():
        others = MARK.join(sorted(set(names) - {plain_name(name)}))
        table.append((place, name, *_point(points[place, name]), others))
    return table


def _point(points: Sequence[tuple[float, float]]) -> tuple[str, str]:
    """Write the point of the largest of some cities, blank where another lies too far away."""
    lon, lat = points[0]
    if any(max(abs(x - lon), abs(y - lat)) > ONE_POINT for x, y in points):
        return "", ""
    return f"{lon:.{DECIMALS}f}", f"{lat:.{DECIMALS}f}"


def _fine_units(sources: dict[str, Source]) -> gpd.GeoDataFrame:
    """Return the admin-1 units as the layer has them, before they are simplified."""
    paths = {key: source.path for key, source in sources.items()}
    countries, lines = read_countries(paths["countries"]), read_disputed(paths["disputed"])
    return admin1_layer(mended_admin1(paths["admin1"], lines, countries, read_un_view()))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--output", type=Path, default=HERE.parent, help="folder to write to")
    options = parser.parse_args(arguments)
    sources = fetch_all(CACHE, only=("admin1", "countries", "disputed", *CITY_SOURCES))
    read = read_cities(*(sources[key].path for key in CITY_SOURCES))
    layer = _fine_units(sources)
    cities, fixes = list(Units(layer).locate(read)), read_fixes()
    move_cities(cities, fixes, dict(zip(layer["place"], layer["country"], strict=True)))
    name_cities(cities, fixes)
    table = table_of(cities)
    path = ship_table(table, RECIPE, sources, folder=options.output, script="cities.py")
    print(f"Wrote {path.name}: {len(table) - 1:,} cities, {path.stat().st_size / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
