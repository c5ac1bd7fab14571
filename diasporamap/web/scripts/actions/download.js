// Files that the page gives: figures as CSV, the map as SVG or PNG.

import { sinceOf } from "../data/changes.js";
import { byId, element } from "../dom.js";
import { pictureOf, pngOf } from "./picture.js";
import { changeOf } from "../data/rows.js";
import { geographyShown, layerShown } from "../shown.js";

/** @import { App } from "../main.js" */
/** @import { Geography } from "../data/model.js" */
/** @import { Say } from "../data/words.js" */

// What a spreadsheet takes for the start of a formula, with or without apostrophes before it.
const FORMULA = /^'* *[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/**
 * A cell of a CSV: a text in quotes that no spreadsheet runs, a number as it is.
 * @param {string | number | null} cell
 */
export function csvCell(cell) {
  if (cell === null || cell === "") return "";
  if (typeof cell === "number") return String(cell);
  return '"' + (FORMULA.test(cell) ? "'" : "") + cell.replaceAll('"', '""') + '"';
}

/**
 * The bytes of a CSV: UTF-8 that spreadsheets know by its mark, a line above where the figures are
 * confidential.
 * @param {(string | number | null)[][]} rows
 * @param {string} [above]
 */
export function csvText(rows, above) {
  const lines = rows.map((row) => row.map(csvCell).join(","));
  return "\ufeff" + (above ? "# " + above + "\n" : "") + lines.join("\n") + "\n";
}

/**
 * The figures of places, a row each; where there is none, its sign stands beside the empty number.
 * @param {App} app
 * @param {Say} say
 * @param {Geography} geography
 * @param {(number | null)[]} years
 * @param {string | null} place - all of them where it is null
 */
export function figureRows({ model, store }, say, geography, years, place) {
  const { languages } = model, { measure, year: until } = store.get(), since = sinceOf(model, store.get());
  /**
   * The change that the map shows, beside the figures of the year that it leads to.
   * @param {string} id
   * @param {number | null} year
   */
  function changesOf(id, year) {
    if (since === null || until === null || year !== until) return [];
    return [{ row: measure + "_since_" + since, ...changeOf(geography, id, measure, since, until) }];
  }
  /** @type {(string | number | null)[][]} */
  const rows = [["place", ...languages.map((each) => "name_" + each), "status", "year", "measure", "value", "state"]];
  for (const { id, name, status } of geography.places) {
    if (status === "origin" || status === "mission" || (place !== null && id !== place)) continue;
    for (const year of years) {
      const figures = geography.rows.map((row) => ({ row, ...geography.figure(id, year, row) }));
      if (place === null && !figures.some(({ state }) => state === "value" || state === "suppressed")) continue;
      for (const { row, state, value } of [...figures, ...changesOf(id, year)]) {
        const names = languages.map((each) => name[each]), shown = state === "value";
        rows.push([id, ...names, status, year, row, shown ? value : null, shown ? null : say("sign." + state)]);
      }
    }
  }
  return rows;
}

/**
 * A file's name: letters, digits and what joins them.
 * @param {string[]} parts
 */
export function fileName(...parts) {
  const plain = parts.filter(Boolean).join("_").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  return plain.replace(/[^\w-]+/g, "-").replace(/^-+|-+$/g, "").toLowerCase() || "diaspora";
}

/**
 * Gives a file to the browser to save.
 * @param {Blob} content
 * @param {string} name
 */
function save(content, name) {
  const link = element("a"), address = URL.createObjectURL(content);
  link.href = address;
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), 60000);
}

/**
 * Saves the figures of the geography that is shown: of the year and the one that changes are counted
 * from, or of all years; of one place where it is given.
 * @param {App} app
 * @param {Say} say
 * @param {{ all: boolean, place?: string }} of
 */
export function saveFigures(app, say, { all, place }) {
  const { model, store } = app, { year, since } = store.get(), geography = geographyShown(app);
  const asked = since === null ? [year] : [since, year], years = all && model.years.length ? model.years : asked;
  const rows = figureRows(app, say, geography, years, place ?? null);
  const above = model.about.stamp && say.of(model.about.stamp);
  const span = years.length > 1 ? years[0] + "-" + years[years.length - 1] : String(years[0] ?? "");
  const name = fileName("diaspora", geography.key, place || "", span) + ".csv";
  save(new Blob([csvText(rows, above)], { type: "text/csv;charset=utf-8" }), name);
}

/**
 * Saves the map as it is seen.
 * @param {App} app
 * @param {Say} say
 * @param {"svg" | "png"} kind
 */
export async function saveMap(app, say, kind) {
  const { model, store } = app, layer = layerShown(app), { language, measure, year } = store.get();
  const title = say.of(layer.title), style = getComputedStyle(document.documentElement);
  const ink = style.getPropertyValue("--ink").trim(), muted = style.getPropertyValue("--muted").trim();
  const stamp = model.about.stamp ? [say.of(model.about.stamp)] : [];
  const picture = pictureOf(byId("frame"), {
    title,
    language,
    above: [
      ...stamp.map((text) => ({ text, size: 13, weight: 700, colour: ink })),
      { text: title, size: 22, weight: 700, colour: ink },
      { text: say.of(layer.subtitle), size: 14, weight: 400, colour: muted },
    ],
    below: say.of(layer.captions).map((text) => ({ text, size: 10.5, weight: 400, colour: muted })),
  });
  const name = fileName("diaspora", measure, String(year ?? "")) + "." + kind;
  if (kind === "svg") save(new Blob([picture.svg], { type: "image/svg+xml" }), name);
  else save(await pngOf(picture, 2), name);
}
