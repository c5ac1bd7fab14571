import assert from "node:assert/strict";
import test from "node:test";

import "./leaflet.js";
import {
  circleFactor, circleRadius, outlineOf, paintedRadius, sectorPath, signColours, signPath,
} from "../../../diasporamap/web/scripts/marks.js";

const LOOK = { fill: "#036", opacity: 0.5, edge: "#036", width: 2, dashes: [] };

test("the area of circles is in proportion at every zoom, and they grow within bounds", function () {
  const radius = circleRadius, style = { largest: 40 };
  for (const zoom of [0, 2, 3.3, 7]) {
    assert.ok(Math.abs(radius(zoom, style, 1) / radius(zoom, style, 0.5) - 2) < 1e-12);
  }
  assert.equal(circleFactor(0), 0.5);
  assert.equal(circleFactor(9), 1.6);
  assert.ok(Math.abs(circleFactor(Math.log2(1500 / 256)) - 1) < 1e-12);
});

test("the colour of a circle ends at its radius, wherever its outline lies", function () {
  const painted = paintedRadius;
  assert.equal(painted({ fill: "#0033a0", edge: "#ffffff" }, 10, 0.6), 10.3);
  assert.equal(painted({ fill: "#0033a0", edge: "#0033a0" }, 10, 1.2), 9.4);
});

test("small circles have thin outlines, and no dashes where too few would fit", function () {
  const outline = outlineOf;
  assert.deepEqual((outline(LOOK, 20, 6)), { weight: 2, dashArray: "" });
  assert.deepEqual((outline(LOOK, 4, 6)), { weight: 1, dashArray: "" });
  const dashed = { ...LOOK, dashes: [3, 2] };
  assert.equal(outline(dashed, 20, 6).dashArray, "6 4");
  assert.equal(outline(dashed, 9, 6).dashArray, "");
});

test("a part of a disc goes against the clock from the right", function () {
  const path = (start, sweep) => sectorPath({ x: 10, y: 10 }, 5, start, sweep);
  assert.equal(path(0, 90), "M10.00,10.00L15.00,10.00A5.00 5.00 0 0 0 10.00,5.00Z");
  assert.equal(path(90, 180), "M10.00,10.00L10.00,5.00A5.00 5.00 0 0 0 10.00,15.00Z");
  assert.match(path(0, 270), /A5\.00 5\.00 0 1 0 /);
});

test("signs of missions differ, and an unknown one is round", function () {
  const path = (sign) => signPath(sign, { x: 0, y: 0 }, 4);
  const kinds = ["embassy", "high_commission", "consulate_general", "consulate", "honorary_consulate"];
  assert.equal(new Set(kinds.map(path)).size, kinds.length);
  assert.equal(path("consulate"), "M0.00,4.40L4.40,-3.40L-4.40,-3.40Z");
  assert.match(path("honorary_consulate"), /^M-4\.00,0\.00a4\.00,4\.00 0 1 0 8\.00,0a/);
  assert.equal(signColours("honorary_consulate", "#123").fill, "var(--page)");
  assert.equal(signColours("embassy", "#123").fill, "#123");
});
