// What is shown is in the link, so that it can be sent, kept, and gone back from.

/** @import { PageState, Store } from "./state.js" */

/** @type {[keyof PageState, string][]} the letters of a link */
const LETTERS = [
  ["measure", "m"], ["kind", "k"], ["year", "y"], ["since", "s"], ["geography", "g"], ["region", "r"],
  ["place", "p"], ["language", "l"],
];

// What is passed through on the way to something; it leaves no step to go back to.
const PASSED = new Set(["year", "since", "language"]);

/**
 * The part of a link that says what is shown, blank for what the page opens with.
 * @param {PageState} state
 * @param {PageState} start
 */
export function linkOf(state, start) {
  const parts = LETTERS.filter(([key]) => state[key] !== start[key]).map(function ([key, letter]) {
    return letter + "=" + encodeURIComponent(String(state[key] === null ? "" : state[key]));
  });
  return parts.join("&");
}

/**
 * What a link asks for; the rest is as the page opens.
 * @param {string} hash
 * @param {PageState} start
 * @returns {PageState}
 */
export function stateOf(hash, start) {
  const found = new URLSearchParams(hash.replace(/^#/, ""));
  /** @type {Record<string, string | number | null>} */
  const asked = { ...start };
  for (const [key, letter] of LETTERS) {
    const value = found.get(letter);
    if (value === null) continue;
    if (key === "year" || key === "since") asked[key] = /^\d+$/.test(value) ? Number(value) : null;
    else asked[key] = value || null;
  }
  return /** @type {any} */ (asked);
}

/**
 * Keeps the link and the store together. A page in a frame without history goes on without a link.
 * @param {Store} store
 * @param {PageState} start - what the page opens with where its link says nothing
 */
export function keepLink(store, start) {
  let going = false;

  function follow() {
    going = true;
    store.set(stateOf(window.location.hash, start));
    going = false;
  }

  store.subscribe(function (state, before) {
    if (going) return;
    const link = linkOf(state, start), base = window.location.href.replace(/#.*/s, "");
    const keys = /** @type {(keyof PageState)[]} */ (Object.keys(state));
    const step = keys.some((key) => state[key] !== before[key] && !PASSED.has(key));
    try {
      window.history[step ? "pushState" : "replaceState"](null, "", link ? base + "#" + link : base);
    } catch {
      // No history here.
    }
  });
  window.addEventListener("popstate", follow);
  window.addEventListener("hashchange", follow);
  if (window.location.hash) follow();
}
