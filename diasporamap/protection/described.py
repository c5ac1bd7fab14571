"""Says in the rows of a card what tables show and how much they hide; tells no figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.language.cards import card_text
from diasporamap.language.messages import messages_language
from diasporamap.places.geography import NOWHERE

if TYPE_CHECKING:
    import pandas as pd

    from diasporamap.protection.profiles import Profile


def protection_of(profile: Profile, *, published: bool, is_open: bool) -> str:
    """Say how figures are protected."""
    if is_open or published:
        return card_text("figures_open" if is_open else "figures_published", messages_language())
    if not profile.threshold:
        return card_text("figures_all", messages_language())
    fields = {"name": profile.name, "most": profile.threshold - 1}
    return card_text("figures_protected", messages_language(), **fields)


def shown_by(by: str, cells: pd.DataFrame) -> str:
    """Say how many places a table shows, and how many of its figures are hidden."""
    places = cells.loc[cells["place"] != NOWHERE, "place"].nunique()
    hidden = int((cells["state"] == "suppressed").sum())
    told = {
        "by": by,
        "places": card_text("places", messages_language(), number=places),
        "hidden": card_text(
            "hidden" if hidden else "all_shown", messages_language(), number=hidden
        ),
    }
    return card_text("shown_by", messages_language(), **told)
