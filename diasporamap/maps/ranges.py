"""Sets figures of several sources beside one another: the lowest and the highest of those shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diasporamap.counts.origin import require_origin
from diasporamap.errors import UsageError
from diasporamap.language import capitalised, in_print, message, text
from diasporamap.maps.captions import values_of
from diasporamap.measures import measure_table, stocks
from diasporamap.protection import require_protected

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from diasporamap.counts.origin import Origin
    from diasporamap.counts.sources import Source
    from diasporamap.language import Language
    from diasporamap.protection import ProtectedCounts


@dataclass(frozen=True, eq=False)
class Compared:
    """The figures of one source, definition and year, protected by themselves."""

    name: str
    protected: ProtectedCounts

    def only(self, column: str) -> str | None:
        """Return the one value of a column of the counts; None where they have none."""
        return next(iter(values_of(self.protected, column)), None)


@dataclass(frozen=True, eq=False)
class Ranges:
    """Figures of several sources by place.

    `people` and `states` have a column a source, by its position in `columns`; people are blank
    unless the state is "value", and other states are "suppressed" and "no_data". `table` has the
    `lowest` and `highest` figure shown, blank where none is; `shown` and `hidden`, how many are
    shown and how many suppressed; and `state`: "value" where one is shown, else "suppressed" where
    one is, else "no_data".
    """

    columns: tuple[Compared, ...]
    people: pd.DataFrame
    states: pd.DataFrame
    table: pd.DataFrame

    @property
    def origin(self) -> Origin:
        """The country that the people of every source come from."""
        return self.columns[0].protected.origin

    @property
    def ratio(self) -> pd.Series:
        """Highest over lowest by place, blank unless two figures are shown and none is zero."""
        several = (self.table["shown"] > 1) & (self.table["lowest"] > 0)
        ratio = self.table["highest"] / self.table["lowest"].where(several)
        return ratio.astype("Float64")


def ranges_of(columns: Sequence[Compared], measure: str = "total") -> Ranges:
    """Find the lowest and the highest figure of each place, of a measure that counts people.

    A range is made of shown figures only, so that it says nothing that the figures beside it do
    not: a suppressed one is in no lowest, no highest and no order. Each source is protected by
    itself. Where two that are not published count the same people, their shown figures can be
    subtracted from each other, with or without a range.
    """
    import pandas as pd

    if measure not in stocks():
        raise UsageError(
            message("drawing.measure_not_compared", measure=measure, known=[*stocks()])
        )
    if not columns:
        raise UsageError(message("drawing.nothing_to_compare"))
    together = [
        column.name for column in columns if require_protected(column.protected).all_origins
    ]
    if together:
        raise UsageError(message("drawing.all_origins_compared", sources=together))
    for column in columns[1:]:
        wanted = columns[0].protected.origin
        require_origin(
            column.protected.origin, wanted, message("drawing.counts_of_source", source=column.name)
        )
    found = [measure_table(column.protected, measure) for column in columns]
    places = sorted(set().union(*(table.index for table in found)))
    index = pd.Index(places, name="place", dtype=object)
    people = pd.DataFrame({at: t["value"].reindex(index) for at, t in enumerate(found)})
    states = pd.DataFrame(
        {at: t["state"].reindex(index).fillna("no_data") for at, t in enumerate(found)}
    )
    people = people.where(states == "value")
    table = pd.DataFrame(
        {
            "lowest": people.min(axis="columns"),
            "highest": people.max(axis="columns"),
            "shown": (states == "value").sum(axis="columns"),
            "hidden": (states == "suppressed").sum(axis="columns"),
        }
    )
    table["state"] = "no_data"
    table.loc[table["hidden"] > 0, "state"] = "suppressed"
    table.loc[table["shown"] > 0, "state"] = "value"
    return Ranges(tuple(columns), people, states, table)


def latest(tables: Sequence[ProtectedCounts]) -> list[ProtectedCounts]:
    """Keep of each source and definition the last year; those of all origins are in no range."""
    kept: dict[tuple[str, str], ProtectedCounts] = {}
    for table in tables:
        source, definition = (
            next(iter(values_of(table, column)), "") for column in ("source", "definition")
        )
        before = kept.get((source, definition))
        if not table.all_origins and (before is None or (table.year or 0) >= (before.year or 0)):
            kept[source, definition] = table
    return list(kept.values())


def source_of(table: ProtectedCounts) -> Source | None:
    """Return the source of a table of one source, where it is declared."""
    names = values_of(table, "source") or list(table.sources)
    return table.sources.get(names[0]) if names else None


def series_name(table: ProtectedCounts, language: Language, *, defined: bool = False) -> str:
    """Name the source of a table, with its definition where that tells two of one source apart."""
    source = source_of(table)
    name = source.title if source else next(iter(values_of(table, "source")), "")
    definition = next(iter(values_of(table, "definition")), "unknown")
    meant = text(f"definition.{definition}", language)
    if not name:
        unnamed = definition == "unknown"
        return text("caption.source_unnamed", language) if unnamed else capitalised(meant)
    return in_print(f"{name} ({meant})" if defined else name, language)
