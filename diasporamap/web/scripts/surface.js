// Areas and lines of the map: projected once, into an SVG that goes along with the map by a transform.

import { svgElement } from "./dom.js";

/** @import { Geometry } from "./model.js" */

// Coordinates of paths are whole numbers in a world of this width.
export const UNITS = 65536;

/**
 * A number of the style that stays the same in pixels: width of a line, and its dashes in widths.
 * @typedef {{ node: SVGElement, width: number, dashes: number[] }} Stroke
 */
/**
 * A surface: the group that paths go into, lines that keep their width, and what else is to be told
 * of a new scale, in pixels a unit.
 * @typedef {{ group: SVGGElement, stroke: (node: SVGElement, width: number, dashes?: number[]) => void,
 *   onScale: (follow: (scale: number) => void) => void }} Surface
 */

/**
 * Writes geometries as paths; every point is projected once, and those that fall on the one before
 * are left out.
 * @param {any} crs
 * @returns {(geometry: Geometry) => string}
 */
export function pathWriter(crs) {
  /** @param {[number, number][]} points */
  function line(points) {
    let words = "", lastX = 0, lastY = 0;
    for (let at = 0; at < points.length; at += 1) {
      const point = crs.latLngToPoint({ lat: points[at][1], lng: points[at][0] }, 0);
      const x = Math.round(point.x * (UNITS / 256)), y = Math.round(point.y * (UNITS / 256));
      if (!at) words += "M" + x + " " + y + "l";
      else if (x !== lastX || y !== lastY) words += (x - lastX) + " " + (y - lastY) + " ";
      lastX = x;
      lastY = y;
    }
    return words.endsWith("l") ? words + "0 0" : words;
  }

  return function (geometry) {
    const { type, coordinates } = geometry;
    if (type === "MultiLineString") return coordinates.map(line).join("");
    return coordinates.flatMap((/** @type {[number, number][][]} */ rings) => (
      rings.map((ring) => line(ring) + "z")
    )).join("");
  };
}

/**
 * The renderer of a pane that moves its group as the map does. While the map zooms it is stretched as
 * a picture; when the map rests it is drawn anew.
 */
const Moving = /** @type {any} */ (L.SVG).extend({
  _update() {
    /** @type {any} */ (L.SVG).prototype._update.call(this);
    this.options.settle?.();
  },
});

/**
 * Makes a surface in a pane of the map.
 * @param {L.Map} map
 * @param {string} pane
 * @returns {Surface}
 */
export function makeSurface(map, pane) {
  const group = svgElement("g", {});
  /** @type {Stroke[]} */
  const strokes = [];
  /** @type {((scale: number) => void)[]} */
  const followers = [];
  let drawn = 0;

  /** @param {Stroke} stroke */
  function apply({ node, width, dashes }) {
    node.setAttribute("stroke-width", String(width / drawn));
    if (dashes.length) node.setAttribute("stroke-dasharray", dashes.map((dash) => dash * width / drawn).join(" "));
  }

  function settle() {
    const scale = 256 * 2 ** map.getZoom() / UNITS, origin = map.getPixelOrigin();
    if (!Number.isFinite(scale)) return;
    group.setAttribute("transform", `translate(${-origin.x} ${-origin.y}) scale(${scale})`);
    if (scale === drawn) return;
    drawn = scale;
    strokes.forEach(apply);
    followers.forEach((follow) => follow(scale));
  }

  const renderer = new Moving({ pane, padding: 0.3, settle }).addTo(map);
  renderer._rootGroup.appendChild(group);
  settle();
  return {
    group,
    stroke(node, width, dashes = []) {
      const made = { node, width, dashes };
      strokes.push(made);
      apply(made);
    },
    onScale(follow) {
      followers.push(follow);
      follow(drawn);
    },
  };
}
