// The legend of a layer, part by part: nested circles, boxes of classes, rows of symbols and words.

import { byId, element, svgElement } from "./dom.js";
import { dashArray, fillOf, OUTLINE } from "./hatches.js";
import { circleRadius, LARGEST_SIGN, signColours, signPath } from "./marks.js";
import { pointSign } from "./points.js";

/** @import { Shown } from "./base.js" */
/** @import { Boxes, Layer, Nested, Part, Row, Rows } from "./types.js" */

/**
 * @param {number} zoom
 * @param {Shown} data
 * @param {Layer} layer
 */
export function drawLegend(zoom, data, layer) {
  const box = byId("legend");
  box.replaceChildren(...layer.legend.flatMap(function (part) {
    const drawn = partOf(zoom, data, layer, part);
    return part.title ? [element("h2", "", part.title), drawn] : [drawn];
  }));
  alignNumbers(box);
}

/**
 * @param {number} zoom
 * @param {Shown} data
 * @param {Layer} layer
 * @param {Part} part
 */
function partOf(zoom, data, layer, part) {
  if (part.part === "nested") return nestedCircles(zoom, data, part);
  return part.part === "boxes" ? classBoxes(layer, part) : symbolRows(data, layer, part);
}

/**
 * Heights of the numbers beside nested circles: at the tops of the circles, but from the smallest up
 * none comes nearer to the one below than a line.
 * @param {number[]} tops - from the largest circle, downwards
 * @param {number} floor
 * @param {number} gap
 */
export function numberHeights(tops, floor, gap) {
  const heights = tops.slice();
  for (let index = heights.length - 1, below = floor + gap / 2; index >= 0; index -= 1) {
    heights[index] = Math.min(heights[index], below - gap);
    below = heights[index];
  }
  return heights;
}

/**
 * Circles stand on one line, the largest behind; a leader joins each top with its number.
 * @param {number} zoom
 * @param {Shown} data
 * @param {Nested} part
 */
function nestedCircles(zoom, data, part) {
  const GAP = 15, TOP = 8, RIM = 0.9, circles = part.circles;
  const radii = circles.map(([share]) => circleRadius(zoom, data.style, share));
  const largest = radii[0], middle = largest + 1, elbow = 2 * largest + 8, end = elbow + 10;
  const floor = Math.max(2 * largest, GAP * (circles.length - 0.5)) + TOP;
  const tops = radii.map((radius) => floor - 2 * radius);
  const heights = numberHeights(tops, floor, GAP);
  const svg = svgElement("svg", {
    class: "circles", role: "img", width: "100%", height: floor + 6,
    "aria-label": part.title + data.texts.colon + circles.map(([, label]) => label).join(", "),
  });
  radii.forEach(function (radius, index) {
    svg.appendChild(svgElement("circle", {
      cx: middle, cy: floor - radius, r: (radius - RIM / 2).toFixed(2), fill: part.colour,
      "fill-opacity": index ? 0.28 : 0.16, stroke: part.colour, "stroke-width": RIM,
    }));
  });
  circles.forEach(function ([, words], index) {
    svg.appendChild(svgElement("polyline", {
      points: [[middle, tops[index]], [elbow, heights[index]], [end, heights[index]]].join(" "),
      fill: "none", stroke: "var(--muted)", "stroke-width": 0.7,
    }));
    const label = svgElement("text", { "data-x": end + 4, y: heights[index], dy: "0.35em" });
    label.textContent = words;
    svg.appendChild(label);
  });
  return svg;
}

/**
 * The number that a label begins with, as it is written.
 * @param {string} label
 */
export function numberOf(label) {
  const found = label.match(/^[\d\u202f\u00a0,.]*/);
  return found ? found[0] : "";
}

/**
 * The numbers end on one line, as in a column of figures; words after a number follow it.
 * @param {HTMLElement} box
 */
export function alignNumbers(box) {
  if (!box.getClientRects().length) return; // Nothing can be measured while it is not shown.
  /** @type {SVGTextElement[]} */
  const labels = [...box.querySelectorAll(/** @type {"text"} */ ("svg.circles text"))];
  const widths = labels.map(function (label) {
    const number = numberOf(label.textContent || "");
    return number ? label.getSubStringLength(0, number.length) : 0;
  });
  const widest = Math.max(0, ...widths);
  labels.forEach(function (label, index) {
    label.setAttribute("x", String(Number(label.dataset.x) + widest - widths[index]));
  });
}

/**
 * Boxes touch, the largest class on top; words say what the ends and the middle mean.
 * @param {Layer} layer
 * @param {Boxes} part
 */
function classBoxes(layer, part) {
  const box = element("div", "classes");
  if (part.high) box.appendChild(element("p", "end", "▲ " + part.high));
  for (const [fill, label, note] of part.boxes) {
    const row = element("div", note ? part.limit ? "class parity" : "class around" : "class");
    row.append(symbolBox(swatchOf(layer, fill)), element("span", "", label));
    if (note) row.appendChild(element("em", "", note));
    box.appendChild(row);
  }
  if (part.low) box.appendChild(element("p", "end", "▼ " + part.low));
  return box;
}

/**
 * @param {Shown} data
 * @param {Layer} layer
 * @param {Rows} part
 */
function symbolRows(data, layer, part) {
  const list = element("ul", "keys");
  for (const row of part.rows) {
    const item = element("li", row.row);
    item.append(symbolBox(...symbolOf(data, layer, row)), element("span", "", row.label));
    list.appendChild(item);
  }
  return list;
}

/** @param {SVGElement[]} symbols */
function symbolBox(...symbols) {
  const svg = svgElement("svg", { class: "box", width: 26, height: 16, "aria-hidden": "true" });
  svg.append(...symbols);
  return svg;
}

/**
 * @param {Layer} layer
 * @param {string} key
 */
function swatchOf(layer, key) {
  const swatch = layer.swatches[key], box = { x: 0.5, y: 0.5, width: 25, height: 15 };
  const rect = svgElement("rect", { ...box, fill: fillOf(swatch) });
  if (swatch[3]) Object.assign(rect.style, { stroke: swatch[3], strokeWidth: String(OUTLINE) });
  return rect;
}

/**
 * What stands before the words of a row.
 * @param {Shown} data
 * @param {Layer} layer
 * @param {Row} row
 * @returns {SVGElement[]}
 */
function symbolOf(data, layer, row) {
  switch (row.row) {
    case "fill":
      return [swatchOf(layer, row.key)];
    case "line": {
      const [stroke, , dashes] = data.style.lines[row.key];
      return [svgElement("line", {
        x1: 0, x2: 26, y1: 8, y2: 8, stroke, "stroke-width": 1.2, "stroke-dasharray": dashArray(dashes, 1.2),
      })];
    }
    case "point":
      return data.points ? pointSign(data.points, row.key, 13, 8, 1) : [];
    case "sign":
      return [svgElement("path", {
        d: signPath(row.key, { x: 13, y: 8 }, LARGEST_SIGN), ...signColours(row.key, data.style.ink),
      })];
    default:
      return (row.discs || []).map(([radius, look]) => svgElement("circle", {
        cx: 13, cy: 8, r: radius, fill: look.fill, "fill-opacity": look.opacity,
        stroke: look.width ? look.edge : "none", "stroke-width": look.width,
        "stroke-dasharray": dashArray(look.dashes, look.width),
      }));
  }
}
