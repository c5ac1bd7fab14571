// The choices: measure, geography, circles or colours, language, part of the world.

import { sinceOf } from "../data/changes.js";
import { byId, element, svgElement } from "../dom.js";
import { differs } from "../shown.js";

/** @import { App } from "../main.js" */
/** @import { PageState } from "../state.js" */
/** @import { Say } from "../data/words.js" */

/**
 * What can be chosen: its value, its words, and shorter ones where there is little room.
 * @typedef {{ value: string, label: string, short?: string, picture?: SVGElement }} Option
 */

// Between two choices.
const GAP = 12;

// Pictures of the kinds: a disc, an area, and lines from a point.
const KINDS = {
  circles: "M3,8 a5,5 0 1,0 10,0 a5,5 0 1,0 -10,0",
  colours: "M2,4.5 L6,2.5 L10,4.5 L14,2.5 V11.5 L10,13.5 L6,11.5 L2,13.5 Z",
  flows: "M2,11 Q5,3 14,3 Q7,5 5,13 Z M3,13 Q8,8 14,10 Q8,11 6,14.5 Z",
};

/**
 * A choice among few: buttons side by side, or a menu where these do not fit.
 * @param {HTMLElement} box - a fieldset of the template
 * @param {(value: string) => void} choose
 */
function makeChoice(box, choose) {
  const row = box.appendChild(element("div", "segments")), menu = box.appendChild(element("label", "menu"));
  const select = menu.appendChild(element("select")), id = box.id;
  const arrow = svgElement("svg", { viewBox: "0 0 12 12", width: 12, height: 12, "aria-hidden": "true" });
  arrow.append(svgElement("path", { d: "M2,4 L6,8 L10,4", fill: "none", stroke: "currentColor", "stroke-width": 1.8 }));
  menu.append(arrow);
  row.addEventListener("change", (/** @type {any} */ event) => choose(event.target.value));
  select.addEventListener("change", () => choose(select.value));
  return {
    box,
    /**
     * @param {Option[]} options
     * @param {string} chosen
     * @param {string} label
     */
    draw(options, chosen, label) {
      box.hidden = options.length < 2;
      const focused = row.contains(document.activeElement);
      row.replaceChildren(...options.map(function ({ value, label: words, short, picture }) {
        const made = element("label"), input = element("input"), text = element("span");
        input.type = "radio";
        input.name = id;
        input.value = value;
        input.checked = value === chosen;
        input.autocomplete = "off";
        if (picture) {
          text.append(picture, element("span", "unseen", words));
          made.title = words;
        } else {
          text.append(element("span", "long", words));
          if (short && short !== words) {
            text.classList.add("two");
            text.append(element("span", "short", short));
            input.setAttribute("aria-label", words);
          }
        }
        made.append(input, text);
        return made;
      }));
      select.replaceChildren(...options.map(({ value, label: words, short }) => new Option(short || words, value)));
      select.value = chosen;
      select.setAttribute("aria-label", label);
      if (focused) /** @type {HTMLElement | null} */ (row.querySelector("input:checked"))?.focus();
    },
    /** @param {string} chosen */
    show(chosen) {
      for (const input of row.querySelectorAll("input")) input.checked = input.value === chosen;
      select.value = chosen;
    },
  };
}

/**
 * @param {App} app
 * @param {Say} say
 */
export function makeControls(app, say) {
  const { model, store } = app, tools = byId("tools");
  const language = makeChoice(byId("language"), (value) => store.set({ language: value }));
  const layers = makeChoice(byId("layers"), (value) => store.set({ measure: value }));
  const geography = makeChoice(byId("geography"), (value) => store.set({ geography: value }));
  const kinds = makeChoice(byId("kinds"), (value) => store.set({ kind: value }));

  /** @param {string} key */
  function picture(key) {
    const svg = svgElement("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" });
    svg.append(svgElement("path", { d: KINDS[/** @type {"circles"} */ (key)], class: "kind-" + key }));
    return svg;
  }

  /** @param {PageState} state */
  function draw(state) {
    const languages = model.languages.map((each) => ({ value: each, label: each.toUpperCase() }));
    language.draw(languages, state.language, say("language"));
    for (const label of language.box.querySelectorAll("label")) {
      const input = label.querySelector("input");
      if (!input) continue;
      label.lang = input.value;
      input.setAttribute("aria-label", { fr: "Français", en: "English" }[input.value] || input.value);
    }
    const measures = model.measures.map((each) => ({ value: each, label: say.of(model.measured[each].label) }));
    layers.draw(measures, state.measure, say("measure"));
    geography.draw(model.geographies.map(function (each) {
      const long = "by." + each.words, words = say.has(long) ? say(long) : say.of(each.label);
      return { value: each.key, label: words, short: say.has(long) ? say("by_short." + each.words) : words };
    }), state.geography, say("geography"));
    // A change is drawn in circles alone.
    const drawn = (sinceOf(model, state) === null ? model.kinds[state.measure] : []).map(function (each) {
      return { value: each, label: say("kinds." + each), picture: picture(each) };
    });
    kinds.draw(drawn, state.kind, say("kind"));
  }

  // The row gives way step by step until all of it fits.
  function fit() {
    for (const step of ["", "short", "short menus", "short menus menu-layers"]) {
      tools.className = step;
      const alone = window.getComputedStyle(tools).display === "contents", outer = alone ? layers.box : tools;
      /** @type {HTMLElement[]} */
      const all = alone ? [layers.box] : [...tools.children], boxes = all.filter((box) => box.offsetWidth);
      const wide = boxes.reduce((sum, box) => sum + needs(box), (boxes.length - 1) * GAP);
      const { paddingLeft, paddingRight } = window.getComputedStyle(outer);
      if (wide <= outer.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)) return;
    }
  }

  /**
   * How wide the buttons of a choice, or its menu, want to be.
   * @param {HTMLElement} box
   */
  function needs(box) {
    const segments = /** @type {HTMLElement} */ (box.querySelector(".segments"));
    if (!segments.offsetWidth) return 120;
    return [...segments.children].reduce((sum, label) => sum + /** @type {HTMLElement} */ (label).scrollWidth, 4);
  }

  store.subscribe(function (state, before) {
    if (differs(state, before, "language", "measure") || sinceOf(model, state) !== sinceOf(model, before)) {
      draw(state);
      fit();
    } else {
      geography.show(state.geography);
      kinds.show(state.kind);
    }
  });
  new ResizeObserver(fit).observe(byId("head"));
  draw(store.get());
  if (document.fonts) void document.fonts.ready.then(fit);
}

/**
 * The parts of the world that the map shows: buttons, or a menu where they do not fit.
 * @param {App} app
 * @param {Say} say
 */
export function makeRegions(app, say) {
  const { model, store } = app, box = byId("regions"), frame = byId("frame");
  const row = box.appendChild(element("div", "segments")), menu = box.appendChild(element("label", "menu"));
  const select = menu.appendChild(element("select"));
  const arrow = svgElement("svg", { viewBox: "0 0 12 12", width: 12, height: 12, "aria-hidden": "true" });
  arrow.append(svgElement("path", { d: "M2,4 L6,8 L10,4", fill: "none", stroke: "currentColor", "stroke-width": 1.8 }));
  menu.append(arrow);
  const narrow = window.matchMedia("(max-width: 599px)");
  box.hidden = model.regions.length === 0;
  if (box.hidden) return;

  /** The first is the frame of the data; the last one the whole world. */
  function options() {
    const named = model.regions.map(({ key, name }) => ({ key, label: say.of(name) }));
    if (!named.some(({ key }) => key === "world")) named.push({ key: "world", label: say("regions_of.world") });
    return [{ key: "", label: say("regions_of.data") }, ...named];
  }

  /** @param {string} key */
  function choose(key) {
    const region = key || null;
    if (store.get().region === region) app.refit?.();
    else store.set({ region });
  }

  function draw() {
    const chosen = store.get().region || "", all = options();
    row.replaceChildren(...all.map(function ({ key, label }) {
      const button = element("button", "", label);
      button.type = "button";
      button.dataset.region = key;
      button.setAttribute("aria-pressed", String(key === chosen));
      return button;
    }));
    select.replaceChildren(...all.map(({ key, label }) => new Option(label, key)));
    select.value = chosen;
    select.setAttribute("aria-label", say("regions"));
    box.setAttribute("aria-label", say("regions"));
  }

  // Over the map they leave the legend free; under it they are a row that scrolls.
  function fit() {
    box.classList.remove("menus");
    if (narrow.matches) return;
    const legend = byId("legend"), taken = legend ? legend.offsetWidth + 40 : 24;
    box.classList.toggle("menus", row.scrollWidth + taken + 12 > frame.clientWidth);
  }

  row.addEventListener("click", function (/** @type {any} */ event) {
    const button = event.target.closest("button");
    if (!button) return;
    choose(button.dataset.region);
    button.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  select.addEventListener("change", () => choose(select.value));
  store.subscribe(function (state, before) {
    if (state.language !== before.language) {
      draw();
      fit();
    } else if (state.region !== before.region) {
      for (const button of row.querySelectorAll("button")) {
        button.setAttribute("aria-pressed", String((button.dataset.region || "") === (state.region || "")));
      }
      select.value = state.region || "";
    }
  });
  new ResizeObserver(fit).observe(frame);
  draw();
  if (document.fonts) void document.fonts.ready.then(fit);
}
