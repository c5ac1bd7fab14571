"""Settings of all tests: property tests have no clock, and CI runs the same cases every time."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("diasporamap", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("diasporamap")
