// What the scripts that do not know the model yet take it for: a page of one year and language.

/** @import { Model, Words } from "./model.js" */
import { write } from "./format.js";

/**
 * @param {Model} model
 * @returns {any}
 */
export function asToday(model) {
  const { language, year } = model, texts = model.texts[language];
  const told = (/** @type {Words} */ words) => words[language];
  return {
    language, texts, style: model.style, shapes: model.shapes,
    points: model.points && {
      ...model.points,
      kinds: Object.fromEntries(Object.entries(model.points.kinds).map(([key, kind]) => [key, { ...kind, name: told(kind.name) }])),
      points: model.points.points.map((point) => ({ ...point, name: told(point.name), about: point.about.map(told) })),
    },
    geographies: model.geographies.map((geography) => ({
      key: geography.key,
      rows: geography.rows.map((row) => [row, told(model.measured[row].label)]),
      has_points: geography.hasPoints,
      places: Object.fromEntries(geography.places.map((place) => [place.id, {
        name: told(place.name), find: place.find, lon: place.lon, lat: place.lat, about: place.about[language],
        values: Object.fromEntries(geography.rows.map(function (row) {
          const { state, value } = geography.figure(place.id, year, row);
          return [row, [state, value === null ? texts["state." + state] : write(model, row, value, language)]];
        })),
      }])),
      own: geography.own && { ...geography.own, areas: Object.fromEntries(Object.entries(geography.own.areas).map(([id, area]) => [id, { ...area, size: geography.byId[id].size }])) },
      sizes: Object.fromEntries(geography.places.map(({ id, size }) => [id, size])),
      layers: model.measures.map(function (measure) {
        const layer = geography.layer(measure, year, model.kinds[measure][0]);
        return {
          ...layer, label: told(layer.label), title: told(layer.title), subtitle: told(layer.subtitle), alt: told(layer.alt),
          captions: layer.captions[language],
          legend: layer.legend.map(function (part) {
            const title = told(part.title);
            if (part.part === "nested") return { ...part, title, circles: part.circles.map(([size, label]) => [size, told(label)]) };
            if (part.part === "boxes") return { ...part, title, high: told(part.high), low: told(part.low), boxes: part.boxes.map(([key, label, note]) => [key, told(label), told(note)]) };
            return { ...part, title, rows: part.rows.map((row) => ({ ...row, label: told(row.label) })) };
          }),
        };
      }),
    })),
  };
}
