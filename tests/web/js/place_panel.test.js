import assert from "node:assert/strict";
import test from "node:test";

import { ratioOf, shareOf } from "../../../diasporamap/web/scripts/panels/place_panel.js";

test("a change is said as times from twice on, in per cent under it, and not at all of few people", function () {
  assert.deepEqual(ratioOf(36846, 92983), { times: 92983 / 36846 });
  assert.deepEqual(ratioOf(200, 300), { percent: 50 });
  assert.deepEqual(ratioOf(200, 100), { percent: -50 });
  assert.equal(ratioOf(99, 900), null);
});

test("a share of all is known where both figures are shown", function () {
  const known = (value) => ({ state: "value", value });
  assert.equal(shareOf(known(92983), known(441015)).toFixed(1), "21.1");
  assert.equal(shareOf(known(0), known(10)), 0);
  assert.equal(shareOf({ state: "suppressed", value: null }, known(10)), null);
  assert.equal(shareOf(known(1), { state: "no_data", value: null }), null);
  assert.equal(shareOf(known(0), known(0)), null);
});
