// What every part of the page makes of the document.

/** @typedef {Record<string, string | number>} Attributes */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} name
 * @param {Attributes} attributes
 */
export function svgElement(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const key in attributes) made.setAttribute(key, String(attributes[key]));
  return made;
}

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {string} [className]
 * @param {string} [text]
 */
export function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/**
 * The element of the page's template with this id.
 * @param {string} id
 * @returns {any} of the kind that the template says
 */
export function byId(id) {
  return document.getElementById(id);
}

/**
 * Does something when what is there now has been painted, and one thing more after each; the page goes
 * on meanwhile.
 * @param {...() => void} things
 */
export function afterPaint(...things) {
  function next() {
    const thing = things.shift();
    if (!thing) return;
    thing();
    setTimeout(next);
  }
  requestAnimationFrame(() => void setTimeout(next));
}
