"""Writes a published table as GeoParquet: a row a place, values and states, shapes where any."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from diasporamap.export.formats.shapes import has_shapes, with_shapes
from diasporamap.files import MAKER

if TYPE_CHECKING:
    from pathlib import Path

    from diasporamap.export.published import PublishedTable


def write(table: PublishedTable, path: Path) -> None:
    """Write every place by its code; title, sources and stamp stand in the metadata."""
    import pyarrow.parquet as pq

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
