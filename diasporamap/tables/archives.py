"""Refuses archives that are no workbook, before anything is unpacked."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import ParseError

from diasporamap.errors import CountsError, Problem

if TYPE_CHECKING:
    from pathlib import Path

#: Bytes a workbook may have when unpacked.
LARGEST_UNPACKED: Final = 2**30

#: What a damaged workbook makes its reader raise.
DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    EOFError,
    OSError,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    NotImplementedError,
)


def check_archive(file: Path, kind: str) -> None:
    """Refuse what is no archive, or unpacks to more than a workbook has.

    Raises
    ------
    CountsError
        If the file is no workbook of that kind, or is protected by a password.
    """
    with file.open("rb") as stream:
        start = stream.read(4)
    message = None
    if start == b"\xd0\xcf\x11\xe0":
        message = "the workbook is protected by a password, or is of the old .xls kind"
    elif not zipfile.is_zipfile(file):
        message = f"the file is not an {kind} workbook, whatever its name says"
    elif _unpacked(file) > LARGEST_UNPACKED:
        message = "the workbook unpacks to more than a table can have"
    if message:
        raise CountsError.one(
            message,
            f"Save the table as {kind} without a password, or as CSV UTF-8.",
            file=str(file),
        )


def _unpacked(file: Path) -> int:
    """Return how many bytes an archive has when unpacked."""
    try:
        with zipfile.ZipFile(file) as archive:
            return sum(entry.file_size for entry in archive.infolist())
    except DAMAGED as error:
        raise damaged(error, file) from None  # its words may be a cell's


def damaged(error: BaseException, file: Path) -> CountsError:
    """Return the error of a workbook that cannot be read to its end."""
    message = f"the workbook is damaged ({type(error).__name__})"
    hint = "Open it in a spreadsheet program and save it again."
    return CountsError([Problem(message, hint, str(file))])
