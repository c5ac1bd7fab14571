"""Protect invented registers; print time, loss beside simpler rules, loss over the optimum.

Run it with the Python that has diasporamap and its development tools:
``.venv/bin/python benchmarks/protection.py [TABLES]``, with how many small tables to solve. A
register of the world has 250 places, 58 divisions and 42 districts; there are seven, as of seven
years, protected in two processes. Loss is per cent of the people in totals that are hidden. The
simpler rules are those that diasporamap had first: each country and each division for itself, a
sum shown where all its parts are. The optimum is found by an integer programme on small tables.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import highspy
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection

sys.path.insert(0, str(Path(__file__).parents[1]))
from diasporamap.protection.linked import Cell, Pattern, System
from diasporamap.protection.linked.figures import Figures, figures_of
from diasporamap.protection.linked.suppress import suppress
from tests.protection.registers import Register, random_register

THRESHOLD = 5
TABLES = ("country", "district", "division", "region")
YEARS = 7


def protect_year(seed: int) -> tuple[float, dict[str, int], list[str]]:
    """Protect the register of one year: processor seconds, statistics, loss by table."""
    register = random_register(seed, "world")
    start = time.process_time()
    system = register.system()
    pattern = suppress(system, THRESHOLD)
    seconds = time.process_time() - start
    before = simpler_rules(register)
    losses = [
        f"{loss(system, pattern.hidden, table):.2f} | {loss(system, before, table):.2f}"
        for table in TABLES
    ]
    return seconds, dict(pattern.statistics), losses


def loss(system: System, hidden: Collection[Cell], table: str) -> float:
    """Return the per cent of the people of a table who are in totals that are hidden."""
    totals = [cell for cell in system.cells if cell.table == table and cell.sex == "T"]
    people = sum(map(system.people, totals))
    return 100 * sum(system.people(cell) for cell in totals if cell in hidden) / max(people, 1)


def simpler_rules(register: Register) -> set[Cell]:
    """Hide as the first rules did: by piece and division, and every sum with a hidden part."""
    pieces, divisions = defaultdict(dict), defaultdict(dict)
    countries, regions = defaultdict(dict), defaultdict(dict)
    region = register.levels["region"].to_dict()
    for place, district, sex, people in register.residence.itertuples(index=False):
        by_country = countries[place]
        by_country[sex] = by_country.get(sex, 0) + people
        if isinstance(district, str):
            pieces[place, district][sex] = people
    for part, sex, people in register.origin.itertuples(index=False):
        if isinstance(part, str) and part != region[part]:
            divisions[part][sex] = people
            of_region = regions[region[part]]
            of_region[sex] = of_region.get(sex, 0) + people
    hidden = {Cell("country", place, sex) for place in countries for sex in _rule(countries[place])}
    for division, parts in divisions.items():
        for sex in _rule(parts):
            hidden |= {Cell("division", division, sex), Cell("region", region[division], sex)}
    for (_, district), parts in pieces.items():
        hidden |= {Cell("district", district, sex) for sex in _rule(parts)}
    return hidden


def _rule(parts: dict[str, int]) -> list[str]:
    """Return the sexes of one place that the first rules hid, T for the total."""
    hidden = [sex for sex in "FMU" if 0 < parts.get(sex, 0) < THRESHOLD]

    def wide() -> bool:
        shared = sum(parts[sex] for sex in hidden)
        return len(hidden) > 1 and shared - len(hidden) + 1 >= THRESHOLD - 1

    if not hidden:
        return []
    for partner in "MFU":
        needed = partner == "M" or not wide()
        if needed and partner not in hidden and parts.get(partner, 0) > 0:
            hidden.append(partner)
    return [*hidden, *(["T"] if sum(parts.values()) < THRESHOLD or not wide() else [])]


def optimum(figures: Figures, pattern: Pattern) -> float:
    """Return the least that hiding can cost with the same values proved, by an integer programme.

    A yes or no a figure; for each value that is proved, a change of the table that moves hidden
    figures only and leaves each of them what readers know of it at least.
    """
    solver = highspy.Highs()
    for option, value in (("output_flag", False), ("mip_rel_gap", 0.0), ("time_limit", 120.0)):
        solver.setOptionValue(option, value)
    people, count = figures.people, len(figures.people)
    small = (people > 0) & (people < THRESHOLD)
    solver.addVars(count, small.astype(float), np.ones(count))
    for k in range(count):
        solver.changeColCost(k, figures.weights[k])
        solver.changeColIntegrality(k, highspy.HighsVarType.kInteger)
    totals = [[int(total) for sex, total in figures.sexes if sex == k] for k in range(count)]
    for k in np.flatnonzero(people == 0):  # zeros are hidden where the total of their place is
        for total in totals[k]:
            _row(solver, {k: 1, total: -1}, 0, np.inf)
        _row(solver, {k: -1, **dict.fromkeys(totals[k], 1)}, 0, np.inf)
    number = {cell: k for k, same in enumerate(figures.faces) for cell in same}
    for witness in pattern.witnesses:
        change = witness.value - int(people[number[witness.cell]])
        _demand(solver, figures, totals, number[witness.cell], change)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return float("nan")
    return float(solver.getInfo().objective_function_value)


def _demand(
    solver: highspy.Highs, figures: Figures, totals: list[list[int]], target: int, wanted: int
) -> None:
    """Ask for a change of the table that changes one figure as wanted."""
    first, groups = solver.getNumCol(), len(figures.counts)
    solver.addVars(groups, -figures.counts.astype(float), np.full(groups, np.inf))
    for at, by in figures.fixed:
        _row(solver, {first + n: float(b) for n, b in zip(at, by, strict=True)}, 0, 0)
    most = 4.0 * THRESHOLD
    for k, (members, people) in enumerate(zip(figures.members, figures.people, strict=True)):
        change = {first + int(n): 1.0 for n in members}
        if k == target:
            _row(solver, change, wanted, wanted)
        _row(solver, {**change, k: -most}, -np.inf, 0)
        _row(solver, {**change, k: min(most, float(people))}, 0, np.inf)
        if people and figures.totals[k]:
            _row(solver, change, 1 - int(people), np.inf)
        for total in totals[k] if people else ():
            _row(solver, {**change, total: 1.0}, 1 - int(people), np.inf)


def _row(solver: highspy.Highs, by: dict[int, float], low: float, high: float) -> None:
    at = np.array(list(by), dtype=np.int32)
    solver.addRow(low, high, len(at), at, np.array(list(by.values()), dtype=float))


def beside_the_optimum(registers: int) -> None:
    """Compare what hiding costs with the least that it can, on tables of up to 60 cells."""
    ours = least = before = 0.0
    equal = tables = seed = 0
    while tables < registers:
        seed += 1
        register = random_register(seed)
        system = register.system()
        pattern = suppress(system, THRESHOLD)
        cells = sum(1 for cell in system.cells if system.people(cell))
        if cells > 60 or not pattern.witnesses or pattern.level > 1:
            continue
        figures = figures_of(system, (), (), (), b"", level=1)
        best = optimum(figures, pattern)
        if np.isnan(best):
            continue
        costs = [
            sum(
                w for same, w in zip(figures.faces, figures.weights, strict=True) if hides & {*same}
            )
            for hides in (pattern.hidden, simpler_rules(register))
        ]
        tables += 1
        least, ours, before = least + best, ours + costs[0], before + costs[1]
        equal += costs[0] < best + 1e-6
    print(
        f"{tables} tables of up to 60 cells: cost {ours:.0f}, optimum {least:.0f} "
        f"({100 * (ours / least - 1):+.1f} %, {equal} equal), "
        f"simpler rules {100 * (before / least - 1):+.0f} %"
    )


def main() -> None:
    """Print everything."""
    small = [random_register(seed).system() for seed in range(40)]
    start = time.process_time()
    for system in small:
        suppress(system, THRESHOLD)
    print(f"a small register: {(time.process_time() - start) / len(small) * 1000:.0f} ms")
    print("year  s   figures small hidden programmes   % of people hidden, linked | simpler rules")
    start = time.perf_counter()
    with ProcessPoolExecutor(2) as processes:
        years = list(processes.map(protect_year, range(YEARS)))
    elapsed = time.perf_counter() - start
    for year, (seconds, statistics, losses) in enumerate(years):
        figures = " ".join(
            f"{statistics[name]:6}" for name in ("figures", "small", "hidden", "programmes")
        )
        table = ", ".join(f"{name} {each}" for name, each in zip(TABLES, losses, strict=True))
        print(f"{year:4} {seconds:4.1f} {figures}   {table}")
    used = sum(seconds for seconds, *_ in years)
    print(f"{YEARS} years: {used:.1f} s of processor, {elapsed:.1f} s by the clock")
    beside_the_optimum(int(sys.argv[1]) if len(sys.argv) > 1 else 40)


if __name__ == "__main__":
    main()
