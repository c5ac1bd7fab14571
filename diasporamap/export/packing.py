"""Packs office documents again so that the same content gives the same bytes."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

#: The day that all members are dated with.
_DAY: Final = (1980, 1, 1, 0, 0, 0)
#: The times of writing in the properties, and the name of who saved last, which is nobody.
_TIME: Final = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_SAVER: Final = re.compile(rb"<cp:lastModifiedBy>[^<]*</cp:lastModifiedBy>|<cp:lastModifiedBy/>")


def pack_again(loose: BinaryIO, path: Path, *, first: str = "[Content_Types].xml") -> None:
    """Write an office document, its members sorted and dated with one fixed day.

    What tells the type of the document comes first, as readers of its first bytes want it.
    """
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(path, "w") as target:
        for member in sorted(source.namelist(), key=lambda name: (name != first, name)):
            entry = zipfile.ZipInfo(member, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            content = source.read(member)
            if member == "docProps/core.xml":
                content = _SAVER.sub(b"", _TIME.sub(b"1980-01-01T00:00:00Z", content))
            target.writestr(entry, content)
