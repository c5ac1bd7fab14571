import assert from "node:assert/strict";
import test from "node:test";

import { axisOf, barOf, colourOf } from "../../../diasporamap/web/scripts/panels/list.js";

const known = (value) => ({ state: "value", value });
const PEOPLE = { people: true, signed: false, unit: "people", middle: null };
const MODEL = {
  years: [1990, 2020],
  measured: { total: PEOPLE, women: PEOPLE, men: PEOPLE, share_women: { people: false, unit: "percent", middle: 50 } },
};
const FIGURES = { women: [30, 60], men: [40, 20], total: [70, 80] };
const geographyOf = (rows) => ({
  rows, places: [{ id: "A" }], figure: (_, year, row) => known(FIGURES[row][MODEL.years.indexOf(year)]),
});

test("women go left and men right from one axis that holds the most of either in any year", function () {
  const axis = axisOf(MODEL, geographyOf(["women", "men", "total"]), { measure: "total" }, [], false);
  assert.deepEqual(axis, { form: "sexes", span: [-60, 40], middle: 0 });
  assert.deepEqual(barOf(axis, -60), { start: 0, length: 60 });
  assert.deepEqual(barOf(axis, 20), { start: 60, length: 20 });
  assert.deepEqual(barOf(axis, 0), { start: 60, length: 0 });
});

test("without sexes there is one bar, and a rate has its middle", function () {
  const one = axisOf(MODEL, geographyOf(["total"]), { measure: "total" }, [], false);
  assert.deepEqual(one, { form: "one", span: [0, 80], middle: 0 });
  const rows = [{ figure: known(63.7) }, { figure: known(27.9) }];
  const rate = axisOf(MODEL, geographyOf(["women", "men", "total"]), { measure: "share_women" }, rows, false);
  assert.deepEqual(rate, { form: "rate", span: [20, 70], middle: 50 });
  assert.deepEqual(barOf(rate, 40), { start: 40, length: 20 });
  const falls = [{ figure: known(-10) }];
  const change = axisOf(MODEL, geographyOf(["women", "men", "total"]), { measure: "total" }, falls, true);
  assert.deepEqual(change, { form: "rate", span: [-10, 0], middle: 0 });
});

test("a bar has the colour of its place's class, and none where the place has no class", function () {
  const layer = {
    marks: [{ mark: "disc", place: "A", look: "high" }, { mark: "dot", place: "B", fill: "1" }],
    looks: { high: { fill: "#016" } }, fills: { B: "1", C: "land", D: "suppressed" },
    swatches: { 1: ["#abc"], land: ["#ccc"], suppressed: ["#fff"] },
  };
  const colours = ["A", "B", "C", "D", "E"].map((place) => colourOf(layer, place));
  assert.deepEqual(colours, ["#016", "#abc", null, null, null]);
});
