"""Sizes that figures are drawn in."""

from __future__ import annotations

from functools import partial
from typing import Final

from diasporamap.errors import UsageError
from diasporamap.maps import Paper

_IN_TEXT: Final = {"title": 10.5, "subtitle": 8.0, "legend": 7.2, "caption": 7.0}
_paper = partial(Paper, sides=0.5, top=0.8, bottom=0.5, text=_IN_TEXT)

PAPERS: Final = {
    "a4": Paper(
        name="a4",
        width=297,
        height=210,
        sides=10,
        top=9,
        bottom=8,
        text={"legend": 9, "caption": 7.0},
    ),
    "half": _paper(name="half", width=160, height=110),
    "column": _paper(name="column", width=80, height=99),
}


def paper_named(size: str) -> Paper:
    """Return the paper of a size."""
    if size not in PAPERS:
        raise UsageError(f"'{size}' is not a size of a figure. Choose {', '.join(PAPERS)}.")
    return PAPERS[size]
