"""What a program waits for: nothing that only other commands run on, and no search at its end."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

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
#: A program that tells at its very end whether objects are left out of the search for garbage.
ENDS = """
import atexit, gc, sys, weakref
class Thing: pass
atexit.register(lambda: print("end", bool(gc.get_freeze_count()), file=sys.stderr))
thing = Thing()
weakref.finalize(thing, lambda: print("finished", file=sys.stderr))
from diasporamap.commands import main
"""


def test_a_help_imports_nothing_that_it_does_not_print():
    run = subprocess.run([sys.executable, "-c", HELPS], capture_output=True, text=True, check=True)
    imported = set(run.stdout.split())
    assert not HEAVY & imported
    assert not {f"diasporamap.{room}" for room in ROOMS} & imported
    assert not {name for name in imported if name.startswith("diasporamap.maps.kinds.")}


def test_the_formats_of_a_help_are_the_readers():
    assert tuple(READERS) == FORMATS


@pytest.mark.parametrize(
    ("words", "code"), [(["--version"], 0), (["map", "nowhere.csv", "a.png"], 1), (["chek"], 2)]
)
def test_a_program_ends_without_a_search_for_garbage(words, code):
    run = subprocess.run(
        [sys.executable, "-c", f"{ENDS}main()", *words], capture_output=True, text=True, check=False
    )
    assert run.returncode == code
    assert run.stderr.splitlines()[-2:] == ["finished", "end True"]


def test_a_program_that_runs_a_command_keeps_its_search_for_garbage():
    calls = "main(['--version'], standalone_mode=False)"
    run = subprocess.run(
        [sys.executable, "-c", ENDS + calls], capture_output=True, text=True, check=True
    )
    assert run.stderr.splitlines() == ["finished", "end False"]


def test_what_is_piped_is_whole_and_temporary_files_are_gone(tmp_path):
    persons = "country,sex\n" + "France,female\nFrance,male\n" * 20
    words = [sys.executable, "-m", "diasporamap", "aggregate", "-", "-", "--by-column", "sex"]
    run = subprocess.run(
        words,
        input=persons,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"TMPDIR": str(tmp_path)},
    )
    assert run.stdout.splitlines()[-1] == '"FRA","M","male",20'
    assert not list(tmp_path.iterdir())
