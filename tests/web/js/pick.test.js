// Which circle a mouse or a finger means.

import assert from "node:assert/strict";
import test from "node:test";

import { underFinger, underMouse } from "../../../diasporamap/web/scripts/map/pick.js";

const FRANCE = { id: "FRA", x: 100, y: 100, r: 45 }, BELGIUM = { id: "BEL", x: 110, y: 75, r: 20 };
const LUXEMBOURG = { id: "LUX", x: 120, y: 84, r: 4 }, TOGO = { id: "TGO", x: 300, y: 100, r: 2 };
const ALL = [FRANCE, BELGIUM, LUXEMBOURG, TOGO];

test("the mouse reaches every middle, however circles overlap", function () {
  for (const { id, x, y } of ALL) assert.equal(underMouse(ALL, x, y), id);
  assert.equal(underMouse(ALL, 65, 120), "FRA");
  assert.equal(underMouse(ALL, 304.5, 100), null);
});

test("a finger reaches small circles beside it, and the smallest of those it is on", function () {
  assert.equal(underFinger(ALL, 315, 112), "TGO");
  assert.equal(underFinger(ALL, 324, 112), null);
  assert.equal(underFinger(ALL, 121, 83), "LUX");
  assert.equal(underFinger(ALL, 104, 88), "BEL", "in two circles the smaller one");
  assert.equal(underFinger(ALL, 72, 125), "FRA", "on one circle, far from all middles");
});
