// What paper has and a screen has not: every figure of the map in columns, source, notes, disclaimer.

import { along, areaPath, linePath } from "../panels/charts.js";
import { byId, element, svgElement } from "../dom.js";
import { listed, sumKey } from "../data/rows.js";
import { geographyShown, layerShown } from "../shown.js";

/** @import { App } from "../main.js" */
/** @import { ListRow } from "../data/rows.js" */
/** @import { Say } from "../data/words.js" */

/**
 * Which columns a printed table has: women, men and the sum, and the figure of the map if it is none
 * of these.
 * @param {string[]} known
 * @param {string} measure
 */
export function printedRows(known, measure) {
  const rows = ["women", "men", "total"].filter((row) => known.includes(row));
  return rows.includes(measure) ? rows : [...rows, measure];
}

/**
 * Fills the printed table and the notes whenever the page is about to be printed.
 * @param {App} app
 * @param {Say} say
 */
export function makePrinted(app, say) {
  const { model, store } = app, table = byId("printed"), notes = byId("print-notes"), line = byId("print-years");

  /** A small line of all people, with its first and its last figure. */
  function drawYears() {
    const { years } = model, { measure } = store.get(), geography = geographyShown(app);
    const row = model.measured[measure].people ? measure : "total";
    const figures = years.map((year) => geography.total(year, row)), last = years.length - 1;
    const values = figures.map(({ state, value }) => (state === "value" ? value : null));
    line.replaceChildren();
    if (years.length < 2 || values[0] === null || values[last] === null) return;
    const top = Math.max(...values.map(Number)), [wide, high] = [150, 78];
    /** @type {([number, number] | null)[]} */
    const points = values.map((value, at) => (value === null ? null
      : [along(years[at], [years[0], years[last]], [8, wide - 14]), along(value, [0, top], [high - 18, 28])]));
    const svg = svgElement("svg", { class: "plot", width: wide, height: high, "aria-hidden": "true" });
    const kind = ["women", "men"].includes(row) ? row : "total", base = high - 18;
    svg.append(
      svgElement("path", { d: areaPath(points, base), class: "area " + kind }),
      svgElement("path", { d: linePath(points), class: "line " + kind }),
    );
    for (const at of [0, last]) {
      const [x, y] = /** @type {[number, number]} */ (points[at]), anchor = at ? "end" : "start", side = at ? 10 : -8;
      for (const [words, height] of [[say.figure(row, figures[at]), y - 7], [String(years[at]), high - 4]]) {
        const text = svgElement("text", { x: x + side, y: height, "text-anchor": anchor });
        text.textContent = String(words);
        svg.append(text);
      }
      svg.append(svgElement("circle", { cx: x, cy: y, r: 3, class: kind }));
    }
    line.replaceChildren(element("p", "", say("place.change", { since: years[0], year: years[last] })), svg);
  }

  function draw() {
    drawYears();
    const { year, measure, language } = store.get(), geography = geographyShown(app), layer = layerShown(app);
    const columns = printedRows(geography.rows, measure), rows = listed(geography, layer, null, say.byName);

    /**
     * @param {string} name
     * @param {string[]} cells
     * @param {string} [className]
     */
    function lineElement(name, cells, className) {
      const row = element("tr", className), head = element("th", "", name);
      head.scope = "row";
      if (!cells.length) head.colSpan = columns.length + 1;
      row.append(head, ...cells.map((cell, at) => element("td", columns[at] === measure ? "shown" : "", cell)));
      return row;
    }
    /** @param {ListRow} row */
    function lineOf({ place }) {
      const cells = columns.map((row) => say.figure(row, geography.figure(place.id, year, row)));
      return lineElement(say.of(place.short), cells);
    }
    byId("print-table").classList.toggle("wide", columns.length > 3);
    const head = element("tr"), sums = columns.map((row) => say.figure(row, geography.total(year, row)));
    head.append(element("td"), ...columns.map((row) => element("th", "", say.of(model.measured[row].label))));
    table.tHead.replaceChildren(head);
    table.tBodies[0].replaceChildren(
      lineElement(say(sumKey(geography, year)), sums, "sum"),
      ...[...rows.places, ...rows.small].map(lineOf),
      ...(rows.split.length ? [lineElement(say("list.split"), [], "part"), ...rows.split.map(lineOf)] : []),
      ...(rows.beyond.length ? [lineElement(say("list.beyond"), [], "part"), ...rows.beyond.map(lineOf)] : []),
    );
    const states = new Set([...table.querySelectorAll("td")].map((cell) => cell.textContent));
    const signs = Object.keys(model.texts[language]).filter((key) => key.startsWith("sign.") && states.has(say(key)));
    const told = [...say.of(layer.captions), signs.map((key) => say(key.replace("sign.", "signs."))).join(" · ")];
    const imprint = byId("imprint").textContent || "";
    notes.replaceChildren(...[...told, imprint].filter(Boolean).flatMap((words) => [element("p", "", words), " "]));
  }

  window.addEventListener("beforeprint", draw);
  return draw;
}
