"""Make the shipped tables of UN DESA's migrant stock and of the World Bank's remittances.

Usage: python reference/build/migrants.py undesa REVISION INPUT reference/undesa_stock_REVISION.csv
       python reference/build/migrants.py remittances INPUT reference/remittances_2017.csv

INPUT of UN DESA has a row an origin, destination, year and sex (F, M) with `count` and four flags
of 0 and 1: `type_b`, `type_c`, `type_r`, `type_i`. The table has a row an origin and destination,
the letters of the flags as `type`, and a column a sex and year. INPUT of the World Bank has the
columns origin, place and usd_million; its rows are put in order. Inputs may end in .gz. The
provenance is written beside each table.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import sys
from pathlib import Path
from typing import Final

FLAGS: Final = ("B", "C", "R", "I")
DESA: Final = "United Nations, Department of Economic and Social Affairs, Population Division"

#: Where the extracts come from, and what a revision must be known with.
EXTRACT: Final = "as IOM's Global Data Institute extracted it (gdidata, commit c9e4cc69)"
REMARKS: Final = {"2024": "; preliminary, of January 2025"}

ABOUT: Final = """\
# Provenance of {table}, written by reference/build/migrants.py.
table = {table}
rows = {rows}
figures = {figures}
years = {years}
unit = {unit}
licence = {licence}
attribution = {attribution}
sha256 = {sha256}
steps = [
  {step},
]

[[sources]]
data = {data}
licence = {licence}
url = {url}
version = {version}
sha256 = {source}
"""


def rows_of(source: Path) -> list[dict[str, str]]:
    """Read a table, packed or not; NA is a country's code and no blank."""
    content = source.read_bytes()
    text = gzip.decompress(content) if source.suffix == ".gz" else content
    return list(csv.DictReader(text.decode("utf-8").splitlines()))


def write(target: Path, header: list[str], rows: list[list[str]]) -> None:
    """Write a table in the order of its rows."""
    with target.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([header, *sorted(rows)])


def describe(source: Path, target: Path, **about: object) -> None:
    """Write the provenance beside a table."""
    sums = (hashlib.sha256(path.read_bytes()).hexdigest() for path in (target, source))
    known = {"table": target.name, **dict(zip(("sha256", "source"), sums, strict=True)), **about}
    text = ABOUT.replace("of {table}", f"of {target.name}")
    filled = {key: json.dumps(value, ensure_ascii=False) for key, value in known.items()}
    target.with_suffix(".toml").write_text(text.format(**filled), encoding="utf-8")


def undesa(revision: str, source: Path, target: Path) -> None:
    """Write the table of one revision; a pair without all years and both sexes is an error."""
    cells: dict[tuple[str, str, str], dict[tuple[str, str], str]] = {}
    for row in rows_of(source):
        kind = " ".join(flag for flag in FLAGS if row[f"type_{flag.lower()}"] == "1")
        pair = cells.setdefault((row["origin"], row["destination"], kind), {})
        pair[row["sex"], row["year"]] = row["count"]
    columns = sorted({column for pair in cells.values() for column in pair})
    rows = [[*key, *(pair[column] for column in columns)] for key, pair in cells.items()]
    header = ["origin", "destination", "type", *(sex + year for sex, year in columns)]
    write(target, header, rows)
    years = [int(year) for sex, year in columns if sex == "F"]
    describe(
        *(source, target),
        rows=len(rows),
        figures=len(rows) * len(columns),
        years=years,
        unit="persons at mid-year",
        licence="CC BY 3.0 IGO",
        attribution=f"{DESA} ({revision}). International Migrant Stock {revision}",
        step="Wrote a row an origin and destination, a column a sex and year, and the flags as the "
        "letters of UN DESA: B born abroad, C foreign citizens, R refugees added, I imputed. No "
        "figure is changed; a pair without a row is not reported. XCX are the Channel Islands, "
        "OOO origins that are not known.",
        data=f"International Migrant Stock {revision}, by destination, origin and sex, {EXTRACT}"
        f"{REMARKS.get(revision, '')}",
        url="https://www.un.org/development/desa/pd/content/international-migrant-stock",
        version=revision,
    )


def remittances(source: Path, target: Path) -> None:
    """Write the table of remittances as it is, in order."""
    header = ["origin", "place", "usd_million"]
    rows = [[row[name] for name in header] for row in rows_of(source)]
    write(target, header, rows)
    describe(
        *(source, target),
        rows=len(rows),
        figures=len(rows),
        years=[2017],
        unit="millions of US dollars a year, analytical estimates",
        licence="CC BY 4.0",
        attribution="World Bank (2018). Bilateral Remittance Estimates for 2017",
        step="Wrote a row a country that receives (origin) and a country from which is sent "
        "(place). No figure is changed; pairs with no estimate, or one of zero, have no row.",
        data="Bilateral Remittance Estimates 2017, version of April 2018, as a CSV extract: "
        "analytical estimates from migrant stocks and incomes, not reported data",
        url="https://www.worldbank.org/en/topic/migrationremittancesdiasporaissues/brief/"
        "migration-remittances-data",
        version="April 2018",
    )


def main(what: str, *given: str) -> None:
    """Write one table and its provenance."""
    source, target = map(Path, given[-2:])
    if what == "undesa":
        undesa(given[0], source, target)
    else:
        remittances(source, target)


if __name__ == "__main__":
    main(*sys.argv[1:])
