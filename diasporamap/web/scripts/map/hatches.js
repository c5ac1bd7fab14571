// Fills of areas and circles: colours, and the patterns by which states are told apart. Patterns keep
// their pitch in pixels at every zoom. Dashes of lines.

import { legible } from "./colours.js";
import { svgElement } from "../dom.js";

/** @import { Attributes } from "../dom.js" */
/** @import { Swatch } from "../data/types.js" */

/**
 * Dashes in widths of a line, as SVG writes them.
 * @param {number[]} dashes
 * @param {number} width
 */
export function dashArray(dashes, width) {
  return dashes.map((dash) => dash * width).join(" ");
}

/**
 * A pattern: its tile, what is drawn in it and how heavily. Tiles are not turned, which is slow to paint.
 * @typedef {{ tile: number, d: string, width: number, dots?: boolean }} Hatch
 */

/**
 * Slanting lines so far apart, up or down to the right.
 * @param {number} apart
 * @param {boolean} up
 * @param {number} width
 * @returns {Hatch}
 */
function slanting(apart, up, width) {
  const tile = apart * Math.SQRT2, [from, to] = up ? [tile, 0] : [0, tile], step = up ? -1 : 1;
  const corners = [-tile, 0, tile].map(
    (x) => `M${x - 1},${from - step} L${x + tile + 1},${to + step}`,
  );
  return { tile, d: corners.join(" "), width };
}

/** @type {Record<string, Hatch>} */
const HATCHES = {
  thin: slanting(6.5, true, 0.9),
  heavy: slanting(5, false, 2),
  plus: { tile: 9, d: "M4.5,2.2 V6.8 M2.2,4.5 H6.8", width: 0.9 },
  dots: { tile: 5, d: "M2.5,1.6 a0.9,0.9 0 1,0 0.01,0 Z", width: 0, dots: true },
  grid: { tile: 6.5, d: "M0,3.25 H6.5 M3.25,0 V6.5", width: 0.9 },
  horizontal: { tile: 7, d: "M0,3.5 H7", width: 0.9 },
  vertical: { tile: 6, d: "M3,0 V6", width: 0.9 },
  diagonal: slanting(6, true, 0.9),
  falling: slanting(6, false, 0.9),
  rings: { tile: 8, d: "M4,2.2 a1.8,1.8 0 1,0 0.01,0 Z", width: 0.9 },
  cross: { tile: 8, d: "M-1,-1 L9,9 M-1,9 L9,-1", width: 0.7 },
};

/** @type {Record<string, string>} the pattern of each state, one a state whatever the style hatches */
const OF_STATE = {
  zero: "plus", no_data: "thin", suppressed: "heavy", not_applicable: "dots", unknown_sex_too_high: "grid",
  not_attached: "horizontal", not_attributable: "vertical",
};

// The colour of a pattern that the style does not have.
const USUAL = "#7b8794";

/**
 * The fill, pattern and colour of a swatch on a page.
 * @param {string} key
 * @param {Swatch} swatch
 */
function patternOf(key, [fill, hatch, colour]) {
  const name = OF_STATE[key] || hatch;
  return { fill, name, colour: name ? legible(colour || USUAL, fill) : "" };
}

/**
 * @param {string} key
 * @param {Swatch} swatch
 */
function patternId(key, swatch) {
  const { fill, name, colour } = patternOf(key, swatch);
  return ["hatch", name, fill, colour].join("-").replaceAll("#", "");
}

/** Makes the patterns that swatches need, each once, and sizes those of the map. */
export function makeHatches() {
  const svg = svgElement("svg", { id: "hatches", width: 0, height: 0, "aria-hidden": "true" });
  const defs = svg.appendChild(svgElement("defs", {}));
  document.body.appendChild(svg);
  /** @type {Map<string, SVGPatternElement>} */
  const made = new Map();
  let scale = 1;

  /**
   * @param {string} id
   * @param {string} key
   * @param {Swatch} swatch
   */
  function make(id, key, swatch) {
    const { fill, name, colour } = patternOf(key, swatch), hatch = HATCHES[/** @type {string} */ (name)];
    const { tile, d, width, dots } = hatch;
    /** @type {Attributes} */
    const painted = dots ? { fill: colour } : { fill: "none", stroke: colour, "stroke-width": width };
    const pattern = svgElement("pattern", { id, width: tile, height: tile, patternUnits: "userSpaceOnUse" });
    pattern.append(
      svgElement("rect", { width: tile, height: tile, fill, class: "hatch-ground" }),
      svgElement("path", { d, class: dots ? "hatch-dots" : "hatch-lines", ...painted }),
    );
    const map = svgElement("pattern", { id: id + "-map", href: "#" + id });
    defs.append(pattern, map);
    made.set(id, map);
    size(map);
  }

  /** @param {SVGPatternElement} map */
  function size(map) {
    map.setAttribute("patternTransform", "scale(" + 1 / scale + ")");
  }

  return {
    /**
     * What an area or a box of the legend is filled with.
     * @param {string} key
     * @param {Swatch} swatch
     * @param {boolean} [onMap]
     */
    fill(key, swatch, onMap = false) {
      if (!patternOf(key, swatch).name) return swatch[0];
      const id = patternId(key, swatch);
      if (!made.has(id)) make(id, key, swatch);
      return "url(#" + id + (onMap ? "-map" : "") + ")";
    },
    /** @param {number} pixels - a unit of the map's paths */
    rescale(pixels) {
      scale = pixels;
      made.forEach(size);
    },
  };
}

/** @typedef {ReturnType<typeof makeHatches>} Hatches */
