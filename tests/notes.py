"""What notes of a reading say, for tests to compare."""

from __future__ import annotations


def texts(notes):
    return tuple(map(str, notes))
