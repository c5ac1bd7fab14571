"""What a command costs: seconds by the clock and of CPU, peak of memory, in a process of its own.

Programs that are compared take turns, so that what else the machine does slows all alike.
"""

from __future__ import annotations

import ctypes
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import resource
    from collections.abc import Callable, Iterator, Mapping, Sequence

#: What makes Linux give the orphans of a process to this one: PR_SET_CHILD_SUBREAPER.
ADOPT = 36
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
    """Run a command; its modules are compiled once, as those of an installed program are.

    Processes that it begins count too, also those that end after it; memory is that of the largest.
    """
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(ADOPT, 1, 0, 0, 0)
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
    all_used = [used, *_used_by_orphans()]
    seconds = sum(one.ru_utime + one.ru_stime for one in all_used)
    return Cost(wall, seconds, max(one.ru_maxrss for one in all_used) / unit)


def _used_by_orphans() -> Iterator[resource.struct_rusage]:
    """Wait for what a process has left behind, and give what each has used."""
    while True:
        try:
            yield os.wait4(-1, 0)[2]
        except ChildProcessError:
            return


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
