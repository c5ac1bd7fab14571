// Before the page is printed the map takes the size that it has on paper, and is fitted to it.

import { byId } from "./dom.js";

/** @import { App } from "./main.js" */

// Size of the map on a sheet in pixels, as in the style sheet; on an upright one it is made smaller.
const WIDTH = 1047, HEIGHT = 416;

/** @param {App} app */
export function makePrint({ map, refit }) {
  const frame = byId("frame");

  /**
   * @param {string} width - blank for that of the screen
   * @param {string} height
   */
  function size(width, height) {
    frame.classList.toggle("on-paper", Boolean(width));
    Object.assign(frame.style, { width, height });
    // Bounds would make Leaflet zoom and pan by itself, and end that when the map has long been fitted.
    const { maxBounds } = map.options;
    map.setMaxBounds(/** @type {any} */ (null));
    map.invalidateSize(/** @type {any} */ ({ animate: false, pan: false }));
    refit?.(false);
    if (maxBounds) map.setMaxBounds(maxBounds);
  }

  window.addEventListener("beforeprint", () => size(WIDTH + "px", HEIGHT + "px"));
  window.addEventListener("afterprint", () => size("", ""));
}
