"""Finds a question of a survey by its name or label, with or without the groups that it is in."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from diasporamap.errors import CountsError
from diasporamap.language import message
from diasporamap.persons.kobo import is_members, is_submissions
from diasporamap.persons.question_names import SEPARATORS, answers_of, own_names
from diasporamap.tables.headers import WIDE, known_headers, plain_header
from diasporamap.tables.redaction import lists_headers, quoted, redacted_headers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diasporamap.persons.codebook import Codebook

#: A name as surveys and programs write it, of several words: "g/q1", "pays_residence".
_NAME: Final = re.compile(r"[a-z][a-z0-9]*[_/.:|][a-z0-9_/.:|-]*")


@dataclass(frozen=True)
class Column:
    """Where a question, or one of its answers, is found.

    `answers` is the answer asked for, as a code and as labels, where the column lists all answers
    given; () where the column is what is asked for. `others` are columns of the same question,
    which an export of KoboToolbox has where a question moved to another group.
    """

    position: int
    answers: tuple[str, ...] = ()
    others: tuple[int, ...] = ()


def find_column(
    header: Sequence[str],
    wanted: str,
    *,
    codebook: Codebook | None = None,
    elsewhere: Mapping[str, Sequence[str]] | None = None,
) -> Column:
    """Find a question or one answer of a question with several."""
    found = look_for(header, wanted, codebook=codebook)
    if found is not None:
        return found
    found_ones = _hint(header, wanted, elsewhere or {})
    raise CountsError.of("no_column", column=wanted, row=1, found=found_ones)


def look_for(
    header: Sequence[str], wanted: str, *, codebook: Codebook | None = None
) -> Column | None:
    """Return what `find_column` finds, or None where there is no such column."""
    names = list(header)
    same = [at for at, name in enumerate(names) if name == wanted]
    if len(same) > 1:
        raise CountsError.of("column_twice", column=wanted, row=1)
    grouped = [at for at, name in enumerate(names) if wanted in own_names(name)]
    found, moved = same or grouped, list[int]()
    if is_submissions(names) or is_members(names):
        found, moved = (same + grouped)[:1], (same + grouped)[1:]
    if len(found) > 1:
        raise _ambiguous(wanted, [names[at] for at in found])
    if found:
        single = answers_of(names, names[found[0]])
        if single:
            raise CountsError.of("several_answers", column=wanted, answer=single[0])
        return Column(found[0], others=tuple(moved))
    return _answer(names, wanted, codebook)


def _answer(names: list[str], wanted: str, codebook: Codebook | None) -> Column | None:
    """Find the column of one answer under its code, or the column that lists all answers."""
    found: dict[int, tuple[str, ...]] = {}
    longest = 0
    for at, header in enumerate(names):
        for name in (header, *own_names(header)):
            mark = next((mark for mark in SEPARATORS if wanted.startswith(name + mark)), None)
            answer = wanted[len(name) + len(mark) :].strip() if mark else ""
            if not answer or len(name) < longest:
                continue
            found = found if len(name) == longest else {}
            longest = len(name)
            found[at] = codebook.same(header, answer) if codebook else (answer,)
    if len(found) > 1:
        raise _ambiguous(wanted, [names[at] for at in found])
    for at, answers in found.items():
        own = [
            names.index(name)
            for name in answers_of(names, names[at])
            if any(name.endswith(mark + answer) for mark in SEPARATORS for answer in answers)
        ]
        return Column(own[0]) if len(own) == 1 else Column(at, answers)
    return None


def _ambiguous(wanted: str, choices: Sequence[str]) -> CountsError:
    where = {"column": wanted, "row": 1, "number": len(choices)}
    return CountsError.of("several_columns", **where, listed=[*map(quoted, choices)])


def _hint(header: Sequence[str], wanted: str, elsewhere: Mapping[str, Sequence[str]]) -> str:
    """Say which columns there are; a first row that may be a person is not told."""
    for sheet, others in elsewhere.items():
        if wanted in others or any(wanted in own_names(name) for name in others):
            return message("persons.other_sheet", sheet=sheet)
    told = redacted_headers(header, known=_is_question)
    if not lists_headers(told):
        return told
    plain = {plain_header(name): name for name in reversed(header) if name}
    plain |= {plain_header(own): name for name in header for own in own_names(name)}
    near = difflib.get_close_matches(plain_header(wanted), plain, n=1)
    return message("persons.near_column", name=plain[near[0]], told=told) if near else told


def _is_question(header: str) -> bool:
    """Tell whether a header is surely one: a known one, or a name as surveys write it."""
    known = known_headers().get(plain_header(header), "")
    return known not in ("", *WIDE) or bool(_NAME.fullmatch(header))
