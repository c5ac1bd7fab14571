"""Makes points of the missions of an origin that are there on a day."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from diasporamap.districts.days import day_of, memberships_on
from diasporamap.errors import UsageError
from diasporamap.language import date_text, message, text
from diasporamap.points.model import COLUMNS, Points

if TYPE_CHECKING:
    import pandas as pd

    from diasporamap.districts.choice import DistrictChoice
    from diasporamap.language import Language


def missions_there(choice: DistrictChoice) -> pd.DataFrame:
    """Return the rows of the missions that are there on the day of a choice, one a mission."""
    districts = choice.tables
    missions = districts.missions.drop_duplicates("mission")
    dated = set(districts.memberships["district"])
    there = set(memberships_on(districts, choice.day)["district"])
    return missions[~missions["mission"].isin(dated - there)].sort_values("mission")


def missions_on(choice: DistrictChoice) -> Points:
    """Return the missions whose districts there are on the day of a choice.

    Missions of which the table of districts says nothing have no days and are there on every one.

    Raises
    ------
    UsageError
        If none are known of the origin, or the day is no day.
    DataError
        If a table of one's own is wrong.
    """
    if choice.given is None and choice.origin.missions is None:
        raise UsageError(message("points.no_missions", of=choice.origin.of))
    kept = missions_there(choice)
    table = kept.rename(columns={"host": "country", "name_fr": "name"})
    table = table.assign(women_led="", date="", name_en=kept["name_en"])
    return Points(
        table[[*COLUMNS, "name_en"]].reset_index(drop=True).rename_axis("row"),
        credit=(_credit(choice, "fr"), _credit(choice, "en")),
    )


def _credit(choice: DistrictChoice, language: Language) -> str:
    """Say whose missions they are, of which table and day."""
    known, file = choice.origin.missions, PurePath(choice.tables.missions_file).name
    credit = choice.origin.missions_credit(language)
    if not credit or known is None or choice.tables.missions_file != known.name:
        of_origin = choice.origin.of(language)
        credit = text("point.missions", language, of_origin=of_origin, file=file)
    if choice.day is None:
        return credit
    day = date_text(day_of(choice.day), language)
    return f"{credit} {text('places.districts.note_day', language, day=day)}"
