"""Measure how large tables are checked and persons counted, beside pandas on the same file.

Run it with the Python that has diasporamap installed: ``.venv/bin/python benchmarks/reading.py
[RUNS] [PYTHON]``. With the Python of another checkout, that is measured in turn with this one. It
writes, from a fixed seed, tidy tables of 10,000 and 1,000,000 rows, one with rows for both sexes, a
wide one with totals, a workbook of 200,000 rows and a register of 1,000,000 persons, and prints
medians of whole processes and ratios run by run. What is compared with is ``pandas.read_csv``
(for a workbook the calamine engine of ``read_excel``), and sums by two columns; for a workbook also
every cell by openpyxl.
"""

from __future__ import annotations

import sys
import tempfile
from itertools import product
from pathlib import Path

from persons import write_persons
from processes import in_turn, median, ratio

RUNS = 5
PANDAS = """
import sys, pandas
read = pandas.read_csv if sys.argv[1].endswith("csv") else pandas.read_excel
more = {} if sys.argv[1].endswith("csv") else {"engine": "calamine"}
table = read(sys.argv[1], **more)
table.groupby(list(table.columns[1:3])).size()
"""
OPENPYXL = """
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1], read_only=True)
sum(len(row) for row in book.worksheets[0].iter_rows(values_only=True))
"""


def write_tables(folder: Path) -> None:
    """Write people by country and sex who are more each year, by part of the origin and age too."""
    import numpy as np
    import pandas as pd

    from diasporamap.places.country_names import countries_register

    draw = np.random.default_rng(2)
    countries = [code for code in sorted(countries_register().titles) if code != "CMR"][:200]
    years = range(2000, 2025)
    few = pd.DataFrame(list(product(countries, years, "FM")), columns=["place", "year", "sex"])
    size = np.repeat(draw.lognormal(4, 1.5, len(countries) * 2).reshape(-1, 1, 2), len(years), 1)
    few["count"] = (size * 1.02 ** np.arange(len(years)).reshape(1, -1, 1)).astype(int).ravel()
    few.to_csv(folder / "tidy_10k.csv", index=False)
    regions = [
        f"CM-{code}" for code in ("AD", "CE", "ES", "EN", "LT", "NO", "NW", "OU", "SU", "SW")
    ]
    ages = [*(f"{age}-{age + 9}" for age in range(0, 90, 10)), "90+"]
    columns = ["place", "sex", "year", "origin", "age"]
    many = pd.DataFrame(list(product(countries, "FM", years, regions, ages)), columns=columns)
    many = many.sample(frac=1, random_state=1)
    many["count"] = draw.choice([0, 0, 0, 1, 2, 3], len(many))
    many.to_csv(folder / "tidy_1m.csv", index=False)
    many[:200_000].to_excel(folder / "tidy_200k.xlsx", index=False)
    cells = ["place", "year", "origin", "age"]
    both = many[:600_000].groupby(cells, as_index=False)["count"].sum().assign(sex="total")
    pd.concat([many[:600_000], both[many.columns]]).to_csv(folder / "both_1m.csv", index=False)
    wide = many.pivot_table("count", cells, "sex").astype(int).reset_index()
    wide = wide.rename(columns={"F": "women", "M": "men"})
    wide.assign(total=wide["women"] + wide["men"]).to_csv(folder / "wide_500k.csv", index=False)
    write_persons(folder, 1_000_000)


def commands(python: str, folder: Path) -> dict[str, list[str]]:
    """Return what is measured, by its name."""
    program = [python, "-m", "diasporamap"]
    persons = [*program, "aggregate", f"{folder}/persons.csv", f"{folder}/counts.csv", "--force"]
    asked = ["--place", "pays", "--sex", "sexe", "--by", "region", "--engine"]
    return {
        "check, 10,000 rows, CSV": [*program, "check", f"{folder}/tidy_10k.csv"],
        "check, 1,000,000 rows, CSV": [*program, "check", f"{folder}/tidy_1m.csv"],
        "check, 1,020,000 rows with totals, CSV": [*program, "check", f"{folder}/both_1m.csv"],
        "check, 500,000 wide rows with totals": [*program, "check", f"{folder}/wide_500k.csv"],
        "check, 200,000 rows, XLSX": [*program, "check", f"{folder}/tidy_200k.xlsx"],
        "aggregate, 1,000,000 persons, by row": [*persons, *asked, "python"],
        "aggregate, 1,000,000 persons, DuckDB": [*persons, *asked, "duckdb"],
    }


def main() -> None:
    """Measure all in turn and print medians, and ratios run by run."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    pythons = [sys.executable, *sys.argv[2:3]]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_tables(folder)
        for what in commands("", folder):
            given = [commands(python, folder)[what] for python in pythons]
            peer = [sys.executable, "-c", PANDAS, given[0][4]]
            ways = dict(zip(("ours", "before"), given, strict=False))
            peers = {"pandas": peer}
            if given[0][4].endswith("xlsx"):
                peers["openpyxl"] = [sys.executable, "-c", OPENPYXL, given[0][4]]
            taken = in_turn({**ways, **peers}, runs)
            for which, costs in taken.items():
                wall, cpu, memory = median(costs)
                against = [name for name in ("before", *peers) if name in taken and name != which]
                times = ", ".join(
                    f"{ratio(costs, taken[name]).cpu:5.2f} times {name}" for name in against
                )
                print(
                    f"{what:38} {which:7} {wall:7.2f} s, {cpu:7.2f} s of processor, "
                    f"{memory:5.0f} MB, {times}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
