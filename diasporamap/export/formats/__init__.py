"""Writers of published tables, one file a format, chosen by the ending of a file."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diasporamap.errors import UsageError
from diasporamap.files import whole_file
from diasporamap.language import message
from diasporamap.language.messages import joined
from diasporamap.resources import require_library

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from diasporamap.export.published import PublishedTable

#: Endings, the longest first, and the module beside this one that writes such a file.
FORMATS: Final[Mapping[str, str]] = {
    ".sdmx.csv": "sdmx",
    ".csv": "delimited",
    ".xlsx": "workbook",
    ".md": "markdown",
    ".html": "html_page",
    ".docx": "word",
    ".gpkg": "geopackage",
    ".parquet": "geoparquet",
}
#: The library and the extra that a format needs beside those of the program.
NEEDED: Final[Mapping[str, tuple[str, str]]] = {
    ".docx": ("docx", "report"),
    ".parquet": ("pyarrow", "parquet"),
}
#: Formats with a row of HXL tags where it is asked for.
WITH_HXL: Final = (".csv", ".xlsx")


def ending_of(path: str | os.PathLike[str]) -> str:
    """Return the ending that says how a table is written; refuse one that does not."""
    name = Path(path).name.lower()
    for ending in FORMATS:
        if name.endswith(ending):
            return ending
    raise UsageError(message("export.ending", file=path, endings=[*FORMATS]))


def require_writable(path: str | os.PathLike[str], *, hxl: bool = False) -> None:
    """Refuse a file that no table is written as, or not with tags, before any work is done."""
    ending = ending_of(path)
    if ending in NEEDED:
        require_library(*NEEDED[ending], message("export.table_in", file=path, ending=ending))
    if ending not in WITH_HXL and hxl:
        raise UsageError(message("export.no_tags", file=path, endings=joined(WITH_HXL)))


def write_published(
    table: PublishedTable, path: str | os.PathLike[str], *, hxl: bool = False
) -> None:
    """Write a published table to a file, whole or not at all, the same bytes every time.

    Parameters
    ----------
    table : PublishedTable
        What `Release.table` makes.
    path : path-like
        A file with one of the endings of `FORMATS`.
    hxl : bool, default False
        Whether a row of tags of the Humanitarian Exchange Language stands under the header.

    Raises
    ------
    UsageError
        If the ending is not known, the format has no tags, or the file cannot be written.
    """
    require_writable(path, hxl=hxl)
    writer = import_module(f"{__name__}.{FORMATS[ending_of(path)]}")
    with whole_file(path) as temporary:
        writer.write(table, temporary, **({"hxl": True} if hxl else {}))
