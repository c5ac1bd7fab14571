import assert from "node:assert/strict";
import test from "node:test";

import { csvCell, csvText, figureRows, fileName } from "../../../diasporamap/web/scripts/actions/download.js";
import { broken } from "../../../diasporamap/web/scripts/actions/picture.js";
import { embedCode, sourceOf } from "../../../diasporamap/web/scripts/actions/share.js";

test("no cell of a CSV is run as a formula or breaks out of its column", function () {
  for (const start of ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "'=", " ="]) {
    assert.equal(csvCell(start + "1")[1], "'", JSON.stringify(start));
  }
  assert.equal(csvCell('A "B", C'), '"A ""B"", C"');
  assert.equal(csvCell("l'été"), '"l\'été"');
  assert.equal(csvCell(-3.5), "-3.5");
  assert.equal(csvCell(0), "0");
  assert.equal(csvCell(null), "");
});

test("a CSV has the mark of UTF-8, and the stamp above", function () {
  assert.equal(csvText([["é", 1]]), '\ufeff"é",1\n');
  assert.equal(csvText([["é"]], "CONFIDENTIEL"), '\ufeff# CONFIDENTIEL\n"é"\n');
});

test("a figure that is none leaves its cell empty beside its sign", function () {
  const figures = { FRA: { women: { state: "value", value: 0 }, men: { state: "suppressed", value: null } } };
  const none = { state: "no_data", value: null };
  const geography = {
    rows: ["women", "men"],
    places: [
      { id: "FRA", name: { fr: "France", en: "France" }, status: "place" },
      { id: "DEU", name: { fr: "Allemagne", en: "Germany" }, status: "place" },
      { id: "CMR", name: { fr: "Cameroun", en: "Cameroon" }, status: "origin" },
    ],
    figure: (place, _, row) => figures[place]?.[row] || none,
  };
  const store = { get: () => ({ measure: "women", year: 2020, since: null }) };
  const app = { model: { languages: ["fr", "en"] }, store }, signs = { "sign.suppressed": "s", "sign.no_data": "nd" };
  const say = (key) => signs[key];
  assert.deepEqual(figureRows(app, say, geography, [2020], null).slice(1), [
    ["FRA", "France", "France", "place", 2020, "women", 0, null],
    ["FRA", "France", "France", "place", 2020, "men", null, "s"],
  ]);
  assert.deepEqual(figureRows(app, say, geography, [null], "DEU").slice(1).map((row) => row.slice(4)), [
    [null, "women", null, "nd"], [null, "men", null, "nd"],
  ]);
});

test("the change that is shown goes with its year", function () {
  const figures = { 2010: { state: "value", value: 5 }, 2020: { state: "value", value: 3 } };
  const geography = {
    rows: ["women"], places: [{ id: "FRA", name: { fr: "France" }, status: "place" }],
    figure: (_, year) => figures[year],
  };
  const store = { get: () => ({ measure: "women", year: 2020, since: 2010 }) };
  const app = { model: { languages: ["fr"], changes: {} }, store };
  const rows = figureRows(app, () => "", geography, [2010, 2020], null).slice(1);
  assert.deepEqual(rows.map((row) => row.slice(3, 6)), [
    [2010, "women", 5], [2020, "women", 3], [2020, "women_since_2010", -2],
  ]);
});

test("names of files are plain", function () {
  assert.equal(fileName("diaspora", "share_women", "2020"), "diaspora_share_women_2020");
  assert.equal(fileName("Côte d’Ivoire/..", ""), "cote-d-ivoire");
  assert.equal(fileName(""), "diaspora");
});

test("a page that is a file is embedded by its name, one on a server by its address", function () {
  assert.equal(sourceOf("file:///home/a b/map%20fr.html#m=women&p=FRA"), "map%20fr.html#m=women&p=FRA");
  assert.equal(sourceOf("https://x.org/a/map.html#m=women"), "https://x.org/a/map.html#m=women");
  const code = embedCode("file:///a/map.html#m=women&p=FRA", 'Née "là" <b>');
  assert.match(code, /src="map\.html#m=women&amp;p=FRA"/);
  assert.match(code, /title="Née &quot;là&quot; &lt;b>"/);
  assert.doesNotMatch(code, /srcdoc/);
});

test("words are broken into lines that fit", function () {
  const width = (words) => words.length;
  assert.deepEqual(broken("un deux trois quatre", 8, width), ["un deux", "trois", "quatre"]);
  assert.deepEqual(broken("anticonstitutionnellement oui", 8, width), ["anticonstitutionnellement", "oui"]);
});
