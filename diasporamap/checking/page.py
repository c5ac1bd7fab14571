"""Writes the report of a check as one HTML file that opens offline and runs no script."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diasporamap.checking.findings import CheckReport, Finding

_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
.verdict { padding: .75rem 1rem; border-left: .4rem solid; font-weight: 600; }
.error { border-color: #b3261e; }
.warning { border-color: #9a6700; }
.fact { border-color: #1a7f37; }
li { margin: .4rem 0; padding-left: .75rem; border-left: .25rem solid; list-style: none; }
ul { padding: 0; } .mend { opacity: .8; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0;
  border-bottom: 1px solid #8884; overflow-wrap: anywhere; }
th { white-space: nowrap; width: 8rem; }
"""


def html_report(report: CheckReport) -> str:
    """Return the report as a page: the verdict, errors, warnings, and the facts in a table."""
    errors, warnings = report.of_level("error"), report.of_level("warning")
    level = "error" if errors else "warning" if warnings else "fact"
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>Check of {escape(report.file)}</title><style>{_STYLE}</style></head><body>",
        f"<main><h1>Check of {escape(report.file)}</h1>",
        f'<p class="verdict {level}">{escape(report.verdict)}</p>',
        *_listed("Errors", errors),
        *_listed("Warnings", warnings),
        "<h2>What was found</h2><table>",
        *_facts(report.findings),
        "</table>",
        "</main></body></html>",
    ]
    return "\n".join(parts) + "\n"


def _listed(title: str, findings: Iterable[Finding]) -> list[str]:
    items = [
        f'<li class="{finding.level}"><b>{escape(finding.topic)}</b> '
        f"{escape(_place_and_text(finding))} "
        f'<span class="mend">{escape(finding.mend)}</span></li>'
        for finding in findings
    ]
    return [f"<h2>{title}</h2><ul>", *items, "</ul>"] if items else []


def _place_and_text(finding: Finding) -> str:
    return str(finding).removesuffix(f". {finding.mend}") + "."


def _facts(findings: Iterable[Finding]) -> list[str]:
    """Give a row a topic, with everything that was found about it."""
    topics: dict[str, list[str]] = {}
    for finding in findings:
        if finding.level == "fact":
            topics.setdefault(finding.topic, []).append(escape(finding.text))
    return [
        f'<tr><th scope="row">{escape(topic)}</th><td>{"<br>".join(texts)}</td></tr>'
        for topic, texts in topics.items()
    ]
