"""Gathers the geographies of a page: by country, by consular district, or both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from diasporamap.errors import UsageError
from diasporamap.language import text
from diasporamap.maps import read_style
from diasporamap.web.content import (
    compose_measures,
    geography_of,
    shared_scale,
    table_of,
    told_measures,
)
from diasporamap.web.districts import with_districts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.maps import Composition
    from diasporamap.protection import ProtectedCounts
    from diasporamap.web.content import TableRow
    from diasporamap.web.data import Geography

#: What a page's places can be.
BY = ("country", "district")


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
        return {key: text(f"web.{self.name}.{key}", self.first.spec.language) for key in keys}


def page_views(
    tables: Sequence[ProtectedCounts],
    measures: Sequence[str],
    **options: Any,  # noqa: ANN401
) -> tuple[View, ...]:
    """Make the geographies of a page of tables of one release; their circles share one scale."""
    require_views([table.by for table in tables])
    style, language = read_style(options["style"]), options["language"]
    circles = shared_scale(tables, measures, style)
    views = []
    for table in tables:
        compositions = compose_measures(table, measures, circles=circles, **options)
        told = told_measures(table, compositions, measures)
        content = geography_of(told, [compositions[measure] for measure in measures])
        if table.by == "district":
            content = with_districts(content, table, language, style.map["lon_0"])
        rows = table_of(told, content["places"])
        views.append(View(compositions[measures[0]], content, rows))
    return tuple(views)


def require_views(by: Sequence[str]) -> None:
    """Refuse what a page cannot be by."""
    if isinstance(by, str) or not by or len(set(by)) < len(by) or set(by) - set(BY):
        raise UsageError(
            f"A page is by {' or by '.join(BY)}, or by both as a list without repeats."
        )
