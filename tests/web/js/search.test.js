import assert from "node:assert/strict";
import test from "node:test";

import "./leaflet.js";
import { findable, folded, matching } from "../../../diasporamap/web/scripts/search.js";

test("places are compared without accents, case and punctuation", function () {
  assert.equal(folded("Côte d'Ivoire"), "cote d ivoire");
  assert.equal(folded("  SÃO Tomé-et-Príncipe "), "sao tome et principe");
  assert.equal(folded("Türkiye"), "turkiye");
  assert.equal(folded("’–"), "");
});

test("names that begin with what is typed come before those with a word that does", function () {
  const found = (typed) => matching([
    { place: "PNG", name: "Papua New Guinea", keys: ["papua new guinea", "png"] },
    { place: "GIN", name: "Guinea", keys: ["guinea", "gin"] },
    { place: "GNB", name: "Guinea-Bissau", keys: ["guinea bissau", "gnb"] },
    { place: "GNQ", name: "Equatorial Guinea", keys: ["equatorial guinea", "gnq"] },
  ], typed).map(({ place }) => place);
  assert.deepEqual(found("guin"), ["GIN", "GNB", "PNG", "GNQ"]);
  assert.deepEqual(found("gnq"), ["GNQ"]);
  assert.deepEqual(found("uinea"), []);
});

test("places are found by name in the order of the language", function () {
  const place = (name) => ({ name, find: ["X"], lon: 0, lat: 0, values: {} });
  const places = { ZWE: place("Zimbabwe"), ESP: place("Espagne"), USA: place("États-Unis") };
  const found = findable({ language: "fr", places });
  assert.deepEqual(found.map((entry) => entry.place), ["ESP", "USA", "ZWE"]);
  assert.deepEqual(found[1].keys, ["etats unis", "x"]);
});
