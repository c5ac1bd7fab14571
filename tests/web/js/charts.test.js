import assert from "node:assert/strict";
import test from "node:test";

import {
  along, apart, areaPath, labelled, linePath, nearest, spread, ticksTo,
} from "../../../diasporamap/web/scripts/panels/charts.js";

test("ticks are round, begin at 0 and reach the largest value", function () {
  assert.deepEqual(ticksTo(58769, 3), [0, 20000, 40000, 60000]);
  assert.deepEqual(ticksTo(3, 3), [0, 1, 2, 3]);
  assert.deepEqual(ticksTo(1, 3), [0, 1]);
  assert.deepEqual(ticksTo(0, 3), [0, 1]);
  for (let largest = 1; largest < 1e7; largest = Math.ceil(largest * 1.7)) {
    const ticks = ticksTo(largest, 3);
    assert.ok(ticks.length <= 4 && ticks[ticks.length - 1] >= largest, String(largest));
    assert.ok(ticks[ticks.length - 2] < largest);
  }
});

test("a value lies where its axis says", function () {
  assert.equal(along(2005, [1990, 2020], [0, 300]), 150);
  assert.equal(along(0, [0, 60], [130, 10]), 130);
  assert.equal(along(5, [5, 5], [0, 10]), 5);
  assert.equal(nearest([14, 100, 400], 260), 2);
  assert.equal(nearest([14, 100, 400], -5), 0);
});

test("a line breaks where a year has no value", function () {
  assert.equal(linePath([[0, 1], [5, 2], null, [9, 3]]), "M0.0,1.0L5.0,2.0M9.0,3.0");
  assert.equal(areaPath([[0, 1], [5, 2], null, [9, 3]], 10), "M0.0,10L0.0,1.0L5.0,2.0L5.0,10Z");
  assert.equal(linePath([null, null]), "");
});

test("labels at the ends of lines do not cover each other and stay in their room", function () {
  assert.deepEqual(apart([10, 80], 30, [0, 100]), [10, 80]);
  assert.deepEqual(apart([50, 52], 30, [0, 100]), [50, 80]);
  const [one, other] = apart([98, 95], 30, [0, 100]);
  assert.ok(one <= 100 && Math.abs(one - other) >= 30);
});

test("the year shown always has its label, and no two touch", function () {
  const places = [0, 50, 100, 150, 200, 250, 300];
  assert.deepEqual(labelled(places, 40, 3), [0, 1, 2, 3, 4, 5, 6]);
  assert.deepEqual(labelled(places, 80, 6), [0, 2, 4, 6]);
  for (let shown = 0; shown < places.length; shown += 1) {
    const kept = labelled(places, 70, shown);
    assert.ok(kept.includes(shown));
    kept.slice(1).forEach((at, index) => assert.ok(places[at] - places[kept[index]] >= 70));
  }
});

test("an axis of people begins at 0, that of a rate holds its middle", function () {
  assert.deepEqual(spread([115835, 441015], 0, true), [0, 441015]);
  const [low, high] = spread([48.2, 50.3], 50, false);
  assert.ok(low < 48.2 && high > 50.3);
  assert.deepEqual(spread([], null, false), [0, 1]);
});
