"""Write how many first-level units each country of origin has, and what one of them is called.

Usage: ``python boundaries/build/origin_levels.py`` with the project's own environment. Units are
called what more than half of a country's are in the layer, where ``origins/kinds.csv`` has the word
in both languages, and regions elsewhere; ``origin_kinds.csv`` has what was corrected by hand.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Final

from shipping import Recipe, ship_table

from diasporamap.places.layers import read_table

HERE = Path(__file__).parent
NEUTRAL: Final = "region"
RECIPE = Recipe(
    file="origins/levels.csv",
    attribution="Units: Natural Earth, as the layer admin1 has them",
    steps=(
        "Counted the units of each country in the layer admin1.",
        (
            "Called them what more than half of them are in the layer, where kinds.csv has the "
            "word, regions elsewhere, and as boundaries/build/origin_kinds.csv has it; a country "
            "without a word has no parts that people come from."
        ),
    ),
)


def rows() -> list[tuple[str, int, str]]:
    """Return a row a country, in the order of codes: code, units, kind."""
    with (HERE.parent / "origins" / "kinds.csv").open(encoding="utf-8", newline="") as stream:
        words = {row["kind"] for row in csv.DictReader(stream)}
    with (HERE / "origin_kinds.csv").open(encoding="utf-8", newline="") as stream:
        corrected = {row["code"]: row["kind"] for row in csv.DictReader(stream)}
    table = []
    for code, units in read_table("admin1").groupby("country"):
        kind, number = Counter(units["kind_en"].str.lower()).most_common(1)[0]
        most = kind if kind in words and 2 * number > len(units) else NEUTRAL
        table.append(
            (str(code), len(units), corrected.get(str(code), most if len(units) > 1 else ""))
        )
    return table


def main() -> None:
    """Write the table and its provenance."""
    table = [("code", "units", "kind"), *rows()]
    ship_table(table, RECIPE, {}, folder=HERE.parent, script=Path(__file__).name)


if __name__ == "__main__":
    main()
