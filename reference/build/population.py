"""Make the shipped table of populations from the figures of World Population Prospects.

Usage: python reference/build/population.py INPUT reference/world_population.csv

INPUT has the columns place (ISO 3166-1 alpha-3), year and population (persons at mid-year). The
table has a row a place and a column a year; its provenance is written beside it.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from pathlib import Path

PROVENANCE = """\
# Provenance of {table}, written by reference/build/population.py.
table = "{table}"
rows = {rows}
years = [{first}, {last}]
unit = "persons at mid-year"
licence = "CC BY 3.0 IGO"
attribution = "United Nations, Department of Economic and Social Affairs, Population Division \
(2024). World Population Prospects 2024"
sha256 = "{sha256}"
steps = [
  "Wrote a row a place and a column a year; figures, places and years are the source's.",
]

[[sources]]
data = "World Population Prospects 2024, total population by place and year, as a CSV extract"
licence = "CC BY 3.0 IGO"
url = "https://population.un.org/wpp/"
version = "2024"
sha256 = "{source}"
"""


def main(source: Path, target: Path) -> None:
    """Read INPUT and write the table and its provenance."""
    given: dict[str, dict[int, str]] = {}
    with source.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            given.setdefault(row["place"], {})[int(row["year"])] = row["population"]
    years = sorted({year for figures in given.values() for year in figures})
    with target.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(["place", *years])
        for place, figures in sorted(given.items()):
            table.writerow([place, *(figures.get(year, "") for year in years)])
    sums = (hashlib.sha256(path.read_bytes()).hexdigest() for path in (target, source))
    about = dict(zip(("sha256", "source"), sums, strict=True))
    text = PROVENANCE.format(
        table=target.name, rows=len(given), first=years[0], last=years[-1], **about
    )
    target.with_suffix(".toml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
