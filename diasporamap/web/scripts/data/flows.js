// The map of flows of a year: lines from the country of origin to where people live, as on paper. It is
// made of the figures that the page has.

import { legible } from "../map/colours.js";
import { percentText } from "./format.js";
import { filled } from "./words.js";

/** @import { Geography, Layer, Mark, Model, Part, Row, Words } from "./model.js" */

/**
 * The map of flows of the circles of a year and measure.
 * @param {Model} model
 * @param {Geography} geography
 * @param {Layer} base
 * @returns {Layer}
 */
export function flowLayer(model, geography, base) {
  const { measure, year } = base, { flows, style, scale } = model;
  const home = geography.places.find(({ status }) => status === "origin");
  if (!flows || !home) return base;
  const shown = base.order.flatMap(function (id) {
    const { state, value } = geography.figure(id, year, measure);
    return state === "value" && value && geography.byId[id].status === "place" ? [{ id, value }] : [];
  });
  const all = sumOf(shown), drawn = shown.filter(({ value }) => value >= flows.least * all);
  const { fill: colour, edge: rim } = base.looks.circle || { fill: style.people.total, edge: "#ffffff" };
  const share = all ? 100 * sumOf(drawn) / all : 0;
  const each = (/** @type {(language: string) => string} */ make) => /** @type {Words} */ (
    Object.fromEntries(model.languages.map((language) => [language, make(language)]))
  );
  const captions = Object.fromEntries(model.languages.map(function (language) {
    const said = base.captions[language].slice(); // the last ones are of boundaries, and the disclaimer
    const note = filled(flows.caption[language], { share: percentText(share, language) });
    if (drawn.length) said.splice(-2, 0, note);
    return [language, said];
  }));
  const keys = new Set(Object.values(base.fills));

  return {
    ...base,
    kind: "flows",
    captions,
    alt: each((language) => base.alt[language].replace(flows.kinds.circles[language], flows.kinds.flows[language])),
    looks: { node: { ...flows.node, edge: legible(colour, flows.node.fill) } },
    marks: [
      ...drawn.map(({ id }) => /** @type {Mark} */ ({ mark: "disc", place: id, look: "node", radius: flows.radius })),
      ...base.marks.filter(({ mark }) => mark === "sign"),
    ],
    legend: legendOf(model, base, keys, drawn.length > 0),
    flows: {
      home: home.id, ends: new Map(drawn.map(({ id, value }) => [id, value / scale.largest])),
      breadth: flows.breadth * style.largest, colour, rim, casing: flows.node.fill,
    },
  };
}

/** @param {{ value: number }[]} places */
function sumOf(places) {
  return places.reduce((sum, { value }) => sum + value, 0);
}

/**
 * The legend of the circles, with lines instead of these.
 * @param {Model} model
 * @param {Layer} base
 * @param {Set<string>} keys - of fills
 * @param {boolean} some - whether there are lines
 * @returns {Part[]}
 */
function legendOf(model, base, keys, some) {
  const { legend, at_start: note, words } = /** @type {NonNullable<Model["flows"]>} */ (model.flows);
  const kept = (/** @type {Row} */ { row, key }) => (row === "fill" ? keys.has(key) : row !== "discs");
  return base.legend.flatMap(function (part) {
    /** @type {Part[]} */
    const parts = part.part === "rows" ? [{ ...part, rows: part.rows.filter(kept) }]
      : some ? [{ part: "tapers", title: part.title, note, words, lines: legend }] : [];
    return parts;
  });
}
