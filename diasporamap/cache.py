"""Keeps arrays that take long to make, in a folder of the user's where it can be written."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
import zipfile
import zlib
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diasporamap.files import MAKER, VERSION
from diasporamap.resources import shipped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np

    Arrays = Mapping[str, np.ndarray]

#: How many files are kept, of 0.1 MB on average: frames of sheets are many.
MOST: Final = 300
#: Where arrays ship, below the boundaries: those under the ODbL are apart.
SHIPPED: Final = ("packs", "odbl/packs")
#: What reading a file that was cut short or changed may raise.
DAMAGED: Final = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error)


def kept(what: Sequence[object], make: Callable[[], Arrays], *, by: Sequence[str]) -> Arrays:
    """Return arrays that ship with the package or are kept, or make them and keep them.

    Parameters
    ----------
    what : sequence
        All that the arrays are made of, as JSON has it: sums of files, parameters.
    make : callable
        Makes them.
    by : sequence of str
        The modules that make them, by their files: what others have made is not taken. What ships
        is taken all the same, and tests hold it to what they make.

    Returns
    -------
    mapping of str to array
        The same whether they were kept or not. A file that is damaged is made anew; a folder that
        cannot be written is left.
    """
    name = _sum_of(what)
    ready = (_read(shipped("boundaries") / folder / f"{name}.npz") for folder in SHIPPED)
    found = next((arrays for arrays in ready if arrays is not None), None)
    if found is not None:
        return found
    file = _file_of(name, by)
    found = _read(file)
    if found is None:
        found = make()
        with suppress(OSError):
            write_arrays(found, file)
            _drop_oldest(file.parent)
    return found


def _drop_oldest(folder: Path) -> None:
    """Remove what was made the longest ago, where more is kept than the most."""
    made = sorted(folder.glob("*.npz"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in made[MOST:]:
        file.unlink(missing_ok=True)


def _file_of(name: str, by: Sequence[str]) -> Path:
    """Return where arrays are kept, by the sum of what they are made of, and who made them."""
    import numpy as np
    import shapely

    made_by = [np.__version__, shapely.__version__, *map(_sum_of_file, by)]
    return cache_folder() / VERSION / f"{_sum_of([name, *made_by])}.npz"


def cache_folder() -> Path:
    """Return the folder for what programs keep, as the system has it; it need not be there."""
    if sys.platform == "win32":
        usual = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        usual = Path.home() / "Library" / "Caches"
    else:
        usual = Path.home() / ".cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or usual) / MAKER


def write_arrays(arrays: Arrays, file: Path) -> None:
    """Write arrays whole or not at all, also where others write the same file."""
    import numpy as np

    file.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=file.parent, suffix=".npz")
    try:
        with os.fdopen(handle, "wb") as stream:
            np.savez_compressed(stream, **arrays)  # type: ignore[arg-type]
        Path(temporary).replace(file)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _read(file: Path) -> Arrays | None:
    import numpy as np

    try:
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as found:
            return {name: found[name] for name in found.files}
    except DAMAGED:
        return None


@cache
def _sum_of_file(file: str) -> str:
    return hashlib.sha256(Path(file).read_bytes()).hexdigest()


def _sum_of(what: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(list(what)).encode()).hexdigest()[:24]
