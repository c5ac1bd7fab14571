// Reads shapes that are written as arcs in letters; see diasporamap/web/topology.py.

/** @import { Topology } from "./types.js" */

const FIRST = 33, END = 127, LEFT_OUT = "\"\\<>&'", LAST = 70;
const VALUES = new Uint8Array(END);
let count = 0;
for (let code = FIRST; code < END; code += 1) {
  if (!LEFT_OUT.includes(String.fromCharCode(code))) VALUES[code] = count++;
}
const MORE = count - LAST;

/**
 * The numbers, from 0 on, that letters are.
 * @param {string} letters
 */
function numbersOf(letters) {
  const numbers = new Int32Array(letters.length), { length } = letters;
  let many = 0;
  for (let at = 0; at < length;) {
    let number = VALUES[letters.charCodeAt(at++)];
    if (number >= LAST) {
      number -= LAST;
      let value = VALUES[letters.charCodeAt(at++)];
      for (; value >= LAST; value = VALUES[letters.charCodeAt(at++)]) number = (number + 1) * MORE + value - LAST;
      number = number * LAST + value + LAST;
    }
    numbers[many++] = number;
  }
  return numbers.subarray(0, many);
}

/**
 * A whole number of one from 0 on: 0, -1, 1, -2, 2 ...
 * @param {number} number
 */
function unfolded(number) {
  return (number >> 1) ^ -(number & 1);
}

/**
 * An arc: its first corner, and the steps from one to the next, across and down in turn, on its grid.
 * @typedef {{ x: number, y: number, steps: Int32Array, grid: number }} Arc
 */
/**
 * By the number of a shape the arcs of its parts' rings, of lines one a part. The first corner of an arc
 * is the last one of the arc before, and it may run the other way.
 * @typedef {(shape: number) => { arc: Arc, turned: boolean }[][][]} Outlines
 */

/**
 * The arcs of a grid.
 * @param {string} letters
 * @param {number} grid
 */
function arcsOf(letters, grid) {
  const numbers = numbersOf(letters);
  // In place, without a call for each: there are tens of thousands.
  for (let at = 0; at < numbers.length; at += 1) numbers[at] = (numbers[at] >> 1) ^ -(numbers[at] & 1);
  /** @type {Arc[]} */
  const arcs = [];
  let x = 0, y = 0;
  for (let at = 0; at < numbers.length;) {
    const end = at + 1 + 2 * numbers[at];
    x += numbers[at + 1];
    y += numbers[at + 2];
    arcs.push({ x, y, steps: numbers.subarray(at + 3, end), grid });
    at = end;
  }
  return arcs;
}

/**
 * The corners of an arc, in widths of the world.
 * @param {Arc} arc
 */
export function cornersOf({ x, y, steps, grid }) {
  const corners = [{ x: x / grid, y: y / grid }];
  let [right, down] = [x, y];
  for (let at = 0; at < steps.length; at += 2) {
    right += steps[at];
    down += steps[at + 1];
    corners.push({ x: right / grid, y: down / grid });
  }
  return corners;
}

/**
 * Reads shapes that are written as arcs.
 * @param {Topology} topology
 * @returns {Outlines}
 */
export function outlinesOf({ grids, arcs: written, shapes }) {
  const gridded = written.map((letters, at) => arcsOf(letters, grids[at]));
  return function (shape) {
    const numbers = numbersOf(shapes[shape]), arcs = gridded[numbers[0]];
    let at = 1, last = 0;
    function arc() {
      const number = numbers[at++];
      last += unfolded(number >> 1);
      return { arc: arcs[last], turned: number % 2 === 1 };
    }
    const ring = () => Array.from({ length: numbers[at++] }, arc);
    return Array.from({ length: numbers[at++] }, () => Array.from({ length: numbers[at++] }, ring));
  };
}
