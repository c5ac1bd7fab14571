"""Atlases: a file that names all maps, figures, tables, pages and reports, and their build.

Names are loaded when they are first used.
"""

from __future__ import annotations

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
