"""Finds whether a person gave one answer to a question that allows several."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from diasporamap.counts.layouts.kobo import SEPARATORS
from diasporamap.errors import CountsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from diasporamap.counts.persons.codebook import Codebook


def answered(
    header: Sequence[str],
    rows: Iterator[tuple[int, Sequence[str]]],
    wanted: str,
    *,
    codebook: Codebook | None = None,
) -> tuple[int, Iterator[tuple[int, Sequence[str]]]]:
    """Find a column, or make that of one answer from the column that lists all answers.

    Parameters
    ----------
    header : sequence of str
        Headers of the file.
    rows : iterator of (int, sequence of str)
        Its rows.
    wanted : str
        A header, or the header of a question, a separator and an answer.
    codebook : Codebook, optional
        Lists the answers, where these have spaces.

    Returns
    -------
    int
        Position of the column.
    iterator of (int, sequence of str)
        The rows, with one more cell where the column had to be made: "1", "0", or "" where the
        question was not answered.

    Raises
    ------
    CountsError
        If there is no such column, if it stands twice, or if the column lists several answers:
        persons would then count under each list of answers.
    """
    if list(header).count(wanted) > 1:
        message, mend = "the column stands twice", "Give each column its own header."
        raise CountsError.one(message, mend, column=wanted, row=1)
    if wanted in header:
        single = [name for name in header if _is_answer(name, wanted)]
        if single:
            raise CountsError.one(
                "the question has several answers, and a person can give many",
                f"Count by one answer, as --by '{single[0]}'.",
                column=wanted,
            )
        return list(header).index(wanted), rows
    for mark in SEPARATORS:
        question, found, answer = wanted.rpartition(mark)
        if found and question in header:
            known = list(codebook.meanings(question)) if codebook else []
            labels = list(codebook.meanings(question).values()) if codebook else []
            made = _made(rows, list(header).index(question), answer, known, labels)
            return len(header), made
    listed = ", ".join(name for name in header[:30] if name)
    raise CountsError.one(
        "there is no such column", f"Columns found: {listed}.", column=wanted, row=1
    )


def _is_answer(name: str, question: str) -> bool:
    return any(name.startswith(f"{question}{mark}") for mark in SEPARATORS)


def _made(
    rows: Iterable[tuple[int, Sequence[str]]],
    position: int,
    answer: str,
    codes: Sequence[str],
    labels: Sequence[str],
) -> Iterator[tuple[int, Sequence[str]]]:
    """Add to each row whether the answer is in the list of answers."""

    @lru_cache(maxsize=10_000)
    def given(text: str) -> str:
        if not text:
            return ""
        for known in (codes, labels):
            splits = _splits(text, tuple(known))
            if len(splits) == 1:
                return str(int(answer in splits[0]))
        if " " in answer or _splits(text, tuple(labels)):
            raise CountsError.one(
                "answers with spaces are listed one after the other, and cannot be told apart",
                "Export the answers in columns of their own, or as XML values.",
            )
        return str(int(answer in text.split()))

    for row, cells in rows:
        yield row, [*cells, given(cells[position].strip())]


def _splits(text: str, known: tuple[str, ...]) -> list[list[str]]:
    """Return every way in which a text is a list of known answers with spaces between."""
    if not text:
        return [[]]
    found = []
    for answer in known:
        if text == answer:
            found.append([answer])
        elif answer and text.startswith(f"{answer} "):
            found += [[answer, *rest] for rest in _splits(text[len(answer) + 1 :], known)]
    return found
