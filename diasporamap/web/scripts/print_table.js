// What paper has and a screen has not: every figure of the map, in columns.

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
 * @param {App} app
 * @param {Say} say
 */
export function makePrintTable(app, say) {
  const { model, store } = app;
  const box = byId("print-table");

  return function () {
    const { measure, year, language } = store.get(), geography = geographyShown(app);
    const layer = layerShown(app), collator = new Intl.Collator(language);
    const rows = listed(geography, layer, null, (one, other) => collator.compare(say.of(one.short), say.of(other.short)));
    const columns = printedRows(geography.rows, measure);

    /**
     * @param {string} name
     * @param {string[]} cells
     * @param {string} [className]
     */
    function line(name, cells, className) {
      const row = element("div", className ? "line " + className : "line");
      row.append(element("span", "", name), ...cells.map((cell) => element("span", "", cell)));
      return row;
    }
    /** @param {ListRow} row */
    const lineOf = ({ place }) => line(say.of(place.short), columns.map((row) => say.figure(row, geography.figure(place.id, year, row))));
    const sum = columns.map((row) => say.figure(row, geography.total(year, row)));
    const heads = columns.map((row) => say.of(model.measured[row].label));
    const lines = [
      line(say("all"), sum, "sum"), ...[...rows.places, ...rows.small].map(lineOf),
      ...(rows.split.length ? [line(say("list.split"), [], "head"), ...rows.split.map(lineOf)] : []),
      ...(rows.beyond.length ? [line(say("list.beyond"), [], "head"), ...rows.beyond.map(lineOf)] : []),
    ];
    box.style.setProperty("--figures", String(columns.length));
    box.replaceChildren(line("", heads, "heads"), ...lines);
  };
}
