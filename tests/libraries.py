"""What libraries need, as their installed metadata say."""

from __future__ import annotations

from importlib.metadata import distribution

from packaging.requirements import Requirement


def needed_by(requirements):
    """Return the names of what some requirements install, without extras, and of all it needs."""
    found, waiting = set(), list(requirements)
    while waiting:
        wanted = Requirement(waiting.pop())
        applies = wanted.marker is None or wanted.marker.evaluate({"extra": ""})
        if applies and wanted.name.lower() not in found:
            found.add(wanted.name.lower())
            waiting += distribution(wanted.name).requires or ()
    return found
