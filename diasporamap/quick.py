"""Imports matplotlib as a program needs it that draws and ends, in three quarters of the time.

Nobody asks such a program for the help of an artist, into which matplotlib writes all properties
that each has, and no sheet has three dimensions. A notebook keeps both.
"""

from __future__ import annotations

import sys
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Axes of three dimensions, which matplotlib does without where they are not installed.
_SOLID: Final = "mpl_toolkits.mplot3d"


def import_matplotlib() -> None:
    """Import what draws, unless that is done, without the help of artists and solid axes."""
    if "matplotlib.figure" in sys.modules:
        return
    with _without_help(), _without_solid_axes():
        import matplotlib.figure  # noqa: F401


@contextmanager
def _without_help() -> Iterator[None]:
    from matplotlib import artist

    name = "kwdoc"  # which lists the properties of an artist
    listed = getattr(artist, name, None)
    if listed is None:
        yield
        return
    setattr(artist, name, lambda _: "")
    try:
        yield
    finally:
        setattr(artist, name, listed)


@contextmanager
def _without_solid_axes() -> Iterator[None]:
    if _SOLID in sys.modules:
        yield
        return
    sys.modules[_SOLID] = None  # type: ignore[assignment] # is not found, as Python has it
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Unable to import Axes3D", UserWarning)
            yield
    finally:
        del sys.modules[_SOLID]
