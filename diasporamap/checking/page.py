"""Writes the report of a check as one HTML file that opens offline and runs no script."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from diasporamap.checking.findings import SHOWN, by_topic, told_once
from diasporamap.files import MAKER
from diasporamap.language import capitalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from diasporamap.checking.findings import CheckReport, Finding


def html_report(report: CheckReport) -> str:
    """Return the report as a page: the verdict, errors, warnings, and the facts in a table."""
    errors, warnings = report.of_level("error"), report.of_level("warning")
    name = escape(Path(report.file).name)
    style = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    stamp = escape(report.stamp)
    level = "error" if errors else "warning" if warnings else "fact"
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta name="generator" content="{MAKER}">',
        *([f'<meta name="keywords" content="{stamp}">'] if stamp else []),
        f"<title>{stamp and f'{stamp} | '}Check of {name}</title>",
        f"<style>\n{style}</style></head><body>",
        *([f'<p class="stamp" role="note">{stamp}</p>'] if stamp else []),
        f"<main><h1>Check of {name}</h1>",
        f'<p class="verdict {level}">{escape(report.verdict)}</p>',
        *_listed("Errors", errors),
        *_listed("Warnings", warnings),
        "<h2>What was found</h2><table>",
        *_facts(report.findings),
        "</table>",
        "</main></body></html>",
    ]
    return "\n".join(parts) + "\n"


def _listed(title: str, findings: Sequence[Finding]) -> list[str]:
    """List findings by topic; beyond the first of a topic they are folded away."""
    if not findings:
        return []
    level = findings[0].level
    parts = [f'<h2 class="{level}">{title}</h2>']
    for topic, found in by_topic(findings).items():
        items = [_item(finding, hint) for finding, hint in told_once(found)]
        parts += [f"<h3>{escape(topic)}</h3><ul>", *items[:SHOWN], "</ul>"]
        if len(items) > SHOWN:
            more = f"<details><summary>{len(items) - SHOWN:,} more</summary><ul>"
            parts += [more, *items[SHOWN:], "</ul></details>"]
    return parts


def _item(finding: Finding, hint: str) -> str:
    told = finding.told
    if not finding.file:
        told = capitalised(told)
    way_out = f' <span class="hint">{escape(hint)}</span>' if hint else ""
    return f'<li class="{finding.level}">{escape(told)}.{way_out}</li>'


def _facts(findings: Iterable[Finding]) -> list[str]:
    """Give a row a topic, with everything that was found about it."""
    facts = by_topic(finding for finding in findings if finding.level == "fact")
    return [
        f'<tr><th scope="row">{escape(topic)}</th>'
        f"<td>{'<br>'.join(escape(finding.text) for finding in found)}</td></tr>"
        for topic, found in facts.items()
    ]
