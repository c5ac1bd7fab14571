// The view of the map: the frame of the data, regions, zoom, and a pane that may be hidden at first.

import { element, svgElement } from "../dom.js";
import { fitted, outside, overview, wholeWorld } from "./frame.js";
import { pixelOf, spotOf } from "./pins.js";
import { isStill } from "../tween.js";

/** @import { Spot as Weighed, View, World } from "./frame.js" */
/** @import { Model } from "../data/model.js" */

/** @typedef {Weighed & { id: string }} Seen a place that the first view is to show */

// The keys of the two views that are no region of the page's own.
export const OVERVIEW = null, WHOLE = "world";

// Latitudes that are worth showing, and the least size of a pane that a view can be fitted to.
const NORTH = 78, SOUTH = -60, LEAST_PANE = 40;

// How far from the edge of the map, in pixels, a place is still in it.
const MARGIN = 40;

// How many sides have a note of what lies beyond them.
const MOST_NOTES = 2, NARROWEST = 360;

/**
 * @param {{ model: Model, map: L.Map, text: (key: string) => string }} app
 * @param {{ seen: () => Seen[], told: (place: string) => string, rest: () => void }} of - places that the
 *   first view shows, what is written of one beyond its edge, what is done when the map rests
 */
export function makeView({ model, map, text }, of) {
  const frame = /** @type {HTMLElement} */ (map.getContainer().parentElement), lon0 = model.style.lon_0;
  /** @type {string | null} */
  let region = OVERVIEW;
  // Whether the view is that of the region, and not one that the reader has moved to.
  let own = true, shown = false, moving = false, worded = false;
  map.options.zoomSnap = 0;
  map.options.maxZoom = 7;

  /** @returns {World} */
  function world() {
    const top = spotOf(map, NORTH, lon0).y, bottom = spotOf(map, SOUTH, lon0).y;
    return { left: spotOf(map, 0, lon0 - 180).x, right: spotOf(map, 0, lon0 + 180).x, top, bottom };
  }

  /** @returns {World} */
  function sphere() {
    return { ...world(), top: spotOf(map, 90, lon0).y, bottom: spotOf(map, SOUTH, lon0).y };
  }

  /** @returns {View} that belongs to the region in the pane as it is */
  function viewOf() {
    const size = map.getSize();
    if (region === WHOLE) return wholeWorld({ x: size.x - 8, y: size.y - 8 }, sphere());
    const found = model.regions.find(({ key }) => key === region);
    if (!found) return overview(of.seen(), size, world());
    const [west, south, east, north] = found.bounds, steps = [0, 0.25, 0.5, 0.75, 1];
    const edge = steps.flatMap((part) => [south, north].map((lat) => spotOf(map, lat, west + part * (east - west))));
    const corners = edge.map(({ x, y }) => ({ x, y, r: 0, weight: 1 }));
    const covered = bottomCover(), free = { x: size.x, y: size.y - covered };
    const view = fitted(corners, free, sphere());
    return { ...view, y: view.y + covered / 2 / view.width };
  }

  /** How much of the lower edge of the map the buttons of regions take. */
  function bottomCover() {
    const buttons = document.getElementById("regions"), box = buttons && buttons.getBoundingClientRect();
    const pane = map.getContainer().getBoundingClientRect();
    return box && box.height && box.top < pane.bottom && box.bottom <= pane.bottom ? pane.bottom - box.top : 0;
  }

  /** @param {View} view */
  function placeOf(view) {
    const crs = /** @type {L.CRS} */ (map.options.crs);
    return {
      centre: crs.pointToLatLng(L.point(view.x * 256, view.y * 256), 0), zoom: Math.log2(view.width / 256),
    };
  }

  function isSeen() {
    const { x, y } = map.getSize();
    return x >= LEAST_PANE && y >= LEAST_PANE;
  }

  /** @param {boolean} animate */
  function fit(animate) {
    if (!isSeen()) return;
    const { centre, zoom } = placeOf(viewOf());
    const least = placeOf(wholeWorld(map.getSize(), sphere())).zoom;
    map.options.minZoom = Math.min(least, zoom);
    const moves = animate && shown && !isStill();
    moving = own = shown = true;
    map.setView(centre, zoom, moves ? /** @type {any} */ ({ zoom: { animate: true } }) : { animate: false });
    moving = moves;
  }

  map.on("dragstart", () => void (own = false));
  map.on("zoomstart", function () {
    if (!moving) own = false;
  });
  map.on("moveend", () => void (moving = false));
  // Leaflet hears of the window, but not of a frame that is shown or grows by itself.
  new ResizeObserver(function () {
    const { clientWidth, clientHeight } = map.getContainer();
    if (!map.getSize().equals(L.point(clientWidth, clientHeight))) map.invalidateSize({ animate: false });
  }).observe(map.getContainer());
  map.on("resize", function () {
    if (!own && shown) return;
    // Leaflet ends an animated zoom where it was to end before.
    if (moving) map.once("moveend", () => fit(false));
    else fit(false);
  });

  // The map cannot be lost: it moves inside a rectangle a little larger than the sphere.
  const { left, right, top, bottom } = sphere(), crs = /** @type {L.CRS} */ (map.options.crs);
  const corner = (/** @type {number} */ x, /** @type {number} */ y) => crs.pointToLatLng(L.point(x * 256, y * 256), 0);
  map.setMaxBounds(L.latLngBounds(corner(left - 0.15, bottom + 0.3), corner(right + 0.15, top - 0.3)));

  const notes = frame.appendChild(element("div", "edge-notes"));

  /** What lies beyond the first view is named at its edge: the largest place of each side. */
  function noteEdges() {
    if (!worded) return;
    notes.replaceChildren();
    if (region !== OVERVIEW || !own || !isSeen()) return;
    const width = 256 * 2 ** map.getZoom(), size = map.getSize(), middle = map.getCenter();
    const view = { width, ...spotOf(map, middle.lat, middle.lng) };
    notes.style.paddingBottom = 8 + bottomCover() + "px";
    const sides = [...outside(of.seen(), size, view)].map(([side, places]) => (
      { side, places: places.sort((one, other) => other.weight - one.weight) }
    )).filter(({ places: [{ id, weight }] }) => id && weight);
    sides.sort((one, other) => other.places[0].weight - one.places[0].weight);
    for (const { side, places: [first, ...others] } of sides.slice(0, size.x < NARROWEST ? 1 : MOST_NOTES)) {
      const button = element("button", "edge-note " + side, of.told(first.id));
      button.type = "button";
      const arrow = svgElement("svg", { width: 9, height: 12, viewBox: "0 0 9 12", "aria-hidden": "true" });
      arrow.appendChild(svgElement("path", {
        d: "M1.5,1.5 L7,6 L1.5,10.5", fill: "none", stroke: "currentColor", "stroke-width": 1.8,
      }));
      button.appendChild(arrow);
      if (others.length) button.title = "+ " + others.length;
      button.addEventListener("click", () => show(first.id, first));
      notes.appendChild(button);
    }
  }

  /**
   * Moves the map no farther than a place needs to be in it.
   * @param {string} _
   * @param {{ x: number, y: number }} spot
   */
  function show(_, spot) {
    const size = map.getSize(), at = pixelOf(map, spot), margin = Math.min(MARGIN, size.x / 5, size.y / 5);
    const beyond = (/** @type {number} */ one, /** @type {number} */ most) => (
      Math.min(0, one - margin) + Math.max(0, one - most + margin)
    );
    const by = L.point(beyond(at.x, size.x), beyond(at.y, size.y - coverOf(size)));
    if (!by.x && !by.y) return;
    own = false;
    map.panBy(by, { animate: !isStill(), duration: 0.35 });
  }

  /**
   * How much of the map's lower part a sheet covers.
   * @param {L.Point} size
   */
  function coverOf(size) {
    const sheet = document.getElementById("place");
    if (!sheet) return 0;
    const box = sheet.getBoundingClientRect(), pane = map.getContainer().getBoundingClientRect();
    const over = box.left < pane.right && box.right > pane.left && box.top < pane.bottom;
    if (!box.height || !over) return 0;
    return Math.max(0, Math.min(size.y / 2, pane.bottom - Math.max(pane.top, box.top)));
  }

  map.on("moveend", function () {
    noteEdges();
    of.rest();
  });

  const zoom = element("div", "zoom"), [more, less] = [["+", "M9,3 V15 M3,9 H15"], ["-", "M3,9 H15"]].map(
    function ([, d]) {
      const button = element("button");
      button.type = "button";
      const sign = svgElement("svg", { width: 18, height: 18, viewBox: "0 0 18 18", "aria-hidden": "true" });
      sign.appendChild(svgElement("path", { d, stroke: "currentColor", "stroke-width": 2 }));
      button.appendChild(sign);
      zoom.appendChild(button);
      return button;
    },
  );
  more.addEventListener("click", () => map.zoomIn(0.8));
  less.addEventListener("click", () => map.zoomOut(0.8));
  frame.appendChild(zoom);
  map.on("zoomend", function () {
    more.disabled = map.getZoom() >= map.getMaxZoom();
    less.disabled = map.getZoom() <= map.getMinZoom();
  });

  return {
    /**
     * @param {string | null} next
     * @param {boolean} animate
     */
    region(next, animate) {
      region = next;
      fit(animate);
    },
    /** The view of the region again, if the reader has not moved away from it. */
    refit() {
      if (own) fit(false);
    },
    /** Back to the view of the region. */
    back: (animate = true) => fit(animate),
    show,
    /** Whether only a part of the world is shown: a region, or where the reader has moved to. */
    isPart: () => region !== OVERVIEW && region !== WHOLE || !own,
    isRegion: () => model.regions.some(({ key }) => key === region),
    isSeen,
    /** Whether the view is that of the region, and not one that the reader has moved to. */
    isOwn: () => own,
    translate() {
      worded = true;
      for (const [button, key] of /** @type {const} */ ([[more, "view.zoom_in"], [less, "view.zoom_out"]])) {
        button.title = text(key);
        button.setAttribute("aria-label", text(key));
      }
      noteEdges();
    },
    noteEdges,
  };
}

/** @typedef {ReturnType<typeof makeView>} MapView */
