// The years: play, a slider with a stop a year, the line of totals, and since when changes count.

import { along, areaPath, labelled, linePath, nearest, spread } from "./charts.js";
import { byId, svgElement } from "../dom.js";
import { comparable } from "../data/rows.js";
import { geographyShown } from "../shown.js";

/** @import { App } from "../main.js" */
/** @import { Say } from "../data/words.js" */

const STEP = 1200;
const SIGNS = { play: "M2,1 L13,7.5 L2,14 Z", pause: "M3,1.5 H6 V13.5 H3 Z M9,1.5 H12 V13.5 H9 Z" };

/**
 * The year that comes after one, the first after the last.
 * @param {number[]} years
 * @param {number | null} year
 */
export function yearAfter(years, year) {
  const at = years.findIndex((each) => each === year);
  return years[(at + 1) % years.length];
}

/**
 * The year that a key leads to; undefined for other keys.
 * @param {number[]} years
 * @param {number} at - the position of the year shown
 * @param {string} key
 */
export function yearOfKey(years, at, key) {
  const last = years.length - 1;
  const to = {
    ArrowRight: at + 1, ArrowUp: at + 1, ArrowLeft: at - 1, ArrowDown: at - 1,
    PageUp: at + 2, PageDown: at - 2, Home: 0, End: last,
  }[key];
  return to === undefined ? undefined : years[Math.max(0, Math.min(last, to))];
}

/**
 * @param {App} app
 * @param {Say} say
 */
export function makeTimeline(app, say) {
  const { model, store } = app;
  const { years } = model, box = byId("time"), play = byId("play"), slider = byId("years"), since = byId("since");
  box.hidden = years.length < 2;
  if (box.hidden) return;
  /** @type {number | undefined} */
  let timer;
  let playing = false, places = years.map(() => 0);

  const at = () => years.indexOf(Number(store.get().year));

  function drawPlay() {
    const words = say(playing ? "time.pause" : "time.play");
    play.setAttribute("aria-label", words);
    play.title = words;
    play.querySelector("path").setAttribute("d", SIGNS[playing ? "pause" : "play"]);
    play.classList.toggle("playing", playing);
  }

  function stop() {
    window.clearTimeout(timer);
    playing = false;
    drawPlay();
  }

  function step() {
    const { year } = store.get(), next = yearAfter(years, year);
    store.set({ year: next });
    if (next === years[years.length - 1]) stop();
    else timer = window.setTimeout(step, STEP);
  }

  play.addEventListener("click", function () {
    if (playing) {
      stop();
      return;
    }
    playing = true;
    drawPlay();
    if (at() === years.length - 1) store.set({ year: years[0] });
    timer = window.setTimeout(step, at() === 0 ? STEP : STEP / 2);
  });

  /** The line of all people, or of a rate around its middle. */
  function draw() {
    const { measure, year, since: from } = store.get(), geography = geographyShown(app), shown = at();
    const wide = slider.clientWidth, high = slider.clientHeight;
    if (!wide || !high) return;
    const row = model.measured[measure];
    const svg = svgElement("svg", { class: "plot", width: wide, height: high, "aria-hidden": "true" });
    const base = high - 21, top = 19;
    /** @type {[number, number]} */
    const across = [14, wide - 18];
    places = years.map((each) => along(each, [years[0], years[years.length - 1]], across));
    const figures = years.map((each) => geography.total(each, measure));
    const values = figures.flatMap(({ state, value }) => (state === "value" && value !== null ? [value] : []));
    const people = row.people && !row.signed;
    const span = spread(values, people ? 0 : row.middle, people);
    const yOf = (/** @type {number} */ value) => along(value, span, [base - (people ? 0 : 4), top]);
    const points = figures.map(function ({ state, value }, index) {
      /** @type {[number, number] | null} */
      const point = state === "value" && value !== null ? [places[index], yOf(value)] : null;
      return point;
    });
    const kind = ["women", "men"].includes(measure) ? measure : people ? "total" : "rate";
    if (people) svg.append(svgElement("path", { d: areaPath(points, base), class: "area " + kind }));
    if (from !== null && years.includes(from) && year !== null && from !== year) {
      const [x1, x2] = [from, year].map((each) => places[years.indexOf(each)]).sort((a, b) => a - b);
      svg.append(svgElement("rect", { x: x1, y: base, width: x2 - x1, height: 4, class: "span" }));
    }
    svg.append(svgElement("line", { x1: across[0], x2: across[1], y1: base, y2: base, class: "axis" }));
    if (!people && row.middle !== null) {
      const y = yOf(row.middle);
      svg.append(svgElement("line", { x1: across[0], x2: across[1], y1: y, y2: y, class: "middle" }));
      const x = along(0.36, [0, 1], across);
      const words = svgElement("text", { x, y: y - 5, class: "value", "text-anchor": "middle" });
      const value = say.figure(measure, { state: "value", value: row.middle }).replace(/[.,]0(?=\D|$)/, "");
      words.textContent = row.signed ? value : say("time.parity", { value });
      svg.append(words);
    }
    svg.append(svgElement("path", { d: linePath(points), class: "line " + kind }));
    const told = labelled(places, 40, shown);
    years.forEach(function (each, index) {
      const here = index === shown, point = points[index], last = index === years.length - 1;
      const stem = { x1: places[index], x2: places[index], y2: base + 4 };
      svg.append(svgElement("line", { ...stem, y1: base, class: "axis" }));
      if (here) svg.append(svgElement("line", { ...stem, y1: point ? point[1] : top, class: "here" }));
      const dot = { r: here ? 6 : 2.8, class: (here ? "here " : "dot ") + kind };
      if (point) svg.append(svgElement("circle", { cx: point[0], cy: point[1], ...dot }));
      if (!told.includes(index)) return;
      const x = last ? across[1] + 16 : Math.max(places[index], 16);
      const words = svgElement("text", { x, y: high - 4, "text-anchor": last ? "end" : "middle", class: "year" });
      if (here) words.classList.add("here");
      words.textContent = String(each);
      svg.append(words);
    });
    drawValues(svg, points, measure, shown, top);
    slider.replaceChildren(svg);
    const value = say.spoken(measure, geography.total(Number(year), measure));
    slider.setAttribute("aria-valuemin", "0");
    slider.setAttribute("aria-valuemax", String(years.length - 1));
    slider.setAttribute("aria-valuenow", String(Math.max(0, shown)));
    slider.setAttribute("aria-valuetext", say("time.value", { year: Number(year), value }));
    slider.setAttribute("aria-label", say("time.year"));
  }

  /**
   * The figures of the first year, the last one and the one shown, which gives way to none.
   * @param {SVGElement} svg
   * @param {([number, number] | null)[]} points
   * @param {string} measure
   * @param {number} shown
   * @param {number} top
   */
  function drawValues(svg, points, measure, shown, top) {
    const geography = geographyShown(app), taken = /** @type {number[]} */ ([]);
    for (const index of new Set([shown, 0, years.length - 1])) {
      const point = points[index];
      if (!point || taken.some((x) => Math.abs(x - point[0]) < 80)) continue;
      taken.push(point[0]);
      const here = index === shown, anchor = index === 0 ? "start" : "end";
      const text = svgElement("text", {
        x: index === 0 ? point[0] - 10 : point[0] - (here ? 10 : -10), y: Math.max(point[1] - (here ? 8 : 9), top - 7),
        "text-anchor": anchor, class: here ? "value here" : "value",
      });
      text.textContent = say.figure(measure, geography.total(years[index], measure));
      svg.append(text);
    }
  }

  /** The years that changes can be counted from. */
  function drawSince() {
    const { measure, year, since: from } = store.get(), select = since.querySelector("select");
    since.hidden = !comparable(measure);
    const none = new Option(say("time.since_none"), "");
    const options = years.filter((each) => each !== year).map((each) => new Option(String(each), String(each)));
    select.replaceChildren(none, ...options);
    select.value = from === null || from === year ? "" : String(from);
    select.setAttribute("aria-label", say("time.since_label"));
  }

  since.querySelector("select").addEventListener("change", function (/** @type {any} */ event) {
    store.set({ since: event.target.value ? Number(event.target.value) : null });
  });

  slider.addEventListener("keydown", function (/** @type {KeyboardEvent} */ event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const year = yearOfKey(years, at(), event.key);
    if (year === undefined) return;
    event.preventDefault();
    stop();
    store.set({ year });
  });
  /** @param {PointerEvent} event */
  function pick(event) {
    const year = years[nearest(places, event.clientX - slider.getBoundingClientRect().left)];
    if (year !== store.get().year) store.set({ year });
  }
  slider.addEventListener("pointerdown", function (/** @type {PointerEvent} */ event) {
    if (event.button) return;
    stop();
    slider.setPointerCapture(event.pointerId);
    pick(event);
  });
  slider.addEventListener("pointermove", function (/** @type {PointerEvent} */ event) {
    if (slider.hasPointerCapture(event.pointerId)) pick(event);
  });

  function drawAll() {
    drawPlay();
    drawSince();
    draw();
  }
  store.subscribe(drawAll);
  new ResizeObserver(draw).observe(slider); // draws it for the first time too
  document.addEventListener("visibilitychange", () => document.hidden && playing && stop());
  drawPlay();
  drawSince();
}
