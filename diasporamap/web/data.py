"""What a page embeds, as types: the same as the typedefs of its scripts (scripts/types.js).

Lengths are pixels of a page, and radii of circles shares of the largest one's. After a change write
the typedefs anew with ``.venv/bin/python tests/web/typedefs.py``.
"""

from typing import Any, Literal, NotRequired, TypedDict

from diasporamap.language import Language

#: What is known of a place: a value, or why there is none.
State = Literal["value", "suppressed", "no_data", "not_applicable", "not_attributable"]
#: A state and its text: the value, or the state in words.
Value = tuple[State, str]
#: Colour, hatch if any, colour of the hatch, colour of an outline if any.
Swatch = tuple[str, str | None, str, str | None]
#: Colour and width of a line, and its dashes in widths.
Line = tuple[str, float, list[float]]


class Look(TypedDict):
    """How a disc is painted: its fill, and its outline with dashes in widths."""

    fill: str
    opacity: float
    edge: str
    width: float
    dashes: list[float]


class Disc(TypedDict):
    """A circle at a place, or a part of one: degrees from the right, against the clock."""

    mark: Literal["disc"]
    place: str
    look: str
    radius: float
    start: NotRequired[float]
    sweep: NotRequired[float]


class Dot(TypedDict):
    """The fill of a place, shown where the place itself is too small for it."""

    mark: Literal["dot"]
    place: str
    fill: str


class Sign(TypedDict):
    """The sign of a mission at its seat."""

    mark: Literal["sign"]
    place: str
    sign: str


#: Whatever is drawn over the places.
Mark = Disc | Dot | Sign


class Nested(TypedDict):
    """A part of the legend: circles on one line, radius and label, the largest first."""

    part: Literal["nested"]
    title: str
    colour: str
    circles: list[tuple[float, str]]


class Boxes(TypedDict):
    """A part of the legend: boxes that touch, and what lies over the highest and under the lowest.

    A box has the key of its fill, a label, and a note where it begins at the measure's middle: at
    its lower `limit`, or within.
    """

    part: Literal["boxes"]
    title: str
    high: str
    low: str
    boxes: list[tuple[str, str, str]]
    limit: bool


class Row(TypedDict):
    """A line of the legend: words after a fill, line or sign, named by its key, or discs.

    The lowest disc comes first, with its radius in pixels.
    """

    row: Literal["fill", "line", "sign", "point", "discs"]
    key: str
    label: str
    discs: NotRequired[list[tuple[float, Look]]]


class Rows(TypedDict):
    """A part of the legend: symbols with their words."""

    part: Literal["rows"]
    title: str
    rows: list[Row]


#: What a legend is made of.
Part = Nested | Boxes | Rows


class Layer(TypedDict):
    """A map: its words, the fill of every place, marks in the order in which they are drawn.

    `order` is that in which the arrow keys visit places.
    """

    measure: str
    label: str
    title: str
    subtitle: str
    captions: list[str]
    alt: str
    legend: list[Part]
    swatches: dict[str, Swatch]
    fills: dict[str, str]
    looks: dict[str, Look]
    marks: list[Mark]
    order: list[str]


class Place(TypedDict):
    """What is told of a place: words to find it by, values by row, sentences."""

    name: str
    find: list[str]
    lon: float
    lat: float
    values: dict[str, Value]
    about: NotRequired[list[str]]


class Geometry(TypedDict):
    """A geometry of GeoJSON; longitudes count on past 180 degrees."""

    type: Literal["MultiPolygon", "MultiLineString"]
    coordinates: list[Any]


class Properties(TypedDict):
    """Of an area the square root of its size in widths of the world, of a line its kind."""

    size: NotRequired[float]
    kind: NotRequired[str]


class Feature(TypedDict):
    """A feature of GeoJSON; the `id` of an area is the code of its place."""

    type: Literal["Feature"]
    id: NotRequired[str]
    properties: Properties
    geometry: Geometry


class Features(TypedDict):
    """A feature collection of GeoJSON."""

    type: Literal["FeatureCollection"]
    features: list[Feature]


class Shapes(TypedDict):
    """What all geographies share: countries, areas of no country, boundary lines."""

    countries: Features
    undetermined: Features
    borders: Features


class Area(TypedDict):
    """The area of a place: whole countries, or a shape of its own."""

    size: float
    of: NotRequired[list[str]]
    shape: NotRequired[Geometry]


class OwnShapes(TypedDict):
    """The shapes of a geography other than countries; `under` are countries drawn in parts."""

    areas: dict[str, Area]
    under: list[str]
    lines: Features


class Geography(TypedDict):
    """One geography of a page; `rows` are what its tooltip tells, each with its label.

    Where it shows the page's points, `has_points` is true. `years` are that of the figures and,
    behind it, that which changes are counted from, for `audit`.
    """

    key: Literal["country", "district"]
    rows: list[tuple[str, str]]
    places: dict[str, Place]
    layers: list[Layer]
    own: NotRequired[OwnShapes]
    has_points: NotRequired[bool]
    years: NotRequired[list[int]]


class Point(TypedDict):
    """An association, mission or event: its kind, name, city and what else is told of it."""

    kind: str
    name: str
    city: str
    lon: float
    lat: float
    about: list[str]


class PointKind(TypedDict):
    """A kind of points: the key of its sign, and what one of them is called."""

    sign: str
    name: str


class Points(TypedDict):
    """The points of a page; signs have corners upwards, and the height of the number in them.

    `kinds` are by key, in the order of the legend.
    """

    colour: str
    signs: dict[str, tuple[list[tuple[float, float]], float]]
    kinds: dict[str, PointKind]
    points: list[Point]


class Style(TypedDict):
    """What the scripts need of the style."""

    lon_0: float
    ocean: str
    outline: str
    graticule: str
    ink: str
    lines: dict[str, Line]
    largest: float
    fewest_dashes: int


class Page(TypedDict):
    """Everything that a page embeds."""

    language: Language
    texts: dict[str, str]
    style: Style
    shapes: Shapes
    geographies: list[Geography]
    points: NotRequired[Points]
