"""The wheel works where nothing else is: an empty environment outside the checkout."""

import subprocess
import sys
import sysconfig
import venv
import zipfile
from importlib.metadata import PathDistribution, distribution
from pathlib import Path

import pytest
from PIL import Image

from diasporamap.commands.demo import FORMATS
from diasporamap.language import LANGUAGES
from tests.libraries import needed_by

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
        "reference/territories.csv",
        "reference/territories.toml",
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
        "examples/README.md",
        "notebooks/quickstart.ipynb",
    ):
        assert shipped + name in names
    assert {"diasporamap/web/leaflet/leaflet.js", "diasporamap/web/assets/page.js"} <= set(names)
    for folder in ("boundaries/packs/", "boundaries/odbl/packs/"):
        assert [name for name in names if name.startswith(f"{shipped}{folder}")]
    assert "diasporamap/__init__.pyi" in names
    assert "diasporamap/py.typed" in names
    assert wheel.stat().st_size < 20e6
    unneeded = ("/build/", "/web/scripts/", "/web/styles/")
    assert not [name for name in names if name.startswith("tests/")]
    assert not [name for name in names if any(part in name for part in unneeded)]


def linked_into(site, names):
    """Put libraries that are installed here into an environment, and nothing else of here."""
    for name in names:
        library = distribution(name)
        for top in {file.parts[0] for file in library.files} - {"..", "__pycache__"}:
            if not (site / top).exists():
                (site / top).symlink_to(Path(library.locate_file(top)).resolve())


@pytest.mark.slow
def test_the_wheel_alone_draws_districts_and_the_demo_of_a_country_without_any(wheel, tmp_path):
    venv.create(tmp_path / "venv")
    programs = tmp_path / "venv" / "bin"
    site = Path(sysconfig.get_path("purelib", "venv", {"base": tmp_path / "venv"}))
    pip = [sys.executable, "-m", "pip", "--python", programs / "python"]
    quiet = ["--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", *quiet, "--no-deps", wheel], check=True)
    (installed,) = site.glob("diasporamap-*.dist-info")
    linked_into(site, needed_by(PathDistribution(installed).requires))
    assert not {"pytest", "duckdb", "pyarrow"} & {path.name for path in site.iterdir()}

    def run(*arguments):
        command = [programs / "diasporamap", *arguments]
        done = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True)
        return done.stdout

    assert "371" in run("map", "undesa:CMR", "districts.svg", "--by", "district")
    told = run("demo", "--origin", "TUV", "demo")
    pages = [f"tuvalu_2020_{language}.html" for language in LANGUAGES]
    sheets = [
        f"tuvalu_2020_{sheet}_{language}.{ending}"
        for sheet in ("stock", "share_of_women")
        for language in LANGUAGES
        for ending in FORMATS
    ]
    assert {path.name for path in (tmp_path / "demo").iterdir()} == {*pages, *sheets}
    assert sorted(told.splitlines()) == sorted(f"demo/{name}" for name in (*pages, *sheets))
    for path in (tmp_path / "demo").glob("*.png"):
        with Image.open(path) as image:
            assert image.size == (3508, 2480)
