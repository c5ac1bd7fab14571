import assert from "node:assert/strict";
import test from "node:test";

import "./leaflet.js";
import { featuresOf } from "../../../diasporamap/web/scripts/base.js";

test("areas are made of countries unless they have a shape of their own", function () {
  const country = (id, at) => ({
    type: "Feature", id, properties: { size: 1 }, geometry: { type: "MultiPolygon", coordinates: [at] },
  });
  const whole = { shapes: { countries: { type: "FeatureCollection", features: [country("A", 1), country("B", 2)] } } };
  const shape = { type: "MultiPolygon", coordinates: [9] };
  const areas = { both: { of: ["A", "B"], size: 2 }, own: { shape, size: 3 } };
  assert.equal(featuresOf(whole, {}), whole.shapes.countries);
  const { features } = featuresOf(whole, { own: { areas } });
  assert.deepEqual(features.map(({ id, properties }) => [id, properties.size]), [["both", 2], ["own", 3]]);
  assert.deepEqual(features.map(({ geometry }) => geometry.coordinates), [[1, 2], [9]]);
});
