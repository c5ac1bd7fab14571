"""Makes texts that a spreadsheet would run as a formula harmless in CSV, and takes that back."""

from __future__ import annotations

import re
from typing import Final

#: What a spreadsheet takes for the start of a formula.
DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

#: Characters that no cell can hold, neither of XLSX nor of CSV.
CONTROL: Final = dict.fromkeys(set(range(32)) - {9, 10, 13}, " ")

#: Such a text, or one that already has apostrophes before it.
_MARKED: Final = re.compile(rf"'* *[{re.escape(''.join(DANGEROUS))}]")


def harmless(text: str) -> str:
    """Return a text that a spreadsheet shows and does not run.

    It has an apostrophe before it; its line breaks are line feeds.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").translate(CONTROL)
    return f"'{plain}" if _MARKED.match(plain) else plain


def as_meant(cell: str) -> str:
    """Return the text that `harmless` made a cell of; any other cell as it is."""
    return cell[1:] if cell.startswith("'") and _MARKED.match(cell) else cell
