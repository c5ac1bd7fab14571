// Which places have names on the map, and where the tooltip stands.

import assert from "node:assert/strict";
import test from "node:test";

import "./leaflet.js";
import { mostNames, namedOf } from "../../../diasporamap/web/scripts/map/names.js";
import { besidePoint } from "../../../diasporamap/web/scripts/map/tooltip.js";

const PLACES = [["A", 50], ["B", 30], ["C", 15], ["D", 4], ["E", 1], ["F", 0]].map(([id, weight]) => ({ id, weight }));

test("the places of most people have names, in a part of the world all that fit", function () {
  assert.deepEqual(namedOf(PLACES, 15, false), ["A", "B", "C"]);
  assert.deepEqual(namedOf(PLACES, 2, false), ["A", "B"]);
  assert.deepEqual(namedOf(PLACES, 15, true), ["A", "B", "C", "D", "E"]);
});

test("small windows have fewer names", function () {
  const sizes = [[{ x: 1060, y: 635 }, 1440], [{ x: 930, y: 500 }, 1280], [{ x: 390, y: 318 }, 390]];
  const numbers = sizes.map(([size, screen]) => [false, true].map((part) => mostNames(size, screen, part)));
  assert.deepEqual(numbers, [[15, 18], [13, 18], [9, 12]]);
});

test("the tooltip stays in the frame", function () {
  const frame = { x: 390, y: 318 }, box = { x: 180, y: 90 };
  for (const point of [{ x: 0, y: 0 }, { x: 389, y: 317 }, { x: 200, y: 160 }, { x: 5, y: 310 }]) {
    const { x, y } = besidePoint(point, box, frame);
    assert.ok(x >= 0 && y >= 0 && x + box.x <= frame.x && y + box.y <= frame.y);
  }
});
