// What stands at places: circles and parts of circles, signs of states, signs of missions. All sizes
// are pixels that no zoom changes; only a region makes circles larger.

import { contrast } from "./colours.js";
import { svgElement } from "../dom.js";
import { dashArray } from "./hatches.js";
import { makePins, spotOf } from "./pins.js";
import { tween } from "../tween.js";

/** @import { Attributes } from "../dom.js" */
/** @import { Hatches } from "./hatches.js" */
/** @import { Spot } from "./pins.js" */
/** @import { Disc, Geography, Layer, Model, Place } from "../data/model.js" */
/** @import { Look, State } from "../data/types.js" */

/**
 * A part of what stands at a place: a circle of a radius, or another shape whose outline is written
 * for a radius. `reach` says whether the place is as wide as this.
 * @typedef {{ key: string, radius: number, paint: Attributes, outline?: (radius: number) => string,
 *   reach: boolean }} Part
 */
/**
 * Circles of a page: how large they are beside what the style says, the least radius.
 * @typedef {{ factor: number, least: number }} Size
 */

// A change of year, measure or geography.
const CHANGE = 350;

// Pixels across under which an area gets a dot, and the dot's radius.
const TINY = 4, DOT = 3.6;

// Half the width of a mission's sign, at most and at least.
export const LARGEST_SIGN = 4.5;
const SMALLEST_SIGN = 1.2;

// Radius of the circles of states without a figure, and half of a cross.
const STATE = 7, CROSS = 4;

/** @type {Record<string, [number, number][]>} the corners of signs, upwards; all look about equally large */
const SIGNS = {
  embassy: [[-0.85, 0.85], [0.85, 0.85], [0.85, -0.85], [-0.85, -0.85]],
  high_commission: [[0, 1.15], [1.15, 0], [0, -1.15], [-1.15, 0]],
  consulate_general: [[0, 1.1], [1.1, -0.85], [-1.1, -0.85]],
  consulate: [[0, -1.1], [1.1, 0.85], [-1.1, 0.85]],
};

/**
 * Whether a map is as small as on a phone, also across or where the page is enlarged; on paper one that
 * is low is wide.
 * @param {{ x: number, y: number }} frame
 */
export function isSmall(frame) {
  return frame.x < 600 || frame.y < 400 && frame.x < 1000;
}

/**
 * How large circles are in a window: as the style says in a wide one, smaller in others.
 * @param {{ x: number, y: number }} frame - the map's size
 * @param {number} screen - width of the window
 * @param {boolean} region
 * @returns {Size}
 */
export function circleSize(frame, screen, region) {
  const phone = isSmall(frame), low = frame.y <= 416;
  const factor = phone ? 25 / 42 : low ? 34 / 42 : screen <= 1280 ? 38 / 42 : 1;
  return { factor: factor * (region ? 1.25 : 1), least: phone ? 1.9 : 2.2 };
}

/**
 * The radius of a circle of so much of the largest.
 * @param {Model} model
 * @param {Size} size
 * @param {number} share
 */
export function circleRadius(model, size, share) {
  return Math.max(size.least, share * model.style.largest * size.factor);
}

/**
 * A part of a disc around a point, as an SVG path: degrees from the right, against the clock.
 * @param {{ x: number, y: number }} at
 * @param {number} radius
 * @param {number} start
 * @param {number} sweep
 */
export function sectorPath(at, radius, start, sweep) {
  const corner = function (/** @type {number} */ degrees) {
    const turn = degrees * Math.PI / 180;
    return (at.x + radius * Math.cos(turn)).toFixed(2) + "," + (at.y - radius * Math.sin(turn)).toFixed(2);
  };
  const arc = "A" + [radius.toFixed(2), radius.toFixed(2), 0, sweep > 180 ? 1 : 0, 0, corner(start + sweep)].join(" ");
  return "M" + at.x.toFixed(2) + "," + at.y.toFixed(2) + "L" + corner(start) + arc + "Z";
}

/**
 * The outline of a sign with corners around a point, as an SVG path.
 * @param {[number, number][]} corners - upwards, in halves of its width
 * @param {{ x: number, y: number }} at
 * @param {number} half
 */
export function cornersPath(corners, at, half) {
  const placed = corners.map(([right, up]) => (at.x + right * half).toFixed(2) + "," + (at.y - up * half).toFixed(2));
  return "M" + placed.join("L") + "Z";
}

/**
 * The outline of a sign around a point, as an SVG path; a circle where the sign has no corners.
 * @param {string} sign
 * @param {{ x: number, y: number }} at
 * @param {number} half
 */
export function signPath(sign, at, half) {
  if (SIGNS[sign]) return cornersPath(SIGNS[sign], at, half);
  const round = (/** @type {number} */ value) => value.toFixed(2), size = round(half);
  const turn = (/** @type {number} */ across) => "a" + size + "," + size + " 0 1 0 " + round(across) + ",0";
  return "M" + round(at.x - half) + "," + round(at.y) + turn(2 * half) + turn(-2 * half) + "Z";
}

/**
 * An honorary consulate is hollow; the others are dark with a light edge, to stand out of a circle.
 * @param {string} sign
 * @param {string} ink
 */
export function signColours(sign, ink) {
  const hollow = sign === "honorary_consulate";
  return { fill: hollow ? "#fff" : ink, stroke: hollow ? ink : "#fff", "stroke-width": hollow ? 1.1 : 0.8 };
}

/**
 * Outlines grow thinner on small circles; dashes are left out where a circle holds too few.
 * @param {Look} look
 * @param {number} radius
 * @param {number} fewest
 */
export function outlineOf(look, radius, fewest) {
  const period = look.width * look.dashes.reduce((sum, dash) => sum + dash, 0);
  const dashed = period > 0 && 2 * Math.PI * radius >= fewest * period;
  return { width: Math.min(look.width, radius / 4), dashes: dashed ? dashArray(look.dashes, look.width) : "" };
}

/**
 * A line in a colour around or inside a radius.
 * @param {string} stroke
 * @param {number} width
 * @param {string} [dashes]
 * @returns {Attributes}
 */
function lined(stroke, width, dashes = "") {
  return { stroke, "stroke-width": width, ...dashes && { "stroke-dasharray": dashes } };
}

/**
 * How circles are painted on a page: for each way there is one function, which the map and the legend
 * draw with. Radii are those at which a circle's own colour ends.
 */
export const PAINTS = {
  /**
   * A disc as its look says: an outline in its own or a dark colour lies inside, a white one around.
   * @param {Look} look
   * @param {number} radius
   * @param {number} fewest - dashes that make a dashed line
   * @returns {Part[]}
   */
  disc(look, radius, fewest) {
    const { width, dashes } = outlineOf(look, radius, fewest), around = contrast(look.edge, "#ffffff") < 1.5 ? 1 : -1;
    const line = look.width > 0 ? lined(look.edge, width, dashes) : { stroke: "none" };
    const paint = { fill: look.fill, "fill-opacity": look.opacity, ...line };
    return [{ key: "disc", radius: Math.max(0.8, radius + around * width / 2), paint, reach: true }];
  },
  /**
   * The ring of both sexes, around the disc of one.
   * @param {Look} look
   * @param {number} radius
   * @returns {Part[]}
   */
  whole(look, radius) {
    const paint = { fill: look.fill, "fill-opacity": look.opacity, ...lined(look.edge, look.width) };
    return [{ key: "whole", radius: radius - look.width / 2, paint, reach: true }];
  },
  /**
   * A class of a rate: opaque, since its colour is what is told, with a dark edge in a white one.
   * @param {Look} look
   * @param {number} radius
   * @returns {Part[]}
   */
  rate(look, radius) {
    const halo = { fill: "#fff", "fill-opacity": 0.9, class: "halo" };
    const paint = { fill: look.fill, "fill-opacity": 0.94 * look.opacity, ...lined(look.edge, look.width) };
    return [
      { key: "halo", radius: radius + 1.5, paint: halo, reach: false },
      { key: "disc", radius: Math.max(0.8, radius - look.width / 2), paint, reach: true },
    ];
  },
  /**
   * A circle of what cannot be told by a disc: people of no one district, rates of few people. Its
   * outline stays as it is however small it is.
   * @param {Look} look
   * @param {number} radius
   * @returns {Part[]}
   */
  hollow(look, radius) {
    const short = radius < 6 ? 0.4 : 1, dashes = look.dashes.map((dash) => dash * short);
    const line = lined(look.edge, look.width, dashArray(dashes, look.width));
    const paint = { fill: look.fill, "fill-opacity": look.opacity, ...line };
    return [{ key: "disc", radius: Math.max(2.4, radius - look.width / 2), paint, reach: true }];
  },
};

/** @type {Record<string, (look: Look, radius: number, fewest: number) => Part[]>} */
const PAINT_OF = {
  whole: PAINTS.whole, split: PAINTS.hollow, beyond: PAINTS.hollow, few: PAINTS.hollow, stable: PAINTS.hollow,
};

/**
 * How a look is painted: by its name, a class of a rate by that of all classes.
 * @param {string} name
 */
export function paintOf(name) {
  return PAINT_OF[name] || (/^class/.test(name) ? PAINTS.rate : PAINTS.disc);
}

/**
 * The sign of a state without a figure, at a place.
 * @param {State | "zero"} state
 * @param {Hatches} hatches
 * @param {Layer} layer
 * @returns {Part[]}
 */
export function statePart(state, hatches, layer) {
  if (state === "zero") {
    const outline = (/** @type {number} */ half) => `M${-half},0H${half}M0,${-half}V${half}`;
    const paint = { fill: "none", ...lined("#1f2933", 1.6), class: "cross" };
    return [{ key: "cross", radius: CROSS, paint, outline, reach: true }];
  }
  const swatch = layer.swatches[state] || ["#ffffff", null, "#52606d", null];
  const paint = { fill: hatches.fill(state, swatch), ...lined("#1f2933", 1.2) };
  return [{ key: "state", radius: STATE, paint, reach: true }];
}

/**
 * The circles of a place: their paint, and keys that tell them apart. The ring of both sexes is left
 * out where the disc would touch it.
 * @param {Model} model
 * @param {Layer} layer
 * @param {Disc[]} discs - the outermost first
 * @param {Size} size
 * @returns {Part[]}
 */
export function partsOf(model, layer, discs, size) {
  const parts = discs.flatMap(function ({ look, radius, start = 0, sweep = 360 }, at) {
    const painted = paintOf(look)(
      layer.looks[look], circleRadius(model, size, radius), model.style.fewest_dashes,
    );
    const outline = (/** @type {number} */ wide) => sectorPath({ x: 0, y: 0 }, wide, start, sweep);
    return painted.map(function (part) {
      const paint = { ...part.paint, class: ["circle", look, part.paint.class].filter(Boolean).join(" ") };
      return { ...part, paint, key: part.key + at, ...sweep < 360 && { outline } };
    });
  });
  const inner = parts.at(-1);
  return parts.filter(({ key, radius }) => !/^whole/.test(key) || !inner || radius - inner.radius >= 1.2);
}

/**
 * Marks of a page: what is drawn at its places, in the order in which it lies.
 * @param {{ model: Model, map: L.Map }} app
 * @param {Hatches} hatches
 */
export function makeMarks({ model, map }, hatches) {
  const pins = makePins(map, "symbols"), seats = makePins(map, "seats");
  pins.svg.classList.add("marks");
  /**
   * @typedef {{ id: string, node: SVGGElement, spot: Spot, reach: number,
   *   drawn: Map<string, { node: SVGElement, now: number, from: number, part: Part }> }} Mark
   */
  /** @type {Map<string, Mark>} */
  const marks = new Map();
  /** @type {Geography} */
  let geography;
  /** @type {Layer} */
  let layer;
  /** @type {Size} */
  let size = { factor: 1, least: 2.2 };
  /** @type {{ id: string, spot: Spot, reach: number }[]} */
  let signs = [];
  let stop = () => {};

  /**
   * What stands at each place, the largest first.
   * @returns {Map<string, Part[]>}
   */
  function wanted() {
    /** @type {Map<string, Disc[]>} */
    const discs = new Map();
    for (const mark of layer.marks) {
      if (mark.mark === "disc") discs.set(mark.place, [...discs.get(mark.place) || [], mark]);
    }
    const found = new Map([...discs].map(([place, each]) => [place, partsOf(model, layer, each, size)]));
    const order = [...found].sort(([, one], [, other]) => radiusOf(other) - radiusOf(one));
    return new Map([...order, ...stateMarks(found)]);
  }

  /**
   * Signs of places whose figure is not there or zero.
   * @param {Map<string, Part[]>} found
   * @returns {[string, Part[]][]}
   */
  function stateMarks(found) {
    const dots = new Set(layer.kind !== "colours" ? [] : layer.marks.flatMap(
      ({ mark, place }) => (mark === "dot" ? [place] : []),
    ));
    return geography.places.flatMap(function ({ id, size: across }) {
      if (found.has(id)) return [];
      const key = layer.fills[id];
      if (dots.has(id)) {
        // The fill of an area, shown where the area itself is too small for it.
        const fill = hatches.fill(key, layer.swatches[key]);
        const paint = { fill, ...lined(model.style.ink, 0.8), class: "dot", "data-across": across };
        return [/** @type {[string, Part[]]} */ ([id, [{ key: "dot", radius: DOT, paint, reach: false }]])];
      }
      if (layer.kind === "colours") return [];
      const figure = layer.figure ? layer.figure(id) : geography.figure(id, layer.year, layer.measure);
      const state = figure && (figure.state === "value" && figure.value === 0 ? "zero" : figure.state);
      if (state !== "zero" && state !== "suppressed" && state !== "unknown_sex_too_high") return [];
      return [/** @type {[string, Part[]]} */ ([id, statePart(state, hatches, layer)])];
    });
  }

  /** @param {Part[]} parts */
  function radiusOf(parts) {
    return Math.max(0, ...parts.filter(({ reach }) => reach).map(({ radius }) => radius));
  }

  /**
   * The mark of a place, made when it is first needed.
   * @param {Place} place
   * @returns {Mark}
   */
  function markOf(place) {
    let mark = marks.get(place.id);
    if (!mark) {
      const node = svgElement("g", { class: "mark", "data-place": place.id, role: "button", tabindex: -1 });
      mark = { id: place.id, node, spot: spotOf(map, place.lat, place.lon), reach: 0, drawn: new Map() };
      marks.set(place.id, mark);
    }
    return mark;
  }

  /**
   * @param {Mark} mark
   * @param {Part[]} parts
   */
  function redraw(mark, parts) {
    const kept = new Set(parts.map(({ key }) => key));
    for (const [key, { node }] of mark.drawn) {
      if (kept.has(key)) continue;
      node.remove();
      mark.drawn.delete(key);
    }
    mark.node.replaceChildren(...parts.map(function (part) {
      const before = mark.drawn.get(part.key), name = part.outline ? "path" : "circle";
      const node = before && before.node.tagName === name ? before.node : svgElement(name, {});
      for (const { name: own } of [...node.attributes]) if (own !== "r" && own !== "d") node.removeAttribute(own);
      for (const key in part.paint) node.setAttribute(key, String(part.paint[key]));
      const now = before ? before.now : 0;
      mark.drawn.set(part.key, { node, now, from: now, part });
      return node;
    }));
    mark.reach = radiusOf(parts);
  }

  /** Areas that are wide enough need no dot. */
  function fitDots() {
    const width = 256 * 2 ** map.getZoom();
    for (const mark of marks.values()) {
      const dot = mark.drawn.get("dot");
      if (!dot) continue;
      const needed = Number(dot.part.paint["data-across"]) * width <= TINY;
      dot.node.toggleAttribute("hidden", !needed);
      mark.reach = needed ? DOT : 0;
    }
  }
  map.on("zoomend", fitDots);

  /** @param {number} part - of the change that is done */
  function step(part) {
    for (const { drawn } of marks.values()) {
      for (const each of drawn.values()) {
        const radius = each.from + (each.part.radius - each.from) * part;
        if (radius === each.now && part < 1) continue;
        each.now = radius;
        const { node } = each, { outline } = each.part;
        if (outline) node.setAttribute("d", outline(radius));
        else node.setAttribute("r", radius.toFixed(2));
      }
    }
  }

  function drawSeats() {
    seats.clear();
    signs = [];
    for (const mark of layer.marks) {
      if (mark.mark !== "sign") continue;
      const { lat, lon } = geography.byId[mark.place], under = marks.get(mark.place)?.reach || 0;
      const usual = under ? Math.min(LARGEST_SIGN, Math.max(SMALLEST_SIGN, 0.55 * under)) : LARGEST_SIGN;
      const half = usual * Math.min(1, 0.72 * size.factor);
      signs.push({ id: mark.place, spot: spotOf(map, lat, lon), reach: half });
      const node = seats.svg.appendChild(svgElement("path", {
        class: "seat", "data-place": mark.place, d: signPath(mark.sign, { x: 0, y: 0 }, half),
        ...signColours(mark.sign, model.style.ink),
      }));
      seats.set(node, spotOf(map, lat, lon));
    }
  }

  return {
    /**
     * Draws a layer; circles grow and shrink to it, all at once at the first time.
     * @param {Geography} nextGeography
     * @param {Layer} nextLayer
     * @param {Size} nextSize
     * @param {{ animate: boolean, done: () => void }} how
     */
    show(nextGeography, nextLayer, nextSize, { animate, done }) {
      stop();
      if (geography !== nextGeography) {
        for (const mark of marks.values()) pins.remove(mark.node);
        marks.clear();
      }
      [geography, layer, size] = [nextGeography, nextLayer, nextSize];
      const parts = wanted(), focused = document.activeElement;
      const shown = new Set([...parts.keys(), ...layer.order]);
      for (const [id, mark] of marks) {
        if (shown.has(id)) continue;
        pins.remove(mark.node);
        marks.delete(id);
      }
      const ordered = [...parts.keys(), ...layer.order.filter((id) => !parts.has(id))];
      for (const id of ordered) {
        const mark = markOf(geography.byId[id]);
        redraw(mark, parts.get(id) || []);
        pins.svg.appendChild(mark.node);
        pins.set(mark.node, mark.spot);
      }
      if (focused instanceof SVGElement && focused !== document.activeElement && focused.isConnected) {
        focused.focus({ preventScroll: true });
      }
      fitDots();
      drawSeats();
      stop = tween(animate ? CHANGE : 0, step, done);
    },
    /** @param {string} place */
    mark: (place) => marks.get(place),
    all: () => [...marks.values()],
    /** The signs of missions, which stand for their districts or for themselves. */
    signs: () => signs,
    /** @param {string} place */
    radius: (place) => marks.get(place)?.reach || 0,
  };
}

/** @typedef {ReturnType<typeof makeMarks>} Marks */
