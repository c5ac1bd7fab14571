// Labels of circles: which place's words stand where. Pure arithmetic, in pixels of the map.
// The same input gives the same labels: orders of placing are shuffled from a seed.

/**
 * A circle that is drawn, or the point of a place that has none (`r` 0); the smaller lies on top.
 * @typedef {{ id: string, x: number, y: number, r: number }} Circle
 */
/**
 * Words that are wanted at a circle: the widths of their lines, how much the place weighs among the
 * others, whether they stand there at any price, and how wide the disc is that they may stand in where
 * it is not the whole circle.
 * @typedef {Circle & { widths: number[], weight: number, always?: boolean, room?: number }} Wanted
 */
/** @typedef {{ left: number, top: number, right: number, bottom: number }} Box */
/** @typedef {{ x1: number, y1: number, x2: number, y2: number }} Segment */
/**
 * Where words stand: their box, on which side their lines end, and the line that leads from them to
 * the circle, with a dot at its end or not.
 * @typedef {{ id: string, box: Box, align: "start"|"middle"|"end", inside: boolean,
 *   leader: (Segment & { dot: boolean }) | null }} Placement
 */
/**
 * The crowd: all circles, words wanted, boxes and lines that no words may cover.
 * @typedef {{ width: number, height: number, line: number, circles: Circle[], wanted: Wanted[],
 *   boxes?: Box[], outline?: Segment[], seed?: number, tries?: number }} Crowd
 */
/** @typedef {Placement & { cost: number, circle: Wanted }} Candidate */

// Words stand this far from the edge of their circle, and this far from other words and the frame.
const GAP = 4, APART = 2, MARGIN = 4;

// A circle with this radius or less may be covered.
const SMALL = 3;

// How far words with a leader stand from their circle, and in how many directions.
const FAR = [12, 20, 30, 42, 56, 74, 96], DIRECTIONS = 24, BESIDE = 16;

// What words cost that are left out, by their weight, and those that must not be.
const LEAST_DROPPED = 60, MOST_DROPPED = 900, ALWAYS_DROPPED = 5000;

// What a leader costs in itself, a direction towards the middle of the crowd, a place beyond the first.
const LEADER = 26, INWARD = 18, OFF_PATH = 7, TOUCHED = 9, BENEATH = 14;

// Orders are tried until so many have brought nothing better.
const PATIENCE = 30;

// At most so many places are weighed up for one label.
const MOST_CANDIDATES = 72;

/**
 * A source of numbers from 0 to 1 that is the same for the same seed (mulberry32).
 * @param {number} seed
 */
function randomFrom(seed) {
  let state = seed >>> 0;
  return function () {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * The length of a step; Math.hypot, which guards against overflow, is many times slower.
 * @param {number} x
 * @param {number} y
 */
function long(x, y) {
  return Math.sqrt(x * x + y * y);
}

/**
 * How far a point is from a box, 0 inside.
 * @param {Box} box
 * @param {number} x
 * @param {number} y
 */
export function distanceTo(box, x, y) {
  return long(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
}

/**
 * @param {Box} one
 * @param {Box} other
 * @param {number} apart - how far they have to be from each other
 */
export function overlap(one, other, apart) {
  return one.left < other.right + apart && other.left < one.right + apart
    && one.top < other.bottom + apart && other.top < one.bottom + apart;
}

/**
 * Whether two segments cross; those that only touch at an end do.
 * @param {Segment} one
 * @param {Segment} other
 */
export function cross(one, other) {
  const side = (/** @type {Segment} */ s, /** @type {number} */ x, /** @type {number} */ y) => (
    (s.x2 - s.x1) * (y - s.y1) - (s.y2 - s.y1) * (x - s.x1)
  );
  return side(one, other.x1, other.y1) * side(one, other.x2, other.y2) <= 0
    && side(other, one.x1, one.y1) * side(other, one.x2, one.y2) <= 0
    && Math.max(one.x1, one.x2) >= Math.min(other.x1, other.x2)
    && Math.max(other.x1, other.x2) >= Math.min(one.x1, one.x2)
    && Math.max(one.y1, one.y2) >= Math.min(other.y1, other.y2)
    && Math.max(other.y1, other.y2) >= Math.min(one.y1, one.y2);
}

/**
 * Whether a segment passes through a box.
 * @param {Segment} segment
 * @param {Box} box
 */
export function passes(segment, box) {
  let from = 0, to = 1;
  const across = segment.x2 - segment.x1, down = segment.y2 - segment.y1;
  for (const [step, near, far] of [
    [across, box.left - segment.x1, box.right - segment.x1], [down, box.top - segment.y1, box.bottom - segment.y1],
  ]) {
    if (step === 0) {
      if (near > 0 || far < 0) return false;
    } else {
      from = Math.max(from, Math.min(near / step, far / step));
      to = Math.min(to, Math.max(near / step, far / step));
    }
  }
  return from <= to;
}

/**
 * Whether a segment comes nearer to a point than this.
 * @param {Segment} segment
 * @param {number} x
 * @param {number} y
 * @param {number} far
 */
function comesNear(segment, x, y, far) {
  if (!isNear(segment, { left: x, top: y, right: x, bottom: y }, far)) return false;
  const { x1, y1, x2, y2 } = segment, square = (x2 - x1) ** 2 + (y2 - y1) ** 2;
  const part = square ? Math.max(0, Math.min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / square)) : 0;
  return long(x1 + part * (x2 - x1) - x, y1 + part * (y2 - y1) - y) < far;
}

/**
 * How far the middle of a box lies in a direction where its edge is so far from a point.
 * @param {number} across - half the width
 * @param {number} up - half the height
 * @param {number} cos
 * @param {number} sin
 * @param {number} away
 */
function reach(across, up, cos, sin, away) {
  const x = Math.abs(cos), y = Math.abs(sin), side = (across + away) / x, end = (up + away) / y;
  if (side * y <= up) return side;
  if (end * x <= across) return end;
  // One of its corners is nearest.
  const along = across * x + up * y;
  return along + Math.sqrt(along * along - across * across - up * up + away * away);
}

/**
 * @param {number} x - of the middle
 * @param {number} y
 * @param {number} across
 * @param {number} up
 * @returns {Box}
 */
function boxAround(x, y, across, up) {
  return { left: x - across, top: y - up, right: x + across, bottom: y + up };
}

/**
 * The middle of the crowd that a circle is in: of all circles near to it, by their areas.
 * @param {Circle} circle
 * @param {Circle[]} circles
 */
function middleOf(circle, circles) {
  let sum = 0, x = 0, y = 0;
  for (const other of circles) {
    if (long(other.x - circle.x, other.y - circle.y) > other.r + circle.r + 30) continue;
    const area = other.r * other.r;
    sum += area;
    x += area * other.x;
    y += area * other.y;
  }
  return sum ? { x: x / sum, y: y / sum } : { x: circle.x, y: circle.y };
}

/**
 * Whether words may stand in a box at all: in the frame, off obstacles, off the outline.
 * @param {Crowd} crowd
 * @param {Box} box
 */
function isFree({ width, height, boxes = [], outline = [] }, box) {
  return box.left >= MARGIN && box.top >= MARGIN && box.right <= width - MARGIN && box.bottom <= height - MARGIN
    && !boxes.some((each) => overlap(box, each, APART + 2))
    && !outline.some((each) => isNear(each, box, 0) && passes(each, box));
}

/**
 * Whether a segment comes as near to a box as this along both sides, which is quickly said.
 * @param {Segment} segment
 * @param {Box} box
 * @param {number} far
 */
function isNear({ x1, y1, x2, y2 }, { left, top, right, bottom }, far) {
  return (x1 >= left - far || x2 >= left - far) && (x1 <= right + far || x2 <= right + far)
    && (y1 >= top - far || y2 >= top - far) && (y1 <= bottom + far || y2 <= bottom + far);
}

/**
 * Words in the middle of their own disc, clear of what lies over it.
 * @param {Crowd} crowd
 * @param {Wanted} circle
 * @param {Box} box
 * @returns {Candidate | null}
 */
function insideOf(crowd, circle, box) {
  const lines = circle.widths.length, high = crowd.line * lines / 2, { room = circle.r } = circle;
  // The corners of every line lie in the disc; the first and the last line are the critical ones.
  const fits = !circle.r || circle.widths.every(function (width, at) {
    const far = Math.max(Math.abs(at * crowd.line - high), Math.abs((at + 1) * crowd.line - high)) - 2;
    return long(width / 2, far) <= room - 2;
  });
  if (!fits || !isFree(crowd, box)) return null;
  let cost = 0;
  for (const other of crowd.circles) {
    if (other.id === circle.id) continue;
    const away = distanceTo(box, other.x, other.y) - other.r;
    if (away < 1.5 && (!circle.r || other.r <= circle.r)) return null;
    if (away < 0) cost += BENEATH;
  }
  return { id: circle.id, box, align: "middle", inside: true, leader: null, cost, circle };
}

/**
 * What words in a box cost for the circles under and near them; Infinity where they cannot be.
 * @param {Circle[]} others
 * @param {Box} box
 * @param {number} own - how far the own circle is
 * @param {boolean} leads
 */
function costOfCircles(others, box, own, leads) {
  let cost = 0;
  for (const other of others) {
    const far = other.r + Math.max(6, leads ? 0 : own + 1), { x, y } = other;
    if (x < box.left - far || x > box.right + far || y < box.top - far || y > box.bottom + far) continue;
    const away = distanceTo(box, other.x, other.y) - other.r;
    if (!leads && away <= own + 1) return Infinity;
    if (other.r > SMALL && away < 1) return Infinity;
    if (away < 1) cost += TOUCHED;
    else if (away < 6) cost += 6 - away;
  }
  return cost;
}

/**
 * Words beside their circle, in one of some directions.
 * @param {Crowd} crowd
 * @param {Wanted} circle
 * @param {Circle[]} others
 * @returns {Candidate[]}
 */
function besideOf(crowd, circle, others) {
  const across = Math.max(...circle.widths) / 2, up = crowd.line * circle.widths.length / 2;
  /** @type {Candidate[]} */
  const found = [];
  for (let turn = 0; turn < BESIDE; turn += 1) {
    const angle = 2 * Math.PI * turn / BESIDE, cos = Math.cos(angle), sin = Math.sin(angle);
    const away = reach(across, up, cos, sin, circle.r + GAP);
    const box = boxAround(circle.x + away * cos, circle.y + away * sin, across, up);
    if (!isFree(crowd, box)) continue;
    const own = distanceTo(box, circle.x, circle.y) - circle.r;
    const near = costOfCircles(others, box, own, false);
    // The right side reads best, then the left, then under.
    const side = cos > 0.9 ? 0 : cos < -0.9 ? 2 : 4 + (sin < 0 ? 1 : 0);
    if (near < Infinity) found.push({ ...standing(circle, box, cos), leader: null, cost: 6 + side + near, circle });
  }
  return found;
}

/**
 * @param {Wanted} circle
 * @param {Box} box
 * @param {number} cos - of the direction from the circle
 */
function standing(circle, box, cos) {
  /** @type {"start"|"middle"|"end"} */
  const align = cos > 0.35 ? "start" : cos < -0.35 ? "end" : "middle";
  return { id: circle.id, box, align, inside: false };
}

/**
 * The line from words to their circle: to its edge where that stands free, else to a dot in its middle.
 * @param {Wanted} circle
 * @param {Box} box
 * @param {Circle[]} others
 * @returns {Segment & { dot: boolean }}
 */
function leaderOf(circle, box, others) {
  const inset = Math.min(6, (box.bottom - box.top) / 4), sideways = circle.x < box.left || circle.x > box.right;
  const x1 = Math.max(box.left, Math.min(box.right, circle.x));
  const y1 = sideways
    ? Math.max(box.top + inset, Math.min(box.bottom - inset, circle.y))
    : Math.max(box.top, Math.min(box.bottom, circle.y));
  const away = long(x1 - circle.x, y1 - circle.y) || 1;
  const edge = { x: circle.x + circle.r * (x1 - circle.x) / away, y: circle.y + circle.r * (y1 - circle.y) / away };
  const free = circle.r >= 10 && others.every((each) => long(each.x - edge.x, each.y - edge.y) > each.r + 3);
  return free
    ? { x1, y1, x2: edge.x, y2: edge.y, dot: false }
    : { x1, y1, x2: circle.x, y2: circle.y, dot: true };
}

/**
 * Words away from their circle, with a leader.
 * @param {Crowd} crowd
 * @param {Wanted} circle
 * @param {Circle[]} others
 * @param {number} heaviest
 * @param {boolean} anywhere - also over circles, where there is no other room
 * @returns {Candidate[]}
 */
function ledOf(crowd, circle, others, heaviest, anywhere) {
  const across = Math.max(...circle.widths) / 2, up = crowd.line * circle.widths.length / 2;
  const middle = middleOf(circle, crowd.circles);
  const outX = circle.x - middle.x, outY = circle.y - middle.y, out = long(outX, outY);
  const pays = circle.weight >= heaviest && circle.r ? 2 : 1;
  /** @type {Candidate[]} */
  const found = [];
  for (let turn = 0; turn < DIRECTIONS; turn += 1) {
    const angle = 2 * Math.PI * turn / DIRECTIONS, cos = Math.cos(angle), sin = Math.sin(angle);
    const inward = out > 2 ? (1 - (cos * outX + sin * outY) / out) / 2 : 0;
    for (const gap of FAR) {
      const away = reach(across, up, cos, sin, circle.r + gap);
      const box = boxAround(circle.x + away * cos, circle.y + away * sin, across, up);
      if (!isFree(crowd, box)) continue;
      const near = anywhere ? 0 : costOfCircles(others, box, 0, true);
      if (near === Infinity) continue;
      const leader = leaderOf(circle, box, others);
      const length = long(leader.x2 - leader.x1, leader.y2 - leader.y1);
      let cost = LEADER + pays * (gap + length) / 2 + INWARD * inward + near;
      // A leader that passes the middle of another circle seems to lead to it.
      for (const other of others) {
        if (comesNear(leader, other.x, other.y, 3.5) && long(other.x - circle.x, other.y - circle.y) > 3.5) {
          cost += OFF_PATH;
        }
      }
      found.push({ ...standing(circle, box, cos), leader, cost, circle });
    }
  }
  return found;
}

/**
 * Whether two labels can stand together: neither their boxes nor their leaders are in each other's way.
 * @param {Candidate} one
 * @param {Candidate} other
 */
function together(one, other) {
  if (overlap(one.box, other.box, APART)) return false;
  if (one.leader && passes(one.leader, other.box)) return false;
  if (other.leader && passes(other.leader, one.box)) return false;
  if (!one.leader || !other.leader) return true;
  // Dots that lie over each other are one: their circles have the same middle.
  const same = long(one.leader.x2 - other.leader.x2, one.leader.y2 - other.leader.y2) < 1;
  return same || !cross(one.leader, other.leader);
}

/**
 * All places where the words of a circle can stand, the cheapest first.
 * @param {Crowd} crowd
 * @param {Wanted} circle
 * @param {number} heaviest
 */
function candidatesOf(crowd, circle, heaviest) {
  const others = crowd.circles.filter(({ id }) => id !== circle.id);
  const across = Math.max(...circle.widths) / 2, up = crowd.line * circle.widths.length / 2;
  const inside = insideOf(crowd, circle, boxAround(circle.x, circle.y, across, up));
  const found = circle.r ? besideOf(crowd, circle, others) : [];
  if (inside) found.push(inside);
  found.push(...ledOf(crowd, circle, others, heaviest, false));
  if (!found.length && circle.always) found.push(...ledOf(crowd, circle, others, heaviest, true));
  return found.sort((one, other) => one.cost - other.cost).slice(0, MOST_CANDIDATES);
}

/**
 * Places the labels that can stand together at the least cost. Some orders of placing are tried, each
 * label taking the cheapest place that is left; what cannot stand is left out.
 * @param {Crowd} crowd
 * @returns {Placement[]} in the order in which they were wanted
 */
export function placeLabels(crowd) {
  const { wanted, seed = 1, tries = 90 } = crowd, random = randomFrom(seed);
  const heaviest = Math.max(0, ...wanted.map(({ weight }) => weight));
  const all = wanted.map((circle) => candidatesOf(crowd, circle, heaviest));
  const dropped = wanted.map(function ({ weight, always }) {
    if (always) return ALWAYS_DROPPED;
    return LEAST_DROPPED + (MOST_DROPPED - LEAST_DROPPED) * Math.sqrt(heaviest ? weight / heaviest : 0);
  });
  const fits = compatibility(all);
  const order = wanted.map((_, index) => index);
  // What must stand, and what has few places, is tried first in the first order.
  order.sort((one, other) => dropped[other] - dropped[one] || all[one].length - all[other].length);
  /** @type {(number | null)[]} */
  let best = [];
  let least = Infinity, better = 0;
  for (let round = 0; round < tries && round - better <= PATIENCE; round += 1) {
    const sequence = round ? shuffled(order, random, round) : order;
    /** @type {(number | null)[]} */
    const chosen = wanted.map(() => null);
    /** @type {[number, number][]} */
    const standingOnes = [];
    let cost = 0;
    for (const label of sequence) {
      const at = all[label].findIndex((_, place) => standingOnes.every(
        ([other, taken]) => fits(label, place, other, taken),
      ));
      if (at >= 0) {
        chosen[label] = at;
        standingOnes.push([label, at]);
        cost += all[label][at].cost;
      } else cost += dropped[label];
      if (cost >= least) break;
    }
    if (cost < least) [best, least, better] = [chosen, cost, round];
  }
  return best.flatMap(function (at, label) {
    if (at === null) return [];
    const { id, box, align, inside, leader } = all[label][at];
    return [{ id, box, align, inside, leader }];
  });
}

/**
 * Tells whether two candidates can stand together; each pair is worked out once.
 * @param {Candidate[][]} all
 */
function compatibility(all) {
  /** @type {Int8Array[]} */
  const known = [];
  const number = all.length;
  return function (/** @type {number} */ one, /** @type {number} */ at, /** @type {number} */ other,
    /** @type {number} */ taken) {
    const [low, first, high, second] = one < other ? [one, at, other, taken] : [other, taken, one, at];
    const table = known[low * number + high] ??= new Int8Array(all[low].length * all[high].length);
    const key = first * all[high].length + second;
    if (!table[key]) table[key] = together(all[low][first], all[high][second]) ? 1 : 2;
    return table[key] === 1;
  };
}

/**
 * Another order: some neighbours change places, more of them in later rounds.
 * @param {number[]} order
 * @param {() => number} random
 * @param {number} round
 */
function shuffled(order, random, round) {
  const made = order.slice(), swaps = 1 + Math.floor(round / 90 * made.length * 1.5);
  for (let count = 0; count < swaps && made.length > 1; count += 1) {
    const one = Math.floor(random() * made.length), other = Math.floor(random() * made.length);
    [made[one], made[other]] = [made[other], made[one]];
  }
  return made;
}
