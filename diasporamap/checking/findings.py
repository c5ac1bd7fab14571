"""What a check found: facts, warnings and errors, and the report that holds them."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from diasporamap.checking.tables import by_text
from diasporamap.errors import where_in_file
from diasporamap.language import both, message, messages_language
from diasporamap.language.messages import text_in, written
from diasporamap.language.texts import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pandas as pd

    from diasporamap.counts.origin import Origin
    from diasporamap.errors import Problem
    from diasporamap.language import Language, Message

#: How many warnings or errors of one topic are told before the rest is only counted.
SHOWN: Final = 20

Level = Literal["fact", "warning", "error"]
LEVELS: Final[tuple[Level, ...]] = ("error", "warning", "fact")


@dataclass(frozen=True)
class Finding:
    """One thing that was found.

    An error makes the file unfit for maps, a warning asks for a look; the hint is "" for a fact.
    `file` is named where it is not the one checked but one of aliases, sources or codes. Topic,
    text and hint are in the language of messages, and had in any other from `as_plain`.
    """

    topic: str
    text: str
    level: Level = "fact"
    hint: str = ""
    row: int | str | None = None
    column: str | None = None
    file: str | None = None

    @classmethod
    def of(
        cls, topic: str, kind: str, *, level: Level = "fact", hint: str = "", **said: object
    ) -> Finding:
        """Make the finding of a kind of ``checking.toml``, filled with what is `said`.

        `topic` is a key there too, and `hint` is a text.
        """
        return cls(topic_named(topic), message(f"checking.{kind}", **said), level, hint)

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
        kind = topic or problem.topic or ("other_file" if other else "table")
        where = (problem.row, problem.column, other or None)
        return cls(topic_named(kind), problem.message, level, problem.hint, *where)

    def __str__(self) -> str:
        """Write the finding in one line: where, what, hint."""
        return self.told + (f". {self.hint}" if self.hint else "")

    @property
    def told(self) -> str:
        """Where it is and what was found, without the hint, in the language of messages."""
        return self.told_in(messages_language())

    def told_in(self, language: Language) -> str:
        """Write where it is and what was found, without the hint, in a language."""
        parts = (self.file, where_in_file(self.row, self.column, language))
        where, text = ", ".join(part for part in parts if part), text_in(self.text, language)
        return written("checking.told", language, {"where": where, "text": text}) if where else text

    def as_plain(self, language: Language) -> dict[str, Any]:
        """Return the finding without its level as a dictionary of texts and numbers."""
        parts = {name: getattr(self, name) for name in _PLAIN}
        return {
            name: text_in(part, language) if isinstance(part, str) else part
            for name, part in parts.items()
            if part not in (None, "")
        }


#: The parts of a finding, beside the level that they are listed under.
_PLAIN: Final = tuple(part.name for part in fields(Finding) if part.name != "level")


def topic_named(topic: str) -> str:
    """Return a topic by its key, as a problem has it; another text is a topic as it is."""
    key = topic.lower().replace(" ", "_")
    known = catalogue(messages_language(), "checking")["topics"]
    return message(f"checking.topics.{key}") if key in known else topic


@dataclass(frozen=True)
class CheckReport:
    """Everything that was found in a file, in the order of the report.

    `by` is what the maps are by, for which the file is checked, and `origin` what its levels are
    named in. `aliases` is what an alias table
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
    origin: Origin | None = None

    def of_level(self, level: Level) -> tuple[Finding, ...]:
        """Return the findings of one level."""
        return tuple(finding for finding in self.findings if finding.level == level)

    @property
    def stamp(self) -> str:
        """What a confidential report begins with, "" of another."""
        return both("confidential.stamp") if self.confidential else ""

    @property
    def verdict(self) -> Message:
        """Say in one line whether the file is fit for maps."""
        errors, warnings = (
            message(f"checking.level.{level}", number=len(self.of_level(level)))
            for level in ("error", "warning")
        )
        kind = "unfit" if self.of_level("error") else "fit"
        by = by_text(self.by, self.origin)
        return message(f"checking.{kind}", by=by, errors=errors, warnings=warnings)

    def as_json(self, language: Language | None = None) -> dict[str, Any]:
        """Return the report as plain lists and dictionaries, with texts in a language.

        It is the language of messages where none is given; the keys are the same in each.
        """
        told = language or messages_language()
        return {
            **({"confidential": self.stamp} if self.stamp else {}),
            "file": self.file,
            "by": self.by,
            "fit": not self.of_level("error"),
            **{
                f"{level}s": [finding.as_plain(told) for finding in self.of_level(level)]
                for level in LEVELS
            },
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
