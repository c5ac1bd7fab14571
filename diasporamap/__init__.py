"""Maps a country's diaspora: counts become protected, printed and interactive maps.

A notebook needs one line, ``import diasporamap as dm``. The names it offers are listed in
``__init__.pyi`` and loaded when they are first used, so that importing costs next to nothing.
"""

from __future__ import annotations

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
