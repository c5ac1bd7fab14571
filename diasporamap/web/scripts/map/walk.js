// The keyboard on the map: one stop of the Tab key, from which the arrow keys go on by rank.

/**
 * Which of some stops a key leads to from the one at `at`, -1 where it leads to none; a key that does
 * has no other effect.
 * @param {number} at
 * @param {number} number - of stops
 * @param {KeyboardEvent} event
 */
export function stepFrom(at, number, event) {
  /** @type {Record<string, number>} */
  const steps = {
    ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: number - 1,
  };
  if (at < 0 || !(event.key in steps)) return -1;
  event.preventDefault();
  event.stopPropagation();
  return Math.max(0, Math.min(number - 1, steps[event.key]));
}

/**
 * One stop of the Tab key leads into the places; the arrow keys go on to the next by rank, Enter and
 * Space choose.
 * @param {HTMLElement} container
 * @param {{ node: (place: string) => SVGElement | undefined, focused: (place: string | null) => void,
 *   choose: (place: string) => void }} on
 */
export function walkPlaces(container, on) {
  /** @type {string[]} */
  let order = [];
  /** @type {string | null} */
  let stop = null;

  /** @param {string | null} place */
  function setStop(place) {
    if (stop !== null) on.node(stop)?.setAttribute("tabindex", "-1");
    stop = place;
    if (stop !== null) on.node(stop)?.setAttribute("tabindex", "0");
  }

  /** @param {EventTarget | null} target */
  function placeOf(target) {
    const mark = target instanceof SVGElement ? target.closest(".mark") : null;
    return mark instanceof SVGElement ? mark.dataset.place || null : null;
  }

  container.addEventListener("keydown", function (event) {
    const focused = placeOf(event.target);
    if (focused === null) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      event.stopPropagation();
      on.choose(focused);
      return;
    }
    const next = order[stepFrom(order.indexOf(focused), order.length, event)];
    if (next === undefined) return;
    setStop(next);
    on.node(next)?.focus({ preventScroll: true });
  }, true);
  container.addEventListener("focusin", function (event) {
    const place = placeOf(event.target);
    if (place === null) return;
    setStop(place);
    if (/** @type {Element} */ (event.target).matches(":focus-visible")) on.focused(place);
  });
  container.addEventListener("focusout", function (event) {
    if (placeOf(event.target) !== null) on.focused(null);
  });
  return {
    /** @param {string[]} next */
    use(next) {
      order = next;
      setStop(stop !== null && order.includes(stop) ? stop : order[0] ?? null);
    },
  };
}
