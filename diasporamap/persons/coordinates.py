"""Turns coordinates of persons into codes of places as they are read; nothing of them is kept."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final, Protocol

from diasporamap.errors import CountsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

#: What is found where coordinates lie in no place, are blank, or are no degrees.
OUTSIDE, BLANK, UNREADABLE = -1, -2, -3
#: Largest longitude and latitude, in degrees.
LARGEST: Final = (180.0, 90.0)

#: How many rows are looked up together, and how many that are wrong are listed.
TOGETHER: Final = 50_000
LISTED: Final = 5


class Locator(Protocol):
    """What finds the places that points lie in, as `diasporamap.places.grid.WorldGrid` does.

    `units` are the codes of the areas in whose positions points are found, -1 for none, and
    `country_of` the country of each.
    """

    @property
    def units(self) -> Sequence[str]:
        """The codes of the areas."""

    @property
    def country_of(self) -> Sequence[str]:
        """The country of each area."""

    def find(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.int32]:
        """Return the position of the area of each point, -1 where it is none."""


@dataclass(frozen=True)
class Coordinates:
    """The columns that say where persons live, and what finds the places.

    With `units` persons are counted by first-level unit too, in the column `subdivision`.
    """

    lon: str
    lat: str
    locator: Locator
    units: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the result that coordinates become."""
        return ("place", "subdivision") if self.units else ("place",)

    @property
    def header(self) -> str:
        """How messages call the columns."""
        return f"{self.lon}, {self.lat}"

    def cells(self, area: int) -> list[str]:
        """Return the codes of an area for these columns, blank where there is none."""
        if area < 0:
            return [""] * len(self.columns)
        codes = [self.locator.country_of[area], self.locator.units[area]]
        return codes[: len(self.columns)]


@dataclass
class Located:
    """How many persons have coordinates in no place, and where coordinates are no degrees."""

    outside: int = 0
    unreadable: int = 0
    rows: tuple[int, ...] = ()

    def note(self, area: int, row: int = 0, people: int = 1) -> None:
        """Take note of where persons were found."""
        if area == OUTSIDE:
            self.outside += people
        elif area == UNREADABLE:
            self.unreadable += people
            if row and len(self.rows) < LISTED:
                self.rows = (*self.rows, row)

    def checked(self, coordinates: Coordinates) -> None:
        """Refuse coordinates that are no degrees."""
        if self.unreadable:
            raise CountsError.of(
                "coordinates_unreadable",
                row=", ".join(map(str, self.rows)) or None,
                column=coordinates.header,
                number=self.unreadable,
            )


def degrees(text: str) -> float:
    """Return degrees as written, with a point or a comma: NaN for a blank, infinite for no number.

    Examples
    --------
    >>> degrees("4,05"), degrees(""), degrees("north")
    (4.05, nan, inf)
    """
    plain = text.strip().replace(",", ".")
    try:
        return math.inf if "_" in plain else float(plain or "nan")
    except ValueError:
        return math.inf


def areas_of(
    lon: NDArray[np.float64], lat: NDArray[np.float64], locator: Locator
) -> NDArray[np.int32]:
    """Return the position of the area of each point, else why there is none."""
    import numpy as np

    found = locator.find(lon, lat)
    found[(np.abs(lon) > LARGEST[0]) | (np.abs(lat) > LARGEST[1])] = UNREADABLE
    found[np.isnan(lon) | np.isnan(lat)] = BLANK
    return found


def with_places(
    rows: Iterable[tuple[int, Sequence[str]]],
    positions: tuple[int, int],
    coordinates: Coordinates,
    *,
    located: Located,
    readable: Callable[[str], str] = str,
) -> Iterator[tuple[int, Sequence[str]]]:
    """Add to each row the codes of the place that its coordinates lie in."""
    import numpy as np

    rows = iter(rows)
    while some := list(islice(rows, TOGETHER)):
        points = np.array(
            [[degrees(readable(cells[at])) for at in positions] for _, cells in some], np.float64
        )
        found = areas_of(points[:, 0], points[:, 1], coordinates.locator)
        for (row, cells), area in zip(some, found.tolist(), strict=True):
            located.note(area, row)
            yield row, [*cells, *coordinates.cells(area)]
    located.checked(coordinates)
