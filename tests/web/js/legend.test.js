import assert from "node:assert/strict";
import test from "node:test";

import "./leaflet.js";
import { numberHeights, numberOf, placesOf } from "../../../diasporamap/web/scripts/map/legend.js";

test("numbers beside nested circles keep their distance", function () {
  const heights = (tops) => numberHeights(tops, 100, 15);
  assert.deepEqual(heights([10, 50, 80]), [10, 50, 80]);
  assert.deepEqual(heights([80, 90, 95]), [62.5, 77.5, 92.5]);
});

test("the number of a label ends where its words begin", function () {
  const number = numberOf;
  assert.equal(number("80\u202f000"), "80\u202f000");
  assert.equal(number("1,000 and fewer"), "1,000");
  assert.equal(number("au plus 50"), "");
});

test("an entry stands for the places with its fill, its circles, or their status", function () {
  const layer = {
    fills: { A: "land", B: "no_data", C: "land" }, small: ["C"],
    marks: [{ mark: "disc", place: "A", look: "class-1" }, { mark: "sign", place: "B", sign: "embassy" }],
  };
  const geography = { places: [{ id: "A", status: "place" }, { id: "D", status: "split" }] };
  assert.deepEqual(placesOf(geography, layer, "land"), ["A", "C"]);
  assert.deepEqual(placesOf(geography, layer, "class-1"), ["A"]);
  assert.deepEqual(placesOf(geography, layer, "few"), ["C"]);
  assert.deepEqual(placesOf(geography, layer, "split"), ["D"]);
  assert.equal(placesOf(geography, layer, "beyond"), null);
});
