// What of the model is shown: the geography and the layer that the store has chosen.

import { changeLayer, sinceOf } from "./data/changes.js";
import { flowLayer } from "./data/flows.js";

/** @import { Geography, Layer, Model } from "./data/model.js" */
/** @import { PageState, Store } from "./state.js" */

/**
 * @param {{ model: Model, store: Store }} app
 * @returns {Geography}
 */
export function geographyShown({ model, store }) {
  return model.geographies.find(({ key }) => key === store.get().geography) || model.geographies[0];
}

/** @type {WeakMap<Layer, Record<string, Layer>>} maps of a change, and of flows, by that of circles of the year */
const derived = new WeakMap();

/**
 * The map of a geography that is asked for: one that the page has, or one made of its circles.
 * @param {Model} model
 * @param {Geography} geography
 * @param {PageState} state
 * @returns {Layer}
 */
export function layerOf(model, geography, state) {
  const { measure, year, kind } = state, since = sinceOf(model, state);
  if (since === null && kind !== "flows") return geography.layer(measure, year, kind);
  const base = geography.layer(measure, year, "circles"), key = String(since ?? kind);
  const made = derived.get(base) || {};
  made[key] ??= since === null ? flowLayer(model, geography, base) : changeLayer(model, geography, base, since);
  derived.set(base, made);
  return made[key];
}

/**
 * @param {{ model: Model, store: Store }} app
 * @returns {Layer}
 */
export function layerShown(app) {
  return layerOf(app.model, geographyShown(app), app.store.get());
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
