"""Turns bytes into text: UTF-8, UTF-16 or Windows-1252, told by the bytes themselves."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, Final

from diasporamap.errors import CountsError
from diasporamap.language import message

if TYPE_CHECKING:
    from pathlib import Path

#: Bytes looked at to tell a text from something else.
SAMPLE: Final = 2**16

#: First bytes of files that are no text, and what they are in the catalogue ``tables.content``.
_SIGNATURES: Final = {
    b"PK\x03\x04": "zip",
    b"\xd0\xcf\x11\xe0": "ole",
    b"%PDF": "pdf",
}
_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
#: Part of the letters of a table that are Latin at least, which UTF-16 writes with a NUL byte each.
_LATIN: Final = 0.7
_CONTROL: Final = bytes(set(range(32)) - set(b"\t\n\r\f\x1a"))


def check_is_text(sample: bytes, file: str) -> None:
    """Refuse a file that its first bytes show to be a workbook, a document or noise."""
    for signature, what in _SIGNATURES.items():
        if sample.startswith(signature):
            told = message(f"tables.content.{what}")
            raise CountsError.of("file_other", file=file, what=told)
    if utf16_of(sample):
        return
    if sample.translate(None, _CONTROL) != sample:
        raise CountsError.of("file_no_text", file=file)


def utf16_of(sample: bytes) -> str:
    """Return the name of UTF-16 as Python has it, told by a mark or by NUL bytes, else "".

    Without a mark one byte of nearly every pair is NUL, and the other ones are those of a text.
    """
    if sample[:2] in _MARKS:
        return "utf-16"
    if b"\x00" not in sample:
        return ""
    pairs = len(sample) // 2
    even, odd = sample[: 2 * pairs : 2], sample[1 : 2 * pairs : 2]
    for letters, nuls, name in ((even, odd, "utf-16-le"), (odd, even, "utf-16-be")):
        latin = bytes(letter for letter, nul in zip(letters, nuls, strict=True) if nul == 0)
        is_text = bool(latin) and latin.translate(None, _CONTROL) == latin
        if is_text and len(latin) >= _LATIN * pairs:
            return name
    return ""


def read_text(file: Path) -> tuple[str, str]:
    """Read a text file: the text, and the encoding that its bytes are in.

    That is UTF-16, UTF-8, or Windows-1252 where no part of the text is UTF-8.
    """
    with file.open("rb") as stream:
        check_is_text(stream.read(SAMPLE), str(file))
    data = file.read_bytes()
    utf16 = utf16_of(data[:SAMPLE])
    if utf16:
        return _decode_utf16(data, utf16, str(file)), "UTF-16"
    if data.translate(None, _CONTROL) != data:
        raise CountsError.of("row_control", file=str(file), row=_row_of_control(data))
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError as error:
        wrong = error.start
    text = windows_text(data)
    if text is None:
        row = data.count(b"\n", 0, wrong) + 1
        raise CountsError.of("file_no_utf8", file=str(file), row=row, byte=str(wrong + 1))
    return text, "Windows-1252"


def windows_text(data: bytes) -> str | None:
    """Read bytes that are not UTF-8 as Windows-1252.

    None where some letters are UTF-8, since the text then is damaged, or bytes stand for nothing.
    """
    if not data.decode("utf-8", errors="ignore").isascii():
        return None
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return None


def read_toml(file: Path) -> dict[str, Any]:
    """Read a file of TOML that an editor saved in any of the encodings of `read_text`.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If it is not TOML; `diasporamap.errors.reason` says why.
    """
    return parsed_toml(toml_text(file))


def toml_text(file: Path) -> str:
    """Return the text of a file of TOML; errors are those of `read_toml`."""
    data = file.read_bytes()
    try:
        return data.decode(utf16_of(data[:SAMPLE]) or "utf-8-sig").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        windows = windows_text(data)
        if windows is None:
            byte = str(error.start + 1)
            raise ValueError(message("tables.toml_byte", byte=byte)) from error
        return windows


def parsed_toml(text: str) -> dict[str, Any]:
    """Return what a text of TOML says; a ValueError tells why it is none."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError(message("tables.toml_nested")) from None


def _decode_utf16(data: bytes, encoding: str, file: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise CountsError.of("file_no_utf16", file=file) from error
    if "\x00" in text:
        raise CountsError.of("file_no_text", file=file)
    return text


def _row_of_control(data: bytes) -> int:
    at = next(at for at, byte in enumerate(data) if byte in _CONTROL)
    return data.count(b"\n", 0, at) + 1
