"""Standard input and output where a table is meant: ``-`` in the place of a file.

What is piped in is kept in a temporary file while the command runs, with the ending that its first
bytes tell; what is piped out is written there first, and printed once it is whole.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diasporamap.errors import UsageError
from diasporamap.language import message

if TYPE_CHECKING:
    import click

#: What stands for the standard streams.
DASH: Final = "-"
#: How messages call them, whose folder is not told.
INPUT: Final = "stdin"
OUTPUT: Final = "stdout"
#: What files begin with, and their endings; anything else is text.
_BEGIN: Final = (
    (b"PAR1", ".parquet"),
    (b"PK\x03\x04", ".xlsx"),
    (b"\xd0\xcf\x11\xe0", ".xls"),
)
_ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"
#: Where a context keeps the folder of its streams, and whether a table is printed.
_FOLDER: Final = "diasporamap.streams"


def from_input(context: click.Context) -> Path:
    """Keep what is piped in in a file of this run, and return it.

    Raises
    ------
    UsageError
        If nothing is piped in, or two tables are to come from it.
    """
    meta = context.find_root().meta
    if f"{_FOLDER}.{INPUT}" in meta:
        raise UsageError(message("config.input_twice"))
    stream = sys.stdin.buffer
    if sys.stdin.isatty():
        raise UsageError(message("config.no_input"))
    begin = stream.read(4096)
    ending = next((end for mark, end in _BEGIN if begin.startswith(mark)), ".csv")
    if ending == ".xlsx" and _ODS in begin[:200]:
        ending = ".ods"
    path = _folder(context) / f"{INPUT}{ending}"
    with path.open("wb") as kept:
        kept.write(begin)
        shutil.copyfileobj(stream, kept)
    meta[f"{_FOLDER}.{INPUT}"] = path
    return path


def to_output(context: click.Context) -> Path:
    """Return the file whose contents `print_output` prints, a table as CSV."""
    path = _folder(context) / f"{OUTPUT}.csv"
    context.find_root().meta[f"{_FOLDER}.{OUTPUT}"] = path
    return path


def take_output(context: click.Context) -> None:
    """Leave standard output to what programs read: all else goes to the error stream."""
    context.find_root().meta.setdefault(f"{_FOLDER}.{OUTPUT}", None)


def output_is_taken(context: click.Context | None) -> bool:
    """Tell whether a table is printed, so that all else goes to the error stream."""
    return context is not None and f"{_FOLDER}.{OUTPUT}" in context.find_root().meta


def print_output(context: click.Context) -> None:
    """Print the table that was written in the place of standard output."""
    path = context.find_root().meta.get(f"{_FOLDER}.{OUTPUT}")
    if path is not None and path.is_file():
        sys.stdout.flush()
        with path.open("rb") as kept:
            shutil.copyfileobj(kept, sys.stdout.buffer)
        sys.stdout.buffer.flush()


def is_kept_here(path: Path | None, context: click.Context) -> bool:
    """Tell whether a file is in the folder that goes when the command ends."""
    kept = context.find_root().meta.get(_FOLDER)
    return path is not None and kept is not None and path.parent == kept


def without_folder(text: str, context: click.Context | None) -> str:
    """Name the streams in a text without the temporary folder that they are kept in."""
    kept = context and context.find_root().meta.get(_FOLDER)
    return text.replace(f"{kept}{os.sep}", "") if kept else text


def _folder(context: click.Context) -> Path:
    """Return the temporary folder of this run, which goes when the command ends."""
    root = context.find_root()
    if _FOLDER not in root.meta:
        made = tempfile.TemporaryDirectory(prefix="diasporamap-")
        root.meta[_FOLDER] = Path(root.with_resource(made))
    return Path(root.meta[_FOLDER])
