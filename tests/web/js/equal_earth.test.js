import assert from "node:assert/strict";
import test from "node:test";

import "./leaflet.js";
import { equalEarth } from "../../../diasporamap/web/scripts/map/equal_earth.js";

test("the projection and its inverse agree, also beyond the poles", function () {
  const { projection } = equalEarth(11), latLng = L.latLng;
  for (const [lat, lon] of [[0, 11], [45, 100], [-57, -168], [89.9, 190], [95, 11]]) {
    const back = projection.unproject(projection.project(latLng(lat, lon)));
    assert.ok(Math.abs(back.lat - lat) < 1e-6, lat + " came back as " + back.lat);
    assert.ok(Math.abs(back.lng - lon) < 1e-6, lon + " came back as " + back.lng);
  }
  const pole = projection.project(latLng(90, 11)), edge = projection.project(latLng(0, 191));
  assert.ok(Math.abs(pole.y - 1.3173627591574) < 1e-9);
  assert.ok(Math.abs(edge.x - 2.7066299836960) < 1e-9);
});
