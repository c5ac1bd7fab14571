"""Says in the rows of a card what tables show and how much they hide; tells no figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.language.cards import CARD_LANGUAGE, card_text
from diasporamap.places.geography import NOWHERE

if TYPE_CHECKING:
    import pandas as pd

    from diasporamap.protection.profiles import Profile


def protection_of(profile: Profile, *, published: bool, is_open: bool) -> str:
    """Say how figures are protected."""
    if is_open or published:
        return card_text("figures_open" if is_open else "figures_published", CARD_LANGUAGE)
    if not profile.threshold:
        return card_text("figures_all", CARD_LANGUAGE)
    fields = {"name": profile.name, "most": profile.threshold - 1}
    return card_text("figures_protected", CARD_LANGUAGE, **fields)


def shown_by(by: str, cells: pd.DataFrame) -> str:
    """Say how many places a table shows, and how many of its figures are hidden."""
    places = cells.loc[cells["place"] != NOWHERE, "place"].nunique()
    hidden = int((cells["state"] == "suppressed").sum())
    told = {
        "by": by,
        "places": card_text("places", CARD_LANGUAGE, number=places),
        "hidden": card_text("hidden" if hidden else "all_shown", CARD_LANGUAGE, number=hidden),
    }
    return card_text("shown_by", CARD_LANGUAGE, **told)
