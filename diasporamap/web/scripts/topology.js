// Reads shapes that are written as arcs in letters; see diasporamap/web/topology.py.

/** @import { Topology } from "./types.js" */
/** @typedef {[number, number]} Position - longitude, latitude */

const FIRST = 33, END = 127, LEFT_OUT = "\"\\<>&'", LAST = 70;
const VALUES = new Uint8Array(END);
let count = 0;
for (let code = FIRST; code < END; code += 1) {
  if (!LEFT_OUT.includes(String.fromCharCode(code))) VALUES[code] = count++;
}
const MORE = count - LAST;

/**
 * Reads numbers from 0 on, one after the other.
 * @param {string} letters
 */
export function reader(letters) {
  let at = 0;
  return {
    next() {
      let value = VALUES[letters.charCodeAt(at++)];
      if (value < LAST) return value;
      let number = value - LAST;
      for (value = VALUES[letters.charCodeAt(at++)]; value >= LAST; value = VALUES[letters.charCodeAt(at++)]) {
        number = (number + 1) * MORE + value - LAST;
      }
      return number * LAST + value + LAST;
    },
    more: () => at < letters.length,
  };
}

/**
 * A whole number of one from 0 on: 0, -1, 1, -2, 2 ...
 * @param {number} number
 */
function unfolded(number) {
  return number % 2 ? -(number + 1) / 2 : number / 2;
}

/**
 * The arcs of a grid.
 * @param {string} letters
 * @param {number} grid
 */
function arcsOf(letters, grid) {
  const read = reader(letters);
  /** @type {Position[][]} */
  const arcs = [];
  let x = 0, y = 0;
  while (read.more()) {
    /** @type {Position[]} */
    const arc = Array(read.next());
    for (let at = 0; at < arc.length; at += 1) {
      x += unfolded(read.next());
      y += unfolded(read.next());
      arc[at] = [x / grid, y / grid];
    }
    arcs.push(arc);
  }
  return arcs;
}

/**
 * Reads shapes by number: parts, of each the rings; of lines each part is one line.
 * @param {Topology} topology
 * @returns {(at: number) => Position[][][]}
 */
export function shapesOf(topology) {
  const arcs = topology.arcs.map((letters, at) => arcsOf(letters, topology.grids[at]));
  return function (at) {
    const read = reader(topology.shapes[at]), own = arcs[read.next()];
    let last = 0;
    function ring() {
      /** @type {Position[]} */
      const corners = [];
      for (let left = read.next(); left > 0; left -= 1) {
        const number = read.next(), turned = number % 2 === 1;
        last += unfolded((number - (turned ? 1 : 0)) / 2);
        const arc = own[last];
        // The first corner of an arc is the last one of the arc before.
        for (let step = corners.length ? 1 : 0; step < arc.length; step += 1) {
          corners.push(arc[turned ? arc.length - 1 - step : step]);
        }
      }
      return corners;
    }
    return Array.from({ length: read.next() }, () => Array.from({ length: read.next() }, ring));
  };
}
