// What paper has and a screen has not: every figure of the map in columns, source, notes, disclaimer.

import { byId, element } from "./dom.js";
import { listed } from "./rows.js";
import { geographyShown, layerShown } from "./shown.js";

/** @import { App } from "./main.js" */
/** @import { ListRow } from "./rows.js" */
/** @import { Say } from "./words.js" */

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
  const { model, store } = app, table = byId("printed"), notes = byId("print-notes");

  function draw() {
    const { year, measure, language } = store.get(), geography = geographyShown(app), layer = layerShown(app);
    const columns = printedRows(geography.rows, measure), rows = listed(geography, layer, null, say.byName);

    /**
     * @param {string} name
     * @param {string[]} cells
     * @param {string} [className]
     */
    function line(name, cells, className) {
      const row = element("tr", className), head = element("th", "", name);
      head.scope = "row";
      if (!cells.length) head.colSpan = columns.length + 1;
      row.append(head, ...cells.map((cell, at) => element("td", columns[at] === measure ? "shown" : "", cell)));
      return row;
    }
    /** @param {ListRow} row */
    function lineOf({ place }) {
      return line(say.of(place.short), columns.map((row) => say.figure(row, geography.figure(place.id, year, row))));
    }
    const head = element("tr");
    head.append(element("td"), ...columns.map((row) => element("th", "", say.of(model.measured[row].label))));
    table.tHead.replaceChildren(head);
    table.tBodies[0].replaceChildren(
      line(say("all"), columns.map((row) => say.figure(row, geography.total(year, row))), "sum"),
      ...[...rows.places, ...rows.small].map(lineOf),
      ...(rows.split.length ? [line(say("list.split"), [], "part"), ...rows.split.map(lineOf)] : []),
      ...(rows.beyond.length ? [line(say("list.beyond"), [], "part"), ...rows.beyond.map(lineOf)] : []),
    );
    const states = new Set([...table.querySelectorAll("td")].map((cell) => cell.textContent));
    const signs = Object.keys(model.texts[language]).filter((key) => key.startsWith("sign.") && states.has(say(key)));
    const told = [...say.of(layer.captions), signs.map((key) => say(key.replace("sign.", "signs."))).join(" · ")];
    const imprint = byId("imprint").textContent || "";
    notes.replaceChildren(...[...told, imprint].filter(Boolean).map((words) => element("p", "", words)));
  }

  window.addEventListener("beforeprint", draw);
  return draw;
}
