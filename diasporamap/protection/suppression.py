"""Decides which of a place's figures are hidden, so that no subtraction brings one back.

A place's figures obey one relation, women + men + not stated = total, and every reader can
do the sum. Hiding a small part alone is useless while the total and the other parts stand.
The rules, for a threshold of t:

1. A part or a total of 1 to t - 1 people is hidden (primary suppression).
2. While the total stands, at least two parts are hidden, and the people they share leave
   each of them at least t - 1 possible values. Partners are hidden until that holds
   (complementary suppression). Zeros are never hidden, and every reader knows it.
3. Where no partner is left, the total is hidden too.

Partners are taken in one fixed order, men first, and not by size. A reader who knows the rules
can run them on every table that fits what is shown, and a choice by size leaves too few: hide
the smallest partner, not stated first of equals, and of 18 people with 7 men shown, only 4
women and 7 not stated fit.
Men are hidden with any small part, also with two: women and not stated hidden as a pair would
tell that both are small. The tests run the rules on every table and count what fits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from diasporamap.counts.schema import SEXES

if TYPE_CHECKING:
    from collections.abc import Mapping

TOTAL: Final = "T"

#: In which order the parts of a place are hidden along with a small one.
PARTNERS: Final = ("M", "F", "U")


def hidden_cells(parts: Mapping[str, int], threshold: int) -> frozenset[str]:
    """Return which figures of a place are hidden.

    Parameters
    ----------
    parts : mapping of str to int
        People by sex (F, M, U), those of them that are known. Their sum is the total.
    threshold : int
        People; a figure of 1 to ``threshold - 1`` is small.

    Returns
    -------
    frozenset of str
        Sexes hidden, and ``"T"`` where the total is.
    """
    hidden = [sex for sex in SEXES if 0 < parts.get(sex, 0) < threshold]
    if not hidden:
        return frozenset()
    for partner in PARTNERS:
        needed = partner == PARTNERS[0] or not _wide_enough(parts, hidden, threshold)
        if needed and partner not in hidden and parts.get(partner, 0) > 0:
            hidden.append(partner)
    if sum(parts.values()) < threshold or not _wide_enough(parts, hidden, threshold):
        hidden.append(TOTAL)
    return frozenset(hidden)


def _wide_enough(parts: Mapping[str, int], hidden: list[str], threshold: int) -> bool:
    """Tell whether the people that hidden parts share leave each enough possible values."""
    shared = sum(parts[sex] for sex in hidden)
    values = shared - (len(hidden) - 1)  # 1 to what is left when every other part is 1
    return len(hidden) > 1 and values >= threshold - 1
