"""Writers of profiles, one file a format, chosen by the ending of a file."""

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

    from diasporamap.profiles.model import Profile

#: Endings, and the module beside this one that writes such a file.
FORMATS: Final[Mapping[str, str]] = {".pdf": "pdf", ".docx": "word", ".html": "html_page"}
#: The libraries that a format needs beside those of the program, as they are imported.
NEEDED: Final[Mapping[str, str]] = {".docx": "docx", ".pdf": "typst"}


def require_profile_ending(path: str | os.PathLike[str]) -> str:
    """Return the ending of a profile's file; refuse one that none is written as, or cannot be."""
    ending = Path(path).suffix.lower()
    if ending not in FORMATS:
        raise UsageError(message("profiles.ending", file=path, endings=[*FORMATS]))
    if ending in NEEDED:
        require_library(
            NEEDED[ending], "report", message("profiles.in_format", file=path, ending=ending)
        )
    return ending


def write_profile(profile: Profile, path: str | os.PathLike[str]) -> None:
    """Write a profile to a file, whole or not at all, the same bytes every time.

    Parameters
    ----------
    profile : Profile
        What `Release.profile_of` makes.
    path : path-like
        A file that ends in ``.pdf`` (one page, PDF/UA-1), ``.docx`` or ``.html``.

    Raises
    ------
    UsageError
        If the ending is another, a library of the format is not installed, or the file cannot be
        written.
    """
    ending = require_profile_ending(path)
    writer = import_module(f"{__name__}.{FORMATS[ending]}")
    with whole_file(path) as temporary:
        writer.write(profile, temporary)
