// Tiles over the areas of the map and under its circles, where the page was made with some.

import { byId, element } from "../dom.js";

/** @typedef {{ url: string, credit: string, deepest: number }} Tiles */

// Between areas and circles.
const LEVEL = "315";

/**
 * Lays tiles over the areas, which are seen through them and stay where no tile comes; names their maker.
 * @param {L.Map} map
 * @param {Tiles} tiles
 */
export function makeTiles(map, { url, credit, deepest }) {
  map.createPane("tiles").style.zIndex = LEVEL;
  L.tileLayer(url, { pane: "tiles", maxNativeZoom: deepest, keepBuffer: 1, className: "tile" }).addTo(map);
  byId("frame").append(element("p", "credit", credit));
}
