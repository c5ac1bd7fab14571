"""Makes the published table of protected counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from diasporamap.counts.characteristics import is_characteristic
from diasporamap.errors import UsageError
from diasporamap.export.published.columns import columns_of
from diasporamap.export.published.figures import figures_of, wide_table
from diasporamap.export.published.rows import category_rows, places_of, rows_of
from diasporamap.export.published.table import PublishedTable, Row
from diasporamap.export.published.words import words_of
from diasporamap.language import message
from diasporamap.protection import require_protected

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.export.published.spec import TableSpec
    from diasporamap.protection import ProtectedCounts

#: A table of years compares two or more.
_FEWEST = 2


def published_table(protected: ProtectedCounts, spec: TableSpec) -> PublishedTable:
    """Make the published table of one table of a release.

    Nothing but released figures goes into it.

    Raises
    ------
    NotProtectedError
        If the counts did not pass the protection gate.
    """
    figures = figures_of(require_protected(protected), spec.language)
    places, before = places_of(protected, spec), protected.before
    years = f"{before.year}\N{EN DASH}{protected.year}" if before is not None else ""
    ranked = not is_characteristic(protected.by)
    columns = columns_of([figures], spec, ranked=ranked, years=years)
    if ranked:
        rows = rows_of(figures, places, columns, spec)
    else:
        rows = category_rows(protected.by, figures, places, columns, spec)
    coded = {at: (places.parts[at], *places.names[at]) for at in map(str, figures.count.index)}
    wide = wide_table(figures, columns, coded)
    words = words_of([protected], spec, columns, rows, places.geography)
    return PublishedTable(words, columns, tuple(rows), wide, (protected,), spec)


def table_of_years(tables: Sequence[ProtectedCounts], spec: TableSpec) -> PublishedTable:
    """Make a table of the people of each year: stocks of several years are never added up.

    A year of which not every figure is shown has none: sums of what is left would not compare.

    Raises
    ------
    UsageError
        If the counts are of fewer than two years.
    """
    dated = {table.year: table for table in map(require_protected, tables) if table.year}
    if len(dated) < _FEWEST:
        raise UsageError(message("export.too_few_years"))
    of_years = {year: figures_of(table, spec.language) for year, table in sorted(dated.items())}
    columns = columns_of([*of_years.values()], spec, ranked=False)
    rows, wide = [], []
    for year, figures in of_years.items():
        cells = figures.cells(columns, list(map(str, figures.count.index)))
        if not dated[year].sums_told:
            state = "suppressed" if dated[year].suppressed_cells else "no_data"
            cells = {name: figures.blank(state) for name in cells}
        rows.append(Row(str(year), "place", cells, str(year)))
        wide.append(
            {"place": str(year), "part": "place", "name_fr": str(year), "name_en": str(year)}
            | {name: cell.value for name, cell in cells.items()}
            | {f"{name}_state": cell.state for name, cell in cells.items()}
        )
    chosen = [dated[year] for year in of_years]
    words = words_of(chosen, spec, columns, rows, None)
    return PublishedTable(words, columns, tuple(rows), pd.DataFrame(wide), tuple(chosen), spec)
