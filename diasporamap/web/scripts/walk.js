// The keyboard on the map: one stop of the Tab key, from which the arrow keys go on.

import { byId, pathOf } from "./dom.js";
import { pointOf } from "./told.js";

/** @import { Shown } from "./base.js" */
/** @import { Layer } from "./types.js" */

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
 * One stop of the Tab key leads into the places; the arrow keys go on to the next by value.
 * @param {L.Map} map
 * @param {{ show: (place: string) => void }} tooltip
 */
export function walkPlaces(map, tooltip) {
  /** @type {Shown} */
  let data;
  /** @type {string[]} */
  let order = [];
  /** @type {SVGElement | null} */
  let stop = null;

  /** @param {string | undefined} place */
  function setStop(place) {
    if (stop) stop.setAttribute("tabindex", "-1");
    stop = place ? pathOf(data.byPlace[place]) : null;
    if (stop) stop.setAttribute("tabindex", "0");
  }

  byId("frame").addEventListener("keydown", function (/** @type {KeyboardEvent} */ event) {
    const focused = /** @type {SVGElement} */ (event.target).dataset;
    const at = order.indexOf(focused && focused.place || "");
    const next = order[stepFrom(at, order.length, event)];
    if (!next) return;
    setStop(next);
    if (stop) stop.focus();
    tooltip.show(next);
    map.panInside(pointOf(data, next), { padding: [60, 60] });
  }, true);
  return {
    /**
     * @param {Shown} chosen
     * @param {Layer} layer
     */
    use(chosen, layer) {
      data = chosen;
      order = layer.order;
      setStop(order[0]);
    },
  };
}
