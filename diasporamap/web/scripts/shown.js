// What of the model is shown: the geography and the layer that the store has chosen.

import { changeLayer, sinceOf } from "./data/changes.js";

/** @import { Geography, Layer, Model } from "./data/model.js" */
/** @import { PageState, Store } from "./state.js" */

/**
 * @param {{ model: Model, store: Store }} app
 * @returns {Geography}
 */
export function geographyShown({ model, store }) {
  return model.geographies.find(({ key }) => key === store.get().geography) || model.geographies[0];
}

/** @type {WeakMap<Layer, Record<number, Layer>>} maps of a change by the map of the year that they lead to */
const changes = new WeakMap();

/**
 * @param {{ model: Model, store: Store }} app
 * @returns {Layer}
 */
export function layerShown({ model, store }) {
  const state = store.get(), { measure, year, kind } = state, since = sinceOf(model, state);
  const geography = geographyShown({ model, store });
  if (since === null) return geography.layer(measure, year, kind);
  const base = geography.layer(measure, year, "circles");
  const made = changes.get(base) || {};
  made[since] ??= changeLayer(model, geography, base, since);
  changes.set(base, made);
  return made[since];
}

/**
 * Whether any of some parts of what is shown changed.
 * @param {PageState} state
 * @param {PageState} before
 * @param {(keyof PageState)[]} keys
 */
export function differs(state, before, ...keys) {
  return keys.some((key) => state[key] !== before[key]);
}
