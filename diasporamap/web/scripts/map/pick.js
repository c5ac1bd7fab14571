// Which circle a mouse or a finger means, of those that lie over each other. Pure arithmetic.

/** @typedef {{ id: string, x: number, y: number, r: number }} Circle */

// A finger means circles whose middle is as near as this.
export const FINGER = 22;

/** @param {{ x: number, y: number, circle: Circle }} how */
const away = ({ x, y, circle }) => Math.sqrt((circle.x - x) ** 2 + (circle.y - y) ** 2);

/**
 * Of the circles under the mouse the one whose middle is nearest, so that every middle can be reached
 * however circles overlap.
 * @param {Circle[]} circles
 * @param {number} x
 * @param {number} y
 */
export function underMouse(circles, x, y) {
  let best = null, least = Infinity;
  for (const circle of circles) {
    const far = away({ x, y, circle });
    if (far <= circle.r + 2 && far < least) [best, least] = [circle.id, far];
  }
  return best;
}

/**
 * Of the circles near a finger the one whose middle is nearest; where the finger is inside several,
 * the smallest of them. Else the smallest circle that the finger is on.
 * @param {Circle[]} circles
 * @param {number} x
 * @param {number} y
 */
export function underFinger(circles, x, y) {
  const near = circles.map((circle) => ({ circle, far: away({ x, y, circle }) }));
  const bySize = (/** @type {typeof near} */ found) => found.sort((one, other) => one.circle.r - other.circle.r)[0];
  const on = near.filter(({ circle, far }) => far <= circle.r);
  const reached = near.filter(({ far }) => far <= FINGER).sort((one, other) => one.far - other.far);
  if (reached.length) {
    const inside = on.filter(({ far }) => far <= FINGER);
    const nearest = reached[0];
    return (inside.length > 1 && inside.includes(nearest) ? bySize(inside) : nearest).circle.id;
  }
  return on.length ? bySize(on).circle.id : null;
}
