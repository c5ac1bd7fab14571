"""Every command line and program of the documentation runs, from a fresh folder, in the page's order."""

from __future__ import annotations

import re
import sys

import click
import pytest

from diasporamap.commands import COMMANDS, main
from tests.docs import DOCS, ROOT, Runner, arguments_of, page, pages, steps, words_of

#: Pages whose steps another test runs with more to look at, and pages of pictures, which `make
#: gallery` draws.
ELSEWHERE = {"database.md", "fr/database.md", "gallery/README.md", "gallery/README.fr.md"}


def pairs():
    """Return pages that have steps, each with its French page behind it."""
    english = [name for name in pages() if not name.startswith("fr/") and name not in ELSEWHERE]
    for name in english:
        french = f"fr/{name.rpartition('/')[2]}"
        both = [name, *([french] if (DOCS / french).exists() else [])]
        if any(step.kind in ("run", "python") for each in both for step in steps(page(each))):
            yield both


@pytest.mark.slow
@pytest.mark.parametrize("names", pairs(), ids=lambda names: names[0].rpartition("/")[2][:-3])
def test_a_page_runs_as_it_is_written(tmp_path, monkeypatch, names):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    runner = Runner()
    for number, name in enumerate(names):
        folder = tmp_path / str(number)
        folder.mkdir()
        runner.run(page(name), folder)
