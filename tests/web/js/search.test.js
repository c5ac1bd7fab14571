import assert from "node:assert/strict";
import test from "node:test";

import { findable, folded, matching } from "../../../diasporamap/web/scripts/panels/search.js";

const found = (places, typed) => matching(places, folded(typed)).map(({ place }) => place);
const entry = (place, own, keys = [], weight = 0) => (
  { place, name: { fr: own }, own: [folded(own)], keys: [own, ...keys].map(folded), weight }
);

test("places are compared without accents, case, punctuation and ligatures", function () {
  assert.equal(folded("Côte d'Ivoire"), "cote d ivoire");
  assert.equal(folded("  SÃO Tomé-et-Príncipe "), "sao tome et principe");
  assert.equal(folded("Türkiye"), "turkiye");
  assert.equal(folded("Œuvre"), "oeuvre");
  assert.equal(folded("’–"), "");
});

test("names that begin with what is typed come before those with a word that does", function () {
  const places = [
    entry("PNG", "Papua New Guinea"), entry("GIN", "Guinea"), entry("GNB", "Guinea-Bissau"),
    entry("GNQ", "Equatorial Guinea", ["GNQ"]),
  ];
  assert.deepEqual(found(places, "guin"), ["GIN", "GNB", "PNG", "GNQ"]);
  assert.deepEqual(found(places, "gnq"), ["GNQ"]);
  assert.deepEqual(found(places, "uinea"), []);
});

test("a code or short name that is the same comes before names that begin with it", function () {
  const places = [entry("UKR", "Ukraine"), entry("GBR", "Royaume-Uni", ["GBR", "UK", "United Kingdom"])];
  assert.deepEqual(found(places, "uk"), ["GBR", "UKR"]);
});

test("of places that fit alike the one with more people comes first", function () {
  const places = [entry("COD", "Congo, R. D.", [], 3), entry("COG", "Congo, R.", [], 7)];
  assert.deepEqual(found(places, "congo"), ["COG", "COD"]);
});

test("a mission leads to its country, or to its district where that is a place", function () {
  const place = (id, name) => ({ id, name: { fr: name }, short: { fr: name }, find: [id] });
  const geography = (...ids) => ({
    places: ids.map((id) => place(id, "L" + id)), byId: Object.fromEntries(ids.map((id) => [id, {}])),
    figure: () => ({ state: "no_data", value: null }),
  });
  const missions = [{ id: "fra-paris", name: { fr: "Ambassade à Paris" }, find: ["fra-paris"], country: "FRA" }];
  const of = (...ids) => findable({ missions }, geography(...ids), null);
  assert.deepEqual(found(of("FRA"), "paris"), ["FRA"]);
  assert.equal(of("FRA")[1].country, "FRA");
  assert.deepEqual(of("fra-paris").map((each) => each.place), ["fra-paris"]);
  assert.deepEqual(of("DEU").map((each) => each.place), ["DEU"]);
});
