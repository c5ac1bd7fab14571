"""What a published table shows: its rows, columns and language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

from diasporamap.errors import UsageError
from diasporamap.language import message
from diasporamap.registry import require_language

if TYPE_CHECKING:
    from diasporamap.language import Language

#: Per cent of each row, or of each column.
Percent = Literal["row", "column"]
PERCENT: Final[tuple[Percent, ...]] = get_args(Percent)


@dataclass(frozen=True, kw_only=True)
class TableSpec:
    """What a published table shows.

    Attributes
    ----------
    language : {"fr", "en"}, default "fr"
        Language of headers, names, signs, notes and numbers.
    top : int, optional
        How many places have a row, the largest; all others are one row. All when left out.
    group_under : int, default 0
        Places of fewer people are one row.
    sexes : bool, default True
        Whether women and men have columns, where the counts have them.
    percent : {"row", "column"}, optional
        Per cent of the people of each row, or of all women, all men and all people.
    title : str, optional
        Title, instead of the one written from the counts.
    style : str, default "iom"
        Style of the layers of a GeoPackage, and how places are named.

    Raises
    ------
    UsageError
        If a value makes no sense; the message says what would.
    """

    language: Language = "fr"
    top: int | None = None
    group_under: int = 0
    sexes: bool = True
    percent: Percent | None = None
    title: str | None = None
    style: str = "iom"

    def __post_init__(self) -> None:
        require_language(self.language)
        if self.top is not None and self.top < 1:
            raise UsageError(message("export.top", top=self.top))
        if self.group_under < 0:
            raise UsageError(message("export.group_under", people=self.group_under))
        if self.percent not in (None, *PERCENT):
            raise UsageError(message("export.percent", percent=self.percent))
        if self.percent == "row" and not self.sexes:
            raise UsageError(message("export.percent_of_sexes"))
