// Areas and lines of the map: written once, into an SVG that goes along with the map by a transform.

import { svgElement } from "../dom.js";
import { cornersOf } from "../data/topology.js";

/** @import { Arc, Outlines } from "../data/topology.js" */

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
 * Writes shapes as paths in so many units to the width of the world. Every arc is written once each
 * way, by what the browser itself is fastest in: there are tens of thousands of steps.
 * @param {Outlines} outlines
 * @param {number} units
 */
export function pathWriter(outlines, units) {
  /** @type {Map<Arc, string>[]} */
  const known = [new Map(), new Map()];

  /**
   * The steps of an arc.
   * @param {Arc} arc
   * @param {boolean} turned
   */
  function stepsOf(arc, turned) {
    const ways = known[Number(turned)], found = ways.get(arc);
    if (found !== undefined) return found;
    const own = turned ? backwards(arc.steps) : arc.steps;
    const steps = arc.grid === units ? own : Array.from(own, (step) => round(step * units / arc.grid));
    const written = steps.join(" ");
    ways.set(arc, written);
    return written;
  }

  /** @param {ReturnType<Outlines>[number][number]} ring */
  function line(ring) {
    const [{ arc, turned }] = ring, corners = turned ? cornersOf(arc) : [{ x: arc.x / arc.grid, y: arc.y / arc.grid }];
    const { x, y } = corners[corners.length - 1];
    return "M" + round(x * units) + " " + round(y * units) + "l"
      + ring.map((each) => stepsOf(each.arc, each.turned)).join(" ");
  }

  return {
    /** @param {number} shape */
    area: (shape) => outlines(shape).map((part) => part.map((ring) => line(ring) + "z").join("")).join(""),
    /** @param {number} shape */
    lines: (shape) => outlines(shape).map(([ring]) => line(ring)).join(""),
  };
}

/**
 * The steps of an arc from its end.
 * @param {Int32Array} steps
 */
function backwards(steps) {
  const turned = new Int32Array(steps.length);
  for (let at = 0, from = steps.length - 2; from >= 0; at += 2, from -= 2) {
    turned[at] = -steps[from];
    turned[at + 1] = -steps[from + 1];
  }
  return turned;
}

/**
 * A length in units, in thousandths.
 * @param {number} length
 */
function round(length) {
  return Math.round(length * 1000) / 1000;
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
 * @param {number} units - of its paths in the width of the world
 * @returns {Surface}
 */
export function makeSurface(map, pane, units) {
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
    const scale = 256 * 2 ** map.getZoom() / units, origin = map.getPixelOrigin();
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
