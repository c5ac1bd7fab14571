"""Reads a codebook: the XLSForm from which a survey was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from diasporamap.counts.schema import SEXES
from diasporamap.errors import CountsError
from diasporamap.persons.question_names import SEPARATORS, own_names
from diasporamap.tables.books import open_book
from diasporamap.tables.headers import plain_header, sex_of
from diasporamap.tables.redaction import quoted

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from diasporamap.tables.raw import Grid

_SELECT: Final = ("select_one", "select_multiple", "select one", "select multiple", "rank")


@dataclass(frozen=True)
class Codebook:
    """Questions with a list of answers: the labels of each answer's code, French ones first.

    Each question is known by its name and by each of its labels.
    """

    answers: Mapping[str, Mapping[str, tuple[str, ...]]]

    def meanings(self, header: str, *, sex: bool = False) -> dict[str, str]:
        """Return what the codes of one column stand for, {} where the form does not list it."""
        answers = self._answers(header)
        return {code: _label(labels, sex=sex) or code for code, labels in answers.items()}

    def same(self, header: str, answer: str) -> tuple[str, ...]:
        """Return an answer as a code and as labels, or as it is given where the form has none."""
        answers = self._answers(header)
        if not answers:
            return (answer,)
        for code, labels in answers.items():
            if answer in (code, *labels):
                return tuple(dict.fromkeys((code, *labels)))
        listed = [quoted(code) for code in list(answers)[:20]]
        raise CountsError.of("answer_unknown", column=header, answer=answer, listed=listed)

    def lists(self, header: str) -> list[list[str]]:
        """Return all codes of a question, and all its labels in each language."""
        answers = self._answers(header)
        languages = max(map(len, answers.values()), default=0)
        labels = [
            [some[min(at, len(some) - 1)] for some in answers.values() if some]
            for at in range(languages)
        ]
        return [list(answers), *labels] if answers else []

    def _answers(self, header: str) -> Mapping[str, tuple[str, ...]]:
        """Return the answers of the question that a header is, by its longest name known."""
        for name in (header, *own_names(header), *_last_parts(header)):
            if plain_header(name) in self.answers:
                return self.answers[plain_header(name)]
        return {}


def read_codebook(path: str | os.PathLike[str]) -> Codebook:
    """Read the sheets `survey` and `choices` of an XLSForm."""
    book = open_book(path)
    sheets = {(grid.sheet or "").casefold(): grid for grid in book.grids}
    survey = _records(sheets.get("survey"), ("type", "name"), "survey", book.file)
    choices = _records(sheets.get("choices"), ("list_name", "name"), "choices", book.file)
    lists: dict[str, dict[str, tuple[str, ...]]] = {}
    for record in choices:
        lists.setdefault(record["list_name"], {})[record["name"]] = _labels(record)
    answers: dict[str, Mapping[str, tuple[str, ...]]] = {}
    for record in survey:
        for kind in _SELECT:
            if record["type"].startswith(kind):
                name = record["type"].removeprefix(kind).split() or [""]
                for known in (record["name"], *_labels(record)):
                    answers.setdefault(plain_header(known), lists.get(name[0], {}))
    return Codebook(answers)


def _records(
    grid: Grid | None, needed: tuple[str, ...], sheet: str, file: str
) -> list[dict[str, str]]:
    """Return the rows of one sheet as records by header in small letters."""
    if grid is None or not grid.rows:
        raise CountsError.of("codebook_sheet", file=file, sheet=sheet)
    header = [cell.casefold().replace("list name", "list_name") for cell in grid.rows[0][1]]
    for name in needed:
        if name not in header:
            raise CountsError.of(
                "codebook_column", file=file, row=grid.rows[0][0], sheet=sheet, name=name
            )
    return [dict(zip(header, cells, strict=True)) for _, cells in grid.rows[1:]]


def _labels(record: Mapping[str, str]) -> tuple[str, ...]:
    """Return the labels of a question or an answer, French ones first."""
    labels = {name: text for name, text in record.items() if name.startswith("label") and text}
    order = sorted(labels, key=lambda name: "fr" not in name.removeprefix("label"))
    return tuple(dict.fromkeys(labels[name] for name in order))


def _label(labels: tuple[str, ...], *, sex: bool) -> str:
    """Return the first label, of a sex the first that is a known word for one."""
    known = [label for label in labels if sex_of(label) in SEXES] if sex else []
    return next(iter((*known, *labels)), "")


def _last_parts(header: str) -> list[str]:
    """Return what stands after the last of each separator."""
    return [header.rpartition(mark)[2] for mark in SEPARATORS if mark in header]
