"use strict";

const assert = require("node:assert/strict");
const test = require("node:test");

const { page, plain } = require("./page.js");

const of = page();
const LOOK = { fill: "#036", opacity: 0.5, edge: "#036", width: 2, dashes: [] };

test("places are compared without accents, case and punctuation", function () {
  const folded = of("folded");
  assert.equal(folded("Côte d'Ivoire"), "cote d ivoire");
  assert.equal(folded("  SÃO Tomé-et-Príncipe "), "sao tome et principe");
  assert.equal(folded("Türkiye"), "turkiye");
  assert.equal(folded("’–"), "");
});

test("names that begin with what is typed come before those with a word that does", function () {
  const found = (typed) => plain(of("matching")([
    { place: "PNG", name: "Papua New Guinea", keys: ["papua new guinea", "png"] },
    { place: "GIN", name: "Guinea", keys: ["guinea", "gin"] },
    { place: "GNB", name: "Guinea-Bissau", keys: ["guinea bissau", "gnb"] },
    { place: "GNQ", name: "Equatorial Guinea", keys: ["equatorial guinea", "gnq"] },
  ], typed)).map(({ place }) => place);
  assert.deepEqual(found("guin"), ["GIN", "GNB", "PNG", "GNQ"]);
  assert.deepEqual(found("gnq"), ["GNQ"]);
  assert.deepEqual(found("uinea"), []);
});

test("places are found by name in the order of the language", function () {
  const place = (name) => ({ name, find: ["X"], lon: 0, lat: 0, values: {} });
  const places = { ZWE: place("Zimbabwe"), ESP: place("Espagne"), USA: place("États-Unis") };
  const found = plain(of("findable")({ language: "fr", places }));
  assert.deepEqual(found.map((entry) => entry.place), ["ESP", "USA", "ZWE"]);
  assert.deepEqual(found[1].keys, ["etats unis", "x"]);
});

test("rows without a number come last whichever way the table is sorted", function () {
  const collator = new Intl.Collator("fr");
  const rows = () => [
    { name: "Togo", number: null }, { name: "Bénin", number: 3 }, { name: "Gabon", number: 20 },
    { name: "Égypte", number: null }, { name: "Angola", number: 3 },
  ];
  const sorted = (...how) => rows().sort(of("rowOrder")(collator, ...how)).map(({ name }) => name);
  assert.deepEqual(sorted(true, true), ["Gabon", "Angola", "Bénin", "Égypte", "Togo"]);
  assert.deepEqual(sorted(true, false), ["Angola", "Bénin", "Gabon", "Égypte", "Togo"]);
  assert.deepEqual(sorted(false, false), ["Angola", "Bénin", "Égypte", "Gabon", "Togo"]);
  assert.deepEqual(sorted(false, true), ["Togo", "Gabon", "Égypte", "Bénin", "Angola"]);
});

test("the area of circles is in proportion at every zoom, and they grow within bounds", function () {
  const radius = of("circleRadius"), style = { largest: 40 };
  for (const zoom of [0, 2, 3.3, 7]) {
    assert.ok(Math.abs(radius(zoom, style, 1) / radius(zoom, style, 0.5) - 2) < 1e-12);
  }
  assert.equal(of("circleFactor")(0), 0.5);
  assert.equal(of("circleFactor")(9), 1.6);
  assert.ok(Math.abs(of("circleFactor")(Math.log2(1500 / 256)) - 1) < 1e-12);
});

test("the colour of a circle ends at its radius, wherever its outline lies", function () {
  const painted = of("paintedRadius");
  assert.equal(painted({ fill: "#0033a0", edge: "#ffffff" }, 10, 0.6), 10.3);
  assert.equal(painted({ fill: "#0033a0", edge: "#0033a0" }, 10, 1.2), 9.4);
});

test("small circles have thin outlines, and no dashes where too few would fit", function () {
  const outline = of("outlineOf");
  assert.deepEqual(plain(outline(LOOK, 20, 6)), { weight: 2, dashArray: "" });
  assert.deepEqual(plain(outline(LOOK, 4, 6)), { weight: 1, dashArray: "" });
  const dashed = { ...LOOK, dashes: [3, 2] };
  assert.equal(outline(dashed, 20, 6).dashArray, "6 4");
  assert.equal(outline(dashed, 9, 6).dashArray, "");
});

test("a part of a disc goes against the clock from the right", function () {
  const path = (start, sweep) => of("sectorPath")({ x: 10, y: 10 }, 5, start, sweep);
  assert.equal(path(0, 90), "M10.00,10.00L15.00,10.00A5.00 5.00 0 0 0 10.00,5.00Z");
  assert.equal(path(90, 180), "M10.00,10.00L10.00,5.00A5.00 5.00 0 0 0 10.00,15.00Z");
  assert.match(path(0, 270), /A5\.00 5\.00 0 1 0 /);
});

test("signs of missions differ, and an unknown one is round", function () {
  const path = (sign) => of("signPath")(sign, { x: 0, y: 0 }, 4);
  const kinds = ["embassy", "high_commission", "consulate_general", "consulate", "honorary_consulate"];
  assert.equal(new Set(kinds.map(path)).size, kinds.length);
  assert.equal(path("consulate"), "M0.00,4.40L4.40,-3.40L-4.40,-3.40Z");
  assert.match(path("honorary_consulate"), /^M-4\.00,0\.00a4\.00,4\.00 0 1 0 8\.00,0a/);
  assert.equal(of("signColours")("honorary_consulate", "#123").fill, "var(--page)");
  assert.equal(of("signColours")("embassy", "#123").fill, "#123");
});

test("numbers beside nested circles keep their distance", function () {
  const heights = (tops) => plain(of("numberHeights")(tops, 100, 15));
  assert.deepEqual(heights([10, 50, 80]), [10, 50, 80]);
  assert.deepEqual(heights([80, 90, 95]), [62.5, 77.5, 92.5]);
});

test("the number of a label ends where its words begin", function () {
  const number = of("numberOf");
  assert.equal(number("80\u202f000"), "80\u202f000");
  assert.equal(number("1,000 and fewer"), "1,000");
  assert.equal(number("au plus 50"), "");
});

test("a place is read aloud with what is known of it alone", function () {
  const data = {
    rows: [["total", "Total"], ["unknown", "Unknown"]], texts: { colon: ": " },
    places: {
      FRA: { name: "France", values: { total: ["value", "12"] } },
      X: { name: "Essen", values: {}, about: ["No district.", "Known."] },
      Y: { name: "Togo", values: { total: ["suppressed", "Not shown"], unknown: ["value", "3"] }, about: ["One."] },
    },
  };
  assert.equal(of("spoken")(data, "FRA"), "France: Total 12");
  assert.equal(of("spoken")(data, "X"), "Essen. No district. Known.");
  assert.equal(of("spoken")(data, "Y"), "Togo: Total Not shown, Unknown 3. One.");
});

test("areas are made of countries unless they have a shape of their own", function () {
  const country = (id, at) => ({
    type: "Feature", id, properties: { size: 1 }, geometry: { type: "MultiPolygon", coordinates: [at] },
  });
  const whole = { shapes: { countries: { type: "FeatureCollection", features: [country("A", 1), country("B", 2)] } } };
  const shape = { type: "MultiPolygon", coordinates: [9] };
  const areas = { both: { of: ["A", "B"], size: 2 }, own: { shape, size: 3 } };
  assert.equal(of("featuresOf")(whole, {}), whole.shapes.countries);
  const { features } = plain(of("featuresOf")(whole, { own: { areas } }));
  assert.deepEqual(features.map(({ id, properties }) => [id, properties.size]), [["both", 2], ["own", 3]]);
  assert.deepEqual(features.map(({ geometry }) => geometry.coordinates), [[1, 2], [9]]);
});

test("the projection and its inverse agree, also beyond the poles", function () {
  const { projection } = of("equalEarth(11)"), latLng = of("L.latLng");
  for (const [lat, lon] of [[0, 11], [45, 100], [-57, -168], [89.9, 190], [95, 11]]) {
    const back = projection.unproject(projection.project(latLng(lat, lon)));
    assert.ok(Math.abs(back.lat - lat) < 1e-6, lat + " came back as " + back.lat);
    assert.ok(Math.abs(back.lng - lon) < 1e-6, lon + " came back as " + back.lng);
  }
  const pole = projection.project(latLng(90, 11)), edge = projection.project(latLng(0, 191));
  assert.ok(Math.abs(pole.y - 1.3173627591574) < 1e-9);
  assert.ok(Math.abs(edge.x - 2.7066299836960) < 1e-9);
});

test("points whose signs would cover each other stand together, and none is lost", function () {
  const point = (kind, name) => ({ kind, name, city: "", lon: 0, lat: 0, about: [] });
  const at = (x, y, kind = "event") => ({ x, y, point: point(kind, x + " " + y) });
  const cluster = (...located) => plain(of("clusterPoints")(located, ["association", "event"]));
  assert.equal(cluster(at(0, 0), at(100, 0)).length, 2);
  assert.equal(cluster(at(0, 0), at(0, 0, "association")).length, 1);
  const [near] = cluster(at(0, 0), at(0, 0), at(9, 0));
  assert.equal(near.points.length, 3);
  assert.ok(Math.abs(near.x - 3) < 1e-9);
  const many = Array.from({ length: 300 }, (_, index) => at(37 * index % 400, 53 * index % 300));
  const found = cluster(...many);
  assert.equal(found.reduce((sum, { points }) => sum + points.length, 0), 300);
  const size = (each) => of("clusterRows")(of("countKinds")(each, ["association", "event"]));
  for (const one of found) {
    for (const other of found) {
      if (one === other) continue;
      const across = (size(one).width + size(other).width) / 2, up = (size(one).height + size(other).height) / 2;
      assert.ok(Math.abs(one.x - other.x) >= across || Math.abs(one.y - other.y) >= up);
    }
  }
});

test("signs stand three in a row, larger where they have a number", function () {
  const rows = plain(of("clusterRows")([["a", 1], ["b", 12], ["c", 1], ["d", 100]]));
  assert.deepEqual(rows.rows.map((row) => row.length), [3, 1]);
  assert.ok(of("pointRadius")(1) < of("pointRadius")(2));
  assert.ok(of("pointRadius")(99) < of("pointRadius")(100));
});
