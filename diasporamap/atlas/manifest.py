"""The manifest of what an atlas made: what went in, what came out, each with its SHA-256."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from diasporamap.errors import DataError, UsageError, problem
from diasporamap.files import MAKER, whole_file
from diasporamap.language import message
from diasporamap.resources import PACKAGE, shipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: The manifest in the folder of what is made.
MANIFEST: Final = "manifest.json"
#: Libraries on which the bytes of what is made depend.
LIBRARIES: Final = ("folium", "geopandas", "matplotlib", "numpy", "pandas", "pyproj", "shapely")
#: Folders that ship with the program, and take part in what is made.
SHIPPED: Final = ("boundaries", "reference", "styles", "examples")

State = Literal["as made", "changed", "missing", "not of the atlas"]


@dataclass(frozen=True)
class Manifest:
    """What the manifest of a folder says: SHA-256 by path from that folder.

    `inputs` are the files that were read, by their path from the atlas; of a register that is not
    published there is no sum, since it would let readers try what they do not know.
    """

    outputs: Mapping[str, str]
    inputs: Mapping[str, str | None] = field(default_factory=dict)
    missing: Mapping[str, str | Mapping[str, str]] = field(default_factory=dict)
    confidential: bool = False

    def write(self, folder: Path) -> Path:
        """Write the manifest into the folder; the same atlas gives the same bytes."""
        told: dict[str, Any] = {
            "made by": program(),
            "inputs": {
                path: {"sha256": digest} if digest else {"confidential": True}
                for path, digest in sorted(self.inputs.items())
            },
            "outputs": {path: {"sha256": digest} for path, digest in sorted(self.outputs.items())},
            "missing": dict(self.missing),
        }
        if self.confidential:
            told = {"confidential": True, **told}
        return write_json(told, folder / MANIFEST)


def write_json(content: Mapping[str, Any], path: Path) -> Path:
    """Write a mapping as JSON that people can read."""
    with whole_file(path) as temporary:
        text = json.dumps(content, ensure_ascii=False, indent=2)
        temporary.write_text(text + "\n", encoding="utf-8", newline="\n")
    return path


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@cache
def digest_of_folder(folder: Path) -> str:
    """Return one SHA-256 of all files of a folder and their paths."""
    sums = hashlib.sha256()
    for inside, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for path in (Path(inside, name) for name in sorted(names)):
            if path.is_file():
                sums.update(f"{path.relative_to(folder).as_posix()} {digest_of(path)}\n".encode())
    return sums.hexdigest()


@cache
def program() -> dict[str, dict[str, str]]:
    """Return versions, and the sums of the program and of what ships with it."""
    sums = {name: digest_of_folder(shipped(name)) for name in SHIPPED}
    return {
        "versions": {name: version(name) for name in (MAKER, *LIBRARIES)},
        "sha256": {MAKER: digest_of_folder(PACKAGE), **sums},
    }


def verify(folder: str | os.PathLike[str]) -> dict[str, State]:
    """Tell which files of a folder are as an atlas made them.

    Parameters
    ----------
    folder : path-like
        The folder, which has a ``manifest.json``.

    Returns
    -------
    dict of str to {"as made", "changed", "missing", "not of the atlas"}
        What became of each file, by its path from the folder, sorted. Files whose names begin with
        a dot are passed over.

    Raises
    ------
    UsageError
        If there is no folder, or it has no manifest.
    DataError
        If the manifest cannot be read.
    """
    root = Path(folder)
    if not (root / MANIFEST).is_file():
        raise UsageError(message("atlas.no_manifest", folder=root, name=MANIFEST))
    made = _sums(root / MANIFEST)
    there = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and not _hidden(path.relative_to(root))
    }
    found: dict[str, State] = {}
    for path in sorted({*made, *there} - {MANIFEST}):
        if path not in made:
            found[path] = "not of the atlas"
        elif path not in there:
            found[path] = "missing"
        else:
            found[path] = "as made" if digest_of(root / path) == made[path] else "changed"
    return found


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _sums(manifest: Path) -> dict[str, str]:
    try:
        content = json.loads(manifest.read_text(encoding="utf-8"))
        return {path: str(made["sha256"]) for path, made in content["outputs"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError([problem("manifest_unreadable", file=str(manifest))]) from error


def digests(paths: Iterable[Path]) -> dict[Path, str]:
    """Return the SHA-256 of each of some files that is there."""
    return {path: digest_of(path) for path in paths if path.is_file()}
