// The view of the map: the world that fits, zoom buttons, flights to a place.

import { SOUTH } from "./base.js";
import { svgElement } from "./dom.js";

/**
 * The projection of the map, of which Leaflet's types do not tell.
 * @param {L.Map} map
 * @returns {any}
 */
function crsOf(map) {
  return map.options.crs;
}

/**
 * The projected world: its middle, and the zoom at which it fills the map's container.
 * @param {L.Map} map
 */
function viewOf(map) {
  const crs = crsOf(map), middle = crs.projection.unproject(L.point(0, 0));
  const at = function (/** @type {number} */ lat, /** @type {number} */ lon) {
    return crs.latLngToPoint(L.latLng(lat, middle.lng + lon), 0);
  };
  const left = at(0, -180).x, right = at(0, 180).x, top = at(90, 0).y, bottom = at(SOUTH - 2, 0).y;
  const size = map.getSize().subtract([8, 8]);
  // Leaflet rounds to the nearest step, which could be a step too close.
  const snap = /** @type {number} */ (map.options.zoomSnap);
  const zoom = Math.log2(Math.min(size.x / (right - left), size.y / (bottom - top)));
  const centre = crs.pointToLatLng(L.point((left + right) / 2, (top + bottom) / 2), 0);
  return { centre, zoom: Math.max(0, Math.floor(zoom / snap) * snap) };
}

/**
 * Opens on the whole world, however narrow the screen. The view follows the size of the window until
 * the reader moves the map.
 * @param {L.Map} map
 */
export function fitView(map) {
  let own = true;
  function fit() {
    const world = viewOf(map);
    map.options.minZoom = world.zoom;
    map.setView(world.centre, world.zoom, { animate: false });
    own = true;
  }
  map.options.maxZoom = 7;
  fit();
  keepInside(map);
  map.on("dragstart zoomstart", function () {
    own = false;
  });
  new ResizeObserver(function () {
    const box = map.getContainer(), opened = own;
    if (map.getSize().equals(L.point(box.clientWidth, box.clientHeight))) return;
    map.invalidateSize(/** @type {any} */ ({ animate: false, pan: !opened }));
    if (opened) fit();
  }).observe(map.getContainer());
}

/**
 * The map cannot be lost: it moves inside a rectangle a little larger than the sphere.
 * @param {L.Map} map
 */
function keepInside(map) {
  const plane = crsOf(map).projection;
  const corner = plane.bounds.max.multiplyBy(1.25);
  map.setMaxBounds(L.latLngBounds(plane.unproject(corner.multiplyBy(-1)), plane.unproject(corner)));
}

/**
 * @param {L.Map} map
 * @param {L.LatLngBounds} bounds
 */
export function flyTo(map, bounds) {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  map[still ? "fitBounds" : "flyToBounds"](bounds, {
    maxZoom: 5, padding: [40, 40], duration: 0.8, animate: !still,
  });
}

// The circle of a globe, its equator and a meridian.
const GLOBE = ["M2,10 a8,8 0 1,0 16,0 a8,8 0 1,0 -16,0", "M2,10 H18", "M10,2 C4,7 4,13 10,18 C16,13 16,7 10,2"];

/**
 * Zoom buttons, and one for the whole world, with titles in the page's language.
 * @param {L.Map} map
 * @param {Record<string, string>} texts
 */
export function addButtons(map, texts) {
  L.control.zoom({
    position: "topright", zoomInTitle: texts.zoom_in, zoomOutTitle: texts.zoom_out,
  }).addTo(map);
  const Whole = L.Control.extend({
    options: { position: "topright" },
    onAdd() {
      const bar = L.DomUtil.create("div", "leaflet-bar leaflet-control");
      const button = /** @type {HTMLAnchorElement} */ (L.DomUtil.create("a", "whole", bar));
      button.href = "#";
      button.title = texts.reset;
      button.setAttribute("role", "button");
      button.setAttribute("aria-label", texts.reset);
      const globe = svgElement("svg", { viewBox: "0 0 20 20", width: 18, height: 18, "aria-hidden": "true" });
      for (const d of GLOBE) {
        globe.appendChild(svgElement("path", { d, fill: "none", stroke: "currentColor", "stroke-width": 1.4 }));
      }
      button.appendChild(globe);
      L.DomEvent.disableClickPropagation(bar);
      L.DomEvent.on(button, "click", function (event) {
        L.DomEvent.preventDefault(event);
        const world = viewOf(map);
        map.setView(world.centre, world.zoom);
      });
      return bar;
    },
  });
  new Whole().addTo(map);
}
