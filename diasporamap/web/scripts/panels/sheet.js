// On a phone the panel of a place is a sheet: it follows the finger, up to most of the screen or away.

import { byId } from "../dom.js";

/** @import { App } from "../main.js" */

/** The heights of the sheet in shares of the screen. */
export const HALF = 0.52, FULL = 0.92;

/**
 * Where a sheet comes to rest: the nearest height, or where a quick finger threw it; 0 closes it.
 * @param {number} share - of the screen
 * @param {number} speed - in screens a second, upwards
 */
export function restOf(share, speed) {
  const stops = [0, HALF, FULL], thrown = share + 0.25 * speed;
  return stops.reduce((best, each) => (Math.abs(each - thrown) < Math.abs(best - thrown) ? each : best));
}

/** @param {App} app */
export function makeSheet({ store }) {
  const panel = byId("place"), handle = byId("place-handle");
  const narrow = window.matchMedia("(max-width: 599px) and (min-height: 460px)");
  /** @type {{ y: number, share: number, at: number, last: number, time: number, moved: boolean } | null} */
  let drag = null;
  let share = HALF;

  /** @param {number} next */
  function set(next) {
    share = next;
    panel.style.setProperty("--sheet", 100 * next + "dvh");
    handle.setAttribute("aria-expanded", String(next === FULL));
  }

  handle.addEventListener("pointerdown", function (/** @type {PointerEvent} */ event) {
    if (!narrow.matches) return;
    handle.setPointerCapture(event.pointerId);
    drag = { y: event.clientY, share, at: event.timeStamp, last: event.clientY, time: event.timeStamp, moved: false };
    panel.classList.add("dragged");
  });
  handle.addEventListener("pointermove", function (/** @type {PointerEvent} */ event) {
    if (!drag) return;
    if (Math.abs(event.clientY - drag.y) > 4) drag.moved = true;
    if (event.timeStamp - drag.time > 40) Object.assign(drag, { last: event.clientY, time: event.timeStamp });
    set(Math.max(0.1, Math.min(FULL, drag.share + (drag.y - event.clientY) / window.innerHeight)));
  });
  /** @param {PointerEvent} event */
  function drop(event) {
    if (!drag) return;
    const { moved, last, time } = drag, seconds = Math.max(0.02, (event.timeStamp - time) / 1000);
    drag = null;
    panel.classList.remove("dragged");
    if (!moved) return;
    const rest = restOf(share, (last - event.clientY) / window.innerHeight / seconds);
    if (rest) set(rest);
    else store.set({ place: null });
  }
  handle.addEventListener("pointerup", drop);
  handle.addEventListener("pointercancel", drop);
  handle.addEventListener("click", function () {
    if (!panel.dataset.dropped) set(share === FULL ? HALF : FULL);
  });
  store.subscribe(function (state, before) {
    if (state.place !== null && before.place === null) set(HALF);
  });
  set(HALF);
}
