// The part of the world that is shown: pure arithmetic. Places are in widths of the world from its
// upper left corner, circles and the pane in pixels.

/**
 * A circle that is to be seen: its middle, its radius, how many people it stands for.
 * @typedef {{ x: number, y: number, r: number, weight: number }} Spot
 */
/**
 * A view: how many pixels wide the whole world is, and the middle of the pane.
 * @typedef {{ width: number, x: number, y: number }} View
 */
/** @typedef {{ x: number, y: number }} Size */
/**
 * What a view keeps to: the sides of the world, and the north and south that are worth showing.
 * @typedef {{ left: number, right: number, top: number, bottom: number }} World
 */

// Circles keep this far from the edges of the pane.
const PADDING = 14;

// Circles over more than this part of the world are shown with land around them, not cut close.
const WIDE = 1 / 3;

// A pane as narrow as this shows most people rather than all places.
export const NARROW = 600;

// People who may be out of the frame, and how much larger the others must be shown for it.
const OUTSIDE = 0.005, WORTH = 1.1;

// Circles all over the world may be as much smaller for all of them to be seen in a wide pane.
const ALMOST = 0.8;

// However few places there are, the whole world would be no wider than this.
const WIDEST = 256 * 2 ** 5;

/**
 * How wide the world can be so that spans of circles along one side have room.
 * @param {[number, number][]} spans - middle and radius
 * @param {number} room
 */
function widthFor(spans, room) {
  let least = 1, most = WIDEST;
  for (let step = 0; step < 40; step += 1) {
    const width = (least + most) / 2, [from, to] = extent(spans, width);
    if (to - from <= room) least = width;
    else most = width;
  }
  return least;
}

/**
 * From where to where circles reach, in pixels.
 * @param {[number, number][]} spans
 * @param {number} width
 */
function extent(spans, width) {
  return [
    Math.min(...spans.map(([at, radius]) => at * width - radius)),
    Math.max(...spans.map(([at, radius]) => at * width + radius)),
  ];
}

/**
 * The middle of the pane along one side: that of what is to be seen, but inside what is worth showing
 * as far as the circles stay in the pane.
 * @param {[number, number][]} spans
 * @param {number} width
 * @param {number} room
 * @param {number} from
 * @param {number} to
 */
function middleOf(spans, width, room, from, to) {
  const [least, most] = extent(spans, width), half = room / 2;
  let middle = (least + most) / 2;
  if ((to - from) * width <= room) middle = (from + to) / 2 * width;
  else middle = Math.max(from * width + half, Math.min(to * width - half, middle));
  // Moved no further than the circles allow.
  const free = Math.max(0, half - PADDING - (most - least) / 2);
  return Math.max((least + most) / 2 - free, Math.min((least + most) / 2 + free, middle)) / width;
}

/**
 * The view that shows all of some circles, no larger than `widest`.
 * @param {Spot[]} spots
 * @param {Size} size
 * @param {World} world
 * @param {number} [widest]
 * @returns {View}
 */
export function fitted(spots, size, world, widest = WIDEST) {
  /** @type {[number, number][]} */
  const across = spots.map(({ x, r }) => [x, r]);
  /** @type {[number, number][]} */
  const down = spots.map(({ y, r }) => [y, r]);
  const width = Math.min(
    widest, widthFor(across, size.x - 2 * PADDING), widthFor(down, size.y - 2 * PADDING),
  );
  return {
    width,
    x: middleOf(across, width, size.x, world.left, world.right),
    y: middleOf(down, width, size.y, world.top, world.bottom),
  };
}

/**
 * The circles that are left when outlying ones with few people are left out: each time that whose
 * going lets the others grow most for the people lost.
 * @param {Spot[]} spots
 * @param {Size} size
 * @param {World} world
 */
export function mostOf(spots, size, world) {
  const all = spots.reduce((sum, { weight }) => sum + weight, 0);
  let kept = spots, left = OUTSIDE * all;
  for (;;) {
    const now = fitted(kept, size, world).width;
    /** @type {{ spot: Spot, gain: number } | null} */
    let best = null;
    for (const spot of outermost(kept)) {
      if (spot.weight <= 0 || spot.weight > left) continue;
      const gain = fitted(kept.filter((each) => each !== spot), size, world).width / now;
      const worth = (gain - 1) / Math.max(1, spot.weight);
      if (!best || worth > best.gain) best = { spot, gain: worth };
    }
    if (!best || kept.length < 3) return kept;
    const { spot } = best;
    left -= spot.weight;
    kept = kept.filter((each) => each !== spot);
  }
}

/**
 * The circles that reach furthest to the four sides.
 * @param {Spot[]} spots
 */
function outermost(spots) {
  const furthest = (/** @type {(spot: Spot) => number} */ by) => spots.reduce(
    (best, spot) => (by(spot) > by(best) ? spot : best),
  );
  return new Set([
    furthest(({ x }) => x), furthest(({ x }) => -x), furthest(({ y }) => y), furthest(({ y }) => -y),
  ]);
}

/**
 * The first view: all places with people, and land around them where they are all over the world; in
 * a pane too narrow for that, the places of nearly all people.
 * @param {Spot[]} spots
 * @param {Size} size
 * @param {World} world
 * @returns {View}
 */
export function overview(spots, size, world) {
  if (!spots.length) return wholeWorld(size, world);
  const xs = spots.map(({ x }) => x), wide = Math.max(...xs) - Math.min(...xs) > WIDE;
  // A pane that is broader than the world, as on paper, is filled as far as the circles allow.
  const whole = Math.max(size.y / (world.bottom - world.top), size.x / (world.right - world.left));
  const widest = wide && size.x >= NARROW ? whole : WIDEST;
  const all = fitted(spots, size, world, widest);
  if (size.x >= NARROW && all.width >= ALMOST * widest) return all;
  const most = fitted(mostOf(spots, size, world), size, world, widest);
  return most.width > WORTH * all.width ? most : all;
}

/**
 * The whole world, however narrow the pane.
 * @param {Size} size
 * @param {World} world
 * @returns {View}
 */
export function wholeWorld(size, world) {
  const width = Math.min(size.x / (world.right - world.left), size.y / (world.bottom - world.top));
  return { width, x: (world.left + world.right) / 2, y: (world.top + world.bottom) / 2 };
}

/**
 * Which circles a view leaves out, by the side of the pane beyond which their middles lie.
 * @template {Spot} Kind
 * @param {Kind[]} spots
 * @param {Size} size
 * @param {View} view
 * @returns {Map<"left"|"right"|"top"|"bottom", Kind[]>}
 */
export function outside(spots, size, view) {
  /** @type {Map<"left"|"right"|"top"|"bottom", Kind[]>} */
  const found = new Map();
  for (const spot of spots) {
    const x = (spot.x - view.x) * view.width + size.x / 2, y = (spot.y - view.y) * view.width + size.y / 2;
    const side = x < 0 ? "left" : x > size.x ? "right" : y < 0 ? "top" : y > size.y ? "bottom" : null;
    if (side) found.set(side, [...found.get(side) || [], spot]);
  }
  return found;
}
