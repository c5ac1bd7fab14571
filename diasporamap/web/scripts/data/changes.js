// The map of the change between two years, of the figures that the page has: a disc for more people, a
// ring for fewer, as on paper.

import { changed, valueText } from "./format.js";
import { changeOf, comparable, NOTHING } from "./rows.js";
import { filled, isOne } from "./words.js";

/** @import { Figure, Geography, Layer, Mark, Model, Part, Row, Words } from "./model.js" */
/** @import { PageState } from "../state.js" */

// Fills that say what a place is, whatever its figures are.
const OF_PLACE = new Set(["origin", "not_attached", "not_attributable"]);

// Of fewer people a change of a share says nothing; the radius of a disc in a row of the legend.
const LEAST = 100, DISC = 6;

/**
 * The year that what is shown is a change from; null where it is none.
 * @param {Model} model
 * @param {PageState} state
 */
export function sinceOf(model, { measure, year, since }) {
  return model.changes && since !== null && since !== year && comparable(measure) ? since : null;
}

/**
 * The map of a change, of the circles of the year that it leads to.
 * @param {Model} model
 * @param {Geography} geography
 * @param {Layer} base
 * @param {number} since
 * @returns {Layer}
 */
export function changeLayer(model, geography, base, since) {
  const { measure, year } = base, changes = /** @type {NonNullable<Model["changes"]>} */ (model.changes);
  const { people } = model.measured[measure], until = Number(year);
  /** @type {Map<string, Figure>} */
  const figures = new Map(geography.places.map(({ id }) => [id, changeOf(geography, id, measure, since, until)]));
  const figure = (/** @type {string} */ id) => figures.get(id) || NOTHING;
  const known = geography.places.filter(({ id }) => figure(id).state === "value");
  const small = people ? [] : known.filter(({ id }) => isSmall(geography, id, [since, until])).map(({ id }) => id);
  const fills = Object.fromEntries(geography.places.map(({ id }) => [id, fillOf(base.fills[id], figure(id))]));
  const valueOf = (/** @type {string} */ id) => Number(figure(id).value);
  const order = known.map(({ id }) => id).sort((one, other) => valueOf(other) - valueOf(one));
  /** @type {Layer["looks"]} */
  const looks = { ...changes.looks, ...base.looks.few && { few: base.looks.few } };
  const marks = known.flatMap(function ({ id }) {
    const value = valueOf(id), sized = people ? Math.abs(value) : geography.figure(id, year, "total").value;
    const look = small.includes(id) ? "few" : value > 0 ? "rises" : value < 0 ? "falls" : "stable";
    if (!looks[look] || sized === null) return [];
    return [/** @type {Mark} */ ({ mark: "disc", place: id, look, radius: model.radius(sized) })];
  });
  const each = (/** @type {(language: string) => string} */ write) => /** @type {Words} */ (
    Object.fromEntries(model.languages.map((language) => [language, write(language)]))
  );
  const years = { since, year }, title = each((language) => filled(changes.titles[measure][language], years));
  const counted = known.filter(({ status }) => status === "place" || status === "origin");
  const values = counted.map(({ id }) => valueOf(id));
  const subtitle = each((language) => subtitleOf(model, geography, base, since, values, language));
  const captions = Object.fromEntries(model.languages.map(function (language) {
    const [source, ...others] = base.captions[language];
    return [language, [source, filled(changes.notes[measure][language], years), ...others]];
  }));
  return {
    ...base, title, subtitle, captions, fills, looks, order, small, figure,
    lead: each((language) => overall(model, geography, base, since, language)),
    alt: each((language) => title[language] + ". " + subtitle[language]),
    marks: [...marks, ...base.marks.filter(({ mark }) => mark === "sign")],
    legend: legendOf(model, base, fills, new Set(marks.map((mark) => (mark.mark === "disc" ? mark.look : "")))),
  };
}

/**
 * @param {Geography} geography
 * @param {string} id
 * @param {number[]} years
 */
function isSmall(geography, id, years) {
  return years.some((year) => Number(geography.figure(id, year, "total").value) < LEAST);
}

/**
 * @param {string} fill - of the year's own map
 * @param {Figure} figure
 */
function fillOf(fill, { state }) {
  return OF_PLACE.has(fill) ? fill : state === "value" ? "land" : state;
}

/**
 * The change of all places together; blank where it is not known.
 * @param {Model} model
 * @param {Geography} geography
 * @param {Layer} base
 * @param {number} since
 * @param {string} language
 */
function overall(model, geography, { measure, year }, since, language) {
  const [before, now] = [since, year].map((each) => geography.total(each, measure).value);
  if (before === null || now === null) return "";
  return valueText(changed(model.measured[measure]), now - before, language, model.texts[language]);
}

/**
 * @param {Model} model
 * @param {Geography} geography
 * @param {Layer} base
 * @param {number} since
 * @param {number[]} values - of the places
 * @param {string} language
 */
function subtitleOf(model, geography, base, since, values, language) {
  const texts = model.texts[language], words = "counted." + geography.words + ".";
  const counted = function (/** @type {(value: number) => boolean} */ is) {
    const number = values.filter(is).length;
    return filled(texts[words + (isOne(number, language) ? "one" : "many")], { number });
  };
  const said = filled(texts["time.changed"], {
    change: overall(model, geography, base, since, language), since, year: base.year,
    rises: counted((value) => value > 0), falls: counted((value) => value < 0),
  }).trim();
  if (model.measured[base.measure].people) return said;
  return said + " " + filled(texts["time.change_sizes"], { year: base.year });
}

/**
 * The legend of the year's own map, but for what its circles mean.
 * @param {Model} model
 * @param {Layer} base
 * @param {Record<string, string>} fills
 * @param {Set<string>} used - looks
 * @returns {Part[]}
 */
function legendOf(model, base, fills, used) {
  const changes = /** @type {NonNullable<Model["changes"]>} */ (model.changes), shown = new Set(Object.values(fills));
  const { people } = model.measured[base.measure];
  /** @type {Row[]} */
  const discs = Object.entries(changes.looks).filter(([key]) => used.has(key)).map(([key, look]) => (
    { row: "discs", key, label: changes.labels[key], discs: [[DISC, look]] }
  ));
  const rows = base.legend.flatMap((part) => (part.part === "rows" ? part.rows : []));
  const kept = rows.filter(function ({ row, key }) {
    return row === "fill" ? shown.has(key) : row !== "discs" || key === "few" && used.has(key);
  });
  const told = new Set(kept.map(({ key }) => key));
  const states = [...shown].filter((key) => !told.has(key) && base.swatches[key] && "state." + key in model.texts.fr);
  /** @type {Row[]} */
  const more = states.map((key) => ({ row: "fill", key, label: wordsOf((each) => model.texts[each]["state." + key]) }));
  const last = base.legend.find(({ part }) => part === "rows"), sizes = base.legend.flatMap(function (part) {
    if (part.part !== "nested") return [];
    return [people ? { ...part, title: changes.legend, colour: changes.looks.rises.fill } : part];
  });
  return [...sizes, { part: "rows", title: last ? last.title : wordsOf(() => ""), rows: [...discs, ...kept, ...more] }];

  /**
   * @param {(language: string) => string} write
   * @returns {Words}
   */
  function wordsOf(write) {
    return Object.fromEntries(model.languages.map((each) => [each, write(each)]));
  }
}
