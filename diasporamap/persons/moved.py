"""Puts the columns of one question together that moved to a group between versions of a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.counts.notes import Note
from diasporamap.errors import CountsError
from diasporamap.persons.question_names import own_names
from diasporamap.persons.questions import look_for
from diasporamap.tables.redaction import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from diasporamap.persons.codebook import Codebook


def together(
    rows: Iterable[tuple[int, Sequence[str]]],
    position: int,
    others: Sequence[int],
    *,
    header: Sequence[str],
    file: str | None = None,
) -> Iterator[tuple[int, Sequence[str]]]:
    """Give rows with the one answer of several columns in the first; refuse two that differ.

    In two groups may be two questions, so that two answers alike are refused too.
    """
    in_groups = any(own_names(header[position]))
    for row, cells in rows:
        answers = [cells[at].strip() for at in (position, *others) if cells[at].strip()]
        given = set(answers)
        if len(answers if in_groups else given) > 1:
            columns = [quoted(header[at]) for at in others]
            where = {"file": file, "row": row, "column": header[position]}
            raise CountsError.of("moved_differ", **where, others=columns)
        if given:
            cells = [*cells[:position], *given, *cells[position + 1 :]]  # noqa: PLW2901
        yield row, cells


def moved_note(
    header: Sequence[str], wanted: Iterable[str], codebook: Codebook | None
) -> tuple[Note, ...]:
    """Say which columns were read as one question, if any were."""
    found = [look_for(header, name, codebook=codebook) for name in wanted]
    moved = [header[at] for column in found if column for at in column.others]
    return (Note("moved", {"names": tuple(moved)}),) if moved else ()
