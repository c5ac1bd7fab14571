"""Writes tables that open anywhere: published tables in every format, CSV and XLSX of any table.

Names are loaded when they are first used.
"""

from __future__ import annotations

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
