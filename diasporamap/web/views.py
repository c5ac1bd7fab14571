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
    from diasporamap.web.districts import DistrictsShown

#: What a page's places can be.
BY = ("country", "district")


@dataclass(frozen=True, eq=False)
class View:
    """One geography of a page.

    Attributes
    ----------
    first : Composition
        The layer shown first.
    content : Geography
        What the page embeds.
    rows : list of TableRow
        The table of values.
    """

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
    protected: ProtectedCounts,
    measures: Sequence[str],
    by: Sequence[str],
    shown: DistrictsShown | None,
    **options: Any,  # noqa: ANN401
) -> tuple[View, ...]:
    """Make the geographies of a page; their circles share one scale.

    The options are `language`, `style` and `title`, as for `compose_measures`.

    Raises
    ------
    UsageError
        If a geography is not known or comes twice, or districts are named without their tables.
    """
    _check(by, with_districts=shown is not None)
    counts = {"country": protected}
    units = protected if shown is None or shown.units is None else shown.units
    if shown is not None and "district" in by:
        counts["district"] = shown.counts(units)
    style, language = read_style(options["style"]), options["language"]
    circles = shared_scale([counts[name] for name in by], measures, style)
    views = []
    for name in by:
        geography = shown.geography() if shown is not None and name == "district" else None
        compositions = compose_measures(
            counts[name], measures, geography=geography, circles=circles, **options
        )
        told = told_measures(counts[name], compositions, measures)
        content = geography_of(told, [compositions[measure] for measure in measures])
        if shown is not None and geography is not None:
            content = with_districts(
                content, geography, shown, units, counts[name], language, style.map["lon_0"]
            )
        rows = table_of(told, content["places"])
        views.append(View(compositions[measures[0]], content, rows))
    return tuple(views)


def _check(by: Sequence[str], *, with_districts: bool) -> None:
    if isinstance(by, str) or not by or len(set(by)) < len(by) or set(by) - set(BY):
        raise UsageError(
            f"A page is by {' or by '.join(BY)}, or by both as a list without repeats."
        )
    if "district" in by and not with_districts:
        raise UsageError("A page by district needs districts. Give read_districts().")
