import assert from "node:assert/strict";
import test from "node:test";

import "./leaflet.js";
import {
  circleRadius, circleSize, outlineOf, PAINTS, partsOf, sectorPath, signColours, signPath,
} from "../../../diasporamap/web/scripts/marks.js";

const LOOK = { fill: "#003366", opacity: 0.5, edge: "#003366", width: 2, dashes: [] };
const PEOPLE = { fill: "#0033a0", opacity: 0.8, edge: "#ffffff", width: 0.7, dashes: [] };
const BIG = { factor: 1, least: 2.2 };

/** A model of one place with so many people, women and men. */
function modelOf(status, figures) {
  const model = {
    style: { largest: 42, fewest_dashes: 6, people: { total: "#0033a0", women: "#01665e", men: "#8c510a" } },
    radius: (value) => Math.sqrt(value / 100),
  };
  const geography = {
    byId: { A: { id: "A", status } },
    figure: (_, __, row) => (
      row in figures ? { state: "value", value: figures[row] } : { state: "no_data", value: null }
    ),
  };
  return { model, geography };
}

const layerOf = (measure, look = "circle") => ({
  measure, year: 2020, small: [], looks: { [look]: PEOPLE }, marks: [{ mark: "disc", place: "A", look, radius: 0.5 }],
});

test("areas are in proportion to people, at least as large as can be seen", function () {
  const model = { style: { largest: 42 } };
  assert.equal(circleRadius(model, BIG, 1), 42);
  assert.ok(Math.abs(circleRadius(model, BIG, Math.sqrt(0.25)) - 21) < 1e-12);
  assert.equal(circleRadius(model, BIG, 0.001), 2.2);
});

test("circles are smaller in small windows, and a quarter larger in a region", function () {
  const sizes = [[{ x: 1060, y: 635 }, 1440], [{ x: 930, y: 500 }, 1280], [{ x: 390, y: 318 }, 390]];
  const factors = sizes.map(([frame, screen]) => Math.round(42 * circleSize(frame, screen, false).factor));
  assert.deepEqual(factors, [42, 38, 25]);
  for (const [frame, screen] of sizes) {
    const [whole, part] = [false, true].map((region) => circleSize(frame, screen, region).factor);
    assert.ok(Math.abs(part / whole - 1.25) < 1e-12);
  }
});

test("the colour of a circle ends at its radius, wherever its outline lies", function () {
  const [total] = PAINTS.total(PEOPLE, 20);
  assert.equal(total.radius - Number(total.paint["stroke-width"]) / 2, 20);
  const [inside] = PAINTS.plain(LOOK, 10, 6);
  assert.equal(inside.radius + Number(inside.paint["stroke-width"]) / 2, 10);
  const [around] = PAINTS.plain({ ...LOOK, edge: "#ffffff" }, 10, 6);
  assert.equal(around.radius - Number(around.paint["stroke-width"]) / 2, 10);
});

test("people of one sex lie in the ring of both, unless it would touch them", function () {
  const { model, geography } = modelOf("place", { total: 81, women: 25 });
  const parts = partsOf(model, geography, layerOf("women"), layerOf("women").marks[0], BIG);
  assert.deepEqual(parts.map(({ key }) => key), ["ring", "disc"]);
  assert.equal(parts[0].radius, 42 * 0.9);
  const { geography: only } = modelOf("place", { total: 25, women: 25 });
  const alone = partsOf(model, only, layerOf("women"), layerOf("women").marks[0], BIG);
  assert.deepEqual(alone.map(({ key }) => key), ["disc"]);
  const { geography: unknown } = modelOf("place", { women: 25 });
  const hidden = partsOf(model, unknown, layerOf("women"), layerOf("women").marks[0], BIG);
  assert.deepEqual(hidden.map(({ key }) => key), ["disc"], "what both are is not told");
});

test("people of no one district are hollow, and rates of few people pale", function () {
  for (const [status, dashed] of [["split", true], ["beyond", false]]) {
    const { model, geography } = modelOf(status, {}), layer = layerOf("total");
    const [{ paint }] = partsOf(model, geography, layer, layer.marks[0], BIG);
    assert.equal(paint.fill, "#fff");
    assert.equal(paint.stroke, "#0033a0");
    assert.equal("stroke-dasharray" in paint, dashed);
  }
  const { model, geography } = modelOf("place", {}), layer = { ...layerOf("share_women", "class-2"), small: ["A"] };
  const [{ paint }] = partsOf(model, geography, layer, layer.marks[0], BIG);
  assert.equal(paint.fill, "#fff");
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
