// The list of places: rank, name, women and men from one axis, the figure; linked with the map.

import { sinceOf } from "../data/changes.js";
import { byId, element } from "../dom.js";
import { largestOf, listed, NOTHING, spanOf, sumKey } from "../data/rows.js";
import { differs, geographyShown, layerShown } from "../shown.js";

/** @import { App } from "../main.js" */
/** @import { Figure, Geography, Layer, Model, Place } from "../data/model.js" */
/** @import { Listed, ListRow } from "../data/rows.js" */
/** @import { Say } from "../data/words.js" */

// Of districts only so many are shown before those that follow are asked for: other sections follow.
const FIRST = 14;
const SEXES = /** @type {const} */ (["women", "men"]);
const MOVE = 350, PAGE = 10;

// Of fewer people a rate is marked where its measure says nothing else.
const LEAST = 100;

// Fills that are no class of values.
const STATES = new Set([
  ...["land", "no_data", "suppressed", "not_applicable", "not_attributable", "not_attached", "origin", "zero"],
  ...["base_too_small", "unknown_sex_too_high"],
]);

/**
 * What bars are drawn on: both sexes on one axis, one figure from the left, or a rate around its
 * middle; from where to where.
 * @typedef {Object} Axis
 * @property {"sexes" | "one" | "rate"} form
 * @property {[number, number]} span
 * @property {number} middle
 */

/**
 * The axis of the bars of a layer: the same for all years, except that of a rate.
 * @param {Model} model
 * @param {Geography} geography
 * @param {Layer} layer
 * @param {ListRow[]} rows
 * @param {boolean} changes
 * @returns {Axis}
 */
export function axisOf(model, geography, layer, rows, changes) {
  const row = model.measured[layer.measure], known = geography.rows, { years } = model;
  if (changes || !row.people || row.signed) {
    const middle = changes ? 0 : row.middle ?? 0;
    return { form: "rate", span: spanOf(rows, middle, row.unit === "percent" && !changes ? 10 : 0), middle };
  }
  if (SEXES.every((sex) => known.includes(sex))) {
    const [women, men] = SEXES.map((sex) => largestOf(geography, years, sex));
    return { form: "sexes", span: [-women, men], middle: 0 };
  }
  return { form: "one", span: [0, largestOf(geography, years, layer.measure)], middle: 0 };
}

/**
 * Where a bar begins and how long it is, in per cent of the axis.
 * @param {Axis} axis
 * @param {number} value
 */
export function barOf({ span: [low, high], middle }, value) {
  const wide = high - low || 1, from = Math.min(middle, value), to = Math.max(middle, value);
  return { start: (100 * (from - low)) / wide, length: (100 * (to - from)) / wide };
}

/**
 * The colour of a place's class on the map, which its bar has too; null where it has none.
 * @param {Layer} layer
 * @param {string} place
 */
export function colourOf(layer, place) {
  const discs = layer.marks.filter((mark) => mark.mark === "disc" && mark.place === place), disc = discs.pop();
  if (disc && disc.mark === "disc") return layer.looks[disc.look].fill;
  const key = layer.fills[place];
  return key !== undefined && !STATES.has(key) ? layer.swatches[key]?.[0] ?? null : null;
}

/**
 * @param {App} app
 * @param {Say} say
 */
export function makeList(app, say) {
  const { model, store } = app;
  const box = byId("list"), head = byId("list-head"), body = byId("rows"), foot = byId("list-foot");
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  let more = false, small = false;
  /** @type {string | null} */
  let stop = null;
  /** @type {Map<string, HTMLElement>} */
  let shown = new Map();
  /** @type {Axis} */
  let axis;


  /**
   * Of how many people on a rate is ranked.
   * @param {Layer} layer
   */
  const leastOf = (layer) => model.measured[layer.measure].least || LEAST;

  /** The layer that is shown, and since when the list counts changes. */
  function current() {
    return { geography: geographyShown(app), layer: layerShown(app), since: sinceOf(model, store.get()) };
  }

  /**
   * A figure as the list writes it: a change with its sign.
   * @param {Layer} layer
   * @param {Figure} figure
   * @param {boolean} changes
   */
  function written(layer, figure, changes) {
    if (!changes || figure.state !== "value" || figure.value === null) return say.figure(layer.measure, figure);
    return say.change(layer.measure, figure.value);
  }

  /**
   * @param {string} className
   * @param {{ start: number, length: number }} bar
   */
  function barElement(className, { start, length }) {
    const bar = element("i", className);
    bar.style.left = start + "%";
    bar.style.width = length + "%";
    return bar;
  }

  /**
   * The bars of a place, drawn for the eye alone: the row says the figures.
   * @param {Geography} geography
   * @param {Layer} layer
   * @param {string} place
   * @param {Figure} figure
   * @param {boolean} changes
   */
  function barsOf(geography, layer, place, figure, changes) {
    const bars = element("span", "bars");
    bars.setAttribute("aria-hidden", "true");
    const line = element("b");
    line.style.left = barOf(axis, axis.middle).start + "%";
    if (axis.form === "sexes") {
      SEXES.forEach(function (sex, at) {
        const { state, value } = geography.figure(place, layer.year, sex);
        if (state === "value" && value !== null) bars.append(barElement(sex, barOf(axis, at ? value : -value)));
        else if (state === "suppressed") {
          const hidden = element("i", "hidden"), { start } = barOf(axis, 0);
          hidden.style[at ? "left" : "right"] = (at ? start : 100 - start) + "%";
          bars.append(hidden);
        }
      });
    } else if (figure.state === "value" && figure.value !== null) {
      const bar = barElement(axis.form === "one" ? "total" : "rate", barOf(axis, figure.value));
      const colour = axis.form === "rate" && !changes ? colourOf(layer, place) : null;
      if (colour) bar.style.backgroundColor = colour;
      else if (axis.form === "rate") bar.classList.add(figure.value < axis.middle ? "fall" : "rise");
      bars.append(bar);
    }
    bars.append(line);
    return bars;
  }

  /**
   * What a row says to those who do not see it.
   * @param {Geography} geography
   * @param {Layer} layer
   * @param {ListRow} row
   * @param {boolean} changes
   */
  function sayRow(geography, layer, { place, figure, rank }, changes) {
    const label = say.of(model.measured[layer.measure].label);
    const value = figure.state === "value" ? written(layer, figure, changes) : say("state." + figure.state);
    const values = [label + say("colon") + value];
    if (axis.form === "sexes") {
      for (const sex of SEXES) {
        if (sex === layer.measure) continue;
        const told = say.spoken(sex, geography.figure(place.id, layer.year, sex));
        values.push(say.of(model.measured[sex].label) + say("colon") + told);
      }
    }
    const name = say.of(place.name);
    const fields = { name, values: values.join(", "), rank: rank || "" };
    return say(rank ? "list.ranked" : "list.row", fields);
  }

  /**
   * @param {Geography} geography
   * @param {Layer} layer
   * @param {ListRow} row
   * @param {{ changes: boolean, pale?: boolean, sign?: string }} how
   */
  function rowElement(geography, layer, row, { changes, pale, sign }) {
    const { place, figure, rank } = row, { id } = place;
    const item = shown.get(id) || element("li");
    const button = /** @type {HTMLButtonElement} */ (item.firstElementChild || item.appendChild(element("button")));
    button.type = "button";
    button.className = "row";
    button.dataset.place = id;
    button.tabIndex = -1;
    button.classList.toggle("pale", Boolean(pale));
    button.classList.toggle("outside", isOutside(place));
    const first = element("span", sign ? "sign " + sign : "rank", sign ? undefined : rank ? String(rank) : "");
    const value = written(layer, figure, changes);
    const number = element("span", "value", pale && figure.state === "value" ? "(" + value + ")" : value);
    number.classList.toggle("state", figure.state !== "value");
    button.title = say.of(place.name);
    const name = element("span", "name", say.of(place.short));
    const cells = [first, name, barsOf(geography, layer, id, figure, changes), number];
    if (axis.form === "rate") {
      cells.push(element("span", "base", say.figure("total", geography.figure(id, layer.year, "total"))));
    }
    for (const cell of cells) cell.setAttribute("aria-hidden", "true");
    button.replaceChildren(...cells, element("span", "unseen", sayRow(geography, layer, row, changes)));
    return item;
  }

  /** @param {Place} place */
  function isOutside({ lon, lat }) {
    const region = model.regions.find(({ key }) => key === store.get().region);
    if (!region) return false;
    const [west, south, east, north] = region.bounds;
    return lon < west || lon > east || lat < south || lat > north;
  }

  /**
   * The row of all places together.
   * @param {Geography} geography
   * @param {Layer} layer
   * @param {number | null} since
   */
  function sumElement(geography, layer, since) {
    const item = element("li", "sum");
    const sum = element("div", "row"), name = element("span", "name", say(sumKey(geography, layer.year)));
    const bars = element("span", "bars");
    const total = (/** @type {string} */ row) => say.figure(row, geography.total(layer.year, row));
    if (axis.form === "sexes") {
      const line = barOf(axis, 0).start + "%";
      SEXES.forEach(function (sex, at) {
        const number = element("em", "", total(sex));
        number.style[at ? "left" : "right"] = at ? line : "calc(100% - " + line + ")";
        bars.append(number);
      });
    } else if (axis.form === "rate") {
      bars.append(...barsOf(geography, layer, "", since === null ? geography.total(layer.year, layer.measure)
        : NOTHING, since !== null).childNodes);
    }
    const now = geography.total(layer.year, layer.measure);
    let value = total(layer.measure);
    if (since !== null) {
      const before = geography.total(since, layer.measure);
      const known = now.value !== null && before.value !== null;
      value = known ? say.change(layer.measure, Number(now.value) - Number(before.value)) : say("sign.no_data");
    }
    sum.append(name, bars, element("span", "value", value));
    if (axis.form === "rate") sum.append(element("span", "base", total("total")));
    item.append(sum);
    return item;
  }

  /**
   * @param {string} key
   * @param {string} [note]
   */
  function sectionElement(key, note) {
    const item = element("li", "section"), heading = element("h3", "", say(key));
    item.append(heading);
    if (note) heading.append(element("span", "", say(note)));
    return item;
  }

  /**
   * What is over the list: what it is a list of, and what its columns are.
   * @param {Geography} geography
   * @param {Layer} layer
   * @param {Listed} rows
   * @param {number | null} since
   */
  function drawHead(geography, layer, rows, since) {
    const ranked = rows.places.filter(({ rank }) => rank).length, row = model.measured[layer.measure];
    const heading = byId("list-heading"), words = "counted." + geography.words + ".";
    const label = say.of(row.label), keys = element("p", "heads");
    if (since !== null) {
      const years = { since, year: layer.year };
      heading.replaceChildren(element("strong", "", label), say("list.change", years));
    } else if (axis.form === "rate") {
      const places = say.counted(words, ranked), least = say.number(leastOf(layer));
      const key = layer.small.length ? "list.rate" : "list.rate_all";
      heading.replaceChildren(element("strong", "", label), say(key, { places, least }));
    } else {
      heading.replaceChildren(element("strong", "", say.counted(words + "listed_", ranked)), say("list.sorted"));
    }
    keys.setAttribute("aria-hidden", "true");
    if (axis.form === "sexes") {
      const both = element("span", "both");
      for (const sex of SEXES) {
        const key = element("span", "key " + sex, say.of(model.measured[sex].label));
        both.append(key);
      }
      keys.append(both, element("span", "value", label));
    } else if (axis.form === "rate") {
      const ends = element("span", "bars");
      const marks = [...new Set([axis.span[0], axis.middle, axis.span[1]])];
      marks.forEach(function (tick) {
        const at = barOf(axis, tick), where = tick < axis.middle ? at.start : at.start + at.length;
        if (tick !== axis.middle && (since !== null || at.length < 25)) return;
        const number = element("em", tick === axis.middle ? "middle" : "", say.number(tick, 0));
        number.style.left = where + "%";
        ends.append(number);
      });
      const short = say(since !== null ? "list.changed" : row.unit === "percent" ? "list.part" : "list.value");
      keys.append(ends, element("span", "value", short), element("span", "base", say("total")));
    } else keys.append(element("span", "value", label));
    head.querySelector(".heads")?.remove();
    head.append(keys);
    box.dataset.form = axis.form;
  }

  /**
   * What is under the list: how many places are of too few people to be ranked.
   * @param {Layer} layer
   * @param {ListRow[]} rows
   */
  function drawFoot(layer, rows) {
    foot.hidden = !rows.length;
    if (!rows.length) return;
    const least = say.number(leastOf(layer)), why = rows.length === 1 ? "one" : "many";
    const button = element("button", "link", say(small ? "list.small_hide" : "list.small_show"));
    button.type = "button";
    button.setAttribute("aria-expanded", String(small));
    button.addEventListener("click", function () {
      small = !small;
      draw();
      /** @type {HTMLElement | null} */ (foot.querySelector("button"))?.focus();
      if (small) body.querySelector(".pale")?.scrollIntoView({ block: "center" });
    });
    const many = say.counted("list.small_", rows.length, { least });
    foot.replaceChildren(element("strong", "", many), say("list.small_why_" + why) + " ", button);
  }

  /** @param {boolean} [moving] - whether rows move to their new places */
  function draw(moving) {
    const { geography, layer, since } = current(), rows = listed(geography, layer, since, say.byName);
    const changes = since !== null, before = new Map();
    if (moving && !still.matches) {
      for (const [id, item] of shown) if (item.isConnected) before.set(id, item.offsetTop);
    }
    axis = axisOf(model, geography, layer, [...rows.places, ...(changes ? rows.split : [])], changes);
    drawHead(geography, layer, rows, since);
    const others = rows.split.length + rows.beyond.length > 0, cut = others && rows.places.length > FIRST + 2;
    const places = cut && !more ? rows.places.slice(0, FIRST) : rows.places;
    /** @type {Map<string, HTMLElement>} */
    const next = new Map();
    /**
     * @param {ListRow} row
     * @param {{ pale?: boolean, sign?: string }} [how]
     */
    function add(row, how) {
      const item = rowElement(geography, layer, row, { changes, ...how });
      next.set(row.place.id, item);
      return item;
    }
    /** @type {HTMLElement[]} */
    const items = [sumElement(geography, layer, since), ...places.map((row) => add(row))];
    if (cut) items.push(moreElement(rows.places.length - FIRST));
    if (small) items.push(...rows.small.map((row) => add(row, { pale: true })));
    if (rows.split.length) {
      items.push(sectionElement("list.split", "list.split_note"));
      items.push(...rows.split.map((row) => add(row, { sign: "split" })));
    }
    if (rows.beyond.length) {
      items.push(sectionElement("list.beyond"), ...rows.beyond.map((row) => add(row, { sign: "beyond" })));
    }
    if (!next.size) items.push(element("li", "none", say("list.empty")));
    shown = next;
    body.replaceChildren(...items);
    drawFoot(layer, rows.small);
    setStop(stop !== null && next.has(stop) ? stop : [...next.keys()][0]);
    mark(store.get().place);
    slide(before);
  }

  /** @param {number} number */
  function moreElement(number) {
    const item = element("li", "more"), button = element("button", "link");
    button.textContent = more ? say("list.less") : say("list.more", { number: say.number(number) });
    button.type = "button";
    button.setAttribute("aria-expanded", String(more));
    button.addEventListener("click", function () {
      more = !more;
      draw();
      /** @type {HTMLElement | null} */ (body.querySelector(".more button"))?.focus();
    });
    item.append(button);
    return item;
  }

  /**
   * Rows go from where they were to where they are.
   * @param {Map<string, number>} before
   */
  function slide(before) {
    for (const [id, item] of shown) {
      const from = before.get(id), far = from === undefined ? 0 : from - item.offsetTop;
      if (far) {
        const way = [{ transform: `translateY(${far}px)` }, { transform: "none" }];
        item.animate(way, { duration: MOVE, easing: "ease-out" });
      }
    }
  }

  /** @param {string | undefined} id */
  function setStop(id) {
    const button = (/** @type {string | null} */ place) => place && shown.get(place)?.querySelector("button");
    const old = button(stop), now = button(id || null);
    if (old) old.tabIndex = -1;
    stop = id || null;
    if (now) now.tabIndex = 0;
  }

  /** @param {string | null} place */
  function mark(place) {
    for (const [id, item] of shown) {
      const button = /** @type {HTMLElement} */ (item.firstElementChild);
      if (id === place) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  /** @param {EventTarget | null} target */
  function placeOf(target) {
    const row = target instanceof Element && target.closest("[data-place]");
    return row instanceof HTMLElement ? row.dataset.place || null : null;
  }

  body.addEventListener("click", function (/** @type {MouseEvent} */ event) {
    const place = placeOf(event.target);
    if (!place) return;
    setStop(place);
    store.set({ place });
  });
  body.addEventListener("pointerover", function (/** @type {PointerEvent} */ event) {
    if (event.pointerType !== "touch") store.hover(placeOf(event.target));
  });
  body.addEventListener("pointerleave", () => store.hover(null));
  body.addEventListener("focusin", function (/** @type {FocusEvent} */ event) {
    const place = placeOf(event.target);
    if (!place) return;
    setStop(place);
    if (event.target instanceof Element && event.target.matches(":focus-visible")) store.hover(place);
  });
  body.addEventListener("focusout", () => store.hover(null));
  body.addEventListener("keydown", function (/** @type {KeyboardEvent} */ event) {
    const place = placeOf(event.target), ids = [...shown.keys()];
    if (!place) return;
    const at = ids.indexOf(place), last = ids.length - 1, { key } = event;
    const to = {
      ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + PAGE, PageUp: at - PAGE, Home: 0, End: last,
    }[key];
    if (to === undefined) return;
    event.preventDefault();
    focusOn(ids[Math.max(0, Math.min(last, to))]);
  });

  /** @param {string} id */
  function focusOn(id) {
    const button = shown.get(id)?.querySelector("button");
    if (!button) return false;
    setStop(id);
    button.focus({ preventScroll: true });
    button.scrollIntoView({ block: "nearest" });
    return true;
  }

  store.subscribe(function (state, before) {
    const moved = differs(state, before, "year", "measure", "since"), other = state.geography !== before.geography;
    if (other) more = false;
    if (moved || other || differs(state, before, "language", "kind", "region")) draw(moved && !other);
    else if (state.place !== before.place) mark(state.place);
  });
  store.onHover(function (place) {
    body.querySelector(".hovered")?.classList.remove("hovered");
    if (place) shown.get(place)?.firstElementChild?.classList.add("hovered");
  });
  draw();

  return {
    focusOn,
    /** The rows by rank, for what comes next. */
    ranked() {
      const { geography, layer } = current();
      return listed(geography, layer, null, say.byName);
    },
  };
}

/** @typedef {ReturnType<typeof makeList>} List */
