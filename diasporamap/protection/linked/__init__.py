"""Linked tables protected together: which cells of a register are hidden, and the proof of it.

Names are loaded when they are first used, the search with its solver too.
"""

from __future__ import annotations

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
