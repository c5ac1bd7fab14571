// Before the page is printed the map takes the size that it has on paper, and is fitted to it.

import { byId } from "../dom.js";

/** @import { App } from "../main.js" */

// The map is as wide as a sheet across, and as high as the table and the notes leave it; on an upright
// sheet it is made smaller. Pixels and letters of a line are those of the style sheet.
const WIDTH = 1047, MOST = 416, LEAST = 250, SHEET = 712, HEAD = 80, ROW = 12.2, LINE = 12, LETTERS = 205;

/** How high the map can be on one sheet with all that is printed around it. */
function heightLeft() {
  const rows = byId("printed").rows.length / (byId("print-table").classList.contains("wide") ? 3 : 4);
  const lines = Math.ceil((byId("print-notes").textContent || "").length / LETTERS);
  return Math.max(LEAST, Math.min(MOST, Math.floor(SHEET - HEAD - Math.ceil(rows) * ROW - lines * LINE)));
}

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

  window.addEventListener("beforeprint", () => size(WIDTH + "px", heightLeft() + "px"));
  window.addEventListener("afterprint", () => size("", ""));
}
