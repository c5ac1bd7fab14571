import assert from "node:assert/strict";
import test from "node:test";

import { filled, isOne, makeWords, ordinalLetters } from "../../../diasporamap/web/scripts/data/words.js";

/** Words of a model with one text a key and language. */
function wordsOf(language, measured = {}) {
  const texts = {
    "sign.suppressed": "s", "state.suppressed": language === "fr" ? "Masqué" : "Hidden", "unit.points": "{number} pt",
    "counted.one": "{number} one", "counted.many": "{number} many", named: "{name}, {year}",
  };
  const model = { languages: ["fr", "en"], texts: { fr: texts, en: texts }, measured };
  return makeWords({ model, store: { get: () => ({ language }) } });
}

const PEOPLE = { rule: "fixed", unit: "people", decimals: 0, signed: false, people: true };
const SHARE = { rule: "fixed", unit: "percent", decimals: 1, signed: false, people: false };

test("a text takes its fields, and keeps the places that have none", function () {
  assert.equal(filled("{a} de {b} à {c}", { a: 1, b: "x" }), "1 de x à {c}");
  assert.equal(filled("{a}", { a: null }), "");
  assert.equal(filled("{a}"), "{a}");
});

test("French says 0 and 1 as one, English 1 alone", function () {
  assert.deepEqual([0, 1, 2].map((number) => isOne(number, "fr")), [true, true, false]);
  assert.deepEqual([0, 1, 2].map((number) => isOne(number, "en")), [false, true, false]);
});

test("ranks have their letters", function () {
  assert.deepEqual([1, 2, 21].map((rank) => ordinalLetters(rank, "fr")), ["er", "e", "e"]);
  const english = [1, 2, 3, 4, 11, 12, 13, 21, 111].map((rank) => ordinalLetters(rank, "en"));
  assert.deepEqual(english, ["st", "nd", "rd", "th", "th", "th", "th", "st", "th"]);
});

test("a figure is its value, the sign of its state, or its state in words", function () {
  const say = wordsOf("fr", { total: PEOPLE });
  assert.equal(say.figure("total", { state: "value", value: 0 }), "0");
  assert.equal(say.figure("total", { state: "value", value: 92983 }), "92\u202f983");
  assert.equal(say.figure("total", { state: "suppressed", value: null }), "s");
  assert.equal(say.spoken("total", { state: "suppressed", value: null }), "Masqué");
  assert.equal(say("named", { name: "Togo", year: 2020 }), "Togo, 2020");
  assert.equal(say.counted("counted.", 1200), "1\u202f200 many");
});

test("a change has its sign, and one of a percentage is in points", function () {
  for (const [language, more, points] of [["fr", "+56\u202f137", "\u22122,5 pt"], ["en", "+56,137", "\u22122.5 pt"]]) {
    const say = wordsOf(language, { total: PEOPLE, share_women: SHARE });
    assert.equal(say.change("total", 56137), more);
    assert.equal(say.change("total", 0), "0");
    assert.equal(say.change("share_women", -2.5), points);
  }
  assert.equal(wordsOf("fr").signedPercent(31.24), "+31,2\u202f%");
  assert.equal(wordsOf("en").signedPercent(-3), "\u22123.0%");
  assert.equal(wordsOf("en").signedPercent(0.01), "0.0%");
});
