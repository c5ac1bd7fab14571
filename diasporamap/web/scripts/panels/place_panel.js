// The panel of a place: who lives there, women and men, what changed, where the figures are from.

import { along, apart, areaPath, labelled, linePath, ticksTo } from "./charts.js";
import { byId, element, svgElement } from "../dom.js";
import { changeOf, sumKey } from "../data/rows.js";
import { geographyShown } from "../shown.js";

/** @import { App } from "../main.js" */
/** @import { List } from "./list.js" */
/** @import { Figure, Geography, Place } from "../data/model.js" */
/** @import { Say } from "../data/words.js" */

const SEXES = /** @type {const} */ (["women", "men"]);

// The size of the lines, and the room around them.
const WIDE = 340, HIGH = 150, LEFT = 48, RIGHT = 84, TOP = 12, BOTTOM = 24, LINE = 15;

// From how many people on a change is also said as a rate.
const LEAST = 100;

/**
 * How a change is said beside its number: times from twice on, otherwise per cent; nothing of few
 * people.
 * @param {number} before
 * @param {number} now
 * @returns {{ times: number } | { percent: number } | null}
 */
export function ratioOf(before, now) {
  if (before < LEAST) return null;
  return now >= 2 * before ? { times: now / before } : { percent: 100 * (now / before - 1) };
}

/**
 * The share of a figure in that of all places, in per cent; null where either is not shown.
 * @param {Figure} figure
 * @param {Figure} all
 */
export function shareOf(figure, all) {
  const known = figure.state === "value" && all.state === "value";
  return known && all.value ? (100 * Number(figure.value)) / all.value : null;
}

/**
 * @param {App} app
 * @param {Say} say
 * @param {List} list
 */
export function makePlacePanel(app, say, list) {
  const { model, store } = app;
  const panel = byId("place"), other = byId("list"), content = byId("place-content"), next = byId("place-next");
  const name = byId("place-name"), rank = byId("place-rank");
  /** @type {Element | null} */
  let from = null;

  /** @param {string} row */
  const isPeople = (row) => model.measured[row].people && model.measured[row].rule !== "quantity";

  /**
   * @param {string} className
   * @param {...(Node | string)} children
   */
  function part(className, ...children) {
    const made = element("div", className);
    made.append(...children);
    return made;
  }

  /**
   * The big number, and what it is of all.
   * @param {Geography} geography
   * @param {Place} place
   * @param {number | null} year
   */
  function drawTotal(geography, place, year) {
    const row = geography.rows.includes("total") ? "total" : geography.rows[0];
    const figure = geography.figure(place.id, year, row), share = shareOf(figure, geography.total(year, row));
    if (figure.state !== "value") return part("number", element("span", "state", say("state." + figure.state)));
    const people = isPeople(row);
    const of = sumKey(geography, year) === "all" ? "place.people" : "place.people_shown";
    const words = !people ? say.of(model.measured[row].label)
      : share === null ? say("place.people_alone") : say(of, { share: say.percent(share) });
    return part("number", element("strong", "", say.figure(row, figure)), " ", element("span", "", words));
  }

  /**
   * On a page of ranges what every source says, in words where it says nothing, and their ratio.
   * @param {Geography} geography
   * @param {Place} place
   * @param {number | null} year
   */
  function drawCompared(geography, place, year) {
    if (!model.compared) return [];
    const figures = geography.rows.map((row) => geography.figure(place.id, year, row));
    if (figures.every(({ state }) => state === "no_data")) return [];
    const told = element("dl", "compared");
    geography.rows.forEach(function (row, at) {
      if (!at) return; // The range is the big number.
      const line = element("div"), words = say.spoken(row, figures[at]);
      line.append(element("dt", "", say.of(model.measured[row].label)));
      line.append(element("dd", figures[at].state === "value" ? "" : "state", words));
      told.append(line);
    });
    return [told];
  }

  /**
   * Women and men on one axis from 0 to 100 per cent, with a mark at the half.
   * @param {Geography} geography
   * @param {Place} place
   * @param {number | null} year
   */
  function drawSexes(geography, place, year) {
    const rows = geography.rows;
    if (!SEXES.every((sex) => rows.includes(sex))) return [];
    const states = new Set(["total", ...SEXES].map((row) => geography.figure(place.id, year, row).state));
    // What is so for all of them is said once, over this.
    if (rows.includes("total") && states.size === 1 && !states.has("value")) return [];
    const share = rows.includes("share_women") ? geography.figure(place.id, year, "share_women") : null;
    const parts = SEXES.map(function (sex) {
      const figure = geography.figure(place.id, year, sex);
      const title = element("p", figure.state === "value" ? "" : "told");
      const percent = share && share.state === "value" && share.value !== null
        ? (sex === "women" ? share.value : 100 - share.value) : null;
      const value = element("strong", figure.state === "value" ? "" : "state", say.spoken(sex, figure));
      title.append(element("span", "", say.of(model.measured[sex].label)), " ", value);
      if (percent !== null) title.append(" ", element("span", "percent", say.percent(percent)));
      const bar = element("div", "bar");
      bar.setAttribute("aria-hidden", "true");
      if (percent !== null) {
        const fill = element("i", sex);
        fill.style.width = percent + "%";
        bar.append(fill);
      } else if (figure.state === "suppressed") bar.classList.add("suppressed");
      bar.append(element("b"));
      return part("sex", title, bar);
    });
    const told = [];
    const why = /** @type {string | null} */ (share && share.state);
    if (why === "unknown_sex_too_high") told.push(element("p", "note", say("state.unknown_sex_too_high")));
    const unknown = rows.includes("unknown") ? geography.figure(place.id, year, "unknown") : null;
    const words = unknown && unknown.state !== "no_data" ? say.spoken("unknown", unknown) : say("place.unknown_never");
    const end = unknown && unknown.state === "value" ? "" : ".";
    told.push(element("p", "note", say("place.unknown") + say("colon") + words + end));
    return [...parts, ...told];
  }

  /**
   * What of all people, or of the one sex that is shown, changed.
   * @param {Geography} geography
   * @param {Place} place
   */
  function drawChange(geography, place) {
    const { measure, since, year } = store.get(), { years } = model;
    if (years.length < 2) return [];
    const row = isPeople(measure) && geography.rows.includes(measure) ? measure : "total";
    const known = years.filter((each) => geography.figure(place.id, each, row).state === "value");
    const start = since !== null && since !== year ? since : known[0], end = year;
    if (start === undefined || end === null || start === end || !known.length) return [];
    const [first, last] = [Math.min(start, end), Math.max(start, end)];
    const change = changeOf(geography, place.id, row, first, last);
    const title = element("h3", "", say("place.change", { since: first, year: last }));
    if (change.state !== "value" || change.value === null) title.append(say("colon"), say("state." + change.state));
    else {
      title.append(say("colon"), say.change(row, change.value));
      if (isPeople(row)) {
        const [before, now] = [first, last].map((at) => Number(geography.figure(place.id, at, row).value));
        title.append(" " + say("place.of_" + (row === "total" ? "people" : row)));
        const ratio = ratioOf(before, now);
        if (ratio) {
          const words = "times" in ratio
            ? say("place.times", { number: say.number(ratio.times, 1) }) : say.signedPercent(ratio.percent);
          title.append(" (" + words + ")");
        }
      }
    }
    const told = [title];
    const share = "share_women", known_share = geography.rows.includes(share);
    const shares = known_share ? changeOf(geography, place.id, share, first, last) : null;
    if (shares && shares.state === "value" && shares.value !== null) {
      const label = say.of(model.measured[share].label);
      told.push(element("p", "", label + say("colon") + say.change(share, shares.value)));
    }
    return [part("change", ...told, drawLines(geography, place, row))];
  }

  /**
   * Lines over the years from 0: women and men, or the one figure that there is.
   * @param {Geography} geography
   * @param {Place} place
   * @param {string} row
   */
  function drawLines(geography, place, row) {
    const { years } = model, { year } = store.get();
    const both = SEXES.every((sex) => geography.rows.includes(sex)) && model.measured[row].people;
    const rows = both ? [...SEXES] : [row];
    const figures = rows.map((each) => years.map((at) => geography.figure(place.id, at, each)));
    const values = figures.flat().flatMap(({ state, value }) => (state === "value" && value !== null ? [value] : []));
    const ticks = ticksTo(Math.max(0, ...values), 3), top = ticks[ticks.length - 1];
    /** @type {[number, number]} */
    const across = [LEFT, WIDE - RIGHT], down = /** @type {[number, number]} */ ([HIGH - BOTTOM, TOP]);
    const xOf = (/** @type {number} */ at) => along(at, [years[0], years[years.length - 1]], across);
    const yOf = (/** @type {number} */ value) => along(value, [0, top], down);
    const svg = svgElement("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, class: "lines plot", role: "img" });
    const told = rows.map(function (each, at) {
      const shown = figures[at].filter(({ state }) => state === "value");
      const label = say.of(model.measured[each].label);
      if (!shown.length) return label + say("colon") + say("state." + figures[at][0].state);
      const [first, last] = [shown[0], shown[shown.length - 1]].map((figure) => say.figure(each, figure));
      return say("place.from_to", { name: label, first, last });
    });
    const span = { since: years[0], year: years[years.length - 1] };
    svg.setAttribute("aria-label", say("place.lines", { ...span, values: told.join(", ") }));
    for (const tick of ticks) {
      const y = yOf(tick);
      svg.append(svgElement("line", { x1: across[0], x2: across[1], y1: y, y2: y, class: tick ? "grid" : "axis" }));
      const number = svgElement("text", { x: across[0] - 6, y: y + 4, "text-anchor": "end" });
      number.textContent = say.figure(rows[0], { state: "value", value: tick });
      svg.append(number);
    }
    const places = years.map(xOf), shownAt = year === null ? -1 : years.indexOf(year);
    const told_years = labelled(places, 34, -1);
    years.forEach(function (at, index) {
      const x = places[index];
      svg.append(svgElement("line", { x1: x, x2: x, y1: down[0], y2: down[0] + 4, class: "axis" }));
      if (!told_years.includes(index)) return;
      const words = svgElement("text", { x: places[index], y: HIGH - 6, "text-anchor": "middle" });
      words.textContent = String(at);
      svg.append(words);
    });
    const ends = rows.map(function (each, at) {
      const last = figures[at].map(({ state }) => state).lastIndexOf("value");
      return last < 0 ? null : { row: each, last, y: yOf(Number(figures[at][last].value)), figure: figures[at][last] };
    });
    const kept = ends.filter((end) => end !== null);
    const heights = apart(kept.map(({ y }) => y - 3), 2 * LINE + 2, [TOP - 2, HIGH - BOTTOM - LINE]);
    rows.forEach(function (each, at) {
      const points = figures[at].map(function ({ state, value }, index) {
        /** @type {[number, number] | null} */
        const point = state === "value" && value !== null ? [places[index], yOf(value)] : null;
        return point;
      });
      const kind = both ? each : "total";
      if (!both) svg.append(svgElement("path", { d: areaPath(points, down[0]), class: "area " + kind }));
      svg.append(svgElement("path", { d: linePath(points), class: "edge " + kind }));
      svg.append(svgElement("path", { d: linePath(points), class: "line " + kind }));
      points.forEach(function (point, index) {
        if (!point) return;
        const r = index === shownAt ? 4.5 : 2.8;
        svg.append(svgElement("circle", { cx: point[0], cy: point[1], r, class: "dot " + kind }));
      });
    });
    kept.forEach(function ({ row: each, figure }, at) {
      const kind = both ? each : "total", label = svgElement("text", { x: across[1] + 10, y: heights[at] + 4 });
      label.setAttribute("class", "label " + kind);
      label.textContent = say.of(model.measured[each].label);
      const value = svgElement("text", { x: across[1] + 10, y: heights[at] + 4 + LINE, class: "figure" });
      value.textContent = say.figure(each, figure);
      svg.append(label, value);
    });
    return svg;
  }

  /** @param {Place} place */
  function drawAbout(place) {
    const parts = [], { definition, source } = model.about;
    /**
     * @param {string} key
     * @param {Record<string, string>} words
     */
    function add(key, words) {
      parts.push(part("source", element("h3", "", say(key)), element("p", "", say.of(words))));
    }
    const about = say.of(place.about), told = [];
    if (place.status === "split" || place.status === "beyond") told.push(say("place." + place.status));
    for (const sentence of [...told, ...about]) parts.push(element("p", "about", sentence));
    if (say.of(definition)) add("place.definition", definition);
    if (say.of(source)) add("place.source", source);
    return parts;
  }

  function draw() {
    const { place: id, year, measure } = store.get(), geography = geographyShown(app);
    const place = id === null ? undefined : geography.byId[id];
    if (!place) return;
    name.textContent = say.of(place.name);
    const { places } = list.ranked(), at = places.findIndex((row) => row.place.id === id), row = places[at];
    const ranked = places.filter((each) => each.rank).length;
    const about = [];
    if (place.status === "origin") about.push(say("place.origin"));
    else if (row && row.rank) {
      const number = say.number(ranked), of = say("counted." + geography.words + ".rank", { rank: "\u0000", number });
      const [before, after] = of.split("\u0000");
      rank.replaceChildren(before, ...say.ordinal(row.rank), after);
    } else rank.replaceChildren();
    if (place.status === "origin") rank.replaceChildren(...about);
    if (measure !== "total" && row && row.rank) rank.append(" · " + say.of(model.measured[measure].label));
    if (model.years.length && year !== null) rank.append((rank.textContent ? " · " : "") + year);
    const told = place.status === "origin" || place.status === "mission" ? [] : [
      drawTotal(geography, place, year), ...drawCompared(geography, place, year),
      ...drawSexes(geography, place, year), ...drawChange(geography, place),
    ];
    content.replaceChildren(...told, ...drawAbout(place));
    const follower = row && places.slice(at + 1).find((each) => each.rank);
    next.hidden = !follower;
    if (follower && follower.rank) {
      const button = next.querySelector("button"), label = button.querySelector("span");
      label.replaceChildren(...say.ordinal(follower.rank), " " + say.of(follower.place.short));
      button.dataset.place = follower.place.id;
    }
    panel.dataset.measure = measure;
  }

  /** @param {string | null} before */
  function open(before) {
    const was = document.activeElement;
    panel.hidden = false;
    other.hidden = true;
    document.body.classList.add("place-open");
    draw();
    content.parentElement.scrollTop = 0;
    if (before === null) from = was;
    if (before === null || panel.contains(was)) name.focus({ preventScroll: true });
  }

  /** @param {string} before - the place that was open */
  function close(before) {
    const inside = panel.contains(document.activeElement) || document.activeElement === document.body;
    panel.hidden = true;
    other.hidden = false;
    document.body.classList.remove("place-open");
    if (inside) giveBack(before);
    from = null;
  }

  /**
   * The focus goes back to the circle or the row that opened the panel.
   * @param {string} before
   */
  function giveBack(before) {
    const known = from instanceof Element && from.isConnected && from !== document.body && !other.contains(from);
    const back = known ? from : null;
    if (back && "focus" in back && /** @type {HTMLElement} */ (back).getClientRects().length) {
      /** @type {HTMLElement} */ (back).focus({ preventScroll: true });
    } else if (!list.focusOn(before)) byId("list-heading").focus({ preventScroll: true });
  }

  for (const button of panel.querySelectorAll("[data-close]")) {
    button.addEventListener("click", () => store.set({ place: null }));
  }
  panel.addEventListener("keydown", function (/** @type {KeyboardEvent} */ event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.stopPropagation();
    store.set({ place: null });
  });
  next.querySelector("button").addEventListener("click", function (/** @type {any} */ event) {
    store.set({ place: event.currentTarget.dataset.place });
  });
  store.subscribe(function (state, before) {
    if (state.place !== null && (state.place !== before.place || panel.hidden)) open(before.place);
    else if (state.place === null && before.place !== null) close(before.place);
    else if (state.place !== null) draw();
  });
  if (store.get().place !== null) open(null);
}
