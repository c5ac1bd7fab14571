"""The gate between counts and everything that shows them: small cells are hidden here."""

from __future__ import annotations

from diasporamap.protection.gate import BY, ProtectedCounts, require_protected
from diasporamap.protection.profiles import (
    NONE,
    PROFILES,
    STANDARD,
    STRICT,
    Profile,
    profile_named,
)
from diasporamap.protection.release import Release, tables_of

__all__ = [
    "BY",
    "NONE",
    "PROFILES",
    "STANDARD",
    "STRICT",
    "Profile",
    "ProtectedCounts",
    "Release",
    "profile_named",
    "require_protected",
    "tables_of",
]
