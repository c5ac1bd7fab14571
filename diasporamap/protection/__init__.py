"""The gate between counts and everything that shows them: small cells are hidden here.

Names are loaded when they are first used: whoever asks for a profile needs no search.
"""

from __future__ import annotations

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
