"""Make the shipped table of the codes and names of territories from CLDR, as Babel brings it.

Usage: python reference/build/territories.py reference/territories.csv

The table has a row a territory: its alpha-2 code, the other codes that stand for it alone (alpha-3,
M49, withdrawn ones) and its names. Its provenance is written beside it.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from importlib.metadata import version
from pathlib import Path

from babel import Locale
from babel.core import get_cldr_version, get_global

LANGUAGES = ("fr", "en", "it")
PROVENANCE = """\
# Provenance of {table}, written by reference/build/territories.py.
table = "{table}"
rows = {rows}
licence = "Unicode-3.0"
attribution = "Unicode, Inc. Common Locale Data Repository (CLDR) {cldr}"
sha256 = "{sha256}"
steps = [
  "Took the territories with a code of two letters, their names in French, English and Italian, \
and the codes that are aliases of one territory alone.",
]

[[sources]]
data = "Unicode CLDR {cldr}, as the package Babel brings it"
licence = "Unicode-3.0"
client = "pip"
package = "babel"
version = "{babel}"
"""


def rows() -> list[tuple[str, ...]]:
    """Return a row a territory, sorted by its code."""
    names = [Locale(language).territories for language in LANGUAGES]
    codes = sorted(code for code in names[0] if len(code) == len("CM"))
    aliases: dict[str, list[str]] = {}
    for alias, territories in get_global("territory_aliases").items():
        if len(territories) == 1:
            aliases.setdefault(territories[0], []).append(alias)
    return [
        (code, " ".join(aliases.get(code, ())), *(name[code] for name in names)) for code in codes
    ]


def main(target: Path) -> None:
    """Write the table and its provenance."""
    made = rows()
    with target.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(["code", "codes", *(f"name_{language}" for language in LANGUAGES)])
        table.writerows(made)
    text = PROVENANCE.format(
        table=target.name,
        rows=len(made),
        cldr=get_cldr_version(),
        babel=version("babel"),
        sha256=hashlib.sha256(target.read_bytes()).hexdigest(),
    )
    target.with_suffix(".toml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
