// The map as one SVG picture that needs no page: what is seen, with title, legend, sources and letters.

import { element, svgElement } from "../dom.js";

/** @typedef {{ x: number, y: number }} Corner the point of the window where the picture begins */
/** @typedef {{ text: string, size: number, weight: number, colour: string }} Paragraph */

// How shapes are painted, and what is the same as saying nothing.
const PAINT = {
  fill: "rgb(0, 0, 0)", "fill-opacity": "1", "fill-rule": "nonzero", stroke: "none", "stroke-width": "1px",
  "stroke-opacity": "1", "stroke-dasharray": "none", "stroke-linejoin": "miter", "stroke-linecap": "butt",
  "paint-order": "normal", opacity: "1", "vector-effect": "none",
};
const LETTERS = /** @type {const} */ ([
  "font-family", "font-size", "font-weight", "font-style", "text-anchor", "dominant-baseline",
]);
const SHAPES = "path, circle, rect, line, polyline, polygon, ellipse, text, tspan, image";

// What only a page has.
const OF_PAGE = ".zoom, .edge-notes, .unseen, noscript, #tooltip, #regions, .leaflet-popup-pane, .leaflet-tooltip-pane,"
  + " .leaflet-control-layers, .of-page";

const MARGIN = 20;

/** @param {Element} node */
function isSeen(node) {
  const style = getComputedStyle(node);
  return style.display !== "none" && style.visibility !== "hidden" && Number(style.opacity) > 0;
}

/**
 * @param {Element} node
 * @param {Element} made
 * @param {readonly string[]} names
 */
function paint(node, made, names) {
  const style = getComputedStyle(node);
  for (const name of names) {
    const value = style.getPropertyValue(name).replace(/url\(["']?[^#)]*(#[^"')]+)["']?\)/, "url($1)");
    if (!value || PAINT[/** @type {keyof typeof PAINT} */ (name)] === value) made.removeAttribute(name);
    else made.setAttribute(name, value);
  }
}

/**
 * A piece of SVG with its styles written into it.
 * @param {Element} node
 * @returns {Element | null} nothing where it is not seen
 */
function styled(node) {
  const isDefinition = node.closest("defs, pattern");
  if (!isDefinition && !isSeen(node)) return null;
  const made = /** @type {Element} */ (node.cloneNode(false));
  for (const name of ["style", "class", "tabindex", "role", "id", ...made.getAttributeNames()]) {
    if (name === "id" && isDefinition) continue;
    if (/^(style|class|tabindex|role|id|aria-.*|data-.*)$/.test(name)) made.removeAttribute(name);
  }
  if (node.matches(SHAPES)) paint(node, made, Object.keys(PAINT));
  else paint(node, made, ["opacity"]);
  if (node.matches("text, tspan")) paint(node, made, LETTERS);
  for (const child of node.childNodes) {
    if (child instanceof Element) made.append(...[styled(child)].filter((each) => each !== null));
    else if (child instanceof Text) made.append(child.cloneNode());
  }
  return made;
}

/**
 * An SVG of the page, where it stands in the window.
 * @param {SVGSVGElement} svg
 * @param {Corner} corner
 */
function drawnSvg(svg, corner) {
  const matrix = svg.getScreenCTM(), group = svgElement("g", {});
  if (!matrix) return group;
  const { a, b, c, d, e, f } = matrix;
  const placed = [a, b, c, d, e - corner.x, f - corner.y].map((each) => Number(each.toFixed(4)));
  group.setAttribute("transform", `matrix(${placed})`);
  for (const child of svg.children) group.append(...[styled(child)].filter((each) => each !== null));
  return group;
}

const ruler = () => /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));

/**
 * The words of a node, a line each, where they stand.
 * @param {Text} node
 * @param {Corner} corner
 */
function drawnWords(node, corner) {
  const style = getComputedStyle(/** @type {Element} */ (node.parentElement)), range = document.createRange();
  /** @type {{ top: number, bottom: number, left: number, right: number, words: string }[]} */
  const lines = [];
  for (const found of node.data.matchAll(/\S+/g)) {
    range.setStart(node, found.index);
    range.setEnd(node, found.index + found[0].length);
    const box = range.getBoundingClientRect(), last = lines[lines.length - 1];
    if (!box.width) continue;
    if (last && Math.abs(last.top - box.top) < 2) {
      last.words += " " + found[0];
      last.right = box.right;
    } else lines.push({ top: box.top, bottom: box.bottom, left: box.left, right: box.right, words: found[0] });
  }
  const measure = ruler();
  measure.font = [style.fontStyle, style.fontWeight, style.fontSize, style.fontFamily].join(" ");
  return lines.map(function ({ bottom, left, right, words }) {
    const text = svgElement("text", {
      x: (left - corner.x).toFixed(1),
      y: (bottom - corner.y - measure.measureText("x").fontBoundingBoxDescent).toFixed(1),
      fill: style.color, "font-family": style.fontFamily, "font-size": style.fontSize, "font-weight": style.fontWeight,
      "font-style": style.fontStyle, textLength: (right - left).toFixed(1),
    });
    text.textContent = words;
    return text;
  });
}

/**
 * The ground of a box and its edges.
 * @param {Element} node
 * @param {Corner} corner
 */
function drawnBox(node, corner) {
  const style = getComputedStyle(node), { left, top, width, height } = node.getBoundingClientRect();
  const fill = style.backgroundColor, edge = parseFloat(style.borderTopWidth);
  const even = [style.borderRightWidth, style.borderBottomWidth].every((each) => each === style.borderTopWidth);
  const stroke = even && edge && style.borderTopStyle !== "none" ? style.borderTopColor : "none";
  if (!width || !height || (/, 0\)$|^transparent$/.test(fill) && stroke === "none")) return [];
  return [svgElement("rect", {
    x: left - corner.x + edge / 2, y: top - corner.y + edge / 2, width: Math.max(0, width - edge),
    height: Math.max(0, height - edge), rx: Math.min(parseFloat(style.borderTopLeftRadius) || 0, height / 2),
    fill: /, 0\)$|^transparent$/.test(fill) ? "none" : fill, stroke, "stroke-width": edge,
  })];
}

/**
 * What is seen of an element of the page, those below first.
 * @param {Element} node
 * @param {Corner} corner
 * @returns {Element[]}
 */
function drawn(node, corner) {
  if (!isSeen(node) || node.matches(OF_PAGE)) return [];
  if (node instanceof SVGSVGElement) return [drawnSvg(node, corner)];
  if (node instanceof HTMLImageElement) {
    // What the page has not in itself, as tiles, a picture that needs no page cannot have.
    if (!node.src.startsWith("data:")) return [];
    const { left, top, width, height } = node.getBoundingClientRect();
    return [svgElement("image", { x: left - corner.x, y: top - corner.y, width, height, href: node.src })];
  }
  /** @param {Node} child */
  const level = (child) => (child instanceof Element && Number(getComputedStyle(child).zIndex)) || 0;
  const children = [...node.childNodes].sort((one, other) => level(one) - level(other));
  return [...drawnBox(node, corner), ...children.flatMap(function (child) {
    if (child instanceof Text) return drawnWords(child, corner);
    return child instanceof Element ? drawn(child, corner) : [];
  })];
}

/**
 * A text broken into lines that fit a width.
 * @param {string} text
 * @param {number} width
 * @param {(words: string) => number} widthOf
 */
export function broken(text, width, widthOf) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1], longer = last + " " + word;
    if (last !== undefined && widthOf(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/**
 * Paragraphs one under another from a height on.
 * @param {Paragraph[]} paragraphs
 * @param {number} width
 * @param {number} from
 * @param {string} family
 */
function drawnParagraphs(paragraphs, width, from, family) {
  const measure = ruler();
  let y = from;
  const texts = paragraphs.flatMap(function ({ text, size, weight, colour }) {
    measure.font = `${weight} ${size}px ${family}`;
    return broken(text, width - 2 * MARGIN, (words) => measure.measureText(words).width).map(function (words) {
      y += Math.round(1.3 * size);
      const line = svgElement("text", {
        x: MARGIN, y: y - Math.round(0.3 * size), fill: colour, "font-family": family, "font-size": size,
        "font-weight": weight,
      });
      line.textContent = words;
      return line;
    });
  });
  return { texts, y };
}

/** The letters that the page carries, for the picture to carry them too. */
function fontFaces() {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  return rules.filter((rule) => rule instanceof CSSFontFaceRule).map((rule) => rule.cssText).join("\n");
}

/**
 * The picture of a part of the page with words above and below it.
 * @param {Element} part
 * @param {{ title: string, above: Paragraph[], below: Paragraph[], language: string }} words
 * @returns {{ svg: string, width: number, height: number }}
 */
export function pictureOf(part, { title, above, below, language }) {
  const { left, top, width: wide, height: high } = part.getBoundingClientRect();
  const width = Math.round(wide), frame = Math.round(high), family = getComputedStyle(document.body).fontFamily;
  const head = drawnParagraphs(above, width, MARGIN - 6, family), y = head.y + 12;
  const foot = drawnParagraphs(below, width, y + frame + 10, family), height = foot.y + MARGIN - 6;
  const svg = svgElement("svg", {
    xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, "xml:lang": language,
    role: "img",
  });
  const named = svgElement("title", {}), defs = svgElement("defs", {}), style = svgElement("style", {});
  named.textContent = title;
  style.textContent = fontFaces();
  const clip = svgElement("clipPath", { id: "frame" });
  clip.append(svgElement("rect", { width, height: frame }));
  defs.append(style, clip);
  for (const each of document.querySelectorAll("svg defs")) {
    for (const child of each.children) defs.append(...[styled(child)].filter((made) => made !== null));
  }
  const map = svgElement("g", { transform: `translate(0 ${y})`, "clip-path": "url(#frame)" });
  map.append(...drawn(part, { x: left, y: top }));
  const ground = getComputedStyle(document.body).backgroundColor;
  svg.append(named, defs, svgElement("rect", { width, height, fill: ground === "rgba(0, 0, 0, 0)" ? "#fff" : ground }));
  svg.append(map, ...head.texts, ...foot.texts);
  return { svg: new XMLSerializer().serializeToString(svg), width, height };
}

/**
 * A picture as PNG, with so many of its pixels for one of the page.
 * @param {{ svg: string, width: number, height: number }} picture
 * @param {number} density
 * @returns {Promise<Blob>}
 */
export async function pngOf({ svg, width, height }, density) {
  const image = element("img");
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);
  await image.decode();
  const canvas = element("canvas");
  canvas.width = density * width;
  canvas.height = density * height;
  /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")).drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise(function (resolve, reject) {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
  });
}
