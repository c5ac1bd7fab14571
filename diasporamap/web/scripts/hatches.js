// Fills of areas and circles: colours, and the patterns by which states are told apart. Patterns keep
// their pitch in pixels at every zoom. Dashes of lines.

import { legible } from "./colours.js";
import { svgElement } from "./dom.js";

/** @import { Attributes } from "./dom.js" */
/** @import { Swatch } from "./types.js" */

/**
 * Dashes in widths of a line, as SVG writes them.
 * @param {number[]} dashes
 * @param {number} width
 */
export function dashArray(dashes, width) {
  return dashes.map((dash) => dash * width).join(" ");
}

/**
 * A pattern: its tile, how it is turned, what is drawn in it and how heavily.
 * @typedef {{ tile: number, turn?: number, d: string, width: number, dots?: boolean }} Hatch
 */
/** @type {Record<string, Hatch>} */
const HATCHES = {
  thin: { tile: 6.5, turn: 45, d: "M3.25,0 V6.5", width: 0.9 },
  heavy: { tile: 5, turn: -45, d: "M2.5,0 V5", width: 2 },
  plus: { tile: 9, d: "M4.5,2.2 V6.8 M2.2,4.5 H6.8", width: 0.9 },
  dots: { tile: 5, d: "M2.5,1.6 a0.9,0.9 0 1,0 0.01,0 Z", width: 0, dots: true },
  grid: { tile: 6.5, d: "M0,3.25 H6.5 M3.25,0 V6.5", width: 0.9 },
  horizontal: { tile: 7, d: "M0,3.5 H7", width: 0.9 },
  vertical: { tile: 6, d: "M3,0 V6", width: 0.9 },
  diagonal: { tile: 6, turn: 45, d: "M3,0 V6", width: 0.9 },
  cross: { tile: 6, turn: 45, d: "M3,0 V6 M0,3 H6", width: 0.7 },
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
  /** @type {Map<string, { map: SVGPatternElement, turn: string }>} */
  const made = new Map();
  let scale = 1;

  /**
   * @param {string} id
   * @param {string} key
   * @param {Swatch} swatch
   */
  function make(id, key, swatch) {
    const { fill, name, colour } = patternOf(key, swatch), hatch = HATCHES[/** @type {string} */ (name)];
    const { tile, d, width, dots } = hatch, turn = hatch.turn ? " rotate(" + hatch.turn + ")" : "";
    /** @type {Attributes} */
    const painted = dots ? { fill: colour } : { fill: "none", stroke: colour, "stroke-width": width };
    const pattern = svgElement("pattern", {
      id, width: tile, height: tile, patternUnits: "userSpaceOnUse", patternTransform: turn.trim(),
    });
    pattern.append(
      svgElement("rect", { width: tile, height: tile, fill, class: "hatch-ground" }),
      svgElement("path", { d, class: dots ? "hatch-dots" : "hatch-lines", ...painted }),
    );
    const map = svgElement("pattern", { id: id + "-map", href: "#" + id });
    defs.append(pattern, map);
    made.set(id, { map, turn });
    size({ map, turn });
  }

  /** @param {{ map: SVGPatternElement, turn: string }} pattern */
  function size({ map, turn }) {
    map.setAttribute("patternTransform", "scale(" + 1 / scale + ")" + turn);
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
