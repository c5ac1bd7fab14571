"""Makes the tables of counts, their sources, and what was loaded when by whom.

Columns are written out: a step stays as it was, whatever later versions call them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diasporamap.store.connection import Connection

_STATE = {"load": "int64", "withdrawn": "boolean"}


def _texts(names: str) -> dict[str, str]:
    return dict.fromkeys(names.split(), "string")


def migrate(store: Connection) -> None:
    """Make the tables of the first version."""
    store.create("meta", _texts("name value"))
    numbers = dict.fromkeys(("added", "corrected", "withdrawn"), "int64")
    told = _texts("table author reason file sha256 read_with made_with")
    store.create("loads", {"load": "int64", "at": "timestamp('UTC')", **told, **numbers})
    about = "definition source subdivision city origin age education occupation arrival status type"
    figures = {**_texts("place sex"), "count": "int64", "year": "int64", **_texts(about)}
    store.create("counts", {**_STATE, **figures})
    flags = dict.fromkeys(("published", "all_origins", "stock", "larger_than_expected"), "boolean")
    cited = _texts(
        "name title citation_fr citation_en definition known_totals same_people_as licence url "
        "note_fr note_en"
    )
    store.create("sources", {**_STATE, **cited, **flags})
    store.create("definitions", {**_STATE, **_texts("definition name_fr name_en")})
    store.create("codebook", {**_STATE, **_texts("about code meaning_fr meaning_en")})
