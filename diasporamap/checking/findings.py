"""What a check found: facts, warnings and errors, and the report that holds them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from diasporamap.errors import where_in_file
from diasporamap.language import both
from diasporamap.tables.redaction import many

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pandas as pd

    from diasporamap.errors import Problem

#: How many warnings or errors of one topic are told before the rest is only counted.
SHOWN: Final = 20

Level = Literal["fact", "warning", "error"]


@dataclass(frozen=True)
class Finding:
    """One thing that was found.

    An error makes the file unfit for maps, a warning asks for a look; the hint is "" for a fact.
    `file` is named where it is not the one checked but one of aliases, sources or codes.
    """

    topic: str
    text: str
    level: Level = "fact"
    hint: str = ""
    row: int | str | None = None
    column: str | None = None
    file: str | None = None

    @classmethod
    def of_problem(
        cls, problem: Problem, *, topic: str = "", level: Level = "error", checked: str = ""
    ) -> Finding:
        """Make the finding of a problem that an error carries.

        With `checked`, the path of the file that is checked, a problem of another file names it.
        """
        other = Path(problem.file).name if checked and problem.file else ""
        if problem.file in (checked, Path(checked).name):
            other = ""
        kind = topic or problem.topic or ("Other file" if other else "Table")
        where = (problem.row, problem.column, other or None)
        return cls(kind, problem.message, level, problem.hint, *where)

    def __str__(self) -> str:
        """Write the finding in one line: where, what, hint."""
        return self.told + (f". {self.hint}" if self.hint else "")

    @property
    def told(self) -> str:
        """Where it is and what was found, without the hint."""
        parts = (self.file, where_in_file(self.row, self.column))
        where = ", ".join(part for part in parts if part)
        return f"{where}: {self.text}" if where else self.text


@dataclass(frozen=True)
class CheckReport:
    """Everything that was found in a file, in the order of the report.

    `by` is what the maps are by, for which the file is checked. `aliases` is what an alias table
    has for each name that fits no place: "?" and the code that is most like it, "?" alone where
    none is, and what may be meant. Names are as written, also those that a report does not show
    since they may be of persons. `unmatched` are the rows that fit no place; see
    `diasporamap.places.join_report.JoinReport`. A `confidential` report begins with its `stamp`.
    """

    file: str
    findings: tuple[Finding, ...]
    by: str = "country"
    aliases: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    unmatched: pd.DataFrame | None = None
    confidential: bool = False

    def of_level(self, level: Level) -> tuple[Finding, ...]:
        """Return the findings of one level."""
        return tuple(finding for finding in self.findings if finding.level == level)

    @property
    def stamp(self) -> str:
        """What a confidential report begins with, "" of another."""
        return both("confidential.stamp") if self.confidential else ""

    @property
    def verdict(self) -> str:
        """Say in one line whether the file is fit for maps."""
        errors, warnings = len(self.of_level("error")), len(self.of_level("warning"))
        if errors:
            found = f"{many(errors, 'error')}, {many(warnings, 'warning')}"
            return f"Not fit for maps by {self.by}: {found}."
        return f"Fit for maps by {self.by}: no error, {many(warnings, 'warning')}."

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain lists and dictionaries."""
        return {
            **({"confidential": self.stamp} if self.stamp else {}),
            "file": self.file,
            "by": self.by,
            "fit": not self.of_level("error"),
            "errors": list(map(_plain, self.of_level("error"))),
            "warnings": list(map(_plain, self.of_level("warning"))),
            "facts": list(map(_plain, self.of_level("fact"))),
        }


def told_once(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Give findings of one topic with their hints; one that the last finding had is left out."""
    last = ""
    for finding in findings:
        yield finding, "" if finding.hint == last else finding.hint
        last = finding.hint


def by_topic(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Return findings by what they are about, in the order in which each topic first stands."""
    topics: dict[str, list[Finding]] = {}
    for finding in findings:
        topics.setdefault(finding.topic, []).append(finding)
    return topics


def _plain(finding: Finding) -> dict[str, Any]:
    parts = asdict(finding).items()
    return {name: part for name, part in parts if name != "level" and part not in (None, "")}
