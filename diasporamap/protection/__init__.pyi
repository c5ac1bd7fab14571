from .by import BY
from .gate import ProtectedCounts, require_protected
from .profiles import NONE, PROFILES, STANDARD, STRICT, Profile, profile_named
from .release import Release, tables_of

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
