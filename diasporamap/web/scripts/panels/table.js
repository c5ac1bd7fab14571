// The table of figures: a filter, columns to sort by; what has no value stays last.

import { byId, element } from "../dom.js";
import { makeDialog } from "./heading.js";
import { isTold, NOTHING, sumKey } from "../data/rows.js";
import { folded } from "./search.js";
import { geographyShown, layerShown } from "../shown.js";

/** @import { App } from "../main.js" */
/** @import { Figure, Geography, Place } from "../data/model.js" */
/** @import { Say } from "../data/words.js" */

/** @typedef {{ name: string, number: number | null }} Sortable */
/**
 * A column of figures: its head, the figure of a place, how it is written, that of all places.
 * @typedef {Object} Column
 * @property {string} label
 * @property {(id: string) => Figure} figure
 * @property {(figure: Figure) => string} written
 * @property {Figure} total
 */

/**
 * Compares rows by name, or by number where `byNumber`; rows without a number come last either way.
 * @param {Intl.Collator} collator
 * @param {boolean} byNumber
 * @param {boolean} down
 */
export function rowOrder(collator, byNumber, down) {
  return function (/** @type {Sortable} */ one, /** @type {Sortable} */ other) {
    const names = collator.compare(one.name, other.name);
    if (!byNumber) return down ? -names : names;
    if (one.number === null || other.number === null) {
      return Number(one.number === null) - Number(other.number === null) || names;
    }
    return (one.number - other.number) * (down ? -1 : 1) || names;
  };
}

/**
 * The places that a table has, as the library's own tables do: all of which anything is known.
 * @param {Geography} geography
 * @param {number | null} year
 */
export function tabled(geography, year) {
  return geography.places.filter(function ({ id, status }) {
    return status !== "origin" && status !== "mission" && isTold(geography, id, year);
  });
}

/**
 * The list of all points, by country, city and name, which needs no map.
 * @param {App} app
 * @param {Say} say
 */
export function makePointList({ model, store }, say) {
  const { points } = model;
  if (!points) return;
  const table = /** @type {HTMLTableElement} */ (byId("points-list").querySelector("table"));
  const known = points;
  byId("points-list-button").hidden = false;

  function draw() {
    const collator = say.collator(), { geographies: [countries] } = model;
    const rows = known.points.map(function ({ name, kind, city, country, about }) {
      const place = countries.byId[country], kindName = say.of(known.kinds[kind].name), own = say.of(name);
      const where = place ? say.of(place.short) : country;
      const more = about.map((words) => say.of(words)).filter(Boolean).join(" · ");
      return [own === kindName ? "" : own, kindName, city, where, more];
    });
    const order = [3, 2, 0, 1];
    rows.sort((one, other) => order.reduce((sum, at) => sum || collator.compare(one[at], other[at]), 0));
    const columns = ["name", "kind", "city", "country", "about"].map((key) => say("tables." + key));
    const kept = columns.map((_, at) => at).filter((at) => at === 1 || rows.some((row) => row[at]));
    const head = element("tr");
    head.append(...kept.map(function (at) {
      const cell = element("th", "", columns[at]);
      cell.scope = "col";
      return cell;
    }));
    table.tHead?.replaceChildren(head);
    table.tBodies[0].replaceChildren(...rows.map(function (row) {
      const made = element("tr");
      made.append(...kept.map((at) => element("td", "", row[at])));
      return made;
    }));
    byId("points-note").textContent = say.of(known.note);
  }

  makeDialog("points-list");
  draw();
  store.subscribe((state, before) => state.language !== before.language && draw());
}

/**
 * @param {App} app
 * @param {Say} say
 */
export function makeTable(app, say) {
  const { model, store } = app;
  const dialog = /** @type {HTMLDialogElement} */ (byId("table")), filter = byId("table-filter");
  const table = /** @type {HTMLTableElement} */ (byId("values"));
  let column = 0, down = false;


  /**
   * The head of a column, a button that sorts by it.
   * @param {string} label
   * @param {number} at
   */
  function headElement(label, at) {
    const head = element("th"), button = element("button", "", label);
    head.scope = "col";
    button.type = "button";
    if (at === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
    button.addEventListener("click", function () {
      down = at === column ? !down : at > 0;
      column = at;
      draw();
      /** @type {HTMLElement | null} */ (table.querySelectorAll("thead button")[at])?.focus();
    });
    head.append(button);
    return head;
  }

  /**
   * The columns of figures, and that of the change that the map shows.
   * @param {Geography} geography
   * @returns {Column[]}
   */
  function columnsOf(geography) {
    const { year, since, measure } = store.get(), { figure } = layerShown(app);
    const columns = geography.rows.map((row) => ({
      label: say.of(model.measured[row].label),
      figure: (/** @type {string} */ id) => geography.figure(id, year, row),
      written: (/** @type {Figure} */ found) => say.figure(row, found),
      total: geography.total(year, row),
    }));
    if (!figure) return columns;
    const [before, now] = [since, year].map((each) => geography.total(each, measure).value);
    return [...columns, {
      label: say("place.change", { since, year }), figure,
      written: (found) => (found.value === null ? say.figure(measure, found) : say.change(measure, found.value)),
      total: before === null || now === null ? NOTHING : { state: "value", value: now - before },
    }];
  }

  /**
   * @param {Column[]} columns
   * @param {Place} place
   * @param {boolean} about
   */
  function rowElement(columns, place, about) {
    const row = element("tr"), name = element("th", "", say.of(place.name));
    name.scope = "row";
    row.append(name);
    for (const { figure: figureAt, written } of columns) {
      const figure = figureAt(place.id), cell = element("td", "", written(figure));
      if (figure.state !== "value") {
        cell.classList.add("state");
        cell.title = say("state." + figure.state);
      }
      row.append(cell);
    }
    if (about) row.append(element("td", "about", say.of(place.about).join(" ")));
    return row;
  }

  function draw() {
    if (!dialog.open) return;
    const geography = geographyShown(app), { year } = store.get();
    const title = say(year === null ? "tables.title_alone" : "tables.title", { year });
    byId("table-title").textContent = title;
    const wanted = folded(filter.value), columns = columnsOf(geography);
    column = Math.min(column, columns.length);
    const places = tabled(geography, year), about = places.some((place) => say.of(place.about).length > 0);
    const kept = places.filter(function (place) {
      return !wanted || [say.of(place.name), ...place.find].some((each) => folded(each).includes(wanted));
    });
    const order = rowOrder(say.collator(), column > 0, down);
    const sorted = kept.map(function (place) {
      const figure = column ? columns[column - 1].figure(place.id) : null;
      return { place, name: say.of(place.name), number: figure && figure.state === "value" ? figure.value : null };
    }).sort(order);
    const head = element("tr");
    const labels = [say.of(geography.heading), ...columns.map(({ label }) => label)];
    head.append(...labels.map(headElement));
    if (about) {
      const last = element("th", "about", say("tables.about"));
      last.scope = "col";
      head.append(last);
    }
    table.tHead?.replaceChildren(head);
    const sum = element("tr", "sum"), name = element("th", "", say(sumKey(geography, year)));
    name.scope = "row";
    sum.append(name, ...columns.map(({ written, total }) => element("td", "", written(total))));
    if (about) sum.append(element("td", "about"));
    const made = sorted.map(({ place }) => rowElement(columns, place, about));
    table.tBodies[0].replaceChildren(...(wanted ? [] : [sum]), ...made);
    byId("table-count").textContent = say.counted("tables.found_", kept.length);
    drawSigns(geography, places, year);
  }

  /**
   * What the signs in the table mean, of those that are there.
   * @param {Geography} geography
   * @param {Place[]} places
   * @param {number | null} year
   */
  function drawSigns(geography, places, year) {
    const states = new Set(places.flatMap(function ({ id }) {
      return geography.rows.map((key) => geography.figure(id, year, key).state);
    }));
    states.delete("value");
    byId("table-signs").textContent = [...states].map((state) => say("signs." + state)).join(" · ");
  }

  filter.addEventListener("input", draw);
  makeDialog("table");
  byId("table-button").addEventListener("click", draw);
  store.subscribe(draw);
}
