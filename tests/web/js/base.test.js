import assert from "node:assert/strict";
import test from "node:test";

import "./leaflet.js";
import { contrast, legible } from "../../../diasporamap/web/scripts/map/colours.js";
import { pathWriter } from "../../../diasporamap/web/scripts/map/surface.js";

test("paths are steps in units, those of an arc either way, of a finer grid in parts of them", function () {
  const [one, other, fine] = [[0, 0, [10, 0, 0, 1234]], [10, 1234, [-10, -1234]], [40, 0, [1, 2]]].map(
    ([x, y, steps], at) => ({ x, y, steps: Int32Array.from(steps), grid: at < 2 ? 100 : 4000 }),
  );
  const there = [one, other].map((arc) => ({ arc, turned: false }));
  const back = [other, one].map((arc) => ({ arc, turned: true }));
  const write = pathWriter((at) => [[[there], [back], [[{ arc: fine, turned: false }]]][at]], 100);
  assert.equal(write.area(0), "M0 0l10 0 0 1234 -10 -1234z");
  assert.equal(write.area(1), "M0 0l10 1234 0 -1234 -10 0z");
  assert.equal(write.lines(2), "M1 0l0.025 0.05");
});

test("lines and patterns stand out of what they lie on, in the colour of the style if they can", function () {
  assert.equal(legible("#1f2933", "#ffffff"), "#1f2933");
  for (const [colour, ground] of [["#a9b1b9", "#f7f6f3"], ["#a9b1b9", "#e8f0f6"], ["#c5ccd3", "#ffffff"]]) {
    assert.ok(contrast(colour, ground) < 3);
    assert.ok(contrast(legible(colour, ground), ground) >= 3);
  }
});
