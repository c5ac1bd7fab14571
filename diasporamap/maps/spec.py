"""The map spec: which measure of which counts is drawn how; every renderer draws the same spec."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, get_args

from diasporamap.counts.origin import WORLD
from diasporamap.errors import UsageError
from diasporamap.language import message, text
from diasporamap.language.cards import Card, Shown, card_text, stated
from diasporamap.language.values import meant
from diasporamap.maps.paper import paper_named
from diasporamap.measures import MEASURES
from diasporamap.registry import Registry, require_language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from diasporamap.counts.quantity import Quantity
    from diasporamap.language import Language, Message
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
#: Fields that hold the name of something known.
_NAMES: Final = ("measure", "kind", "second", "classification", "facet", "size", "extent")
#: Those that are of several years or sources.
ACROSS: Final = ("year", "source")


@dataclass(frozen=True, kw_only=True, repr=False)
class MapSpec(Shown):
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
        Tiles under a map of a part of the world: a provider that xyzservices knows, as
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
        from diasporamap.maps.basemaps import require_basemap
        from diasporamap.maps.extents import insets_asked, require_extent

        for name in _NAMES:  # which may be given in any language
            given = getattr(self, name)
            object.__setattr__(self, name, meant(given) if isinstance(given, str) else given)
        kind = KINDS.named(self.drawn_as)
        if self.classification not in (None, *get_args(Classification)):
            raise UsageError(
                message(
                    "drawing.classification_unknown",
                    name=self.classification,
                    known=[*get_args(Classification)],
                )
            )
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
                raise UsageError(message("drawing.breaks_and_classes"))
        if self.classes is not None and not FEWEST_CLASSES <= self.classes <= MOST_CLASSES:
            raise UsageError(
                message(
                    "drawing.number_of_classes",
                    number=self.classes,
                    fewest=FEWEST_CLASSES,
                    most=MOST_CLASSES,
                )
            )
        if not kind.has_classes and (self.breaks is not None or self.finds_classes):
            raise UsageError(
                message(
                    "drawing.kind_without_classes", kinds=kind.name.capitalize(), kind=kind.name
                )
            )
        if self.of_origin and self.measure != "total":
            raise UsageError(message("drawing.of_origin_of_all"))
        _check_compared(self, kind)
        if self.most_labels < 0:
            raise UsageError(message("drawing.labels_negative"))

    def __repr__(self) -> str:
        """Write the call that makes it."""
        return stated(self)

    def _card(self) -> Card:
        language, paper = self.language, self.paper
        named = filter(None, (self.measure, self.beside))
        shown = [text(f"measure.{name}", language) for name in named]
        shown.append(text(f"kind.{self.drawn_as}", language))
        return Card(
            card_text("map", language, shown=shown),
            (
                ("title", self.title or ""),
                ("size", f"{self.size} ({paper.width:g} × {paper.height:g} mm)"),
                ("of_map", stated(self)),
            ),
            language,
            ("release.map(...)", "dm.draw_map(release, spec)"),
        )

    @property
    def paper(self) -> Paper:
        """The paper of its size."""
        return paper_named(self.size, dpi=self.dpi)

    @property
    def most_labels(self) -> int:
        """How many circles are labelled: as asked for, or as many as the size is for."""
        return self.paper.labels if self.labels is None else self.labels

    @cached_property
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
        return self.kind or USUAL[self.of.form]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of map that shows one measure.

    Its `name` is the key of ``kind.NAME``, the words of the alternative text for how the map is
    drawn. It takes measures of its `forms`, or of them only those in `measures`, and may have
    limits between classes (`has_classes`), circles whose scale can be fixed (`is_sized`) and small
    maps side by side (`is_faceted`). It `needs` figures beside the values, as measures do: the
    table that it draws has a column a figure, and one of its states ("F state"). Where it
    `takes_second`, a second measure, value and state of that one are there as "beside" and
    "beside state". Pages show it where it is `on_pages`. `draw` makes a `Drawing` of the places
    with their values (the table of a `Composition`, its `key` blank where there is a value to
    show), the geography, the spec, the style and the scale of circles that is shared with other
    maps, if any.
    """

    name: str
    draw: Callable[[pd.DataFrame, Geography, MapSpec, Style, CircleScale | None], Drawing]
    forms: tuple[Form, ...]
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


#: Kinds of maps that show one measure: the files of `diasporamap.maps.kinds`. `add` takes one from
#: outside with its texts.
KINDS: Final[Registry[Kind]] = Registry("kind", files="diasporamap.maps.kinds")
#: The usual kind of each form of measures.
USUAL: Final[Mapping[Form, str]] = {"stock": "circles", "change": "changes", "rate": "choropleth"}


def require_dots(dpi: int) -> int:
    """Return dots an inch; refuse what is no print."""
    if not FEWEST_DOTS <= dpi <= MOST_DOTS:
        raise UsageError(
            message("drawing.no_print", dpi=str(dpi), fewest=str(FEWEST_DOTS), most=str(MOST_DOTS))
        )
    return dpi


def _not_taken(kind: Kind, measure: Measure) -> Message:
    """Say that a kind does not draw a measure, and which ones do or it does."""
    if measure.form in kind.forms:
        return message(
            "drawing.measure_not_shown",
            kinds=kind.name.capitalize(),
            measure=measure.name,
            known=kind.measures,
            kind=kind.name,
        )
    able = [name for name, other in KINDS.items() if other.takes(measure)]
    able.sort(key=lambda name: name != USUAL[measure.form])  # the usual one first
    return message(f"drawing.kind_wrong.{measure.form}", measure=measure.name, known=able)


def _check_dot(kind: Kind, people: int | None) -> None:
    if people is None:
        return
    if kind.name != "dots":
        raise UsageError(
            message("drawing.kind_without_dots", kinds=kind.name.capitalize(), kind=kind.name)
        )
    if people < LEAST_DOT:
        raise UsageError(message("drawing.dot_too_small", number=people, least=LEAST_DOT))


def _check_second(kind: Kind, measure: str, asked: str | None) -> None:
    if asked is None:
        return
    second = MEASURES.named(asked)
    if not kind.takes_second:
        raise UsageError(
            message(
                "drawing.kind_of_one_measure",
                kinds=kind.name.capitalize(),
                known=[other.name for other in KINDS.values() if other.takes_second],
                kind=kind.name,
            )
        )
    if second.name == measure or second.form == "change":
        raise UsageError(
            message("drawing.measures_not_paired", measure=measure, second=second.name)
        )


def _check_breaks(breaks: tuple[float, ...]) -> None:
    finite = all(math.isfinite(limit) for limit in breaks)
    rising = all(low < high for low, high in pairwise(breaks))
    if not breaks or not finite or not rising or len(breaks) >= MOST_CLASSES:
        given = ", ".join(f"{limit:g}" for limit in breaks) or message("drawing.no_breaks")
        raise UsageError(message("drawing.breaks_wrong", breaks=given, most=MOST_CLASSES - 1))


def _check_compared(spec: MapSpec, kind: Kind) -> None:
    """Refuse a scale without circles, and small maps that there are not."""
    if spec.scale is not None and not kind.is_sized:
        raise UsageError(
            message(
                "drawing.kind_without_circles",
                kinds=kind.name.capitalize(),
                known=[name for name, other in KINDS.items() if other.is_sized],
                kind=kind.name,
            )
        )
    if spec.scale is not None and not (math.isfinite(spec.scale) and spec.scale > 0):
        raise UsageError(message("drawing.scale_wrong", scale=f"{spec.scale:g}"))
    if spec.years is not None and spec.facet not in ACROSS:
        raise UsageError(message("drawing.years_without_facets"))
    if spec.years is not None and spec.facet == "year":
        number = len(set(spec.years))
        if not FEWEST_FACETS <= number <= MOST_FACETS or number < len(spec.years):
            raise UsageError(
                message(
                    "drawing.facet_years",
                    years=", ".join(map(str, spec.years)),
                    fewest=FEWEST_FACETS,
                    most=MOST_FACETS,
                )
            )
    if spec.facet is None:
        return
    if spec.facet not in get_args(Facet):
        raise UsageError(
            message("drawing.facet_unknown", facet=spec.facet, known=[*get_args(Facet)])
        )
    if not kind.is_faceted or spec.of.compares_years:
        what = "measure" if kind.is_faceted else "kind"
        raise UsageError(
            message(f"drawing.no_facets_of.{what}", measure=spec.measure, kind=kind.name)
        )
    if spec.facet == "sex" and (spec.measure != "total" or kind.needs):
        raise UsageError(message("drawing.facets_by_sex", measure=spec.measure, kind=kind.name))
