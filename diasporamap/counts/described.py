"""Says in the rows of a card what counts are of; tells no figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.counts.schema import SEXES
from diasporamap.language.cards import LISTED, card_text, listed
from diasporamap.language.texts import has_text, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diasporamap.counts.origin import Origin
    from diasporamap.counts.quantity import Quantity
    from diasporamap.counts.sources import Source
    from diasporamap.language.texts import Language


def what_is_counted(origin: Origin, quantity: Quantity | None, language: Language) -> str:
    """Name what counts are of: the diaspora of an origin, or a quantity that is no people."""
    if quantity is not None:
        return quantity.label(language)
    return card_text("diaspora", language, of_origin=origin.of(language))


def years_of(counts: pd.DataFrame, language: Language) -> str:
    """List the years of counts, "" without; of many the first, the last and how many."""
    found = sorted({int(year) for year in counts["year"].dropna()}) if "year" in counts else []
    if len(found) <= LISTED:
        return ", ".join(map(str, found))
    ends = {"first": str(found[0]), "last": str(found[-1])}
    return card_text("years_between", language, **ends, number=len(found))


def sexes_of(counts: pd.DataFrame, language: Language) -> str:
    """List the sexes that counts have, women first."""
    found = set(counts["sex"].dropna()) if "sex" in counts else set()
    return ", ".join(card_text(sex, language) for sex in SEXES if sex in found)


def definitions_of(counts: pd.DataFrame, language: Language) -> str:
    """List who is counted."""
    found = sorted(set(counts["definition"].dropna())) if "definition" in counts else []
    return listed([definition_name(name, language) for name in found], language)


def definition_name(name: str, language: Language) -> str:
    """Name a definition; one that is not known as it is written."""
    key = f"definition.{name}"
    return text(key, language) if has_text(key, language) else name


def sources_of(counts: pd.DataFrame, sources: Mapping[str, Source], language: Language) -> str:
    """List the sources of counts by their titles where they are declared, else by their names."""
    found = sorted(set(counts["source"].dropna())) if "source" in counts else sorted(sources)
    return listed([_titled(name, sources.get(name), language) for name in found], language)


def _titled(name: str, source: Source | None, language: Language) -> str:
    if source is None:
        return name
    if source.published:
        return card_text("source_published", language, title=source.title)
    return source.title


def rows_of(
    counts: pd.DataFrame, sources: Mapping[str, Source], language: Language
) -> tuple[tuple[str, str], ...]:
    """Return the rows of a card on counts: who is counted when, of which sexes, by whom."""
    return (
        ("years", years_of(counts, language)),
        ("definitions", definitions_of(counts, language)),
        ("sexes", sexes_of(counts, language)),
        ("sources", sources_of(counts, sources, language)),
    )
