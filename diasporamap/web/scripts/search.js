// The search box: finds a place whatever the case and accents, by name, short name or code.

import { byId, element } from "./dom.js";
import { spoken } from "./told.js";

/** @typedef {any} Shown */

/** @typedef {{ place: string, name: string, keys: string[] }} Findable */

/**
 * A text as it is compared: without case, accents and punctuation.
 * @param {string} text
 */
export function folded(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim().toLowerCase();
}

/**
 * The places that are meant by what is typed: names that begin with it come first, then names with
 * a word that does.
 * @param {Findable[]} places
 * @param {string} typed - folded
 */
export function matching(places, typed) {
  const first = places.filter(({ keys }) => keys.some((key) => key.startsWith(typed)));
  const words = places.filter(({ keys }) => keys.some((key) => key.includes(" " + typed)));
  return [...new Set([...first, ...words])];
}

/**
 * @param {Shown} data
 * @returns {Findable[]} by name
 */
export function findable(data) {
  const collator = new Intl.Collator(data.language);
  return Object.entries(data.places).map(function ([place, { name, find }]) {
    return { place, name, keys: [name, ...find].map(folded) };
  }).sort((one, other) => collator.compare(one.name, other.name));
}

/**
 * @param {(words: string) => void} say
 * @param {(place: string) => void} choose
 */
export function makeSearch(say, choose) {
  const MOST = 8;
  const input = byId("search-text"), list = byId("search-list");
  /** @type {Shown} */
  let data;
  /** @type {Findable[]} */
  let places = [];
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
    if (index >= 0) {
      input.setAttribute("aria-activedescendant", options[index].id);
      options[index].scrollIntoView({ block: "nearest" });
    }
  }

  /** @param {number} index */
  function pick(index) {
    if (!found[index]) return;
    const { name, place } = found[index];
    input.value = name;
    close();
    say(spoken(data, place));
    choose(place);
  }

  function suggest() {
    const typed = folded(input.value);
    if (!typed) {
      say("");
      close();
      return;
    }
    found = matching(places, typed).slice(0, MOST);
    list.replaceChildren(...found.map(function (entry, index) {
      const option = element("li", "", entry.name);
      option.id = "search-" + index;
      option.setAttribute("role", "option");
      option.addEventListener("pointerdown", (event) => event.preventDefault());
      option.addEventListener("click", () => pick(index));
      return option;
    }));
    if (!found.length) list.replaceChildren(element("li", "none", data.texts.no_match));
    say(found.length ? found.length + " " + data.texts.matches : data.texts.no_match);
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    activate(found.length ? 0 : -1);
  }

  input.addEventListener("input", suggest);
  input.addEventListener("focus", () => input.select());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", function (/** @type {KeyboardEvent} */ event) {
    if (event.key === "Escape") close();
    else if (event.key === "Enter") pick(active);
    else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && found.length) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (list.hidden) suggest();
      else activate((active + step + found.length) % found.length);
    }
  });

  return {
    /** @param {Shown} chosen */
    use(chosen) {
      data = chosen;
      places = findable(data);
      input.value = "";
      suggest();
    },
  };
}
