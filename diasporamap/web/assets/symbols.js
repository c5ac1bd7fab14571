// Circles of stocks, and dots for places too small to show their colour.

// Pixels across under which a place gets a dot, and the dot's radius.
const TINY = 4, DOT = 3.6;

// Circles are as large as the style says where the world is this wide. They grow with the square
// root of the world's width, so that zooming in pulls them apart; the legend grows with them.
const USUAL_WIDTH = 1500, SMALLEST_FACTOR = 0.5, LARGEST_FACTOR = 1.6;

function worldWidth(map) {
  return 256 * Math.pow(2, map.getZoom());
}

function circleFactor(map) {
  const factor = Math.sqrt(worldWidth(map) / USUAL_WIDTH);
  return Math.max(SMALLEST_FACTOR, Math.min(LARGEST_FACTOR, factor));
}

function circleRadius(map, style, share) {
  return share * style.largest * circleFactor(map);
}

// The circles of a place, the outermost first: kind and radius. Only ranges have more than one.
function partsOf(layer, place) {
  return layer.parts ? layer.parts[place] : [["circle", layer.radii[place]]];
}

function paint(layer, part) {
  const look = layer.looks[part[0]];
  return { fillColor: look.fill, fillOpacity: look.opacity, color: look.edge, stroke: look.width > 0 };
}

// Outlines grow thinner on small circles; dashes are left out where a circle holds too few.
function fitCircle(circle, style, layer, part, radius) {
  const look = layer.looks[part[0]], weight = Math.min(look.width, radius / 4);
  const period = look.width * look.dashes.reduce((sum, dash) => sum + dash, 0);
  const dashed = period > 0 && 2 * Math.PI * radius >= style.fewestDashes * period;
  circle.setRadius(radius).setStyle({
    weight: weight, dashArray: dashed ? look.dashes.map((dash) => dash * look.width).join(" ") : null,
  });
}

// Draws the symbols of one layer, the largest first so that the small ones stay on top.
// Returns functions that fit them to the zoom and tell their size, and the places that have one.
function drawSymbols(map, panes, data, layer, group) {
  const style = data.style;
  const byPlace = {};
  group.clearLayers();
  function add(place, options) {
    const at = data.places[place];
    const symbol = L.circleMarker([at.lat, at.lon], Object.assign({
      renderer: panes.symbols, pane: "symbols", className: "symbol",
    }, options)).addTo(group);
    symbol.getElement().dataset.place = place;
    symbol.getElement().setAttribute("aria-hidden", "true");
    byPlace[place] = symbol;
  }
  const inner = {};
  for (const place of layer.order) {
    if (!layer.radii || !layer.radii[place]) continue;
    const [outer, disc] = partsOf(layer, place);
    add(place, Object.assign({ className: "symbol circle " + outer[0], radius: 1 }, paint(layer, outer)));
    if (!disc) continue;
    const ring = byPlace[place];
    add(place, Object.assign({ className: "symbol circle " + disc[0], radius: 1 }, paint(layer, disc)));
    [inner[place], byPlace[place]] = [byPlace[place], ring];
  }
  for (const place in layer.keys) {
    const key = layer.keys[place];
    if (byPlace[place] || ["land", "no_data", "not_attached", "not_attributable"].includes(key)) continue;
    add(place, {
      className: "symbol dot", fillColor: fillOf(layer.swatches[key], key), fillOpacity: 1,
      color: style.ink, weight: 0.8, radius: DOT,
    });
  }
  function fit() {
    const width = worldWidth(map);
    for (const place in byPlace) {
      const symbol = byPlace[place];
      if (layer.radii && layer.radii[place]) {
        const parts = partsOf(layer, place);
        [symbol, inner[place]].forEach(function (circle, index) {
          if (circle) fitCircle(circle, style, layer, parts[index], circleRadius(map, style, parts[index][1]));
        });
      } else {
        symbol.getElement().classList.toggle("needless", data.sizes[place] * width > TINY);
      }
    }
  }
  // How far the symbol of a place reaches; 0 where none is seen.
  function radius(place) {
    const symbol = byPlace[place];
    return symbol && !symbol.getElement().classList.contains("needless") ? symbol.getRadius() : 0;
  }
  fit();
  return { fit: fit, radius: radius, places: Object.keys(byPlace) };
}
