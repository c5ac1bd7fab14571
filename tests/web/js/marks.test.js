import assert from "node:assert/strict";
import test from "node:test";

import "./leaflet.js";
import {
  circleRadius, circleSize, outlineOf, PAINTS, partsOf, sectorPath, signColours, signPath,
} from "../../../diasporamap/web/scripts/map/marks.js";

const LOOK = { fill: "#003366", opacity: 0.5, edge: "#003366", width: 2, dashes: [] };
const PEOPLE = { fill: "#0033a0", opacity: 0.8, edge: "#ffffff", width: 0.7, dashes: [] };
const BIG = { factor: 1, least: 2.2 };

const HOLLOW = { fill: "#ffffff", opacity: 0.78, edge: "#0033a0", width: 1.8, dashes: [2.778, 1.778] };
const RING = { fill: "#ffffff", opacity: 0.28, edge: "#52606d", width: 0.9, dashes: [] };
const MODEL = { style: { largest: 42, fewest_dashes: 6 } };

/** The parts of a place whose discs have these looks and radii. */
function partsWith(looks, ...discs) {
  return partsOf(MODEL, { looks }, discs.map(([look, radius]) => ({ mark: "disc", place: "A", look, radius })), BIG);
}

test("areas are in proportion to people, at least as large as can be seen", function () {
  const model = { style: { largest: 42 } };
  assert.equal(circleRadius(model, BIG, 1), 42);
  assert.ok(Math.abs(circleRadius(model, BIG, Math.sqrt(0.25)) - 21) < 1e-12);
  assert.equal(circleRadius(model, BIG, 0.001), 2.2);
});

test("circles are smaller in small windows, and a quarter larger in a region", function () {
  const sizes = [
    [{ x: 1060, y: 635 }, 1440], [{ x: 930, y: 500 }, 1280], [{ x: 390, y: 318 }, 390], [{ x: 1047, y: 340 }, 1440],
  ];
  const factors = sizes.map(([frame, screen]) => Math.round(42 * circleSize(frame, screen, false).factor));
  assert.deepEqual(factors, [42, 38, 25, 34]); // the last one is on paper
  for (const [frame, screen] of sizes) {
    const [whole, part] = [false, true].map((region) => circleSize(frame, screen, region).factor);
    assert.ok(Math.abs(part / whole - 1.25) < 1e-12);
  }
});

test("the colour of a circle ends at its radius, wherever its outline lies", function () {
  const [total] = PAINTS.disc(PEOPLE, 20, 6);
  assert.equal(total.radius - Number(total.paint["stroke-width"]) / 2, 20);
  const [inside] = PAINTS.disc(LOOK, 10, 6);
  assert.equal(inside.radius + Number(inside.paint["stroke-width"]) / 2, 10);
});

test("people of one sex lie in the ring of both, unless they would touch it", function () {
  const looks = { whole: RING, circle: { ...PEOPLE, edge: "#7a2e00" } };
  const parts = partsWith(looks, ["whole", 0.9], ["circle", 0.5]);
  assert.deepEqual(parts.map(({ key }) => key), ["whole0", "disc1"]);
  assert.ok(Math.abs(parts[0].radius + 0.45 - 42 * 0.9) < 1e-9);
  assert.deepEqual(partsWith(looks, ["whole", 0.5], ["circle", 0.5]).map(({ key }) => key), ["disc1"]);
});

test("people of no one district are hollow, dashed where several share them, also when there are few", function () {
  for (const radius of [0.5, 0.01]) {
    const [{ paint, radius: drawn }] = partsWith({ split: HOLLOW }, ["split", radius]);
    assert.equal(paint.fill, "#ffffff");
    assert.equal(paint["stroke-width"], 1.8);
    assert.match(String(paint["stroke-dasharray"]), radius > 0.1 ? /^5\./ : /^2\./);
    assert.ok(drawn >= 2.4);
  }
});

test("a class of a rate has a dark edge in a white one", function () {
  const parts = partsWith({ "class-2": { ...PEOPLE, edge: "#3e3a33", width: 0.9 } }, ["class-2", 0.5]);
  assert.deepEqual(parts.map(({ key, reach }) => [key, reach]), [["halo0", false], ["disc0", true]]);
  assert.ok(parts[0].radius > parts[1].radius);
});

test("small circles have thin outlines, and no dashes where too few would fit", function () {
  assert.deepEqual(outlineOf(LOOK, 20, 6), { width: 2, dashes: "" });
  assert.deepEqual(outlineOf(LOOK, 4, 6), { width: 1, dashes: "" });
  const dashed = { ...LOOK, dashes: [3, 2] };
  assert.equal(outlineOf(dashed, 20, 6).dashes, "6 4");
  assert.equal(outlineOf(dashed, 5, 6).dashes, "");
});

test("a part of a disc goes against the clock from the right", function () {
  const path = (start, sweep) => sectorPath({ x: 10, y: 10 }, 5, start, sweep);
  assert.equal(path(0, 90), "M10.00,10.00L15.00,10.00A5.00 5.00 0 0 0 10.00,5.00Z");
  assert.equal(path(90, 180), "M10.00,10.00L10.00,5.00A5.00 5.00 0 0 0 10.00,15.00Z");
  assert.match(path(0, 270), /A5\.00 5\.00 0 1 0 /);
});

test("signs of missions differ, and an unknown one is round", function () {
  const path = (sign) => signPath(sign, { x: 0, y: 0 }, 4);
  const kinds = ["embassy", "high_commission", "consulate_general", "consulate", "honorary_consulate"];
  assert.equal(new Set(kinds.map(path)).size, kinds.length);
  assert.equal(path("consulate"), "M0.00,4.40L4.40,-3.40L-4.40,-3.40Z");
  assert.match(path("honorary_consulate"), /^M-4\.00,0\.00a4\.00,4\.00 0 1 0 8\.00,0a/);
  assert.equal(signColours("honorary_consulate", "#123").fill, "#fff");
  assert.equal(signColours("embassy", "#123").fill, "#123");
});

test("parts of discs are drawn as sectors, each with its own look", function () {
  const looks = { women: PEOPLE, men: LOOK };
  const half = (look, start) => ({ mark: "disc", place: "A", look, radius: 0.5, start, sweep: 180 });
  const parts = partsOf(MODEL, { looks }, [half("women", 90), half("men", 270)], BIG);
  assert.deepEqual(parts.map(({ paint }) => paint.class), ["circle women", "circle men"]);
  assert.equal(parts[0].outline(5), sectorPath({ x: 0, y: 0 }, 5, 90, 180));
  assert.notEqual(parts[0].key, parts[1].key);
});
