"""Writers of reports, one file a format, chosen by the ending of a file."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diasporamap.errors import UsageError
from diasporamap.files import whole_file
from diasporamap.language import message
from diasporamap.resources import require_library

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from diasporamap.report.model import Report

#: Endings, and the module beside this one that writes such a file.
FORMATS: Final[Mapping[str, str]] = {".docx": "word", ".pdf": "pdf", ".html": "html_page"}
#: The libraries that a format needs beside those of the program, as they are imported.
NEEDED: Final[Mapping[str, str]] = {".docx": "docx", ".pdf": "typst"}


def require_report_ending(path: str | os.PathLike[str]) -> str:
    """Return the ending of a report's file; refuse one that none is written as, or cannot be."""
    ending = Path(path).suffix.lower()
    if ending not in FORMATS:
        raise UsageError(message("report.ending", file=path, endings=[*FORMATS]))
    if ending in NEEDED:
        require_library(
            NEEDED[ending], "report", message("report.in_format", file=path, ending=ending)
        )
    return ending


def write_report(
    report: Report,
    path: str | os.PathLike[str],
    *,
    template: str | os.PathLike[str] | None = None,
) -> None:
    """Write a report to a file, whole or not at all, the same bytes every time.

    Parameters
    ----------
    report : Report
        What `made_report` makes.
    path : path-like
        A file that ends in ``.docx``, ``.pdf`` (PDF/UA-1) or ``.html``.
    template : path-like, optional
        A Word file whose styles, margins, headers and footers a ``.docx`` takes; what is written in
        it is left out. Styles that it does not have are added.

    Raises
    ------
    UsageError
        If the ending is another, a library of the format is not installed, the template is no Word
        file, or the file cannot be written.
    """
    ending = require_report_ending(path)
    writer = import_module(f"{__name__}.{FORMATS[ending]}")
    own = {"template": template} if ending == ".docx" and template is not None else {}
    with whole_file(path) as temporary:
        writer.write(report, temporary, **own)
