"""Lets counts be by legal status of residence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diasporamap.store.connection import Connection


def migrate(store: Connection) -> None:
    """Add the column to the counts."""
    if "legal_status" not in store.ibis.table("counts").columns:
        store.add_column("counts", "legal_status")
