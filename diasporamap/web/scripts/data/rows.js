// The rows of the list of places: who is listed, by rank, and what changed between two years.

/** @import { Figure, Layer, Geography, Place } from "./model.js" */

/**
 * A row of the list: its place, its figure, and its rank where it has one.
 * @typedef {{ place: Place, figure: Figure, rank: number | null }} ListRow
 */

/**
 * The rows of a list by section: places, those of few people, countries that several districts
 * share, countries without a district.
 * @typedef {{ places: ListRow[], small: ListRow[], split: ListRow[], beyond: ListRow[] }} Listed
 */

/** @type {Figure} */
export const NOTHING = { state: "no_data", value: null };

/**
 * Whether two years can be compared by a row, and how: sums of people and shares of women can.
 * @param {string} row
 */
export function comparable(row) {
  return ["total", "women", "men", "share_women"].includes(row);
}

/**
 * The change from one year to another, by the rule of the library: one figure minus the other where
 * both are shown. All people of a place cannot be compared where one of the years has a single sex.
 * @param {Geography} geography
 * @param {string} place
 * @param {string} row
 * @param {number} since
 * @param {number} year
 * @returns {Figure}
 */
export function changeOf(geography, place, row, since, year) {
  const [before, now] = [since, year].map((each) => geography.figure(place, each, row));
  for (const state of /** @type {const} */ (["no_data", "not_applicable", "suppressed", "not_attributable"])) {
    if (now.state === state || before.state === state) return { state, value: null };
  }
  for (const { state } of [now, before]) if (state !== "value") return { state, value: null };
  if (row === "total" && otherSexes(geography, place, since, year)) return NOTHING;
  const [first, last] = [since, year].map((each) => exactly(geography, place, row, each));
  return { state: "value", value: last - first };
}

/**
 * A value as exactly as its figures say: a share is rounded, the women and men that it is of are not.
 * @param {Geography} geography
 * @param {string} place
 * @param {string} row
 * @param {number} year
 */
function exactly(geography, place, row, year) {
  const [women, men] = ["women", "men"].map((sex) => geography.figure(place, year, sex).value);
  if (row === "share_women" && women !== null && men !== null && women + men) return 100 * women / (women + men);
  return Number(geography.figure(place, year, row).value);
}

/**
 * Whether a place has people of one sex alone in a year, and of others in the other year.
 * @param {Geography} geography
 * @param {string} place
 * @param {number} since
 * @param {number} year
 */
function otherSexes(geography, place, since, year) {
  const known = geography.rows;
  if (!known.includes("women") || !known.includes("men")) return false;
  const missing = function (/** @type {number} */ at, /** @type {string} */ row) {
    return geography.figure(place, at, row).state === "no_data";
  };
  const one = [since, year].some((at) => missing(at, "women") !== missing(at, "men"));
  return one && ["women", "men"].some((row) => missing(since, row) !== missing(year, row));
}

/**
 * The figure that a list shows of a place: that of the year, or the change since another.
 * @param {Geography} geography
 * @param {Place} place
 * @param {string} row
 * @param {number | null} year
 * @param {number | null} since
 */
export function figureOf(geography, place, row, year, since) {
  return since === null || year === null
    ? geography.figure(place.id, year, row) : changeOf(geography, place.id, row, since, year);
}

/**
 * The rank of each of values that fall; equal ones share theirs.
 * @param {(number | null)[]} values
 */
export function ranksOf(values) {
  let rank = 0;
  return values.map(function (value, at) {
    if (value === null) return null;
    if (at === 0 || value !== values[at - 1]) rank = at + 1;
    return rank;
  });
}

/**
 * The rows of the list for a layer.
 * @param {Geography} geography
 * @param {Layer} layer
 * @param {number | null} since
 * @param {(one: Place, other: Place) => number} byName
 * @returns {Listed}
 */
export function listed(geography, layer, since, byName) {
  const { measure, year } = layer, few = new Set(layer.small);
  /** @type {Record<string, { place: Place, figure: Figure }[]>} */
  const sections = { places: [], small: [], split: [], beyond: [] };
  for (const place of geography.places) {
    if (place.status === "origin" || place.status === "mission") continue;
    const figure = figureOf(geography, place, measure, year, since);
    if (figure.state !== "value" && !isTold(geography, place.id, year)) continue;
    const section = place.status === "place" ? (few.has(place.id) ? "small" : "places") : place.status;
    sections[section].push({ place, figure });
  }
  const order = new Map(layer.order.map((id, at) => [id, at]));
  const at = (/** @type {Place} */ place) => order.get(place.id) ?? Infinity;
  /** @type {Record<string, ListRow[]>} */
  const found = {};
  for (const [section, rows] of Object.entries(sections)) {
    rows.sort(function (one, other) {
      const [a, b] = [one.figure, other.figure].map(({ state, value }) => (state === "value" ? value : null));
      if (a === null || b === null) return Number(a === null) - Number(b === null) || byName(one.place, other.place);
      // Of equal figures the first is the one that the library ranks first.
      return b - a || at(one.place) - at(other.place) || byName(one.place, other.place);
    });
    const ranks = ranksOf(rows.map(({ figure }) => (isRanked(figure, measure, since) ? figure.value : null)));
    found[section] = rows.map((row, index) => ({ ...row, rank: section === "places" ? ranks[index] : null }));
  }
  return /** @type {any} */ (found);
}

/**
 * Whether a figure has a rank: it is shown, and where it counts people there are some.
 * @param {Figure} figure
 * @param {string} measure
 * @param {number | null} since
 */
function isRanked({ state, value }, measure, since) {
  return state === "value" && (value !== 0 || since !== null || !["total", "women", "men"].includes(measure));
}

/**
 * Whether anything is known of a place in a year.
 * @param {Geography} geography
 * @param {string} place
 * @param {number | null} year
 */
export function isTold(geography, place, year) {
  return geography.rows.some(function (key) {
    const { state } = geography.figure(place, year, key);
    return state === "value" || state === "suppressed";
  });
}

/**
 * The text of the sum of a year: what is hidden of a place is not in it.
 * @param {Geography} geography
 * @param {number | null} year
 */
export function sumKey(geography, year) {
  const rows = ["women", "men", "unknown", "total"].filter((row) => geography.rows.includes(row));
  const hidden = geography.places.some(function ({ id }) {
    return rows.some((row) => geography.figure(id, year, row).state === "suppressed");
  });
  return hidden ? "all_shown" : "all";
}

/**
 * The largest value of a row among the places of a geography, in any year, so that bars can be
 * compared; 0 where there is none.
 * @param {Geography} geography
 * @param {number[]} years
 * @param {string} row
 */
export function largestOf(geography, years, row) {
  let largest = 0;
  for (const { id } of geography.places) {
    for (const year of years.length ? years : [null]) {
      const { state, value } = geography.figure(id, year, row);
      if (state === "value" && value !== null) largest = Math.max(largest, value);
    }
  }
  return largest;
}

/**
 * The least and the greatest of the values shown, and of a middle; on round numbers of a step.
 * @param {ListRow[]} rows
 * @param {number} middle
 * @param {number} [step] - 0 for none
 * @returns {[number, number]}
 */
export function spanOf(rows, middle, step = 0) {
  const values = rows.flatMap(({ figure: { state, value } }) => (state === "value" && value !== null ? [value] : []));
  const low = Math.min(middle, ...values), high = Math.max(middle, ...values);
  return step ? [Math.floor(low / step) * step, Math.ceil(high / step) * step] : [low, high];
}
