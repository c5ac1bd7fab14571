"""Attack many protected registers; print what a reader finds. Everything but zeros is an error.

Run it with the Python that has diasporamap installed:
``.venv/bin/python benchmarks/protection_attack.py [REGISTERS] [FIRST]``. Ten thousand registers,
the default, take about two hours on two cores. Each is attacked in one of eight ways that turn
by register; see ``tests/protection/cases.py``.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.protection import cases
from tests.protection.registers import random_register

#: Of ten registers, the kinds.
MIX = (
    "small",
    "survey",
    "small",
    "unsexed",
    "small",
    "survey",
    "small",
    "small",
    "small",
    "survey",
)
ALL = (*cases.PROMISED, *cases.LISTED)


def attack_one(seed: int) -> tuple[str, Counter[str], str]:
    """Protect and attack one register; tell what was found, and the register if it is an error."""
    case = ALL[seed % len(ALL)]
    kind = "wide" if seed % 80 < len(ALL) else MIX[seed // len(ALL) % len(MIX)]
    threshold = 10 if seed % 5 == 4 else 5
    result, pattern = case(random_register(seed, kind), threshold)
    listed = {tuple(cell) for weak in pattern.weak for cell in weak.cells}
    found = Counter(
        registers=1,
        small=result.small,
        opened=len(set(result.opened) - listed),
        weak=len(set(result.weak) - listed),
        listed=len(listed),
        listed_wrongly=len(listed - set(result.weak)),
        refused=len(pattern.refused),
        level_2=pattern.level == 2,
        fractional=pattern.statistics["fractional"],
    )
    wrong = found["weak"] or found["listed_wrongly"] or found["refused"]
    return case.__name__, found, f"{kind} {seed} at {threshold}" if wrong else ""


def main() -> None:
    """Attack and print a line a case."""
    registers = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    start = time.perf_counter()
    totals: dict[str, Counter[str]] = {case.__name__: Counter() for case in ALL}
    with ProcessPoolExecutor(2) as processes:
        seeds = range(first, first + registers)
        for name, found, wrong in processes.map(attack_one, seeds, chunksize=8):
            totals[name] += found
            if wrong:
                print(f"{name}: {wrong}", flush=True)
    for name, found in totals.items():
        print(f"{name}: " + ", ".join(f"{what} {found[what]}" for what in attack_columns()))
    print(f"{time.perf_counter() - start:.0f} s")


def attack_columns() -> tuple[str, ...]:
    """Return what is counted, in order."""
    return (
        *("registers", "small", "opened", "weak", "listed", "listed_wrongly", "refused"),
        *("level_2", "fractional"),
    )


if __name__ == "__main__":
    main()
