// Turns the data that a page embeds, which are packed, into the model that all other scripts know.

/** @import { Figure, Geography, Layer, Mark, Model, Part, Place, Points, Words } from "./model.js" */
/** @import { PackedGeography, PackedLayers, PackedPage, PackedPoints } from "./types.js" */
/** @import { State, Status } from "./types.js" */

/** @type {Record<string, State>} states by the letters that they have in columns */
const STATES = {
  s: "suppressed", n: "no_data", a: "not_applicable", t: "not_attributable", x: "unknown_sex_too_high",
};
/** @type {Status[]} */
const STATUSES = ["place", "split", "beyond", "origin", "mission"];
const BETWEEN = "|";

/**
 * Numbers of which ``-n`` stands for the last one n times more.
 * @param {number[]} runs
 */
export function unrun(runs) {
  /** @type {number[]} */
  const numbers = [];
  for (const number of runs) {
    if (number < 0) numbers.push(...Array(-number).fill(numbers[numbers.length - 1]));
    else numbers.push(number);
  }
  return numbers;
}

/**
 * Positions of which the steps from one to the next are in runs.
 * @param {number[]} runs
 */
export function unspan(runs) {
  let at = 0;
  return unrun(runs).map((step) => (at += step));
}

/**
 * The figures of a column.
 * @param {(number | string)[]} column
 * @returns {Figure[]}
 */
export function figuresOf(column) {
  return column.flatMap(function (entry) {
    if (typeof entry === "number") return [{ state: /** @type {State} */ ("value"), value: entry }];
    const figure = { state: STATES[entry[0]], value: null };
    return Array(Number(entry.slice(1) || 1)).fill(figure);
  });
}

/**
 * Remembers what a function made of its arguments.
 * @template T
 * @param {(...given: any[]) => T} make
 */
function once(make) {
  /** @type {Map<string, T>} */
  const made = new Map();
  return function (/** @type {any[]} */ ...given) {
    const key = given.join(BETWEEN);
    let found = made.get(key);
    if (found === undefined) {
      found = make(...given);
      made.set(key, found);
    }
    return found;
  };
}

/**
 * @param {PackedPage} page
 * @returns {Model}
 */
export function unpack(page) {
  const { languages, measures, years } = page;
  const words = page.words[Object.keys(page.words)[0]].map(function (first, at) {
    return Object.fromEntries(languages.map((language) => [language, page.words[language][at] || first]));
  });
  const word = (/** @type {number} */ at) => /** @type {Words} */ (words[at]);
  const text = function (/** @type {number[]} */ sentences) {
    return joined(languages, sentences.map(word));
  };
  const wordsOf = (/** @type {Record<string, number>} */ numbers) => Object.fromEntries(
    Object.entries(numbers).map(([key, at]) => [key, word(at)]),
  );
  /** @param {number} value */
  function radius(value) {
    return value > 0 ? Math.sqrt(Math.max(value, page.scale.least) / page.scale.largest) : 0;
  }
  const measured = Object.fromEntries(page.measured.map((row) => [row.key, { ...row, label: word(row.label) }]));
  /** @type {Reading} */
  const reading = {
    page, word, text, radius, measured,
    found: once((code) => namesOf(page, word, code)),
    parts: once((at) => partOf(page, at, word)),
  };
  return {
    language: page.language,
    languages,
    texts: Object.fromEntries(languages.map(function (language) {
      return [language, Object.fromEntries(Object.entries(page.texts).map(([key, at]) => [key, word(at)[language]]))];
    })),
    style: page.style,
    scale: page.scale,
    radius,
    shapes: page.shapes,
    geographies: page.geographies.map((geography) => geographyOf(reading, geography)),
    measures,
    measured,
    kinds: page.kinds,
    years,
    year: years.length ? years[page.year] : null,
    since: page.since ?? null,
    compared: page.compared ?? false,
    changes: page.changes && {
      ...page.changes,
      titles: wordsOf(page.changes.titles),
      notes: wordsOf(page.changes.notes),
      labels: wordsOf(page.changes.labels),
      legend: word(page.changes.legend),
    },
    flows: page.flows && {
      ...page.flows,
      legend: page.flows.legend.map(([share, label]) => [share, word(label)]),
      at_start: word(page.flows.at_start),
      words: word(page.flows.words),
      caption: text(page.flows.caption),
      kinds: wordsOf(page.flows.kinds),
    },
    regions: page.regions.map((region) => ({ ...region, name: word(region.name) })),
    missions: (page.missions || []).map((each) => ({ ...each, name: word(each.name), find: [each.id] })),
    points: page.points && pointsOf(page.points, word, text),
    about: {
      ...page.about,
      source: text(page.about.source),
      notes: text(page.about.notes),
      definition: text(page.about.definition),
      date: page.about.date === undefined ? undefined : word(page.about.date),
      stamp: page.about.stamp === undefined ? undefined : word(page.about.stamp),
    },
  };
}

/**
 * What all geographies are read with.
 * @typedef {Object} Reading
 * @property {PackedPage} page
 * @property {(at: number) => Words} word
 * @property {(sentences: number[]) => Words} text
 * @property {(value: number) => number} radius
 * @property {(code: string) => string[]} found
 * @property {Model["measured"]} measured
 * @property {(at: number) => Part} parts
 */

/**
 * Sentences as one text.
 * @param {string[]} languages
 * @param {Words[]} sentences
 * @returns {Words}
 */
function joined(languages, sentences) {
  return Object.fromEntries(languages.map((language) => [language, sentences.map((each) => each[language]).join(" ")]));
}

/**
 * @param {Reading} reading
 * @param {PackedGeography} packed
 * @returns {Geography}
 */
function geographyOf(reading, packed) {
  const { page, word } = reading, places = placesOf(reading, packed);
  const byId = Object.fromEntries(places.map((place) => [place.id, place]));
  const number = Object.fromEntries(places.map((place, at) => [place.id, at]));
  /** @type {Record<string, Figure[][]>} */
  const columns = {};
  const column = (/** @type {string} */ row, /** @type {number} */ at) => (
    (columns[row] ??= [])[at] ??= figuresOf(packed.figures[row][at])
  );
  const totals = once((row) => figuresOf(packed.totals[row]));
  /** @type {Figure} */
  const none = { state: "no_data", value: null };
  const yearAt = (/** @type {number | null} */ year) => Math.max(0, year === null ? 0 : page.years.indexOf(year));

  /** @type {Geography["figure"]} */
  function figure(place, year, row) {
    if (!(row in packed.figures) || !(place in number)) return none;
    const found = column(row, yearAt(year))[number[place]], written = packed.written[row]?.[number[place]];
    return written === undefined ? found : { ...found, text: word(written) };
  }
  const texts = Object.fromEntries(Object.entries(packed.texts).map(([key, at]) => [key, word(at)]));
  const layers = layersOf(packed.layers);
  const made = once(function (measure, year, kind) {
    const kinds = page.kinds[measure], at = page.measures.indexOf(measure);
    const found = layers.find(function (layer) {
      return layer.measure === at && layer.year === yearAt(year) && kinds[layer.kind] === kind;
    });
    if (!found) throw new RangeError(measure + " " + year + " " + kind);
    return layerOf(reading, packed, places, found, (row) => column(row, found.year));
  });
  return {
    key: packed.key,
    words: packed.words,
    texts,
    label: texts.label,
    heading: texts.heading,
    places,
    byId,
    rows: Object.keys(packed.figures),
    layer(measure, year, kind) {
      const kinds = page.kinds[measure];
      return made(measure, year, kinds.includes(/** @type {any} */ (kind)) ? kind : kinds[0]);
    },
    figure,
    total: (year, row) => (row in packed.totals ? totals(row)[yearAt(year)] : none),
    own: packed.own,
    hasPoints: packed.has_points || false,
  };
}

/**
 * The names and codes of a country: those that places are shown by, where it is one, and others.
 * @param {PackedPage} page
 * @param {(at: number) => Words} word
 * @param {string} code
 */
function namesOf(page, word, code) {
  const names = (page.find[code] || "").split(BETWEEN).filter(Boolean);
  const { places } = page.geographies.find(({ key }) => key === "country") || page.geographies[0];
  const at = places.ids.indexOf(code);
  if (at < 0) return [code, ...names];
  return [...[places.names[at], places.shorts[at]].flatMap((each) => Object.values(word(each))), code, ...names];
}

/**
 * @param {Reading} reading
 * @param {PackedGeography} packed
 * @returns {Place[]}
 */
function placesOf({ page, word, found }, { places: packed }) {
  const { languages } = page, status = unrun(packed.status);
  return packed.ids.map(function (id, at) {
    const name = word(packed.names[at]), short = word(packed.shorts[at]), about = (packed.about[at] || []).map(word);
    return {
      id, name, short,
      get find() {
        const codes = [id, ...(packed.of[at] || [])];
        return [...new Set([...Object.values(name), ...Object.values(short), id, ...codes.flatMap(found)])];
      },
      lon: packed.lon[at],
      lat: packed.lat[at],
      size: packed.sizes[at],
      status: STATUSES[status[at]],
      about: Object.fromEntries(languages.map((language) => [language, about.map((each) => each[language])])),
    };
  });
}

/**
 * What is packed of each map.
 * @param {PackedLayers} layers
 */
function layersOf(layers) {
  const kinds = unrun(layers.kind), swatches = unrun(layers.swatches), looks = unrun(layers.looks);
  return unrun(layers.measure).map((measure, at) => ({
    measure, year: layers.year[at], kind: kinds[at], title: layers.title[at], lead: layers.lead[at],
    rest: layers.rest[at], captions: layers.captions[at], alt: layers.alt[at], legend: layers.legend[at],
    swatches: swatches[at], looks: looks[at], fills: layers.fills[at], circles: layers.circles[at],
    order: layers.order[at], small: layers.small[at] || [],
  }));
}

/**
 * @param {Reading} reading
 * @param {PackedGeography} packed
 * @param {Place[]} places
 * @param {ReturnType<typeof layersOf>[number]} layer
 * @param {(row: string) => Figure[]} figures
 * @returns {Layer}
 */
function layerOf(reading, packed, places, layer, figures) {
  const { page, word, text, measured, parts } = reading, { languages } = page;
  const measure = page.measures[layer.measure];
  const captions = page.captions[layer.captions].map((at) => text(page.paragraphs[at]));
  const { keys, runs } = page.fills[layer.fills], fills = unrun(runs).map((at) => page.keys[keys][at]);
  const ids = places.map(({ id }) => id), lead = word(layer.lead), rest = text(layer.rest);
  return {
    measure,
    year: page.years.length ? page.years[layer.year] : null,
    kind: page.kinds[measure][layer.kind],
    label: measured[measure].label,
    title: text(layer.title),
    subtitle: joined(languages, layer.lead ? [lead, rest] : [rest]),
    lead,
    captions: Object.fromEntries(languages.map((language) => [language, captions.map((each) => each[language])])),
    alt: text(layer.alt),
    legend: layer.legend.map(parts),
    swatches: page.swatches[layer.swatches],
    fills: Object.fromEntries(ids.map((id, at) => [id, fills[at]])),
    looks: Object.fromEntries(Object.entries(page.looks[layer.looks]).map(([key, at]) => [key, page.paints[at]])),
    marks: marksOf(reading, packed, ids, layer.circles, fills, figures),
    order: (layer.order || ranked(figures(measure))).map((at) => ids[at]),
    small: unspan(layer.small).map((at) => ids[at]),
  };
}

/**
 * Positions by figure, the largest first, equal ones as they stand; then those of hidden ones.
 * @param {Figure[]} figures
 */
function ranked(figures) {
  const known = figures.map(({ state, value }, at) => ({ state, value: value || 0, at }));
  const shown = known.filter(({ state }) => state === "value").sort((one, other) => other.value - one.value);
  return [...shown, ...known.filter(({ state }) => state === "suppressed")].map(({ at }) => at);
}

/**
 * Circles, those of the largest places first and the outermost of a place first; dots of places
 * without one; signs of missions.
 * @param {Reading} reading
 * @param {PackedGeography} packed
 * @param {string[]} ids
 * @param {number[]} circles
 * @param {string[]} fills
 * @param {(row: string) => Figure[]} figures
 * @returns {Mark[]}
 */
function marksOf({ page, radius }, packed, ids, circles, fills, figures) {
  /** @type {Map<number, Mark[]>} */
  const discs = new Map();
  /** @type {Map<number, number>} */
  const reach = new Map();
  for (const { look, places, of, radii, sector } of circles.map((at) => page.circles[at])) {
    unspan(places).forEach(function (at, number) {
      const size = of ? radius(/** @type {number} */ (figures(of)[at].value)) : /** @type {number[]} */ (radii)[number];
      const part = sector ? { start: sector[0], sweep: sector[1] } : {};
      discs.set(at, [...(discs.get(at) || []), { mark: "disc", place: ids[at], look, radius: size, ...part }]);
      reach.set(at, Math.max(reach.get(at) || 0, size));
    });
  }
  const far = (/** @type {number} */ at) => /** @type {number} */ (reach.get(at));
  const largest = [...reach.keys()].sort((one, other) => far(other) - far(one) || one - other);
  /** @type {Mark[]} */
  const dots = ids.flatMap(function (place, at) {
    const quiet = page.style.quiet.includes(fills[at]) || discs.has(at);
    return quiet || packed.places.sizes[at] === 0 ? [] : [{ mark: "dot", place, fill: fills[at] }];
  });
  /** @type {Mark[]} */
  const signs = Object.entries(packed.signs || {}).map(([place, sign]) => ({ mark: "sign", place, sign }));
  return [...largest.flatMap((at) => /** @type {Mark[]} */ (discs.get(at))), ...dots, ...signs];
}

/**
 * @param {PackedPage} page
 * @param {number} at
 * @param {(at: number) => Words} word
 * @returns {Part}
 */
function partOf(page, at, word) {
  const part = page.parts[at], title = word(part.title);
  if (part.part === "nested") {
    return { ...part, title, circles: part.circles.map(([size, label]) => [size, word(label)]) };
  }
  if (part.part === "boxes") {
    const boxes = part.boxes.map(
      ([key, label, note]) => /** @type {[string, Words, Words]} */ ([key, word(label), word(note)]),
    );
    return { ...part, title, high: word(part.high), low: word(part.low), boxes, limits: part.limits.map(word) };
  }
  return { ...part, title, rows: part.rows.map((row) => ({ ...page.rows[row], label: word(page.rows[row].label) })) };
}

/**
 * @param {PackedPoints} points
 * @param {(at: number) => Words} word
 * @param {(sentences: number[]) => Words} text
 * @returns {Points}
 */
function pointsOf(points, word, text) {
  const kinds = Object.entries(points.kinds).map(([key, { sign, name }]) => [key, { sign, name: word(name) }]);
  return {
    ...points,
    label: word(points.label),
    note: text(points.note),
    kinds: Object.fromEntries(kinds),
    points: points.points.map((point) => ({ ...point, name: word(point.name), about: point.about.map(word) })),
  };
}
