// Labels of circles: the rules of where words stand, in real and in random crowds.

import assert from "node:assert/strict";
import test from "node:test";

import { cross, distanceTo, overlap, passes, placeLabels } from "../../../diasporamap/web/scripts/map/labels.js";

const LINE = 14.6;

/** A source of numbers that is the same every time. */
function numbers(seed) {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** Words at a circle, as wide as names are. */
const wish = (circle, name, weight, more = {}) => ({
  ...circle, widths: [name.length * 6.8, String(weight).length * 6.6], weight, ...more,
});

/** A crowd of circles like those of a diaspora: some large, many small, most of them together. */
function crowdOf(seed, number = 60, labels = 15) {
  const random = numbers(seed), width = 1060, height = 635;
  const circles = Array.from({ length: number }, function (_, rank) {
    const near = random() < 0.6, weight = Math.round(90000 / (1 + rank) ** (1 + random()));
    return {
      id: "P" + rank, weight, r: Math.max(2.2, 42 * Math.sqrt(weight / 80000)),
      x: near ? 480 + 110 * (random() - 0.5) : 60 + random() * (width - 120),
      y: near ? 130 + 110 * (random() - 0.5) : 60 + random() * (height - 120),
    };
  });
  const wanted = circles.slice(0, labels).map((each) => wish(each, "Name of " + each.id, each.weight));
  return {
    width, height, line: LINE, wanted, circles: circles.map(({ id, x, y, r }) => ({ id, x, y, r })),
    boxes: [{ left: 20, top: 400, right: 200, bottom: 615 }, { left: 1000, top: 10, right: 1050, bottom: 90 }],
  };
}

/** What breaks a rule in placed labels, in words. */
function broken(crowd, placed) {
  const found = [], byId = new Map(crowd.circles.map((each) => [each.id, each]));
  for (const { id, box, leader, inside } of placed) {
    const own = byId.get(id);
    if (box.left < 0 || box.top < 0 || box.right > crowd.width || box.bottom > crowd.height) found.push(id + " off");
    if (crowd.boxes.some((each) => overlap(box, each, 0))) found.push(id + " under a box");
    const to = distanceTo(box, own.x, own.y) - own.r;
    for (const other of crowd.circles) {
      if (other === own || inside) continue;
      const away = distanceTo(box, other.x, other.y) - other.r;
      if (other.r > 3 && away < 0) found.push(id + " over " + other.id);
      if (!leader && away <= to) found.push(id + " nearer to " + other.id);
    }
    if (inside && (to > 0 || leader)) found.push(id + " not inside");
    if (leader) {
      const end = Math.hypot(leader.x2 - own.x, leader.y2 - own.y);
      if (Math.abs(end - (leader.dot ? 0 : own.r)) > 0.01) found.push(id + " leads elsewhere");
    }
  }
  placed.forEach(function (one, at) {
    for (const other of placed.slice(at + 1)) {
      if (overlap(one.box, other.box, 0)) found.push(one.id + " on " + other.id);
      if (one.leader && passes(one.leader, other.box)) found.push(one.id + " through " + other.id);
      if (other.leader && passes(other.leader, one.box)) found.push(other.id + " through " + one.id);
      if (one.leader && other.leader && cross(one.leader, other.leader)) found.push(one.id + " crosses " + other.id);
    }
  });
  return found;
}

test("segments cross, pass boxes and miss them", function () {
  const down = { x1: 0, y1: 0, x2: 10, y2: 10 };
  assert.ok(cross(down, { x1: 0, y1: 10, x2: 10, y2: 0 }));
  assert.ok(!cross(down, { x1: 0, y1: 1, x2: 0, y2: 10 }));
  assert.ok(passes(down, { left: 4, top: 4, right: 6, bottom: 6 }));
  assert.ok(!passes(down, { left: 11, top: 4, right: 16, bottom: 6 }));
  assert.equal(distanceTo({ left: 0, top: 0, right: 2, bottom: 2 }, 5, 6), 5);
});

test("words stand in a disc that has room, else beside it at the right", function () {
  const circles = [{ id: "A", x: 200, y: 100, r: 40 }, { id: "B", x: 400, y: 100, r: 10 }];
  const placed = placeLabels({
    width: 600, height: 200, line: LINE, circles, wanted: [wish(circles[0], "Abc", 9), wish(circles[1], "Bcd", 5)],
  });
  assert.deepEqual(placed.map(({ id, inside, align }) => [id, inside, align]), [
    ["A", true, "middle"], ["B", false, "start"],
  ]);
  assert.ok(Math.abs(placed[1].box.left - 414) < 0.1, "4 px from the edge");
});

test("a disc that another one lies on has its words beside it", function () {
  const circles = [{ id: "A", x: 200, y: 100, r: 40 }, { id: "B", x: 210, y: 100, r: 5 }];
  const [placed] = placeLabels({ width: 600, height: 200, line: LINE, circles, wanted: [wish(circles[0], "Abc", 9)] });
  assert.equal(placed.inside, false);
  assert.equal(placed.leader, null);
});

test("a circle within another one has a leader to a dot at its middle", function () {
  const circles = [{ id: "A", x: 200, y: 100, r: 45 }, { id: "B", x: 215, y: 90, r: 12 }];
  const [placed] = placeLabels({ width: 600, height: 300, line: LINE, circles, wanted: [wish(circles[1], "Bcd", 9)] });
  assert.ok(placed.leader?.dot);
  assert.deepEqual([placed.leader.x2, placed.leader.y2], [215, 90]);
});

test("no words between two circles, where they would seem to be of the other", function () {
  // Between them there is room for words that are as near to the one as to the other.
  const circles = [{ id: "A", x: 300, y: 100, r: 20 }, { id: "B", x: 300, y: 176, r: 20 }];
  const boxes = [
    { left: 0, top: 0, right: 240, bottom: 300 }, { left: 360, top: 0, right: 600, bottom: 300 },
    { left: 0, top: 0, right: 600, bottom: 76 }, { left: 0, top: 200, right: 600, bottom: 300 },
  ];
  const placed = placeLabels({
    width: 600, height: 300, line: LINE, circles, boxes, wanted: [wish(circles[0], "Abcdefg", 9)],
  });
  assert.deepEqual(placed, []);
});

test("words keep off the outline of the origin", function () {
  const circles = [{ id: "A", x: 200, y: 100, r: 40 }], outline = [{ x1: 190, y1: 60, x2: 210, y2: 140 }];
  const wanted = [wish(circles[0], "Abc", 9)];
  const [placed] = placeLabels({ width: 600, height: 200, line: LINE, circles, outline, wanted });
  assert.equal(placed.inside, false);
});

test("a place that is chosen is named at any price", function () {
  const circles = Array.from({ length: 40 }, (_, at) => (
    { id: "P" + at, x: 40 + 20 * (at % 8), y: 40 + 20 * (at >> 3), r: 14 }
  ));
  const crowd = (always) => ({
    width: 220, height: 160, line: LINE, circles, wanted: [wish(circles[20], "Somewhere", 1, { always })],
  });
  assert.equal(placeLabels(crowd(false)).length, 0);
  assert.equal(placeLabels(crowd(true)).length, 1);
});

test("random crowds keep the rules", function () {
  for (let seed = 1; seed <= 120; seed += 1) {
    const crowd = crowdOf(seed), placed = placeLabels(crowd);
    assert.deepEqual(broken(crowd, placed), [], "seed " + seed);
    assert.ok(placed.length >= 8, "seed " + seed + " names " + placed.length);
    assert.ok(placed.some(({ id }) => id === "P0"), "seed " + seed + " leaves the largest out");
  }
});

test("the same crowd has the same labels", function () {
  assert.deepEqual(placeLabels(crowdOf(7)), placeLabels(crowdOf(7)));
});
