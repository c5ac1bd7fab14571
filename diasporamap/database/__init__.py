"""The digital database of a diaspora: aggregates and reference data, never persons.

One file of DuckDB, or a server of PostgreSQL. A load is a transaction; what was said before stays.
"""

from __future__ import annotations

from diasporamap.database.copies import backup, restore
from diasporamap.database.exports import history
from diasporamap.database.loading import create, load
from diasporamap.store.writing import Loaded

__all__ = ["Loaded", "backup", "create", "history", "load", "restore"]
