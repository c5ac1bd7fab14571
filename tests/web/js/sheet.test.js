import assert from "node:assert/strict";
import test from "node:test";

import { FULL, HALF, restOf } from "../../../diasporamap/web/scripts/panels/sheet.js";

test("a sheet comes to rest at the nearest height, or where it is thrown", function () {
  assert.equal(restOf(0.5, 0), HALF);
  assert.equal(restOf(0.8, 0), FULL);
  assert.equal(restOf(0.2, 0), 0);
  assert.equal(restOf(0.55, 1.5), FULL);
  assert.equal(restOf(0.5, -2), 0);
});
