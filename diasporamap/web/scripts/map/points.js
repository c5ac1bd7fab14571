// Associations, missions, events: signs by kind; those that would cover each other become one.

import { element, svgElement } from "../dom.js";
import { cornersPath } from "./marks.js";
import { stepFrom } from "./walk.js";

/** @import { Geography, Model, Point, Points } from "../data/model.js" */
/** @import { Store } from "../state.js" */
/** @import { Tooltip } from "./tooltip.js" */

// Radius of the sign of one point, of a number of one digit, and more for each further digit.
const ONE_POINT = 6, MANY_POINTS = 8.5, DIGIT = 2.5, POINT_GAP = 2, SIGNS_IN_A_ROW = 3;

// How many points of a place are told one by one.
const TOLD_POINTS = 8;

/**
 * Points that stand together, the pixel around which they do, and how wide and high their signs are.
 * @typedef {{ x: number, y: number, points: Point[], width: number, height: number }} Cluster
 */

/**
 * The signs of a cluster in rows, and how wide and high these are.
 * @param {[string, number][]} counted
 */
export function clusterRows(counted) {
  const rows = [];
  for (let at = 0; at < counted.length; at += SIGNS_IN_A_ROW) rows.push(counted.slice(at, at + SIGNS_IN_A_ROW));
  const wide = rows.map((row) => row.reduce((sum, [, number]) => sum + 2 * pointRadius(number) + POINT_GAP, 3));
  const high = rows.map((row) => 2 * Math.max(...row.map(([, number]) => pointRadius(number))) + POINT_GAP);
  return { rows, wide, high, width: Math.max(...wide), height: high.reduce((sum, each) => sum + each, 3) };
}

/**
 * Puts points together whose signs would cover each other: the place with most points takes those
 * near to it, and is then where they are on average.
 * @param {{ x: number, y: number, point: Point }[]} located
 * @param {string[]} kinds
 * @returns {Cluster[]}
 */
export function clusterPoints(located, kinds) {
  /**
   * @param {number} x
   * @param {number} y
   * @param {Point[]} points
   */
  function clusterOf(x, y, points) {
    const { width, height } = clusterRows(countKinds({ points }, kinds));
    return { x, y, points, width, height };
  }

  /** @type {Map<string, { x: number, y: number, points: Point[] }>} */
  const places = new Map();
  for (const { x, y, point } of located) {
    const key = x.toFixed(1) + " " + y.toFixed(1), there = places.get(key);
    if (there) there.points.push(point);
    else places.set(key, { x, y, points: [point] });
  }
  let clusters = [...places.values()].map(({ x, y, points }) => clusterOf(x, y, points));
  for (let merged = true; merged;) {
    clusters.sort((one, other) => other.points.length - one.points.length);
    /** @type {Cluster[]} */
    const kept = [];
    for (const each of clusters) {
      const at = kept.findIndex(function (other) {
        const across = Math.abs(other.x - each.x), up = Math.abs(other.y - each.y);
        return across < (other.width + each.width) / 2 && up < (other.height + each.height) / 2;
      });
      if (at < 0) {
        kept.push(each);
        continue;
      }
      const { x, y, points } = kept[at], together = [...points, ...each.points];
      const share = each.points.length / together.length;
      kept[at] = clusterOf(x + share * (each.x - x), y + share * (each.y - y), together);
    }
    merged = kept.length < clusters.length;
    clusters = kept;
  }
  return clusters;
}

/**
 * How many points of each kind a cluster has, in the order of the legend.
 * @param {{ points: Point[] }} cluster
 * @param {string[]} kinds
 * @returns {[string, number][]}
 */
export function countKinds(cluster, kinds) {
  return kinds.map(function (kind) {
    /** @type {[string, number]} */
    const counted = [kind, cluster.points.filter((point) => point.kind === kind).length];
    return counted;
  }).filter(([, number]) => number);
}

/** @param {number} number */
export function pointRadius(number) {
  return number === 1 ? ONE_POINT : MANY_POINTS + DIGIT * (String(number).length - 1);
}

/**
 * A sign with its number where it has one.
 * @param {Points} points
 * @param {string} sign
 * @param {number} x
 * @param {number} y
 * @param {number} number
 * @returns {SVGElement[]}
 */
export function pointSign(points, sign, x, y, number) {
  const [corners, raised] = points.signs[sign], radius = pointRadius(number);
  /** @type {SVGElement[]} */
  const parts = [svgElement("path", {
    d: cornersPath(corners, { x, y }, radius), fill: points.colour, stroke: "var(--page)", "stroke-width": 2,
    "paint-order": "stroke", "stroke-linejoin": "round",
  })];
  if (number > 1) {
    const words = svgElement("text", {
      x, y: y - raised * radius, dy: "0.35em", "text-anchor": "middle", fill: "var(--inside)",
      "font-size": 10.5, "font-weight": 700,
    });
    words.textContent = String(number);
    parts.push(words);
  }
  return parts;
}

/**
 * The picture of a cluster: the signs of its kinds in rows around its middle.
 * @param {Points} points
 * @param {[string, number][]} counted
 */
function clusterPicture(points, counted) {
  const { rows, wide, high, width, height } = clusterRows(counted);
  const svg = svgElement("svg", { width, height, "aria-hidden": "true" });
  let y = 2;
  rows.forEach(function (row, at) {
    let x = (width - wide[at] + 3 + POINT_GAP) / 2;
    for (const [kind, number] of row) {
      const radius = pointRadius(number);
      svg.append(...pointSign(points, points.kinds[kind].sign, x + radius, y + high[at] / 2, number));
      x += 2 * radius + POINT_GAP;
    }
    y += high[at];
  });
  return { svg, width, height };
}

/**
 * The city of all points of a cluster, blank where they have several.
 * @param {Cluster} cluster
 */
function cityOf({ points }) {
  return points.every((point) => point.city === points[0].city) ? points[0].city : "";
}

/**
 * What a cluster is called: its point, the city of all, or how many there are.
 * @param {Cluster} cluster
 * @param {Record<string, string>} texts
 * @param {string} language
 */
export function clusterName(cluster, texts, language) {
  if (cluster.points.length === 1) return cluster.points[0].name[language];
  const number = cluster.points.length + " " + texts.points, city = cityOf(cluster);
  return city ? city + texts.colon + number : number;
}

/**
 * What is told of the first points of a cluster, a line each: kind, city, what else is known; the
 * name before it where there are several.
 * @param {Cluster} cluster
 * @param {Points} points
 * @param {Record<string, string>} texts
 * @param {string} language
 */
export function clusterLines(cluster, points, texts, language) {
  const alone = cluster.points.length === 1, city = alone ? "" : cityOf(cluster);
  const lines = cluster.points.slice(0, TOLD_POINTS).map(function (point) {
    const kind = points.kinds[point.kind].name[language], name = point.name[language];
    const told = point.about.map((each) => each[language]);
    const known = [name === kind && !alone ? "" : kind, point.city === city ? "" : point.city, ...told];
    const words = known.filter(Boolean).join(" · ");
    if (alone) return words;
    return name + (words ? " (" + words + ")" : "");
  });
  const more = cluster.points.length - lines.length;
  return more ? [...lines, "+ " + more + " " + texts.more_points] : lines;
}

/**
 * Draws the points of a page over everything else, and tells of them in the tooltip.
 * @param {{ model: Model, store: Store, map: L.Map }} app
 * @param {Points} points
 * @param {Tooltip} tooltip
 * @param {(at: L.LatLng) => void} bring - moves the map where a sign that has the focus is not in it
 */
export function makePoints({ model, store, map }, points, tooltip, bring) {
  const group = L.layerGroup().addTo(map), pane = /** @type {HTMLElement} */ (map.getPane("points"));
  const label = element("label"), switched = label.appendChild(element("input")), kinds = Object.keys(points.kinds);
  const words = label.appendChild(element("span"));
  label.id = "points";
  switched.type = "checkbox";
  switched.checked = true;
  let here = false;
  /** @type {HTMLElement[]} */
  let signs = [];

  /** @param {HTMLElement | undefined} sign */
  function setStop(sign) {
    for (const each of signs) each.setAttribute("tabindex", each === sign ? "0" : "-1");
  }

  /** @param {Cluster} cluster */
  function add(cluster) {
    const { language } = store.get(), texts = model.texts[language];
    const { svg, width, height } = clusterPicture(points, countKinds(cluster, kinds));
    const at = map.layerPointToLatLng(L.point(cluster.x, cluster.y));
    const holder = element("span");
    holder.appendChild(svg);
    const icon = L.divIcon({ className: "point-sign", html: holder, iconSize: [width, height] });
    const marker = L.marker(at, { icon, pane: "points", keyboard: false }).addTo(group);
    const sign = /** @type {HTMLElement} */ (marker.getElement());
    const name = clusterName(cluster, texts, language), lines = clusterLines(cluster, points, texts, language);
    sign.setAttribute("role", "button");
    sign.setAttribute("aria-label", name + texts.colon + lines.join(", "));
    const tell = (/** @type {boolean} */ stays) => tooltip.tell(name, lines, at, stays);
    marker.on("click", () => tell(true));
    sign.addEventListener("pointerenter", (event) => event.pointerType !== "touch" && tell(false));
    sign.addEventListener("pointerleave", () => tooltip.leave());
    sign.addEventListener("focus", function () {
      if (!sign.matches(":focus-visible")) return;
      bring(at);
      tell(true);
    });
    signs.push(sign);
  }

  function draw() {
    const focused = signs.includes(/** @type {any} */ (document.activeElement));
    group.clearLayers();
    signs = [];
    const shown = here && switched.checked;
    document.body.classList.toggle("no-points", !shown);
    if (!shown) return;
    const located = points.points.map(function (point) {
      const { x, y } = map.latLngToLayerPoint([point.lat, point.lon]);
      return { x, y, point };
    });
    clusterPoints(located, kinds).reverse().forEach(add);
    signs.reverse(); // The largest stands on top and is the first that the Tab key comes to.
    setStop(signs[0]);
    if (focused && signs[0]) signs[0].focus({ preventScroll: true });
  }

  pane.addEventListener("keydown", function (event) {
    const at = signs.indexOf(/** @type {HTMLElement} */ (event.target));
    if (at >= 0 && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      signs[at].click();
    }
    const next = signs[stepFrom(at, signs.length, event)];
    if (!next) return;
    setStop(next);
    next.focus();
  });
  switched.addEventListener("change", function () {
    tooltip.hide();
    draw();
  });
  map.on("zoomend", function () {
    tooltip.hide();
    draw();
  });
  return {
    /** Where signs stand in the window. */
    boxes: () => signs.map((sign) => sign.getBoundingClientRect()),
    /** The box that shows and hides the points, for the legend. */
    label: () => (here ? label : null),
    /** @param {Geography} geography */
    use(geography) {
      here = geography.hasPoints;
      words.textContent = points.label[store.get().language];
      draw();
    },
  };
}
