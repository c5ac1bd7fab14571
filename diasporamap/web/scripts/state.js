// What the reader has chosen: one store that every part of the page draws from and writes to.

/** @import { Model } from "./data/model.js" */

/**
 * What is shown. `since` is the year that changes are counted from, `place` the one that is looked
 * at, `region` the part of the world; null where none is.
 * @typedef {Object} PageState
 * @property {string} language
 * @property {string} geography
 * @property {string} measure
 * @property {number | null} year
 * @property {number | null} since
 * @property {string} kind
 * @property {string | null} place
 * @property {string | null} region
 */

/**
 * Told of every change: what is shown, and what was before.
 * @callback Follow
 * @param {PageState} state
 * @param {PageState} before
 * @returns {void}
 */

/**
 * The store of a page. Highlighting a place is no choice: it goes as it comes, and no link has it.
 * @typedef {Object} Store
 * @property {() => PageState} get
 * @property {(patch: Partial<PageState>) => void} set
 * @property {(follow: Follow) => void} subscribe
 * @property {(place: string | null) => void} hover
 * @property {(follow: (place: string | null) => void) => void} onHover
 */

/**
 * A store that begins with a state. `settle` makes a state of the page of what is asked for.
 * A change that a follower asks for is made when all have been told of the one before.
 * @param {PageState} start
 * @param {(state: PageState) => PageState} settle
 * @returns {Store}
 */
export function makeStore(start, settle) {
  let state = settle(start), telling = false;
  /** @type {string | null} */
  let hovered = null;
  /** @type {Follow[]} */
  const followers = [];
  /** @type {((place: string | null) => void)[]} */
  const watchers = [];
  /** @type {Partial<PageState>[]} */
  const asked = [];

  /** @param {Partial<PageState>} patch */
  function set(patch) {
    asked.push(patch);
    if (telling) return;
    telling = true;
    try {
      for (let next = asked.shift(); next; next = asked.shift()) change(next);
    } finally {
      telling = false;
      asked.length = 0;
    }
  }

  /** @param {Partial<PageState>} patch */
  function change(patch) {
    const before = state;
    /** @type {unknown[]} */
    const failed = [];
    state = settle({ ...before, ...patch });
    if (sameState(before, state)) {
      state = before;
      return;
    }
    // A part that fails keeps none of the others from following.
    for (const follow of followers) {
      try {
        follow(state, before);
      } catch (error) {
        failed.push(error);
      }
    }
    if (failed.length) throw failed[0];
  }

  /** @param {string | null} place */
  function hover(place) {
    if (place === hovered) return;
    hovered = place;
    for (const watch of watchers) watch(place);
  }

  return {
    get: () => state,
    set,
    hover,
    subscribe: (follow) => void followers.push(follow),
    onHover: (follow) => void watchers.push(follow),
  };
}

/**
 * @param {PageState} one
 * @param {PageState} other
 */
export function sameState(one, other) {
  return /** @type {(keyof PageState)[]} */ (Object.keys(one)).every((key) => one[key] === other[key]);
}

/**
 * The state that a page opens with.
 * @param {Model} model
 * @returns {PageState}
 */
export function firstState(model) {
  const measure = model.measures[0];
  return {
    language: model.language, geography: model.geographies[0].key, measure, year: model.year, since: null,
    kind: model.kinds[measure][0], place: null, region: null,
  };
}

/**
 * Makes a state of the page of any: what the page does not have becomes what it shows first.
 * @param {Model} model
 * @param {PageState} state
 * @returns {PageState}
 */
export function settled(model, state) {
  /**
   * @template T
   * @param {T[]} known
   * @param {T} asked
   */
  const one = (known, asked) => (known.includes(asked) ? asked : known[0]);
  const key = one(model.geographies.map((each) => each.key), /** @type {any} */ (state.geography));
  const geography = model.geographies.find((each) => each.key === key) || model.geographies[0];
  const measure = one(model.measures, state.measure);
  const year = model.years.includes(Number(state.year)) ? state.year : model.year;
  const since = state.since !== null && model.years.includes(state.since) ? state.since : null;
  const regions = ["world", ...model.regions.map((each) => each.key)];
  const region = regions.includes(String(state.region)) ? state.region : null;
  return {
    ...state, geography: key, measure, year, since, region, language: one(model.languages, state.language),
    kind: one(/** @type {string[]} */ (model.kinds[measure]), state.kind),
    place: state.place !== null && Object.hasOwn(geography.byId, state.place) ? state.place : null,
  };
}
