// The part of the world that is shown.

import assert from "node:assert/strict";
import test from "node:test";

import { fitted, mostOf, outside, overview, wholeWorld } from "../../../diasporamap/web/scripts/map/frame.js";

const WORLD = { left: 0, right: 1, top: 0.06, bottom: 0.46 };
const DESKTOP = { x: 1060, y: 635 }, PHONE = { x: 390, y: 318 };
const spot = (x, y, weight, r = 4) => ({ x, y, r, weight });

/** A source of numbers that is the same every time. */
function numbers(seed) {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** Whether a circle is in the pane with all of it. */
function isIn({ x, y, r }, size, view) {
  const left = (x - view.x) * view.width + size.x / 2, top = (y - view.y) * view.width + size.y / 2;
  return left - r >= -0.5 && left + r <= size.x + 0.5 && top - r >= -0.5 && top + r <= size.y + 0.5;
}

test("all circles are in the pane, whatever they are", function () {
  const random = numbers(5);
  for (let round = 0; round < 200; round += 1) {
    const spots = Array.from({ length: 1 + Math.floor(random() * 30) }, () => (
      spot(random(), 0.06 + 0.4 * random(), 1000 * random(), 2 + 40 * random())
    ));
    for (const size of [DESKTOP, PHONE, { x: 320, y: 240 }]) {
      const view = fitted(spots, size, WORLD);
      assert.ok(Number.isFinite(view.width) && view.width > 0);
      for (const each of spots) assert.ok(isIn(each, size, view), "round " + round);
    }
  }
});

test("a diaspora all over the world is shown with land up to the north and down to the south", function () {
  const spots = [spot(0.2, 0.2, 70000, 39), spot(0.5, 0.15, 90000, 45), spot(0.8, 0.33, 500)];
  const view = overview(spots, DESKTOP, WORLD);
  assert.ok(Math.abs(view.width - DESKTOP.y / (WORLD.bottom - WORLD.top)) < 1);
  assert.ok(Math.abs(view.y - (WORLD.top + WORLD.bottom) / 2) < 0.01);
});

test("a phone shows the places of nearly all people, and names the others", function () {
  const spots = [spot(0.2, 0.2, 70000, 23), spot(0.5, 0.15, 90000, 27), spot(0.8, 0.33, 500)];
  const view = overview(spots, PHONE, WORLD), out = outside(spots, PHONE, view);
  assert.deepEqual([...out], [["right", [spots[2]]]]);
  assert.ok(view.width > fitted(spots, PHONE, WORLD).width * 1.1);
  assert.ok(isIn(spots[0], PHONE, view) && isIn(spots[1], PHONE, view));
});

test("no more than one in two hundred people is left out", function () {
  const random = numbers(9);
  for (let round = 0; round < 60; round += 1) {
    const spots = Array.from({ length: 40 }, () => spot(random(), 0.06 + 0.4 * random(), 10000 * random() ** 6));
    const all = spots.reduce((sum, { weight }) => sum + weight, 0);
    const kept = mostOf(spots, PHONE, WORLD).reduce((sum, { weight }) => sum + weight, 0);
    assert.ok(kept >= 0.995 * all - 1e-6);
  }
});

test("a country without anybody abroad shows the whole world", function () {
  assert.deepEqual(overview([], DESKTOP, WORLD), wholeWorld(DESKTOP, WORLD));
});
