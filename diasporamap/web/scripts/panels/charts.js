// The arithmetic of lines over years: ticks, places on an axis, pieces of lines, labels apart.

/**
 * Round values from 0 to one that is no less than the largest.
 * @param {number} largest
 * @param {number} most - how many steps at most
 */
export function ticksTo(largest, most) {
  if (!(largest > 0)) return [0, 1];
  const rough = largest / most, power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((each) => each * power >= rough * (1 - 1e-9)) || 10;
  const step = Math.max(1, factor * power), ticks = [0];
  while (ticks[ticks.length - 1] < largest) ticks.push(Number((ticks.length * step).toPrecision(12)));
  return ticks;
}

/**
 * Where a value lies between two ends.
 * @param {number} value
 * @param {[number, number]} values
 * @param {[number, number]} ends
 */
export function along(value, [low, high], [start, end]) {
  return high === low ? (start + end) / 2 : start + ((value - low) / (high - low)) * (end - start);
}

/**
 * The position in a list of numbers of the one that is nearest.
 * @param {number[]} numbers
 * @param {number} wanted
 */
export function nearest(numbers, wanted) {
  let best = 0;
  numbers.forEach(function (number, at) {
    if (Math.abs(number - wanted) < Math.abs(numbers[best] - wanted)) best = at;
  });
  return best;
}

/**
 * A line as the path of SVG; it breaks where there is no value.
 * @param {([number, number] | null)[]} points
 */
export function linePath(points) {
  let path = "", before = false;
  for (const point of points) {
    if (point) path += (before ? "L" : "M") + point[0].toFixed(1) + "," + point[1].toFixed(1);
    before = Boolean(point);
  }
  return path;
}

/**
 * The area between a line and its axis, piece by piece.
 * @param {([number, number] | null)[]} points
 * @param {number} base
 */
export function areaPath(points, base) {
  let path = "";
  /** @type {[number, number][]} */
  let piece = [];
  for (const point of [...points, null]) {
    if (point) {
      piece.push(point);
      continue;
    }
    if (piece.length > 1) {
      const top = piece.map(([x, y]) => `L${x.toFixed(1)},${y.toFixed(1)}`).join("");
      path += `M${piece[0][0].toFixed(1)},${base}${top}L${piece[piece.length - 1][0].toFixed(1)},${base}Z`;
    }
    piece = [];
  }
  return path;
}

/**
 * Heights of labels that do not cover each other, as near as can be to those wanted.
 * @param {number[]} wanted
 * @param {number} gap
 * @param {[number, number]} room - the least and the greatest height
 */
export function apart(wanted, gap, [top, bottom]) {
  const order = wanted.map((_, at) => at).sort((one, other) => wanted[one] - wanted[other]);
  const heights = [...wanted];
  let least = top;
  for (const at of order) {
    heights[at] = Math.max(heights[at], least);
    least = heights[at] + gap;
  }
  let most = bottom;
  for (const at of order.reverse()) {
    heights[at] = Math.min(heights[at], most);
    most = heights[at] - gap;
  }
  return heights;
}

/**
 * The positions of years whose labels do not touch: the first, the last, the one shown, and others
 * between.
 * @param {number[]} places - along the axis
 * @param {number} room - that a label takes
 * @param {number} shown - the position of the year shown, -1 where none is
 */
export function labelled(places, room, shown) {
  const last = places.length - 1;
  const kept = [...new Set([shown, 0, last].filter((at) => at >= 0))];
  const free = (/** @type {number} */ at) => kept.every((other) => Math.abs(places[other] - places[at]) >= room);
  const must = kept.filter((at, index) => kept.slice(0, index).every((o) => Math.abs(places[o] - places[at]) >= room));
  kept.splice(0, kept.length, ...must);
  for (let at = 1; at < last; at += 1) if (!kept.includes(at) && free(at)) kept.push(at);
  return kept.sort((one, other) => one - other);
}

/**
 * The ends of an axis: from 0 for people, otherwise around the values and their middle.
 * @param {number[]} values
 * @param {number | null} middle
 * @param {boolean} fromZero
 * @returns {[number, number]}
 */
export function spread(values, middle, fromZero) {
  if (fromZero) return [0, Math.max(1, ...values)];
  const all = middle === null ? values : [...values, middle];
  if (!all.length) return [0, 1];
  const low = Math.min(...all), high = Math.max(...all);
  const more = Math.max((high - low) * 0.15, Math.abs(high) * 0.01, 1e-9);
  return [low - more, high + more];
}
