"""Copies the shipped tables, styles and notebooks into a folder, to try and to change them."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diasporamap.errors import UsageError, reason
from diasporamap.files import MAKER
from diasporamap.language import message
from diasporamap.resources import shipped

if TYPE_CHECKING:
    import os

#: What is copied of each shipped folder; the pages of text say where it comes from.
COPIED: Final = {
    "examples": ("*.csv", "*.toml", "*.md"),
    "styles": ("*.toml",),
    "notebooks": ("*.ipynb",),
}


def copy_examples(folder: str | os.PathLike[str], *, force: bool = False) -> list[Path]:
    """Copy the shipped example tables, styles and notebooks into a folder.

    Parameters
    ----------
    folder : str or path-like
        Where to copy to; it is made if it is missing. Its folders `examples`, `styles` and
        `notebooks` are those that the commands of the documentation name.
    force : bool, default False
        Whether files that are there, and are not as they are shipped, are written over.

    Returns
    -------
    list of pathlib.Path
        All copies, also those that were there already.

    Raises
    ------
    UsageError
        If a file to write is there with other contents, or is no file, or if the folder cannot be
        written to. All of them are named, and nothing is copied.
    """
    root = Path(folder)
    copies = {
        root / name / source.name: source
        for name, patterns in COPIED.items()
        for pattern in patterns
        for source in sorted(shipped(name).glob(pattern))
    }
    problems = [told for path, source in copies.items() if (told := _unfit(path, source, force))]
    if problems:
        raise UsageError("\n".join(problems))
    try:
        _write_all(root, copies)
    except OSError as error:
        raise UsageError(message("files.unwritten", path=root, why=reason(error))) from error
    return list(copies)


def _unfit(path: Path, source: Path, force: bool) -> str:  # noqa: FBT001 - of the caller
    """Say why a file is not written, "" where it may be."""
    if any(part.exists() and not part.is_dir() for part in path.parents):
        return message("files.no_parent", path=path.parent)
    if path.is_symlink() or (path.exists() and not path.is_file()):
        return message("files.no_file", path=path)
    if path.exists() and not force and path.read_bytes() != source.read_bytes():
        return message("files.not_as_shipped", path=path)
    return ""


def _write_all(root: Path, copies: dict[Path, Path]) -> None:
    """Write all copies beside their places first; where one fails, all is as it was."""
    new = [folder for folder in (root, *root.parents) if not folder.exists()]
    with ExitStack() as made:
        for folder in reversed(new):
            folder.mkdir()
            made.callback(folder.rmdir)
        with (
            tempfile.TemporaryDirectory(prefix=f".{MAKER}-", dir=root) as name,
            ExitStack() as back,
        ):
            staged = [Path(name) / str(number) for number in range(len(copies))]
            for there, source in zip(staged, copies.values(), strict=True):
                shutil.copyfile(source, there)
            for there, path in zip(staged, copies, strict=True):
                _take_place(there, path, back)
            back.pop_all()
        made.pop_all()


def _take_place(there: Path, path: Path, back: ExitStack) -> None:
    """Put a staged file into its place, and remember how that was before."""
    if not path.parent.exists():
        path.parent.mkdir()
        back.callback(path.parent.rmdir)
    if path.exists():
        before = there.with_suffix(".before")
        path.replace(before)
        back.callback(before.replace, path)
    else:
        back.callback(path.unlink, missing_ok=True)
    there.replace(path)
