"""The columns of a published table, women first, by what its figures have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from diasporamap.counts.origin import Bilingual
from diasporamap.export.published.table import Column
from diasporamap.language import LANGUAGES, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diasporamap.counts.quantity import Quantity
    from diasporamap.export.published.figures import Figures
    from diasporamap.export.published.spec import TableSpec

#: Columns of people, women first, and the figure of each.
PEOPLE: Final = {"women": "F", "men": "M", "unknown": "U", "total": "T"}
#: Their tags in HXL.
_TAGS: Final = {
    "women": "#population+f",
    "men": "#population+m",
    "unknown": "#population+unknown",
    "total": "#population+total",
}
#: How the names of columns of per cent end, by what they are per cent of.
ENDINGS: Final = {"row": "_of_row", "column": "_of_column"}


def columns_of(
    figures: Sequence[Figures], spec: TableSpec, *, ranked: bool, years: str = ""
) -> tuple[Column, ...]:
    """Return the columns that any of some figures have; `ranked` places have a rank and add up.

    A change is between the `years`, where there are any.
    """
    quantity = figures[0].quantity
    shown = [name for name, figure in PEOPLE.items() if any(one.has(figure) for one in figures)]
    by_sex = spec.sexes and "women" in shown
    shown = shown if by_sex else ["total"]

    def made() -> Iterator[Column]:
        if ranked:
            yield _column("rank", "rank", "#indicator+rank")
        for name in shown:
            yield _column(name, "people", _TAGS[name], quantity)
            if spec.percent == "column" or (spec.percent == "row" and name != "total"):
                ending = ENDINGS[spec.percent]
                yield _column(f"{name}{ending}", "percent", "#indicator+pct", quantity)
        if ranked and spec.percent != "column":
            yield _column("share_total", "percent", "#indicator+share+pct", quantity)
        if by_sex:
            yield _column("share_women", "percent", "#indicator+f+pct", quantity)
        if years:
            yield _column("change_percent", "percent", "#indicator+change+pct", years=years)

    return tuple(made())


def _column(
    name: str,
    kind: Literal["rank", "people", "percent"],
    tag: str,
    quantity: Quantity | None = None,
    *,
    years: str = "",
) -> Column:
    """Make a column; a quantity writes its own name and unit over its total."""
    header = _both(f"table.header.{name}", years=years)
    if quantity is not None and name == "total":
        header = Bilingual(quantity.label("fr"), quantity.label("en"))
    return Column(
        name, header, _both(f"table.meaning.{name}", years=years), kind, tag, signed=bool(years)
    )


def _both(key: str, **fields: str) -> Bilingual:
    fr, en = (table_number(text(key, known, **fields)) for known in LANGUAGES)
    return Bilingual(fr, en)


def table_number(written: str) -> str:
    """Return a number with the no-break space between its groups that every font has."""
    return written.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")
