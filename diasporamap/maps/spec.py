"""The map spec: which measure of which counts is drawn how; every renderer draws the same spec."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, get_args

from diasporamap.errors import UsageError
from diasporamap.maps.basemaps import require_basemap
from diasporamap.maps.extents import WORLD, insets_asked, require_extent
from diasporamap.maps.paper import paper_named
from diasporamap.measures import MEASURES
from diasporamap.registry import Registry, require_language

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from diasporamap.counts.quantity import Quantity
    from diasporamap.language import Language
    from diasporamap.maps.drawing import Drawing
    from diasporamap.maps.paper import Paper
    from diasporamap.maps.scales import CircleScale
    from diasporamap.maps.style import Style
    from diasporamap.measures import Form, Measure
    from diasporamap.places.geography import Geography

Classification = Literal[
    "quantiles", "jenks", "equal", "geometric", "head-tails", "standard-deviation", "pretty", "auto"
]

FEWEST_CLASSES, MOST_CLASSES = 2, 7
#: Fewest people that a dot stands for.
LEAST_DOT: Final = 10
FEWEST_DOTS, MOST_DOTS = 72, 1200
#: What small maps side by side can be of, and how many of them a sheet holds.
Facet = Literal["sex", "year", "source"]
FEWEST_FACETS, MOST_FACETS = 2, 12
#: Fields of a spec that the counts say, and nobody asks for.
OF_COUNTS: Final = ("quantity", "least")
#: Those that are of several years or sources.
ACROSS: Final = ("year", "source")


@dataclass(frozen=True, kw_only=True)
class MapSpec:
    """What one map shows, before any renderer is chosen.

    Attributes
    ----------
    measure : str, default "total"
        Name of the measure drawn, one of `diasporamap.measures.MEASURES`.
    kind : str, optional
        Name of the kind of map, one of `KINDS`; when left out circles for stocks, circles of two
        kinds for changes and colours for rates. A choropleth of a stock is drawn only when asked
        for here, and then carries a note.
    language : {"fr", "en"}, default "fr"
        Language of every text.
    title, subtitle : str, optional
        Texts that replace the ones written from the counts.
    second : str, optional
        Name of the measure that a kind of two, as "bivariate", sets against the first: "total",
        how many people there are, when left out.
    breaks : tuple of float, optional
        Inner limits of the classes of a choropleth, rising; a class holds its lower limit.
    classification : {"quantiles", "jenks", "equal", "geometric", "head-tails", \
"standard-deviation", "pretty", "auto"}, optional
        How limits are found without `breaks`: those of the style, and where it has none quantiles,
        when left out. "auto" looks at the values, and the captions say what it saw and chose.
    classes : int, optional
        Most classes to find, 2 to 7: 5 when left out.
    dot : int, optional
        How many people a dot of the kind "dots" stands for, 10 or more; a round number that makes
        some hundred dots when left out.
    scale : float, optional
        How many people the largest circle stands for, so that circles of several maps can be
        compared: those of the largest place when left out. More people have a larger circle.
    facet : {"sex", "year", "source"}, optional
        What small maps side by side are of, on one scale or with one set of classes: women and
        men; years; sources. One map when left out.
    years : tuple of int, optional
        Years of small maps by year, every one when left out; of sources the last of these years.
    labels : int, optional
        How many of the largest circles are labelled on paper, where there is room; 0 for none. As
        many as the size is for when left out: 30 on A4.
    of_origin : bool, default False
        Whether the subtitle of a map of all people says how many they are per 1,000 inhabitants of
        their country of origin. It does not where figures are hidden, whose sum nobody may know.
    style : str, default "iom"
        Name of a shipped style or path of a style file.
    size : str, default "a4"
        Size of the sheet: a name, one of `diasporamap.maps.paper.PAPERS`, or width and height as
        "160x110mm" or "1920x1080px".
    bare : bool, default False
        Whether a sheet has no title, subtitle and captions, whose room is the map's. They belong
        beside it: `diasporamap.sheet.save_captions` writes them.
    extent : str, default "world"
        The part of the world that is drawn: one by name, as "africa" or "cemac", a country by its
        code, as "FRA", a district, as "district:fra-paris", or a frame as "LON,LAT,WIDTH,HEIGHT",
        its middle in degrees and its sides in kilometres. Places beyond it stay in the totals.
    dpi : int, default 300
        Dots an inch of a picture that is saved, 72 to 1200.
    basemap : str, optional
        Tiles under a map of a part of the world: a provider that contextily knows, as
        "OpenStreetMap.Mapnik", or an address as "https://…/{z}/{x}/{y}.png". They are kept for the
        next time; without a network the map is drawn without them.
    basemap_credit : str, optional
        Whom to name as the maker of the tiles; needed with an address.
    inset : tuple of str, default ("auto",)
        What is drawn again, larger, beside a map of the world: extents by name, as for `extent`;
        ("auto",) where circles pile up, and ("none",) nothing.
    boundaries : str, optional
        Other boundaries of a level of the origin, by name: "public-domain" are Natural Earth's of
        the regions of Cameroon.

    quantity : Quantity, optional
        What the figures are of where it is not people; `compose` takes it from the counts.
    least : int, optional
        How many people a rate is of at least; `compose` takes it from the counts.

    Raises
    ------
    UsageError
        If a value makes no sense; the message says what would.
    """

    measure: str = "total"
    kind: str | None = None
    language: Language = "fr"
    title: str | None = None
    subtitle: str | None = None
    second: str | None = None
    breaks: tuple[float, ...] | None = None
    classification: Classification | None = None
    classes: int | None = None
    dot: int | None = None
    scale: float | None = None
    facet: Facet | None = None
    years: tuple[int, ...] | None = None
    labels: int | None = None
    of_origin: bool = False
    style: str = "iom"
    size: str = "a4"
    bare: bool = False
    extent: str = WORLD
    dpi: int = 300
    basemap: str | None = None
    basemap_credit: str | None = None
    inset: tuple[str, ...] = ("auto",)
    boundaries: str | None = None
    quantity: Quantity | None = None
    least: int | None = None

    def __post_init__(self) -> None:
        kind = KINDS.named(self.drawn_as)
        if self.classification not in (None, *get_args(Classification)):
            known = ", ".join(get_args(Classification))
            raise UsageError(f"'{self.classification}' is not a classification. Choose {known}.")
        require_language(self.language)
        require_extent(self.extent)
        require_basemap(self.basemap, self.basemap_credit, facet=self.facet)
        object.__setattr__(self, "inset", insets_asked(self.inset, self.extent))
        if not kind.takes(self.of):
            raise UsageError(_not_taken(kind, self.of))
        _check_second(kind, self.measure, self.second)
        _check_dot(kind, self.dot)
        require_dots(self.dpi)
        _ = self.paper
        if self.breaks is not None:
            _check_breaks(self.breaks)
            if self.finds_classes:
                raise UsageError(
                    "With breaks there is nothing to find. Leave out breaks, or classes and "
                    "classification."
                )
        if self.classes is not None and not FEWEST_CLASSES <= self.classes <= MOST_CLASSES:
            raise UsageError(
                f"{self.classes} classes cannot be told apart. "
                f"Choose {FEWEST_CLASSES} to {MOST_CLASSES}."
            )
        if not kind.has_classes and (self.breaks is not None or self.finds_classes):
            raise UsageError(
                f"{kind.name.capitalize()} have no classes. "
                "Leave breaks, classes and classification out or choose choropleth."
            )
        if self.of_origin and self.measure != "total":
            raise UsageError(
                "How many people there are per 1,000 inhabitants of their country is said on maps "
                "of all of them. Choose the measure total."
            )
        _check_compared(self, kind)
        if self.most_labels < 0:
            raise UsageError("The number of labels is negative. Choose 0 or more.")

    @property
    def paper(self) -> Paper:
        """The paper of its size."""
        return paper_named(self.size, dpi=self.dpi)

    @property
    def most_labels(self) -> int:
        """How many circles are labelled: as asked for, or as many as the size is for."""
        return self.paper.labels if self.labels is None else self.labels

    @property
    def of(self) -> Measure:
        """The measure itself."""
        return MEASURES.named(self.measure).of(self.quantity, self.least)

    @property
    def beside(self) -> str:
        """The name of the second measure, "" where the kind shows one."""
        return (self.second or "total") if KINDS[self.drawn_as].takes_second else ""

    @property
    def finds_classes(self) -> bool:
        """Whether classes are to be found, also where the style has limits."""
        return self.classes is not None or self.classification is not None

    @property
    def is_stock(self) -> bool:
        """Whether the measure counts people, so that circles are its form."""
        return self.of.is_stock

    @property
    def drawn_as(self) -> str:
        """The name of the kind of map: as asked for, or the one that fits the measure."""
        return self.kind or default_kind(self.of.form)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of map that shows one measure.

    Its `name` is the key of ``kind.NAME``, the words of the alternative text for how the map is
    drawn. It takes measures of its `forms`, or of them only those in `measures`, is the usual kind
    of those of `default_of`, and may have limits between classes (`has_classes`), circles whose
    scale can be fixed (`is_sized`) and small maps side by side (`is_faceted`). It `needs` figures
    beside the values, as measures do: the table that it draws has a column a figure, and
    one of its states ("F state"). Where it `takes_second`, a second measure, value and state of
    that one are there as "beside" and "beside state". Pages show it where it is `on_pages`. `draw`
    makes a `Drawing` of the places with their values (the table of a `Composition`, its `key` blank
    where there is a value to show), the geography, the spec, the style and the scale of circles
    that is shared with other maps, if any.
    """

    name: str
    draw: Callable[[pd.DataFrame, Geography, MapSpec, Style, CircleScale | None], Drawing]
    forms: tuple[Form, ...]
    default_of: tuple[Form, ...] = ()
    has_classes: bool = False
    is_sized: bool = False
    is_faceted: bool = True
    measures: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    takes_second: bool = False
    on_pages: bool = True

    def takes(self, measure: Measure) -> bool:
        """Tell whether it draws a measure."""
        return measure.form in self.forms and measure.name in (self.measures or (measure.name,))


#: Kinds of maps that show one measure; those of `diasporamap.maps.kinds` add themselves, and `add`
#: takes one from outside with its texts.
KINDS: Final[Registry[Kind]] = Registry("kind")


def require_dots(dpi: int) -> int:
    """Return dots an inch; refuse what is no print."""
    if not FEWEST_DOTS <= dpi <= MOST_DOTS:
        raise UsageError(
            f"{dpi} dots an inch are no print. Choose {FEWEST_DOTS} to {MOST_DOTS}: 150 for a "
            "screen, 300 for print."
        )
    return dpi


def default_kind(form: Form) -> str:
    """Return the name of the usual kind of a form of measures."""
    return next(kind.name for kind in KINDS.values() if form in kind.default_of)


def _not_taken(kind: Kind, measure: Measure) -> str:
    """Say that a kind does not draw a measure, and which ones do or it does."""
    if measure.form in kind.forms:
        known = ", ".join(kind.measures)
        return f"{kind.name.capitalize()} do not show {measure.name}. Choose the measure {known}."
    taking = [other for other in KINDS.values() if other.takes(measure)]
    taking.sort(key=lambda other: measure.form not in other.default_of)  # the usual one first
    able = ", ".join(other.name for other in taking)
    return (
        f"{measure.name} is a {measure.form}, and rates are drawn as colours, people as circles, "
        f"changes as circles of two. Choose kind {able}."
    )


def _check_dot(kind: Kind, people: int | None) -> None:
    if people is None:
        return
    if kind.name != "dots":
        raise UsageError(
            f"{kind.name.capitalize()} have no dots. Leave dot out, or take kind dots."
        )
    if people < LEAST_DOT:
        raise UsageError(
            f"A dot for {people} people would be read as where they live. "
            f"Choose {LEAST_DOT} or more."
        )


def _check_second(kind: Kind, measure: str, asked: str | None) -> None:
    if asked is None:
        return
    second = MEASURES.named(asked)
    if not kind.takes_second:
        able = ", ".join(other.name for other in KINDS.values() if other.takes_second)
        raise UsageError(
            f"{kind.name.capitalize()} show one measure. Leave second out, or choose kind {able}."
        )
    if second.name == measure or second.form == "change":
        raise UsageError(
            f"{measure} cannot be set against {second.name}. Choose another rate, or total."
        )


def _check_breaks(breaks: tuple[float, ...]) -> None:
    finite = all(math.isfinite(limit) for limit in breaks)
    rising = all(low < high for low, high in pairwise(breaks))
    if not breaks or not finite or not rising or len(breaks) >= MOST_CLASSES:
        given = ", ".join(f"{limit:g}" for limit in breaks) or "(none)"
        raise UsageError(
            f"The breaks {given} make no classes. Give 1 to {MOST_CLASSES - 1} rising numbers."
        )


def _check_compared(spec: MapSpec, kind: Kind) -> None:
    """Refuse a scale without circles, and small maps that there are not."""
    if spec.scale is not None and not kind.is_sized:
        sized = ", ".join(name for name, other in KINDS.items() if other.is_sized)
        raise UsageError(f"{kind.name.capitalize()} have no circles to scale. Choose kind {sized}.")
    if spec.scale is not None and not (math.isfinite(spec.scale) and spec.scale > 0):
        raise UsageError(f"No circle stands for {spec.scale:g}. Give a scale over 0, as 100000.")
    if spec.years is not None and spec.facet not in ACROSS:
        raise UsageError("Years are those of small maps. Choose the facet year, or leave them out.")
    if spec.years is not None and spec.facet == "year":
        number = len(set(spec.years))
        if not FEWEST_FACETS <= number <= MOST_FACETS or number < len(spec.years):
            raise UsageError(
                f"The years {', '.join(map(str, spec.years))} make no small maps. "
                f"Give {FEWEST_FACETS} to {MOST_FACETS} different years."
            )
    if spec.facet is None:
        return
    if spec.facet not in get_args(Facet):
        known = ", ".join(get_args(Facet))
        raise UsageError(f"'{spec.facet}' makes no small maps. Choose {known}.")
    if not kind.is_faceted or spec.of.compares_years:
        what = f"of {spec.measure}" if kind.is_faceted else f"of kind {kind.name}"
        raise UsageError(f"There are no small maps {what}. Leave facet out.")
    if spec.facet == "sex" and (spec.measure != "total" or kind.needs):
        raise UsageError(
            f"Small maps by sex show women and men, and not {spec.measure} as {kind.name}. "
            "Choose the measure total, and no kind."
        )
