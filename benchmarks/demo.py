"""Times the commands of `make demo` from nothing: the demo, its atlas, and the report apart.

    .venv/bin/python benchmarks/demo.py [--rounds 1]

Every command runs in a fresh folder, with an empty cache of geometry, in the order of the Makefile;
the build is run product by product, so that the report is apart. Seconds are by the clock and of
CPU, of the command and all processes that it begins.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from processes import Cost, cost_of, median, ours

#: What is built before the report, in the order of the atlas.
PRODUCTS = ("maps", "figures", "tables", "pages", "profiles")
ATLAS = ("undesa:CMR", "undesa-2024:CMR", "--standard", "--output")


def once() -> dict[str, Cost]:
    """Run the commands, and return what each costs."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = str(Path(folder) / "cache")
        made, atlas = Path(folder) / "demo", Path(folder) / "demo" / "atlas.toml"
        commands = {
            "demo": ours("demo", made),
            "atlas init": ours("atlas", "init", *ATLAS, atlas),
            **{name: ours("build", atlas, "--only", name) for name in PRODUCTS},
            "reports": ours("build", atlas, "--only", "reports"),
        }
        return {name: cost_of(command) for name, command in commands.items()}


def main() -> None:
    """Print the medians of some rounds, a row a command, and their sum without the report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=1)
    found = [once() for _ in range(parser.parse_args().rounds)]
    costs = {name: median([costs[name] for costs in found]) for name in found[0]}
    parts = [cost for name, cost in costs.items() if name != "reports"]
    costs["all but the report"] = Cost(
        sum(cost.wall for cost in parts),
        sum(cost.cpu for cost in parts),
        max(cost.memory for cost in parts),
    )
    print("| what | s | CPU s | MB |\n|---|---:|---:|---:|")
    for name, cost in costs.items():
        print(f"| {name} | {cost.wall:.1f} | {cost.cpu:.1f} | {cost.memory:.0f} |")


if __name__ == "__main__":
    main()
