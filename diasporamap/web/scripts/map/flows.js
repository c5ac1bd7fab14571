// Lines from the country of origin to where people live: apart where they start, thinner towards their
// ends, as diasporamap/sheet/curves.py bends those on paper.

import { svgElement } from "../dom.js";
import { spotOf } from "./pins.js";
import { makeSurface } from "./surface.js";

/** @import { Geography, Layer, Lines, Model } from "../data/model.js" */
/** @import { Base } from "./base.js" */
/** @import { Size } from "./marks.js" */

/** @typedef {[number, number]} Point */
/** @typedef {{ id: string, at: Point, breadth: number }} End where a line leads, and its breadth at the start */

// Breadth at the end, as a share of that at the start, and the least, in pixels.
const LAST = 0.35, THIN = 0.6;

// A place that is nearer than this share of the map's width has a straight line, from so far along.
const NEAR = 0.17, BEGIN = 0.2;

// Largest radius of the ring on which lines start, and how far they are apart there, in pixels.
const RING = 16, GAP = 1.2;

// Where the bend of a line lies, points along it, how often starts are pushed apart.
const BEND = 0.36, POINTS = 24, ROUNDS = 400;

const TURN = 2 * Math.PI;

/**
 * The directions in which lines start on a ring, in their order, until they do not meet there; and its
 * radius, which is larger where all together have no room.
 * @param {{ bearing: number, breadth: number }[]} lines
 * @param {number} least
 */
export function startsOf(lines, least) {
  const needed = lines.reduce((sum, { breadth }) => sum + breadth + GAP, 0);
  const ring = Math.max(least, 1.2 * needed / TURN);
  const order = lines.map((_, at) => at).sort((one, other) => lines[one].bearing - lines[other].bearing || one - other);
  const turns = order.map((at) => lines[at].bearing), half = order.map((at) => (lines[at].breadth + GAP) / (2 * ring));
  const many = turns.length;
  for (let round = 0; round < ROUNDS && many > 1; round += 1) {
    const lacking = turns.map(function (turn, at) {
      const next = (at + 1) % many, following = turns[next] + (next ? 0 : TURN);
      return Math.max(0, half[at] + half[next] - (following - turn));
    });
    if (lacking.every((each) => each <= 1e-6)) break;
    turns.forEach((_, at) => (turns[at] += (lacking[(at + many - 1) % many] - lacking[at]) / 2));
  }
  /** @type {number[]} */
  const found = [];
  order.forEach((at, number) => (found[at] = turns[number]));
  return { turns: found, ring };
}

/**
 * The outlines of lines, in the order in which they are painted: the broadest first and what is near
 * last, so that none is hidden.
 * @param {Point} home
 * @param {End[]} ends
 * @param {{ across: number, reach: number }} of - width of the map, and how far the origin extends
 * @returns {{ id: string, outline: Point[] }[]}
 */
export function outlinesOf(home, ends, { across, reach }) {
  const lines = ends.map(function (end) {
    const [x, y] = [end.at[0] - home[0], end.at[1] - home[1]], far = Math.hypot(x, y);
    return { ...end, x, y, far, near: far < NEAR * across, bearing: Math.atan2(y, x) };
  });
  const apart = lines.filter(({ near }) => !near), { turns, ring } = startsOf(apart, Math.min(reach, RING));
  lines.sort((one, other) => Number(one.near) - Number(other.near) || other.breadth - one.breadth);
  return lines.map(function (line) {
    const turn = turns[apart.findIndex(({ id }) => id === line.id)];
    /** @type {Point} */
    const way = line.near ? [line.x / (line.far || 1), line.y / (line.far || 1)] : [Math.cos(turn), Math.sin(turn)];
    const start = line.near ? BEGIN * line.far : ring;
    const bend = start + (line.near ? 0.5 * (line.far - start) : BEND * line.far);
    const middle = Array.from({ length: POINTS }, function (_, at) {
      const part = at / (POINTS - 1), [a, b, c] = [(1 - part) ** 2, 2 * part * (1 - part), part ** 2];
      return /** @type {Point} */ ([0, 1].map(
        (axis) => home[axis] + (a * start + b * bend) * way[axis] + c * [line.x, line.y][axis],
      ));
    });
    return { id: line.id, outline: around(middle, line.breadth) };
  });
}

/**
 * What a line of a breadth covers that grows thinner.
 * @param {Point[]} middle
 * @param {number} breadth - at its start
 * @returns {Point[]}
 */
export function around(middle, breadth) {
  const last = middle.length - 1, sides = [1, -1].map((side) => middle.map(function ([x, y], at) {
    const [from, to] = [middle[Math.max(0, at - 1)], middle[Math.min(last, at + 1)]];
    const along = [to[0] - from[0], to[1] - from[1]], long = Math.hypot(along[0], along[1]) || 1;
    const half = side * Math.max(THIN, breadth * (1 - (1 - LAST) * at / last)) / 2;
    return /** @type {Point} */ ([x - half * along[1] / long, y + half * along[0] / long]);
  }));
  return [...sides[0], ...sides[1].reverse()];
}

/**
 * A line as it is drawn: in its colour, with a rim if that is dark, over a casing.
 * @param {Point[]} outline - in pixels
 * @param {Pick<Lines, "colour" | "rim" | "casing">} paint
 * @param {number} [unit] - of its paths in a pixel
 */
export function flowLine(outline, { colour, rim, casing }, unit = 1) {
  const d = "M" + outline.map((point) => point.map((each) => (each * unit).toFixed(2)).join(",")).join("L") + "Z";
  const line = svgElement("g", { class: "flow" }), edged = rim.toLowerCase() !== "#ffffff";
  line.append(
    svgElement("path", { d, fill: casing, stroke: casing, "stroke-width": (edged ? 3.2 : 2) * unit }),
    svgElement("path", { d, fill: colour, ...edged && { stroke: rim, "stroke-width": unit, "paint-order": "stroke" } }),
  );
  return line;
}

/**
 * @param {{ model: Model, map: L.Map }} app
 * @param {Base} base
 */
export function makeFlows({ model, map }, base) {
  const [units] = model.shapes.topology.grids, surface = makeSurface(map, "flows", units);
  const group = surface.group.appendChild(svgElement("g", { class: "flows", "stroke-linejoin": "round" }));
  /** @type {Map<string, SVGGElement>} */
  const lines = new Map();
  /** @type {{ geography: Geography, layer: Layer, size: Size } | null} */
  let view = null;

  /** Lines keep their breadth at every zoom, and are bent anew. */
  function draw() {
    if (!view || !view.layer.flows) return;
    const { geography, layer: { flows }, size } = view, own = geography.byId[flows.home];
    const width = 256 * 2 ** map.getZoom();
    const at = (/** @type {{ lat: number, lon: number }} */ { lat, lon }) => {
      const { x, y } = spotOf(map, lat, lon);
      return /** @type {Point} */ ([x * width, y * width]);
    };
    const ends = [...flows.ends].map(([id, share]) => (
      { id, at: at(geography.byId[id]), breadth: share * flows.breadth * size.factor }
    ));
    const of = { across: map.getSize().x, reach: own.size * width * 0.7 };
    group.replaceChildren(...outlinesOf(at(own), ends, of).map(function ({ id, outline }) {
      const line = flowLine(outline, flows, units / width);
      line.dataset.place = id;
      lines.set(id, line);
      return line;
    }));
    // They come out of the country of origin, which none of them hides.
    const outline = base.outline(flows.home), swatch = view.layer.swatches.origin;
    if (outline && swatch) group.append(svgElement("path", { d: outline, fill: swatch[0], class: "home" }));
  }
  surface.onScale(draw);

  return {
    /**
     * @param {Geography} geography
     * @param {Layer} layer
     * @param {Size} size
     */
    show(geography, layer, size) {
      view = { geography, layer, size };
      lines.clear();
      group.replaceChildren();
      draw();
    },
    lines: () => lines,
  };
}
