"""Compare the time of `diasporamap --help` with a hello-world click program's, in one go.

Run it with the Python that has diasporamap installed: ``.venv/bin/python benchmarks/startup.py``.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 31
HELLO = '''
import click

@click.command()
def hello() -> None:
    """Say hello."""
    click.echo("hello")

hello()
'''


def seconds(command: list[str]) -> float:
    """Return the wall time of one run of a command."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Run both in turn and print the medians and the median of the ratios, pair by pair."""
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder) / "hello.py"
        hello.write_text(HELLO, encoding="utf-8")
        ours = [str(Path(sys.executable).with_name("diasporamap")), "--help"]
        bare = [sys.executable, str(hello), "--help"]
        seconds(ours), seconds(bare)
        pairs = [(seconds(ours), seconds(bare)) for _ in range(RUNS)]
    columns = zip(*pairs, strict=True)
    for name, times in zip(("diasporamap --help", "click hello --help"), columns, strict=True):
        print(f"{name:20} {1000 * statistics.median(times):6.1f} ms, median of {RUNS}")
    print(f"{'ratio':20} {statistics.median(a / b for a, b in pairs):6.2f}")


if __name__ == "__main__":
    main()
