"""Finds the lines of keys in a TOML file, for its errors: the parser of Python keeps none."""

from __future__ import annotations

import re
from typing import Final

_HEADER: Final = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?")
_KEY: Final = re.compile(r"""\s*["']?([^"'=\s]+|[^"'=]+)["']?\s*=""")


class Lines:
    """Where tables and keys stand in a text of TOML.

    A table of an array is named with its number, from 0: ``maps[2]``. What stands in a text of
    several lines may be taken for a key; then the line is near and not exact.
    """

    def __init__(self, text: str) -> None:
        self._lines: dict[tuple[str, str], int] = {}
        table, seen = "", dict[str, int]()
        for number, line in enumerate(text.splitlines(), start=1):
            if header := _HEADER.fullmatch(line):
                table = re.sub(r"[\s\"']", "", header[2])
                if header[1] == "[[":
                    seen[table] = seen.get(table, -1) + 1
                    table = f"{table}[{seen[table]}]"
                self._lines.setdefault((table, ""), number)
            elif key := _KEY.match(line):
                self._lines.setdefault((table, key[1].strip()), number)

    def of(self, table: str, key: str = "") -> int:
        """Return the line of a key, that of its table where the key is not found, 1 at worst."""
        tries = ((table, key), (table, ""), (f"{table}[0]", ""), ("", table))
        return next((self._lines[at] for at in tries if at in self._lines), 1)
