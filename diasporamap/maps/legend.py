"""What every legend says of places without values: states, the origin, lines and missions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.language import text
from diasporamap.maps.drawing import LegendEntry, Rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diasporamap.counts.origin import Origin
    from diasporamap.language import Language
    from diasporamap.maps.spec import MapSpec
    from diasporamap.places.geography import Geography

#: What a geography may say of a place that has no value.
STATUSES = ("not_applicable", "not_attached", "not_attributable")
#: Kinds of missions, in the order of the legend.
SEATS = ("embassy", "high_commission", "consulate_general", "consulate", "honorary_consulate")


def rows_of_places(
    table: pd.DataFrame,
    fills: Mapping[str, str],
    spec: MapSpec,
    geography: Geography,
    *,
    first: tuple[LegendEntry, ...] = (),
) -> Rows:
    """Return the last part of a legend: rows of the kind's own, then states, lines, missions."""
    used = set(fills.values())
    words = {"zero": "stable"} if spec.of.form == "change" else {}
    if spec.of.compares_years:
        of = "either" if spec.of.compares_sexes else "before"
        words["base_too_small"] = f"base_too_small_{of}"
    entries = [
        LegendEntry(
            "state",
            state,
            text(f"legend.{words.get(state, state)}", spec.language, least=spec.of.least),
        )
        for state in ("land", "zero", "base_too_small", "no_data", "suppressed", *STATUSES)
        if state in used
    ]
    if "origin" in used:
        (label,) = table.loc[[fills[place] == "origin" for place in table.index], "text"]
        entries.append(LegendEntry("state", "origin", str(label)))
    entries += [
        LegendEntry("line", line, _line_label(line, geography, spec.language))
        for line in geography.legend_lines
    ]
    if geography.seats is not None:
        present = set(geography.seats["kind"])
        entries += [
            LegendEntry("seat", kind, text(f"seat.{kind}", spec.language))
            for kind in SEATS
            if kind in present
        ]
    return Rows((*first, *entries))


def _line_label(line: str, geography: Geography, language: Language) -> str:
    if line in geography.line_names:
        return geography.line_names[line](language)
    of_origin = geography.origin.of(language) if geography.origin is not None else ""
    return text(f"legend.{line}", language, of_origin=of_origin)


def origin_label(table: pd.DataFrame, origin: Origin, language: Language) -> str:
    """Name the country of origin, as its swatch and its own value do."""
    return text("legend.origin", language, name=table.at[origin.code, "short"])
