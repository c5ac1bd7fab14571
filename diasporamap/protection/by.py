"""What the places of a table can be for every origin; others are the names of its levels."""

from __future__ import annotations

from typing import Final

BY: Final = ("country", "district", "admin1")

#: The table of first-level units of countries of residence, which a release has where it is asked.
ADMIN1: Final = BY[2]
