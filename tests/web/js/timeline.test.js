import assert from "node:assert/strict";
import test from "node:test";

import { yearAfter, yearOfKey } from "../../../diasporamap/web/scripts/panels/timeline.js";

const YEARS = [1990, 1995, 2000, 2005, 2010, 2015, 2020];

test("play goes on year by year and begins again after the last", function () {
  assert.equal(yearAfter(YEARS, 1990), 1995);
  assert.equal(yearAfter(YEARS, 2020), 1990);
  assert.equal(yearAfter(YEARS, null), 1990);
});

test("keys lead to the years of a slider, no further than its ends", function () {
  const to = (key, at = 3) => yearOfKey(YEARS, at, key);
  assert.deepEqual(["ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown"].map((key) => to(key)), [2010, 2010, 2000, 2000]);
  assert.deepEqual(["PageUp", "PageDown", "Home", "End"].map((key) => to(key)), [2015, 1995, 1990, 2020]);
  assert.equal(to("ArrowRight", 6), 2020);
  assert.equal(to("PageDown", 0), 1990);
  assert.equal(to("Tab"), undefined);
});
