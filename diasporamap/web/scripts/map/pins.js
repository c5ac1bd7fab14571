// What stands at places of the map and keeps its size: it moves with the map and never grows with it.

import { svgElement } from "../dom.js";

/** @typedef {{ x: number, y: number }} Spot in widths of the world from its upper left corner */

/**
 * A point of the world, in its widths.
 * @param {L.Map} map
 * @param {number} lat
 * @param {number} lon
 * @returns {Spot}
 */
export function spotOf(map, lat, lon) {
  const { x, y } = /** @type {L.CRS} */ (map.options.crs).latLngToPoint(L.latLng(lat, lon), 0);
  return { x: x / 256, y: y / 256 };
}

/**
 * A point of the world of the map in pixels of its container.
 * @param {L.Map} map
 * @param {Spot} spot
 */
export function pixelOf(map, spot) {
  const width = 256 * 2 ** map.getZoom();
  return map.layerPointToContainerPoint(L.point(spot.x * width, spot.y * width).subtract(map.getPixelOrigin()));
}

/**
 * An SVG in a pane whose children stand at spots. In an animated zoom the style sheet moves them along.
 * @param {L.Map} map
 * @param {string} pane
 */
export function makePins(map, pane) {
  const svg = svgElement("svg", { class: "pins", width: 1, height: 1, overflow: "visible" });
  /** @type {HTMLElement} */ (map.getPane(pane)).appendChild(svg);
  /** @type {Map<SVGElement, Spot>} */
  const spots = new Map();

  /**
   * @param {SVGElement} node
   * @param {Spot} spot
   * @param {number} width - of the world
   * @param {L.Point} corner
   */
  function put(node, spot, width, corner) {
    const x = (spot.x * width - corner.x).toFixed(2), y = (spot.y * width - corner.y).toFixed(2);
    node.setAttribute("transform", `translate(${x} ${y})`);
    node.style.transform = `translate(${x}px, ${y}px)`;
  }

  /**
   * @param {number} zoom
   * @param {L.Point} corner
   */
  function putAll(zoom, corner) {
    const width = 256 * 2 ** zoom;
    for (const [node, spot] of spots) put(node, spot, width, corner);
  }

  map.on("zoomanim", function (/** @type {any} */ { center, zoom }) {
    putAll(zoom, /** @type {any} */ (map)._getNewPixelOrigin(center, zoom));
  });
  map.on("zoom viewreset moveend", () => putAll(map.getZoom(), map.getPixelOrigin()));
  return {
    svg,
    /**
     * @param {SVGElement} node
     * @param {Spot} spot
     */
    set(node, spot) {
      node.classList.add("pin");
      spots.set(node, spot);
      put(node, spot, 256 * 2 ** map.getZoom(), map.getPixelOrigin());
    },
    /** @param {SVGElement} node */
    remove(node) {
      spots.delete(node);
      node.remove();
    },
    clear() {
      spots.clear();
      svg.replaceChildren();
    },
  };
}

/** @typedef {ReturnType<typeof makePins>} Pins */
