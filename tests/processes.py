"""Processes of their own, which begin at once since all that they need is imported before."""

from __future__ import annotations

import multiprocessing
import time
from typing import Any

#: What loads and builds need; imported once, in the server that processes are forked from.
NEEDED = [
    *("duckdb", "ibis", "ibis.backends.duckdb", "ibis.backends.postgres", "psycopg"),
    *("pandas", "pyarrow", "geopandas", "diasporamap.database", "diasporamap.intake"),
    *("diasporamap.commands.build", "diasporamap.atlas.building", "diasporamap.atlas.reading"),
    *("diasporamap.figures", "diasporamap.sheet", "diasporamap.protection.linked"),
    "tests.processes",
]


def context() -> Any:
    """Return what makes processes, pipes and queues."""
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(NEEDED)
    return made


def run_command(words: list[str]) -> None:
    """Run the command line, and say nothing."""
    from click.testing import CliRunner

    from diasporamap.commands import main

    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output


def begin_workers(file: str, told: Any) -> None:
    """Begin processes that build an atlas, tell their numbers, and do nothing more."""
    from diasporamap.atlas import Plan, Workers, read_atlas

    jobs = Plan(read_atlas(file)).jobs()

    with Workers(jobs, 2) as begun:
        told.send([*begun._pool._processes])
        time.sleep(60)
