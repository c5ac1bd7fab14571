// Rings around what is hovered, chosen or has the keyboard's focus.

import { svgElement } from "../dom.js";
import { makePins, spotOf } from "./pins.js";

/** @import { Base } from "./base.js" */
/** @import { Marks } from "./marks.js" */
/** @import { Geography, Model } from "../data/model.js" */

/** @typedef {"hover" | "chosen" | "focus"} Why */
/** @type {Record<Why, { white: number, ink: number, dashes: string }>} widths of the white line, then of that of ink */
const RINGS = {
  hover: { white: 3.4, ink: 2.2, dashes: "" },
  chosen: { white: 3.4, ink: 2.2, dashes: "" },
  focus: { white: 5, ink: 3, dashes: "4 2" },
};

/**
 * @param {{ model: Model, map: L.Map }} app
 * @param {Base} base
 * @param {Marks} marks
 */
export function makeRings({ model, map }, base, marks) {
  const pins = makePins(map, "rings"), places = /** @type {Map<Why, string | null>} */ (new Map());
  pins.svg.classList.add("rings");
  pins.svg.setAttribute("aria-hidden", "true");
  const group = base.rings.group.appendChild(svgElement("g", { fill: "none", "stroke-linejoin": "round" }));
  const white = group.appendChild(svgElement("path", { class: "ring-white", stroke: model.style.page }));
  const line = group.appendChild(svgElement("path", { class: "ring-ink", stroke: model.style.ink }));
  base.rings.stroke(white, 5);
  base.rings.stroke(line, 2.2);
  /** @type {Geography} */
  let geography;

  function draw() {
    pins.clear();
    /** @type {string[]} */
    const outlined = [];
    for (const [why, place] of places) {
      if (place === null || !geography?.byId[place]) continue;
      const radius = marks.radius(place), area = base.outline(place);
      if (!radius) {
        if (area) outlined.push(area);
        continue;
      }
      const { lat, lon } = geography.byId[place], { white: wide, ink, dashes } = RINGS[why];
      const node = svgElement("g", { class: "ring-" + why, fill: "none" });
      node.append(
        svgElement("circle", {
          r: radius + wide / 2, class: "ring-white", stroke: model.style.page, "stroke-width": wide,
        }),
        svgElement("circle", {
          r: radius + wide + ink / 2, class: "ring-ink", stroke: model.style.ink, "stroke-width": ink,
          ...dashes && { "stroke-dasharray": dashes },
        }),
      );
      pins.svg.appendChild(node);
      pins.set(node, spotOf(map, lat, lon));
    }
    for (const path of [white, line]) path.setAttribute("d", outlined.join(""));
  }

  return {
    /**
     * @param {Why} why
     * @param {string | null} place
     */
    set(why, place) {
      if (places.get(why) === place) return;
      places.set(why, place);
      draw();
    },
    /** @param {Geography} next */
    use(next) {
      geography = next;
      draw();
    },
    draw,
  };
}

/** @typedef {ReturnType<typeof makeRings>} Rings */
