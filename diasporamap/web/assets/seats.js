// Missions at their seats: small signs over the circles, a shape a kind.

// Half the width of a sign in pixels, at most and at least.
const LARGEST_SIGN = 4.5, SMALLEST_SIGN = 1.2;

// The outline of a sign as an SVG path around a point; all shapes look about equally large.
function signPath(kind, at, half) {
  const round = (value) => value.toFixed(2);
  const polygon = (corners) => "M" + corners.map(
    ([x, y]) => round(at.x + x * half) + "," + round(at.y + y * half),
  ).join("L") + "Z";
  const shapes = {
    embassy: [[-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]],
    high_commission: [[0, -1.15], [1.15, 0], [0, 1.15], [-1.15, 0]],
    consulate_general: [[0, -1.1], [1.1, 0.85], [-1.1, 0.85]],
    consulate: [[0, 1.1], [1.1, -0.85], [-1.1, -0.85]],
  };
  if (shapes[kind]) return polygon(shapes[kind]);
  const turn = (across) => "a" + round(half) + "," + round(half) + " 0 1 0 " + round(across) + ",0";
  return "M" + round(at.x - half) + "," + round(at.y) + turn(2 * half) + turn(-2 * half) + "Z";
}

// An honorary consulate is hollow; the others are dark with a light edge, to stand out of a circle.
function signColours(kind, style) {
  const hollow = kind === "honorary_consulate";
  return {
    fill: hollow ? "#fff" : style.ink, stroke: hollow ? style.ink : "#fff", "stroke-width": hollow ? 1.1 : 0.8,
  };
}

const Sign = L.CircleMarker.extend({
  _updatePath: function () {
    this._renderer._setPath(this, signPath(this.options.kind, this._point, this._radius));
  },
});

// Makes the seats of a geography; `fit` sizes them to the zoom and to the circles under them.
function makeSeats(panes, data) {
  const group = L.layerGroup(), byPlace = {};
  for (const [place, kind] of Object.entries(data.missions || {})) {
    const at = data.places[place], colours = signColours(kind, data.style);
    byPlace[place] = new Sign([at.lat, at.lon], {
      renderer: panes.seats, pane: "seats", className: "seat", kind: kind, fillOpacity: 1,
      fillColor: colours.fill, color: colours.stroke, weight: colours["stroke-width"],
    });
    byPlace[place].on("add", function () {
      const path = byPlace[place].getElement();
      path.dataset.place = place;
      path.setAttribute("aria-hidden", "true");
    });
    byPlace[place].addTo(group);
  }
  return {
    group: group,
    places: Object.keys(byPlace),
    radius: (place) => (byPlace[place] ? byPlace[place].getRadius() : 0),
    // A circle that is smaller than a sign stays visible around it.
    fit: function (map, symbols) {
      const usual = Math.min(LARGEST_SIGN, 3.6 * circleFactor(map));
      for (const place in byPlace) {
        const under = symbols.radius(place);
        const most = under ? Math.max(SMALLEST_SIGN, 0.55 * under) : usual;
        const half = Math.min(usual, most), colours = signColours(byPlace[place].options.kind, data.style);
        byPlace[place].setRadius(half).setStyle({ weight: Math.min(colours["stroke-width"], half / 4) });
      }
    },
  };
}
