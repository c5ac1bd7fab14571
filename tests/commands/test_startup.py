"""What a program waits for: nothing that only other commands run on, and no search at its end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from diasporamap.commands import main, sheets
from diasporamap.readers.options import FORMATS
from diasporamap.readers.registry import READERS

CHECKOUT = Path(__file__).parent.parent.parent
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
#: A program that tells in its last line what it imported.
IMPORTED = """
import atexit, sys
atexit.register(lambda: print(*sys.modules))
from diasporamap.commands import main
main()
"""
#: What such a map goes without: geometry is kept, projected by NumPy and read from SQLite.
UNUSED = {"geopandas", "pyproj", "pyogrio", "highspy", "folium", "openpyxl", "rich", "duckdb"}
UNUSED |= {
    "mpl_toolkits.mplot3d",
    "importlib.metadata",
    "urllib.request",
    "http.client",
    "email",
    "multiprocessing",
}
#: A program that tells at its very end whether objects are left out of the search for garbage.
ENDS = """
import atexit, gc, sys, weakref
class Thing: pass
atexit.register(lambda: print("end", bool(gc.get_freeze_count()), file=sys.stderr))
thing = Thing()
weakref.finalize(thing, lambda: print("finished", file=sys.stderr))
from diasporamap.commands import main
"""


def imported_by(words):
    run = [sys.executable, "-c", IMPORTED, *words]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_a_help_imports_nothing_that_it_does_not_print():
    run = subprocess.run([sys.executable, "-c", HELPS], capture_output=True, text=True, check=True)
    imported = set(run.stdout.split())
    assert not HEAVY & imported
    assert not {f"diasporamap.{room}" for room in ROOMS} & imported
    assert not {name for name in imported if name.startswith("diasporamap.maps.kinds.")}


def test_the_formats_of_a_help_are_the_readers():
    assert tuple(READERS) == FORMATS


def test_a_map_imports_nothing_that_it_does_not_need(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    words = ["map", str(CHECKOUT / "examples" / "cameroon_undesa_2020.csv")]
    words += [str(tmp_path / "map.png"), "--measure", "share_women", "--size", "half"]
    imported_by(words)  # what is made for the first time is kept
    assert not UNUSED & imported_by([*words, "--force"])


@pytest.mark.parametrize("ends", [True, False])
def test_only_a_program_that_ends_goes_without_help_of_artists(ends, monkeypatch):
    quick = []
    monkeypatch.setattr(sheets, "import_matplotlib", lambda: quick.append(1))
    monkeypatch.setattr(main, "ends", ends)
    with click.Context(main):
        sheets.ready_to_draw()
    assert bool(quick) is ends


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
