import assert from "node:assert/strict";
import test from "node:test";

import "./leaflet.js";
import { numberHeights, numberOf } from "../../../diasporamap/web/scripts/legend.js";

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
