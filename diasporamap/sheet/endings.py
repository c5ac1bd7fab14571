"""The endings of the files that a sheet becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from diasporamap.files import MAKER

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Those of pictures.
ENDINGS: Final = (".png", ".svg", ".pdf", ".jpg", ".jpeg", ".webp")
#: Those of its words, and by what such a file is known as one of ours.
MARKS: Final[Mapping[str, str]] = {".txt": f"({MAKER})", ".md": f"<!-- {MAKER} -->"}
