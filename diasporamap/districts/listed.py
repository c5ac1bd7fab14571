"""Lists missions and what each covers as plain records, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from diasporamap.districts.days import districts_on

if TYPE_CHECKING:
    from datetime import date

    from diasporamap.districts.model import Districts

#: What is listed of a mission and of a row of the table of districts; blanks are left out.
_OF_MISSION: Final = (
    *("kind", "city", "host", "lon", "lat", "precision", "name_fr", "name_en"),
    *("existence", "source", "note"),
)
_OF_ROW: Final = ("unit", "valid_from", "valid_to", "confidence", "basis", "source", "note")


def districts_listed(
    districts: Districts, day: date | str | None = None, *, district: str | None = None
) -> list[dict[str, Any]]:
    """List missions, sorted by their ids, with what each covers on a day.

    Parameters
    ----------
    districts : Districts
        As `read_districts` returns them.
    day : date or str, optional
        The day; the last state that they describe when left out.
    district : str, optional
        Only this one, by its id.

    Returns
    -------
    list of dict
        `district`; what is known of its mission; `covers`, codes of countries and admin-1 units
        that day; `rows` of the table of districts, whatever the day.
    """
    units = districts_on(districts, day).groupby("district")["unit"].apply(list).to_dict()
    rows = districts.memberships
    return [
        {
            "district": name,
            **_known(mission, _OF_MISSION),
            "covers": units.get(name, []),
            "rows": [
                _known(row, _OF_ROW) for row in rows[rows["district"] == name].to_dict("records")
            ],
        }
        for mission in districts.missions.sort_values("mission").to_dict("records")
        if (name := mission["mission"]) == district or district is None
    ]


def _known(record: dict[Any, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """Return some fields of a record, those that hold something."""
    return {name: record[name] for name in names if record[name] not in ("", None)}
