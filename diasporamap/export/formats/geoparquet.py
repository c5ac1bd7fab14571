"""Writes a published table as GeoParquet: a row a place, values and states, shapes where any."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from diasporamap.errors import UsageError
from diasporamap.export.formats.shapes import has_shapes, with_shapes
from diasporamap.files import MAKER

if TYPE_CHECKING:
    from pathlib import Path

    from diasporamap.export.published import PublishedTable


def write(table: PublishedTable, path: Path) -> None:
    """Write every place by its code; title, sources and stamp stand in the metadata."""
    try:
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UsageError(
            "Parquet needs a library that is not installed. Install it with: "
            "pip install 'diasporamap[parquet]'."
        ) from error
    loose = io.BytesIO()
    frame = with_shapes(table) if has_shapes(table) else table.wide
    frame.to_parquet(loose, index=False)
    found = pq.read_table(loose)
    told = {
        "maker": MAKER,
        "title": table.words.title,
        "citation": table.words.citation,
        "stamp": table.words.stamp,
    }
    pq.write_table(found.replace_schema_metadata({**(found.schema.metadata or {}), **told}), path)
