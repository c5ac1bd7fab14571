// What a page embeds, as types. Written by tests/web/typedefs.py from diasporamap/web/data.py;
// no page has this file.

export {};

/** @typedef {"value"|"suppressed"|"no_data"|"not_applicable"|"not_attributable"|"unknown_sex_too_high"} State */

/** @typedef {"place"|"split"|"beyond"|"origin"|"mission"} Status */

/** @typedef {"circles"|"colours"|"flows"} PageKind */

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
 * Circles of one look at places, in steps of their positions from one to the next.
 * @typedef {Object} PackedDiscs
 * @property {string} look
 * @property {number[]} places
 * @property {string} [of]
 * @property {number[]} [radii]
 * @property {[number, number]} [sector]
 */

/**
 * A part of the legend: circles on one line, radius and label, the largest first.
 * @typedef {Object} PackedNested
 * @property {"nested"} part
 * @property {number} title
 * @property {string} colour
 * @property {[number, number][]} circles
 */

/**
 * A part of the legend: boxes that touch, and what lies over the highest and under the lowest.
 * @typedef {Object} PackedBoxes
 * @property {"boxes"} part
 * @property {number} title
 * @property {number} high
 * @property {number} low
 * @property {[string, number, number][]} boxes
 * @property {number[]} limits
 * @property {boolean} limit
 */

/**
 * A line of the legend: words after a fill, line or sign, named by its key, or discs.
 * @typedef {Object} PackedRow
 * @property {"fill"|"line"|"sign"|"point"|"discs"} row
 * @property {string} key
 * @property {number} label
 * @property {[number, Look][]} [discs]
 */

/**
 * A part of the legend: symbols with their words, by their numbers in the pool.
 * @typedef {Object} PackedRows
 * @property {"rows"} part
 * @property {number} title
 * @property {number[]} rows
 */

/** @typedef {PackedNested|PackedBoxes|PackedRows} PackedPart */

/**
 * The fill of each place of a geography: numbers in a list of keys, which has a number too.
 * @typedef {Object} PackedFills
 * @property {number} keys
 * @property {number[]} runs
 */

/**
 * The maps of a geography, a list each of what they have.
 * @typedef {Object} PackedLayers
 * @property {number[]} measure
 * @property {number[]} year
 * @property {number[]} kind
 * @property {number[][]} title
 * @property {number[]} lead
 * @property {number[][]} rest
 * @property {number[]} captions
 * @property {number[][]} alt
 * @property {number[][]} legend
 * @property {number[]} swatches
 * @property {number[]} looks
 * @property {number[]} fills
 * @property {number[][]} circles
 * @property {Record<string, number[]>} order
 * @property {Record<string, number[]>} small
 */

/**
 * A row of figures: what it is, and how its values are written.
 * @typedef {Object} PackedMeasured
 * @property {string} key
 * @property {number} label
 * @property {boolean} people
 * @property {"people"|"percent"|"number"|"points"} unit
 * @property {number} decimals
 * @property {"fixed"|"two"|"quantity"} rule
 * @property {boolean} signed
 * @property {number|null} middle
 * @property {number} least
 */

/**
 * The places of a geography, a list each; those with figures in any year come first.
 * @typedef {Object} PackedPlaces
 * @property {string[]} ids
 * @property {number[]} names
 * @property {number[]} shorts
 * @property {number[]} lon
 * @property {number[]} lat
 * @property {number[]} sizes
 * @property {number[]} status
 * @property {Record<string, string[]>} of
 * @property {Record<string, number[]>} about
 */

/**
 * Shapes as arcs that they share, in letters.
 * @typedef {Object} Topology
 * @property {number[]} grids
 * @property {string[]} arcs
 * @property {string[]} shapes
 */

/**
 * What all geographies share: countries, areas of no country, boundary lines by kind.
 * @typedef {Object} Shapes
 * @property {Topology} topology
 * @property {Record<string, number>} countries
 * @property {number[]} undetermined
 * @property {Record<string, number>} borders
 */

/**
 * The shapes of a geography other than countries.
 * @typedef {Object} OwnShapes
 * @property {Record<string, string[]|number>} areas
 * @property {string[]} under
 * @property {Record<string, number>} lines
 */

/**
 * One geography of a page: its places, figures by row and year, and a layer a map.
 * @typedef {Object} PackedGeography
 * @property {"country"|"district"} key
 * @property {string} words
 * @property {Record<string, number>} texts
 * @property {PackedPlaces} places
 * @property {Record<string, ((number|string)[])[]>} figures
 * @property {Record<string, (number|string)[]>} totals
 * @property {Record<string, Record<string, number>>} written
 * @property {PackedLayers} layers
 * @property {Record<string, string>} [signs]
 * @property {OwnShapes} [own]
 * @property {boolean} [has_points]
 */

/**
 * An association, mission or event: its kind, name, city and what else is told of it.
 * @typedef {Object} PackedPoint
 * @property {string} kind
 * @property {number} name
 * @property {string} city
 * @property {string} country
 * @property {number} lon
 * @property {number} lat
 * @property {number[]} about
 */

/**
 * A kind of points: the key of its sign, and what one of them is called.
 * @typedef {Object} PackedPointKind
 * @property {string} sign
 * @property {number} name
 */

/**
 * The points of a page; signs have corners upwards, and the height of the number in them.
 * @typedef {Object} PackedPoints
 * @property {number} label
 * @property {number[]} note
 * @property {string} colour
 * @property {Record<string, [[number, number][], number]>} signs
 * @property {Record<string, PackedPointKind>} kinds
 * @property {PackedPoint[]} points
 */

/**
 * What the scripts need of the style; `people` are the colours of all, women and men.
 * @typedef {Object} Style
 * @property {number} lon_0
 * @property {string} ocean
 * @property {string} outline
 * @property {string} graticule
 * @property {string} page
 * @property {string} ink
 * @property {string} muted
 * @property {string} inside
 * @property {Record<string, string>} people
 * @property {Record<string, Line>} lines
 * @property {number} largest
 * @property {number} fewest_dashes
 * @property {string[]} quiet
 */

/**
 * The scale of all circles: a figure's radius is the square root of its share of the largest.
 * @typedef {Object} Scale
 * @property {number} largest
 * @property {number} least
 */

/**
 * A mission of the country of origin, its country and its city, for the search of any view.
 * @typedef {Object} PackedMission
 * @property {string} id
 * @property {number} name
 * @property {string} country
 * @property {number} lon
 * @property {number} lat
 */

/**
 * A part of the world that a button leads to: west, south, east, north in degrees.
 * @typedef {Object} PackedRegion
 * @property {string} key
 * @property {number} name
 * @property {[number, number, number, number]} bounds
 */

/**
 * Words and looks of the map of a change between two years, which the scripts work out.
 * @typedef {Object} PackedChanges
 * @property {Record<string, number>} titles
 * @property {Record<string, number>} notes
 * @property {number} legend
 * @property {Record<string, number>} labels
 * @property {Record<string, Look>} looks
 */

/**
 * Words and looks of maps of lines from the country of origin, which the scripts work out.
 * @typedef {Object} PackedFlows
 * @property {number} least
 * @property {number} breadth
 * @property {number} radius
 * @property {Look} node
 * @property {[number, number][]} legend
 * @property {number} at_start
 * @property {number} words
 * @property {number[]} caption
 * @property {Record<string, number>} kinds
 */

/**
 * Where a page is from: its version, day and contact, and what the figures are.
 * @typedef {Object} PackedAbout
 * @property {string} version
 * @property {number} [date]
 * @property {string} [contact]
 * @property {number} [stamp]
 * @property {number[]} source
 * @property {number[]} notes
 * @property {number[]} definition
 */

/**
 * Everything that a page embeds.
 * @typedef {Object} PackedPage
 * @property {"fr"|"en"} language
 * @property {("fr"|"en")[]} languages
 * @property {Record<string, (string|0)[]>} words
 * @property {Record<string, number>} texts
 * @property {Style} style
 * @property {Scale} scale
 * @property {Shapes} shapes
 * @property {PackedPart[]} parts
 * @property {PackedRow[]} rows
 * @property {number[][]} paragraphs
 * @property {number[][]} captions
 * @property {PackedFills[]} fills
 * @property {PackedDiscs[]} circles
 * @property {Record<string, Swatch>[]} swatches
 * @property {Look[]} paints
 * @property {Record<string, number>[]} looks
 * @property {string[][]} keys
 * @property {string[]} measures
 * @property {Record<string, PageKind[]>} kinds
 * @property {number[]} years
 * @property {number} year
 * @property {PackedMeasured[]} measured
 * @property {number} [since]
 * @property {boolean} [compared]
 * @property {PackedChanges} [changes]
 * @property {PackedFlows} [flows]
 * @property {PackedGeography[]} geographies
 * @property {Record<string, string>} find
 * @property {PackedRegion[]} regions
 * @property {PackedMission[]} [missions]
 * @property {PackedAbout} about
 * @property {PackedPoints} [points]
 */
