"""Sets counts of several sources side by side: a row a country, a column a source, no sum."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diasporamap.counts.aggregation import latest_year
from diasporamap.errors import CountsError, UsageError
from diasporamap.intake import read_joined
from diasporamap.places.layers import read_table as read_layer_table
from diasporamap.protection import Profile, profile_named, protect

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from diasporamap.counts.sources import Source
    from diasporamap.intake import JoinedFile

#: What is compared, and the figure of each place that it is.
FIGURES: Final = {"total": "T", "women": "F", "men": "M"}

#: What stands in a column where there is no number.
SUPPRESSED, NO_DATA = "suppressed", ""

#: Columns beside those of the sources.
NAMES: Final = ("place", "name_fr", "name_en")
RANGE: Final = ("lowest", "highest", "ratio")


@dataclass(frozen=True, eq=False)
class Comparison:
    """Counts of several sources, protected each by itself.

    Attributes
    ----------
    table : pandas.DataFrame
        A row a country that any source has, in the order of the codes: `place`, `name_fr`,
        `name_en`; a column a source, definition and year (people, "suppressed" where the figure
        is not shown, blank where the source has none); `lowest`, `highest` and `ratio` of the
        figures shown, where two are.
    columns : tuple of str
        The columns of the sources.
    sources : mapping of str to Source
        The sources that are declared.
    """

    table: pd.DataFrame
    columns: tuple[str, ...]
    sources: Mapping[str, Source]


def compare_counts(
    paths: Sequence[str | os.PathLike[str]],
    *,
    measure: str = "total",
    year: int | None = None,
    profile: str | Profile = "standard",
    aliases: Mapping[str, str] | str | os.PathLike[str] | None = None,
    allow_unmatched: bool = False,
    born_in: str = "CMR",
) -> Comparison:
    """Read several files and set each source and definition in them side by side.

    Parameters
    ----------
    paths : sequence of path-like
        Counts tables; see `read_counts`. The sources file of each stands beside it.
    measure : {"total", "women", "men"}, default "total"
        What is compared.
    year : int, optional
        Year to compare; by default the last one of each source and definition.
    profile, aliases, allow_unmatched, born_in : optional
        As for `diasporamap.intake.read_protected`.

    Returns
    -------
    Comparison
        The figures. Definitions differ, so no column is ever added to another.

    Raises
    ------
    CountsError, UnmatchedPlacesError
        If something in the files is wrong, or two files give the same source, definition and year.
    UsageError
        If there is no such measure, or no source has the year.
    """
    import pandas as pd

    if measure not in FIGURES:
        raise UsageError(f"'{measure}' is not compared. Choose {', '.join(FIGURES)}.")
    columns: dict[str, pd.Series] = {}
    sources: dict[str, Source] = {}
    for path in paths:
        read = read_joined(path, aliases=aliases, allow_unmatched=allow_unmatched, born_in=born_in)
        sources |= read.sources
        for name, figures in _columns(read, path, measure, year, profile_named(profile)):
            if name in columns:
                raise CountsError.one(
                    f"'{name}' is in two of the files",
                    "Give each file a column 'source', or a sources file with its own name.",
                    file=str(path),
                )
            columns[name] = figures
    if not columns:
        raise UsageError(f"No source has the year {year}.")
    table = _table(pd.DataFrame(columns).sort_index())
    return Comparison(table, tuple(columns), sources)


def _columns(
    read: JoinedFile,
    path: str | os.PathLike[str],
    measure: str,
    year: int | None,
    profile: Profile,
) -> Iterator[tuple[str, pd.Series]]:
    """Give a column for each source and definition of a file, protected by itself."""
    counts = read.counts
    keys = [name for name in ("source", "definition") if name in counts.columns]
    groups = counts.groupby(keys, dropna=False, sort=True) if keys else [((), counts)]
    for key, rows in groups:
        chosen = latest_year(rows) if year is None else year
        kept = rows[(rows["year"] == chosen).fillna(value=False)] if "year" in rows else rows
        if kept.empty:
            continue
        known = dict(zip(keys, map(str, key), strict=True))
        cells = protect(kept, profile, sources=read.sources).cells
        shown = cells[cells["sex"] == FIGURES[measure]].set_index("place")
        figures = shown["count"].astype("object").where(shown["state"] == "value", None)
        figures = figures.mask(shown["state"] == "suppressed", SUPPRESSED)
        name = known.get("source", "<NA>").replace("<NA>", Path(path).stem)
        parts = [known.get("definition", ""), str(chosen or "")]
        apart = ", ".join(part for part in parts if part not in ("", "<NA>"))
        yield f"{name} ({apart})" if apart else name, figures


def _table(figures: pd.DataFrame) -> pd.DataFrame:
    """Add names, and lowest, highest and their ratio where two figures are shown."""
    import pandas as pd

    layer = read_layer_table("countries").set_index("place")
    numbers = figures.apply(pd.to_numeric, errors="coerce")
    several = numbers.notna().sum(axis="columns") > 1
    lowest = numbers.min(axis="columns").where(several).astype("Int64")
    highest = numbers.max(axis="columns").where(several).astype("Int64")
    ratio = (highest / lowest.mask(lowest == 0)).astype("Float64").round(2)
    table = figures.astype("object").where(figures.notna(), None)
    table.insert(0, "name_fr", [str(layer["short_fr"].get(place, "")) for place in figures.index])
    table.insert(1, "name_en", [str(layer["short_en"].get(place, "")) for place in figures.index])
    table = table.assign(lowest=lowest, highest=highest, ratio=ratio)
    return table.rename_axis("place").reset_index()
