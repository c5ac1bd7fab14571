import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

from diasporamap.commands import COMMANDS, main

CHECKOUT = Path(__file__).parent.parent.parent
HEAVY = (
    "pandas",
    "numpy",
    "geopandas",
    "matplotlib",
    "folium",
    "xyzservices",
    "python_calamine",
    "rich",
    "babel",
)


def run(*arguments):
    return CliRunner().invoke(main, list(arguments))


def test_the_help_lists_every_command_and_its_exit_codes():
    done = run("--help")
    assert done.exit_code == 0
    assert all(f"  {name} " in done.stdout for name in COMMANDS)
    assert "1 something in the data is wrong" in " ".join(done.stdout.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name):
    done = run(name, "--help")
    assert done.exit_code == 0
    assert f"Example: diasporamap {name}" in " ".join(done.stdout.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_a_file_of_its_own(name):
    assert import_module(f"diasporamap.commands.{name}").command


def test_a_misspelt_command_is_refused_with_the_nearest():
    done = run("chek")
    assert done.exit_code == 2
    assert "Did you mean 'check'?" in done.stderr


def test_the_help_loads_no_heavy_library():
    code = (
        "import sys\nfrom diasporamap.commands import main\n"
        "main(['--help'], standalone_mode=False)\n"
        f"assert not [name for name in {HEAVY!r} if name in sys.modules]"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)


def test_importing_the_library_loads_no_heavy_library_and_names_what_it_offers():
    code = (
        "import sys, diasporamap as dm\n"
        f"assert not [name for name in {HEAVY!r} if name in sys.modules]\n"
        "assert all(getattr(dm, name) is not None for name in dm.__all__)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_door_of_a_checkout_opens():
    done = subprocess.run(
        [sys.executable, CHECKOUT / "cli.py", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("diasporamap, version ")


def test_the_program_runs_as_a_module_too():
    asked = [sys.executable, "-m", "diasporamap", "--version"]
    done = subprocess.run(asked, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("diasporamap")
