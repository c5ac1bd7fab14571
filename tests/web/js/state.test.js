import assert from "node:assert/strict";
import test from "node:test";

import { linkOf, stateOf } from "../../../diasporamap/web/scripts/link.js";
import { makeStore } from "../../../diasporamap/web/scripts/state.js";

const START = {
  language: "fr", geography: "country", measure: "total", year: 2020, since: null, kind: "circles", place: null,
  region: null,
};

test("followers are told in turn, and of one change before the next", function () {
  const store = makeStore(START, (state) => state), told = [];
  store.subscribe(function (state) {
    told.push("first " + state.year);
    if (state.year === 2015) store.set({ year: 2010 });
  });
  store.subscribe((state, before) => told.push("second " + before.year + " to " + state.year));
  store.set({ year: 2015 });
  assert.deepEqual(told, ["first 2015", "second 2020 to 2015", "first 2010", "second 2015 to 2010"]);
  assert.equal(store.get().year, 2010);
});

test("nobody is told of what is no change, nor of what the page does not have", function () {
  const store = makeStore(START, (state) => ({ ...state, year: Math.min(state.year, 2020) })), told = [];
  store.subscribe((state) => told.push(state));
  store.set({ year: 2020 });
  store.set({ year: 2050 });
  assert.deepEqual(told, []);
});

test("a follower that fails stops no other one, and nothing that is asked for later", function () {
  const store = makeStore(START, (state) => state), told = [];
  store.subscribe(function (state) {
    if (state.year === 2015) throw new Error("no");
  });
  store.subscribe((state) => told.push(state.year));
  assert.throws(() => store.set({ year: 2015 }));
  store.set({ year: 2010 });
  assert.deepEqual(told, [2015, 2010]);
  assert.equal(store.get().year, 2010);
});

test("a place is hovered once, and let go", function () {
  const store = makeStore(START, (state) => state), told = [];
  store.onHover((place) => told.push(place));
  for (const place of ["FRA", "FRA", null, null]) store.hover(place);
  assert.deepEqual(told, ["FRA", null]);
});

test("a link says what differs from what the page opens with, and comes back", function () {
  assert.equal(linkOf(START, START), "");
  const state = {
    language: "en", geography: "district", measure: "women", year: 2010, since: 2000, kind: "colours", place: "a&b=c",
    region: "europe",
  };
  const link = linkOf(state, START);
  assert.equal(link, "m=women&k=colours&y=2010&s=2000&g=district&r=europe&p=a%26b%3Dc&l=en");
  assert.deepEqual(stateOf("#" + link, START), state);
  assert.deepEqual(stateOf("", state), state);
  assert.deepEqual(stateOf("#" + linkOf(START, state), state), START);
});

test("a link of nonsense asks for nothing strange", function () {
  const asked = stateOf("#y=1e3&p=&x=1&m", START);
  assert.equal(asked.year, null);
  assert.equal(asked.place, null);
  assert.deepEqual(Object.keys(asked).sort(), Object.keys(START).sort());
});
