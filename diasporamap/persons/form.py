"""What the questionnaire of a survey asks, as forms write it and exports are read by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from diasporamap.counts.schema import KEY
from diasporamap.errors import CountsError
from diasporamap.language import message
from diasporamap.persons.question_names import own_names
from diasporamap.tables.headers import is_own, known_form, known_headers
from diasporamap.tables.redaction import quoted, redacted_headers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

#: The hidden value by which an export of the questionnaire is known, and its version.
FORM: Final = "diaspora_form"
VERSION: Final = "1"

#: The answers of each list; texts are ``form.LIST.CODE``. Education and occupation are levels of
#: ISCED 2011 and major groups of ISCO-08.
ANSWERS: Final[Mapping[str, tuple[str, ...]]] = {
    "yes_no": ("yes", "no"),
    "sex": ("female", "male", "not_stated"),
    "age": ("0-14", "15-24", "25-34", "35-44", "45-54", "55-64", "65-120"),
    "education": tuple(f"isced_{level}" for level in range(9)),
    "occupation": (
        *(f"isco_{group}" for group in range(1, 10)),
        *("isco_0", "student", "at_home", "seeking", "retired"),
    ),
    "by_sector": (
        *("health", "education", "finance", "technology", "construction", "trade", "transport"),
        *("agriculture", "hospitality", "care", "administration", "culture", "other", "none"),
    ),
    "by_ties": ("every_week", "every_month", "every_year", "rarely", "never"),
    "by_contribution": ("investment", "skills", "teaching", "health", "giving", "later", "no"),
}

#: What persons may be counted by where nothing is named: columns of counts but the figure.
_COUNTED: Final = tuple(name for name in KEY if name not in ("definition", "source"))
#: Places, which are counted together; each other characteristic makes counts of its own, since all
#: of them together would tell persons apart.
_PLACES: Final = ("place", "sex", "year", "subdivision", "origin")


def known_questions(header: Sequence[str]) -> dict[str, str]:
    """Return the columns of a table of persons that say by their names what they are.

    Place, sex and year of any table; of the questionnaire all else that it asks too. A column whose
    name is that of the counts itself is taken before another that means the same.

    Raises
    ------
    CountsError
        If place or sex is in no column, or in several.
    """
    of_form = any(FORM in (name, *own_names(name)) for name in header)
    wanted = [name for name in _COUNTED if of_form or name in ("place", "sex", "year")]
    found: dict[str, list[tuple[bool, str]]] = {}
    for name in header:
        for column, same in _meanings(name):
            if column in wanted or (of_form and is_own(column)):
                found.setdefault(column, []).append((not same, name))
                break
    chosen: dict[str, str] = {}
    for column, names in found.items():
        best = sorted(names)
        if len(best) > 1 and best[0][0] == best[1][0]:
            where = {"column": column, "row": 1, "number": len(best)}
            listed = [quoted(name) for _, name in best]
            raise CountsError.of("several_columns", **where, listed=listed)
        chosen[column] = best[0][1]
    for column in ("place", "sex"):
        if column not in chosen:
            told = redacted_headers(list(header))
            said = {"what": message(f"persons.{column}"), "option": column, "found": told}
            raise CountsError.of("question_unknown", column=column, row=1, **said)
    return chosen


def apart(columns: Iterable[str]) -> list[str]:
    """Return the characteristics among what is known that are counted apart from each other."""
    return [name for name in columns if name not in _PLACES]


def _meanings(header: str) -> Iterator[tuple[str, bool]]:
    """Give the column that a header means, and whether it bears the name of the column itself."""
    for name in (header, *own_names(header)):
        plain = known_form(name)
        column = known_headers().get(plain, plain if is_own(plain) else None)
        if column is not None:
            yield column, name == column
