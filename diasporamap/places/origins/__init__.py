"""Origins: the parts of a country that people come from.

Names are loaded when they are first used: who matches names needs no shapes.
"""

from __future__ import annotations

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
