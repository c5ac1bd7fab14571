// The wheel scrolls the page and zooms the map only with Ctrl or in full screen; in a frame of another
// page two fingers move the map. That it is so is said once.

import { byId, element } from "../dom.js";

const SHOWN = 2200;

/**
 * @param {L.Map} map
 * @param {(key: string) => string} text
 */
export function guardScrolling(map, text) {
  const container = map.getContainer(), frame = byId("frame");
  const note = frame.appendChild(element("p", "wheel-note"));
  note.setAttribute("aria-hidden", "true");
  note.hidden = true;
  const told = new Set();
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;

  /** @param {string} key */
  function tellOnce(key) {
    if (told.has(key)) return;
    told.add(key);
    note.textContent = text(key);
    note.hidden = false;
    clearTimeout(timer);
    timer = setTimeout(() => void (note.hidden = true), SHOWN);
  }

  map.scrollWheelZoom.enable();
  frame.addEventListener("wheel", function (/** @type {WheelEvent} */ event) {
    if (event.ctrlKey || event.metaKey || document.fullscreenElement) return;
    if (!container.contains(/** @type {Node} */ (event.target))) return;
    event.stopPropagation();
    tellOnce(/Mac/.test(navigator.platform) ? "view.wheel_mac" : "view.wheel");
  }, true);

  if (window.self === window.top) return;
  // One finger scrolls the page around; Leaflet's pinch moves and zooms with two.
  container.classList.add("two-fingers");
  frame.addEventListener("pointerdown", function (/** @type {PointerEvent} */ event) {
    map.dragging[event.pointerType === "touch" ? "disable" : "enable"]();
  }, true);
  container.addEventListener("touchmove", function (event) {
    if (event.touches.length === 1) tellOnce("view.fingers");
  }, { passive: true });
}
