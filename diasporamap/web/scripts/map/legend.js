// The legend of a layer, part by part: nested circles, boxes of classes, rows of symbols and words.
// An entry that stands for places is a button that keeps them and fades all others.

import { byId, element, svgElement } from "../dom.js";
import { around, flowLine } from "./flows.js";
import { dashArray } from "./hatches.js";
import { overlap } from "./labels.js";
import { circleRadius, isSmall, LARGEST_SIGN, PAINTS, paintOf, signColours, signPath } from "./marks.js";
import { pointSign } from "./points.js";

/** @import { Hatches } from "./hatches.js" */
/** @import { Box } from "./labels.js" */
/** @import { Part as Painted, Size } from "./marks.js" */
/** @import { Boxes, Geography, Layer, Model, Nested, Row, Tapers } from "../data/model.js" */

/**
 * What a legend is of.
 * @typedef {{ geography: Geography, layer: Layer, language: string, size: Size }} View
 */
/** @typedef {{ key: string, label: string, symbols: SVGElement[], places: string[] | null, note?: string }} Entry */

// States that the short form tells, and circles that that of a phone has.
const FEW_ROWS = 3, FEW_CIRCLES = 2;

// How far the legend gives way to places: it is whole, short, or nothing but the button that opens it.
const BARE = 2;

/**
 * Heights of the numbers beside nested circles: at the tops of the circles, but from the smallest up
 * none comes nearer to the one below than a line.
 * @param {number[]} tops - from the largest circle, downwards
 * @param {number} floor
 * @param {number} gap
 */
export function numberHeights(tops, floor, gap) {
  const heights = tops.slice();
  for (let index = heights.length - 1, below = floor + gap / 2; index >= 0; index -= 1) {
    heights[index] = Math.min(heights[index], below - gap);
    below = heights[index];
  }
  return heights;
}

/**
 * The number that a label begins with, as it is written.
 * @param {string} label
 */
export function numberOf(label) {
  const found = label.match(/^[\d\u202f\u00a0,.]*/);
  return found ? found[0] : "";
}

/**
 * The places that an entry of the legend stands for; null where it stands for none.
 * @param {Geography} geography
 * @param {Layer} layer
 * @param {string} key
 */
export function placesOf(geography, layer, key) {
  const discs = layer.marks.filter((mark) => mark.mark === "disc" && mark.look === key).map(({ place }) => place);
  const filled = Object.keys(layer.fills).filter((place) => layer.fills[place] === key);
  const meant = key === "few" ? layer.small : key === "split" || key === "beyond"
    ? geography.places.filter(({ status }) => status === key).map(({ id }) => id) : [];
  const found = [...new Set([...discs, ...filled, ...meant])];
  return found.length ? found : null;
}

/**
 * @param {{ model: Model, text: (key: string) => string }} app
 * @param {Hatches} hatches
 * @param {{ highlight: (places: string[] | null) => void, resized: () => void,
 *   more: () => HTMLElement | null }} on
 */
export function makeLegend({ model, text }, hatches, on) {
  const box = byId("legend");
  /** @type {View} */
  let view;
  /** @type {string | null} */
  let kept = null;
  let open = false, isHigh = false, crowded = 0, cleared = "";

  /** @param {Record<string, string>} words */
  const said = (words) => words[view.language] || "";

  /** Whether the whole legend would cover too much of the map. */
  function isShort() {
    return window.innerWidth <= 1280 || window.innerHeight <= 760 || isHigh || crowded > 0;
  }

  function isPhone() {
    const { clientWidth, clientHeight } = /** @type {HTMLElement} */ (box.parentElement);
    return isSmall({ x: clientWidth, y: clientHeight });
  }

  /**
   * Circles stand on one line, the largest behind; a leader joins each top with its number.
   * @param {Nested} part
   */
  function nestedCircles(part) {
    const GAP = 15, TOP = 8, RIM = 0.9;
    const short = isPhone() && !open && part.circles.length > FEW_CIRCLES;
    const circles = short ? part.circles.slice(0, FEW_CIRCLES) : part.circles;
    const sized = !model.measured[view.layer.measure].people; // colours tell of something else
    const radii = circles.map(([share]) => circleRadius(model, view.size, share));
    const largest = radii[0], middle = largest + 1, elbow = 2 * largest + 8, end = elbow + 10;
    const floor = Math.max(2 * largest, GAP * (circles.length - 0.5)) + TOP;
    const tops = radii.map((radius) => floor - 2 * radius);
    const heights = numberHeights(tops, floor, GAP), labels = circles.map(([, label]) => said(label));
    const svg = svgElement("svg", {
      class: "circles", role: "img", width: end + 62, height: floor + 4,
      "aria-label": said(part.title) + text("colon") + labels.join(", "),
    });
    radii.forEach(function (radius, index) {
      svg.appendChild(svgElement("circle", {
        cx: middle, cy: floor - radius, r: Math.max(0.5, radius - RIM / 2).toFixed(2),
        fill: sized ? "none" : part.colour, "fill-opacity": index ? 0.22 : 0.16,
        stroke: sized ? "#52606d" : part.colour, "stroke-width": RIM,
      }));
    });
    labels.forEach(function (words, index) {
      svg.appendChild(svgElement("polyline", {
        points: [[middle, tops[index]], [elbow, heights[index]], [end, heights[index]]].join(" "),
        fill: "none", stroke: "#7b8794", "stroke-width": 0.7,
      }));
      const label = svgElement("text", { "data-x": end + 4, x: end + 4, y: heights[index], dy: "0.35em" });
      label.textContent = words;
      svg.appendChild(label);
    });
    return svg;
  }

  /**
   * Lines laid straight, each with its number; what is measured, and what they are not.
   * @param {Tapers} part
   */
  function taperedLines(part) {
    const LONG = 64, HIGH = 15, SPACE = 3, { flows } = view.layer, short = isShort() && !open;
    const lines = short ? part.lines.slice(0, FEW_CIRCLES) : part.lines;
    const broadest = flows ? flows.breadth * view.size.factor : 0;
    const svg = svgElement("svg", {
      class: "circles", role: "img", width: LONG + 62,
      "aria-label": said(part.title) + text("colon") + lines.map(([, label]) => said(label)).join(", "),
    });
    let y = 0;
    for (const [share, label] of lines) {
      const high = Math.max(HIGH, share * broadest), middle = y + high / 2;
      const along = /** @type {[number, number][]} */ (
        Array.from({ length: 9 }, (_, at) => [1 + LONG * at / 8, middle])
      );
      const words = svgElement("text", { "data-x": LONG + 10, x: LONG + 10, y: middle, dy: "0.35em" });
      words.textContent = said(label);
      if (flows) svg.append(flowLine(around(along, share * broadest), flows));
      svg.append(words);
      y += high + SPACE;
    }
    svg.setAttribute("height", String(y));
    const holder = element("div", "key-tapers");
    holder.append(element("p", "", said(part.note)), svg);
    if (!short) holder.append(element("p", "", said(part.words)));
    return holder;
  }

  /** The numbers end on one line, as in a column of figures; words after a number follow it. */
  function alignNumbers() {
    if (!box.getClientRects().length) return; // Nothing can be measured while it is not shown.
    for (const svg of box.querySelectorAll("svg.circles")) {
      /** @type {SVGTextElement[]} */
      const labels = [...svg.querySelectorAll("text")];
      const widths = labels.map(function (label) {
        const number = numberOf(label.textContent || "");
        return number ? label.getSubStringLength(0, number.length) : 0;
      });
      const widest = Math.max(0, ...widths);
      let right = 0;
      labels.forEach(function (label, index) {
        const x = Number(label.dataset.x) + widest - widths[index];
        label.setAttribute("x", String(x));
        right = Math.max(right, x + label.getComputedTextLength());
      });
      svg.setAttribute("width", String(Math.ceil(right + 2)));
    }
  }

  /** @param {SVGElement[]} symbols */
  function symbolBox(symbols) {
    const svg = svgElement("svg", { class: "key-box", width: 26, height: 16, "aria-hidden": "true" });
    svg.append(...symbols);
    return svg;
  }

  /** @param {string} key */
  function swatchOf(key) {
    const swatch = view.layer.swatches[key];
    return svgElement("rect", {
      x: 2.5, y: 1.5, width: 21, height: 13, fill: hatches.fill(key, swatch), class: "swatch",
      stroke: swatch[3] || "#7b8794", "stroke-width": swatch[3] ? 1.4 : 0.8,
    });
  }

  /**
   * A mark of the map as the legend shows it.
   * @param {Painted[]} parts
   */
  function painted(parts) {
    return parts.map(({ radius, paint, outline }) => svgElement(outline ? "path" : "circle", {
      ...outline ? { d: outline(radius) } : { r: radius }, transform: "translate(13 8)", ...paint,
    }));
  }

  /**
   * What stands before the words of a row.
   * @param {Row} row
   * @returns {SVGElement[]}
   */
  function symbolOf(row) {
    switch (row.row) {
      case "fill":
        return [swatchOf(row.key)];
      case "line": {
        const [stroke, , dashes] = model.style.lines[row.key];
        return [svgElement("line", {
          x1: 2, x2: 24, y1: 8, y2: 8, stroke, "stroke-width": 1.2, "stroke-dasharray": dashArray(dashes, 1.2),
        })];
      }
      case "point":
        return model.points ? pointSign(model.points, row.key, 13, 8, 1) : [];
      case "sign":
        return [svgElement("path", {
          d: signPath(row.key, { x: 13, y: 8 }, LARGEST_SIGN), ...signColours(row.key, model.style.ink),
        })];
      default:
        return discsOf(row);
    }
  }

  /**
   * Circles before the words of a row, as they are on the map; the ring of both sexes has a disc.
   * @param {Row} row
   */
  function discsOf(row) {
    const { looks } = view.layer, discs = row.discs || [], fewest = model.style.fewest_dashes;
    const inside = row.key === "whole" && looks.circle ? PAINTS.disc(looks.circle, 4, fewest) : [];
    return painted([
      ...discs.flatMap(([radius, look]) => paintOf(row.key)(look, radius, fewest)), ...inside,
    ]);
  }

  /**
   * A line of the legend: a button where it stands for places.
   * @param {Entry} entry
   */
  function lineOf({ key, label, symbols, places, note }) {
    const item = element("li"), holder = element(places ? "button" : "span", "key-entry");
    holder.append(symbolBox(symbols), element("span", "key-words", label));
    if (note) holder.appendChild(element("em", "", note));
    item.appendChild(holder);
    if (holder instanceof HTMLButtonElement) asButton(holder, key);
    return item;
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {string} key
   */
  function asButton(button, key) {
    button.type = "button";
    button.dataset.key = key;
    button.setAttribute("aria-pressed", String(kept === key));
    button.addEventListener("click", () => keep(kept === key ? null : key));
  }

  /** @param {string | null} key */
  function keep(key) {
    kept = key;
    for (const button of box.querySelectorAll("button[data-key]")) {
      button.setAttribute("aria-pressed", String(button.dataset.key === key));
    }
    on.highlight(key === null ? null : placesOf(view.geography, view.layer, key));
  }

  /**
   * Boxes touch, the lowest class on the left, with the numbers at their limits under them; words say
   * what the ends and the middle mean. A box is a button that keeps the places of its class.
   * @param {Boxes} part
   */
  function classBoxes(part) {
    const { geography, layer } = view, boxes = part.boxes.slice().reverse();
    const limits = part.limits.map(said), longest = Math.max(0, ...limits.map(({ length }) => length));
    const wide = Math.max(26, 6.6 * longest + 8);
    const holder = element("div", "key-strip"), row = element("div", "key-cells");
    holder.style.width = wide * boxes.length + "px";
    for (const [key, label, note] of boxes) {
      const places = placesOf(geography, layer, key), cell = element("button", "key-cell");
      cell.disabled = !places;
      cell.title = [said(label), said(note)].filter(Boolean).join(" · ");
      cell.setAttribute("aria-label", cell.title);
      cell.appendChild(svgElement("svg", { width: wide, height: 15, "aria-hidden": "true" })).appendChild(
        svgElement("rect", {
          width: wide, height: 15, class: "swatch", fill: hatches.fill(key, layer.swatches[key]),
        }),
      );
      asButton(cell, key);
      row.appendChild(cell);
    }
    const scale = svgElement("svg", {
      class: "key-scale", width: wide * boxes.length, height: 34, "aria-hidden": "true",
    });
    const middle = part.boxes.findIndex(([, , note]) => said(note)), number = boxes.length;
    limits.forEach(function (limit, at) {
      const x = wide * (at + 1), heavy = part.limit && middle >= 0 && at === number - 2 - middle;
      scale.appendChild(svgElement("line", {
        x1: x, x2: x, y1: 0, y2: 5, stroke: model.style.ink, "stroke-width": heavy ? 2 : 1,
      }));
      writeAt(limit, x, 16, "middle", heavy ? 600 : 400);
    });
    if (!limits.length && part.boxes.length) writeAt(said(part.boxes[0][1]), 0, 16, "start");
    writeAt(said(part.low), 0, 30, "start");
    writeAt(said(part.high), wide * number, 30, "end");
    if (!said(part.low) && !said(part.high)) scale.setAttribute("height", "20");
    holder.append(row, scale);
    return holder;

    /**
     * @param {string} words
     * @param {number} x
     * @param {number} y
     * @param {string} anchor
     * @param {number} [weight]
     */
    function writeAt(words, x, y, anchor, weight = 400) {
      const label = svgElement("text", { x, y, "text-anchor": anchor, "font-weight": weight });
      label.textContent = words;
      scale.appendChild(label);
    }
  }

  /**
   * @param {Row[]} rows
   */
  function symbolRows(rows) {
    const list = element("ul", "key-rows"), { geography, layer } = view;
    for (const row of rows) {
      const areas = row.row === "fill" || row.row === "discs" ? placesOf(geography, layer, row.key) : null;
      const item = lineOf({ key: row.key, label: said(row.label), symbols: symbolOf(row), places: areas });
      item.classList.add("key-" + row.row);
      list.appendChild(item);
    }
    return list;
  }

  /** Draws the whole legend first, to see whether it has room; then the short one. */
  function draw() {
    isHigh = false;
    write();
    const frame = box.parentElement;
    isHigh = !isShort() && Boolean(frame) && box.offsetHeight > 0.5 * /** @type {HTMLElement} */ (frame).clientHeight;
    if (isHigh) write();
    alignNumbers();
    if (kept !== null && !box.querySelector('button[data-key="' + CSS.escape(kept) + '"]')) keep(null);
  }

  function write() {
    const short = isShort() && !open, phone = isPhone(), two = view.layer.legend.some(({ part }) => part === "boxes");
    /** @type {HTMLElement[]} */
    const drawn = [];
    let left = phone ? 0 : FEW_ROWS, more = false;
    const bare = crowded === BARE && !open;
    for (const part of bare ? [] : view.layer.legend) {
      const most = part.part !== "rows" || !short ? Infinity : left;
      const rows = part.part === "rows" ? shownRows(part.rows, most, phone) : [];
      if (part.part === "rows") left -= Math.min(left, part.rows.length);
      // On a phone the short legend of a rate has no room for sizes.
      const hidden = part.part === "rows" && !rows.length || short && phone && two && part.part === "nested";
      more ||= hidden || part.part === "rows" && part.rows.length > rows.length
        || short && phone && part.part === "nested" && part.circles.length > FEW_CIRCLES
        || short && part.part === "tapers";
      if (hidden || part.part === "boxes" && !part.boxes.length) continue;
      if (said(part.title)) drawn.push(element("h2", "", said(part.title)));
      if (part.part === "rows") drawn.push(symbolRows(rows));
      else if (part.part === "boxes") drawn.push(classBoxes(part));
      else if (part.part === "tapers") drawn.push(taperedLines(part));
      else if (part.circles.length) drawn.push(/** @type {any} */ (nestedCircles(part)));
    }
    box.setAttribute("aria-label", text("view.legend"));
    box.classList.toggle("open", open && isShort());
    box.replaceChildren(...drawn);
    const own = on.more();
    if (own && !bare && !(short && phone)) box.appendChild(own);
    more ||= bare || Boolean(own) && short && phone;
    if (more || open && isShort()) box.appendChild(opener());
  }

  /**
   * The rows that are written of a part: the first ones; signs of points are explained wherever the
   * box that hides them is.
   * @param {Row[]} rows
   * @param {number} most
   * @param {boolean} phone
   */
  function shownRows(rows, most, phone) {
    const others = rows.filter(({ row }) => row !== "point").slice(0, most);
    return rows.filter((each) => others.includes(each) || each.row === "point" && (most === Infinity || !phone));
  }

  function opener() {
    const button = element("button", "key-whole", text(
      open ? "view.legend_less" : crowded === BARE ? "view.legend" : "view.legend_all",
    ));
    button.type = "button";
    button.setAttribute("aria-expanded", String(open));
    button.addEventListener("click", function () {
      open = !open;
      draw();
      on.resized();
      byId("legend").querySelector("button.key-whole")?.focus();
    });
    return button;
  }

  /** @param {Box[]} places - in pixels of the map */
  function covers(places) {
    const { offsetLeft: left, offsetTop: top, offsetWidth: wide, offsetHeight: high } = box;
    const own = { left, top, right: left + wide, bottom: top + high };
    return places.some((each) => overlap(own, each, 0));
  }

  return {
    /**
     * Makes way for places, as far as needed: it becomes short, and at last a button that opens it.
     * @param {Box[]} places
     */
    clear(places) {
      const now = JSON.stringify(places);
      if (!view || open || now === cleared) return;
      cleared = now;
      if (!crowded && !covers(places)) return; // what is there keeps the focus
      for (crowded = 0; crowded <= BARE; crowded += 1) {
        draw();
        if (!covers(places)) return;
      }
      crowded = BARE;
    },
    /** @param {View} next */
    show(next) {
      const other = view && (view.layer.measure !== next.layer.measure || view.geography !== next.geography);
      view = next;
      cleared = "";
      if (other) kept = null;
      draw();
      on.highlight(kept === null ? null : placesOf(view.geography, view.layer, kept));
    },
    draw: () => view && draw(),
    /** Closes what is open, and fades nothing any more; whether there was anything to do. */
    close() {
      if (!open && kept === null) return false;
      const was = open;
      open = false;
      keep(null);
      if (was) draw();
      return true;
    },
  };
}

/** @typedef {ReturnType<typeof makeLegend>} Legend */
