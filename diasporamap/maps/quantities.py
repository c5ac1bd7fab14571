"""Words of maps of other quantities than people: their own name, unit and decimals everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from diasporamap.errors import UsageError
from diasporamap.language import LANGUAGES, has_text, message, number_text, text
from diasporamap.measures import overall_value, usual_measures
from diasporamap.protection import require_protected

if TYPE_CHECKING:
    import pandas as pd

    from diasporamap.counts.quantity import Quantity
    from diasporamap.maps.spec import MapSpec
    from diasporamap.protection import ProtectedCounts

#: The measures that a quantity has: by itself, and where its figures are by sex.
_ALWAYS: Final = ("total",)
_BY_SEX: Final = ("women", "men", "share_women")


def measures_of(protected: ProtectedCounts) -> tuple[str, ...]:
    """Return all measures of a quantity, the usual one first, or the usual ones of people."""
    if require_protected(protected).quantity is None:
        return usual_measures()
    cells = protected.cells
    by_sex = bool((cells["sex"].isin(["F", "M"]) & (cells["state"] != "no_data")).any())
    return (*_ALWAYS, *_BY_SEX) if by_sex else _ALWAYS


def require_measure(protected: ProtectedCounts, spec: MapSpec) -> None:
    """Refuse a measure that is one of people where the figures are of another quantity."""
    quantity, known = protected.quantity, measures_of(protected)
    if quantity is not None and spec.measure not in known:
        raise UsageError(
            message(
                f"drawing.measure_of_people{'' if len(known) > 1 else '_without_sexes'}",
                measure=spec.measure,
                quantity={language: quantity.name(language) for language in LANGUAGES},
                known=known,
            )
        )
    if quantity is not None and spec.of_origin:
        raise UsageError(message("drawing.only_people_of_origin"))


def say(key: str, spec: MapSpec, **fields: object) -> str:
    """Return a text, or that of a quantity where the figures are of one and it has its own."""
    own = f"quantity.{key}"
    named = spec.quantity is not None and has_text(own, spec.language)
    return text(own if named else key, spec.language, **fields)


def amount(value: float, spec: MapSpec) -> str:
    """Write a sum of the values of a map for a sentence: a quantity has its unit."""
    write = spec.quantity.amount if spec.quantity else spec.of.written
    return write(value, spec.language)


def limit_text(value: float, spec: MapSpec) -> str:
    """Write a round number of a legend, with the decimals that it has."""
    if spec.quantity is None or float(value).is_integer():
        return number_text(value, spec.language)
    return spec.quantity.number(value, spec.language)


def measure_label(key: str, spec: MapSpec) -> str:
    """Write what the values of a map are, as legends (``legend``) and lists (``measure``) do."""
    if spec.quantity is None:
        return text(f"{key}.{spec.measure}", spec.language)
    label = spec.quantity.label(spec.language)
    if spec.measure in _ALWAYS:
        return label
    name = spec.quantity.name(spec.language)
    return text(f"quantity.label.{spec.measure}", spec.language, label=label, quantity=name)


def title_of(quantity: Quantity, spec: MapSpec, year: str | None, *, by: str) -> str:
    """Write the title of a map of a quantity: its own, or its name and what places are."""
    own = quantity.title(spec.language)
    key = "titled" if own and spec.measure in _ALWAYS else spec.measure
    return text(
        f"quantity.title.{key}",
        spec.language,
        quantity=own if key == "titled" else quantity.name(spec.language),
        by=by,
        year=f", {year}" if year else "",
    )


def subtitle_of(
    protected: ProtectedCounts, spec: MapSpec, shown: pd.DataFrame, *, by: str, places: str
) -> str:
    """Write the subtitle of a map of a quantity."""
    if spec.is_stock:
        fields = {"sum": amount(shown["value"].sum(), spec)}
        key = "stock" if spec.title else "titled"
        return text(f"quantity.subtitle.{key}", spec.language, by=by, places=places, **fields)
    overall = spec.of.written(overall_value(protected, spec.measure, shown.index), spec.language)
    key = f"quantity.subtitle.{spec.measure}"
    return text(key, spec.language, by=by, places=places, overall=overall)
