"""What a help waits for: nothing that only the command itself runs on."""

from __future__ import annotations

import subprocess
import sys

from diasporamap.readers.options import FORMATS
from diasporamap.readers.registry import READERS

#: What the helps of all commands import.
HELPS = """
import sys
from click.testing import CliRunner
from diasporamap.commands import COMMANDS, main
for name in COMMANDS:
    assert not CliRunner().invoke(main, [name, "--help"]).exit_code, name
print(*sys.modules)
"""
HEAVY = {"numpy", "pandas", "shapely", "pyproj", "geopandas", "matplotlib", "highspy", "duckdb"}
ROOMS = ("districts.attach", "protection.gate", "readers.registry", "maps.style", "tables.encoded")


def test_a_help_imports_nothing_that_it_does_not_print():
    run = subprocess.run([sys.executable, "-c", HELPS], capture_output=True, text=True, check=True)
    imported = set(run.stdout.split())
    assert not HEAVY & imported
    assert not {f"diasporamap.{room}" for room in ROOMS} & imported
    assert not {name for name in imported if name.startswith("diasporamap.maps.kinds.")}


def test_the_formats_of_a_help_are_the_readers():
    assert tuple(READERS) == FORMATS
