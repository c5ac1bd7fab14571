"""What a help waits for: nothing that only the command itself runs on."""

from __future__ import annotations

import subprocess
import sys

from diasporamap.commands import COMMANDS
from diasporamap.readers.options import FORMATS
from diasporamap.readers.registry import READERS

#: What the helps of all commands import, but of `map`, which lists the kinds of maps.
HELPS = """
import sys
from click.testing import CliRunner
from diasporamap.commands import COMMANDS, main
for name in COMMANDS:
    if name != "map":
        assert not CliRunner().invoke(main, [name, "--help"]).exit_code, name
print(*sys.modules)
"""
HEAVY = {"numpy", "pandas", "shapely", "pyproj", "geopandas", "matplotlib", "highspy", "duckdb"}
ROOMS = ("districts.attach", "protection.gate", "readers.registry", "maps.kinds", "tables.encoded")


def test_a_help_imports_nothing_that_it_does_not_print():
    assert "map" in COMMANDS
    run = subprocess.run([sys.executable, "-c", HELPS], capture_output=True, text=True, check=True)
    imported = set(run.stdout.split())
    assert not HEAVY & imported
    assert not {f"diasporamap.{room}" for room in ROOMS} & imported


def test_the_formats_of_a_help_are_the_readers():
    assert tuple(READERS) == FORMATS
