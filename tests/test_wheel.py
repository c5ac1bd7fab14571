"""The wheel works where nothing else is: an empty environment outside the checkout."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", folder, CHECKOUT],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    (path,) = folder.glob("*.whl")
    return path


@pytest.mark.slow
def test_the_wheel_holds_what_ships_and_nothing_that_builds_it(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    shipped = "diasporamap/shipped/"
    for name in (
        "boundaries/countries_world.gpkg",
        "boundaries/odbl/cameroon_divisions.gpkg",
        "boundaries/consular_districts.csv",
        "styles/iom.toml",
        "styles/fonts/OpenSans-Regular.ttf",
        "examples/cameroon_undesa_2020.csv",
    ):
        assert shipped + name in names
    assert "diasporamap/web/leaflet/leaflet.js" in names
    assert "diasporamap/__init__.pyi" in names
    assert "diasporamap/py.typed" in names
    assert not [name for name in names if "/build/" in name or name.startswith("tests/")]


@pytest.mark.slow
def test_the_demo_runs_from_the_wheel_in_an_empty_environment(wheel, tmp_path):
    venv.create(tmp_path / "venv", with_pip=True)
    programs = tmp_path / "venv" / "bin"
    quiet = ["--quiet", "--disable-pip-version-check"]
    subprocess.run([programs / "pip", "install", *quiet, wheel], check=True)
    done = subprocess.run(
        [programs / "diasporamap", "demo", "--output", "demo"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    written = sorted(path.name for path in (tmp_path / "demo").iterdir())
    assert len(written) == len(done.stdout.splitlines())
    for name in ("cameroon_2020_stock_fr.png", "cameroon_2020_fr.html", "cameroon_2020_en.html"):
        assert name in written
