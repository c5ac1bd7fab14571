// Writes the model of a page as plain data, for tests in Python: its JSON from stdin, on stdout.

import fs from "node:fs";

import "./leaflet.js";
import { equalEarth } from "../../../diasporamap/web/scripts/map/equal_earth.js";
import { numberText, percentText, valueText, write } from "../../../diasporamap/web/scripts/data/format.js";
import { changeOf } from "../../../diasporamap/web/scripts/data/rows.js";
import { layerOf } from "../../../diasporamap/web/scripts/shown.js";
import { cornersOf, outlinesOf } from "../../../diasporamap/web/scripts/data/topology.js";
import { unpack } from "../../../diasporamap/web/scripts/data/unpack.js";

/** Every figure of a geography by year, place and row: state, value, and the texts of a value. */
function figuresOf(model, geography) {
  const told = (row, { state, value, text }) => ({
    state, value,
    text: text || (value === null ? null : Object.fromEntries(
      model.languages.map((language) => [language, write(model, row, value, language)]),
    )),
  });
  const of = (year) => Object.fromEntries(geography.places.map(({ id }) => [
    id, Object.fromEntries(geography.rows.map((row) => [row, told(row, geography.figure(id, year, row))])),
  ]));
  const totals = (year) => Object.fromEntries(
    geography.rows.map((row) => [row, told(row, geography.total(year, row))]),
  );
  const years = model.years.length ? model.years : [null];
  return {
    figures: Object.fromEntries(years.map((year) => [String(year), of(year)])),
    totals: Object.fromEntries(years.map((year) => [String(year), totals(year)])),
  };
}

/** A map as the page shows it, also one that its scripts make. */
function layerFor(model, geography, { measure, year, kind }) {
  const layer = layerOf(model, geography, { measure, year, kind, since: null });
  return layer.flows ? { ...layer, flows: { ...layer.flows, ends: Object.fromEntries(layer.flows.ends) } } : layer;
}

/** The model without functions: geographies have their `layers`, `figures` and `totals`. */
export function plain(page) {
  const model = unpack(page), years = model.years.length ? model.years : [null];
  const geographies = model.geographies.map((geography) => ({
    ...geography,
    ...figuresOf(model, geography),
    layers: model.measures.flatMap((measure) => years.flatMap((year) => model.kinds[measure].map(
      (kind) => layerFor(model, geography, { measure, year, kind }),
    ))),
  }));
  return { ...model, geographies };
}

/** Every change between two years: by geography, pair of years, place and row. */
function changes(page) {
  const { geographies, years } = unpack(page);
  return geographies.map((geography) => Object.fromEntries(years.flatMap((since) => years.map((year) => [
    since + " " + year,
    Object.fromEntries(geography.places.map(({ id }) => [id, Object.fromEntries(
      ["total", "women", "men", "share_women"].map((row) => [row, changeOf(geography, id, row, since, year)]),
    )])),
  ]))));
}

/** The corners of a shape, in widths of the world: of each part those of its rings. */
function corners(topology) {
  const outlines = outlinesOf(topology);
  function arcOf({ arc, turned }) {
    const found = cornersOf(arc).map(({ x, y }) => [x, y]);
    return turned ? found.reverse() : found;
  }
  return topology.shapes.map((_, shape) => outlines(shape).map((part) => part.map(
    (ring) => ring.flatMap((arc, at) => arcOf(arc).slice(at ? 1 : 0)),
  )));
}

/** Where points of the earth are, in widths of the world. */
function widths({ lon_0: lon0, mercator, points }) {
  const crs = mercator ? L.CRS.EPSG3857 : equalEarth(lon0);
  return points.flatMap(function ([lng, lat]) {
    const { x, y } = crs.latLngToPoint(L.latLng(lat, lng), 0);
    return [x / 256, y / 256];
  });
}

const TASKS = {
  changes,
  shapes: corners,
  widths,
  model: plain,
  numbers: (asked) => asked.map(([value, language, decimals]) => numberText(value, language, decimals)),
  percents: (asked) => asked.map(([value, language, decimals]) => percentText(value, language, decimals)),
  values: (asked) => asked.map(([row, value, language, texts]) => valueText(row, value, language, texts)),
};

process.stdout.write(JSON.stringify(TASKS[process.argv[2]](JSON.parse(fs.readFileSync(0, "utf-8")))));
