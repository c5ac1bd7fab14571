"""Maps a country's diaspora: counts become protected, printed and interactive maps.

A notebook needs one line, ``import diasporamap as dm``. The names it offers are listed in
``__init__.pyi`` and loaded when they are first used, so that importing costs next to nothing.
"""

from __future__ import annotations

import os

import lazy_loader

# openpyxl writes other bytes, and other errors of a full disk, where lxml happens to be installed.
os.environ.setdefault("OPENPYXL_LXML", "False")

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
