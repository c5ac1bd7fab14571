import assert from "node:assert/strict";
import test from "node:test";

import "./leaflet.js";
import { areaOn, dense, lineOn, pinPicture, quiet, unrolled } from "../../../diasporamap/web/scripts/map/children.js";

const CUT = -169;
const points = (...pairs) => pairs.map(([lng, lat]) => L.latLng(lat, lng));
const lngs = (line) => line.map(({ lng }) => lng);

test("longitudes count eastwards from the cut of the map", function () {
  assert.equal(unrolled(-172, CUT), 188);
  assert.equal(unrolled(190, CUT), 190);
  assert.equal(unrolled(-169, CUT), -169);
  assert.equal(unrolled(191, CUT), 191);
  assert.equal(unrolled(192, CUT), -168);
  assert.equal(unrolled(-532, CUT), 188);
});

test("long edges get points between, and their ends stay", function () {
  const line = dense(points([0, 0], [5, 0], [5, 1]), false);
  assert.deepEqual(lngs(line).map((lng) => lng.toFixed(2)), ["0.00", "1.67", "3.33", "5.00", "5.00"]);
  assert.equal(dense(points([0, 0], [4, 0], [0, 4]), true).length, 6);
});

test("a line over the cut is drawn at both edges of the map", function () {
  const [first, second, ...none] = lineOn(points([-180, 10], [-100, 10]), CUT);
  assert.deepEqual(none, []);
  assert.deepEqual([Math.min(...lngs(first)), Math.max(...lngs(first))], [180, 191]);
  assert.deepEqual([Math.min(...lngs(second)), Math.max(...lngs(second))], [CUT, -100]);
  const back = lineOn(points([-100, 10], [-180, 10]), CUT);
  assert.deepEqual([lngs(back[0]).at(-1), lngs(back[1])[0], lngs(back[1]).at(-1)], [CUT, 191, 180]);
  assert.equal(lineOn(points([-100, 10], [100, 10]), CUT).length, 1);
});

test("an area west of the cut goes to the east, one across it into two parts", function () {
  const box = (west, east) => [points([west, 0], [east, 0], [east, 10], [west, 10])];
  const [moved, ...none] = areaOn(box(-179, -171), CUT);
  assert.deepEqual(none, []);
  assert.deepEqual([Math.min(...lngs(moved[0])), Math.max(...lngs(moved[0]))], [181, 189]);
  const parts = areaOn(box(-175, -150), CUT).map(([ring]) => [Math.min(...lngs(ring)), Math.max(...lngs(ring))]);
  assert.deepEqual(parts, [[CUT, -150], [185, 191]]);
  const other = areaOn(box(185, 200), CUT).map(([ring]) => [Math.min(...lngs(ring)), Math.max(...lngs(ring))]);
  assert.deepEqual(other.sort((one, two) => one[0] - two[0]), [[CUT, -160], [185, 191]]);
  assert.equal(areaOn(box(CUT, CUT + 360), CUT).length, 1);
});

test("holes stay in their part", function () {
  const outline = points([-175, 0], [-150, 0], [-150, 20], [-175, 20]);
  const hole = points([-160, 5], [-155, 5], [-155, 10], [-160, 10]);
  assert.deepEqual(areaOn([outline, hole], CUT).map((part) => part.length), [2, 1]);
});

test("a pin has its colour, and a dot where its icon is not known", function () {
  const picture = decodeURIComponent(pinPicture("#d63e2a", "white", "bicycle"));
  assert.match(picture, /fill="#d63e2a"/);
  assert.match(picture, /a3\.6,3\.6/);
  assert.doesNotMatch(decodeURIComponent(pinPicture("#d63e2a", "white", "star")), /a3\.6,3\.6/);
});

test("styles and handlers in markup are set aside before it is read", function () {
  assert.equal(quiet('<b style="color: red" onclick=go() class="x">style=1</b>'),
    '<b data-style="color: red" data-onclick=go() class="x">style=1</b>');
});
