// The map: base, circles, names, legend, tooltip and view, all drawn from what the store has.

import { makeBase, addPanes } from "./base.js";
import { isAdded } from "./children.js";
import { afterPaint, byId } from "../dom.js";
import { write } from "../data/format.js";
import { makeFlows } from "./flows.js";
import { makeHatches } from "./hatches.js";
import { makeLegend } from "./legend.js";
import { circleSize, makeMarks } from "./marks.js";
import { makeNames } from "./names.js";
import { underFinger, underMouse } from "./pick.js";
import { pixelOf, spotOf } from "./pins.js";
import { makePoints } from "./points.js";
import { makeRings } from "./rings.js";
import { layerShown } from "../shown.js";
import { makeTooltip } from "./tooltip.js";
import { makeView } from "./view.js";
import { walkPlaces } from "./walk.js";
import { guardScrolling } from "./wheel.js";

/** @import { Box } from "./labels.js" */
/** @import { Figure, Geography, Layer } from "../data/model.js" */
/** @import { PageState } from "../state.js" */
/** @import { Seen } from "./view.js" */

/** @import { App } from "../main.js" */
/** @import { Say } from "../data/words.js" */

// What lies over the map and under which no name may stand.
const OVER = "#legend, #regions, #print-years, .zoom, .edge-note, .leaflet-control, .point-sign";

// What a point or a mission without people weighs in a first view, which has no room for all.
const LIGHT = 1;

// Circles of a smaller radius, and signs in them, may lie under the legend: they are in the list.
const SEEN = 4;

/**
 * Makes the map of a page, which follows the store from then on.
 * @param {App} app
 * @param {Say} say
 */
export function makeMap(app, say) {
  const { model, store, map } = app, container = map.getContainer(), frame = byId("frame");
  const text = (/** @type {string} */ key) => model.texts[store.get().language][key] || "";
  const parts = { ...app, text };
  map.scrollWheelZoom.disable();
  // Leaflet has measured the map before what stands around it was there.
  map.invalidateSize({ animate: false, pan: false });
  addPanes(map);
  const hatches = makeHatches();
  /** @type {Seen[]} */
  let seen = [];
  const view = makeView(parts, { seen: () => seen, told: noteOf, rest });
  const base = makeBase(app, hatches), flows = makeFlows(app, base), marks = makeMarks(app, hatches);
  const rings = makeRings(app, base, marks);
  const names = makeNames(parts, base, marks, obstacles);
  const tooltip = makeTooltip(map, text);
  const points = model.points && makePoints(app, model.points, tooltip, bring);
  const legend = makeLegend(parts, hatches, {
    highlight, resized: () => names.draw(), more: () => points?.label() || null,
  });
  const walk = walkPlaces(container, {
    node: (place) => marks.mark(place)?.node,
    focused: focusOn,
    choose: (place) => store.set({ place: store.get().place === place ? null : place }),
  });
  let ready = false, changing = false, waiting = 0;
  /** @type {string | null} */
  let hovered = null;

  /** @param {L.LatLng} at */
  function bring(at) {
    view.show("", spotOf(map, at.lat, at.lng));
  }

  /** @returns {Geography} */
  function geography() {
    return model.geographies.find(({ key }) => key === store.get().geography) || model.geographies[0];
  }

  /** @returns {Layer} */
  function layer() {
    return layerShown(app);
  }

  function size() {
    return circleSize(map.getSize(), window.innerWidth, view.isRegion());
  }

  /**
   * A figure as it is written, or why there is none.
   * @param {string} row
   * @param {Figure} figure
   */
  function figureText(row, { state, value, text: words }) {
    if (words) return words[store.get().language];
    return state === "value" && value !== null
      ? write(model, row, value, store.get().language) : text("state." + state);
  }

  /** @param {string} place */
  function noteOf(place) {
    const { language, measure, year } = store.get(), shown = geography();
    const row = model.measured[measure].people ? measure : "total", figure = shown.figure(place, year, row);
    const known = figure.state === "value" ? text("colon") + figureText(row, figure) : "";
    return shown.byId[place].short[language] + known;
  }

  /**
   * What is told of a place: the figures that it has, that of the measure shown among them.
   * @param {string} place
   */
  function linesOf(place) {
    const { language, year, measure } = store.get(), shown = geography();
    if (shown.byId[place].status === "mission") return []; // a seat without a district has no figures
    const change = layer().figure?.(place), since = Number(store.get().since);
    const told = change && change.state === "value" ? [{
      row: "change", label: say("place.change", { since, year }), state: change.state,
      text: say.change(measure, Number(change.value)),
    }] : [];
    return [...told, ...shown.rows.flatMap(function (row) {
      const figure = shown.figure(place, year, row);
      if (figure.state === "no_data" && row !== measure) return [];
      if (row === "unknown" && !figure.value) return [];
      return [{ row, label: model.measured[row].label[language], text: figureText(row, figure), state: figure.state }];
    })];
  }

  /**
   * How a place is read aloud.
   * @param {string} place
   */
  function spoken(place) {
    const { language } = store.get(), { name, about } = geography().byId[place];
    const values = linesOf(place).map(({ label, text: words }) => label + " " + words);
    return name[language] + (values.length ? text("colon") + values.join(", ") : "")
      + (about[language]?.length ? ". " + about[language].join(" ") : "");
  }

  /** Boxes over the map, in its own pixels. */
  function obstacles() {
    const own = container.getBoundingClientRect();
    /** @type {Box[]} */
    const boxes = [];
    for (const each of document.querySelectorAll(OVER)) {
      const { left, top, right, bottom, width, height } = each.getBoundingClientRect();
      if (!width || !height || right < own.left || left > own.right || bottom < own.top || top > own.bottom) continue;
      boxes.push({ left: left - own.left, top: top - own.top, right: right - own.left, bottom: bottom - own.top });
    }
    return boxes;
  }

  /** What the first view shows: places with people in any year, the origin, missions, points. */
  function seenPlaces() {
    const shown = geography(), years = model.years.length ? model.years : [null], at = size();
    const pointed = shown.hasPoints && model.points ? model.points.points : [];
    const signs = pointed.map(({ lat, lon }) => ({ id: "", ...spotOf(map, lat, lon), r: 8, weight: LIGHT }));
    return [...signs, ...shown.places.flatMap(function ({ id, lat, lon, status }) {
      let most = 0, weight = 0;
      for (const year of years) {
        const { state, value } = shown.figure(id, year, "total");
        const people = state === "value" && value !== null ? value : 0;
        most = Math.max(most, people);
        if (year === store.get().year || years.length === 1) weight = people;
      }
      const drawn = most > 0 || layer().order.includes(id);
      if (!drawn && status !== "origin" && status !== "mission") return [];
      const r = most ? model.radius(most) * model.style.largest * at.factor : 8;
      return [{ id, ...spotOf(map, lat, lon), r, weight: status === "mission" ? LIGHT : weight }];
    })];
  }

  /**
   * Draws what the store has.
   * @param {boolean} animate
   */
  function draw(animate) {
    const shown = geography(), now = layer();
    seen = seenPlaces();
    names.move();
    let drawing = true;
    changing = true;
    base.show(shown, now);
    flows.show(shown, now, size());
    marks.show(shown, now, size(), {
      animate,
      done() {
        changing = false;
        rings.draw();
        if (!drawing) writeNames();
      },
    });
    points?.use(shown);
    legend.show({ geography: shown, layer: now, language: store.get().language, size: size() });
    rings.use(shown);
    walk.use(now.order.filter((id) => marks.mark(id)));
    if (ready) describe();
    drawing = false;
    if (!changing) writeNames(); // the legend has its size now
  }

  /** Words of what is on the map, for those who do not see it. */
  function describe() {
    const { language, place } = store.get();
    container.setAttribute("role", "group");
    container.setAttribute("aria-label", layer().alt[language]);
    container.setAttribute("aria-describedby", "keyboard");
    for (const { id, node } of marks.all()) {
      node.setAttribute("aria-label", spoken(id));
      node.setAttribute("aria-pressed", String(id === place));
    }
  }

  /** A zoom has come to rest: names are written in the frame after that in which areas are drawn anew. */
  function rest() {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(writeNames);
  }

  /** Names are written where neither the map nor its figures move. */
  function writeNames() {
    cancelAnimationFrame(waiting);
    if (!ready || changing || !view.isSeen()) return;
    const { language, measure, year } = store.get(), shown = geography(), now = layer();
    legend.clear(view.isOwn() ? taken() : []); // where the reader moves to it is whole again
    names.show({
      geography: shown, layer: now, language, part: view.isPart(),
      figure(place) {
        const figure = now.figure ? now.figure(place) : shown.figure(place, year, measure);
        if (figure.state !== "value" || figure.value === null) return "";
        return now.figure ? say.change(measure, figure.value) : figureText(measure, figure);
      },
    });
  }

  /** @param {string[] | null} places */
  function highlight(places) {
    const kept = places && new Set(places);
    for (const { id, node } of marks.all()) node.classList.toggle("faded", Boolean(kept && !kept.has(id)));
    for (const [id, path] of [...base.areas(), ...flows.lines()]) {
      path.classList.toggle("faded", Boolean(kept && !kept.has(id)));
    }
    container.classList.toggle("fading", Boolean(kept));
  }

  /** Circles and signs of the map in pixels of its container. */
  function circles() {
    return [...marks.all(), ...marks.signs()].flatMap(({ id, spot, reach }) => {
      const { x, y } = pixelOf(map, spot);
      return reach ? [{ id, x, y, r: reach }] : [];
    });
  }

  /** Circles, signs and points of the map that the legend may not cover. */
  function taken() {
    const signs = points?.boxes() || [], own = container.getBoundingClientRect();
    const spots = circles().filter(({ id, r }) => r >= SEEN || geography().byId[id].status === "mission");
    return [
      ...spots.map(({ x, y, r }) => ({ left: x - r, top: y - r, right: x + r, bottom: y + r })),
      ...marks.signs().flatMap(({ id, spot, reach: r }) => {
        const { x, y } = pixelOf(map, spot), within = marks.radius(id);
        return within && within < SEEN ? [] : [{ left: x - r, top: y - r, right: x + r, bottom: y + r }];
      }),
      ...signs.map(({ left, top, right, bottom }) => ({
        left: left - own.left, top: top - own.top, right: right - own.left, bottom: bottom - own.top,
      })),
    ];
  }

  /**
   * The area that an event is on.
   * @param {Event} event
   */
  function areaOf(event) {
    const on = event.target instanceof Element ? event.target.closest("[data-place]") : null;
    const place = on instanceof SVGElement ? on.dataset.place || null : null;
    return place !== null && geography().byId[place] ? place : null;
  }

  /** @param {string | null} place */
  function hover(place) {
    if (place === hovered) return;
    hovered = place;
    store.hover(place);
  }

  /**
   * @param {string} place
   * @param {{ x: number, y: number }} [point]
   */
  function tell(place, point) {
    if (tooltip.stays()) return;
    const { language, measure } = store.get(), { name, lat, lon, about } = geography().byId[place];
    const lines = linesOf(place), sentences = lines.length && !model.compared ? [] : about[language] || [];
    tooltip.show(name[language], lines, sentences, measure, point || pixelOf(map, spotOf(map, lat, lon)));
  }

  /** @param {string | null} place */
  function focusOn(place) {
    rings.set("focus", place);
    store.hover(place);
    if (place === null) {
      tooltip.leave();
      return;
    }
    const { lat, lon } = geography().byId[place];
    view.show(place, spotOf(map, lat, lon));
    tell(place);
  }

  frame.addEventListener("pointermove", function (/** @type {PointerEvent} */ event) {
    if (event.pointerType === "touch" || event.buttons) return;
    const target = /** @type {Element} */ (event.target);
    if (target.closest(".point-sign")) return;
    const onMap = container.contains(target) && !isAdded(target), point = map.mouseEventToContainerPoint(event);
    const place = onMap ? underMouse(circles(), point.x, point.y) || areaOf(event) : null;
    hover(place);
    if (place !== null) tell(place, point);
    else tooltip.leave();
    container.classList.toggle("over-place", place !== null);
  });
  frame.addEventListener("pointerleave", function () {
    hover(null);
    tooltip.leave();
  });
  map.on("click", function (event) {
    const original = /** @type {PointerEvent} */ (event.originalEvent), { x, y } = event.containerPoint;
    const pick = original.pointerType === "touch" ? underFinger : underMouse;
    const place = pick(circles(), x, y) || areaOf(original);
    tooltip.hide();
    legend.close();
    store.set({ place });
  });
  // A mark that is activated by assistive technology, which has no point.
  container.addEventListener("click", function (event) {
    const mark = event.target instanceof Element ? event.target.closest(".mark") : null;
    if (event.detail === 0 && mark instanceof SVGElement) store.set({ place: mark.dataset.place || null });
  });
  frame.addEventListener("keydown", function (/** @type {KeyboardEvent} */ event) {
    if (event.key !== "Escape") return;
    const closed = tooltip.isOpen() && tooltip.stays() || legend.close();
    tooltip.hide();
    if (closed) event.stopPropagation();
  });
  map.on("zoomstart", () => names.move());
  guardScrolling(map, text);

  store.onHover(function (place) {
    hovered = place;
    rings.set("hover", place);
    names.hover(place);
  });
  store.subscribe(function (state, before) {
    const moves = document.readyState === "complete"; // what a link asks for is there at once
    const differs = (/** @type {(keyof PageState)[]} */ ...keys) => keys.some((key) => state[key] !== before[key]);
    if (differs("region")) view.region(state.region, moves);
    if (differs("geography", "measure", "year", "since", "kind", "region")) draw(moves);
    else if (differs("language")) draw(false);
    if (differs("language")) view.translate();
    if (differs("geography", "year", "measure")) {
      seen = seenPlaces();
      if (differs("geography")) view.refit();
      view.noteEdges();
    }
    if (differs("place", "geography")) showPlace(state.place);
  });

  /** @param {string | null} place */
  function showPlace(place) {
    rings.set("chosen", place);
    names.choose(place);
    for (const { id, node } of marks.all()) node.setAttribute("aria-pressed", String(id === place));
    if (place === null || !geography().byId[place]) return;
    const { lat, lon } = geography().byId[place];
    // A sheet may come up over the map: it is there in the next frame.
    requestAnimationFrame(() => view.show(place, spotOf(map, lat, lon)));
  }

  let drawn = "";
  map.on("resize", function () {
    const now = JSON.stringify(size());
    if (!view.isSeen()) return;
    // Circles have other sizes in another kind of window; a frame that was hidden is drawn at last.
    if (now !== drawn) draw(false);
    drawn = now;
    view.refit();
    writeNames();
  });
  window.addEventListener("resize", () => legend.draw());

  seen = seenPlaces();
  view.region(store.get().region, false);
  draw(false);
  showPlace(store.get().place);
  // What the page opens with is painted before words are placed on it.
  afterPaint(async function () {
    await document.fonts.ready;
    ready = true;
    describe();
    view.translate();
    writeNames();
  });
  app.refit = function (animate = true) {
    view.back(animate);
    if (!animate) writeNames(); // before a sheet is printed, which waits for no frame
  };
  return { view, names, tooltip, legend, base, marks };
}
