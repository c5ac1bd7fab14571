"""Cartography: the map spec, its style, paper, kinds, words and projection.

Names are loaded when they are first used, the kinds when one is asked for.
"""

from __future__ import annotations

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
