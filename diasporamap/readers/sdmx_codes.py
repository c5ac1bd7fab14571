"""Looks at the codes of a file of observations, so that no row is dropped for a damaged one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from diasporamap.errors import Problem
from diasporamap.readers.aggregates import is_aggregate
from diasporamap.readers.codes import alpha2
from diasporamap.readers.observations import TOTALS
from diasporamap.tables.redaction import redacted_codes, redacted_figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from diasporamap.readers.observations import Observation

#: What no code begins with: a spreadsheet may have run such a cell, or somebody means it to.
_NO_CODE: Final = re.compile(r"[=+\-@|!\t]")

#: How many codes a note lists.
LISTED: Final = 12

_HINT: Final = "Take the file from the source again, or write the code that stands there."


def code_problems(observations: Iterable[Observation]) -> Iterator[Problem]:
    """Name the codes that are none, and rows without a code of origin.

    A row of another origin is left out; one whose code is damaged may be of any.
    """
    for seen in observations:
        codes = {"geo": seen.place, "sex": seen.sex, **seen.origins, **seen.others}
        for name, code in codes.items():
            if _NO_CODE.match(code):
                message = f"{redacted_figure(code)} is no code ({_TITLES.get(name, name)})"
                yield Problem(message, _HINT, row=seen.row, topic="Code")
        if seen.origins and not any(seen.origins.values()):
            message = "the code of the origin is blank, so that it is not known whose row this is"
            yield Problem(message, _HINT, row=seen.row, topic="Code")


_TITLES: Final = {
    "geo": "of the place",
    "sex": "of the sex",
    "born_in": "of the country of birth",
    "national": "of the nationality",
}


def unknown_origins(observations: Sequence[Observation]) -> list[str]:
    """Name the codes of origin that are no country, no group of them and no total."""
    codes = {code for seen in observations for code in seen.origins.values() if code}
    unknown = {code for code in codes if not _is_known(code)}
    if not unknown:
        return []
    listed = redacted_codes(unknown, most=LISTED)
    return [f"not read: {len(unknown)} origins whose code is no country ({listed})"]


def _is_known(code: str) -> bool:
    return bool(alpha2(code)) or code.upper() in TOTALS or is_aggregate(code)
