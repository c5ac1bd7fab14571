// @ts-check
// Puts the page together: layers, legend, tooltip, search, table and the view.

/** @param {L.Map} map */
function start(map) {
  /** @type {Page} */
  const page = JSON.parse(byId("data").textContent);

  addHatches(page.geographies.flatMap(({ layers }) => layers.flatMap((each) => Object.values(each.swatches))));
  const panes = addPanes(map);
  fitView(map);
  addSphere(map, panes, page.style);
  addCoast(map, panes, page);
  plainAreas(panes, page, page.shapes.undetermined).addTo(map);
  bordersOf(panes, page.style, page.shapes.borders).addTo(map);
  const geographies = page.geographies.map((geography) => prepare(panes, page, geography));

  const group = L.layerGroup().addTo(map);
  const tooltip = makeTooltip(map, panes);
  const walk = walkPlaces(map, tooltip);
  const points = page.points && makePoints(map, page.points, page.texts, tooltip);
  const search = makeSearch(function (place) {
    const shape = data.byPlace[place];
    flyTo(map, shape ? shape.getBounds() : L.latLngBounds([pointOf(data, place)]));
    tooltip.show(place);
    if (shape) pathOf(shape).focus({ preventScroll: true });
  });
  /** @type {HTMLTableElement[]} */
  const tables = [...document.querySelectorAll(/** @type {"table"} */ ("#table table"))];
  let data = geographies[0], layer = data.layers[0], index = 0;
  /** @type {Marks} */
  let marks;

  function useLayer() {
    layer = data.layers[index];
    for (const place in data.byPlace) {
      const swatch = layer.swatches[layer.fills[place]];
      const [color, weight] = swatch[3] ? [swatch[3], 2 * OUTLINE] : [swatch[0], SEAM];
      data.byPlace[place].setStyle({ color, weight, fillColor: fillOf(swatch) });
    }
    marks = drawMarks(map, panes, data, layer, group);
    drawLegend(map.getZoom(), data, layer);
    tooltip.use(data, layer, marks);
    walk.use(data, layer);
    describe(map, layer);
  }

  /** @param {number} chosen */
  function useGeography(chosen) {
    map.removeLayer(data.group);
    data = geographies[chosen];
    data.group.addTo(map);
    search.use(data);
    tables.forEach((table, at) => table.toggleAttribute("hidden", at !== chosen));
    useLayer();
    if (points) points.use(data);
  }

  onChoice("geography", useGeography);
  onChoice("layers", function (chosen) {
    index = chosen;
    useLayer();
  });
  map.on("zoomend", function () {
    marks.fit();
    drawLegend(map.getZoom(), data, layer);
  });
  useGeography(0);
  addButtons(map, page.texts);
  for (const table of tables) makeTable(table, page.language);
  openLegend();
  openForPrint();
}

/**
 * What a geography has on the map, made once: its places and its own lines.
 * @param {Panes} panes
 * @param {Page} page
 * @param {Geography} geography
 * @returns {Shown}
 */
function prepare(panes, page, geography) {
  const data = { ...page, ...geography, byPlace: {}, sizes: {}, group: L.layerGroup() };
  const own = geography.own;
  if (own) {
    const under = page.shapes.countries.features.filter(({ id }) => id && own.under.includes(id));
    data.group.addLayer(plainAreas(panes, page, { type: "FeatureCollection", features: under }));
  }
  data.group.addLayer(placesOf(panes, data, featuresOf(page, geography)));
  if (own) data.group.addLayer(bordersOf(panes, page.style, own.lines));
  return data;
}

/**
 * Calls back with the number of the choice whenever one is made in a fieldset of the panel.
 * @param {string} id
 * @param {(chosen: number) => void} use
 */
function onChoice(id, use) {
  const fieldset = byId(id);
  if (fieldset) fieldset.addEventListener("change", (/** @type {any} */ event) => use(Number(event.target.value)));
}

/**
 * Titles and captions follow the layer.
 * @param {L.Map} map
 * @param {Layer} layer
 */
function describe(map, layer) {
  byId("title").textContent = layer.title;
  byId("subtitle").textContent = layer.subtitle;
  byId("source").textContent = layer.captions[0];
  byId("captions").replaceChildren(...layer.captions.map((text) => element("p", "", text)));
  const container = map.getContainer();
  container.setAttribute("role", "group");
  container.setAttribute("aria-label", layer.alt);
  container.setAttribute("aria-describedby", "keyboard");
}

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
function fitView(map) {
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
function flyTo(map, bounds) {
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
function addButtons(map, texts) {
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

// On a narrow screen the legend lies behind a button.
function openLegend() {
  const button = byId("legend-button");
  button.addEventListener("click", function () {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    document.body.classList.toggle("legend-open", open);
    if (open) alignNumbers(byId("legend"));
  });
}

// Paper has no button to press: sources and disclaimer are printed.
function openForPrint() {
  const about = byId("about");
  let before = false;
  window.addEventListener("beforeprint", function () {
    before = about.open;
    about.open = true;
  });
  window.addEventListener("afterprint", function () {
    about.open = before;
  });
}
