"""How strictly small cells are protected."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from diasporamap.errors import UsageError
from diasporamap.language import message
from diasporamap.language.messages import joined

#: Name of the profile that hides nothing.
UNPROTECTED: Final = "none"

#: Under 4 the gate can be undone: of a hidden total under 3, two hidden parts are both 1.
LEAST_THRESHOLD: Final = 4
#: People that a rate is of at least where the figures are published, which are often estimates.
PUBLISHED_BASE: Final = 100


@dataclass(frozen=True)
class Profile:
    """One strictness of the protection gate.

    Attributes
    ----------
    name : str
        Name, as options and reports write it.
    threshold : int
        People; a cell of 1 to ``threshold - 1`` people is hidden. 0 in the profile "none" alone,
        which hides nothing and is for confidential releases.
    base : int
        People; a rate of fewer is pale and marked where the figures are not published.

    Raises
    ------
    UsageError
        If the threshold is under `LEAST_THRESHOLD`.
    """

    name: str = "standard"
    threshold: int = 5
    base: int = 50

    def __post_init__(self) -> None:
        """Refuse a threshold that protects nobody."""
        if self.threshold < LEAST_THRESHOLD and (self.name, self.threshold) != (UNPROTECTED, 0):
            said = {"threshold": self.threshold, "least": LEAST_THRESHOLD}
            raise UsageError(message("protection.threshold", **said))


#: The entries of the profiles, with the reason of each.
ENTRIES: Final = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))

#: The profiles that protect, by name.
PROFILES: Final = {
    name: Profile(name, entry["threshold"], entry["base"]) for name, entry in ENTRIES.items()
}
STANDARD: Final = PROFILES["standard"]
STRICT: Final = PROFILES["strict"]
NONE: Final = Profile(UNPROTECTED, 0)


def require_stamp(profile: Profile, *, confidential: bool) -> None:
    """Refuse a profile that hides nobody where what is made does not say so."""
    if not profile.threshold and not confidential:
        raise UsageError(message("protection.hides_nobody", name=profile.name))


def profile_named(profile: str | Profile | None, *, confidential: bool = False) -> Profile:
    """Return a profile by its name, the standard one of none; a profile passes as it is.

    Raises
    ------
    UsageError
        If there is no profile of that name, or it hides nobody and what is made is not
        confidential.
    """
    profile = STANDARD if profile is None else profile
    if not isinstance(profile, Profile):
        known = {**PROFILES, NONE.name: NONE}
        if profile not in known:
            choices = joined(known, "errors.or")
            raise UsageError(message("protection.no_profile", name=profile, known=choices))
        profile = known[profile]
    require_stamp(profile, confidential=confidential)
    return profile
