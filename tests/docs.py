"""The pages of the documentation, for tests that hold them against the program."""

from __future__ import annotations

from pathlib import Path


def page(name):
    """Return the text of a page of docs."""
    return (Path(__file__).parents[1] / "docs" / name).read_text(encoding="utf-8")
