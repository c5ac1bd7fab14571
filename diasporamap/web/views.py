"""Gathers the geographies of a page: countries, consular districts, or ranges of sources."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from diasporamap.errors import UsageError
from diasporamap.language import text
from diasporamap.maps import read_style
from diasporamap.maps.kinds.ranges import compared_label
from diasporamap.maps.quantities import measures_of
from diasporamap.points import is_missions, points_of
from diasporamap.web.content import (
    Told,
    compose_measures,
    geography_of,
    shared_scale,
    table_of,
    told_measures,
    written,
)
from diasporamap.web.districts import with_districts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.maps import Composition
    from diasporamap.maps.ranges import Ranges
    from diasporamap.points import Pointed
    from diasporamap.protection import ProtectedCounts
    from diasporamap.web.content import TableRow
    from diasporamap.web.data import Geography

#: What a page's places can be.
BY = ("country", "district")
#: Rows of the tooltip and the table beside those of the sources.
RANGE, RATIO = "range", "ratio"


@dataclass(frozen=True, eq=False)
class View:
    """One geography of a page: its `first` layer, what the page embeds, and the table's rows."""

    first: Composition
    content: Geography
    rows: list[TableRow]

    @property
    def name(self) -> str:
        """The name of the geography: ``"countries"`` or ``"districts"``."""
        return self.first.geography.name

    @property
    def labels(self) -> dict[str, str]:
        """The words around the choice of the geography and around its table."""
        about = ("about",) if self.name == "districts" else ()
        keys = ("label", "heading", "table_note", *about)
        return {
            key: text(f"web.{self.first.geography.key}.{key}", self.first.spec.language)
            for key in keys
        }


def page_views(
    tables: Sequence[ProtectedCounts],
    measures: Sequence[str] | None,
    *,
    points: Pointed = None,
    **options: Any,  # noqa: ANN401
) -> tuple[View, ...]:
    """Make the geographies of a page of tables of one release; their circles share one scale."""
    by = [table.by for table in tables]
    require_views(by)
    if measures is None:
        measures = measures_of(tables[0])
    style, language = read_style(options["style"]), options["language"]
    circles = shared_scale(tables, measures, style)
    views, read = [], points_of(points, tables[0].districts, by=by)
    for table in tables:
        # A map of districts has the missions already.
        shown = None if table.by == "district" and is_missions(points) else read
        compositions = compose_measures(table, measures, circles=circles, points=shown, **options)
        told = told_measures(table, compositions, measures)
        content = geography_of(told, [compositions[measure] for measure in measures])
        if table.by == "district":
            content = with_districts(content, table, language, style)
        if years := _years_of(table):
            content["years"] = years
        if shown is not None:
            content["has_points"] = True
        rows = table_of(told, content["places"])
        views.append(View(compositions[measures[0]], content, rows))
    return tuple(views)


def _years_of(table: ProtectedCounts) -> list[int]:
    """Return the year of a table and the one that its changes are counted from, if any."""
    tables = (table, table.before) if table.before is not None else (table,)
    return [table.year for table in tables if table.year]


def require_views(by: Sequence[str]) -> None:
    """Refuse what a page cannot be by."""
    if isinstance(by, str) or not by or len(set(by)) < len(by) or set(by) - set(BY):
        raise UsageError(
            f"A page is by {' or by '.join(BY)}, or by both as a list without repeats."
        )


def range_view(composition: Composition, ranges: Ranges) -> View:
    """Write a map of ranges, as `compose_range` makes it, as a geography of one layer."""
    language, table = composition.spec.language, composition.table
    write = partial(Told, language=language, decimals=2)
    label = text(f"measure.{RANGE}", language)
    rows = [write(RANGE, label, table["value"], table["state"], table["text"])]
    # Where no source says anything, one line says so.
    silent = ranges.table.index[ranges.table["state"] == "no_data"]
    for at, column in enumerate(ranges.columns):
        people, states = ranges.people[at], ranges.states[at].drop(silent)
        name = compared_label(column, language)
        rows.append(write(f"source-{at}", name, people, states, written(people, language)))
    ratios = ranges.ratio.dropna()
    shown, texts = ratios.map(lambda _: "value"), written(ratios, language, decimals=1)
    name = text(f"measure.{RATIO}", language)
    # A ratio needs two figures: where there are none it is not missing.
    rows.append(write(RATIO, name, ratios, shown, texts, missing="not_applicable"))
    content = geography_of(rows, [composition])
    content["layers"][0] |= {"measure": RANGE, "label": label}
    for place, shown, hidden in zip(table.index, table["shown"], table["hidden"], strict=True):
        if shown == 1 or (shown and hidden):
            key = "web.range_single" if shown == 1 else "web.range_hidden"
            content["places"][place]["about"] = [text(key, language)]
    return View(composition, content, table_of(rows, content["places"]))
