// The base of the map: sphere, graticule, coast, places, boundary lines, hatches.

import { pathOf } from "./dom.js";
import { SEAM } from "./hatches.js";
import { spoken } from "./told.js";

/** @import { Features, Geography, Geometry, Page, Style } from "./types.js" */

/**
 * The layers of Leaflet that places have on a map, by code.
 * @typedef {Record<string, L.Polygon>} Polygons
 */
/**
 * A geography on the map: what the page embeds of it, and what was made of it once.
 * @typedef {Page & Geography & { byPlace: Polygons, sizes: Record<string, number>, group: L.LayerGroup }} Shown
 */
/**
 * A renderer a pane, by name.
 * @typedef {Record<string, L.SVG>} Panes
 */

// The world maps end south of the inhabited world.
export const SOUTH = -57;

/**
 * Panes from below; each has an SVG of its own that reaches beyond the view, for panning.
 * @param {L.Map} map
 */
export function addPanes(map) {
  /** @type {Panes} */
  const panes = {};
  ["sphere", "coast", "places", "borders", "symbols", "seats", "highlight"].forEach(function (name, index) {
    map.createPane(name).style.zIndex = String(300 + 10 * index);
    panes[name] = L.svg({ pane: name, padding: 0.4 });
  });
  return panes;
}

/**
 * The part of the sphere that is shown, and a quiet graticule every 30 degrees.
 * @param {L.Map} map
 * @param {Panes} panes
 * @param {Style} style
 */
export function addSphere(map, panes, style) {
  const west = style.lon_0 - 180, east = style.lon_0 + 180;
  /** @type {[number, number][]} */
  const edge = [];
  for (let lat = SOUTH - 2; lat <= 90; lat += 1) edge.push([lat, east]);
  for (let lat = 90; lat >= SOUTH - 2; lat -= 1) edge.push([lat, west]);
  const still = { interactive: false, renderer: panes.sphere, pane: "sphere", smoothFactor: 0 };
  L.polygon(edge, {
    color: style.outline, weight: 1, fillColor: style.ocean, fillOpacity: 1, className: "sphere", ...still,
  }).addTo(map);
  /** @type {[number, number][][]} */
  const lines = [];
  for (let lon = -150; lon <= 180; lon += 30) {
    /** @type {[number, number][]} */
    const line = [];
    for (let lat = SOUTH - 2; lat <= 90; lat += 1) line.push([lat, lon < west ? lon + 360 : lon]);
    lines.push(line);
  }
  for (let lat = -30; lat <= 60; lat += 30) lines.push([[lat, west], [lat, east]]);
  L.polyline(lines, { color: style.graticule, weight: 0.8, ...still }).addTo(map);
}

/**
 * A layer of GeoJSON in a pane of its own.
 * @param {Features} features
 * @param {Panes} panes
 * @param {string} pane
 * @param {Omit<L.GeoJSONOptions, "style"> & { style: L.PathOptions | L.StyleFunction }} options
 */
function shapesIn(features, panes, pane, options) {
  /** @type {any} the renderer and the factor go to every path */
  const all = { renderer: panes[pane], pane, smoothFactor: 0.5, ...options };
  return L.geoJSON(/** @type {any} */ (features), all);
}

/**
 * The coast is the outer half of a line under all places; fills hide the inner half, so that land
 * boundaries are drawn by the boundary lines alone.
 * @param {L.Map} map
 * @param {Panes} panes
 * @param {Page} page
 */
export function addCoast(map, panes, page) {
  const [color, width] = page.style.lines.coast;
  const options = { interactive: false, style: { color, weight: 1 + 2 * width, fill: false } };
  shapesIn(page.shapes.countries, panes, "coast", options).addTo(map);
  shapesIn(page.shapes.undetermined, panes, "coast", options).addTo(map);
}

/**
 * Areas of no country are filled as no data, and so is what lies under the parts of a split country.
 * @param {Panes} panes
 * @param {Page} page
 * @param {Features} features
 */
export function plainAreas(panes, page, features) {
  const [color] = page.geographies[0].layers[0].swatches.no_data;
  const style = { color, weight: SEAM, fillColor: color, fillOpacity: 1 };
  return shapesIn(features, panes, "places", { interactive: false, style });
}

/**
 * The shapes of a geography: countries, or areas that are made of countries unless they have a
 * shape of their own.
 * @param {Page} page
 * @param {Geography} geography
 * @returns {Features}
 */
export function featuresOf(page, geography) {
  if (!geography.own) return page.shapes.countries;
  /** @type {Record<string, any[]>} */
  const polygons = {};
  for (const feature of page.shapes.countries.features) {
    polygons[/** @type {string} */ (feature.id)] = feature.geometry.coordinates;
  }
  const features = Object.entries(geography.own.areas).map(function ([id, area]) {
    const coordinates = () => (area.of || []).flatMap((code) => polygons[code]);
    /** @type {Geometry} */
    const geometry = area.shape || { type: "MultiPolygon", coordinates: coordinates() };
    return { type: /** @type {const} */ ("Feature"), id, properties: { size: area.size }, geometry };
  });
  return { type: "FeatureCollection", features };
}

/**
 * Makes the Leaflet layer of each place and puts it into `data.byPlace`. A layer that comes to the
 * map again has a new element, so that each coming marks it.
 * @param {Panes} panes
 * @param {Shown} data
 * @param {Features} features
 */
export function placesOf(panes, data, features) {
  return shapesIn(features, panes, "places", {
    style: { className: "place", weight: SEAM, fillOpacity: 1 },
    onEachFeature(feature, layer) {
      const place = String(feature.id), shape = /** @type {L.Polygon} */ (layer);
      data.byPlace[place] = shape;
      data.sizes[place] = /** @type {any} */ (data).sizes[place];
      shape.on("add", function () {
        const path = pathOf(shape);
        path.dataset.place = place;
        path.setAttribute("tabindex", "-1");
        path.setAttribute("role", "img");
        path.setAttribute("aria-label", spoken(data, place));
      });
    },
  });
}

/**
 * @param {Panes} panes
 * @param {Style} style
 * @param {Features} features
 */
export function bordersOf(panes, style, features) {
  return shapesIn(features, panes, "borders", {
    interactive: false,
    style(feature) {
      const kind = feature && feature.properties.kind, [color, width, dashes] = style.lines[kind];
      const weight = Math.max(width, dashes.length ? 1.1 : 0.6);
      return {
        color, weight, fill: false, className: "border-" + kind, lineCap: "butt",
        dashArray: dashes.map((dash) => (dash * weight).toFixed(1)).join(" "),
      };
    },
  });
}
