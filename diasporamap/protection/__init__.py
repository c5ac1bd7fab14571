"""The gate between counts and everything that shows them: small cells are hidden here."""

from __future__ import annotations

from diasporamap.protection.complement import with_complement
from diasporamap.protection.gate import ProtectedCounts, protect, require_protected
from diasporamap.protection.profiles import PROFILES, STANDARD, STRICT, Profile, profile_named
from diasporamap.protection.regrouping import by_district, regroup

__all__ = [
    "PROFILES",
    "STANDARD",
    "STRICT",
    "Profile",
    "ProtectedCounts",
    "by_district",
    "profile_named",
    "protect",
    "regroup",
    "require_protected",
    "with_complement",
]
