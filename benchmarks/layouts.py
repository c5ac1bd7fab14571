"""Draw every sheet of the matrix of layouts, and say what a reader would see wrong on it.

Run it with the Python of a checkout: ``.venv/bin/python benchmarks/layouts.py``, or with ``some``
to draw each kind on each size once, with a number, as 7, to draw one sheet of 7, or with names of
tables. What is wrong is told as it goes. Kinds, sizes and languages are those of
``tests/layouts.py``.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from diasporamap.errors import UsageError
from diasporamap.maps import MapSpec
from diasporamap.protection import Release
from diasporamap.sheet.draw import draw_map
from tests.layouts import faults_of, planned_panels, sheets, some_sheets, tables

#: After how many sheets it is told how many are drawn.
EVERY = 50


def main() -> None:
    """Draw, and print the faults of each sheet and how many there are."""
    asked = sys.argv[1:] or ["1"]
    if asked == ["some"]:
        drawn = some_sheets()
    elif asked[0].isdigit():
        drawn = sheets()[:: int(asked[0])]
    else:
        drawn = [sheet for sheet in sheets() if sheet[0] in asked]
    counts = {}
    for name, rows in tables().items():
        cells = [(place, sex, n) for place, f, m in rows for sex, n in (("F", f), ("M", m))]
        frame = pd.DataFrame(cells, columns=["place", "sex", "count"]).astype({"count": "Int64"})
        counts[name] = Release(frame).by()
    told: Counter[str] = Counter()
    for number, (table, size, spec) in enumerate(drawn):
        if number % EVERY == 0:
            print(f"{number} of {len(drawn)}", flush=True)
        try:
            with planned_panels() as planned:
                figure = draw_map(counts[table], MapSpec(size=size, **spec))
        except UsageError as error:
            told["refused"] += 1
            print(f"{table}, {size}, {spec}: refused: {error}", flush=True)
            continue
        faults = faults_of(figure, planned)
        told["with faults" if faults else "without fault"] += 1
        for fault in faults:
            print(f"{table}, {size}, {spec}: {fault}", flush=True)
    print(", ".join(f"{many} sheets {what}" for what, many in sorted(told.items())))
    sys.exit(told["with faults"] > 0)


if __name__ == "__main__":
    main()
