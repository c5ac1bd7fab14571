import assert from "node:assert/strict";
import test from "node:test";

import "./leaflet.js";
import {
  clusterLines, clusterName, clusterPoints, clusterRows, countKinds, pointRadius,
} from "../../../diasporamap/web/scripts/map/points.js";

test("points whose signs would cover each other stand together, and none is lost", function () {
  const point = (kind, name) => ({ kind, name, city: "", lon: 0, lat: 0, about: [] });
  const at = (x, y, kind = "event") => ({ x, y, point: point(kind, x + " " + y) });
  const cluster = (...located) => clusterPoints(located, ["association", "event"]);
  assert.equal(cluster(at(0, 0), at(100, 0)).length, 2);
  assert.equal(cluster(at(0, 0), at(0, 0, "association")).length, 1);
  const [near] = cluster(at(0, 0), at(0, 0), at(9, 0));
  assert.equal(near.points.length, 3);
  assert.ok(Math.abs(near.x - 3) < 1e-9);
  const many = Array.from({ length: 300 }, (_, index) => at(37 * index % 400, 53 * index % 300));
  const found = cluster(...many);
  assert.equal(found.reduce((sum, { points }) => sum + points.length, 0), 300);
  const size = (each) => clusterRows(countKinds(each, ["association", "event"]));
  for (const one of found) {
    for (const other of found) {
      if (one === other) continue;
      const across = (size(one).width + size(other).width) / 2, up = (size(one).height + size(other).height) / 2;
      assert.ok(Math.abs(one.x - other.x) >= across || Math.abs(one.y - other.y) >= up);
    }
  }
});

test("signs stand three in a row, larger where they have a number", function () {
  const rows = clusterRows([["a", 1], ["b", 12], ["c", 1], ["d", 100]]);
  assert.deepEqual(rows.rows.map((row) => row.length), [3, 1]);
  assert.ok(pointRadius(1) < pointRadius(2));
  assert.ok(pointRadius(99) < pointRadius(100));
});

test("points are told in the language of the page", function () {
  const named = (fr, en) => ({ fr, en });
  const points = { kinds: { event: { sign: "x", name: named("Événement", "Event") } } };
  const point = (name) => ({ kind: "event", name, city: "Lyon", about: [named("Oui", "Yes")] });
  const one = { points: [point(named("Fête", "Feast"))] };
  const two = { points: [...one.points, point(named("Bal", "Ball"))] };
  const texts = { points: "points", colon: ": ", more_points: "more" };
  assert.equal(clusterName(one, texts, "en"), "Feast");
  assert.equal(clusterName(two, texts, "fr"), "Lyon: 2 points");
  assert.deepEqual(clusterLines(one, points, texts, "en"), ["Event · Lyon · Yes"]);
  assert.deepEqual(clusterLines(two, points, texts, "fr"), ["Fête (Événement · Oui)", "Bal (Événement · Oui)"]);
});
