"""Maps a country's diaspora: counts become protected, printed and interactive maps.

A notebook needs one line, ``import diasporamap as dm``. The names it offers are listed in
``__init__.pyi`` and loaded when they are first used, so that importing costs next to nothing.
"""

from __future__ import annotations

import os
from typing import Any

import lazy_loader

# openpyxl writes other bytes, and other errors of a full disk, where lxml happens to be installed.
os.environ.setdefault("OPENPYXL_LXML", "False")

_loaded, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any of the names of the package
    """Load a name when it is first used; the version stands with what files say of their maker."""
    if name == "__version__":
        from diasporamap.files import VERSION

        return VERSION
    return _loaded(name)
