"""Settings of all tests: no clock in property tests, the same cases in CI, slow tests first."""

from __future__ import annotations

import gc
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from diasporamap.language import set_language
from tests.workbooks import save_workbook

settings.register_profile("diasporamap", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("diasporamap")

#: Messages are tested in English, whatever the machine speaks; tests of French say so.
os.environ["LC_ALL"] = "C.UTF-8"
for variable in [name for name in os.environ if name.startswith("DIASPORAMAP_")]:
    del os.environ[variable]
#: What is kept of geometry is the tests' own; its names hold the modules that made it.
os.environ["XDG_CACHE_HOME"] = str(Path(tempfile.gettempdir()) / "diasporamap-tests")


def pytest_addoption(parser):
    """Say how many pairs of registers are compared, and how often a load is killed."""
    parser.addoption(
        "--kills", type=int, default=8, help="how often a process that loads is killed"
    )
    parser.addoption("--pairs", type=int, default=30, help="pairs of equal registers to compare")


def pytest_collection_modifyitems(items):
    """Run tests of the page first, then modules with slow tests, so that none is left at the end.

    Tests of a module stay together, so that what they share is made once; those of the page share
    pages and a browser, which a second process would make again.
    """
    slow = {item.path for item in items if "slow" in item.keywords}
    items.sort(key=lambda item: ("web" not in item.path.parts, item.path not in slow))


def pytest_collection_finish():
    """Look for garbage rarely, and never among modules and tests, which stay to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


@pytest.fixture
def french():
    """Let messages be in French."""
    set_language("fr")
    yield
    set_language(None)


@pytest.fixture
def save_sheets(tmp_path):
    """Write sheets, each a name and rows of cells, as a workbook."""
    return lambda *sheets, name="book.xlsx": save_workbook(tmp_path / name, *sheets)


@pytest.fixture(scope="session")
def people():
    """Make protected counts of rows (place, women, men)."""
    import pandas as pd

    from diasporamap.protection import Release

    def make(*rows):
        cells = [(place, sex, n) for place, f, m in rows for sex, n in (("F", f), ("M", m))]
        counts = pd.DataFrame(cells, columns=["place", "sex", "count"])
        return Release(counts.astype({"count": "Int64"})).by()

    return make


@pytest.fixture(scope="session")
def boxes_of():
    """Return the words of a figure with their boxes in millimetres: left, bottom, right, top."""
    from tests.layouts import measured

    return lambda figure: [(text.get_text(), box) for text, box in measured(figure)]
