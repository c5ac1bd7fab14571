// What a page embeds, as types. Written by tests/web/typedefs.py from diasporamap/web/data.py;
// no page has this file.

export {};

/** @typedef {"value"|"suppressed"|"no_data"|"not_applicable"|"not_attributable"} State */

/** @typedef {[State, string]} Value */

/** @typedef {[string, string|null, string, string|null]} Swatch */

/** @typedef {[string, number, number[]]} Line */

/**
 * How a disc is painted: its fill, and its outline with dashes in widths.
 * @typedef {Object} Look
 * @property {string} fill
 * @property {number} opacity
 * @property {string} edge
 * @property {number} width
 * @property {number[]} dashes
 */

/**
 * A circle at a place, or a part of one: degrees from the right, against the clock.
 * @typedef {Object} Disc
 * @property {"disc"} mark
 * @property {string} place
 * @property {string} look
 * @property {number} radius
 * @property {number} [start]
 * @property {number} [sweep]
 */

/**
 * The fill of a place, shown where the place itself is too small for it.
 * @typedef {Object} Dot
 * @property {"dot"} mark
 * @property {string} place
 * @property {string} fill
 */

/**
 * The sign of a mission at its seat.
 * @typedef {Object} Sign
 * @property {"sign"} mark
 * @property {string} place
 * @property {string} sign
 */

/** @typedef {Disc|Dot|Sign} Mark */

/**
 * A part of the legend: circles on one line, radius and label, the largest first.
 * @typedef {Object} Nested
 * @property {"nested"} part
 * @property {string} title
 * @property {string} colour
 * @property {[number, string][]} circles
 */

/**
 * A part of the legend: boxes that touch, and what lies over the highest and under the lowest.
 * @typedef {Object} Boxes
 * @property {"boxes"} part
 * @property {string} title
 * @property {string} high
 * @property {string} low
 * @property {[string, string, string][]} boxes
 * @property {boolean} limit
 */

/**
 * A line of the legend: words after a fill, line or sign, named by its key, or discs.
 * @typedef {Object} Row
 * @property {"fill"|"line"|"sign"|"point"|"discs"} row
 * @property {string} key
 * @property {string} label
 * @property {[number, Look][]} [discs]
 */

/**
 * A part of the legend: symbols with their words.
 * @typedef {Object} Rows
 * @property {"rows"} part
 * @property {string} title
 * @property {Row[]} rows
 */

/** @typedef {Nested|Boxes|Rows} Part */

/**
 * A map: its words, the fill of every place, marks in the order in which they are drawn.
 * @typedef {Object} Layer
 * @property {string} measure
 * @property {string} label
 * @property {string} title
 * @property {string} subtitle
 * @property {string[]} captions
 * @property {string} alt
 * @property {Part[]} legend
 * @property {Record<string, Swatch>} swatches
 * @property {Record<string, string>} fills
 * @property {Record<string, Look>} looks
 * @property {Mark[]} marks
 * @property {string[]} order
 */

/**
 * What is told of a place: words to find it by, values by row, sentences.
 * @typedef {Object} Place
 * @property {string} name
 * @property {string[]} find
 * @property {number} lon
 * @property {number} lat
 * @property {Record<string, Value>} values
 * @property {string[]} [about]
 */

/**
 * A geometry of GeoJSON; longitudes count on past 180 degrees.
 * @typedef {Object} Geometry
 * @property {"MultiPolygon"|"MultiLineString"} type
 * @property {any[]} coordinates
 */

/**
 * Of an area the square root of its size in widths of the world, of a line its kind.
 * @typedef {Object} Properties
 * @property {number} [size]
 * @property {string} [kind]
 */

/**
 * A feature of GeoJSON; the `id` of an area is the code of its place.
 * @typedef {Object} Feature
 * @property {"Feature"} type
 * @property {string} [id]
 * @property {Properties} properties
 * @property {Geometry} geometry
 */

/**
 * A feature collection of GeoJSON.
 * @typedef {Object} Features
 * @property {"FeatureCollection"} type
 * @property {Feature[]} features
 */

/**
 * What all geographies share: countries, areas of no country, boundary lines.
 * @typedef {Object} Shapes
 * @property {Features} countries
 * @property {Features} undetermined
 * @property {Features} borders
 */

/**
 * The area of a place: whole countries, or a shape of its own.
 * @typedef {Object} Area
 * @property {number} size
 * @property {string[]} [of]
 * @property {Geometry} [shape]
 */

/**
 * The shapes of a geography other than countries; `under` are countries drawn in parts.
 * @typedef {Object} OwnShapes
 * @property {Record<string, Area>} areas
 * @property {string[]} under
 * @property {Features} lines
 */

/**
 * One geography of a page; `rows` are what its tooltip tells, each with its label.
 * @typedef {Object} Geography
 * @property {"country"|"district"} key
 * @property {[string, string][]} rows
 * @property {Record<string, Place>} places
 * @property {Layer[]} layers
 * @property {OwnShapes} [own]
 * @property {boolean} [has_points]
 * @property {number[]} [years]
 */

/**
 * An association, mission or event: its kind, name, city and what else is told of it.
 * @typedef {Object} Point
 * @property {string} kind
 * @property {string} name
 * @property {string} city
 * @property {number} lon
 * @property {number} lat
 * @property {string[]} about
 */

/**
 * A kind of points: the key of its sign, and what one of them is called.
 * @typedef {Object} PointKind
 * @property {string} sign
 * @property {string} name
 */

/**
 * The points of a page; signs have corners upwards, and the height of the number in them.
 * @typedef {Object} Points
 * @property {string} colour
 * @property {Record<string, [[number, number][], number]>} signs
 * @property {Record<string, PointKind>} kinds
 * @property {Point[]} points
 */

/**
 * What the scripts need of the style.
 * @typedef {Object} Style
 * @property {number} lon_0
 * @property {string} ocean
 * @property {string} outline
 * @property {string} graticule
 * @property {string} ink
 * @property {Record<string, Line>} lines
 * @property {number} largest
 * @property {number} fewest_dashes
 */

/**
 * Everything that a page embeds.
 * @typedef {Object} Page
 * @property {"fr"|"en"} language
 * @property {Record<string, string>} texts
 * @property {Style} style
 * @property {Shapes} shapes
 * @property {Geography[]} geographies
 * @property {Points} [points]
 */
