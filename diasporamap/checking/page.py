"""Writes the report of a check as one HTML file that opens offline and runs no script."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from diasporamap.checking.findings import SHOWN, by_topic, told_once
from diasporamap.files import MAKER
from diasporamap.language import capitalised, messages_language
from diasporamap.language.messages import text_in, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from diasporamap.checking.findings import CheckReport, Finding
    from diasporamap.language import Language


def html_report(report: CheckReport, *, language: Language | None = None) -> str:
    """Return the report as a page: the verdict, errors, warnings, and the facts in a table.

    It is in the language of messages where none is given.
    """
    language = language or messages_language()
    errors, warnings = report.of_level("error"), report.of_level("warning")
    title = escape(written("checking.page", language, {"name": Path(report.file).name}))
    style = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    stamp = escape(report.stamp)
    level = "error" if errors else "warning" if warnings else "fact"
    parts = [
        "<!doctype html>",
        f'<html lang="{language}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta name="generator" content="{MAKER}">',
        *([f'<meta name="keywords" content="{stamp}">'] if stamp else []),
        f"<title>{stamp and f'{stamp} | '}{title}</title>",
        f"<style>\n{style}</style></head><body>",
        *([f'<p class="stamp" role="note">{stamp}</p>'] if stamp else []),
        f"<main><h1>{title}</h1>",
        f'<p class="verdict {level}">{escape(report.verdict.text(language))}</p>',
        *_listed(errors, language),
        *_listed(warnings, language),
        f"<h2>{_heading('fact', language)}</h2><table>",
        *_facts(report.findings, language),
        "</table>",
        "</main></body></html>",
    ]
    return "\n".join(parts) + "\n"


def _heading(kind: str, language: Language, **fields: object) -> str:
    return escape(written(f"checking.heading.{kind}", language, fields))


def _listed(findings: Sequence[Finding], language: Language) -> list[str]:
    """List findings by topic; beyond the first of a topic they are folded away."""
    if not findings:
        return []
    level = findings[0].level
    parts = [f'<h2 class="{level}">{_heading(level, language)}</h2>']
    for topic, found in by_topic(findings).items():
        items = [_item(finding, hint, language) for finding, hint in told_once(found)]
        parts += [f"<h3>{escape(text_in(topic, language))}</h3><ul>", *items[:SHOWN], "</ul>"]
        if len(items) > SHOWN:
            more = _heading("more", language, number=len(items) - SHOWN)
            parts += [f"<details><summary>{more}</summary><ul>", *items[SHOWN:], "</ul></details>"]
    return parts


def _item(finding: Finding, hint: str, language: Language) -> str:
    told, hint = finding.told_in(language), text_in(hint, language)
    if not finding.file:
        told = capitalised(told)
    way_out = f' <span class="hint">{escape(hint)}</span>' if hint else ""
    return f'<li class="{finding.level}">{escape(told)}.{way_out}</li>'


def _facts(findings: Iterable[Finding], language: Language) -> list[str]:
    """Give a row a topic, with everything that was found about it."""
    facts = by_topic(finding for finding in findings if finding.level == "fact")
    return [
        f'<tr><th scope="row">{escape(text_in(topic, language))}</th>'
        f"<td>{'<br>'.join(escape(text_in(finding.text, language)) for finding in found)}</td></tr>"
        for topic, found in facts.items()
    ]
