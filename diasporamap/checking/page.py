"""Writes the report of a check as one HTML file that opens offline and runs no script."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from diasporamap.checking.findings import SHOWN, by_topic, told_once

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from diasporamap.checking.findings import CheckReport, Finding

_STYLE = """
:root { color-scheme: light dark; --line: #0003; --soft: #0001;
  --error: #b3261e; --warning: #9a6700; --fact: #1a7f37; }
@media (prefers-color-scheme: dark) {
  :root { --line: #fff4; --soft: #fff1; --error: #ff8a80; --warning: #e3b341; --fact: #56d364; }
}
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem;
  overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
.verdict { padding: .75rem 1rem; border-left: .4rem solid; background: var(--soft); margin: 0;
  font-weight: 600; }
.error { border-color: var(--error); } h2.error { color: var(--error); }
.warning { border-color: var(--warning); } h2.warning { color: var(--warning); }
.fact { border-color: var(--fact); }
ul { padding: 0; margin: 0; }
li { margin: .5rem 0; padding-left: .75rem; border-left: .25rem solid; list-style: none; }
li.error { border-color: var(--error); } li.warning { border-color: var(--warning); }
.hint { display: block; opacity: .8; }
summary { cursor: pointer; padding: .5rem 0; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0;
  border-bottom: 1px solid var(--line); }
th { width: 8rem; font-weight: 600; overflow-wrap: normal; }
@media (max-width: 30rem) {
  th, td { display: block; width: auto; padding: .4rem 0 0; border: 0; }
  td { padding: 0 0 .4rem; border-bottom: 1px solid var(--line); }
}
"""


def html_report(report: CheckReport) -> str:
    """Return the report as a page: the verdict, errors, warnings, and the facts in a table."""
    errors, warnings = report.of_level("error"), report.of_level("warning")
    name = escape(Path(report.file).name)
    level = "error" if errors else "warning" if warnings else "fact"
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>Check of {name}</title><style>{_STYLE}</style></head><body>",
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
        told = told[:1].upper() + told[1:]
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
