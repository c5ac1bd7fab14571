"""Settings of all tests: no clock in property tests, the same cases in CI, slow tests first."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("diasporamap", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("diasporamap")


def pytest_collection_modifyitems(items):
    """Run slow tests first, so that none is left for one process while the others are done."""
    items.sort(key=lambda item: "slow" not in item.keywords)
