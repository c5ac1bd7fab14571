"""Makes the tables of missions, districts, associations and releases."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diasporamap.store.connection import Connection

_STATE = {"load": "int64", "withdrawn": "boolean"}
_DEGREES = {"lon": "float64", "lat": "float64"}


def _texts(names: str) -> dict[str, str]:
    return dict.fromkeys(names.split(), "string")


def migrate(store: Connection) -> None:
    """Make the tables of reference data beside counts."""
    mission = _texts("mission kind city host precision name_fr name_en existence source note")
    store.create("missions", {**_STATE, **mission, **_DEGREES})
    district = _texts("district unit valid_from valid_to confidence basis source note")
    store.create("districts", {**_STATE, **district})
    point = _texts("name kind city country women_led date")
    store.create("associations", {**_STATE, **point, **_DEGREES})
    store.create("releases", {**_STATE, **_texts("salt release")})
