import assert from "node:assert/strict";
import test from "node:test";

globalThis.L = { SVG: { extend: () => class {} } };
const { around, outlinesOf, startsOf } = await import("../../../diasporamap/web/scripts/map/flows.js");

const TURN = 2 * Math.PI;

test("lines that lead the same way start apart, in their order", function () {
  const lines = [0.02, 0, -0.01, 0.01].map((bearing) => ({ bearing, breadth: 10 }));
  const { turns, ring } = startsOf(lines, 16);
  const sorted = [2, 1, 3, 0].map((at) => turns[at]);
  for (let at = 1; at < sorted.length; at += 1) {
    assert.ok((sorted[at] - sorted[at - 1]) * ring >= 10, String(sorted));
  }
});

test("starts that do not meet stay where they lead", function () {
  const lines = [0, 2, -2].map((bearing) => ({ bearing, breadth: 5 }));
  assert.deepEqual(startsOf(lines, 16), { turns: [0, 2, -2], ring: 16 });
});

test("the ring of all starts is as large as they need", function () {
  const lines = Array.from({ length: 12 }, (_, at) => ({ bearing: at / 10, breadth: 20 }));
  const { turns, ring } = startsOf(lines, 16), sorted = turns.slice().sort((one, other) => one - other);
  assert.ok(TURN * ring >= 12 * 20);
  sorted.forEach(function (turn, at) {
    const next = at + 1 < 12 ? sorted[at + 1] : sorted[0] + TURN;
    assert.ok((next - turn) * ring > 19.9);
  });
});

test("a line ends at its place and is thinner there", function () {
  const ends = [{ id: "a", at: [900, 200], breadth: 12 }];
  const [{ outline }] = outlinesOf([500, 500], ends, { across: 1000, reach: 10 });
  const half = outline.length / 2, last = [outline[half - 1], outline[half]];
  const middle = [0, 1].map((axis) => (last[0][axis] + last[1][axis]) / 2);
  assert.ok(Math.hypot(middle[0] - 900, middle[1] - 200) < 1e-6);
  const wide = (one, other) => Math.hypot(one[0] - other[0], one[1] - other[1]);
  assert.ok(Math.abs(wide(...last) - 0.35 * 12) < 1e-6);
  assert.ok(Math.abs(wide(outline[0], outline.at(-1)) - 12) < 1e-6);
});

test("small lines lie over large ones, and near ones over all", function () {
  const ends = [
    { id: "small", at: [900, 500], breadth: 2 }, { id: "near", at: [560, 500], breadth: 9 },
    { id: "large", at: [100, 500], breadth: 8 },
  ];
  const found = outlinesOf([500, 500], ends, { across: 1000, reach: 10 });
  assert.deepEqual(found.map(({ id }) => id), ["large", "small", "near"]);
});

test("no line is too thin to be seen", function () {
  const outline = around([[0, 0], [50, 0], [100, 0]], 0.1);
  assert.deepEqual(outline.map(([, y]) => Math.abs(y)), [0.3, 0.3, 0.3, 0.3, 0.3, 0.3]);
});
