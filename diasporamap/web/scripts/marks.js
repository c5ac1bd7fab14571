// The marks of a layer: discs at places, dots for places too small to show their fill, signs of missions.

import { pathOf } from "./dom.js";
import { dashArray, fillOf } from "./hatches.js";

/** @import { Panes, Shown } from "./base.js" */
/** @import { Layer, Look, Mark, Style } from "./types.js" */

// Pixels across under which a place gets a dot, and the dot's radius.
const TINY = 4, DOT = 3.6;

// Circles are as large as the style says where the world is this wide. They grow with the square
// root of the world's width, so that zooming in pulls them apart; the legend grows with them.
const USUAL_WIDTH = 1500, SMALLEST_FACTOR = 0.5, LARGEST_FACTOR = 1.6;

// Half the width of a sign in pixels, at most and at least.
export const LARGEST_SIGN = 4.5, SMALLEST_SIGN = 1.2;

/** @param {number} zoom */
export function worldWidth(zoom) {
  return 256 * Math.pow(2, zoom);
}

/** @param {number} zoom */
export function circleFactor(zoom) {
  const factor = Math.sqrt(worldWidth(zoom) / USUAL_WIDTH);
  return Math.max(SMALLEST_FACTOR, Math.min(LARGEST_FACTOR, factor));
}

/**
 * @param {number} zoom
 * @param {Style} style
 * @param {number} share - of the radius of the largest circle
 */
export function circleRadius(zoom, style, share) {
  return share * style.largest * circleFactor(zoom);
}

/**
 * Outlines grow thinner on small circles; dashes are left out where a circle holds too few.
 * @param {Look} look
 * @param {number} radius
 * @param {number} fewest
 */
export function outlineOf(look, radius, fewest) {
  const period = look.width * look.dashes.reduce((sum, dash) => sum + dash, 0);
  const dashed = period > 0 && 2 * Math.PI * radius >= fewest * period;
  return { weight: Math.min(look.width, radius / 4), dashArray: dashed ? dashArray(look.dashes, look.width) : "" };
}

/**
 * The radius to paint so that the colour of a mark ends at `radius`: an outline of that colour lies
 * inside, another one around it.
 * @param {Look} look
 * @param {number} radius
 * @param {number} weight
 */
export function paintedRadius(look, radius, weight) {
  return radius + (look.edge === look.fill ? -weight : weight) / 2;
}

/**
 * A part of a disc around a point, as an SVG path: degrees from the right, against the clock.
 * @param {{ x: number, y: number }} at
 * @param {number} radius
 * @param {number} start
 * @param {number} sweep
 */
export function sectorPath(at, radius, start, sweep) {
  const corner = function (/** @type {number} */ degrees) {
    const turn = degrees * Math.PI / 180;
    return (at.x + radius * Math.cos(turn)).toFixed(2) + "," + (at.y - radius * Math.sin(turn)).toFixed(2);
  };
  const arc = "A" + [radius.toFixed(2), radius.toFixed(2), 0, sweep > 180 ? 1 : 0, 0, corner(start + sweep)].join(" ");
  return "M" + at.x.toFixed(2) + "," + at.y.toFixed(2) + "L" + corner(start) + arc + "Z";
}

/** @type {Record<string, [number, number][]>} the corners of signs, upwards; all look about equally large */
const SIGNS = {
  embassy: [[-0.85, 0.85], [0.85, 0.85], [0.85, -0.85], [-0.85, -0.85]],
  high_commission: [[0, 1.15], [1.15, 0], [0, -1.15], [-1.15, 0]],
  consulate_general: [[0, 1.1], [1.1, -0.85], [-1.1, -0.85]],
  consulate: [[0, -1.1], [1.1, 0.85], [-1.1, 0.85]],
};

/**
 * The outline of a sign with corners around a point, as an SVG path.
 * @param {[number, number][]} corners - upwards, in halves of its width
 * @param {{ x: number, y: number }} at
 * @param {number} half
 */
export function cornersPath(corners, at, half) {
  const placed = corners.map(([right, up]) => (at.x + right * half).toFixed(2) + "," + (at.y - up * half).toFixed(2));
  return "M" + placed.join("L") + "Z";
}

/**
 * The outline of a sign around a point, as an SVG path; a circle where the sign has no corners.
 * @param {string} sign
 * @param {{ x: number, y: number }} at
 * @param {number} half
 */
export function signPath(sign, at, half) {
  if (SIGNS[sign]) return cornersPath(SIGNS[sign], at, half);
  const round = (/** @type {number} */ value) => value.toFixed(2), size = round(half);
  const turn = (/** @type {number} */ across) => "a" + size + "," + size + " 0 1 0 " + round(across) + ",0";
  return "M" + round(at.x - half) + "," + round(at.y) + turn(2 * half) + turn(-2 * half) + "Z";
}

/**
 * An honorary consulate is hollow; the others are dark with a light edge, to stand out of a circle.
 * @param {string} sign
 * @param {string} ink
 */
export function signColours(sign, ink) {
  const hollow = sign === "honorary_consulate", page = "var(--page)";
  return { fill: hollow ? page : ink, stroke: hollow ? ink : page, "stroke-width": hollow ? 1.1 : 0.8 };
}

/** A circle marker of another shape: `outline` writes its path around a point, given its radius. */
const Shape = /** @type {any} */ (L.CircleMarker).extend({
  _updatePath() {
    this._renderer._setPath(this, this.options.outline(this._point, this._radius));
  },
});

/**
 * Makes the Leaflet layer of a mark, still without its size.
 * @param {Panes} panes
 * @param {Shown} data
 * @param {Layer} layer
 * @param {Mark} mark
 * @returns {L.CircleMarker}
 */
function markerOf(panes, data, layer, mark) {
  const { lat, lon } = data.places[mark.place], still = { renderer: panes.symbols, pane: "symbols" };
  if (mark.mark === "dot") {
    return L.circleMarker([lat, lon], {
      className: "symbol dot", fillColor: fillOf(layer.swatches[mark.fill]), fillOpacity: 1,
      color: data.style.ink, weight: 0.8, radius: DOT, ...still,
    });
  }
  if (mark.mark === "sign") {
    const colours = signColours(mark.sign, data.style.ink);
    return new Shape([lat, lon], {
      renderer: panes.seats, pane: "seats", className: "seat", fillOpacity: 1, fillColor: colours.fill,
      color: colours.stroke,
      outline: (/** @type {L.Point} */ at, /** @type {number} */ half) => signPath(mark.sign, at, half),
    });
  }
  const look = layer.looks[mark.look], { start = 0, sweep = 360 } = mark;
  const options = {
    className: "symbol circle " + mark.look, radius: 1, fillColor: look.fill, fillOpacity: look.opacity,
    color: look.edge, stroke: look.width > 0, ...still,
  };
  if (sweep >= 360) return L.circleMarker([lat, lon], options);
  const outline = (/** @type {L.Point} */ at, /** @type {number} */ radius) => sectorPath(at, radius, start, sweep);
  return new Shape([lat, lon], { outline, ...options });
}

/**
 * The marks of a layer on the map: `fit` sizes them to the zoom, `radius` says how far those of a
 * place reach, 0 where none is seen, and `places` have some.
 * @typedef {{ fit: () => void, radius: (place: string) => number, places: string[] }} Marks
 */

/**
 * Draws the marks of a layer in their order, the largest first so that the small ones stay on top.
 * @param {L.Map} map
 * @param {Panes} panes
 * @param {Shown} data
 * @param {Layer} layer
 * @param {L.LayerGroup} group
 * @returns {Marks}
 */
export function drawMarks(map, panes, data, layer, group) {
  group.clearLayers();
  /** @type {Record<string, number>} */
  const reaches = {};
  const drawn = layer.marks.map(function (mark) {
    const marker = markerOf(panes, data, layer, mark).addTo(group), path = pathOf(marker);
    path.dataset.place = mark.place;
    path.setAttribute("aria-hidden", "true");
    return { mark, marker };
  });

  function fit() {
    const zoom = map.getZoom(), width = worldWidth(zoom);
    for (const place in reaches) delete reaches[place];
    for (const { mark, marker } of drawn) {
      const under = reaches[mark.place] || 0;
      let reach = DOT;
      if (mark.mark === "disc") {
        reach = circleRadius(zoom, data.style, mark.radius);
        const look = layer.looks[mark.look], outline = outlineOf(look, reach, data.style.fewest_dashes);
        marker.setRadius(paintedRadius(look, reach, look.width ? outline.weight : 0)).setStyle(outline);
      } else if (mark.mark === "sign") {
        // A circle that is smaller than a sign stays visible around it.
        reach = Math.min(LARGEST_SIGN, 3.6 * circleFactor(zoom));
        if (under) reach = Math.min(reach, Math.max(SMALLEST_SIGN, 0.55 * under));
        const usual = signColours(mark.sign, data.style.ink)["stroke-width"];
        marker.setRadius(reach).setStyle({ weight: Math.min(usual, reach / 4) });
      } else {
        const needless = data.sizes[mark.place] * width > TINY;
        pathOf(marker).classList.toggle("needless", needless);
        if (needless) reach = 0;
      }
      reaches[mark.place] = Math.max(under, reach);
    }
  }
  fit();
  return { fit, radius: (place) => reaches[place] || 0, places: Object.keys(reaches) };
}
