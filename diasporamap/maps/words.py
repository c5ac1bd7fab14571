"""Writes the words of a map: title, subtitle, captions and the text for those who do not see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diasporamap.language import number_text, percent_text, text
from diasporamap.maps.captions import captions_of, shown_places, values_of
from diasporamap.measures import measure_table

if TYPE_CHECKING:
    import pandas as pd

    from diasporamap.counts.origin import Origin
    from diasporamap.language import Language
    from diasporamap.maps.spec import MapSpec
    from diasporamap.maps.style import Style
    from diasporamap.places.geography import Geography
    from diasporamap.protection import ProtectedCounts

#: How many of the largest places the text for screen readers names.
NAMED = 5


@dataclass(frozen=True)
class Words:
    """The texts around a map, in its language.

    Attributes
    ----------
    title, subtitle : str
        What is shown; how many places and people.
    captions : tuple of str
        Sources, notes on the figures, boundaries, projection, disclaimer: a paragraph each.
    alt : str
        What the map says, for screen readers.
    """

    title: str
    subtitle: str
    captions: tuple[str, ...]
    alt: str


def words_of(
    protected: ProtectedCounts,
    spec: MapSpec,
    style: Style,
    geography: Geography,
    table: pd.DataFrame,
) -> Words:
    """Write the texts of a map.

    Parameters
    ----------
    protected : ProtectedCounts
        The counts that the map shows.
    spec : MapSpec
        The map; its own title and subtitle come first.
    style : Style
        Gives the central meridian that the caption names.
    geography : Geography
        What the places are.
    table : pandas.DataFrame
        Index place; columns `short` (name for texts), `value`, `state`, `text`.
    """
    title = spec.title if spec.title is not None else _title(protected, spec)
    subtitle = spec.subtitle
    if subtitle is None:
        subtitle = _subtitle(protected, spec, geography, table)
    return Words(
        title=title,
        subtitle=subtitle,
        captions=captions_of(protected, spec, style, geography, table),
        alt=_alt(title, spec, geography, table),
    )


def value_text(value: float, measure: str, language: Language) -> str:
    """Write a value of a measure: people, per cent with one decimal, women per 100 men."""
    if measure == "share_women":
        return percent_text(value, language)
    return number_text(value, language)


def _title(protected: ProtectedCounts, spec: MapSpec) -> str:
    definition = _only(protected, "definition") or "unknown"
    if protected.all_origins:
        definition = "all_origins"
    year = _only(protected, "year")
    fields = origin_fields(protected.origin, spec.language)
    counted = spec.measure if spec.is_stock else "among"
    people = text(f"people.{definition}.{counted}", spec.language, **fields)
    written = text(
        f"title.{'stock' if spec.is_stock else spec.measure}{'' if year else '_undated'}",
        spec.language,
        people=people,
        year=year,
    )
    return written[:1].upper() + written[1:]


def origin_fields(origin: Origin, language: Language) -> dict[str, str]:
    """Return what texts say of the origin: after "in" and after "of"."""
    return {"in_origin": origin.within(language), "of_origin": origin.of(language)}


def _subtitle(
    protected: ProtectedCounts, spec: MapSpec, geography: Geography, table: pd.DataFrame
) -> str:
    shown = shown_places(table)
    if shown.empty:
        return text("subtitle.empty", spec.language)
    fields = {
        "by": text(f"by.{geography.name}", spec.language),
        "places": places_text(len(shown), geography, spec.language),
    }
    if spec.is_stock:
        fields["sum"] = number_text(shown["value"].sum(), spec.language)
        key = "stock_districts" if geography.name == "districts" else "stock"
        return text(f"subtitle.{key}", spec.language, **fields)
    if spec.measure == "share_women":
        women = measure_table(protected, "women")["value"].reindex(shown.index).sum()
        men = measure_table(protected, "men")["value"].reindex(shown.index).sum()
        fields["overall"] = percent_text(100 * women / (women + men), spec.language)
    return text(f"subtitle.{spec.measure}", spec.language, **fields)


def places_text(number: int, geography: Geography, language: Language) -> str:
    """Write how many places there are: "57 countries", "1 district"."""
    word = "one" if number == 1 else "many"
    key = f"number.{geography.name}.{word}"
    return text(key, language, number=number_text(number, language))


def largest_text(shown: pd.DataFrame) -> str:
    """Name the largest of the places shown with what they show: "France (92 983), Gabon (...)"."""
    largest = shown.sort_values(["value", "short"], ascending=[False, True]).head(NAMED)
    return ", ".join(f"{row.short} ({row.text})" for row in largest.itertuples())


def _alt(title: str, spec: MapSpec, geography: Geography, table: pd.DataFrame) -> str:
    shown_map = text("alt.world" if geography.centre is None else "alt.cameroon", spec.language)
    shown = shown_places(table).sort_values(["value", "short"], ascending=[False, True])
    if shown.empty:
        return text("alt.empty", spec.language, title=title, map=shown_map)
    places = places_text(len(shown), geography, spec.language)
    if spec.is_stock:
        return text(
            "alt.stock",
            spec.language,
            title=title,
            map=shown_map,
            sum=number_text(shown["value"].sum(), spec.language),
            places=places,
            largest=largest_text(shown),
        )
    high, low = shown.iloc[0], shown.iloc[-1]
    return text(
        "alt.rate",
        spec.language,
        title=title,
        map=shown_map,
        places=places,
        low=low["text"],
        low_place=low["short"],
        high=high["text"],
        high_place=high["short"],
    )


def _only(protected: ProtectedCounts, column: str) -> str | None:
    """Return the one value of a column, or None where there is none."""
    values = values_of(protected, column)
    return values[0] if len(values) == 1 else None
