"""Steps by which databases of earlier versions become those of today, in the order of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from diasporamap.store.migrations import step_1_counts, step_2_reference, step_3_legal_status

if TYPE_CHECKING:
    from collections.abc import Callable

    from diasporamap.store.connection import Connection

#: What each step does to a database that has the version before it.
STEPS: Final[dict[int, Callable[[Connection], None]]] = {
    1: step_1_counts.migrate,
    2: step_2_reference.migrate,
    3: step_3_legal_status.migrate,
}
VERSION: Final = max(STEPS)
