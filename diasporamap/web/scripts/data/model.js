// What the scripts know of a page, as types: what unpack.js makes of the data that are embedded.

/** @import { Look, OwnShapes, PageKind, Shapes, State, Status, Style, Swatch } from "./types.js" */

/**
 * Words by language.
 * @typedef {Record<string, string>} Words
 */

/**
 * A state, and the value where it is one; its text where that says more than the number.
 * @typedef {{ state: State, value: number | null, text?: Words }} Figure
 */

/**
 * What a row of figures is, and how its values are written; see `format.js`.
 * @typedef {Object} Measured
 * @property {string} key
 * @property {Words} label
 * @property {boolean} people - whether values are people (or a quantity) and add up
 * @property {"people"|"percent"|"number"|"points"} unit
 * @property {number} decimals
 * @property {"fixed"|"two"|"quantity"} rule
 * @property {boolean} signed
 * @property {number | null} middle - of a scale of two sides
 * @property {number} least - a rate of fewer people is marked
 */

/**
 * A place of a geography; `about` are sentences by language, `find` what it is searched by.
 * @typedef {Object} Place
 * @property {string} id
 * @property {Words} name
 * @property {Words} short
 * @property {string[]} find
 * @property {number} lon
 * @property {number} lat
 * @property {number} size - square root of its area in widths of the world
 * @property {Status} status
 * @property {Record<string, string[]>} about
 */

/**
 * A circle at a place, or a part of one: degrees from the right, against the clock.
 * @typedef {{ mark: "disc", place: string, look: string, radius: number, start?: number, sweep?: number }} Disc
 */
/**
 * The fill of a place, shown where the place itself is too small for it.
 * @typedef {{ mark: "dot", place: string, fill: string }} Dot
 */
/**
 * The sign of a mission at its seat.
 * @typedef {{ mark: "sign", place: string, sign: string }} Sign
 */
/** @typedef {Disc | Dot | Sign} Mark */

/**
 * A part of the legend: circles on one line, radius and label, the largest first.
 * @typedef {{ part: "nested", title: Words, colour: string, circles: [number, Words][] }} Nested
 */
/**
 * A part of the legend: boxes that touch (key of the fill, label, note at the middle), and what lies
 * over the highest and under the lowest. The middle is at the lower limit of its box, or within;
 * `limits` stand between boxes, the lowest first.
 * @typedef {{ part: "boxes", title: Words, high: Words, low: Words, boxes: [string, Words, Words][],
 *   limits: Words[], limit: boolean }} Boxes
 */
/**
 * A line of the legend: words after a fill, line, sign or discs, the lowest disc first.
 * @typedef {Object} Row
 * @property {"fill"|"line"|"sign"|"point"|"discs"} row
 * @property {string} key
 * @property {Words} label
 * @property {[number, Look][]} [discs]
 */
/** @typedef {{ part: "rows", title: Words, rows: Row[] }} Rows */
/**
 * A part of the legend: lines laid straight, their breadth at the start as a share of the broadest and
 * the number that it stands for; a note on what is measured, and words on what lines are not.
 * @typedef {{ part: "tapers", title: Words, note: Words, words: Words, lines: [number, Words][] }} Tapers
 */
/** @typedef {Nested | Boxes | Rows | Tapers} Part */

/**
 * Lines from the country of origin: by place their breadth at the start, as a share of the broadest of
 * so many pixels; a light one has a dark rim, and all have a casing.
 * @typedef {{
 *   home: string, ends: Map<string, number>, breadth: number, colour: string, rim: string, casing: string,
 * }} Lines
 */

/**
 * A map: its words, the fill of every place, marks in the order in which they are drawn. The
 * subtitle begins with its `lead`. `order` are places by rank, `small` those whose rate is of few
 * people.
 * @typedef {Object} Layer
 * @property {string} measure
 * @property {number | null} year
 * @property {PageKind} kind
 * @property {Words} label
 * @property {Words} title
 * @property {Words} subtitle
 * @property {Words} lead
 * @property {Record<string, string[]>} captions
 * @property {Words} alt
 * @property {Part[]} legend
 * @property {Record<string, Swatch>} swatches
 * @property {Record<string, string>} fills - key of the swatch by place
 * @property {Record<string, Look>} looks
 * @property {Mark[]} marks
 * @property {string[]} order
 * @property {string[]} small
 * @property {(place: string) => Figure} [figure] - what a map of a change shows
 * @property {Lines} [flows] - those of a map of flows
 */

/**
 * One geography. `words` is the part of keys of texts that words of its places have, `texts` are
 * words of the frame about them, `rows` the rows that it has figures of, women first.
 * @typedef {Object} Geography
 * @property {"country"|"district"} key
 * @property {string} words
 * @property {Record<string, Words>} texts
 * @property {Words} label
 * @property {Words} heading
 * @property {Place[]} places
 * @property {Record<string, Place>} byId
 * @property {string[]} rows
 * @property {(measure: string, year: number | null, kind: string) => Layer} layer
 * @property {(place: string, year: number | null, row: string) => Figure} figure
 * @property {(year: number | null, row: string) => Figure} total
 * @property {OwnShapes} [own]
 * @property {boolean} hasPoints
 */

/**
 * @typedef {{
 *   kind: string, name: Words, city: string, country: string, lon: number, lat: number, about: Words[],
 * }} Point
 */
/**
 * @typedef {Object} Points
 * @property {Words} label
 * @property {Words} note
 * @property {string} colour
 * @property {Record<string, [[number, number][], number]>} signs
 * @property {Record<string, { sign: string, name: Words }>} kinds
 * @property {Point[]} points
 */

/**
 * A mission of the country of origin, in any view; `place` is its district or its own code.
 * @typedef {{ id: string, name: Words, find: string[], lon: number, lat: number, country: string }} Mission
 */

/**
 * What maps of flows are made with; see diasporamap/web/data.py.
 * @typedef {{ least: number, breadth: number, radius: number, node: Look, legend: [number, Words][],
 *   at_start: Words, words: Words, caption: Words, kinds: Record<string, Words> }} Flows
 */

/**
 * What is said of the page itself, its sources and what is counted.
 * @typedef {{
 *   version: string, date?: Words, contact?: string, stamp?: Words,
 *   source: Words, notes: Words, definition: Words,
 * }} About
 */

/**
 * Everything that a page shows. `year` is the one shown first, null where figures have none.
 * @typedef {Object} Model
 * @property {string} language
 * @property {string[]} languages
 * @property {Record<string, Record<string, string>>} texts - by language and key
 * @property {Style} style
 * @property {{ largest: number, least: number }} scale
 * @property {(value: number) => number} radius - of a figure, as a share of the largest circle's
 * @property {Shapes} shapes
 * @property {Geography[]} geographies
 * @property {string[]} measures
 * @property {Record<string, Measured>} measured - every row of figures
 * @property {Record<string, PageKind[]>} kinds
 * @property {number[]} years - ascending
 * @property {number | null} year
 * @property {number | null} since - the year that layers of change count from
 * @property {{ titles: Record<string, Words>, notes: Record<string, Words>, legend: Words,
 *   labels: Record<string, Words>, looks: Record<string, Look> }} [changes] - of maps of a change
 * @property {Flows} [flows]
 * @property {boolean} compared - whether it is of ranges of several sources
 * @property {{ key: string, name: Words, bounds: [number, number, number, number] }[]} regions
 * @property {Mission[]} missions
 * @property {Points} [points]
 * @property {About} about
 */

export {};
