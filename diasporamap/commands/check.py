"""The command `check`: says what is recognised in a counts table, what is wrong, what is hidden."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

from diasporamap.commands import base, parameters
from diasporamap.commands.district_options import (
    by_option,
    district_choice,
    of_the_table,
    require_by,
)
from diasporamap.commands.options import OUTPUT, Writer, reading_options
from diasporamap.commands.terminal import answer, print_json, tell, terminal
from diasporamap.language import message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from diasporamap.checking import CheckReport, Finding

STYLES = {"fact": "", "warning": "yellow", "error": "bold red"}

#: A list of codes of countries, and how many of them the terminal shows.
CODES = re.compile(r"\b[A-Z]{3}(?:, [A-Z]{3})+\b")
CODES_SHOWN = 12


@base.command("check", Writer)
@reading_options
@by_option()
@of_the_table
@parameters.option("--sums", is_flag=True)
@parameters.option("--json", "as_json", is_flag=True)
@parameters.option("--html", type=OUTPUT, metavar="FILE")
@parameters.option("--write-aliases", type=OUTPUT, metavar="FILE")
def command(
    counts: Path,
    *,
    as_json: bool,
    html: Path | None,
    write_aliases: Path | None,
    allow_unmatched: Path | None,
    table: Path | None,
    missions: Path | None,
    day: str | None,
    **options: Any,  # noqa: ANN401 - those of reading_options
) -> None:
    """Read a counts table and report what fits and what does not."""
    from diasporamap.checking import check
    from diasporamap.checking.page import html_report
    from diasporamap.commands.progress import late
    from diasporamap.counts.origin_files import read_origin
    from diasporamap.export.tables import require_ending, unprotected, write_table
    from diasporamap.files import whole_file

    require_by(options["by"], read_origin(options["origin"]))
    for path in filter(None, (write_aliases, allow_unmatched)):
        require_ending(path)
    if table or missions or day:
        asked = {"table": table, "missions": missions, "day": day, "origin": options["origin"]}
        choice = district_choice(**asked, weights_file=None, weight_column=None)
        options |= {name: choice[name] for name in ("districts", "day")}
    with late("checking") as progress:
        report = check(
            counts, allow_unmatched=allow_unmatched is not None, progress=progress, **options
        )
    if as_json:
        print_json(report.as_json())
    else:
        _print(report)
    if html is not None:
        with whole_file(html) as temporary:
            temporary.write_text(html_report(report), encoding="utf-8", errors="replace")
    if write_aliases is not None:
        _write_aliases(report, write_aliases)
    if report.of_level("error"):
        sys.exit(1)
    if allow_unmatched is not None and report.unmatched is not None:
        write_table(unprotected(report.unmatched), allow_unmatched)
        tell("check.unmatched", file=allow_unmatched)


def _print(report: CheckReport) -> None:
    """Print the facts with their warnings, then the errors, then the verdict."""
    from diasporamap.checking.findings import by_topic

    console = terminal()
    if report.stamp:
        console.print(report.stamp, style="bold red")
    errors = report.of_level("error")
    others = [finding for finding in report.findings if finding.level != "error"]
    for findings in (others, errors):
        for topic, found in by_topic(findings).items():
            first = topic
            for line, style in _lines(found):
                console.print(f"{first:<17}{line}", style=style)
                first = ""
    console.print(report.verdict)


def _lines(found: list[Finding]) -> Iterator[tuple[str, str]]:
    """Give the lines of one topic and their styles: all facts, and the first of what is wrong."""
    from diasporamap.checking.findings import SHOWN, told_once

    facts = [finding for finding in found if finding.level == "fact"]
    wrong = [finding for finding in found if finding.level != "fact"]
    for finding, hint in told_once(facts + wrong[:SHOWN]):
        line: str = CODES.sub(_first_codes, finding.told)
        if finding.level != "fact":
            line = message(f"commands.check.{finding.level}", told=line)
        if hint:
            line = message("commands.check.told_hint", told=line, hint=hint)
        yield line, STYLES[finding.level]
    left = len(wrong) - SHOWN
    if left > 0:
        yield message("commands.check.more", number=left), STYLES[wrong[-1].level]


def _first_codes(listed: re.Match[str]) -> str:
    """Shorten a long list of codes of countries; reports in JSON and HTML have it whole."""
    codes = listed[0].split(", ")
    more = len(codes) - CODES_SHOWN
    if more <= 0:
        return listed[0]
    return message("commands.check.more_codes", codes=codes[:CODES_SHOWN], number=more)


def _write_aliases(report: CheckReport, path: Path) -> None:
    """Write an alias table in which each suggestion waits to be confirmed.

    Where no name waits, the table has its headers only, so that `--aliases` can take it; a table
    that is there is left as it is.
    """
    if report.unmatched is None:
        answer("check.names_unread", file=path, err=True)
        return
    if not report.aliases and path.exists():
        tell("check.no_names_left", file=path, err=True)
        return
    import pandas as pd

    from diasporamap.export import write_table

    rows = [(name, *meant) for name, meant in report.aliases.items()]
    write_table(pd.DataFrame(rows, columns=["name", "place", "suggestions"]), path)
    if not rows:
        tell("check.no_names", file=path, err=True)
        return
    tell("check.wrote_names", number=len(rows), file=path, err=True)
