// Fills of areas: colours, and hatches as SVG patterns; dashes of lines.

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

// Width of the line that closes the seams between areas, and of an outline, of which half is seen on a map.
export const SEAM = 0.7, OUTLINE = 0.6;

// Hatches are SVG patterns; every swatch that has one becomes a fill of its own.
/** @type {Record<string, [keyof SVGElementTagNameMap, Attributes][]>} */
const HATCHES = {
  diagonal: [["path", { d: "M-1,7 L7,-1 M-1,1 L1,-1 M5,7 L7,5" }]],
  cross: [["path", { d: "M0,0 L6,6 M6,0 L0,6", "stroke-opacity": 0.55 }]],
  dots: [["circle", { cx: 3, cy: 3, r: 0.9, class: "dot" }]],
  horizontal: [["path", { d: "M0,3 H6" }]],
  vertical: [["path", { d: "M3,0 V6" }]],
  grid: [["path", { d: "M0,3 H6 M3,0 V6" }]],
};

/** @param {Swatch} swatch */
function hatchId(swatch) {
  return ["hatch", ...swatch.slice(0, 3)].join("-").replaceAll("#", "");
}

/** @param {Swatch[]} swatches */
export function addHatches(swatches) {
  const svg = svgElement("svg", { width: 0, height: 0, "aria-hidden": "true", class: "hatches" });
  const defs = svg.appendChild(svgElement("defs", {}));
  for (const swatch of new Map(swatches.map((each) => [hatchId(each), each])).values()) {
    const [fill, hatch, colour] = swatch;
    if (!hatch) continue;
    const pattern = svgElement("pattern", {
      id: hatchId(swatch), width: 6, height: 6, patternUnits: "userSpaceOnUse",
    });
    pattern.appendChild(svgElement("rect", { width: 6, height: 6, fill }));
    for (const [name, attributes] of HATCHES[hatch]) {
      const solid = attributes.class === "dot";
      pattern.appendChild(svgElement(name, {
        fill: solid ? colour : "none", stroke: solid ? "none" : colour, "stroke-width": 0.9, ...attributes,
      }));
    }
    defs.appendChild(pattern);
  }
  document.body.appendChild(svg);
}

/** @param {Swatch} swatch */
export function fillOf(swatch) {
  return swatch[1] ? "url(#" + hatchId(swatch) + ")" : swatch[0];
}
