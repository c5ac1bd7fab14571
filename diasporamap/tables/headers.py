"""Recognises the columns and the sexes of a table by their French or English names."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diasporamap.errors import Problem, problem
from diasporamap.language import message
from diasporamap.language.texts import catalogue
from diasporamap.resources import rows_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

#: Columns of a wide table and the sex of each.
WIDE: Final = {"women": "F", "men": "M", "unknown": "U"}

#: A year in a header.
YEAR: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")

#: Where the parts of a country of origin are said to be.
_IN_COUNTRY: Final = re.compile(r"_(?:in|au|aux|en|a|of|du|de)_(?!origin)[a-z_]+$")

#: Columns of the schema that say who people are, and how the header of one's own of them begins.
CHARACTERISTICS: Final = ("age", "education", "occupation", "arrival", "legal_status")
OWN: Final = "by_"


@cache
def known_headers() -> dict[str, str]:
    """Return the column that each header means, in the order of ``headers.csv``."""
    rows = rows_of(Path(__file__).with_name("headers.csv"))
    return {row["header"]: row["column"] for row in rows}


def plain_header(header: str) -> str:
    """Return a header in lower case, without accents, words joined by underscores; % is "pct"."""
    signs = header.casefold().replace("%", " pct ").replace("\u2030", " permil ")
    letters = unicodedata.normalize("NFKD", signs)
    ascii_only = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "_", ascii_only).strip("_")


def is_own(column: str) -> bool:
    """Tell whether a column is one of one's own by which people are counted."""
    return column.startswith(OWN) and column != OWN


def _own(plain: str) -> str | None:
    """Return which column one's own is: "by_education" is that of the schema."""
    known = known_headers().get(plain.removeprefix(OWN))
    return (known if known in CHARACTERISTICS else plain) if is_own(plain) else None


def known_form(header: str) -> str:
    """Return a plain header as ``headers.csv`` lists it, where it does.

    "Region of origin in Cameroon" is "region_of_origin", whatever the country.
    """
    plain = plain_header(header)
    short = _IN_COUNTRY.sub("", plain)
    known = known_headers()
    return short if plain not in known and known.get(short) == "origin" else plain


def sex_of(text: str) -> str:
    """Return F, M or U for a sex as a table writes it, or the text itself where it is none."""
    column = known_headers().get(plain_header(text), "")
    return WIDE.get(column, text)


def is_total(text: str) -> bool:
    """Tell whether a text is one of both sexes together."""
    return known_headers().get(plain_header(text)) == "total"


def figures_named(plain: str) -> str:
    """Return which figures a plain header is of: "montant_femmes_2020" is "women 2020"."""
    words = [known_headers().get(word, "") for word in plain.split("_")]
    named = next((name for name in words if name in (*WIDE, "total")), "count")
    return " ".join([named, *YEAR.findall(plain)])


def column_word(name: str) -> str:
    """Return what messages call a column of the schema or of a wide table; others as they are."""
    known = catalogue("en", "tables")["column"]
    return message(f"tables.column.{name}") if name in known else name


def recognise(
    header: Sequence[str], *, empty: Collection[int] = ()
) -> tuple[dict[str, int], list[Problem]]:
    """Find which column of the file holds what; describe blank headers and two that mean the same.

    The position is by column of the schema, of a wide table, or of one's own (``by_...``). Where
    several columns name the place, the first in the order of ``headers.csv`` is taken: a code
    before a name. Columns at the positions `empty` have no cell and need no header.
    """
    order = list(known_headers())
    columns: dict[str, list[int]] = {}
    for position, written in enumerate(header):
        plain = known_form(written)
        column = known_headers().get(plain, _own(plain))
        if column is not None:
            columns.setdefault(column, []).append(position)

    problems = []
    blank = [str(at + 1) for at, name in enumerate(header) if not name and at not in empty]
    if blank:
        problems.append(problem("header_blank", row=1, columns=blank))
    found = {}
    for column, positions in columns.items():
        ranked = positions
        if not is_own(column):
            ranked = sorted(
                positions, key=lambda at: order.index(known_form(header[at]).removeprefix(OWN))
            )
        found[column] = ranked[0]
        names = [header[at] for at in ranked]
        if len(names) > 1 and (column != "place" or len(set(map(plain_header, names))) == 1):
            problems.append(
                problem(
                    "headers_same",
                    row=1,
                    column=names[1],
                    one=names[0],
                    other=names[1],
                    meaning=column_word(column),
                )
            )
    return found, problems
