// What Folium adds to the map from Python: markers, shapes, popups. A page has none of the libraries
// and pictures that Folium would load for them, and its policy allows no style in markup.

import { element, svgElement } from "../dom.js";

/** @typedef {L.LatLng[]} Ring */

// Degrees between points of a line, so that it follows the graticule as it does in Folium's maps.
const STEP = 2;

let west = -180, admitting = false;

/**
 * Markup without what the policy is already against when it is read: handlers are gone, styles kept aside.
 * @param {string} markup
 */
export function quiet(markup) {
  return markup.replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\s(style|on\w+)(?=\s*=)/gi, " data-$1"));
}

/**
 * The nodes that markup makes. Scripts and handlers in it do nothing; styles are set one by one.
 * @param {string} markup
 */
function nodesOf(markup) {
  const { body } = new DOMParser().parseFromString(quiet(markup), "text/html");
  for (const styled of /** @type {NodeListOf<HTMLElement>} */ (body.querySelectorAll("[data-style]"))) {
    styled.style.cssText = styled.dataset.style || "";
    delete styled.dataset.style;
  }
  return [...body.childNodes].map((node) => document.adoptNode(node));
}

/**
 * An element around what markup makes, or the one that it makes.
 * @param {string} markup
 */
function elementOf(markup) {
  const nodes = nodesOf(markup.trim());
  if (nodes.length === 1 && nodes[0] instanceof HTMLElement) return nodes[0];
  const box = element("div");
  box.append(...nodes);
  return box;
}

/**
 * A longitude as the map counts them, eastwards from its cut.
 * @param {number} lng
 * @param {number} cut
 */
export function unrolled(lng, cut) {
  return lng < cut || lng > cut + 360 ? lng - 360 * Math.floor((lng - cut) / 360) : lng;
}

/**
 * A line or ring with points close to each other.
 * @param {Ring} points
 * @param {boolean} closed
 * @returns {Ring}
 */
export function dense(points, closed) {
  return points.flatMap(function (point, at) {
    const next = points[at + 1] || (closed ? points[0] : point);
    const up = next.lat - point.lat, along = next.lng - point.lng;
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(up), Math.abs(along)) / STEP));
    return Array.from({ length: steps }, function (_, step) {
      return L.latLng(point.lat + up * step / steps, point.lng + along * step / steps);
    });
  });
}

/**
 * Where a line from one point to another passes a meridian.
 * @param {L.LatLng} one
 * @param {L.LatLng} other
 * @param {number} lng
 */
function crossing(one, other, lng) {
  const share = (lng - one.lng) / (other.lng - one.lng);
  return L.latLng(one.lat + share * (other.lat - one.lat), lng);
}

/**
 * The part of a ring on one side of a meridian.
 * @param {Ring} ring
 * @param {number} lng
 * @param {boolean} east
 * @returns {Ring}
 */
export function sideOf(ring, lng, east) {
  const inside = (/** @type {L.LatLng} */ point) => (east ? point.lng >= lng : point.lng <= lng);
  return ring.flatMap(function (point, at) {
    const next = ring[(at + 1) % ring.length], here = inside(point) ? [point] : [];
    return inside(point) !== inside(next) ? [...here, crossing(point, next, lng)] : here;
  });
}

/**
 * @param {Ring} points
 * @param {number} turn - degrees
 */
function turned(points, turn) {
  return turn ? points.map(({ lat, lng }) => L.latLng(lat, lng + turn)) : points;
}

/**
 * How far to turn points so that most of them lie on the map.
 * @param {Ring} points
 * @param {number} cut
 */
function turnOf(points, cut) {
  const lngs = points.map(({ lng }) => lng), middle = (Math.min(...lngs) + Math.max(...lngs)) / 2;
  return unrolled(middle, cut) - middle;
}

/**
 * An area, its outline first, as the map has it: one or two parts where the map is cut through it.
 * @param {Ring[]} rings
 * @param {number} cut
 * @returns {Ring[][]}
 */
export function areaOn(rings, cut) {
  const all = rings.map((ring) => dense(ring, true)), turn = turnOf(all[0], cut);
  const whole = all.map((ring) => turned(ring, turn));
  /** @type {[number, boolean, number][]} */
  const sides = [[cut, false, 360], [cut + 360, true, -360]];
  const [rest, ...parts] = sides.reduce(function (/** @type {Ring[][]} */ [left, ...moved], [lng, east, by]) {
    const beyond = left.map((ring) => sideOf(ring, lng, east)).filter((ring) => ring.length > 2);
    if (!beyond.some((ring) => ring.some((point) => point.lng !== lng))) return [left, ...moved];
    const kept = left.map((ring) => sideOf(ring, lng, !east)).filter((ring) => ring.length > 2);
    return [kept, ...moved, beyond.map((ring) => turned(ring, by))];
  }, [whole]);
  return [rest, ...parts];
}

/**
 * A line as the map has it, in parts where it passes the cut.
 * @param {Ring} line
 * @param {number} cut
 * @returns {Ring[]}
 */
export function lineOn(line, cut) {
  const points = dense(line, false), turn = turnOf(points, cut);
  /** @type {Ring[]} */
  const parts = [];
  let side = NaN;
  turned(points, turn).forEach(function (point, at, all) {
    const now = point.lng < cut ? 360 : point.lng > cut + 360 ? -360 : 0;
    if (now !== side) {
      const edge = at ? crossing(all[at - 1], point, (now || side) === 360 ? cut : cut + 360) : null;
      if (edge) parts[parts.length - 1].push(...turned([edge], side));
      parts.push(edge ? turned([edge], now) : []);
      side = now;
    }
    parts[parts.length - 1].push(...turned([point], now));
  });
  return parts;
}

/** @type {Record<string, string>} the colours of the markers that Folium names */
const COLOURS = {
  red: "#d63e2a", darkred: "#a13336", lightred: "#ff8e7f", orange: "#f69730", beige: "#ffcb92", green: "#72b026",
  darkgreen: "#728224", lightgreen: "#bbf970", blue: "#38aadd", darkblue: "#00649f", cadetblue: "#436978",
  lightblue: "#8adaff", purple: "#d252b9", darkpurple: "#5b396b", pink: "#ff91ea", white: "#fbfbfb",
  gray: "#575757", lightgray: "#a3a3a3", black: "#303030",
};

/** @type {[RegExp, string][]} what markers have in their heads, from the middle; a dot where nothing fits */
const HEADS = [
  [/^info/, "M-1,-4.4h2.4v2h-2.4zM-1.9,-1.6h3.3v4.6h1v1.4h-4.3v-1.4h1v-3.2h-1z"],
  [/^star/, "M0,-5 L1.5,-1.7 5,-1.4 2.4,.9 3.2,4.4 0,2.5 -3.2,4.4 -2.4,.9 -5,-1.4 -1.5,-1.7Z"],
  [/^(home|house)/, "M0,-4.6 L5,0 H3.4 V4.2 H1.1 V1.2 H-1.1 V4.2 H-3.4 V0 H-5Z"],
  [/^flag/, "M-3.2,-4.6 H-2 V-4 H3.8 L2.2,-1.6 3.8,.8 H-2 V4.8 H-3.2Z"],
  [/^heart/, "M0,4.4 C-7,-.4 -4.2,-5.4 0,-2.2 C4.2,-5.4 7,-.4 0,4.4Z"],
  [/^plus/, "M-1.2,-4.4h2.4v3.2h3.2v2.4h-3.2v3.2h-2.4v-3.2h-3.2v-2.4h3.2z"],
];
const DOT = "M-3.6,0a3.6,3.6 0 1,0 7.2,0a3.6,3.6 0 1,0 -7.2,0";

// Three sheets on one another.
const SHEETS = ["M10,2.5 L18,7 10,11.5 2,7Z", "M2,10.5 L10,15 18,10.5", "M2,14 L10,18.5 18,14"];

/**
 * A pin as a picture.
 * @param {string} colour
 * @param {string} inside
 * @param {string} icon - a name of Bootstrap's or Font Awesome's
 */
export function pinPicture(colour, inside, icon) {
  const head = (HEADS.find(([name]) => name.test(icon)) || [null, DOT])[1];
  const pin = "M12.5,.7C6,.7.9,5.9.9,12.3c0,8.6 11.6,27.8 11.6,27.8s11.6,-19.2 11.6,-27.8C24.1,5.9 19,.7 12.5,.7z";
  const drawn = `<svg xmlns="http://www.w3.org/2000/svg" width="25" height="41"><path d="${pin}" fill="${colour}"`
    + ` stroke="#fff" stroke-width="1.4"/><path d="${head}" transform="translate(12.5,12.4)" fill="${inside}"/></svg>`;
  return "data:image/svg+xml," + encodeURIComponent(drawn);
}

/**
 * @param {string} colour
 * @param {string} inside
 * @param {string} icon
 */
function pinOf(colour, inside, icon) {
  return L.icon({
    iconUrl: pinPicture(colour, inside, icon), iconSize: [25, 41], iconAnchor: [12, 41], popupAnchor: [1, -34],
    tooltipAnchor: [16, -28],
  });
}

/** The pin that Folium asks of a library by names of colours and icons. */
function namedPin({ markerColor = "blue", iconColor = "white", icon = "" }) {
  // A colour goes into markup, so it is one of those known, or written in a plain way.
  const inside = /^[\w#(),.% -]+$/.test(iconColor) ? COLOURS[iconColor] || iconColor : "white";
  return pinOf(COLOURS[markerColor] || COLOURS.blue, inside, icon.replace(/^(fa|glyphicon)-/, ""));
}

/** @this {any} what has a point of the earth */
function placeOnMap() {
  if (!admitting || !this._latlng) return;
  this._latlng = L.latLng(this._latlng.lat, unrolled(this._latlng.lng, west), this._latlng.alt);
  this.options.bubblingMouseEvents = false;
}

/**
 * Makes Leaflet ready for what comes from Folium, until the page itself is drawn.
 * @param {number} lon0
 * @param {string} colour - of markers without one
 */
export function admit(lon0, colour) {
  const leaflet = /** @type {any} */ (L);
  west = lon0 - 180;
  admitting = true;

  /** @type {any} */ (window).$ = (/** @type {string} */ markup) => [elementOf(markup)];
  leaflet.Marker.mergeOptions({ icon: pinOf(colour, "#fff", "") });
  leaflet.AwesomeMarkers = { icon: namedPin, Icon: namedPin };
  const { setContent } = leaflet.DivOverlay.prototype, { createIcon } = leaflet.DivIcon.prototype;
  leaflet.DivOverlay.include({
    setContent(/** @type {unknown} */ content) {
      return setContent.call(this, typeof content === "string" ? elementOf(content) : content);
    },
  });
  leaflet.DivIcon.include({
    createIcon(/** @type {HTMLElement | undefined} */ old) {
      const { html } = this.options;
      if (typeof html !== "string") return createIcon.call(this, old);
      this.options.html = false;
      const made = createIcon.call(this, old);
      this.options.html = html;
      made.append(...nodesOf(html));
      return made;
    },
  });
  leaflet.Marker.addInitHook(placeOnMap);
  leaflet.CircleMarker.addInitHook(placeOnMap);
  leaflet.Polyline.addInitHook(/** @this {any} */ function () {
    if (!admitting || this.isEmpty()) return;
    const given = this._latlngs, { isFlat } = L.LineUtil;
    this.options.bubblingMouseEvents = false;
    if (this instanceof L.Polygon) {
      const areas = isFlat(given[0]) ? [given] : given;
      this.setLatLngs(areas.flatMap((/** @type {Ring[]} */ rings) => areaOn(rings, west)));
    } else {
      const lines = isFlat(given) ? [given] : given;
      this.setLatLngs(lines.flatMap((/** @type {Ring} */ line) => lineOn(line, west)));
    }
  });
}

/**
 * Ends what `admit` began: the page's own layers are where they belong.
 * @param {string} layers - what the choice of layers is called
 */
export function admitted(layers) {
  admitting = false;
  for (const link of document.querySelectorAll(/** @type {"a"} */ (".leaflet-control-layers-toggle"))) {
    const sheets = svgElement("svg", { viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true" });
    for (const d of SHEETS) {
      const line = { fill: "none", stroke: "currentColor", "stroke-width": 1.5, "stroke-linejoin": "round" };
      sheets.append(svgElement("path", { d, ...line }));
    }
    link.replaceChildren(sheets);
    link.title = layers;
    link.setAttribute("aria-label", layers);
  }
}

/**
 * Whether an element is what was added to the map, which tells of itself.
 * @param {Element} target
 */
export function isAdded(target) {
  return Boolean(target.closest(".leaflet-marker-pane, .leaflet-popup-pane, .leaflet-overlay-pane path"));
}

/**
 * The view that what was added asked for, as by `fit_bounds`; null where it asked for none.
 * @param {L.Map} map
 */
export function askedView(map) {
  const { center, zoom } = map.options, asked = { centre: map.getCenter(), zoom: map.getZoom() };
  return asked.centre.equals(L.latLng(/** @type {any} */ (center))) && asked.zoom === zoom ? null : asked;
}

/**
 * The scale of colours of a choropleth of Folium's, which it would draw by a library.
 * @param {L.Map} map
 * @param {{ caption: string, colours: [number, number, string][], ticks: [number, string | number][] }} scale -
 *   from, to and colour of each part, and numbers, all as shares of its length
 */
export function addScale(map, { caption, colours, ticks }) {
  const WIDTH = 240, MARGIN = 14;
  const Scale = L.Control.extend({
    options: { position: "topright" },
    onAdd() {
      const box = L.DomUtil.create("div", "leaflet-control colour-scale");
      box.append(element("p", "", caption));
      const svg = svgElement("svg", { width: WIDTH + 2 * MARGIN, height: 32, "aria-hidden": "true" });
      for (const [from, to, fill] of colours) {
        const x = MARGIN + from * WIDTH;
        svg.append(svgElement("rect", { x, y: 0, width: (to - from) * WIDTH + 0.5, height: 12, fill }));
      }
      for (const [at, number] of ticks) {
        const x = MARGIN + at * WIDTH, label = svgElement("text", { x, y: 28, "text-anchor": "middle" });
        label.textContent = number.toLocaleString(document.documentElement.lang);
        svg.append(svgElement("path", { d: `M${x},12v4`, stroke: "currentColor" }), label);
      }
      box.append(svg);
      return box;
    },
  });
  new Scale().addTo(map);
}
