"""Time how long the shipped figures of one origin take to read, and what they weigh.

``.venv/bin/python benchmarks/reference.py`` reads five origins ten times. The packages are imported
first: what is timed is finding the rows and making the checked table of counts.
"""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

from diasporamap.readers.reference import REVISIONS, read_remittances
from diasporamap.readers.registry import read_undesa
from diasporamap.resources import shipped

if TYPE_CHECKING:
    from collections.abc import Callable

ORIGINS = ("TUV", "SEN", "PHL", "IND", "GBR")
RUNS = 10


def milliseconds(read: Callable[[], object]) -> float:
    """Return the median time of a reading."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        read()
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def main() -> None:
    """Print the time of each origin, and the size of each table."""
    read_undesa(ORIGINS[0])
    for origin in ORIGINS:
        for revision in REVISIONS:
            spent = milliseconds(lambda: read_undesa(origin, revision=revision))  # noqa: B023
            print(f"{origin} UN DESA {revision}   {spent:6.1f} ms, median of {RUNS}")
        print(f"{origin} World Bank 2017 {milliseconds(lambda: read_remittances(origin)):5.1f} ms")  # noqa: B023
    for path in sorted(shipped("reference").glob("*.csv")):
        print(f"{path.name:24} {path.stat().st_size / 1e6:5.2f} MB")


if __name__ == "__main__":
    main()
