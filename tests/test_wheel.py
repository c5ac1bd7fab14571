"""The wheel works where nothing else is: an empty environment outside the checkout."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from diasporamap.commands.demo import SHEETS
from diasporamap.language import LANGUAGES

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
        "reference/world_population.csv",
        "reference/world_population.toml",
        "reference/undesa_stock_2020.csv",
        "reference/undesa_stock_2020.toml",
        "reference/undesa_stock_2024.csv",
        "reference/undesa_stock_2024.toml",
        "reference/remittances_2017.csv",
        "reference/remittances_2017.toml",
        "styles/iom.toml",
        "styles/fonts/OpenSans-Regular.ttf",
        "examples/cameroon_undesa_2020.csv",
    ):
        assert shipped + name in names
    assert {"diasporamap/web/leaflet/leaflet.js", "diasporamap/web/assets/page.js"} <= set(names)
    assert "diasporamap/__init__.pyi" in names
    assert "diasporamap/py.typed" in names
    assert wheel.stat().st_size < 20e6
    unneeded = ("/build/", "/web/scripts/", "/web/styles/")
    assert not [name for name in names if name.startswith("tests/")]
    assert not [name for name in names if any(part in name for part in unneeded)]


@pytest.mark.slow
def test_the_demo_draws_every_map_in_both_languages_from_the_wheel_alone(wheel, tmp_path):
    venv.create(tmp_path / "venv", with_pip=True)
    programs = tmp_path / "venv" / "bin"
    quiet = ["--quiet", "--disable-pip-version-check", "--no-compile"]  # what runs once
    subprocess.run([programs / "pip", "install", *quiet, wheel], check=True)
    done = subprocess.run(
        [programs / "diasporamap", "demo", "--output", "demo"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    written = sorted(f"demo/{path.name}" for path in (tmp_path / "demo").iterdir())
    assert sorted(done.stdout.splitlines()) == written
    for language in LANGUAGES:
        assert f"demo/cameroon_2020_{language}.html" in written
        sheets = list((tmp_path / "demo").glob(f"*_{language}.png"))
        assert len(sheets) == len(SHEETS)
        for path in sheets:
            with Image.open(path) as image:
                assert image.size == (3508, 2480)
