"""Finds the columns of a districts table by their French or English headers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from diasporamap.errors import Problem
from diasporamap.tables.headers import plain_header

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: Other headers that a column may have.
ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "mission": ("id", "mission_id", "poste", "code"),
    "kind": ("type", "nature"),
    "city": ("ville",),
    "host": ("country", "host_country", "pays", "pays_hote", "iso3"),
    "lon": ("longitude", "long", "x"),
    "lat": ("latitude", "y"),
    "precision": ("coord_precision",),
    "existence": ("existence_confidence",),
    "name_fr": ("nom_fr", "nom", "nom_francais"),
    "name_en": ("nom_en", "name", "nom_anglais"),
    "confidence": ("confiance",),
    "note": ("notes", "remarque", "remarques"),
    "district": ("mission", "district_id", "circonscription", "poste"),
    "unit": ("covers", "place", "unite", "pays", "territoire"),
    "valid_from": ("from", "du", "depuis", "debut"),
    "valid_to": ("to", "until", "au", "jusqu_au", "fin"),
    "basis": ("fondement",),
}


def columns_of(
    header: Sequence[str], columns: Mapping[str, str], required: Iterable[str]
) -> tuple[dict[str, int], list[Problem]]:
    """Find the position of each column.

    Parameters
    ----------
    header : sequence of str
        The headers as written.
    columns : mapping of str to str
        Columns to look for, and what each holds.
    required : iterable of str
        Those that must be there.

    Returns
    -------
    dict of str to int
        Position by column.
    list of Problem
        Columns that are missing or written twice.
    """
    written = [plain_header(name) for name in header]
    found: dict[str, int] = {}
    problems = []
    for column in columns:
        places = [at for at, name in enumerate(written) if name == column] or [
            at for at, name in enumerate(written) if name in ALIASES.get(column, ())
        ]
        if len(places) > 1:
            names = " and ".join(f"'{header[at]}'" for at in places)
            message = f"the columns {names} both mean {column}"
            problems.append(Problem(message, "Keep one of them.", row=1, column=header[places[1]]))
        if places:
            found[column] = places[0]
    seen = ", ".join(name for name in header if name) or "none"
    problems += [
        Problem(
            f"the column '{column}' is missing ({columns[column]})",
            f"Add it. Columns found: {seen}.",
            row=1,
        )
        for column in required
        if column not in found
    ]
    return found, problems
