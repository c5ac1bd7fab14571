import assert from "node:assert/strict";
import test from "node:test";

import "./leaflet.js";
import { featuresOf } from "../../../diasporamap/web/scripts/base.js";
import { contrast, legible } from "../../../diasporamap/web/scripts/colours.js";
import { equalEarth } from "../../../diasporamap/web/scripts/equal_earth.js";
import { pathWriter } from "../../../diasporamap/web/scripts/surface.js";

test("areas are made of countries unless they have a shape of their own", function () {
  const country = (id, at) => ({
    type: "Feature", id, properties: {}, geometry: { type: "MultiPolygon", coordinates: [at] },
  });
  const whole = { shapes: { countries: { type: "FeatureCollection", features: [country("A", 1), country("B", 2)] } } };
  const shape = { type: "MultiPolygon", coordinates: [9] };
  const areas = { both: { of: ["A", "B"] }, own: { shape } };
  assert.equal(featuresOf(whole, {}), whole.shapes.countries.features);
  const features = featuresOf(whole, { own: { areas } });
  assert.deepEqual(features.map(({ id, geometry }) => [id, geometry.coordinates]), [["both", [1, 2]], ["own", [9]]]);
});

test("paths are steps in whole units, without those that lead nowhere", function () {
  const write = pathWriter(equalEarth(0)), line = (...points) => ({ type: "MultiLineString", coordinates: [points] });
  assert.equal(write(line([0, 0], [0, 0], [0, 0])), "M32768 32768l0 0");
  const steps = write(line([0, 0], [0, 10], [0, 0])).match(/-?\d+/g).map(Number);
  assert.deepEqual(steps.slice(0, 2), [32768, 32768]);
  assert.ok(steps[3] < 0, "north is up");
  assert.deepEqual(steps.slice(4), [0, -steps[3]]);
  const ring = { type: "MultiPolygon", coordinates: [[[[0, 0], [10, 0], [10, 10], [0, 0]]]] };
  assert.match(write(ring), /^M32768 32768l.*z$/);
});

test("lines and patterns stand out of what they lie on, in the colour of the style if they can", function () {
  assert.equal(legible("#1f2933", "#ffffff"), "#1f2933");
  for (const [colour, ground] of [["#a9b1b9", "#f7f6f3"], ["#a9b1b9", "#e8f0f6"], ["#c5ccd3", "#ffffff"]]) {
    assert.ok(contrast(colour, ground) < 3);
    assert.ok(contrast(legible(colour, ground), ground) >= 3);
  }
});
