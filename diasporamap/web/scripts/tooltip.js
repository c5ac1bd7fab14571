// The tooltip: a place's name and all its values, by mouse, keyboard, tap or search.

import { byId, element } from "./dom.js";
import { worldWidth } from "./marks.js";
import { pointOf, rowsOf } from "./told.js";

/** @import { Panes, Shown } from "./base.js" */
/** @import { Marks } from "./marks.js" */
/** @import { Layer } from "./types.js" */

// Labels with more letters, such as those of sources, need a line of their own also on a phone.
const LONG_LABEL = 24;

// The signs of points, which tell of themselves.
const POINT_SIGN = ".point-sign";

/**
 * The place that an element stands for.
 * @param {EventTarget | null} target
 */
function placeOf(target) {
  const found = target instanceof Element ? target.closest("[data-place]") : null;
  return /** @type {SVGElement | null} */ (found)?.dataset.place || null;
}

/**
 * @param {L.Map} map
 * @param {Panes} panes
 */
export function makeTooltip(map, panes) {
  const box = byId("tooltip"), frame = byId("frame"), panel = byId("panel");
  const narrow = window.matchMedia("(max-width: 760px)");
  const outline = L.layerGroup().addTo(map);
  /** @type {Shown} */
  let data;
  /** @type {Layer} */
  let layer;
  /** @type {Marks} */
  let marks;
  /** @type {string | null} */
  let shown = null;
  let pinned = false, docked = false;

  /** @param {string} place */
  function fill(place) {
    const { name, about = [] } = data.places[place], rows = rowsOf(data, place);
    const list = element("dl", rows.some(({ label }) => label.length > LONG_LABEL) ? "long" : "");
    for (const { row, label, state, text } of rows) {
      const line = element("div", row === layer.measure ? "current" : "");
      line.append(element("dt", "", label), element("dd", state === "value" ? "" : "state", text));
      list.appendChild(line);
    }
    write(name, list, about);
  }

  /**
   * @param {string} name
   * @param {HTMLElement} list
   * @param {string[]} lines
   * @param {string} [className] - of each line
   */
  function write(name, list, lines, className) {
    const close = element("button", "close", "×");
    close.type = "button";
    close.setAttribute("aria-label", data.texts.close);
    close.addEventListener("click", hide);
    const told = lines.map((line) => element("p", className, line));
    box.replaceChildren(element("strong", "", name), close, list, ...told);
  }

  /** @param {string} place */
  function highlight(place) {
    outline.clearLayers();
    /** @type {any} */
    const line = {
      color: data.style.ink, weight: 1.4, fill: false, interactive: false, renderer: panes.highlight,
      pane: "highlight", smoothFactor: 0.5,
    };
    const radius = marks.radius(place), shape = data.byPlace[place];
    if (radius) L.circleMarker(pointOf(data, place), { radius, ...line }).addTo(outline);
    // An outline under its own circle would only blur it.
    if (shape && (!radius || data.sizes[place] * worldWidth(map.getZoom()) > 2 * radius)) {
      L.geoJSON(shape.feature, { style: line, ...line }).addTo(outline);
    }
  }

  /** @param {string} place */
  function anchorOf(place) {
    return map.latLngToContainerPoint(pointOf(data, place));
  }

  /**
   * Beside the point, inside the frame; on a narrow screen along the edge away from the point.
   * @param {L.Point} point
   */
  function put(point) {
    box.classList.toggle("docked", docked);
    box.style.left = box.style.top = box.style.bottom = "";
    if (docked) {
      box.style[point.y > frame.clientHeight / 2 ? "top" : "bottom"] = "8px";
      return;
    }
    const gap = 14, width = box.offsetWidth, height = box.offsetHeight;
    const left = point.x + gap + width > frame.clientWidth ? point.x - gap - width : point.x + gap;
    const top = point.y + gap + height > frame.clientHeight ? point.y - gap - height : point.y + gap;
    box.style.left = Math.max(6, left) + "px";
    box.style.top = Math.max(6, top) + "px";
  }

  /**
   * @param {L.Point} point
   * @param {boolean} stays
   */
  function open(point, stays) {
    pinned = stays;
    box.hidden = false;
    box.classList.toggle("pinned", pinned);
    put(point);
  }

  /**
   * @param {string} place
   * @param {L.Point} [point] - its own one when left out
   * @param {boolean} [stays]
   */
  function show(place, point, stays = false) {
    if (shown !== place) {
      fill(place);
      highlight(place);
    }
    shown = place;
    open(point || anchorOf(place), stays);
  }

  /**
   * Tells of something that is no place.
   * @param {string} name
   * @param {string[]} lines
   * @param {L.LatLng} at
   * @param {boolean} stays
   */
  function tell(name, lines, at, stays) {
    if (pinned && !stays) return;
    hide();
    docked = narrow.matches;
    write(name, element("dl"), lines, "line");
    open(map.latLngToContainerPoint(at), stays);
  }

  function hide() {
    shown = null;
    pinned = false;
    box.hidden = true;
    outline.clearLayers();
  }

  /**
   * Of the marks that reach a point, the one whose centre is nearest is meant, so that every centre
   * can be reached however circles overlap; else the place itself. `reach` widens marks.
   * @param {Event} event
   * @param {L.Point} point
   * @param {number} reach
   */
  function placeAt(event, point, reach) {
    let best = null, least = Infinity;
    for (const place of marks.places) {
      const radius = marks.radius(place), away = anchorOf(place).distanceTo(point);
      if (radius && away < least && away <= radius + reach) [best, least] = [place, away];
    }
    return best || placeOf(event.target);
  }

  frame.addEventListener("pointermove", function (/** @type {PointerEvent} */ event) {
    if (event.pointerType === "touch" || event.buttons) return;
    const target = /** @type {Element} */ (event.target);
    if (target.closest(POINT_SIGN)) return;
    const onMap = map.getContainer().contains(target) && !target.closest(".leaflet-control");
    const point = map.mouseEventToContainerPoint(event);
    const place = onMap ? placeAt(event, point, 2) : null;
    docked = narrow.matches;
    if (place && !(pinned && place === shown)) show(place, point);
    else if (!place && !pinned) hide();
  });
  frame.addEventListener("pointerleave", function () {
    if (!pinned) hide();
  });
  map.on("click", function (event) {
    // A finger is wide: it also means a mark near to it.
    const touch = /** @type {PointerEvent} */ (event.originalEvent).pointerType === "touch";
    const place = placeAt(event.originalEvent, event.containerPoint, touch ? 14 : 2);
    docked = touch || narrow.matches;
    if (place) show(place, event.containerPoint, true);
    else hide();
  });
  frame.addEventListener("focusin", function (/** @type {FocusEvent} */ event) {
    const place = placeOf(event.target);
    docked = narrow.matches;
    if (place && /** @type {Element} */ (event.target).matches(":focus-visible")) show(place, undefined, true);
  });
  frame.addEventListener("focusout", function (/** @type {FocusEvent} */ event) {
    // It stays while the reader goes to the panel, to compare the layers.
    const next = event.relatedTarget;
    const from = /** @type {Element} */ (event.target);
    if ((placeOf(from) || from.closest(POINT_SIGN)) && next && !frame.contains(next) && !panel.contains(next)) hide();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") hide();
  });
  map.on("zoomstart movestart", function () {
    if (!pinned) hide();
  });
  map.on("zoomend moveend", function () {
    if (!shown) return;
    highlight(shown);
    put(anchorOf(shown));
  });

  return {
    tell,
    hide,
    /** @param {string} place */
    show(place) {
      docked = narrow.matches;
      show(place, undefined, true);
    },
    /**
     * @param {Shown} chosen
     * @param {Layer} chosenLayer
     * @param {Marks} chosenMarks
     */
    use(chosen, chosenLayer, chosenMarks) {
      [data, layer, marks] = [chosen, chosenLayer, chosenMarks];
      const kept = pinned && shown && data.places[shown] ? shown : null;
      hide();
      if (kept) show(kept, undefined, true);
    },
  };
}
