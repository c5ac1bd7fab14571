"""Asks axe-core what assistive technology would stumble over."""

from __future__ import annotations

from pathlib import Path

SOURCE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

RUN = """
const done = arguments[arguments.length - 1];
const told = ({ html, any, all }) => (
  html.slice(0, 160) + " " + [...any, ...all].map(({ message }) => message).join("; ")
);
axe.run(document, { runOnly: { type: "tag", values: arguments[0] } }).then(
  ({ violations: found }) => done(
    found.map(({ id, nodes }) => id + ": " + nodes.map(told).join(" | ")),
  ),
  (error) => done([String(error)]),
);
"""


def violations(driver):
    """Return the rules that the page breaks as it is now, with what breaks them."""
    if not driver.execute_script("return Boolean(window.axe)"):
        driver.execute_script(SOURCE.read_text(encoding="utf-8"))
    return driver.execute_async_script(RUN, list(RULES))
