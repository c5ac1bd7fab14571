"""Writes a data dictionary of the files of a published table, as a Frictionless data package."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from diasporamap.errors import UsageError
from diasporamap.export.formats.grid import codebook
from diasporamap.export.formats.shapes import has_shapes
from diasporamap.files import MAKER, whole_file
from diasporamap.language import LANGUAGES, message, text

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Sequence

    from diasporamap.counts.origin import Bilingual
    from diasporamap.export.published import PublishedTable

#: The file's ending, and the media types of the files that it describes.
ENDING: Final = ".json"
_MEDIA: Final = {
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".parquet": "application/vnd.apache.parquet",
}


def write_data_package(
    table: PublishedTable,
    files: Sequence[str | os.PathLike[str]],
    path: str | os.PathLike[str],
) -> None:
    """Describe files of a table that are written, column by column, in French and in English.

    Parameters
    ----------
    table : PublishedTable
        The table.
    files : sequence of path-like
        Its files: .csv, .xlsx and .parquet are described, in the folder of `path` or below.
    path : path-like
        The dictionary to write, as a rule ``datapackage.json``.

    Raises
    ------
    UsageError
        If there is no such file, or one is elsewhere.
    """
    folder = Path(path).parent.resolve()
    resources = []
    for file in map(Path, files):
        if file.suffix.lower() not in _MEDIA or file.name.lower().endswith(".sdmx.csv"):
            continue
        try:
            name = file.resolve().relative_to(folder).as_posix()
        except ValueError:
            raise UsageError(message("export.file_elsewhere", file=file, package=path)) from None
        resources.append(_resource(table, file, name))
    if not resources:
        raise UsageError(message("export.nothing_described", package=path, endings=[*_MEDIA]))
    package = {
        "profile": "tabular-data-package",
        "name": Path(path).stem.lower(),
        "title": table.words.title,
        "description": " ".join(filter(None, (table.words.stamp, *table.words.notes))),
        "generator": MAKER,
        "languages": list(LANGUAGES),
        "sources": [{"title": table.words.citation}],
        "resources": resources,
    }
    with whole_file(path) as temporary:
        written = json.dumps(package, ensure_ascii=False, indent=2)
        temporary.write_text(written + "\n", encoding="utf-8", newline="\n")


def _resource(table: PublishedTable, file: Path, name: str) -> dict[str, Any]:
    ending = file.suffix.lower()
    content = file.read_bytes()
    signs = ["", *table.words.signs]
    fields = list(_wide_fields(table) if ending == ".parquet" else _fields(table))
    # Frictionless' own validator counts no bytes of a .parquet, and would refuse any number.
    size = {} if ending == ".parquet" else {"bytes": len(content)}
    return {
        "name": file.stem.lower().replace(" ", "-") + ending.replace(".", "-"),
        "path": name,
        "profile": "tabular-data-resource",
        "format": ending.removeprefix("."),
        "mediatype": _MEDIA[ending],
        "encoding": "utf-8",
        **size,
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {"fields": fields, "missingValues": signs if ending != ".parquet" else [""]},
    }


def _fields(table: PublishedTable) -> Iterator[dict[str, Any]]:
    """Give the columns as a reader's table has them."""
    kinds = {column.name: column.kind for column in table.columns}
    for name, header, meaning in codebook(table):
        yield _field(header(table.language), header, meaning, kinds.get(name, ""))


def _wide_fields(table: PublishedTable) -> Iterator[dict[str, Any]]:
    """Give the columns as data formats have them: each figure with its state."""
    described = {name: (header, meaning) for name, header, meaning in codebook(table)}
    kinds = {column.name: column.kind for column in table.columns}
    for name in map(str, table.wide.columns):
        key = name if name in described else name.removesuffix("_state")
        if key in described and key == name:
            yield _field(name, *described[key], kinds.get(name, ""))
        else:
            what = "state" if name.endswith("_state") else "part" if name == "part" else "name"
            meaning = _both(f"table.meaning.{what}")
            yield _field(name, described.get(key, (meaning, meaning))[0], meaning, "")
    if has_shapes(table):
        yield _geometry()


def _geometry() -> dict[str, Any]:
    """Describe the shapes of places, which are no text."""
    meaning = _both("table.meaning.geometry")
    return {**_field("geometry", meaning, meaning, ""), "type": "any"}


def _both(key: str) -> Bilingual:
    from diasporamap.counts.origin import Bilingual

    return Bilingual(text(key, "fr"), text(key, "en"))


def _field(name: str, title: Bilingual, meaning: Bilingual, kind: str) -> dict[str, Any]:
    types = {"rank": "integer", "people": "integer", "percent": "number"}
    return {
        "name": name,
        "type": types.get(kind, "string"),
        "title": f"{title.fr} / {title.en}",
        "description": f"{meaning.fr} / {meaning.en}",
    }
