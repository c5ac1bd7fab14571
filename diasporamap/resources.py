"""Finds the folders that ship with the package: boundaries, reference, styles, examples."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def shipped(folder: str) -> Path:
    """Return a shipped folder, as "boundaries" or "styles", of the wheel or of a checkout."""
    for candidate in (PACKAGE / "shipped" / folder, PACKAGE.parent / folder):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(
        f"The shipped folder '{folder}' is missing: the installation of diasporamap is damaged. "
        "Install it again."
    )
