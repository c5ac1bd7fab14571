// Puts the page together: layers, legend, tooltip, search, table and the view.

function start(map) {
  const whole = JSON.parse(document.getElementById("data").textContent);
  // A page of one geography has its data at the top; the geographies of a page share the rest.
  const geographies = (whole.geographies || [whole]).map((own) => Object.assign({}, whole, own));
  const swatches = geographies.flatMap((data) => data.layers.map((layer) => layer.swatches));

  addHatches(Object.assign({}, ...swatches));
  const panes = addPanes(map);
  fitView(map);
  addSphere(map, panes, geographies[0].style);
  addCoast(map, panes, geographies[0]);
  plainAreas(panes, geographies[0], geographies[0].shapes.undetermined).addTo(map);
  bordersOf(panes, geographies[0].style, geographies[0].shapes.borders).addTo(map);
  for (const data of geographies) prepare(panes, data);

  const group = L.layerGroup().addTo(map);
  const tooltip = makeTooltip(map, panes);
  const walk = walkPlaces(map, tooltip);
  const search = makeSearch(function (place) {
    flyTo(map, data.byPlace[place] ? data.byPlace[place].getBounds() : pointBounds(data.places[place]));
    tooltip.show(place);
    if (data.byPlace[place]) data.byPlace[place].getElement().focus({ preventScroll: true });
  });
  const tables = [...document.querySelectorAll("#table table")];
  let data = null, layer = null, symbols = null, index = 0;

  function useLayer() {
    layer = data.layers[index];
    for (const place in data.byPlace) {
      const key = layer.keys[place], swatch = layer.swatches[key];
      data.byPlace[place].setStyle({ color: swatch[0], fillColor: fillOf(swatch, key) });
    }
    symbols = drawSymbols(map, panes, data, layer, group);
    data.seats.fit(map, symbols);
    drawLegend(map, data, layer);
    tooltip.use(data, layer, symbols);
    walk.use(data, layer);
    describe(map, layer);
  }

  function useGeography(chosen) {
    if (data) map.removeLayer(data.group);
    data = geographies[chosen];
    data.group.addTo(map);
    search.use(data);
    tables.forEach((table, at) => table.toggleAttribute("hidden", at !== chosen));
    useLayer();
  }

  onChoice("geography", useGeography);
  onChoice("layers", function (chosen) {
    index = chosen;
    useLayer();
  });
  map.on("zoomend", function () {
    symbols.fit();
    data.seats.fit(map, symbols);
    if (layer.radii) drawLegend(map, data, layer);
  });
  useGeography(0);
  addButtons(map, data);
  for (const table of tables) makeTable(table, data.language);
  openLegend();
  openForPrint();
}

// What a geography has on the map, made once: its places, its own lines and its seats.
function prepare(panes, data) {
  data.byPlace = {};
  data.sizes = {};
  const parts = [];
  if (data.under) {
    const under = data.shapes.countries.features.filter((feature) => data.under.includes(feature.id));
    parts.push(plainAreas(panes, data, under));
  }
  parts.push(placesOf(panes, data, data.byPlace));
  if (data.lines) parts.push(bordersOf(panes, data.style, data.lines));
  data.seats = makeSeats(panes, data);
  parts.push(data.seats.group);
  data.group = L.layerGroup(parts);
  for (const place in data.byPlace) data.sizes[place] = data.byPlace[place].feature.properties.size;
}

// Calls back with the number of the choice whenever one is made in a fieldset of the panel.
function onChoice(id, use) {
  const fieldset = document.getElementById(id);
  if (fieldset) fieldset.addEventListener("change", (event) => use(Number(event.target.value)));
}

function pointBounds(at) {
  return L.latLngBounds([at.lat, at.lon], [at.lat, at.lon]);
}

// Titles and captions follow the layer.
function describe(map, layer) {
  document.getElementById("title").textContent = layer.title;
  document.getElementById("subtitle").textContent = layer.subtitle;
  document.getElementById("source").textContent = layer.captions[0];
  document.getElementById("captions").replaceChildren(...layer.captions.map((text) => element("p", "", text)));
  const container = map.getContainer();
  container.setAttribute("role", "group");
  container.setAttribute("aria-label", layer.alt);
  container.setAttribute("aria-describedby", "keyboard");
}

// The projected world: its middle, and the zoom at which it fills the map's container.
function viewOf(map) {
  const crs = map.options.crs, middle = crs.projection.unproject(L.point(0, 0));
  const at = (lat, lon) => crs.latLngToPoint(L.latLng(lat, middle.lng + lon), 0);
  const left = at(0, -180).x, right = at(0, 180).x, top = at(90, 0).y, bottom = at(SOUTH - 2, 0).y;
  const size = map.getSize().subtract([8, 8]);
  // Leaflet rounds to the nearest step, which could be a step too close.
  const snap = map.options.zoomSnap;
  const zoom = Math.log2(Math.min(size.x / (right - left), size.y / (bottom - top)));
  const centre = crs.pointToLatLng(L.point((left + right) / 2, (top + bottom) / 2), 0);
  return { centre: centre, zoom: Math.max(0, Math.floor(zoom / snap) * snap) };
}

// Opens on the whole world, however narrow the screen. The view follows the size of the window until
// the reader moves the map.
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
    map.invalidateSize({ animate: false, pan: !opened });
    if (opened) fit();
  }).observe(map.getContainer());
}

// The map cannot be lost: it moves inside a rectangle a little larger than the sphere.
function keepInside(map) {
  const plane = map.options.crs.projection;
  const corner = plane.bounds.max.multiplyBy(1.25);
  map.setMaxBounds(L.latLngBounds(plane.unproject(corner.multiplyBy(-1)), plane.unproject(corner)));
}

function flyTo(map, bounds) {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  map[still ? "fitBounds" : "flyToBounds"](bounds, {
    maxZoom: 5, padding: [40, 40], duration: 0.8, animate: !still,
  });
}

// Zoom buttons, and one for the whole world, with titles in the page's language.
function addButtons(map, data) {
  L.control.zoom({
    position: "topright", zoomInTitle: data.texts.zoom_in, zoomOutTitle: data.texts.zoom_out,
  }).addTo(map);
  const Whole = L.Control.extend({
    options: { position: "topright" },
    onAdd: function () {
      const bar = L.DomUtil.create("div", "leaflet-bar leaflet-control");
      const button = L.DomUtil.create("a", "whole", bar);
      button.href = "#";
      button.title = data.texts.reset;
      button.setAttribute("role", "button");
      button.setAttribute("aria-label", data.texts.reset);
      const globe = svgElement("svg", { viewBox: "0 0 20 20", width: 18, height: 18, "aria-hidden": "true" });
      for (const d of ["M2,10 a8,8 0 1,0 16,0 a8,8 0 1,0 -16,0", "M2,10 H18", "M10,2 C4,7 4,13 10,18 C16,13 16,7 10,2"]) {
        globe.appendChild(svgElement("path", { d: d, fill: "none", stroke: "currentColor", "stroke-width": 1.4 }));
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
  const button = document.getElementById("legend-button");
  button.addEventListener("click", function () {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    document.body.classList.toggle("legend-open", open);
    if (open) alignNumbers(document.getElementById("legend"));
  });
}

// Paper has no button to press: sources and disclaimer are printed.
function openForPrint() {
  const about = document.getElementById("about");
  let before = false;
  window.addEventListener("beforeprint", function () {
    before = about.open;
    about.open = true;
  });
  window.addEventListener("afterprint", function () {
    about.open = before;
  });
}
