// The base of the map: sphere, graticule, coast, places, boundary lines, hatches.

const SVG = "http://www.w3.org/2000/svg";

// The world maps end south of the inhabited world.
const SOUTH = -57, NORTH = 84;

function svgElement(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  return element;
}

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

// Panes from below; each has an SVG of its own that reaches beyond the view, for panning.
function addPanes(map) {
  const panes = {};
  ["sphere", "coast", "places", "borders", "symbols", "seats", "highlight"].forEach(function (name, index) {
    map.createPane(name).style.zIndex = 300 + 10 * index;
    panes[name] = L.svg({ pane: name, padding: 0.4 });
  });
  return panes;
}

// Hatches are SVG patterns; every swatch that has one becomes a fill of its own.
function hatchId(key) {
  return "hatch-" + key;
}

function addHatches(swatches) {
  const marks = {
    diagonal: [["path", { d: "M-1,7 L7,-1 M-1,1 L1,-1 M5,7 L7,5" }]],
    cross: [["path", { d: "M0,0 L6,6 M6,0 L0,6", "stroke-opacity": 0.55 }]],
    dots: [["circle", { cx: 3, cy: 3, r: 0.9, class: "dot" }]],
    horizontal: [["path", { d: "M0,3 H6" }]],
    vertical: [["path", { d: "M3,0 V6" }]],
  };
  const svg = svgElement("svg", { width: 0, height: 0, "aria-hidden": "true", class: "hatches" });
  const defs = svg.appendChild(svgElement("defs", {}));
  for (const key in swatches) {
    const [fill, hatch, colour] = swatches[key];
    if (!hatch) continue;
    const pattern = svgElement("pattern", {
      id: hatchId(key), width: 6, height: 6, patternUnits: "userSpaceOnUse",
    });
    pattern.appendChild(svgElement("rect", { width: 6, height: 6, fill: fill }));
    for (const [name, attributes] of marks[hatch]) {
      const solid = attributes.class === "dot";
      pattern.appendChild(svgElement(name, Object.assign({
        fill: solid ? colour : "none", stroke: solid ? "none" : colour, "stroke-width": 0.9,
      }, attributes)));
    }
    defs.appendChild(pattern);
  }
  document.body.appendChild(svg);
}

function fillOf(swatch, key) {
  return swatch[1] ? "url(#" + hatchId(key) + ")" : swatch[0];
}

// The part of the sphere that is shown, and a quiet graticule every 30 degrees.
function addSphere(map, panes, style) {
  const west = style.lon_0 - 180, east = style.lon_0 + 180;
  const edge = [];
  for (let lat = SOUTH - 2; lat <= 90; lat += 1) edge.push([lat, east]);
  for (let lat = 90; lat >= SOUTH - 2; lat -= 1) edge.push([lat, west]);
  const still = { interactive: false, renderer: panes.sphere, pane: "sphere", smoothFactor: 0 };
  L.polygon(edge, Object.assign({
    color: style.outline, weight: 1, fillColor: style.ocean, fillOpacity: 1, className: "sphere",
  }, still)).addTo(map);
  const lines = [];
  for (let lon = -150; lon <= 180; lon += 30) {
    const shown = lon < west ? lon + 360 : lon;
    const line = [];
    for (let lat = SOUTH - 2; lat <= 90; lat += 1) line.push([lat, shown]);
    lines.push(line);
  }
  for (let lat = -30; lat <= 60; lat += 30) lines.push([[lat, west], [lat, east]]);
  L.polyline(lines, Object.assign({ color: style.graticule, weight: 0.8 }, still)).addTo(map);
}

// The coast is the outer half of a line under all places; fills hide the inner half, so that
// land boundaries are drawn by the boundary lines alone.
function addCoast(map, panes, data) {
  const [colour, width] = data.style.lines.coast;
  const options = {
    interactive: false, renderer: panes.coast, pane: "coast", smoothFactor: 0.5,
    style: { color: colour, weight: 1 + 2 * width, fill: false },
  };
  L.geoJSON(data.shapes.countries, options).addTo(map);
  L.geoJSON(data.shapes.undetermined, options).addTo(map);
}

// Areas of no country are filled as no data, and so is what lies under the parts of a split country.
function plainAreas(panes, data, features) {
  const [noData] = data.layers[0].swatches.no_data;
  return L.geoJSON(features, {
    renderer: panes.places, pane: "places", smoothFactor: 0.5, interactive: false,
    style: { color: noData, weight: 0.7, fillColor: noData, fillOpacity: 1 },
  });
}

// The shapes of a geography: countries, or areas that are made of countries unless they have a
// shape of their own.
function featuresOf(data) {
  const countries = data.shapes.countries.features;
  if (!data.areas) return countries;
  const polygons = {};
  for (const feature of countries) polygons[feature.id] = feature.geometry.coordinates;
  return Object.keys(data.areas).map(function (place) {
    const area = data.areas[place];
    const made = () => ({ type: "MultiPolygon", coordinates: area.of.flatMap((code) => polygons[code]) });
    return { type: "Feature", id: place, properties: { size: area.size }, geometry: area.shape || made() };
  });
}

// Makes the Leaflet layer of each place; `byPlace` gets them by code. A layer that comes to the
// map again has a new element, so that each coming marks it.
function placesOf(panes, data, byPlace) {
  return L.geoJSON(featuresOf(data), {
    renderer: panes.places, pane: "places", smoothFactor: 0.5,
    style: { className: "place", weight: 0.7, fillOpacity: 1 },
    onEachFeature: function (feature, layer) {
      byPlace[feature.id] = layer;
      layer.on("add", function () {
        const path = layer.getElement();
        path.dataset.place = feature.id;
        path.setAttribute("tabindex", "-1");
        path.setAttribute("role", "img");
        path.setAttribute("aria-label", spoken(data, feature.id));
      });
    },
  });
}

function bordersOf(panes, style, features) {
  return L.geoJSON(features, {
    interactive: false, renderer: panes.borders, pane: "borders", smoothFactor: 0.5,
    style: function (feature) {
      const [colour, width, dashes] = style.lines[feature.properties.kind];
      const weight = Math.max(width, dashes.length ? 1.1 : 0.6);
      return {
        color: colour, weight: weight, fill: false, className: "border-" + feature.properties.kind,
        lineCap: "butt", dashArray: dashes.map((dash) => (dash * weight).toFixed(1)).join(" "),
      };
    },
  });
}
