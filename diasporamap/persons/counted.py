"""Tells tables of counts, in which a row is no person, by their header."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, Final

from diasporamap.errors import CountsError
from diasporamap.persons.kobo import is_members, is_submissions
from diasporamap.persons.rows import LOOKED_AT
from diasporamap.tables.headers import WIDE, known_headers, plain_header

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.persons.rows import Persons

#: Figures in files of SDMX, whatever they count.
_FIGURES: Final = frozenset(("obs_value", "observation_value"))
_FIGURE: Final = re.compile(r"\d{1,12}(?:\.\d{1,6})?")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


def refuse_counts(persons: Persons, *, sex: str) -> Persons:
    """Refuse a table of counts: a column of figures, or one a sex or a year and none of sexes.

    An export of KoboToolbox has a row a submission, whatever it asks for; a number that goes up by
    one numbers the rows, and "number" alone may be that of a person. The persons are returned,
    since their rows can be gone through once.
    """
    header = persons.header
    if is_submissions(header) or is_members(header):
        return persons
    top = list(islice(persons.rows, LOOKED_AT))
    meant = {name: known_headers().get(plain_header(name)) for name in header}
    figures = [
        name
        for at, name in enumerate(header)
        if plain_header(name) in _FIGURES
        or (meant[name] == "count" and plain_header(name) != "number")
        if _holds_figures([cells[at].strip() for _, cells in top])
    ]
    if not figures and (sex not in meant or meant[sex] in WIDE):
        sexes = [name for name in header if meant[name] in WIDE]
        years = [name for name in header if _YEAR.fullmatch(name)]
        figures = next((some for some in (sexes, years) if len(some) > 1), [])
    if figures:
        raise CountsError.of("counts_no_persons", row=1, column=figures[0])
    return replace(persons, rows=chain(top, persons.rows))


def _holds_figures(cells: Sequence[str]) -> bool:
    """Tell whether cells hold figures that do not number the rows and are not all 1."""
    figures = [int(float(cell)) for cell in cells if _FIGURE.fullmatch(cell)]
    steps = {after - before for before, after in pairwise(figures)}
    filled = sum(map(bool, cells))
    return 2 * len(figures) > filled and steps != {1} and set(figures) != {1}
