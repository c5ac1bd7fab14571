// The tooltip: a place's name and its figures under the mouse or at the focus; what is told of points.

import { byId, element } from "../dom.js";

// Labels with more letters, such as those of sources, need a line of their own.
const LONG_LABEL = 24;

/** @typedef {{ row: string, label: string, text: string, state: string }} Line */

/**
 * Where a box stands beside a point: to its right and below, on the other side where there is no
 * room, and in the frame in any case.
 * @param {{ x: number, y: number }} point
 * @param {{ x: number, y: number }} box
 * @param {{ x: number, y: number }} frame
 */
export function besidePoint(point, box, frame) {
  const GAP = 14, EDGE = 6;
  const left = point.x + GAP + box.x > frame.x - EDGE ? point.x - GAP - box.x : point.x + GAP;
  const top = point.y + GAP + box.y > frame.y - EDGE ? point.y - GAP - box.y : point.y + GAP;
  return {
    x: Math.max(EDGE, Math.min(left, frame.x - box.x - EDGE)), y: Math.max(EDGE, Math.min(top, frame.y - box.y - EDGE)),
  };
}

/**
 * @param {L.Map} map
 * @param {(key: string) => string} text
 */
export function makeTooltip(map, text) {
  const box = byId("tooltip");
  let stays = false;
  /** @type {L.LatLng | null} */
  let anchor = null;

  /**
   * @param {{ x: number, y: number }} point
   * @param {boolean} pinned
   */
  function open(point, pinned) {
    stays = pinned;
    box.hidden = false;
    box.classList.toggle("pinned", pinned);
    stand(point);
  }

  /** @param {{ x: number, y: number }} point */
  function stand(point) {
    const place = besidePoint(point, { x: box.offsetWidth, y: box.offsetHeight }, map.getSize());
    box.style.left = place.x + "px";
    box.style.top = place.y + "px";
  }

  function hide() {
    stays = false;
    anchor = null;
    box.hidden = true;
  }

  map.on("zoomstart dragstart", hide);
  // The map may move to bring what is told of into view.
  map.on("move", () => anchor && stand(map.latLngToContainerPoint(anchor)));
  return {
    /**
     * Tells of a place: its name, its figures, that of the measure shown first.
     * @param {string} name
     * @param {Line[]} lines
     * @param {string[]} sentences - what else is told
     * @param {string} current
     * @param {{ x: number, y: number }} point - of the map's container
     */
    show(name, lines, sentences, current, point) {
      const list = element("dl", lines.some(({ label }) => label.length > LONG_LABEL) ? "long" : "");
      for (const { row, label, text: words, state } of lines) {
        const line = element("div", row === current ? "current" : "");
        line.append(element("dt", "", label), element("dd", state === "value" ? "" : "state", words));
        list.appendChild(line);
      }
      const told = sentences.map((sentence) => element("p", "", sentence));
      box.replaceChildren(element("strong", "", name), list, ...told);
      anchor = null;
      open(point, false);
    },
    /**
     * Tells of something that is no place; what stays has a button that closes it.
     * @param {string} name
     * @param {string[]} lines
     * @param {L.LatLng} at
     * @param {boolean} pinned
     */
    tell(name, lines, at, pinned) {
      if (stays && !pinned) return;
      const close = element("button", "close");
      close.type = "button";
      close.setAttribute("aria-label", text("close"));
      close.addEventListener("click", hide);
      box.replaceChildren(element("strong", "", name), close, ...lines.map((line) => element("p", "line", line)));
      anchor = at;
      open(map.latLngToContainerPoint(at), pinned);
    },
    /** Hides what does not stay. */
    leave() {
      if (!stays) hide();
    },
    hide,
    isOpen: () => !box.hidden,
    stays: () => stays,
  };
}

/** @typedef {ReturnType<typeof makeTooltip>} Tooltip */
