"""The map spec: which measure of which counts is drawn how; every renderer draws the same spec."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, get_args

from diasporamap.errors import UsageError
from diasporamap.language import require_language
from diasporamap.measures import MEASURES, STOCKS

if TYPE_CHECKING:
    from diasporamap.language import Language

Kind = Literal["circles", "choropleth"]
Classification = Literal["quantiles", "jenks", "equal"]

FEWEST_CLASSES, MOST_CLASSES = 2, 7


@dataclass(frozen=True, kw_only=True)
class MapSpec:
    """What one map shows, before any renderer is chosen.

    Attributes
    ----------
    measure : {"total", "women", "men", "share_women", "sex_ratio"}, default "total"
        The measure drawn.
    kind : {"circles", "choropleth"}, optional
        Circles for stocks and colours for rates when left out. A choropleth of a stock is
        drawn only when asked for here, and then carries a note.
    language : {"fr", "en"}, default "fr"
        Language of every text.
    title, subtitle : str, optional
        Texts that replace the ones written from the counts.
    breaks : tuple of float, optional
        Inner limits of the classes of a choropleth, rising; a class holds its lower limit.
    classification : {"quantiles", "jenks", "equal"}, default "quantiles"
        How limits are found for a stock's choropleth without `breaks`.
    classes : int, default 5
        Number of classes to find, 2 to 7.
    labels : int, default 14
        How many of the largest circles are labelled on paper; 0 for none.
    style : str, default "iom"
        Name of a shipped style or path of a style file.

    Raises
    ------
    UsageError
        If a value makes no sense; the message says what would.
    """

    measure: str = "total"
    kind: Kind | None = None
    language: Language = "fr"
    title: str | None = None
    subtitle: str | None = None
    breaks: tuple[float, ...] | None = None
    classification: Classification = "quantiles"
    classes: int = 5
    labels: int = 14
    style: str = "iom"

    def __post_init__(self) -> None:
        _one_of("measure", self.measure, MEASURES)
        _one_of("kind", self.drawn_as, get_args(Kind))
        _one_of("classification", self.classification, get_args(Classification))
        require_language(self.language)
        if self.drawn_as == "circles" and not self.is_stock:
            raise UsageError(
                f"{self.measure} is a rate, and rates are drawn as colours. Choose kind choropleth."
            )
        if self.breaks is not None:
            _check_breaks(self.breaks)
            if self.drawn_as == "circles":
                raise UsageError("Circles have no classes. Leave breaks out or choose choropleth.")
        if not FEWEST_CLASSES <= self.classes <= MOST_CLASSES:
            raise UsageError(
                f"{self.classes} classes cannot be told apart. "
                f"Choose {FEWEST_CLASSES} to {MOST_CLASSES}."
            )
        if self.labels < 0:
            raise UsageError("The number of labels is negative. Choose 0 or more.")

    @property
    def is_stock(self) -> bool:
        """Whether the measure counts people, so that circles are its form."""
        return self.measure in STOCKS

    @property
    def drawn_as(self) -> str:
        """The kind of map: as asked for, or the one that fits the measure."""
        return self.kind or ("circles" if self.is_stock else "choropleth")


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise UsageError(f"'{value}' is not a {name}. Choose {', '.join(allowed)}.")


def _check_breaks(breaks: tuple[float, ...]) -> None:
    finite = all(math.isfinite(limit) for limit in breaks)
    rising = all(low < high for low, high in pairwise(breaks))
    if not breaks or not finite or not rising or len(breaks) >= MOST_CLASSES:
        given = ", ".join(f"{limit:g}" for limit in breaks) or "(none)"
        raise UsageError(
            f"The breaks {given} make no classes. Give 1 to {MOST_CLASSES - 1} rising numbers."
        )
