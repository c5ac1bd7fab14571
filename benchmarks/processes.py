"""What a command costs: seconds by the clock and of CPU, peak of memory, in a process of its own.

Programs that are compared take turns, so that what else the machine does slows all alike.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent


class Cost(NamedTuple):
    """Seconds by the clock, seconds of CPU (user and system), most MB of memory at once."""

    wall: float
    cpu: float
    memory: float


def ours(*arguments: object) -> list[str]:
    """Return the command line of the installed program."""
    return [str(Path(sys.executable).with_name("diasporamap")), *map(str, arguments)]


def cost_of(command: Sequence[str]) -> Cost:
    """Run a command; its modules are compiled once, as those of an installed program are."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as told:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=told
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            told.seek(0)
            raise RuntimeError(f"{' '.join(command)}\n{told.read()}")
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / unit)


def in_turn(
    commands: Mapping[str, Sequence[str]],
    rounds: int,
    before: Mapping[str, Callable[[], object]] | None = None,
) -> dict[str, list[Cost]]:
    """Run all commands once to warm up, and then in turn so many times; act `before` each."""
    found: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds + 1):
        for name, command in commands.items():
            if before and name in before:
                before[name]()
            found[name].append(cost_of(command))
    return {name: costs[1:] for name, costs in found.items()}


def median(costs: Sequence[Cost]) -> Cost:
    """Return the medians of some costs."""
    return Cost(*(statistics.median(values) for values in zip(*costs, strict=True)))


def ratio(ours_: Sequence[Cost], theirs: Sequence[Cost]) -> Cost:
    """Return the medians of the ratios of costs, round by round."""
    return median(
        [
            Cost(*(a / b for a, b in zip(one, other, strict=True)))
            for one, other in zip(ours_, theirs, strict=True)
        ]
    )
