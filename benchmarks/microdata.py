"""Count one million invented persons, and print the time and the memory that it takes.

Run it with the Python that has diasporamap installed: ``.venv/bin/python benchmarks/microdata.py``.
Memory is what the counting adds to the process at its peak, for files of growing length: it has
to stay the same. Random persons are drawn from a fixed seed.
"""

from __future__ import annotations

import csv
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = (10_000, 100_000, 1_000_000)
PLACES = ("France", "Allemagne", "Gabon", "Nigéria", "RCA", "Tchad", "Canada", "Italie")
REGIONS = ("Ouest", "Centre", "Littoral", "Nord", "Sud", "Est", "Adamaoua", "Extrême-Nord")

COUNT = """
import resource, sys
from diasporamap.persons.aggregate import aggregate_persons
import pandas
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
result = aggregate_persons(sys.argv[1], place="pays", sex="sexe", year="arrivee", by=["region"])
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(result.persons, len(result.counts), after - before)
"""


def write_persons(path: Path, rows: int) -> None:
    """Write a register: a name, a place, a sex, a day of arrival, a region, a free text."""
    draw = random.Random(1)  # noqa: S311 - invented persons, not a secret
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(["nom", "pays", "sexe", "arrivee", "region", "note"])
        for number in range(rows):
            day = f"{draw.randrange(1990, 2024)}-0{draw.randrange(1, 10)}-15"
            sex = draw.choice(("F", "M", "Femme", "Homme", ""))
            note = "un texte libre d'une ligne"
            row = [f"Personne {number}", draw.choice(PLACES), sex, day, draw.choice(REGIONS), note]
            writer.writerow(row)


def main() -> None:
    """Count files of growing length, each in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "persons.csv"
        for rows in ROWS:
            write_persons(path, rows)
            start = time.perf_counter()
            run = subprocess.run(
                [sys.executable, "-c", COUNT, str(path)], check=True, capture_output=True, text=True
            )
            seconds = time.perf_counter() - start
            persons, cells, kilobytes = map(int, run.stdout.split())
            size = path.stat().st_size / 1e6
            print(
                f"{persons:9,} persons, {size:6.1f} MB: {cells:5,} cells, {seconds:5.1f} s with "
                f"start-up, {kilobytes / 1024:6.1f} MB more memory"
            )


if __name__ == "__main__":
    main()
