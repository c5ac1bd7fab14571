"""Writes the values as the rows of a plain table, for those who do not see the map."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from diasporamap.language import text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from diasporamap.maps import Composition


def value_rows(
    compositions: Mapping[str, Composition], content: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Return a row for every place that the counts say something about, sorted by name.

    Parameters
    ----------
    compositions : mapping of str to Composition
        By measure; give the numbers that the reader may sort by.
    content : mapping
        The page's content, as `diasporamap.web.content.page_content` makes it.

    Returns
    -------
    list of dict
        `name`, `cells` and `about` (what else is known of a district); a cell has `state`,
        `text` and `number`, blank unless it is a value.
    """
    return rows_of(content, lambda row, place, text: _number(compositions.get(row), place, text))


def rows_of(
    content: Mapping[str, Any], number: Callable[[str, str, str], str]
) -> list[dict[str, Any]]:
    """Return the rows; `number` writes the value of a row and place, given its text, for sorting.

    The rows are those that `value_rows` describes.
    """
    language = content["language"]
    rows = []
    for place, entry in content["places"].items():
        if all(state in ("no_data", "not_applicable") for state, _ in entry["values"].values()):
            continue
        cells = []
        for measure, _ in content["rows"]:
            state, written = entry["values"].get(
                measure, ("no_data", text("web.no_data", language))
            )
            sorted_by = number(measure, place, written) if state == "value" else ""
            cells.append({"state": state, "text": written, "number": sorted_by})
        about = " ".join(entry.get("about", ()))
        rows.append({"name": entry["name"], "cells": cells, "about": about})
    return sorted(rows, key=lambda row: _folded(row["name"]))


def _number(composition: Composition | None, place: str, written: str) -> str:
    """Write a value as the table's sorting reads it."""
    if composition is None:  # People of unknown sex have no map: their text is a whole number.
        return "".join(character for character in written if character.isdigit())
    return f"{float(composition.table['value'].loc[place]):.1f}"


def _folded(name: str) -> tuple[str, str]:
    """Return a name without accents and case, so that É sorts with E, and the name itself."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold(), name
