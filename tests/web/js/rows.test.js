import assert from "node:assert/strict";
import test from "node:test";

import {
  changeOf, comparable, isTold, largestOf, listed, ranksOf, spanOf,
} from "../../../diasporamap/web/scripts/data/rows.js";

const known = (value) => ({ state: "value", value });
const state = (name) => ({ state: name, value: null });

/** A geography of figures by place, year and row. */
function geographyOf(figures, status = {}) {
  const none = state("no_data");
  const places = Object.keys(figures).map((id) => ({ id, status: status[id] || "place", short: { en: id } }));
  return {
    places, rows: ["women", "men", "total", "share_women"],
    figure: (place, year, row) => figures[place]?.[year]?.[row] || none,
  };
}

const byName = (one, other) => (one.id < other.id ? -1 : 1);
const layerOf = (measure, year, order, small = []) => ({ measure, year, order, small });

test("a change is one figure minus the other where both are shown, as the library has it", function () {
  const both = (women, men) => ({ women: known(women), men: known(men), total: known(women + men) });
  const geography = geographyOf({
    FRA: { 1990: both(19, 17), 2020: both(58, 34) },
    SUP: { 1990: both(1, 2), 2020: { ...both(1, 2), total: state("suppressed") } },
    GAP: { 2020: both(3, 4) },
    ONE: { 1990: { men: known(4), total: known(4) }, 2020: both(3, 4) },
    ALONE: { 1990: { men: known(4), total: known(4) }, 2020: { men: known(9), total: known(9) } },
  });
  const change = (place, row = "total") => changeOf(geography, place, row, 1990, 2020);
  assert.deepEqual(change("FRA"), known(56));
  assert.deepEqual(change("FRA", "women"), known(39));
  assert.deepEqual(change("SUP"), state("suppressed"));
  assert.deepEqual(change("GAP"), state("no_data"));
  assert.deepEqual(change("ONE"), state("no_data"));
  assert.deepEqual(change("ONE", "men"), known(0));
  assert.deepEqual(change("ALONE"), known(5));
});

test("people and shares of women can be compared between years", function () {
  assert.deepEqual(["total", "women", "men", "share_women"].map(comparable), [true, true, true, true]);
  assert.equal(comparable("per_1000"), false);
});

test("equal figures share their rank", function () {
  assert.deepEqual(ranksOf([9, 7, 7, 3, null]), [1, 2, 2, 4, null]);
});

test("places are listed by rank, those without a figure last, each in its section", function () {
  const of = (total) => ({ 2020: { total: known(total) } });
  const geography = geographyOf({
    A: of(5), B: of(90), Z: of(0), S: { 2020: { total: state("suppressed") } }, N: {}, NGA: of(50), CYP: of(7),
    CMR: of(1),
  }, { NGA: "split", CYP: "beyond", CMR: "origin" });
  const rows = listed(geography, layerOf("total", 2020, ["B", "A"]), null, byName);
  const ranks = rows.places.map(({ place, rank }) => [place.id, rank]);
  assert.deepEqual(ranks, [["B", 1], ["A", 2], ["Z", null], ["S", null]]);
  assert.deepEqual(rows.split.map(({ place, rank }) => [place.id, rank]), [["NGA", null]]);
  assert.deepEqual(rows.beyond.map(({ place }) => place.id), ["CYP"]);
});

test("rates of few people are not ranked", function () {
  const of = (share) => ({ 2020: { total: known(1), share_women: known(share) } });
  const geography = geographyOf({ A: of(60), B: of(40), C: of(99) });
  const rows = listed(geography, layerOf("share_women", 2020, ["C", "A", "B"], ["C"]), null, byName);
  assert.deepEqual(rows.places.map(({ place }) => place.id), ["A", "B"]);
  assert.deepEqual(rows.small.map(({ place, rank }) => [place.id, rank]), [["C", null]]);
});

test("a list of changes is ranked by them", function () {
  const of = (before, now) => ({ 1990: { total: known(before) }, 2020: { total: known(now) } });
  const geography = geographyOf({ A: of(50, 60), B: of(5, 90), C: of(70, 60) });
  const rows = listed(geography, layerOf("total", 2020, ["B", "A", "C"]), 1990, byName);
  const changes = rows.places.map(({ place, figure }) => [place.id, figure.value]);
  assert.deepEqual(changes, [["B", 85], ["A", 10], ["C", -10]]);
});

test("bars are on one scale for all years, and those of a rate hold its middle", function () {
  const geography = geographyOf({ A: { 1990: { women: known(3) }, 2020: { women: known(8) } } });
  assert.equal(largestOf(geography, [1990, 2020], "women"), 8);
  assert.equal(largestOf(geography, [], "women"), 0);
  const rows = [27.9, 63.7].map((value) => ({ figure: known(value) }));
  assert.deepEqual(spanOf(rows, 50, 10), [20, 70]);
  assert.deepEqual(spanOf(rows.slice(1), 50), [50, 63.7]);
});

test("a place is told of where a figure is shown or hidden, not where there is none", function () {
  const of = (name) => ({ 2020: { total: state(name) } });
  const geography = geographyOf({ A: of("suppressed"), B: of("not_applicable") });
  assert.equal(isTold(geography, "A", 2020), true);
  assert.equal(isTold(geography, "B", 2020), false);
});
