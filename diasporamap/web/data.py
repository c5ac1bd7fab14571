"""What a page embeds, as types: the same as the typedefs of its scripts (scripts/data/types.js).

It is packed: words are numbers in a pool, figures are columns over the places of a geography, what
is there several times is there once. `scripts/data/unpack.js` turns it into what the other scripts
know. Lengths are pixels of a page, and radii of circles shares of the largest one's. After a change
write the typedefs anew with ``.venv/bin/python tests/web/typedefs.py``.
"""

from typing import Literal, NotRequired, TypedDict

from diasporamap.language import Language

#: What is known of a place: a value, or why there is none.
State = Literal[
    "value",
    "suppressed",
    "no_data",
    "not_applicable",
    "not_attributable",
    "unknown_sex_too_high",
]
#: What a place of a geography is: one that is shown as it is; a country that several districts
#: share; one without a district; the country of origin; a mission without a district.
Status = Literal["place", "split", "beyond", "origin", "mission"]
#: How a map is drawn; scripts make that of flows of its circles.
PageKind = Literal["circles", "colours", "flows"]
#: The number of words in the pool.
Word = int
#: Words by language, by their numbers; 0 stands for what is the same in the first language.
Words = dict[str, list[str | Literal[0]]]
#: A text: the numbers of its sentences, between which stands a space.
Text = list[Word]
#: Numbers from 0 on; ``-n`` stands for the last one n times more.
Runs = list[int]
#: Figures over places: a number is a value; the letter of a state, with how many in a row have it,
#: says why there is none.
Column = list[float | str]
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


class Discs(TypedDict):
    """Circles of one look at places, in steps of their positions from one to the next.

    Their radii are written, or those of a row of figures on the scale of all circles. `sectors` are
    parts of discs: degrees from the right, against the clock, and how many.
    """

    look: str
    places: Runs
    of: NotRequired[str]
    radii: NotRequired[list[float]]
    sector: NotRequired[tuple[float, float]]


class Nested(TypedDict):
    """A part of the legend: circles on one line, radius and label, the largest first."""

    part: Literal["nested"]
    title: Word
    colour: str
    circles: list[tuple[float, Word]]


class Boxes(TypedDict):
    """A part of the legend: boxes that touch, and what lies over the highest and under the lowest.

    A box has the key of its fill, a label, and a note where it begins at the measure's middle: at
    its lower `limit`, or within. `limits` stand between boxes, the lowest first.
    """

    part: Literal["boxes"]
    title: Word
    high: Word
    low: Word
    boxes: list[tuple[str, Word, Word]]
    limits: list[Word]
    limit: bool


class Row(TypedDict):
    """A line of the legend: words after a fill, line or sign, named by its key, or discs.

    The lowest disc comes first, with its radius in pixels.
    """

    row: Literal["fill", "line", "sign", "point", "discs"]
    key: str
    label: Word
    discs: NotRequired[list[tuple[float, Look]]]


class Rows(TypedDict):
    """A part of the legend: symbols with their words, by their numbers in the pool."""

    part: Literal["rows"]
    title: Word
    rows: list[int]


#: What a legend is made of.
Part = Nested | Boxes | Rows


class Fills(TypedDict):
    """The fill of each place of a geography: numbers in a list of keys, which has a number too."""

    keys: int
    runs: Runs


class Layers(TypedDict):
    """The maps of a geography, a list each of what they have.

    A map has its words, the fill of every place, circles, and how places are ranked. `measure`,
    `year` and `kind` are numbers in the lists of the page, `captions`, `legend`, `swatches`,
    `looks`, `fills` and `circles` in its pools. The subtitle is its `lead` and the rest. Places are
    ranked by the figures of the measure unless `order` has their positions, by the number of the
    map; the rate of `small` ones is of few people.
    """

    measure: Runs
    year: list[int]
    kind: Runs
    title: list[Text]
    lead: list[Word]
    rest: list[Text]
    captions: list[int]
    alt: list[Text]
    legend: list[list[int]]
    swatches: Runs
    looks: Runs
    fills: list[int]
    circles: list[list[int]]
    order: dict[str, list[int]]
    small: dict[str, Runs]


class Measured(TypedDict):
    """A row of figures: what it is, and how its values are written.

    Its values are `people`, or a quantity instead, and add up, or a rate, of which that of fewer
    than `least` people is marked. They are written with so many `decimals`, with as many as show
    "two" digits of what is small, or as a "quantity" that has so many at most.
    """

    key: str
    label: Word
    people: bool
    unit: Literal["people", "percent", "number", "points"]
    decimals: int
    rule: Literal["fixed", "two", "quantity"]
    signed: bool
    middle: float | None
    least: int


class Places(TypedDict):
    """The places of a geography, a list each; those with figures in any year come first.

    `status` has numbers in the list of all. By position, `of` are countries whose names find a
    place too, and `about` sentences on it. Sizes are square roots of areas in widths of the world.
    """

    ids: list[str]
    names: list[Word]
    shorts: list[Word]
    lon: list[float]
    lat: list[float]
    sizes: list[float]
    status: Runs
    of: dict[str, list[str]]
    about: dict[str, Text]


class Topology(TypedDict):
    """Shapes as arcs that they share, in letters.

    Of the arcs on each of the `grids`, steps in the width of the world from its upper left corner:
    how many corners one has, the step to the first from that of the last arc, and from one to the
    next. Of a shape: the number of its grid, how many parts it has, of each how many rings (a line
    is one), of each ring how many arcs, of these the step from the last one's number, doubled, and
    one more where it runs the other way.
    """

    grids: list[int]
    arcs: list[str]
    shapes: list[str]


class Shapes(TypedDict):
    """What all geographies share: countries, areas of no country, boundary lines by kind.

    Shapes are numbers in the `topology`.
    """

    topology: Topology
    countries: dict[str, int]
    undetermined: list[int]
    borders: dict[str, int]


class OwnShapes(TypedDict):
    """The shapes of a geography other than countries.

    `areas` are whole countries, or a shape of their own; `under` are countries drawn in parts, and
    `lines` limits by kind.
    """

    areas: dict[str, list[str] | int]
    under: list[str]
    lines: dict[str, int]


class Geography(TypedDict):
    """One geography of a page: its places, figures by row and year, and a layer a map.

    `words` is the part of keys of texts that words of its places have.
    `totals` are figures of all places together, by row: a value or state a year. Some values are
    `written` in words, by row and position of the place. `signs` are those
    of missions at their seats. Where it shows the page's points, `has_points` is true.
    """

    key: Literal["country", "district"]
    words: str
    texts: dict[str, Word]
    places: Places
    figures: dict[str, list[Column]]
    totals: dict[str, Column]
    written: dict[str, dict[str, Word]]
    layers: Layers
    signs: NotRequired[dict[str, str]]
    own: NotRequired[OwnShapes]
    has_points: NotRequired[bool]


class Point(TypedDict):
    """An association, mission or event: its kind, name, city and what else is told of it."""

    kind: str
    name: Word
    city: str
    country: str
    lon: float
    lat: float
    about: list[Word]


class PointKind(TypedDict):
    """A kind of points: the key of its sign, and what one of them is called."""

    sign: str
    name: Word


class Points(TypedDict):
    """The points of a page; signs have corners upwards, and the height of the number in them.

    `kinds` are by key, in the order of the legend.
    """

    label: Word
    note: Text
    colour: str
    signs: dict[str, tuple[list[tuple[float, float]], float]]
    kinds: dict[str, PointKind]
    points: list[Point]


class Style(TypedDict):
    """What the scripts need of the style; `people` are the colours of all, women and men."""

    lon_0: float
    ocean: str
    outline: str
    graticule: str
    page: str
    ink: str
    muted: str
    inside: str
    people: dict[str, str]
    lines: dict[str, Line]
    largest: float
    fewest_dashes: int
    quiet: list[str]


class Scale(TypedDict):
    """The scale of all circles: a figure's radius is the square root of its share of the largest.

    Figures under `least` have its radius.
    """

    largest: float
    least: float


class Mission(TypedDict):
    """A mission of the country of origin, its country and its city, for the search of any view."""

    id: str
    name: Word
    country: str
    lon: float
    lat: float


class Region(TypedDict):
    """A part of the world that a button leads to: west, south, east, north in degrees."""

    key: str
    name: Word
    bounds: tuple[float, float, float, float]


class Changes(TypedDict):
    """Words and looks of the map of a change between two years, which the scripts work out.

    Titles and notes are by measure, with `since` and `year` to be filled in.
    """

    titles: dict[str, Word]
    notes: dict[str, Word]
    legend: Word
    labels: dict[str, Word]
    looks: dict[str, Look]


class Flows(TypedDict):
    """Words and looks of maps of lines from the country of origin, which the scripts work out.

    Places with at least so much of the people have one, from a share of the largest circle's radius
    broad for the most of all people; `radius` is the share of a node's. The `legend` has breadths,
    as shares, and numbers, the `caption` is to be filled in, `kinds` are ways to draw in words.
    """

    least: float
    breadth: float
    radius: float
    node: Look
    legend: list[tuple[float, Word]]
    at_start: Word
    words: Word
    caption: Text
    kinds: dict[str, Word]


class About(TypedDict):
    """Where a page is from: its version, day and contact, and what the figures are."""

    version: str
    date: NotRequired[Word]
    contact: NotRequired[str]
    stamp: NotRequired[Word]
    source: Text
    notes: Text
    definition: Text


class Page(TypedDict):
    """Everything that a page embeds.

    `find` are names and codes that countries are found by, with a bar between two. `since` is the
    year that the layers of change count from, `compared` true on a page of ranges of
    several sources.
    """

    language: Language
    languages: list[Language]
    words: Words
    texts: dict[str, Word]
    style: Style
    scale: Scale
    shapes: Shapes
    parts: list[Part]
    rows: list[Row]
    paragraphs: list[Text]
    captions: list[list[int]]
    fills: list[Fills]
    circles: list[Discs]
    swatches: list[dict[str, Swatch]]
    paints: list[Look]
    looks: list[dict[str, int]]
    keys: list[list[str]]
    measures: list[str]
    kinds: dict[str, list[PageKind]]
    years: list[int]
    year: int
    measured: list[Measured]
    since: NotRequired[int]
    compared: NotRequired[bool]
    changes: NotRequired[Changes]
    flows: NotRequired[Flows]
    geographies: list[Geography]
    find: dict[str, str]
    regions: list[Region]
    missions: NotRequired[list[Mission]]
    about: About
    points: NotRequired[Points]


#: Types that scripts know by other ones, which are not packed (scripts/data/model.js): their
#: typedefs are those of what is packed.
PACKED = (
    *("Discs", "Nested", "Boxes", "Row", "Rows", "Part", "Fills", "Layers", "Measured", "Places"),
    *(
        "Geography",
        "Point",
        "PointKind",
        "Points",
        "Mission",
        "Region",
        "Changes",
        "Flows",
        "About",
        "Page",
    ),
)
