"""Compare matching names with names of one's own folded for each name, and folded once.

Run it with the Python that has diasporamap installed: ``.venv/bin/python benchmarks/aliases.py``.
Both ways match the same names in turn, in every kind of column that takes names of one's own. The
first is what was done before the names were folded once.
"""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

from diasporamap.counts.origin_files import read_origin
from diasporamap.places.cities import match_city
from diasporamap.places.countries import match_place
from diasporamap.places.origins.matching import match_origin
from diasporamap.places.registers import OwnNames
from diasporamap.places.units import match_subdivision

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

RUNS = 11
NAMES = 300
ALIASES = 2_000


def seconds(match: Callable[[str], object]) -> float:
    """Return the wall time of matching all names."""
    start = time.perf_counter()
    for number in range(NAMES):
        match(f"Nom usuel {number}")
    return time.perf_counter() - start


def compare(code: str, match: Callable[[str, Mapping[str, str] | OwnNames], object]) -> None:
    """Match in both ways in turn and print the medians and the median of the ratios."""
    aliases = {f"Nom usuel {number}": code for number in range(ALIASES)}

    def each() -> float:
        return seconds(lambda name: match(name, aliases))

    def once() -> float:
        start = time.perf_counter()
        own = OwnNames.of(aliases)
        return time.perf_counter() - start + seconds(lambda name: match(name, own))

    each(), once()
    pairs = [(each(), once()) for _ in range(RUNS)]
    before, after = (1000 * statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"{match.__name__:12} {before:8.1f} ms -> {after:6.1f} ms, ratio {ratio:6.1f}")


def main() -> None:
    """Print a line a kind of place."""
    print(f"{NAMES} names, {ALIASES:,} names of one's own, medians of {RUNS}")
    origin = read_origin("CMR")

    def places(name: str, own: Mapping[str, str] | OwnNames) -> object:
        return match_place(name, aliases=own)

    def subdivisions(name: str, own: Mapping[str, str] | OwnNames) -> object:
        return match_subdivision(name, "NGA", aliases=own)

    def cities(name: str, own: Mapping[str, str] | OwnNames) -> object:
        return match_city(name, "NGA", aliases=own)

    def origins(name: str, own: Mapping[str, str] | OwnNames) -> object:
        return match_origin(name, origin, aliases=own)

    compare("FRA", places)
    compare("NG-LA", subdivisions)
    compare("NG-LA", cities)
    compare("CM-OU", origins)


if __name__ == "__main__":
    main()
