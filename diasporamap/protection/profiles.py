"""How strictly small cells are protected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from diasporamap.errors import UsageError

#: Under 4 the gate can be undone: of a hidden total under 3, two hidden parts are both 1.
LEAST_THRESHOLD: Final = 4


@dataclass(frozen=True)
class Profile:
    """One strictness of the protection gate.

    Attributes
    ----------
    name : str
        Name, as options and reports write it.
    threshold : int
        People; a cell of 1 to ``threshold - 1`` people is hidden. Zero is never hidden.

    Raises
    ------
    UsageError
        If the threshold is under `LEAST_THRESHOLD`.
    """

    name: str = "standard"
    threshold: int = 5

    def __post_init__(self) -> None:
        """Refuse a threshold that protects nobody."""
        if self.threshold < LEAST_THRESHOLD:
            raise UsageError(
                f"A threshold of {self.threshold} protects nobody. "
                f"Choose {LEAST_THRESHOLD} or more."
            )


STANDARD: Final = Profile()
STRICT: Final = Profile("strict", 10)

#: The profiles that the command line knows by name.
PROFILES: Final = {profile.name: profile for profile in (STANDARD, STRICT)}


def profile_named(profile: str | Profile) -> Profile:
    """Return a profile by its name; a profile passes as it is.

    Raises
    ------
    UsageError
        If there is no profile of that name.
    """
    if isinstance(profile, Profile):
        return profile
    if profile not in PROFILES:
        raise UsageError(f"'{profile}' is not a profile. Choose {' or '.join(PROFILES)}.")
    return PROFILES[profile]
