// What of the model is shown: the geography and the layer that the store has chosen.

/** @import { Geography, Layer, Model } from "./model.js" */
/** @import { PageState, Store } from "./state.js" */

/**
 * @param {{ model: Model, store: Store }} app
 * @returns {Geography}
 */
export function geographyShown({ model, store }) {
  return model.geographies.find(({ key }) => key === store.get().geography) || model.geographies[0];
}

/**
 * @param {{ model: Model, store: Store }} app
 * @returns {Layer}
 */
export function layerShown(app) {
  const { measure, year, kind } = app.store.get();
  return geographyShown(app).layer(measure, year, kind);
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
