"""Reads the title and the description that our pictures carry."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_DESCRIBED: Final = re.compile(r"<title>(.*?)</title>\s*<desc>(.*?)</desc>", re.DOTALL)
_SUBJECT: Final = re.compile(rb"/(Title|Subject) \(((?:[^\\()]|\\.)*)\)", re.DOTALL)
#: What signs stand for behind the backslash of a PDF.
_SIGNS: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def of_svg(path: Path) -> tuple[str, str] | None:
    """Read the title and description of an SVG."""
    found = _DESCRIBED.search(path.read_text(encoding="utf-8"))
    return None if found is None else (html.unescape(found[1]), html.unescape(found[2]))


def of_png(path: Path) -> tuple[str, str] | None:
    """Read the title and description of a PNG."""
    from PIL import Image

    with Image.open(path) as image:
        words = getattr(image, "text", {})
    return (words["Title"], words["Description"]) if "Description" in words else None


def of_pdf(path: Path) -> tuple[str, str] | None:
    """Read the title and subject of a PDF, which are written out in it."""
    found = {name: _unescaped(raw) for name, raw in _SUBJECT.findall(path.read_bytes())}
    return (found[b"Title"], found[b"Subject"]) if b"Subject" in found else None


def _unescaped(raw: bytes) -> str:
    plain = re.sub(
        rb"\\(?:([0-7]{1,3})|(.))",
        lambda sign: bytes([int(sign[1], 8)]) if sign[1] else _SIGNS.get(sign[2], sign[2]),
        raw,
        flags=re.DOTALL,
    )
    return (
        plain[2:].decode("utf-16-be") if plain.startswith(b"\xfe\xff") else plain.decode("latin-1")
    )
