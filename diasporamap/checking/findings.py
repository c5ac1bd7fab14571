"""What a check found: facts, warnings and errors, and the report that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from diasporamap.errors import where_in_file

if TYPE_CHECKING:
    from diasporamap.errors import Problem

Level = Literal["fact", "warning", "error"]


@dataclass(frozen=True)
class Finding:
    """One thing that was found.

    Attributes
    ----------
    topic : str
        What it is about, in one or two words.
    text : str
        What was found.
    level : {"fact", "warning", "error"}
        An error makes the file unfit for maps, a warning asks for a look.
    mend : str
        What can be done about it, "" for a fact.
    row, column : optional
        Where it is in the file.
    """

    topic: str
    text: str
    level: Level = "fact"
    mend: str = ""
    row: int | str | None = None
    column: str | None = None

    @classmethod
    def of_problem(cls, problem: Problem, *, topic: str, level: Level = "error") -> Finding:
        """Make the finding of a problem that an error carries."""
        return cls(topic, problem.message, level, problem.mend, problem.row, problem.column)

    def __str__(self) -> str:
        """Write the finding in one line: where, what, mend."""
        where = where_in_file(self.row, self.column)
        prefix = f"{where}: " if where else ""
        return f"{prefix}{self.text}" + (f". {self.mend}" if self.mend else "")


@dataclass(frozen=True)
class CheckReport:
    """Everything that was found in a file.

    Attributes
    ----------
    file : str
        Name of the file as the user gave it.
    findings : tuple of Finding
        In the order of the report.
    aliases : tuple of (str, str)
        Names that fit no place, each with what may be meant, for an alias table.
    """

    file: str
    findings: tuple[Finding, ...]
    aliases: tuple[tuple[str, str], ...] = ()

    def of_level(self, level: Level) -> tuple[Finding, ...]:
        """Return the findings of one level."""
        return tuple(finding for finding in self.findings if finding.level == level)

    @property
    def verdict(self) -> str:
        """Say in one line whether the file is fit for maps."""
        errors, warnings = len(self.of_level("error")), len(self.of_level("warning"))
        if errors:
            return f"Not fit for maps: {_many(errors, 'error')}, {_many(warnings, 'warning')}."
        return f"Fit for maps: no error, {_many(warnings, 'warning')}."

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain lists and dictionaries."""
        return {
            "file": self.file,
            "fit": not self.of_level("error"),
            "errors": [_plain(finding) for finding in self.of_level("error")],
            "warnings": [_plain(finding) for finding in self.of_level("warning")],
            "facts": [_plain(finding) for finding in self.of_level("fact")],
        }


def _plain(finding: Finding) -> dict[str, Any]:
    parts = {
        "topic": finding.topic,
        "text": finding.text,
        "mend": finding.mend or None,
        "row": finding.row,
        "column": finding.column,
    }
    return {name: value for name, value in parts.items() if value not in (None, "")}


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")
