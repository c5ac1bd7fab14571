"""Make the shipped example from the UN DESA figures for people from Cameroon.

Usage: python examples/build/from_undesa.py INPUT OUTPUT

INPUT has the columns destination_name, destination_iso3, destination_m49, year, sex, count:
the rows of the "destination and origin" workbook of International Migrant Stock 2020 whose
origin is Cameroon. OUTPUT is in the tidy schema of diasporamap.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

HEADER = ("place", "year", "sex", "count", "definition", "source")


def tidy_rows(text: str) -> list[tuple[str, ...]]:
    """Return the rows of the tidy schema, in the order of place, year and sex."""
    return sorted(
        (
            row["destination_iso3"],
            row["year"],
            row["sex"],
            row["count"],
            "born_in",
            "undesa_2020",
        )
        for row in csv.DictReader(text.splitlines())
    )


def main(source: str, target: str) -> None:
    """Read INPUT and write OUTPUT."""
    rows = tidy_rows(Path(source).read_text(encoding="utf-8"))
    with Path(target).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([HEADER, *rows])


if __name__ == "__main__":
    main(*sys.argv[1:])
