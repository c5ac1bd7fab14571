// The base of the map: graticule, coast, areas of places, boundary lines, the outline of the origin.

import { legible } from "./colours.js";
import { svgElement } from "../dom.js";
import { spotOf } from "./pins.js";
import { makeSurface, pathWriter } from "./surface.js";
import { cornersOf, outlinesOf } from "../data/topology.js";

/** @import { Geography, Layer, Model } from "../data/model.js" */
/** @import { Hatches } from "./hatches.js" */
/** @import { Spot } from "./pins.js" */
/** @import { Surface } from "./surface.js" */

/** @type {Record<string, number>} the least width of lines on a page, in pixels */
const LEAST_WIDTH = { coast: 0.5, dashed: 1, dotted: 1, district: 1.1, inferred: 1.1 };
const LEAST_LINE = 0.7;

// The origin's own colour on a line of ink, over the circles.
const ORIGIN_LINE = 1.7, ORIGIN_EDGE = 3.2;

/** Panes from below, with their places in the stack. */
const PANES = { base: 300, flows: 310, symbols: 320, seats: 330, origin: 340, rings: 350, points: 355, names: 360 };

/** @param {L.Map} map */
export function addPanes(map) {
  for (const [name, level] of Object.entries(PANES)) map.createPane(name).style.zIndex = String(level);
}

/**
 * A quiet graticule every 30 degrees, as a path.
 * @param {L.Map} map
 * @param {number} lon0
 * @param {number} units
 */
function graticule(map, lon0, units) {
  const west = lon0 - 180, east = lon0 + 180, lats = Array.from({ length: 91 }, (_, step) => 2 * step - 90);
  const line = (/** @type {[number, number][]} */ points) => "M" + points.map(function ([lat, lon]) {
    const { x, y } = spotOf(map, lat, lon);
    return (x * units).toFixed(1) + " " + (y * units).toFixed(1);
  }).join("L");
  /** @type {string[]} */
  const lines = [];
  for (let lon = -150; lon <= 180; lon += 30) {
    lines.push(line(lats.map((lat) => [lat, lon < west ? lon + 360 : lon])));
  }
  for (let lat = -60; lat <= 60; lat += 30) lines.push(line([[lat, west], [lat, east]]));
  return lines.join("");
}

/**
 * The fill of areas with data.
 * @param {Model} model
 */
function landOf(model) {
  const { measures, year, kinds } = model, layer = model.geographies[0].layer(measures[0], year, kinds[measures[0]][0]);
  return layer.swatches.land?.[0] || "#cfd0ca";
}

/**
 * Draws the base of a page.
 * @param {{ model: Model, map: L.Map }} app
 * @param {Hatches} hatches
 */
export function makeBase({ model, map }, hatches) {
  const { style, shapes } = model, [units] = shapes.topology.grids;
  const outlines = outlinesOf(shapes.topology), write = pathWriter(outlines, units);
  const [surface, over, rings] = ["base", "origin", "rings"].map((pane) => makeSurface(map, pane, units));
  surface.onScale((scale) => hatches.rescale(scale));
  const land = landOf(model), lining = { surface, write: write.lines, style, land };

  /** @type {Map<string, string>} */
  const written = new Map(Object.entries(shapes.countries).map(([id, at]) => [id, write.area(at)]));

  const grid = surface.group.appendChild(svgElement("path", {
    class: "graticule", fill: "none", stroke: style.graticule,
  }));
  grid.setAttribute("d", graticule(map, style.lon_0, units));
  surface.stroke(grid, 0.8);
  // Areas have a thin line in the colour of the coast; where two touch, the boundary line lies over
  // it, and a broken one on a casing that hides it.
  const [colour, width] = style.lines.coast, shore = Math.max(width, LEAST_WIDTH.coast);
  surface.group.setAttribute("stroke", legible(colour, style.ocean));
  surface.group.setAttribute("stroke-linejoin", "round");
  const plain = surface.group.appendChild(svgElement("path", { class: "undetermined" }));
  plain.setAttribute("d", shapes.undetermined.map(write.area).join(""));
  surface.stroke(plain, shore);
  const areas = surface.group.appendChild(svgElement("g", { class: "areas" }));
  surface.stroke(areas, shore);
  const borders = surface.group.appendChild(svgElement("g", { class: "borders" }));
  addLines(lining, borders, shapes.borders);
  const origin = over.group.appendChild(svgElement("g", {
    class: "origin-outline", fill: "none", "stroke-linejoin": "round",
  }));
  const originEdge = origin.appendChild(svgElement("path", { class: "origin-edge", stroke: style.ink }));
  const originLine = origin.appendChild(svgElement("path", { class: "origin-line" }));
  over.stroke(originEdge, ORIGIN_EDGE);
  over.stroke(originLine, ORIGIN_LINE);
  /** @type {Spot[][]} */
  let originLines = [];

  /**
   * The areas of a geography, made when it is first shown.
   * @param {Geography} geography
   */
  function draw(geography) {
    const group = areas.appendChild(svgElement("g", {})), lines = svgElement("g", { class: "own-lines" });
    /** @type {Map<string, SVGPathElement>} */
    const paths = new Map();
    let under = null;
    if (geography.own) {
      under = group.appendChild(svgElement("path", { class: "under" }));
      under.setAttribute("d", linesOf(geography.own.under).join(""));
      addLines(lining, lines, geography.own.lines);
      borders.after(lines);
    }
    for (const [place, area] of Object.entries(geography.own?.areas || shapes.countries)) {
      const path = svgElement("path", { class: "place", "data-place": place });
      // Whole countries are written already.
      const whole = geography.own ? area : [place];
      path.setAttribute("d", typeof whole === "number" ? write.area(whole) : linesOf(whole).join(""));
      paths.set(place, path);
    }
    group.append(...paths.values());
    return { group, lines, paths, under };
  }

  /** @param {string[]} ids - of countries */
  function linesOf(ids) {
    return ids.flatMap((id) => written.get(id) || []);
  }

  /** @type {Map<string, ReturnType<typeof draw>>} */
  const drawn = new Map();
  /** @type {ReturnType<typeof draw>} */
  let shown;

  /**
   * Fills every area as a layer says.
   * @param {Layer} layer
   */
  function paint(layer) {
    const none = layer.swatches.no_data;
    const unknown = none ? hatches.fill("no_data", none, true) : land;
    for (const path of [plain, shown.under]) path?.setAttribute("fill", unknown);
    for (const [place, path] of shown.paths) {
      const key = layer.fills[place], swatch = layer.swatches[key];
      const fill = swatch ? hatches.fill(key, swatch, true) : unknown;
      if (path.getAttribute("fill") !== fill) path.setAttribute("fill", fill);
    }
  }

  /**
   * The outline of the country of origin, in its own colour between two lines of ink.
   * @param {Geography} geography
   * @param {Layer} layer
   */
  function outlineOrigin(geography, layer) {
    const swatch = layer.swatches.origin, origins = geography.places.filter(({ status }) => status === "origin");
    const ids = origins.map(({ id }) => id);
    const outline = linesOf(ids).join(""), isDrawn = Boolean(outline && swatch);
    origin.setAttribute("display", isDrawn ? "inline" : "none");
    if (!isDrawn) return;
    for (const path of [originEdge, originLine]) path.setAttribute("d", outline);
    originLine.setAttribute("stroke", swatch[0]);
    const arcs = ids.filter((id) => id in shapes.countries).flatMap((id) => outlines(shapes.countries[id]).flat(2));
    originLines = arcs.map(({ arc }) => cornersOf(arc));
  }

  return {
    surface,
    rings,
    /**
     * @param {Geography} geography
     * @param {Layer} layer
     */
    show(geography, layer) {
      let next = drawn.get(geography.key);
      if (!next) drawn.set(geography.key, next = draw(geography));
      if (next !== shown) {
        for (const each of drawn.values()) {
          for (const part of [each.group, each.lines]) part.setAttribute("display", each === next ? "inline" : "none");
        }
        shown = next;
        outlineOrigin(geography, layer);
      }
      paint(layer);
    },
    /**
     * The outline of the area of a place.
     * @param {string} place
     */
    outline(place) {
      const path = shown.paths.get(place);
      return path && path.getAttribute("d") || undefined;
    },
    /** The areas of all places shown. */
    areas: () => shown.paths,
    /** The outline of the origin, in widths of the world; none where it is not drawn. */
    originLines: () => originLines,
  };
}

/** @typedef {ReturnType<typeof makeBase>} Base */

/**
 * Boundary lines by kind; those that are broken lie on a white casing, so that they stand out.
 * @typedef {{ surface: Surface, write: (shape: number) => string, style: Model["style"], land: string }} Lining
 * @param {Lining} lining
 * @param {SVGGElement} group
 * @param {Record<string, number>} kinds
 */
function addLines({ surface, write, style, land }, group, kinds) {
  for (const [kind, shape] of Object.entries(kinds)) {
    const [colour, width, dashes] = style.lines[kind], wide = Math.max(width, LEAST_WIDTH[kind] || LEAST_LINE);
    const d = write(shape);
    if (dashes.length) {
      const casing = group.appendChild(svgElement("path", { class: "casing", fill: "none", stroke: "#fff" }));
      casing.setAttribute("d", d);
      surface.stroke(casing, wide + 1.4);
    }
    const line = group.appendChild(svgElement("path", {
      class: "border border-" + kind, fill: "none", stroke: legible(colour, land, kind === "international" ? 2 : 3),
    }));
    line.setAttribute("d", d);
    surface.stroke(line, wide, dashes);
  }
}
