"""What every country has as an origin, from shipped tables: its names and its first-level units."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from diasporamap.counts.origin import Bilingual, Level
from diasporamap.resources import rows_of, shipped

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Words that say of what kind a first-level unit is, and not which.
UNIT_KINDS: Final = (
    *("region", "province", "etat", "state", "departement", "department", "prefecture"),
    *("canton", "comte", "county", "land", "district", "gouvernorat", "governorate"),
    *("wilaya", "oblast"),
)


@cache
def country_names() -> Mapping[str, tuple[Bilingual, Bilingual, Bilingual]]:
    """Return the name of every country, alone, after "in" and after "of", by code."""
    rows = rows_of(shipped("boundaries") / "origins" / "names.csv")
    return {row["code"]: (_both(row, "name"), _both(row, "in"), _both(row, "of")) for row in rows}


def _both(row: Mapping[str, str], column: str) -> Bilingual:
    return Bilingual(row[f"{column}_fr"], row[f"{column}_en"])


@cache
def units_of_countries() -> Mapping[str, tuple[Level, ...]]:
    """Return the level of the first-level units of every country that has some, by code."""
    folder = shipped("boundaries") / "origins"
    words = {row["kind"]: row for row in rows_of(folder / "kinds.csv")}
    return {
        row["code"]: (_units(row["code"], words[row["kind"]]),)
        for row in rows_of(folder / "levels.csv")
        if row["kind"]
    }


def _units(code: str, word: Mapping[str, str]) -> Level:
    return Level(
        name="region",
        layer=f"admin1:{code}",
        licence="Public domain",
        one=_both(word, "one"),
        many=_both(word, "many"),
        line=_both(word, "line"),
        credit=Bilingual(
            "Limites. Natural Earth, domaine public.",
            "Boundaries. Natural Earth, public domain.",
        ),
        kinds=UNIT_KINDS,
    )
