"""Writes files whole or not at all, and never over what is read or what somebody else made."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diasporamap.errors import UsageError, reason
from diasporamap.language import joined, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: What the files written here name as their maker.
MAKER: Final = "diasporamap"
#: The version of the package, which the build reads here.
VERSION = "0.1.0"

#: What a description of a layer ends in.
MADE: Final = f"made by {MAKER}"

#: The day that GDAL writes into a GeoPackage, so that the same layers give the same bytes.
PINNED_DATE: Final = "2026-01-01T00:00:00.000Z"

#: By what a file with this ending is known, in its first or its last bytes.
_MARKS: Final = {
    ".png": rb"tEXtSoftware\x00diasporamap",
    ".svg": rb'\A<\?xml version="1.0" encoding="utf-8" standalone="no"\?>(?s:.)*'
    rb"<dc:title>diasporamap</dc:title>",
    **dict.fromkeys((".jpg", ".jpeg", ".webp"), rb"<xmp:CreatorTool>diasporamap</xmp:CreatorTool>"),
    ".pdf": rb"/Creator \(diasporamap\)|/Author\(diasporamap\)",
    ".html": rb'<meta name="generator" content="diasporamap">',
    ".geojson": rb'"description": "[^"]*made by diasporamap"',
    ".txt": rb"\n\(diasporamap\)\n\Z",
    ".md": rb"\n<!-- diasporamap -->\n\Z",
    ".toml": rb"\A# (?:Sources|Atlas) of [^\r\n]*, made by diasporamap\.\n",
    ".json": rb'\A\{\n  "profile": "tabular-data-package",(?s:.)*\n  "generator": "diasporamap",\n',
    ".parquet": rb"maker\W+diasporamap\W",
    ".csv": rb'\A\xef\xbb\xbf(?:# [^\r\n]*\n)?"(?:place|row|district|mission|left|STRUCTURE)"'
    rb'(?:,"(?:[^"\r\n]|"")*")*\n',
}
_LOOKED_AT: Final = 2**16

#: Why the system does not write a file, whatever is written.
_NOT_WRITTEN: Final = frozenset(
    [errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS, errno.EACCES, errno.EPERM]
)


def check_outputs(
    outputs: Iterable[Path], inputs: Iterable[Path] = (), *, force: bool = False
) -> None:
    """Refuse files to write before any work is done.

    Parameters
    ----------
    outputs : iterable of pathlib.Path
        The files to write.
    inputs : iterable of pathlib.Path
        The files to read; none of them is ever written, under whatever name.
    force : bool, default False
        Whether a file that is there may be written over although it is not `is_ours`.

    Raises
    ------
    UsageError
        If a file to write is read too, is named twice, is a folder, a link, a pipe or a device, or
        is there and made by somebody else. All of them are named.
    """
    problems: list[str] = []
    seen, read = set(), [path for path in inputs if path.exists()]
    for path in outputs:
        where = os.path.normcase(os.path.realpath(path))
        if any(path.exists() and path.samefile(other) for other in read):
            problems.append(message("files.read_too", path=str(path)))
        elif where in seen:
            problems.append(message("files.twice", path=str(path)))
        elif problem := _no_file(path):
            problems.append(problem)
        elif path.exists() and not force and not is_ours(path):
            problems.append(message("files.not_ours", path=str(path)))
        seen.add(where)
    if problems:
        raise UsageError(joined(problems, "errors.lines"))


def is_ours(path: Path) -> bool:
    """Tell whether a file was made by diasporamap and not changed by a program that says so.

    Maps and pages name their maker, layers in their description, workbooks as their author while
    nobody saved them again. A CSV has a byte order mark, maybe a line that it is confidential,
    quoted headers of which the first is one of ours, and no carriage return. Tables of aliases are
    no longer ours once they are written.
    """
    ending = path.suffix.lower()
    try:
        if path.stat().st_size == 0:
            return True
        if ending in (".xlsx", ".docx"):
            return _is_our_document(path)
        if ending == ".gpkg":
            return _is_our_geopackage(path)
        with path.open("rb") as stream:
            looked_at = stream.read(_LOOKED_AT)
            stream.seek(max(stream.tell(), path.stat().st_size - _LOOKED_AT))
            looked_at += stream.read()
    except OSError:
        return False
    return ending in _MARKS and re.search(_MARKS[ending], looked_at) is not None


def _is_our_document(path: Path) -> bool:
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            core = archive.read("docProps/core.xml")
    except (zipfile.BadZipFile, KeyError, ValueError, RuntimeError, NotImplementedError):
        return False
    # With lxml a name space stands in the tag.
    made = re.search(rb"creator(?: [^>]*)?>%s<" % MAKER.encode(), core)
    return made is not None and b"lastModifiedBy" not in core


def _is_our_geopackage(path: Path) -> bool:
    import sqlite3
    from contextlib import closing

    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True)) as opened:
            layers = opened.execute("SELECT description, last_change FROM gpkg_contents").fetchall()
    except (sqlite3.Error, UnicodeError):
        return False
    return bool(layers) and all(
        str(described).endswith(MADE) and changed == PINNED_DATE for described, changed in layers
    )


def _no_file(path: Path) -> str:
    """Say why a path is no file to write, "" where it is."""
    if path.is_symlink():
        return message("files.link", path=str(path))
    if path.is_dir():
        return message("files.folder", path=str(path))
    if path.exists() and not path.is_file():
        return message("files.device", path=str(path))
    return ""


@contextmanager
def whole_file(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Give a temporary path with the same folder and ending; it becomes `path` if all ends well.

    The folder is made if it is missing. On any error `path` stays as it was; a folder, a link, a
    pipe or a device is refused, as is a place that cannot be written to.
    """
    target = Path(path)
    if problem := _no_file(target):
        raise UsageError(problem)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(
            prefix=f".{MAKER}-", suffix=target.suffix, dir=target.parent
        )
    except OSError as error:
        raise _unwritten(target, error) from error
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(target)
    except OSError as error:
        if error.errno in _NOT_WRITTEN:
            raise _unwritten(target, error) from error
        raise
    finally:
        for left in temporary.parent.glob(f"{temporary.name}*"):  # also what GDAL keeps beside it
            left.unlink(missing_ok=True)


def _unwritten(target: Path, error: OSError) -> UsageError:
    return UsageError(message("files.unwritten", path=str(target), why=reason(error)))


def _umask() -> int:
    """Read the process's umask, which can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
