"""Says what a name was found to be: its place, or why not, and what may be meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from diasporamap.tables.redaction import kind_of, redacted_place

if TYPE_CHECKING:
    from collections.abc import Iterable

#: How like a known name must be to be suggested (0 to 100), and how many are.
LIKENESS: Final = 75
SUGGESTED: Final = 3

#: What is said beside names that are not shown.
WRONG_COLUMN: Final = " Hardly any name in the column is known: check that it is the right one."


@dataclass(frozen=True)
class Match:
    """What a name was found to be.

    Attributes
    ----------
    place : str or None
        The place code, None where the name does not tell.
    reason : str
        "" where it matched, "unclear" where it can mean several places or only a part of one,
        "part" where it is a part of a country and only countries are asked for, "unknown"
        otherwise; of a city also "elsewhere", where it is one of other countries.
    suggestions : tuple of str
        Places that may be meant, each as "code (French name / English name)".
    """

    place: str | None
    reason: str = ""
    suggestions: tuple[str, ...] = ()

    @property
    def offered(self) -> str:
        """The suggestions in one text."""
        return " or ".join(self.suggestions)

    @property
    def hint(self) -> str:
        """How the hint of a name that fits nothing begins."""
        return f"Is it {self.offered}? Write" if self.suggestions else "Write"


def most_alike(plain: str, names: Iterable[str]) -> list[str]:
    """Return the known names that are most like one that is not known, the most alike first.

    There are up to twice as many as are suggested, since several can be of one place.
    """
    from rapidfuzz import fuzz, process

    alike = process.extract(
        plain, list(names), scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=2 * SUGGESTED
    )
    return [name for name, _, _ in alike]


def name_places(matches: Iterable[Match]) -> bool:
    """Tell whether names are those of places, so that messages may show the ones that fit none.

    A wrong column may hold names of persons. At least half of the different names must be known,
    unclear, or like a known name.

    Parameters
    ----------
    matches : iterable of Match
        What each different name was found to be.
    """
    strange = [match.reason == "unknown" and not match.suggestions for match in matches]
    return 2 * sum(strange) <= len(strange)


def written_name(name: str, *, told: bool) -> str:
    """Return a name for a message: quoted, or its kind where it may be that of a person."""
    return redacted_place(name) if told else kind_of(name)
