// The search box: finds places and missions in any view, by all their names and codes in both languages.

import { byId, element } from "../dom.js";
import { geographyShown } from "../shown.js";

/** @import { App } from "../main.js" */
/** @import { Geography, Model, Words } from "../data/model.js" */
/** @import { Say } from "../data/words.js" */

/**
 * What can be found: the place that it leads to, how it is shown, and what it is found by, folded, its
 * own names first. `weight` puts the larger one of two first; a mission tells its country.
 * @typedef {Object} Findable
 * @property {string} place
 * @property {Words} name
 * @property {string[]} own
 * @property {string[]} keys
 * @property {number} weight
 * @property {string} [country]
 */

// How many are suggested.
const MOST = 8;

/**
 * A text as it is compared: without case, accents and punctuation.
 * @param {string} text
 */
export function folded(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim().toLowerCase()
    .replaceAll("œ", "oe").replaceAll("æ", "ae").replaceAll("ß", "ss");
}

/**
 * How well a key fits what is typed: 0 for the same, 1 for its beginning, 2 for that of a word, else 9.
 * @param {string} key
 * @param {string} typed
 */
function fitOf(key, typed) {
  if (key === typed) return 0;
  return key.startsWith(typed) ? 1 : key.includes(" " + typed) ? 2 : 9;
}

/**
 * The places that are meant by what is typed, best first: those of that name or code, then those whose
 * shown name begins with it, whose other names do, then those with a word that does; of equals the
 * one with more people.
 * @template {Findable} Kind
 * @param {Kind[]} places
 * @param {string} typed - folded
 */
export function matching(places, typed) {
  const found = places.flatMap(function (place) {
    const own = Math.min(...place.own.map((key) => fitOf(key, typed)));
    const other = Math.min(9, ...place.keys.map((key) => fitOf(key, typed)));
    const fit = Math.min(2 * own, other ? 2 * other + 1 : 0);
    return fit < 9 ? [{ place, fit }] : [];
  });
  found.sort((one, next) => one.fit - next.fit || next.place.weight - one.place.weight);
  return found.map(({ place }) => place);
}

/**
 * What can be found in a geography: its places, and the missions, each by the district or country that
 * they lead to.
 * @param {Model} model
 * @param {Geography} geography
 * @param {number | null} year
 * @returns {Findable[]}
 */
export function findable(model, geography, year) {
  const places = geography.places.map(function ({ id, name, short, find }) {
    const { value } = geography.figure(id, year, "total"), own = [...Object.values(name), ...Object.values(short)];
    return { place: id, name, own: foldedAll(own), keys: foldedAll(find), weight: value || 0 };
  });
  const missions = model.missions.flatMap(function ({ id, name, find, country }) {
    if (geography.byId[id] || !geography.byId[country]) return [];
    return [{ place: country, name, own: foldedAll(Object.values(name)), keys: foldedAll(find), weight: 0, country }];
  });
  return [...places, ...missions];
}

/** @param {string[]} names */
function foldedAll(names) {
  return [...new Set(names.map(folded))];
}

/**
 * @param {App} app
 * @param {Say} say
 */
export function makeSearch(app, say) {
  const { model, store } = app;
  const box = byId("search"), input = byId("search-text"), list = byId("search-list");
  /** @type {Findable[] | null} */
  let places = null;
  /** @type {Findable[]} */
  let found = [];
  let active = -1;

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  /** @param {number} index */
  function activate(index) {
    active = index;
    const options = [...list.children];
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    if (index < 0) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    input.setAttribute("aria-activedescendant", options[index].id);
    options[index].scrollIntoView({ block: "nearest" });
  }

  /** @param {number} index */
  function pick(index) {
    if (!found[index]) return;
    const { name, place } = found[index];
    input.value = say.of(name);
    close();
    app.say("");
    if (store.get().place === place) store.set({ place: null });
    store.set({ place });
  }

  /**
   * What stands beside a name: the figure of the measure, or the country of a mission.
   * @param {Findable} entry
   */
  function beside({ place, country }) {
    const geography = geographyShown(app), { measure, year } = store.get();
    if (country) return say.of(geography.byId[country].short);
    return say.figure(measure, geography.figure(place, year, measure));
  }

  function suggest() {
    const typed = folded(input.value);
    if (!typed) {
      app.say("");
      close();
      return;
    }
    places = places || findable(model, geographyShown(app), store.get().year);
    found = matching(places, typed).slice(0, MOST);
    list.replaceChildren(...found.map(function (entry, index) {
      const option = element("li");
      option.append(element("span", "", say.of(entry.name)), " ", element("span", "beside", beside(entry)));
      option.id = "search-" + index;
      option.setAttribute("role", "option");
      option.addEventListener("pointerdown", (event) => event.preventDefault());
      option.addEventListener("click", () => pick(index));
      return option;
    }));
    if (!found.length) list.replaceChildren(noneFound());
    app.say(found.length ? say.counted("find.", found.length) : say("find.none"));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    activate(found.length ? 0 : -1);
  }

  function noneFound() {
    const none = element("li", "none", say("find.none"));
    none.setAttribute("role", "option");
    none.setAttribute("aria-disabled", "true");
    return none;
  }

  input.addEventListener("input", suggest);
  input.addEventListener("focus", () => input.select());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", function (/** @type {KeyboardEvent} */ event) {
    if (event.key === "Escape" && (!list.hidden || input.value)) {
      // What is suggested goes first, then what was typed.
      if (list.hidden) input.value = "";
      close();
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === "Enter") pick(active);
    else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && input.value) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (list.hidden) suggest();
      else if (found.length) activate((active + step + found.length) % found.length);
    }
  });
  box.addEventListener("click", (/** @type {MouseEvent} */ event) => event.target === box && input.focus());
  store.subscribe(function (state, before) {
    if (state.geography !== before.geography || state.year !== before.year) places = null;
    if (state.place !== before.place && document.activeElement !== input) input.value = "";
    if (state.language !== before.language || state.geography !== before.geography) close();
  });
}
