// Changes that are seen to happen, unless the reader asks for less motion.

/** Whether the reader asks for less motion. */
export function isStill() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/**
 * Calls back with the part of a change that is done, from 0 to 1, in each frame until it is; at once
 * with 1 where nothing is to move. Gives back what stops it.
 * @param {number} duration - in milliseconds
 * @param {(part: number) => void} step
 * @param {() => void} [done]
 */
export function tween(duration, step, done) {
  if (duration <= 0 || isStill() || document.hidden) {
    step(1);
    done?.();
    return () => undefined;
  }
  const start = performance.now();
  let frame = requestAnimationFrame(function next(now) {
    const part = Math.max(0, Math.min(1, (now - start) / duration));
    step(1 - (1 - part) ** 3);
    if (part < 1) frame = requestAnimationFrame(next);
    else done?.();
  });
  return () => cancelAnimationFrame(frame);
}
