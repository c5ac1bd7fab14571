"""Compare the time of the help of each command with a hello-world click program's, in turn.

Run it with the Python that has diasporamap installed: ``.venv/bin/python benchmarks/startup.py
[RUNS]``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from processes import in_turn, median, ours, ratio

RUNS = 11
HELLO = '''
import click

@click.command()
def hello() -> None:
    """Say hello."""
    click.echo("hello")

hello()
'''


def main() -> None:
    """Run all in turn and print the medians and the median of the ratios, run by run."""
    from diasporamap.commands import COMMANDS

    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder) / "hello.py"
        hello.write_text(HELLO, encoding="utf-8")
        helps = {f"diasporamap {name} --help": ours(name, "--help") for name in COMMANDS}
        commands = {"diasporamap --help": ours("--help"), **helps}
        taken = in_turn({"hello": [sys.executable, str(hello), "--help"], **commands}, runs)
    for name, costs in taken.items():
        cost, times = median(costs), ratio(costs, taken["hello"])
        print(f"{name:32} {1000 * cost.cpu:6.1f} ms of CPU, {times.cpu:5.2f} times hello")


if __name__ == "__main__":
    main()
