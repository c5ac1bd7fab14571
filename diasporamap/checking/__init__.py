"""Checks a counts file before it is mapped, and says everything that was found.

Names are loaded when they are first used: a check needs nothing of what audits read.
"""

from __future__ import annotations

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
