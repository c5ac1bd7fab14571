"""Build whole atlases of invented registers and attack all that is in their folders.

Run it with the Python that has diasporamap installed:
``.venv/bin/python benchmarks/atlas_attack.py [REGISTERS] [FIRST]``. A register takes about a
minute: tables, maps, figures, a page, a report and profiles are made of it; then the folder is
audited, every figure in it is read without the package and attacked, and sentences are searched
for hidden figures. Everything but zeros in the last columns is an error.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from diasporamap.checking import audit
from tests.protection import folders

KINDS = ("small", "survey", "small", "wide")


def attack_one(seed: int, folder: Path) -> Counter[str]:
    """Build, audit, read and attack one register; tell what was found."""
    register, rows = folders.invented(seed, KINDS[seed % len(KINDS)])
    outputs = folders.built(rows, folder, folders.atlas_text(folders.TABLES))
    found = folders.read_folder(outputs)
    audited = audit(outputs, origin="CMR")
    result = folders.attacked(register, found)
    told = list(folders.told_in_words(outputs, register, found))
    for what in (*audited.found, *found.differing, *result.weak, *told):
        print(f"register {seed}: {what}", flush=True)
    return Counter(
        registers=1,
        files=found.files,
        figures=found.figures,
        hidden=sum(value is None for value in found.published.values()),
        small=result.small,
        audited=len(audited.told),
        opened=len(result.opened),
        weak=len(result.weak),
        found_by_audit=len(audited.found),
        differing=len(found.differing),
        told_in_words=len(told),
    )


def main() -> None:
    """Attack and print the sums after each register."""
    registers = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    start, totals = time.perf_counter(), dict[str, int]()
    for seed in range(first, first + registers):
        with tempfile.TemporaryDirectory() as folder:
            for what, number in attack_one(seed, Path(folder)).items():
                totals[what] = totals.get(what, 0) + number
        listed = ", ".join(f"{what} {number}" for what, number in totals.items())
        print(f"{time.perf_counter() - start:.0f} s: {listed}", flush=True)


if __name__ == "__main__":
    main()
