"""Makes problems of a kind, whose texts stand in a catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diasporamap.errors import CountsError, Problem
from diasporamap.language.texts import catalogue

if TYPE_CHECKING:
    from collections.abc import Hashable


def problem(
    kind: str,
    *,
    file: str | None = None,
    row: Hashable = None,
    column: str | None = None,
    topic: str = "",
    **fields: object,
) -> Problem:
    """Make a problem of a kind of ``problems.en.toml``, its message and hint filled with fields."""
    texts = catalogue("en", "problems")[kind]
    message, hint = (str(texts[part]).format(**fields) for part in ("message", "hint"))
    where: Any = row  # a label of an index can be anything
    return Problem(message, hint, file, where, column, topic, kind, fields)


def counts_error(kind: str, **where: Any) -> CountsError:  # noqa: ANN401 - those of problem
    """Make the error of a single problem; parameters as `problem`."""
    return CountsError([problem(kind, **where)])
