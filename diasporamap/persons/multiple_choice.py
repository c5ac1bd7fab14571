"""Tells whether a person gave one answer to a question that allows several."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from diasporamap.errors import CountsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

#: How exports and spreadsheets write that an answer was given or not.
_WRITTEN: Final = {"true": "1", "vrai": "1", "false": "0", "faux": "0", "1": "1", "0": "0"}


def with_answer(
    rows: Iterable[tuple[int, Sequence[str]]],
    position: int,
    answers: Sequence[str],
    *,
    column: str,
    known: Sequence[Sequence[str]] = (),
    readable: Callable[[str], str] = str,
) -> Iterator[tuple[int, Sequence[str]]]:
    """Add to each row whether an answer is in the list of answers: "1", "0", "" where none is.

    An answer is given as a code and as labels; `known` are all codes of the question, and all its
    labels in each language.
    """

    @lru_cache(maxsize=10_000)
    def given(cell: str) -> str:
        text = " ".join(readable(cell).split())
        if not text:
            return ""
        for names in known:
            splits = _splits(text, tuple(names))
            if len(splits) == 1:
                return str(int(any(answer in splits[0] for answer in answers)))
        if any(" " in answer for answer in answers) or any(
            _splits(text, tuple(names)) for names in known
        ):
            raise CountsError.of("answers_with_spaces", column=column)
        return str(int(any(answer in text.split() for answer in answers)))

    found = False
    for row, cells in rows:
        answer = given(cells[position])
        found = found or answer == "1"
        yield row, [*cells, answer]
    if not found and not any(answer in names for names in known for answer in answers):
        raise CountsError.of("answer_of_nobody", column=column)


def as_one_and_zero(
    records: Sequence[Mapping[str, Any]], columns: Iterable[str]
) -> list[dict[str, Any]]:
    """Write yes and no as 1 and 0 in columns of nothing else; add up cells that become the same."""
    result = [dict(record) for record in records]
    for column in columns:
        values = {str(record[column]).casefold() for record in result if record[column]}
        if not values <= _WRITTEN.keys() or values <= {"0", "1"}:
            continue
        merged: dict[tuple[Any, ...], dict[str, Any]] = {}
        for record in result:
            written = str(record[column] or "").casefold()
            cell = {**record, column: _WRITTEN.get(written, "")}
            key = tuple(value for name, value in cell.items() if name not in ("row", "count"))
            if key in merged:
                merged[key]["count"] += cell["count"]
            else:
                merged[key] = cell
        result = list(merged.values())
    return result


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
