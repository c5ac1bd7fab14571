// Names and figures of the largest places, written on the map; the origin and what is looked at always.

import { contrast } from "./colours.js";
import { svgElement } from "../dom.js";
import { placeLabels } from "./labels.js";
import { isSmall } from "./marks.js";
import { makePins, pixelOf, spotOf } from "./pins.js";

/** @import { Base } from "./base.js" */
/** @import { Box, Crowd, Placement, Segment, Wanted } from "./labels.js" */
/** @import { Marks } from "./marks.js" */
/** @import { Geography, Layer, Model } from "../data/model.js" */

// So much of the people is to have names, but in a part of the world whatever is there.
const MOST_PEOPLE = 0.95;

// Lines of the origin's outline shorter than this many pixels are put together.
const COARSE = 3;

/**
 * What is on the map: a geography, a layer, the language, whether only a part of the world is shown.
 * @typedef {{ geography: Geography, layer: Layer, language: string, part: boolean,
 *   figure: (place: string) => string }} View
 */

/**
 * How many names there may be.
 * @param {{ x: number, y: number }} size - of the map
 * @param {number} screen - width of the window
 * @param {boolean} part
 */
export function mostNames(size, screen, part) {
  if (isSmall(size)) return part ? 12 : 9;
  return part ? 18 : screen <= 1280 ? 13 : 15;
}

/**
 * The places that are to have names: those with the first part of all people, at most so many.
 * @param {{ id: string, weight: number }[]} places
 * @param {number} most
 * @param {boolean} part
 */
export function namedOf(places, most, part) {
  const sorted = places.filter(({ weight }) => weight > 0).sort((one, other) => other.weight - one.weight);
  const all = sorted.reduce((sum, { weight }) => sum + weight, 0);
  /** @type {string[]} */
  const found = [];
  let sum = 0;
  for (const { id, weight } of sorted) {
    if (found.length >= most || !part && sum >= MOST_PEOPLE * all) break;
    found.push(id);
    sum += weight;
  }
  return found;
}

/**
 * @param {{ model: Model, map: L.Map, text: (key: string) => string }} app
 * @param {Base} base
 * @param {Marks} marks
 * @param {() => Box[]} obstacles - what lies over the map, in pixels of its container
 */
export function makeNames({ model, map, text }, base, marks, obstacles) {
  const pins = makePins(map, "names"), ruler = /** @type {CanvasRenderingContext2D} */ (
    document.createElement("canvas").getContext("2d")
  );
  pins.svg.classList.add("names");
  pins.svg.setAttribute("aria-hidden", "true");
  /** @type {View | null} */
  let view = null;
  /** @type {Placement[]} */
  let placed = [];
  /** @type {SVGElement[]} */
  let extra = [];
  /** @type {string | null} */
  let chosen = null;
  let family = "";

  function sizes() {
    return isSmall(map.getSize()) ? { font: 11.5, line: 14 } : { font: 12, line: 14.6 };
  }

  /**
   * @param {string} words
   * @param {string} font
   */
  function widthOf(words, font) {
    ruler.font = font;
    return Math.ceil(ruler.measureText(words).width) + 1;
  }

  /**
   * The words of a place: its name, and its figure or that it is the origin.
   * @param {View} now
   * @param {string} id
   */
  function wordsOf(now, id) {
    const place = now.geography.byId[id];
    const second = place.status === "origin" ? text("view.origin") : now.figure(id);
    return [place.short[now.language], ...second ? [second] : []];
  }

  /** All circles of the map, in pixels of its container. */
  function circles() {
    const size = map.getSize();
    return marks.all().flatMap(function ({ id, spot, reach }) {
      if (!reach) return [];
      const { x, y } = pixelOf(map, spot);
      const seen = x > -reach && y > -reach && x < size.x + reach && y < size.y + reach;
      return seen ? [{ id, x, y, r: reach }] : [];
    });
  }

  /** The outline of the origin in pixels, without its smallest turns. */
  function outline() {
    /** @type {Segment[]} */
    const found = [];
    for (const line of base.originLines()) {
      let last = null;
      for (const spot of line) {
        const { x, y } = pixelOf(map, spot);
        if (last && Math.abs(x - last.x) + Math.abs(y - last.y) < COARSE) continue;
        if (last) found.push({ x1: last.x, y1: last.y, x2: x, y2: y });
        last = { x, y };
      }
    }
    return found;
  }

  /**
   * What is wanted at a place.
   * @param {View} now
   * @param {string} id
   * @param {number} weight
   * @param {boolean} always
   * @returns {Wanted}
   */
  function wish(now, id, weight, always) {
    family ||= getComputedStyle(map.getContainer()).fontFamily;
    const place = now.geography.byId[id], { x, y } = pixelOf(map, spotOf(map, place.lat, place.lon));
    const { font } = sizes(), words = wordsOf(now, id), origin = place.status === "origin";
    const widths = words.map((word, at) => widthOf(
      word, (at ? origin ? "italic 400 " : "400 " : origin ? "700 " : "600 ") + font + "px " + family,
    ));
    const disc = marks.mark(id)?.drawn.get("disc1"); // within the ring of both sexes
    const r = origin ? 0 : marks.radius(id);
    return { id, x, y, r, widths, weight, always, ...disc && { room: disc.part.radius } };
  }

  /**
   * The crowd of the map as it is.
   * @param {Wanted[]} wanted
   * @param {Box[]} more
   * @returns {Crowd}
   */
  function crowdOf(wanted, more = []) {
    const { x, y } = map.getSize();
    return {
      width: x, height: y, line: sizes().line, circles: circles(), wanted, outline: outline(),
      boxes: [...obstacles(), ...more],
    };
  }

  /**
   * The places with names: by people in circles, by area where areas are what is seen.
   * @param {View} now
   */
  function wishes(now) {
    const { geography, layer } = now, size = map.getSize(), width = 256 * 2 ** map.getZoom();
    /** @type {Map<string, number>} */
    const weights = new Map();
    for (const mark of layer.marks) {
      if (mark.mark === "disc" && !layer.small.includes(mark.place)) {
        weights.set(mark.place, Math.max(weights.get(mark.place) || 0, mark.radius ** 2));
      }
    }
    for (const [id, breadth] of layer.flows?.ends || []) weights.set(id, breadth);
    if (layer.kind === "colours") {
      for (const id of layer.order) {
        const figure = geography.figure(id, layer.year, "total");
        if (figure.value !== null && !layer.small.includes(id)) weights.set(id, figure.value);
      }
    }
    const seen = [...weights].map(([id, weight]) => ({ id, weight })).filter(function ({ id }) {
      const { lat, lon } = geography.byId[id], { x, y } = pixelOf(map, spotOf(map, lat, lon));
      return x > 0 && y > 0 && x < size.x && y < size.y;
    });
    const ids = namedOf(seen, mostNames(size, window.innerWidth, now.part), now.part);
    const wanted = ids.map((id) => wish(now, id, weights.get(id) || 0, id === chosen));
    for (const { id, status } of geography.places) {
      if (status === "origin") wanted.unshift(wish(now, id, 0, true));
    }
    if (chosen && !ids.includes(chosen) && geography.byId[chosen] && geography.byId[chosen].status !== "origin") {
      wanted.push(wish(now, chosen, weights.get(chosen) || 0, true));
    }
    // An area holds its name only where it is as wide as that.
    if (layer.kind !== "colours") return wanted;
    return wanted.filter(({ id, widths, always }) => (
      always || geography.byId[id].size * width > 0.8 * Math.max(...widths)
    ));
  }

  /**
   * Writes a label: its words, and what leads from them to the circle.
   * @param {View} now
   * @param {Placement} label
   */
  function write(now, label) {
    const place = now.geography.byId[label.id], { font, line } = sizes(), origin = place.status === "origin";
    const spot = spotOf(map, place.lat, place.lon), at = pixelOf(map, spot);
    const node = svgElement("g", { class: "name" + (label.inside ? " inside" : ""), "data-of": label.id });
    const { box, align, leader } = label, { ink, inside, page } = model.style;
    if (leader) {
      const ends = { x1: leader.x1 - at.x, y1: leader.y1 - at.y, x2: leader.x2 - at.x, y2: leader.y2 - at.y };
      const led = svgElement("g", { class: "leader" });
      led.append(
        svgElement("line", { ...ends, stroke: page, "stroke-width": 3, "stroke-opacity": 0.92, class: "casing" }),
        ...leader.dot ? [svgElement("circle", {
          cx: ends.x2, cy: ends.y2, r: 2.1, fill: ink, stroke: page, "stroke-width": 1.4, class: "dot",
          "paint-order": "stroke",
        })] : [],
        svgElement("line", { ...ends, stroke: ink, "stroke-width": 1 }),
      );
      node.appendChild(led);
    }
    const x = (align === "start" ? box.left : align === "end" ? box.right : (box.left + box.right) / 2) - at.x;
    const disc = marks.mark(label.id)?.drawn, fill = label.inside && String(
      [...disc?.values() || []].at(-1)?.part.paint.fill || "",
    );
    const light = fill && /^#/.test(fill) && contrast(inside, fill) >= 4.5;
    wordsOf(now, label.id).forEach(function (word, row) {
      const words = svgElement("text", {
        x, y: box.top - at.y + row * line + 0.78 * line, "text-anchor": align, "font-size": font,
        "font-weight": row ? 400 : origin ? 700 : 600, fill: light ? inside : ink,
        ...row && origin ? { "font-style": "italic" } : {},
        ...light ? {} : {
          stroke: page, "stroke-width": 3.2, "stroke-opacity": 0.92, "paint-order": "stroke",
          "stroke-linejoin": "round",
        },
      });
      words.textContent = word;
      node.appendChild(words);
    });
    pins.svg.appendChild(node);
    pins.set(node, spot);
    return node;
  }

  function draw() {
    if (!view) return;
    pins.clear();
    extra = [];
    const now = view, { x, y } = map.getSize();
    pins.svg.classList.remove("moving");
    if (!x || !y) return;
    placed = placeLabels(crowdOf(wishes(now)));
    const labels = placed.slice().sort((one, other) => Number(Boolean(other.leader)) - Number(Boolean(one.leader)));
    for (const label of labels) write(now, label);
  }

  return {
    /** While the map or its figures change, only names inside their circles stay. */
    move() {
      pins.svg.classList.add("moving");
    },
    /** @param {View} next */
    show(next) {
      view = next;
      draw();
    },
    draw,
    /**
     * The place that is looked at has its name at any price.
     * @param {string | null} place
     */
    choose(place) {
      if (place === chosen) return;
      chosen = place;
      draw();
    },
    /**
     * What is hovered gets its name beside those that are there.
     * @param {string | null} place
     */
    hover(place) {
      for (const node of extra) pins.remove(node);
      extra = [];
      if (!view || !place || placed.some(({ id }) => id === place) || !view.geography.byId[place]) return;
      const boxes = placed.map(({ box }) => box);
      const [label] = placeLabels(crowdOf([wish(view, place, 1, true)], boxes));
      if (label) extra.push(write(view, label));
    },
    placed: () => placed,
  };
}

/** @typedef {ReturnType<typeof makeNames>} Names */
