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
  for (const place of layer.order) {
    if (!layer.radii || !layer.radii[place]) continue;
    add(place, {
      className: "symbol circle", fillColor: layer.colour, fillOpacity: style.opacity,
      color: style.edge, weight: style.edgeWidth, radius: 1,
    });
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
        const radius = circleRadius(map, style, layer.radii[place]);
        symbol.setRadius(radius).setStyle({ weight: Math.min(style.edgeWidth, radius / 4) });
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
