"""Chooses the crowded parts of a country: where many places are too small to be seen."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from diasporamap.counts.origin import MOST_PARTS, Bilingual
from diasporamap.places.cities import known_cities
from diasporamap.places.origins.pieces import within

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from diasporamap.places.origins.pieces import Pieces

#: Paper for the country and for a part, in millimetres: with a column beside it; with two columns;
#: over a strip. They are about those of the sheet, which chooses in the same way.
COLUMN: Final = ((199.0, 138.0), 70.0)
COLUMNS: Final = ((125.0, 138.0), 70.0)
STRIP: Final = ((277.0, 87.0), 48.0)
#: How many parts there is room for beside one column, and how small they may make the country.
BESIDE_COLUMN: Final = 2
SMALLER: Final = 0.75
#: Square millimetres under which a part is small, and tiny; how much a small one is worth drawing
#: again; and from which it is large.
SMALL, TINY, LARGE = 16.0, 6.0, 100.0
WORTH_SMALL: Final = 0.3
#: How many times larger crowded parts can be drawn.
TIMES: Final = (2.5, 4.0, 6.0, 10.0, 16.0, 25.0, 40.0, 100.0)


def crowded_squares(
    pieces: Pieces, inside: np.ndarray, size: np.ndarray, *, room: int
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return squares that are worth drawing again, each with the rows of the places it is for.

    `size` is the breadth and height of the map in kilometres, `room` how many there may be. A place
    is gained that is small on the map and is none in the square, which holds it whole.
    """
    alone, columns, strip = (
        (float((np.array(paper) / size).min()), part) for paper, part in (COLUMN, COLUMNS, STRIP)
    )
    beside = max(columns, strip, key=lambda way: way[0])
    many = beside[0] >= SMALLER * alone[0]
    most = min(room, MOST_PARTS if many else BESIDE_COLUMN)
    scale, part_mm = beside if many else alone
    rows = np.flatnonzero(pieces.main & inside)
    paper = pieces.area[rows] * scale**2
    worth = np.where(paper < TINY, 1.0, np.where(paper < SMALL, WORTH_SMALL, 0.0))
    middles = (pieces.bounds[rows, :2] + pieces.bounds[rows, 2:]) / 2
    found: list[tuple[np.ndarray, np.ndarray]] = []
    while len(found) < most:
        best: tuple[tuple[float, bool, float], np.ndarray, np.ndarray] | None = None
        for times in TIMES:
            half = part_mm / (times * scale) / 2
            for middle in _middles(middles[worth > 0], half):
                box = np.concatenate([middle - half, middle + half])
                gained = within(pieces.bounds[rows], box) & (worth > 0)
                gained &= paper * times**2 >= SMALL
                if not gained.any():
                    continue
                large = bool(paper[gained].min() * times**2 >= LARGE)
                value = (round(float(worth[gained].sum()), 6), large, -times if large else times)
                if best is None or value > best[0]:
                    best = (value, box, gained)
        if best is None or best[0][0] < 1:
            break
        found.append((best[1], pieces.part[rows[best[2]]]))
        worth = np.where(best[2], 0.0, worth)
    return found


def _middles(points: np.ndarray, half: float) -> np.ndarray:
    """Return where a square may stand: at each point, and at the middle of those near it."""
    means = [points[(abs(points - point) <= half).all(axis=1)].mean(axis=0) for point in points]
    return np.vstack([points, *means]) if len(points) else points


def square_names(
    pieces: Pieces,
    squares: Sequence[tuple[np.ndarray, np.ndarray]],
    places: pd.DataFrame,
    names: Sequence[Bilingual],
) -> list[Bilingual]:
    """Name squares after the place with the largest city: in them, or of those they are for.

    One that is for a single place bears its name; of two with one city the other one does.
    """
    ranks, codes = _city_ranks(), places["place"].astype(str).tolist()
    named: list[Bilingual] = []
    for box, rows in squares:
        held = pieces.part[np.flatnonzero(within(pieces.bounds, box) & pieces.main)]
        for some in (held, rows) if len(rows) > 1 else (rows,):
            first = min(some.tolist(), key=lambda row: (ranks.get(codes[row], len(ranks)), row))
            name = names[first]
            if len(rows) > 1:
                name = Bilingual(f"{name.fr} et alentours", f"{name.en} and around")
            if name not in named:
                break
        named.append(name)
    return named


@cache
def _city_ranks() -> dict[str, int]:
    """Return the rank of the largest city of each first-level unit."""
    ranks: dict[str, int] = {}
    for rank, city in enumerate(known_cities()):
        ranks.setdefault(city.place, rank)
    return ranks
