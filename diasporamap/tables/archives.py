"""Refuses what is no workbook, and opens the archive that one is."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Final
from xml.parsers.expat import ExpatError

from diasporamap.errors import CountsError, DiasporaMapError, problem
from diasporamap.tables.scan import MOST_COLUMNS, MOST_ROWS, ImpossibleSizeError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Bytes a workbook may have when unpacked.
LARGEST_UNPACKED: Final = 2**30
#: Times its packed size that a large part may have; tables that programs write have 7 to 20 times.
MOST_TIMES: Final = 100
LARGE_PART: Final = 2**24

#: What a damaged workbook makes the scan raise.
_DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ExpatError,
    EOFError,
    OSError,
    LookupError,
    ValueError,
    RuntimeError,
)

_OLE: Final = b"\xd0\xcf\x11\xe0"

#: Parts that make an archive a workbook of another kind than its ending says.
_FOREIGN: Final = {
    "xlsx": ("xl/workbook.bin", "content.xml"),
    "ods": ("xl/workbook.bin", "xl/workbook.xml"),
}


class Archive:
    """The parts of a workbook, found whatever the case of their names, as calamine finds them."""

    def __init__(self, content: bytes, kind: str) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(content))
        parts = self._zip.infolist()
        self._parts = {part.filename.replace("\\", "/").casefold(): part for part in parts}
        packed = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        if len(self._parts) < len(parts) or any(part.compress_type not in packed for part in parts):
            raise ValueError("two parts of one name, or packed in a way that no workbook is")
        if any(self.has(name) for name in _FOREIGN[kind]):
            raise ValueError("a workbook of two kinds")

    def has(self, name: str) -> bool:
        """Tell whether there is such a part."""
        return name.casefold() in self._parts

    def open(self, name: str) -> IO[bytes]:
        """Open a part."""
        return self._zip.open(self._parts[name.casefold()])

    def is_too_large(self) -> bool:
        """Tell whether the parts have more bytes than a workbook, or one is no packed table."""
        sizes = [(part.file_size, part.compress_size) for part in self._parts.values()]
        return sum(size for size, _ in sizes) > LARGEST_UNPACKED or any(
            size > max(LARGE_PART, MOST_TIMES * packed) for size, packed in sizes
        )


def read_content(file: Path, kind: str) -> bytes:
    """Return the bytes of a file; refuse one that does not start as workbooks of that kind do."""
    with file.open("rb") as stream:
        ole = stream.read(len(_OLE)) == _OLE
    if kind != "xls" and ole:
        raise _refused("file_password_or_old", file, kind)
    if not (ole if kind == "xls" else zipfile.is_zipfile(file)):
        raise _refused("file_no_workbook", file, kind)
    return file.read_bytes()


def open_archive(content: bytes, file: Path, kind: str) -> Archive:
    """Open an archive, or refuse one that unpacks to more than a workbook has."""
    archive = Archive(content, kind)
    if archive.is_too_large():
        raise _refused("file_unpacks", file, kind)
    return archive


def _refused(why: str, file: Path, kind: str) -> CountsError:
    return CountsError([problem(why, file=str(file), ending=kind.upper())])


@contextmanager
def refusing(file: Path, kind: str) -> Iterator[None]:
    """Turn what reading a damaged workbook raises into the error of its file.

    The words of those errors may be a cell's, so only their kind is told.
    """
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except DiasporaMapError:
        raise
    except PasswordError:
        raise _refused("file_password", file, kind) from None
    except ImpossibleSizeError:
        where = {"file": str(file), "rows": MOST_ROWS, "columns": MOST_COLUMNS}
        raise CountsError.of("file_impossible", **where) from None
    except (*_DAMAGED, CalamineError) as error:
        raise _damaged(error, file) from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # calamine's own, when it loses its way
            raise _damaged(error, file) from None
        raise


def _damaged(error: BaseException, file: Path) -> CountsError:
    return CountsError.of("file_damaged", file=str(file), error=type(error).__name__)
